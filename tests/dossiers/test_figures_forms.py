"""Form II.06a, the estimate of QĐ 766 beside the published score, the weekly report."""

import io
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook

from minhchung.apps.dossiers.actions import keep_official
from minhchung.apps.dossiers.models import OfficialScore
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.organisations.models import Commune, Person
from minhchung.flow.indicators import Official
from tests.dossiers import closed_lake, small_lake
from tests.dossiers.conftest import At
from tests.personas import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_figures"), pytest.mark.once]
FORM, SCORE, WEEK = "/ho-so/bieu-06a/", "/ho-so/qd-766/", "/ho-so/tuan/"
OFFICIAL = f"{SCORE}cong-bo/"


def html(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def sheet(client: Client, address: str) -> list[list[object]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(address).content))
    return book.get_sheet_by_index(0).to_python()


def test_the_form_is_printed_as_the_paper_has_it(lake: Commune, at: At, clerk: Person) -> None:
    page = html(at(clerk), f"{FORM}?ky=2026-10")
    assert [page.index(f"({number})") for number in range(1, 14)] == sorted(page.index(f"({number})") for number in range(1, 14))
    assert "Biểu số II.06a/VPCP/KSTT" in page
    assert "UBND phường Vân Khê" in page


@pytest.mark.parametrize("by", ["field", "unit", "procedure"])
def test_the_workbook_of_the_form_holds_the_numbers_of_the_lake(counted: Commune, at: At, clerk: Person, by: str) -> None:
    rows = sheet(at(clerk), f"{FORM}?ky=2026-10&chia={by}&tep=xlsx")
    total = next(row for row in rows if row[1] == "Tổng cộng")
    assert total[2:] == [11, 11, 0, 0, 11, 10, 1, 0, 0, 0, 0]
    assert [f"({number})" for number in range(1, 14)] in rows


def test_every_number_of_the_form_opens_its_dossiers(counted: Commune, at: At, clerk: Person, reader: Person) -> None:
    link = "/ho-so/chi-so/form-06a.7/?ky=2026-10"
    assert link in html(at(clerk), f"{FORM}?ky=2026-10")
    assert closed_lake.ON_THE_DAY in html(at(clerk), link)
    assert link not in html(at(reader), f"{FORM}?ky=2026-10")


def test_a_form_out_of_balance_says_which_check_and_leads_to_the_dossiers(ward: Commune, at: At, clerk: Person) -> None:
    closed_lake.fill(ward, closed_lake.closed(11, channel=None))
    page = html(at(clerk), f"{FORM}?ky=2026-10")
    assert "Biểu chưa cân" in page
    assert "/ho-so/chi-so/form-06a.no-channel/" in page


def test_the_estimate_is_named_an_estimate_and_is_empty_where_it_does_not_apply(lake: Commune, at: At, reader: Person) -> None:
    page = html(at(reader), f"{SCORE}?ky=2026-10")
    assert "Ước tính của phần mềm, không phải điểm chính thức" in page
    assert "Không áp dụng cho cấp xã" in page
    assert "Chưa nhập điểm công bố" in page


def published(unit: str, score: str, code: str = "progress") -> Official:
    return Official(unit, "2026-10", code, "Tiến độ giải quyết", score=Decimal(score), source="cong-bo.csv")


def test_the_published_score_stands_beside_the_estimate_with_the_rank(lake: Commune, at: At, clerk: Person) -> None:
    figures = [published("Phường Vân Khê", "18.75"), published("Phường Bến Đá", "19.5")]
    keep_official(commune=lake, published=figures, actor=clerk, at=NOW)
    page = html(at(clerk), f"{SCORE}?ky=2026-10")
    assert "18,75" in page
    assert "hạng 2/2" in page
    assert "18,75" not in html(at(clerk), f"{SCORE}?ky=2026-09")


