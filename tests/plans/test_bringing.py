"""Plans out of files and out of last year's plan."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from minhchung.apps.files.actions import store
from minhchung.apps.files.models import StoredFile
from minhchung.apps.files.receiving import receive
from minhchung.apps.ground import lookup
from minhchung.apps.ground.acts import Refused
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.apps.plans import actions
from minhchung.apps.plans.importing import NOBODY, listing_of, name_key
from minhchung.apps.plans.models import ItemUnit, Plan
from minhchung.apps.plans.rules.columns import guess
from minhchung.demo.plans import annex as demo_annex
from tests.assignments.racing import both_at_once
from tests.files.conftest import own_store
from tests.personas import NOW
from tests.plans.conftest import HEAD, ROWS, workbook

__all__ = ["own_store"]
pytestmark = pytest.mark.django_db
Browse = Callable[[Person], Client]


def brought(ward: Commune, stored: StoredFile, who: Person | None, **changed: object) -> Plan:
    told: dict[str, object] = {
        "kind": "cchc",
        "year": 2026,
        "title": "Kế hoạch 2026",
        "units": {},
        "columns": guess(listing_of(stored).headings),
    }
    return actions.import_plan(commune=ward, stored=stored, **{**told, **changed}, actor=who, at=NOW)


def led_by(plan: Plan) -> list[tuple[str, list[str], list[str]]]:
    return [
        (
            item.number,
            [each.unit.short for each in item.units.all() if each.part == ItemUnit.Part.LEAD],
            [each.unit.short for each in item.units.all() if each.part == ItemUnit.Part.WITH],
        )
        for item in plan.items.prefetch_related("units__unit")
    ]


def test_a_workbook_becomes_a_draft_with_matched_units(ward: Commune, units: dict[str, Unit], annex: StoredFile, standing: Person) -> None:
    plan = brought(ward, annex, standing)
    assert (plan.state, plan.source) == (Plan.State.DRAFT, annex)
    assert led_by(plan) == [("1", ["VP"], ["KT"]), ("2", ["VH-XH"], [])]
    first, second = plan.items.all()
    assert (first.deadline_kind, first.deadline_period, first.headings) == ("period", "2026-Q4", ["I. Cải cách thể chế"])
    assert (second.cooperating_text, second.deadline_on.isoformat() if second.deadline_on else "") == ("Ban Tuyên giáo", "2026-12-15")
    assert [ref.kind for ref in lookup.keys_matching("tu kiem tra van ban", commune=ward.code)] == ["plan_item"]


def test_merged_cells_of_a_workbook_stand_in_each_of_their_rows(ward: Commune, units: dict[str, Unit], standing: Person) -> None:
    rows = (
        HEAD,
        ("I", "Thể chế", "", "", "", ""),
        ("1", "A", "Báo cáo", "Văn phòng", "", "Quý I"),
        ("2", "B", "Báo cáo", "", "", "Quý II"),
    )
    content = workbook(rows, merge=["D3:D4"])
    stored = store(commune=ward, received=receive(ContentFile(content, name="gop.xlsx")), actor=standing, at=NOW)
    assert led_by(brought(ward, stored, standing)) == [("1", ["VP"], []), ("2", ["VP"], [])]


def test_a_docx_annex_with_thirty_items_is_read_whole(ward: Commune, units: dict[str, Unit], standing: Person) -> None:
    stored = store(commune=ward, received=receive(ContentFile(demo_annex(), name="phu-luc.docx")), actor=standing, at=NOW)
    plan = brought(ward, stored, standing)
    found = led_by(plan)
    assert [number for number, _, _ in found] == [str(number) for number in range(1, 31)]
    assert [number for number, lead, _ in found if not lead] == ["29"], "a steering committee is no unit until a person says which"
    assert len({item.headings[0] for item in plan.items.all()}) == 7


def test_a_person_says_what_a_name_means(ward: Commune, units: dict[str, Unit], annex: StoredFile, standing: Person) -> None:
    said = {name_key("Văn phòng"): NOBODY, name_key("Ban Tuyên giáo"): units["DVSNC"].pk}
    assert led_by(brought(ward, annex, standing, units=said)) == [("1", [], ["KT"]), ("2", ["VH-XH"], ["DVSNC"])]


def test_a_unit_of_another_ward_is_never_taken(
    ward: Commune, units: dict[str, Unit], other_units: dict[str, Unit], annex: StoredFile, standing: Person
) -> None:
    said = {name_key("Ban Tuyên giáo"): other_units["KT"].pk}
    assert led_by(brought(ward, annex, standing, units=said))[1] == ("2", ["VH-XH"], [])


def test_only_who_keeps_plans_brings_them_in(ward: Commune, units: dict[str, Unit], annex: StoredFile, officer: Person) -> None:
    with pytest.raises(PermissionDenied):
        brought(ward, annex, officer)


def test_a_file_is_brought_in_once(ward: Commune, units: dict[str, Unit], annex: StoredFile, standing: Person) -> None:
    first = brought(ward, annex, standing)
    with pytest.raises(Refused, match="đã được nhập"):
        brought(ward, annex, standing)
    actions.archive_plan(plan=first, reason="Nhập nhầm", actor=standing, at=NOW)
    again = brought(ward, annex, standing)
    with pytest.raises(Refused, match="nhập lại thành kế hoạch khác"):
        actions.restore_plan(plan=first, actor=standing, at=NOW)
    assert again.items.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_make_one_plan(ward: Commune, units: dict[str, Unit], annex: StoredFile, standing: Person) -> None:
    outcomes = both_at_once(lambda: brought(ward, annex, standing), lambda: brought(ward, annex, standing))
    assert outcomes == ["done", "refused"]
    assert Plan.objects.count() == 1


def test_without_the_column_of_tasks_nothing_is_brought_in(
    ward: Commune, units: dict[str, Unit], annex: StoredFile, standing: Person
) -> None:
    with pytest.raises(Refused, match="nội dung nhiệm vụ"):
        brought(ward, annex, standing, columns={0: "number"})


def upload(browse: Client, content: bytes, name: str) -> str:
    answer = browse.post(reverse("plans:import"), {"files": SimpleUploadedFile(name, content)})
    return answer["Location"] if answer.status_code == 302 else answer.content.decode()


def test_the_pages_from_file_to_plan(ward: Commune, units: dict[str, Unit], standing: Person, browse: Browse) -> None:
    client = browse(standing)
    address = upload(client, workbook((HEAD, *ROWS, ("3", "", "Báo cáo", "", "", ""))), "phu-luc.xlsx")
    page = client.get(address).content.decode()
    assert "Đọc được 2 mục" in page
    assert "1 dòng không vào được" in page
    assert "Dòng 5:" in page
    assert "Ban Tuyên giáo" in page
    assert not Plan.objects.exists()
    key = f"u-{name_key('Ban Tuyên giáo')}"
    again = client.get(
        address, {"c1": "task", "c3": "unit", "c4": "cooperating", "c5": "time", key: str(units["DVSNC"].pk)}
    ).content.decode()
    assert f'<option value="{units["DVSNC"].pk}" selected>' in again
    given = {**{f"c{place}": name for place, name in enumerate(("number", "task", "product", "unit", "cooperating", "time"))}, key: "0"}
    made = client.post(address, {**given, "title": "Kế hoạch 2026", "kind": "cchc", "year": "2026"})
    plan = Plan.objects.get()
    assert made["Location"] == reverse("plans:plan", args=[plan.pk])
    assert led_by(plan) == [("1", ["VP"], ["KT"]), ("2", ["VH-XH"], [])]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("trong.xlsx", workbook([("",)]), "không có bảng nào"),
        ("khac.xlsx", workbook([("Họ tên", "Tuổi"), ("A", "30")]), "dòng tiêu đề nhận ra được"),
        ("dau.xlsx", workbook([HEAD]), "không có dòng nào bên dưới"),
        ("van-ban.txt", "Không có bảng nào ở đây".encode(), "không có bảng nào"),
    ],
)
def test_a_file_without_a_plan_is_refused_with_the_way_out(
    ward: Commune, standing: Person, browse: Browse, name: str, content: bytes, words: str
) -> None:
    assert words in upload(browse(standing), content, name)
    assert not StoredFile.objects.exists()


def test_last_years_plan_moves_by_a_year(plan: Plan, standing: Person) -> None:
    left = plan.items.get(number="27")
    made = actions.copy_plan(plan=plan, title="Kế hoạch CCHC năm 2027", leave_out=[left.pk], actor=standing, at=NOW)
    assert (made.year, made.state, made.copied_from) == (2027, Plan.State.DRAFT, plan)
    first, second = made.items.all()
    assert (first.deadline_text, first.deadline_on.isoformat() if first.deadline_on else "") == ("Trước 15/12/2027", "2027-12-15")
    assert (second.deadline_period, second.came_from) == ("2027-Q3", plan.items.get(number="26"))
    assert [leaf.code for leaf in first.leaves.all()] == ["3.1.1"]
    with pytest.raises(Refused, match="đã được chép"):
        actions.copy_plan(plan=plan, title="Lần nữa", actor=standing, at=NOW)


def test_the_page_of_copying_shows_what_was_not_done(plan: Plan, standing: Person, browse: Browse) -> None:
    client = browse(standing)
    page = client.get(reverse("plans:copy", args=[plan.pk])).content.decode()
    assert "Kế hoạch CCHC năm 2027" in page
    assert "Trước 15/12/2027" in page
    assert "Quá hạn" in page
    keys = list(plan.items.values_list("pk", flat=True))
    client.post(reverse("plans:copy", args=[plan.pk]), {"title": "Kế hoạch 2027", "muc": keys[:2]})
    assert Plan.objects.get(year=2027).items.count() == 2


def test_one_plan_of_a_kind_is_in_force_in_a_year(ward: Commune, plan: Plan, annex: StoredFile, standing: Person) -> None:
    second = brought(ward, annex, standing)
    with pytest.raises(Refused, match="đang thực hiện"):
        actions.put_in_force(plan=second, actor=standing, at=NOW)
    actions.archive_plan(plan=plan, reason="Thay bằng quyết định mới", actor=standing, at=NOW + timedelta(hours=1))
    actions.put_in_force(plan=second, actor=standing, at=NOW + timedelta(hours=2))
    assert actions.restore_plan(plan=plan, actor=standing, at=NOW).state == Plan.State.DRAFT


def test_an_empty_plan_is_not_put_in_force(ward: Commune, standing: Person) -> None:
    empty = actions.add_plan(commune=ward, kind="iso", year=2026, title="Kế hoạch ISO", actor=standing, at=NOW)
    with pytest.raises(Refused, match="không có mục nào"):
        actions.put_in_force(plan=empty, actor=standing, at=NOW)
