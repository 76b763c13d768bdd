"""The register out as a spreadsheet and back."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from minhchung.apps.assignments import actions
from minhchung.apps.assignments.models import Occurrence, RegisterReturn
from minhchung.apps.documents.models import Document
from minhchung.apps.evidence.models import Claim
from minhchung.apps.ground.acts import Refused
from minhchung.apps.organisations.models import Commune, Person
from tests.assignments.conftest import Assigning, only
from tests.personas import NOW


class Office:
    """A person with the register open in a spreadsheet program."""

    def __init__(self, person: Person) -> None:
        self.client = Client()
        self.client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        response = self.client.post(reverse("assignments:export"))
        assert response.status_code == 200
        self.book = openpyxl.load_workbook(io.BytesIO(response.content))
        self.sheet: Any = self.book.worksheets[0]
        keys = next(row for row in self.sheet.iter_rows() if any(cell.value == "mc:progress" for cell in row))
        self.columns = {str(cell.value).removeprefix("mc:"): cell.column for cell in keys if cell.value}

    def row(self, words: str) -> int:
        """The row whose task holds the words."""
        return next(row for row in range(1, self.sheet.max_row + 1) if words in str(self.sheet.cell(row, self.columns["task"]).value or ""))

    def fill(self, words: str, **values: Any) -> None:
        """Types values into the row of a task."""
        for key, value in values.items():
            self.sheet.cell(self.row(words), self.columns[key]).value = value

    def bring_back(self) -> str:
        """Saves the file and hands it in; gives the page that compares old and new."""
        target = io.BytesIO()
        self.book.save(target)
        file = SimpleUploadedFile("so.xlsx", target.getvalue())
        response = self.client.post(reverse("assignments:bring_back"), {"file": file}, follow=True)
        assert response.status_code == 200, response.content.decode()
        return response.content.decode()

    def save(self, **data: Any) -> str:
        """Presses "Lưu"."""
        pk = RegisterReturn.objects.latest("pk").pk
        return self.client.post(reverse("assignments:save_return", args=[pk]), data, follow=True).content.decode()


@pytest.fixture
def work(assign: Assigning, units: dict[str, Any]) -> dict[str, Occurrence]:
    return {title: only(assign("KT", title=title, deadline_on="2026-11-27")) for title in ("Công khai quyết toán", "Rà soát quy chế")}


def test_a_register_brought_back_untouched_changes_nothing(work: dict[str, Occurrence], officer: Person) -> None:
    html = Office(officer).bring_back()
    assert "Tệp giống hệt sổ hiện nay" in html


def test_a_filled_cell_shows_old_and_new_before_it_is_saved(work: dict[str, Occurrence], officer: Person) -> None:
    office = Office(officer)
    office.fill("Công khai quyết toán", progress="Đã đăng Cổng thông tin")
    html = office.bring_back()
    assert "<b>1 ô thay đổi</b>" in html
    assert "(trống)" in html
    occurrence = work["Công khai quyết toán"]
    occurrence.refresh_from_db()
    assert occurrence.progress == ""
    assert "Đã lưu 1 ô" in office.save()
    occurrence.refresh_from_db()
    assert (occurrence.progress, occurrence.state) == ("Đã đăng Cổng thông tin", "in_progress")


def test_bringing_the_same_file_back_again_changes_nothing(work: dict[str, Occurrence], officer: Person) -> None:
    office = Office(officer)
    office.fill("Công khai quyết toán", progress="Đã đăng")
    office.bring_back()
    office.save()
    assert "Tệp giống hệt sổ hiện nay" in office.bring_back()


def test_a_day_of_finishing_with_a_reply_reports_the_work(work: dict[str, Occurrence], ward: Commune, officer: Person) -> None:
    reply = Document.objects.create(
        commune=ward, direction="out", state="issued", number=812, symbol="BC-UBND", issued_on=date(2026, 11, 20), added_at=NOW
    )
    office = Office(officer)
    office.fill("Công khai quyết toán", finished_on=date(2026, 11, 20), reply="812/BC-UBND")
    office.bring_back()
    office.save()
    occurrence = work["Công khai quyết toán"]
    occurrence.refresh_from_db()
    assert (occurrence.state, occurrence.answer, occurrence.done_on) == ("submitted", reply, date(2026, 11, 20))


def test_a_wrong_row_loses_no_good_one_and_its_reason_stands_in_the_file(work: dict[str, Occurrence], officer: Person) -> None:
    office = Office(officer)
    office.fill("Công khai quyết toán", finished_on="31/11/2026", reply="999/BC-UBND")
    office.fill("Rà soát quy chế", progress="4/6 đơn vị")
    html = office.bring_back()
    assert "Tháng 11 chỉ có 30 ngày" in html
    assert '<td class="is-error">31/11/2026' in html
    assert "chưa có trong sổ văn bản đi" in html
    office.save()
    work["Rà soát quy chế"].refresh_from_db()
    assert work["Rà soát quy chế"].progress == "4/6 đơn vị"
    pk = RegisterReturn.objects.latest("pk").pk
    file = office.client.get(reverse("assignments:return_errors", args=[pk])).content
    cells = [str(cell.value) for row in openpyxl.load_workbook(io.BytesIO(file)).worksheets[0].iter_rows() for cell in row]
    assert "Lỗi" in cells
    assert any("Tháng 11 chỉ có 30 ngày" in cell for cell in cells)


def test_a_day_of_finishing_without_anything_to_show_is_refused_before_anything_is_saved(
    work: dict[str, Occurrence], officer: Person
) -> None:
    office = Office(officer)
    office.fill("Công khai quyết toán", finished_on=date(2026, 11, 20))
    html = office.bring_back()
    assert "chưa có gì để chứng minh" in html
    assert "<b>0 ô thay đổi</b>" in html
    office.save()
    work["Công khai quyết toán"].refresh_from_db()
    assert work["Công khai quyết toán"].state == "assigned"


@pytest.mark.parametrize(("day", "cause"), [(date(2023, 3, 15), "trước ngày giao 20/11/2026"), (date(2026, 11, 21), "chưa đến")])
def test_a_day_on_which_the_work_cannot_have_been_finished_is_an_error_of_the_dry_run(
    day: date, cause: str, work: dict[str, Occurrence], officer: Person
) -> None:
    office = Office(officer)
    office.fill("Công khai quyết toán", finished_on=day)
    html = office.bring_back()
    assert cause in html
    assert "<b>0 ô thay đổi</b>" in html


def test_words_longer_than_the_register_keeps_are_told_and_not_cut(work: dict[str, Occurrence], officer: Person) -> None:
    office = Office(officer)
    office.fill("Công khai quyết toán", progress="đ" * 301, note="g" * 500)
    html = office.bring_back()
    assert "dài 301 ký tự, sổ giữ nhiều nhất 300 ký tự" in html
    office.save()
    occurrence = work["Công khai quyết toán"]
    occurrence.refresh_from_db()
    assert (occurrence.progress, occurrence.note) == ("", "g" * 500)
    with pytest.raises(Refused, match="nhiều nhất 300"):
        actions.fill_row(occurrence=occurrence, values={"progress": "đ" * 301}, expected={}, actor=officer, at=NOW)


def test_after_saving_the_page_no_longer_says_that_nothing_was_saved(work: dict[str, Occurrence], officer: Person) -> None:
    office = Office(officer)
    office.fill("Công khai quyết toán", progress="Đã đăng")
    office.fill("Rà soát quy chế", finished_on="31/11/2026")
    assert "Chưa có gì được lưu" in office.bring_back()
    office.save()
    page = office.client.get(reverse("assignments:dry_run", args=[RegisterReturn.objects.latest("pk").pk])).content.decode()
    assert "Chưa có gì được lưu" not in page


def test_what_two_people_changed_shows_both_values(work: dict[str, Occurrence], officer: Person, standing: Person) -> None:
    first, second = Office(officer), Office(standing)
    first.fill("Công khai quyết toán", progress="Đã đăng")
    second.fill("Công khai quyết toán", progress="Đang soát")
    first.bring_back()
    first.save()
    html = second.bring_back()
    assert "1 ô hai nơi cùng sửa" in html
    assert "Đã đăng" in html
    assert "Đang soát" in html
    second.save()
    occurrence = work["Công khai quyết toán"]
    occurrence.refresh_from_db()
    assert occurrence.progress == "Đã đăng"
    row = second.row("Công khai quyết toán")
    second.save(**{"lay-tep": [f"{row}:progress"]})
    occurrence.refresh_from_db()
    assert occurrence.progress == "Đang soát"


def test_a_cell_filled_by_somebody_else_while_a_person_looks_is_shown_before_it_is_left(
    work: dict[str, Occurrence], officer: Person, standing: Person
) -> None:
    first, second = Office(officer), Office(standing)
    first.fill("Công khai quyết toán", progress="Đã đăng")
    second.fill("Công khai quyết toán", progress="Đang soát")
    first.bring_back()
    earlier = RegisterReturn.objects.latest("pk").pk
    assert "hai nơi cùng sửa" not in second.bring_back()
    first.client.post(reverse("assignments:save_return", args=[earlier]))
    html = second.save()
    assert "1 ô vừa được người khác ghi trong lúc xem" in html
    assert "Đã đăng" in html
    assert "Lấy giá trị trong tệp: <b>Đang soát</b>" in html
    assert "Sổ theo dõi nhiệm vụ" in second.save(**{"da-thay": [f"{second.row('Công khai quyết toán')}:progress"]})


def test_another_units_row_is_refused_by_name(assign: Assigning, work: dict[str, Occurrence], officer: Person) -> None:
    assign("VP", title="Việc của Văn phòng")
    office = Office(officer)
    office.fill("Việc của Văn phòng", progress="Xong")
    assert "Phần việc của Văn phòng HĐND và UBND" in office.bring_back()


def test_closed_work_is_reopened_only_by_who_assigned(
    work: dict[str, Occurrence], officer: Person, standing: Person, prove: Callable[..., Claim]
) -> None:
    occurrence = work["Công khai quyết toán"]
    prove(occurrence)
    actions.submit(occurrence=occurrence, actor=officer, at=NOW)
    actions.accept(occurrence=occurrence, actor=standing, at=NOW)
    office = Office(officer)
    office.fill("Công khai quyết toán", progress="Đang làm")
    assert "Chỉ người giao việc mở lại được" in office.bring_back()


def test_submitted_work_is_taken_back_by_taking_its_day_away(
    work: dict[str, Occurrence], officer: Person, prove: Callable[..., Claim]
) -> None:
    occurrence = work["Công khai quyết toán"]
    prove(occurrence)
    actions.submit(occurrence=occurrence, done_on=date(2026, 11, 20), actor=officer, at=NOW)
    office = Office(officer)
    office.fill("Công khai quyết toán", progress="Đang soát lại")
    assert "đang chờ nghiệm thu" in office.bring_back()
    office.fill("Công khai quyết toán", finished_on=None)
    office.bring_back()
    office.save()
    occurrence.refresh_from_db()
    assert (occurrence.state, occurrence.progress, occurrence.done_on) == ("in_progress", "Đang soát lại", None)


def test_a_new_row_and_a_missing_one_change_nothing(work: dict[str, Occurrence], officer: Person) -> None:
    office = Office(officer)
    office.sheet.delete_rows(office.row("Rà soát quy chế"))
    office.sheet.cell(office.sheet.max_row + 1, office.columns["task"]).value = "Đối thoại doanh nghiệp"
    html = office.bring_back()
    assert "Dòng mới không có mã việc" in html
    assert "1 dòng của lần xuất không có trong tệp" in html
    assert Occurrence.objects.count() == 2


def test_a_file_that_is_no_register_is_named(work: dict[str, Occurrence], officer: Person, reader: Person) -> None:
    client = Office(officer).client
    address = reverse("assignments:bring_back")
    wrong = client.post(address, {"file": SimpleUploadedFile("so.xlsx", b"khong phai")})
    assert wrong.status_code == 422
    assert "Chưa đọc được tệp" in wrong.content.decode()
    assert "không phải .xlsx" in client.post(address, {"file": SimpleUploadedFile("so.docx", b"x")}).content.decode()
    looker = Client()
    looker.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")
    assert looker.get(address).status_code == 403


def test_another_wards_returned_file_does_not_exist(work: dict[str, Occurrence], officer: Person, other_leader: Person) -> None:
    office = Office(officer)
    office.bring_back()
    stranger = Client()
    stranger.force_login(other_leader, backend="django.contrib.auth.backends.ModelBackend")
    pk = RegisterReturn.objects.latest("pk").pk
    assert stranger.get(reverse("assignments:dry_run", args=[pk])).status_code == 404
    assert stranger.post(reverse("assignments:save_return", args=[pk])).status_code == 404


def test_accepted_work_goes_out_with_its_day_and_answer_and_comes_back_without_a_change(
    work: dict[str, Occurrence], officer: Person, standing: Person, prove: Callable[..., Claim]
) -> None:
    occurrence = work["Công khai quyết toán"]
    prove(occurrence)
    actions.submit(occurrence=occurrence, actor=officer, at=NOW)
    actions.accept(occurrence=occurrence, actor=None, at=NOW)
    office = Office(officer)
    cell = office.sheet.cell(office.row("Công khai quyết toán"), office.columns["finished_on"])
    assert cell.value.date() == NOW.date()
    assert "Tệp giống hệt sổ hiện nay" in office.bring_back()
    occurrence.refresh_from_db()
    assert occurrence.done_on is None, "what the record derives is not written back as if the unit had said it"
    actions.reopen(occurrence=occurrence, reason="Thiếu phụ lục", actor=None, at=NOW)
    assert "Tệp giống hệt sổ hiện nay" in office.bring_back(), "a day nobody typed reports nothing"