def test_a_score_published_anew_replaces_the_old_one_and_both_stay_in_the_history(lake: Commune, clerk: Person) -> None:
    for score in ("18.75", "18.9"):
        keep_official(commune=lake, published=[published("phường Vân Khê", score)], actor=clerk, at=NOW)
    assert OfficialScore.objects.get().score == Decimal("18.9")
    event = HistoryEvent.objects.filter(commune=lake.pk, act="dossiers.keep_official").order_by("position").last()
    assert event is not None
    assert "18.75" in str(event.before)


def test_published_figures_come_from_the_file_of_the_portal(lake: Commune, at: At, clerk: Person) -> None:
    heads = "unit,period,code,name,numerator,denominator,ratio,score,max_score"
    content = f"{heads}\nPhường Vân Khê,2026-10,progress,Tiến độ,2348,2971,79.03,15.81,20\n".encode()
    answer = at(clerk).post(OFFICIAL, {"tep": "1", "files": SimpleUploadedFile("a.csv", content)})
    assert answer.status_code == 302
    kept = OfficialScore.objects.get()
    assert (kept.own, kept.score, kept.numerator) == (True, Decimal("15.81"), Decimal(2348))


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.csv", b"x"), ("a.json", b"{"), ("a.exe", b"MZ"), ("a.csv", b"unit,period,code,score\nA,2026-99,x,1\n")],
)
def test_a_file_that_holds_no_published_figures_is_refused_in_words(
    lake: Commune, at: At, clerk: Person, name: str, content: bytes
) -> None:
    answer = at(clerk).post(OFFICIAL, {"tep": "1", "files": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()
    assert not OfficialScore.objects.exists()


def test_one_published_figure_is_entered_by_hand(lake: Commune, at: At, clerk: Person) -> None:
    answer = at(clerk).post(OFFICIAL, {"period": "2026-10", "metric": "progress", "score": "18,75"})
    assert answer.status_code == 302
    assert OfficialScore.objects.get().score == Decimal("18.75")
    wrong = at(clerk).post(OFFICIAL, {"period": "2026-13", "metric": "progress", "score": "-1"})
    assert wrong.status_code == 422


def test_only_those_who_bring_figures_in_enter_published_scores(lake: Commune, at: At, reader: Person, other_clerk: Person) -> None:
    assert at(reader).get(OFFICIAL).status_code == 403
    with pytest.raises(PermissionDenied):
        keep_official(commune=lake, published=[published("Phường Vân Khê", "1")], actor=other_clerk, at=NOW)
    with pytest.raises(Refused):
        keep_official(commune=lake, published=[], actor=None, at=NOW)


def test_the_week_tells_what_came_what_went_and_what_is_owed(lake: Commune, at: At, clerk: Person) -> None:
    page = html(at(clerk), WEEK)
    assert "Tuần 47 năm 2026" in page
    assert "Văn bản xin lỗi còn nợ" in page
    assert small_lake.LATE in page
    assert "BÁO CÁO TUẦN TTHC" in page


def test_a_reader_of_the_week_sees_figures_and_no_dossier(lake: Commune, at: At, reader: Person) -> None:
    assert "H99.12" not in html(at(reader), WEEK)
    assert not [cell for row in sheet(at(reader), f"{WEEK}?tep=xlsx") for cell in row if "H99.12" in str(cell)]


def test_what_is_at_risk_is_not_told_for_a_week_the_data_are_not_of(lake: Commune, at: At, clerk: Person) -> None:
    page = html(at(clerk), f"{WEEK}?ky=2026-W41")
    assert "chỉ biết vào lúc có số liệu" in page
    assert small_lake.LATE not in page


def test_the_weekly_report_is_always_of_a_week(lake: Commune, at: At, clerk: Person) -> None:
    assert "Tuần 44 năm 2026" in html(at(clerk), f"{WEEK}?ky=2026-10")


def test_the_workbook_of_the_week_has_a_table_by_field_and_one_by_unit(lake: Commune, at: At, clerk: Person) -> None:
    rows = sheet(at(clerk), f"{WEEK}?ky=2026-W42&tep=xlsx")
    assert [row[1] for row in rows if row[0] == "STT"] == ["Lĩnh vực", "Đơn vị"]
    assert "UBND PHƯỜNG VÂN KHÊ" in str(rows[0][0])
