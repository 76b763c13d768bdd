"""The register of the city's system comes in: good rows enter, bad rows say why, the same file again changes nothing."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from minhchung.apps.documents.actions import draft, import_register, register_incoming
from minhchung.apps.documents.fields import Fields
from minhchung.apps.documents.importing import make_plan, read_sheet
from minhchung.apps.documents.models import ColumnProfile, Document, RegisterImport, Relation
from minhchung.apps.documents.rules.register_rows import find_sheet, guess, read_rows
from minhchung.apps.files import vault
from minhchung.apps.files.actions import store
from minhchung.apps.files.models import StoredFile
from minhchung.apps.files.receiving import Received
from minhchung.apps.ground.acts import Refused
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.documents.registers import HEADINGS, ROWS, xlsx
from tests.personas import NOW

pytestmark = pytest.mark.django_db
INCOMING = Document.Direction.INCOMING
COLUMNS = {place: name for place, name in enumerate(guess(HEADINGS)) if name}
Bring = Callable[..., RegisterImport]


@pytest.fixture
def stored(given: Callable[..., Received], ward: Commune, officer: Person) -> Callable[[bytes], StoredFile]:
    return lambda content: store(commune=ward, received=given(content, "so-den.xlsx"), actor=officer, at=NOW)


@pytest.fixture
def bring(stored: Callable[[bytes], StoredFile], ward: Commune, units: dict[str, Unit], officer: Person) -> Bring:
    def run(rows: list[list[Any]], **options: Any) -> RegisterImport:
        return import_register(
            commune=ward, stored=stored(xlsx(rows)), direction=INCOMING, columns=COLUMNS, actor=officer, at=NOW, **options
        )

    return run


def everything() -> list[dict[str, Any]]:
    return list(Document.objects.order_by("pk").values())


def test_the_head_is_found_under_a_banner_and_the_numbering_row_is_no_row(stored: Callable[[bytes], StoredFile]) -> None:
    sheet = read_sheet(stored(xlsx(ROWS)))
    assert (sheet.header_row, sheet.headings[3], sheet.rows[0][0], len(sheet.rows)) == (2, "Số ký hiệu", 4, 5)


def test_a_sheet_without_known_headings_is_refused(stored: Callable[[bytes], StoredFile], given: Callable[..., Received]) -> None:
    assert find_sheet([["a", "b", "c"], [1, 2, 3]]) is None
    with pytest.raises(Refused, match="dòng tiêu đề"):
        read_sheet(stored(xlsx([[1, 2, 3]], headings=["A", "B", "C"])))


def test_good_rows_enter_and_bad_ones_say_where_and_why(bring: Bring, units: dict[str, Unit]) -> None:
    made = bring(ROWS)
    assert (made.added, made.changed, made.same) == (2, 0, 0)
    reasons = {each["row"]: each["reason"] for each in made.rejected}
    assert "“31/11/2026” không phải ngày có thật" in reasons[6]
    assert "không có số, ký hiệu" in reasons[7]
    assert "trùng văn bản với dòng 4" in reasons[8]
    assert sorted(reasons) == [6, 7, 8]
    plan = Document.objects.get(number=15)
    assert (plan.code, plan.arrival_number, plan.unit, plan.answer_due_on) == ("15/KH-UBND", 101, units["VH-XH"], date(2026, 11, 16))
    assert (plan.city_status, plan.needs_answer, plan.city_seen_at) == ("Đang xử lý", True, NOW)


def test_two_rows_of_one_document_are_one_document(bring: Bring) -> None:
    twice = [
        ROWS[0],
        [5, 104, date(2026, 11, 5), "015/KH-UBND", date(2026, 11, 2), "Ủy ban nhân dân thành phố Hải Khê", "Lần hai", "", "", "", ""],
    ]
    made = bring(twice)
    assert made.added == 1
    assert "trùng văn bản với dòng 4" in made.rejected[0]["reason"]


def test_the_same_file_again_changes_nothing(bring: Bring) -> None:
    bring(ROWS)
    before = everything()
    again = bring(ROWS)
    assert (again.added, again.changed, again.same) == (0, 0, 2)
    assert everything() == before


def test_what_a_person_wrote_stays_and_the_difference_is_listed(
    bring: Bring, stored: Callable[[bytes], StoredFile], ward: Commune, officer: Person
) -> None:
    fields = Fields(code="15/KH-UBND", issued_on=date(2026, 11, 2), issuer="UBND thành phố Hải Khê", subject="Trích yếu đã sửa tay")
    ours = register_incoming(commune=ward, fields=fields, actor=officer, at=NOW)
    plan = make_plan(ward, read_sheet(stored(xlsx(ROWS[:1]))), COLUMNS, INCOMING, on=date(2026, 11, 20))
    assert [(change.column, change.kept) for change in plan.kept[0].changes if change.kept] == [("subject", True)]
    made = bring(ROWS[:1])
    assert (made.added, made.changed) == (0, 1)
    ours.refresh_from_db()
    assert (ours.subject, ours.arrival_number, ours.city_status) == ("Trích yếu đã sửa tay", 101, "Đang xử lý")


def test_a_restricted_document_is_matched_but_not_told(
    bring: Bring, stored: Callable[[bytes], StoredFile], ward: Commune, leader: Person
) -> None:
    fields = Fields(code="15/KH-UBND", issued_on=date(2026, 11, 2), subject="Việc nội bộ", restricted=True)
    register_incoming(commune=ward, fields=fields, actor=leader, at=NOW)
    plan = make_plan(ward, read_sheet(stored(xlsx(ROWS[:1]))), COLUMNS, INCOMING, on=date(2026, 11, 20))
    told = " ".join(change.old_words for planned in plan.kept for change in planned.changes)
    assert "Việc nội bộ" not in told
    assert plan.added == []


def test_a_later_export_brings_the_new_status(bring: Bring) -> None:
    bring(ROWS[:1])
    later = [[*ROWS[0][:9], "Hoàn thành", ""]]
    assert bring(later).changed == 1
    assert Document.objects.get().city_status == "Hoàn thành"


def test_the_answer_a_row_names_is_linked_or_asked_for(bring: Bring, ward: Commune, officer: Person) -> None:
    answer = draft(commune=ward, fields=Fields(code="798/BC-UBND", issued_on=date(2026, 11, 9)), actor=officer, at=NOW)
    rows = [[*ROWS[0][:10], "798/BC-UBND"], [*ROWS[1][:10], "799/BC-UBND"]]
    made = bring(rows)
    assert Relation.objects.get().source == answer
    assert "“799/BC-UBND” chưa có trong sổ" in made.rejected[0]["reason"]


def test_the_columns_are_saved_under_a_name(bring: Bring) -> None:
    bring(ROWS[:1], profile="Sổ đến QLVB")
    assert ColumnProfile.objects.get().columns["Số ký hiệu"] == "code"


def test_another_wards_file_is_not_brought_in(stored: Callable[[bytes], StoredFile], other_ward: Commune, other_clerk: Person) -> None:
    with pytest.raises(Refused, match="không thuộc phường"):
        import_register(commune=other_ward, stored=stored(xlsx(ROWS)), direction=INCOMING, columns=COLUMNS, actor=other_clerk, at=NOW)
    assert not Document.objects.exists()


def test_days_that_lost_their_format_are_read_as_excel_counts_them(bring: Bring) -> None:
    numbers = [[1, 101, 46329, "15/KH-UBND", "46328", "Sở Nội vụ", "Kế hoạch", "", 46342.75, "", ""]]
    assert bring(numbers).rejected == []
    document = Document.objects.get()
    assert (document.arrived_on, document.issued_on, document.answer_due_on) == (
        date(2026, 11, 3),
        date(2026, 11, 2),
        date(2026, 11, 16),
    )


def test_a_number_that_is_no_day_of_our_time_is_still_refused(bring: Bring) -> None:
    made = bring([[1, 101, 2026, "15/KH-UBND", "", "", "Kế hoạch", "", "", "", ""]])
    assert (made.added, "“2026” không phải ngày có thật" in made.rejected[0]["reason"]) == (0, True)


@pytest.mark.parametrize(("subject", "level"), [("TỐI MẬT", "TỐI MẬT"), ("MẬT", "MẬT")])
def test_a_row_whose_subject_is_a_stamp_of_secrecy_is_refused(subject: str, level: str) -> None:
    sheet = find_sheet([HEADINGS, ROWS[0], [2, 102, "04/11/2026", "77/SNV-CCHC", "03/11/2026", "Sở Nội vụ", subject, "", "", "", ""]])
    assert sheet is not None
    good, bad = read_rows(sheet, COLUMNS)
    assert [row.row for row in good] == [2]
    assert [(row.row, f"đóng dấu {level}" in row.reason) for row in bad] == [(3, True)]


def test_a_row_marked_secret_in_the_registers_own_column_is_refused() -> None:
    headings = ["Số ký hiệu", "Ngày văn bản", "Trích yếu", "Độ mật"]
    rows = [["15/KH-UBND", "02/11/2026", "Bảo vệ bí mật nhà nước", "Thường"], ["16/KH-UBND", "02/11/2026", "Kế hoạch", "Mật"]]
    sheet = find_sheet([headings, *rows])
    assert sheet is not None
    good, bad = read_rows(sheet, {place: name for place, name in enumerate(guess(headings)) if name})
    assert [row.values["code"] for row in good] == ["15/KH-UBND"]
    assert ["đóng dấu MẬT" in row.reason for row in bad] == [True]


WRONG_FILES = [
    ("ghi-chu.txt", b"khong phai bang tinh", "không phải bảng tính Excel"),
    ("khac.xlsx", xlsx([[1, 2, 3]], headings=["A", "B", "C"]), "không có dòng tiêu đề nhận ra được"),
    ("rong.xlsx", xlsx([]), "không có văn bản nào bên dưới"),
    ("trong.xlsx", xlsx([], headings=[], banner=""), "là tệp trống"),
]


@pytest.mark.parametrize(("name", "content", "said"), WRONG_FILES, ids=[name for name, _, _ in WRONG_FILES])
def test_a_wrong_file_ends_on_the_page_of_importing_and_is_not_kept(
    client: Client, officer: Person, own_store: object, name: str, content: bytes, said: str
) -> None:
    client.force_login(officer)
    answer = client.post("/van-ban/nhap-so/", {"so": "di", "files": SimpleUploadedFile(name, content)})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert 'name="files"' in page
    assert 'value="di" checked' in page
    assert not StoredFile.objects.exists()
    assert list(vault.settled()) == []


def test_outgoing_rows_without_a_column_of_issuers_are_the_wards_own(
    stored: Callable[[bytes], StoredFile], ward: Commune, officer: Person
) -> None:
    headings = ["STT", "Số ký hiệu", "Ngày ban hành", "Trích yếu"]
    content = xlsx([[1, "31/BC-UBND", date(2026, 11, 4), "Báo cáo tháng 10"]], headings=headings)
    columns = {place: name for place, name in enumerate(guess(headings)) if name}
    import_register(commune=ward, stored=stored(content), direction=Document.Direction.OUTGOING, columns=columns, actor=officer, at=NOW)
    assert Document.objects.get().issuer == "Ủy ban nhân dân phường Vân Khê"
