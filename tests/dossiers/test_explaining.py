"""Why a dossier is late, said on its page."""

from datetime import date

import pytest
from django.urls import reverse

from minhchung.apps.documents import actions as documents
from minhchung.apps.documents.fields import Fields
from minhchung.apps.dossiers import actions
from minhchung.apps.dossiers.models import DossierCard
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.organisations.models import Commune, Person
from tests.dossiers import small_lake
from tests.dossiers.conftest import At
from tests.personas import NOW

pytestmark = pytest.mark.django_db


def explain(at: At, person: Person, **fields: str) -> tuple[int, str]:
    """Posts the form; the status and the page that follows."""
    data = {f"nn-{name}": value for name, value in fields.items()}
    response = at(person).post(reverse("dossiers:explain", args=[small_lake.LATE]), data, follow=True)
    return response.status_code, response.content.decode()


def test_a_cause_is_said_with_what_is_proposed(lake: Commune, at: At, officer: Person) -> None:
    status, html = explain(at, officer, cause="slow-appraisal", proposal="finish-now", note="Chờ đo lại ranh giới")
    assert status == 200
    assert "<b>Chậm thẩm định, thụ lý.</b> Đề xuất: Hoàn thành ngay, ấn định ngày." in html
    assert "Chờ đo lại ranh giới" in html
    assert "Phan Gia Huy" in html
    assert HistoryEvent.objects.filter(act="dossiers.explain").count() == 1


def test_causes_are_grouped_and_say_which_are_objective(lake: Commune, at: At, clerk: Person) -> None:
    html = at(clerk).get(reverse("dossiers:dossier", args=[small_lake.LATE])).content.decode()
    assert '<optgroup label="Chờ bên ngoài">' in html
    assert "Chờ ý kiến đơn vị khác (khách quan)" in html


def test_an_objective_cause_without_proof_is_refused_at_its_field(lake: Commune, at: At, clerk: Person) -> None:
    status, html = explain(at, clerk, cause="other-agency")
    assert status == 422
    assert "Nguyên nhân khách quan cần chứng cứ: văn bản xin ý kiến và ngày trả lời" in html
    assert not DossierCard.objects.exists()


def test_a_document_of_the_register_proves_an_objective_cause(lake: Commune, at: At, clerk: Person) -> None:
    letter = Fields(code="90/UBND-KT", type="Công văn", issued_on=date(2026, 11, 12), issuer="Ủy ban nhân dân phường Vân Khê")
    document = documents.draft(commune=lake, fields=letter, actor=None, at=NOW)
    status, html = explain(at, clerk, cause="other-agency", proof="90/ubnd-kt")
    assert status == 200
    assert f'<a href="{reverse("documents:detail", args=[document.pk])}">90/UBND-KT' in html
    assert DossierCard.objects.get().proof == document


def test_a_number_that_is_not_in_the_register_is_said_so(lake: Commune, at: At, clerk: Person) -> None:
    status, html = explain(at, clerk, cause="other-agency", proof="404/UBND")
    assert status == 422
    assert "Trong sổ không có văn bản số 404/UBND" in html


def test_an_applicants_number_is_not_kept(lake: Commune, at: At, clerk: Person) -> None:
    status, html = explain(at, clerk, cause="slow-appraisal", note="Gọi 0912345678 chưa được")
    assert status == 422
    assert "Không ghi số điện thoại" in html
    assert not DossierCard.objects.exists()


def test_a_form_without_a_cause_says_what_is_missing(lake: Commune, at: At, clerk: Person) -> None:
    status, html = explain(at, clerk)
    assert status == 422
    assert "Chưa chọn nguyên nhân trong danh mục." in html


def test_nobody_else_explains(lake: Commune, at: At, other_clerk: Person, inspector: Person, reader: Person) -> None:
    assert explain(at, other_clerk, cause="slow-appraisal")[0] == 404
    assert explain(at, inspector, cause="slow-appraisal")[0] == 403
    assert explain(at, reader, cause="slow-appraisal")[0] == 403
    assert not DossierCard.objects.exists()


def test_a_letter_recorded_by_mistake_is_withdrawn_and_the_earlier_one_holds_again(lake: Commune, at: At, clerk: Person) -> None:
    lake.reappointments_allowed = 2
    lake.save()
    for number, day in (("90/UBND", date(2026, 11, 25)), ("91/UBND", date(2026, 11, 27))):
        actions.apologise(commune=lake, code=small_lake.LATE, number=number, on=NOW.date(), new_due=day, actor=None, at=NOW)
    address, page = (reverse(f"dossiers:{name}", args=[small_lake.LATE]) for name in ("withdraw_apology", "dossier"))
    refused = at(clerk).post(address, {})
    assert refused.status_code == 422
    assert "Chưa ghi vì sao rút." in refused.content.decode()
    at(clerk).post(address, {"rx-reason": "Ghi nhầm số"})
    card = DossierCard.objects.get(code=small_lake.LATE)
    assert (card.apology_number, card.apology_due_on, card.apologies) == ("90/UBND", date(2026, 11, 25), 1)
    at(clerk).post(address, {"rx-reason": "Chưa gửi"})
    assert address not in at(clerk).get(page).content.decode()
    card.refresh_from_db()
    assert (card.apology_number, card.apology_on, card.apologies) == ("", None, 0)
    with pytest.raises(Refused, match="không có văn bản xin lỗi nào để rút"):
        actions.withdraw_apology(commune=lake, code=small_lake.LATE, reason="lại", actor=None, at=NOW)
