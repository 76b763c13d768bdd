"""On a phone: what a filter is set to stands in one line, the rest opens on a press; nothing of the register is lost."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pytest_django.fixtures import Settings

from minhchung.apps.documents import actions as documents
from minhchung.apps.documents.fields import Fields
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.browsing import PHONE
from tests.e2e.conftest import Desk, Office
from tests.personas import NOW

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def phone(ward: Commune, units: dict[str, Unit], standing: Person, office: Office) -> Desk:
    arrived = {"arrival_number": 12, "arrived_on": date(2026, 11, 18)}
    fields = Fields(code="1240/UBND-NV", issued_on=date(2026, 11, 17), subject="Về việc rà soát biên chế", **arrived)
    documents.register_incoming(commune=ward, fields=fields, actor=None, at=NOW)
    desk = office(standing)
    desk.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    return desk


def test_a_document_on_a_phone_keeps_the_day_and_the_number_of_its_arrival(phone: Desk) -> None:
    phone.go("/van-ban/")
    card = phone.page.locator("tr[data-row]")
    expect(card.get_by_text("Đến ngày 18/11/2026")).to_be_visible()
    expect(card.get_by_text("số đến 12")).to_be_visible()


@pytest.mark.parametrize(
    ("address", "line", "inside"),
    [
        ("/van-ban/?nam=2026", "Lọc: năm 2026", "Mọi năm"),
        ("/so/?loc=qua-han", "Lọc: cả phường, quá hạn", "Sắp đến hạn"),
        ("/minh-chung/?muc=sai", "Mục: Chưa đạt", "Tệp chưa gắn"),
        ("/thiet-lap/don-vi/", "Phần: Phòng, đơn vị", "Cách hiểu thời hạn"),
    ],
)
def test_filters_are_one_line_that_says_what_is_set_and_opens(phone: Desk, address: str, line: str, inside: str) -> None:
    phone.go(address)
    folded = phone.page.locator(".filters").get_by_text(inside).first
    expect(folded).not_to_be_visible()
    phone.page.get_by_text(line).click()
    if inside == "Mọi năm":
        phone.page.locator(".filters summary").first.click()
    expect(folded).to_be_visible()
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_the_search_page_has_its_box_on_a_phone(phone: Desk) -> None:
    phone.go("/")
    phone.page.get_by_role("link", name="Tìm", exact=True).click()
    box = phone.page.locator("main").get_by_role("searchbox")
    box.fill("bien che")
    box.press("Enter")
    expect(phone.page.get_by_role("link", name="rà soát biên chế")).to_be_visible()


def test_an_empty_field_is_named_in_vietnamese_by_the_page_not_by_the_browser(phone: Desk) -> None:
    phone.refusals_wanted = True
    phone.go("/van-ban/")
    phone.page.locator("tr[data-row] a").first.click()
    phone.page.get_by_text("Đưa ra khỏi sổ").click()
    phone.press("Đưa văn bản ra khỏi sổ")
    phone.reads("Chưa ghi lý do.")
    expect(phone.page.get_by_label("Lý do")).to_be_focused()


LONG = "Tên việc dân đến làm, ghi như trong sổ theo dõi của bộ phận một cửa"


def test_an_unknown_list_of_thirty_columns_is_mapped_on_a_phone(clerk: Person, office: Office, settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    desk = office(clerk)
    desk.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    head = ["Số hiệu", LONG, "Giờ dân đến vào buổi sáng hay chiều", *(f"Cột phụ {letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZA")]
    rows = [[f"{number}/HS", "Khai sinh", "19/11/2026", *("x" * 27)] for number in range(1, 4)]
    file = {
        "name": "so.csv",
        "mimeType": "text/csv",
        "buffer": "\n".join(",".join(row) for row in (head, *rows)).replace(f"{LONG}", f'"{LONG}"').encode(),
    }
    desk.go("/ho-so/nhap/")
    desk.page.locator("input[type=file]").set_input_files(file)
    desk.page.get_by_role("button", name="Xem trước").click()
    choice = desk.page.get_by_label(LONG)
    expect(choice).to_be_visible()
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    heading = desk.page.locator("label", has_text=LONG)
    above, below = heading.bounding_box(), choice.bounding_box()
    assert above and below
    assert above["y"] + above["height"] <= below["y"], "the heading stands above its choice"
    assert below["width"] >= 0.7 * PHONE[0], "the choice is as wide as its card"
