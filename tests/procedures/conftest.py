"""Procedures brought in from files like those wards get: pages of the portal as JSON, official lists, a publication decision."""

import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from minhchung.apps.documents.models import Document
from minhchung.apps.files.actions import store
from minhchung.apps.files.models import StoredFile
from minhchung.apps.files.receiving import receive
from minhchung.apps.organisations.models import Commune, Person
from minhchung.apps.procedures import actions
from minhchung.apps.procedures.importing import look_at
from minhchung.apps.procedures.models import Procedure, Source
from tests.personas import NOW
from tests.plans.conftest import browse

__all__ = ["browse"]
WAYS = "Hình thức nộpThời gianPhí, lệ phíMô tả"
PAPERS = "--Tên giấy tờMẫu đơn, tờ khaiSố lượng"
BASIS = "Tên văn bản pháp lýMã văn bản"
DAY = date(2026, 11, 2)


def page(code: str, name: str, **said: str) -> dict[str, str]:
    """A page of the portal as crawled."""
    usual = {
        "ma_thu_tuc": code,
        "ten_thu_tuc": name,
        "so_quyet_dinh": "12/QĐ-BTP",
        "cap_thuc_hien": "Cấp xã",
        "linh_vuc": "Hộ tịch",
        "co_quan_thuc_hien": "Ủy ban nhân dân cấp xã",
        "cach_thuc_thuc_hien": f"{WAYS}Trực tuyến3 Ngày làm việcMiễn phíTrực tiếp3 Ngày làm việcMiễn phí",
        "thanh_phan_ho_so": f"{PAPERS}Tờ khai theo mẫu1 bản chínhGiấy khai sinh của trẻ1 bản chính",
        "can_cu_phap_ly": f"{BASIS}Luật Hộ tịch60/2014/QH13",
    }
    return usual | said


def stored(ward: Commune, person: Person, content: bytes, name: str) -> StoredFile:
    received = receive(ContentFile(content, name=name), look=look_at)
    return store(commune=ward, received=received, actor=person, at=NOW)


@pytest.fixture
def bring(ward: Commune, standing: Person) -> Callable[..., Source]:
    """Takes pages into the catalogue of ward A from a day on."""

    def brought(pages: Sequence[Any], on: date = DAY, name: str = "trang.json") -> Source:
        file = stored(ward, standing, json.dumps(pages, ensure_ascii=False).encode(), name)
        return actions.take_over(commune=ward, stored=file, on=on, actor=standing, at=NOW)

    return brought


@pytest.fixture
def marriage(bring: Callable[..., Source], ward: Commune) -> Procedure:
    bring([page("1.000894.000.00.00.H24", "Đăng ký kết hôn")])
    return Procedure.objects.get(commune=ward, code="1.000894")


TABLES = """QUYẾT ĐỊNH
Về việc công bố danh mục thủ tục hành chính
A. DANH MỤC THỦ TỤC HÀNH CHÍNH MỚI BAN HÀNH
| STT | Mã TTHC | Tên thủ tục hành chính | Thời hạn giải quyết | Phí, lệ phí | Căn cứ pháp lý |
| I | Lĩnh vực Hộ tịch | | | | |
| 1 | 1.009991 | Ghi chú ly hôn | 05 ngày làm việc | Miễn phí | Nghị định 18/2026/NĐ-CP |
B. Danh mục thủ tục hành chính được sửa đổi, bổ sung
| STT | Mã TTHC | Tên thủ tục hành chính | Thời hạn giải quyết | Phí, lệ phí | Căn cứ pháp lý |
| 1 | 1.000894 | Đăng ký kết hôn | 02 ngày làm việc | Miễn phí | Nghị định 18/2026/NĐ-CP |
C. Danh mục thủ tục hành chính bị bãi bỏ
| STT | Mã TTHC | Tên thủ tục hành chính | Tên VBQPPL quy định việc bãi bỏ |
| 1 | 1.004884 | Đăng ký lại khai sinh | Nghị định 18/2026/NĐ-CP |
"""


@pytest.fixture
def decision(ward: Commune) -> Document:
    """A publication decision in the register, with its tables as text."""
    return Document.objects.create(
        commune=ward,
        direction=Document.Direction.INCOMING,
        state=Document.State.RECEIVED,
        type="Quyết định",
        number=4321,
        symbol="QĐ-UBND",
        series="QĐ",
        issued_on=date(2026, 11, 10),
        issuer="UBND thành phố",
        subject="Công bố danh mục thủ tục hành chính lĩnh vực hộ tịch",
        text=TABLES,
        added_at=NOW,
    )


def shown(client: Client, address: str) -> str:
    """The page of an address."""
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()
