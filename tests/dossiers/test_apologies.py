"""Letters of apology: until when, how often, what the draft holds."""

import io
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from docx import Document

from minhchung.apps.dossiers import actions
from minhchung.apps.dossiers.models import DossierCard
from minhchung.apps.dossiers.rules.apologies import last_day_to_apologise
from minhchung.apps.ground.acts import Refused
from minhchung.apps.organisations.models import Commune, Person
from minhchung.letters.apology import written_day
from minhchung.worktime import vietnam
from tests.dossiers import small_lake
from tests.dossiers.conftest import At
from tests.personas import NOW

CASES = tomllib.loads((Path(__file__).parent / "apologies.toml").read_text(encoding="utf-8"))["case"]
SENT: dict[str, Any] = {"number": "91/UBND", "on": date(2026, 11, 20), "new_due": date(2026, 11, 27)}
POSTED = {"xl-number": "91/UBND", "xl-on": "20/11/2026", "xl-new_due": "27/11/2026"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_the_last_day_for_a_letter_is_as_worked_out_by_hand(case: dict[str, Any]) -> None:
    assert last_day_to_apologise(case["due"], case["days"], vietnam(), working=case["working"]) == case["last"]


@pytest.mark.parametrize(
    ("day", "written"), [(date(2026, 1, 5), "ngày 05 tháng 01 năm 2026"), (date(2026, 6, 29), "ngày 29 tháng 6 năm 2026")]
)
def test_days_are_written_as_the_decree_asks(day: date, written: str) -> None:
    assert written_day(day) == written


@pytest.mark.django_db
def test_a_letter_is_recorded_and_the_systems_appointment_stays(lake: Commune, at: At, clerk: Person) -> None:
    response = at(clerk).post(reverse("dossiers:apologise", args=[small_lake.LATE]), POSTED, follow=True)
    html = response.content.decode()
    assert "91/UBND" in html
    assert "hẹn lại ngày 27/11/2026" in html
    assert "Trễ 5 ngày làm việc" in html
    assert DossierCard.objects.get().apologies == 1


@pytest.mark.django_db
def test_a_letter_that_went_out_too_late_is_said_so(lake: Commune, at: At, clerk: Person) -> None:
    html = at(clerk).get(reverse("dossiers:dossier", args=[small_lake.LATE])).content.decode()
    assert "Còn nợ văn bản xin lỗi" in html
    assert "chậm nhất ngày 12/11/2026" in html
    at(clerk).post(reverse("dossiers:apologise", args=[small_lake.LATE]), POSTED)
    assert "Gửi sau ngày 12/11/2026" in at(clerk).get(reverse("dossiers:dossier", args=[small_lake.LATE])).content.decode()


@pytest.mark.django_db
def test_a_second_re_appointment_needs_the_wards_setting(lake: Commune, clerk: Person) -> None:
    def send(**changed: Any) -> DossierCard:
        return actions.apologise(commune=lake, code=small_lake.LATE, actor=clerk, at=NOW, **{**SENT, **changed})

    send()
    with pytest.raises(Refused, match="chỉ được hẹn lại 1 lần"):
        send(number="95/UBND", new_due=date(2026, 12, 4))
    lake.reappointments_allowed = 2
    lake.save()
    card = send(number="95/UBND", new_due=date(2026, 12, 4))
    assert (card.apologies, card.apology_number) == (2, "95/UBND")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("new_due", {"new_due": date(2026, 11, 20)}),
        ("new_due", {"on": date(2026, 11, 5), "new_due": date(2026, 11, 13)}),
        ("on", {"on": date(2026, 11, 21), "new_due": date(2026, 11, 30)}),
        ("number", {"number": " "}),
    ],
)
def test_what_cannot_be_stands_at_its_field(lake: Commune, clerk: Person, field: str, changed: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as refused:
        actions.apologise(commune=lake, code=small_lake.LATE, actor=clerk, at=NOW, **{**SENT, **changed})
    assert list(refused.value.message_dict) == [field]
    assert not DossierCard.objects.exists()


@pytest.mark.django_db
def test_a_dossier_that_was_never_brought_in_gets_no_letter(lake: Commune, clerk: Person) -> None:
    with pytest.raises(Refused, match="không có hồ sơ"):
        actions.apologise(commune=lake, code="H99.12-261102-9999", actor=clerk, at=NOW, **SENT)


@pytest.mark.django_db
def test_an_empty_form_is_answered_at_its_fields(lake: Commune, at: At, clerk: Person) -> None:
    response = at(clerk).post(reverse("dossiers:apologise", args=[small_lake.LATE]), {})
    assert response.status_code == 422
    assert "Chưa ghi số, ký hiệu văn bản xin lỗi." in response.content.decode()


@pytest.mark.django_db
def test_the_draft_holds_the_facts_and_leaves_the_applicant_empty(lake: Commune, at: At, clerk: Person) -> None:
    client = at(clerk)
    client.post(reverse("dossiers:explain", args=[small_lake.LATE]), {"nn-cause": "slow-appraisal"})
    response = client.get(reverse("dossiers:letter", args=[small_lake.LATE]), {"new_due": "27/11/2026"})
    assert response["Content-Disposition"] == f'attachment; filename="xin-loi-{small_lake.LATE}.docx"'
    letter = Document(io.BytesIO(response.content))
    text = "\n".join(paragraph.text for paragraph in letter.paragraphs)
    for told in (
        small_lake.LATE,
        "“Cấp giấy phép xây dựng nhà ở riêng lẻ”",
        "ngày 02 tháng 11 năm 2026",
        "lúc 16 giờ 30 phút, ngày 13 tháng 11 năm 2026",
        "Lý do: chậm thẩm định, thụ lý",
        "trả kết quả vào ngày 27 tháng 11 năm 2026",
    ):
        assert told in text
    head, applicant, signature = letter.tables
    assert "PHƯỜNG VÂN KHÊ" in head.cell(0, 0).text
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in head.cell(0, 1).text
    assert "Vân Khê, ngày 20 tháng 11 năm 2026" in head.cell(0, 1).text
    assert [row.cells[1].text for row in applicant.rows] == ["", ""]
    assert "CHỦ TỊCH" in signature.cell(0, 1).text


@pytest.mark.django_db
def test_an_officer_of_a_unit_neither_records_nor_drafts_a_letter(lake: Commune, at: At, officer: Person) -> None:
    assert at(officer).get(reverse("dossiers:letter", args=[small_lake.LATE])).status_code == 403
    assert at(officer).post(reverse("dossiers:apologise", args=[small_lake.LATE]), POSTED).status_code == 403
    with pytest.raises(PermissionDenied):
        actions.apologise(commune=lake, code=small_lake.LATE, actor=officer, at=NOW, **SENT)
