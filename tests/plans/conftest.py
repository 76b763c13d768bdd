"""A plan in force with three items, and files to bring plans in from."""

import io
from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
import xlsxwriter
from django.core.files.base import ContentFile
from django.test import Client

from minhchung.apps.files.actions import store
from minhchung.apps.files.models import StoredFile
from minhchung.apps.files.receiving import receive
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.apps.plans import actions
from minhchung.apps.plans.models import Plan, PlanItem
from minhchung.apps.plans.rules.when import read_when
from minhchung.apps.plans.writing import ItemFields
from tests.assignments.conftest import assign, directive, prove
from tests.personas import NOW

__all__ = ["assign", "directive", "prove"]
HEAD = ("STT", "Nội dung nhiệm vụ", "Sản phẩm", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian")
ROWS = (
    ("I", "Cải cách thể chế", "", "", "", ""),
    ("1", "Rà soát văn bản", "Báo cáo", "Văn phòng", "Phòng Kinh tế", "Quý IV/2026"),
    ("2", "Tự kiểm tra văn bản", "Báo cáo", "Phòng VHXH", "Ban Tuyên giáo", "Trước 15/12"),
)


def workbook(rows: Sequence[Sequence[str]], merge: Sequence[str] = ()) -> bytes:
    """A workbook of one sheet; `merge` are ranges like "A2:F2" whose first cell keeps its words."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet("Phụ lục")
    for place, cells in enumerate(rows):
        page.write_row(place, 0, cells)
    for area in merge:
        page.merge_range(area, rows[int("".join(filter(str.isdigit, area.split(":")[0]))) - 1]["ABCDEF".index(area[0])])
    book.close()
    return out.getvalue()


@pytest.fixture
def annex(ward: Commune, standing: Person) -> StoredFile:
    received = receive(ContentFile(workbook((HEAD, *ROWS)), name="phu-luc.xlsx"))
    return store(commune=ward, received=received, actor=standing, at=NOW)


@pytest.fixture
def plan(ward: Commune, units: dict[str, Unit], standing: Person) -> Plan:
    at = NOW - timedelta(days=300)
    made = actions.add_plan(commune=ward, kind="cchc", year=2026, title="Kế hoạch CCHC năm 2026", actor=standing, at=at)
    for number, task, short, when in (
        ("25", "Cập nhật danh mục thủ tục", "PVHCC", "Trước 15/12/2026"),
        ("26", "Công khai danh mục thủ tục", "PVHCC", "Quý III/2026"),
        ("27", "Tuyên truyền", "DVSNC", "Thường xuyên"),
    ):
        fields = ItemFields(
            number, task, ("III. Thủ tục",), "Danh mục", when=read_when(when, year=2026), lead=(units[short].pk,), codes=("3.1.1",)
        )
        actions.add_item(plan=made, fields=fields, actor=standing, at=at)
    return actions.put_in_force(plan=made, actor=standing, at=at)


@pytest.fixture
def items(plan: Plan) -> dict[str, PlanItem]:
    return {item.number: item for item in plan.items.select_related("plan__commune")}


@pytest.fixture
def browse() -> Callable[[Person], Client]:
    """A browser in which the person has signed in."""

    def signed_in(person: Person) -> Client:
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in
