"""The story of a replaced decree: event, findings, new line of the catalogue, version made from it, three signatures, in force, closed."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from minhchung.apps.documents.models import Citation, Document
from minhchung.apps.documents.rules.validity import EventKind
from minhchung.apps.findings.models import Finding
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Person
from minhchung.apps.procedures import actions as procedures
from minhchung.apps.procedures.models import Procedure
from minhchung.apps.quality import actions as quality
from minhchung.apps.quality.models import Version
from minhchung.apps.reviews.running import review
from tests.documents.test_pages import signed_in
from tests.documents.test_validity import law, write
from tests.personas import NOW
from tests.procedures.conftest import BASIS, bring, page
from tests.quality.conftest import through

__all__ = ["bring", "through"]
pytestmark = pytest.mark.django_db
TODAY = NOW.date()
OLD, NEW = "61/2018/NĐ-CP", "118/2025/NĐ-CP"


def open_for(*refs: Ref) -> list[bool]:
    rows = {Ref(each.subject_kind, each.subject_key) for each in Finding.objects.filter(code="VB-08", closed_at=None)}
    return [ref in rows for ref in refs]


@pytest.fixture
def procedure(ward: Commune, units: Any, standing: Person, bring: Any) -> Procedure:
    bring([page("1.001193", "Đăng ký khai sinh", can_cu_phap_ly=f"{BASIS}Nghị định về hộ tịch{OLD}")])
    found = Procedure.objects.get(commune=ward, code="1.001193")
    return procedures.arrange(procedure=found, unit=units["VP"], at_centre=True, vertical_sector=False, group="", actor=standing, at=NOW)


def test_from_the_event_to_the_closed_finding(
    ward: Commune, units: Any, officer: Person, standing: Person, head: Person, procedure: Procedure, through: Any
) -> None:
    old, new = law(ward, OLD), law(ward, NEW)
    first = through(quality.generate(commune=ward, procedures=[procedure], owner=units["VH-XH"], actor=None, at=NOW))
    write(old, EventKind.REPLACED, TODAY, officer, standing, by=new)
    review(ward, actor=None, at=NOW)
    assert open_for(procedure.ref, first.ref) == [True, True]

    said = [("Nghị định về hộ tịch", NEW)]
    told = procedure.lines.get().pk
    procedures.mend(procedure=procedure, field="basis", told=told, said=said, note="Nghị định mới", actor=standing, at=NOW)
    review(ward, actor=None, at=NOW + timedelta(minutes=5))
    assert open_for(procedure.ref, first.ref) == [False, True], "the procedure is right, its ISO document is not yet"

    draft = quality.refresh(document=first.document, reason=f"Thay {OLD}", actor=head, at=NOW)
    assert {each.symbol for each in draft.content.basis} == {NEW}
    assert OLD not in draft.content.cited()
    assert cited_by(draft) == {new.pk}
    review(ward, actor=None, at=NOW + timedelta(minutes=10))
    assert open_for(first.ref) == [True], "a draft changes nothing yet"

    second = through(draft)
    assert (second.state, [second.cover[name]["on"] != "" for name in ("drafted", "reviewed", "approved")]) == ("in_force", [True] * 3)
    assert Version.objects.get(pk=first.pk).state == "replaced"
    review(ward, actor=None, at=NOW + timedelta(minutes=15))
    assert not Finding.objects.filter(code="VB-08", closed_at=None).exists()
    assert Finding.objects.get(code="VB-08", subject_kind="controlled_version", subject_key=str(first.pk)).closed_at


def cited_by(version: Version) -> set[int | None]:
    return set(Citation.objects.filter(kind="controlled_version", key=str(version.pk)).values_list("document", flat=True))


def test_beside_each_number_stands_its_document_with_its_state_on_the_day(
    ward: Commune, officer: Person, standing: Person, procedure: Procedure
) -> None:
    old, new = law(ward, OLD), law(ward, NEW)
    write(old, EventKind.IN_FORCE, date(2018, 6, 21), officer, standing)
    write(old, EventKind.REPLACED, TODAY, officer, standing, by=new)
    address = reverse("procedures:procedure", args=[procedure.pk])
    now = signed_in(officer).get(address).content.decode()
    assert "Hết hiệu lực toàn bộ" in now
    assert f"Bị thay thế từ {TODAY:%d/%m/%Y} ({NEW})" in now
    day = TODAY - timedelta(days=1)
    before = signed_in(officer).get(address, {"ngay": f"{day:%d/%m/%Y}"}).content.decode()
    assert "Còn hiệu lực" in before
    assert "Hết hiệu lực toàn bộ" not in before
    assert f"{reverse('documents:detail', args=[old.pk])}?ngay={day:%d/%m/%Y}#hieu-luc" in before


def test_a_number_that_is_not_in_the_register_is_added_from_there(ward: Commune, officer: Person, procedure: Procedure) -> None:
    client = signed_in(officer)
    shown = client.get(reverse("procedures:procedure", args=[procedure.pk])).content.decode()
    address = next(part for part in shown.split('"') if part.startswith(reverse("documents:add"))).replace("&amp;", "&")
    form = client.get(address).content.decode()
    assert f'value="{OLD}"' in form
    assert "Nghị định về hộ tịch" in form
    sent = {"so": "luat", "code": OLD, "type": "Nghị định", "issuer": "Chính phủ", "subject": "Về hộ tịch", "issued_on": "21/06/2018"}
    assert client.post(address, sent).status_code == 302
    made = Document.objects.get(commune=ward, number=61)
    assert Citation.objects.get(kind="procedure", key=str(procedure.pk)).document == made
    assert "Chưa ai ghi và xác minh ngày có hiệu lực" in client.get(reverse("procedures:procedure", args=[procedure.pk])).content.decode()


def test_two_documents_of_one_number_are_told_apart_by_a_person(ward: Commune, officer: Person, procedure: Procedure) -> None:
    law(ward, OLD)
    law(ward, OLD)
    shown = signed_in(officer).get(reverse("procedures:procedure", args=[procedure.pk])).content.decode()
    citation = Citation.objects.get(kind="procedure", key=str(procedure.pk))
    assert "nhiều văn bản cùng số" in shown
    assert reverse("documents:settle", args=[citation.pk]) in shown


def test_the_page_asks_as_often_for_twenty_numbers_as_for_two(ward: Commune, officer: Person, bring: Any) -> None:
    def listed(code: str, many: int) -> str:
        laws = "".join(f"Nghị định về việc thứ {number}/2019/NĐ-CP{number}/2019/NĐ-CP" for number in range(11, 11 + many))
        bring([page(code, f"Thủ tục {code}", can_cu_phap_ly=BASIS + laws)])
        return reverse("procedures:procedure", args=[Procedure.objects.get(code=code).pk])

    for number in range(11, 31):
        law(ward, f"{number}/2019/NĐ-CP")
    few, many = listed("1.000002", 2), listed("1.000020", 20)
    client = signed_in(officer)

    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).content.decode().count('class="val"') in (2, 20)
        return len(seen)

    queries(few)
    assert queries(many) == queries(few)


def test_beside_an_iso_version_stand_its_documents_with_their_state(
    ward: Commune, units: Any, officer: Person, standing: Person, procedure: Procedure, through: Any
) -> None:
    old, new = law(ward, OLD), law(ward, NEW)
    write(old, EventKind.REPLACED, TODAY, officer, standing, by=new)
    version = through(quality.generate(commune=ward, procedures=[procedure], owner=units["VH-XH"], actor=None, at=NOW))
    shown = signed_in(officer).get(reverse("quality:version", args=[version.pk]))
    assert [(each.number, each.now.state) for each in shown.context["basis"] if each.now] == [(OLD, "ended")]
    assert f"Bị thay thế từ {TODAY:%d/%m/%Y} ({NEW})" in shown.content.decode()
