"""Planted faults are each found for their own reason, good evidence is left alone."""

from collections.abc import Sequence
from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minhchung.apps.documents.actions import register_incoming
from minhchung.apps.documents.fields import Fields
from minhchung.apps.documents.models import Document
from minhchung.apps.evidence.actions import Typed, claim
from minhchung.apps.evidence.claimable import Place
from minhchung.apps.evidence.models import Claim
from minhchung.apps.evidence.proving import Need, sufficed, sufficed_by
from minhchung.apps.evidence.rules import Sufficed
from minhchung.apps.evidence.then import claims_at
from minhchung.apps.files.actions import store
from minhchung.apps.files.jobs import read_waiting
from minhchung.apps.files.models import Blob, StoredFile
from minhchung.apps.files.receiving import receive
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.evidence.papers import letter, word
from tests.evidence.seeded import BAD, GOOD, PLAN, UNITS, Case, Shown
from tests.personas import NOW, SINCE

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def subject_of(ward: Commune, number: int) -> Document:
    return Document.objects.create(commune=ward, direction="in", state="received", subject=f"Mục {number}", added_at=NOW)


def bring(ward: Commune, place: Place, shown: Shown) -> None:
    stored = kept(ward, shown) if shown.data is not None else None
    document = None
    if shown.registered is not None:
        document = register_incoming(commune=ward, fields=Fields(type="Kế hoạch", **shown.registered), actor=None, at=NOW)
        Document.objects.filter(pk=document.pk).update(file=stored)
        document.refresh_from_db()
    made = claim(
        place=place, stored=stored if document is None else None, document=document, title=shown.name or "Văn bản trong sổ",
        typed=Typed(**shown.typed), actor=None, at=NOW,
    )  # fmt: skip
    checked_at = None if shown.judged == "wait" else NOW
    judged = {"state": shown.judged, "checked_at": checked_at, "reason": "Thiếu dấu" if shown.judged == "bad" else ""}
    Claim.objects.filter(pk=made.pk).update(**judged)


def kept(ward: Commune, shown: Shown) -> StoredFile:
    return store(commune=ward, received=receive(ContentFile(shown.data or b"", name=shown.name)), actor=None, at=NOW)


@pytest.fixture
def stand(ward: Commune, leader: Person):
    """The cases shown to the ward, and how each stands afterwards."""
    for order, name in enumerate(UNITS[6:], 7):
        Unit.objects.create(commune=ward, name=name, short=f"DV{order}", order=order, valid_from=SINCE)

    def judge(cases: Sequence[Case]) -> list[tuple[Case, Sufficed]]:
        needs = {}
        for number, case in enumerate(cases):
            document = subject_of(ward, number)
            place = Place(ward.code, "document", str(document.pk))
            for shown in case.shown:
                bring(ward, place, shown)
            needs[number] = Need(case.asked, [Ref("document", str(document.pk))])
        read_waiting(NOW)
        found = sufficed(leader, needs, year=2026, today=date(2026, 12, 31))
        return [(case, found[number]) for number, case in enumerate(cases)]

    return judge


def table(judged: Sequence[tuple[Case, Sufficed]]) -> str:
    """Every case with what was wanted and what was found; what is wrong bears a mark."""
    lines = [f"{'':2}{'case':56}{'wanted':34}{'found':34}reason"]
    for case, found in judged:
        wanted, got = outcome(case), of(found)
        lines.append(f"{'  ' if wanted == got else '✗ '}{case.name[:54]:56}{wanted:34}{got:34}{found.reason}")
    return "\n".join(lines)


def outcome(case: Case) -> str:
    return " ".join(filter(None, [case.state, case.fault, *case.missing]))


def of(found: Sufficed) -> str:
    faults = [fault.code for each in found.pieces for fault in each.faults]
    return " ".join(filter(None, [found.state, *faults, *found.missing]))


def test_each_of_sixty_planted_faults_is_found_for_its_own_reason_and_no_other(stand) -> None:
    judged = stand(BAD)
    assert len(judged) >= 60
    wrong = [case.name for case, found in judged if outcome(case) != of(found)]
    assert not wrong, "\n" + table(judged)
    assert all(found.reason and found.mend for _, found in judged)
    assert {found.mark for _, found in judged} == {"part", "wrong", "wait"}
    assert all(name in found.reason for case, found in judged for name in case.missing)


def test_thirty_good_ones_are_left_alone(stand) -> None:
    judged = stand(GOOD)
    assert len(judged) >= 30
    wrong = [case.name for case, found in judged if outcome(case) != of(found)]
    assert not wrong, "\n" + table(judged)


def test_what_a_scan_does_not_tell_waits_for_a_person(ward: Commune, leader: Person) -> None:
    """A stamped number or day that no machine reads is not a draft's blank; what a person types of it counts once another has checked."""
    needs = {}
    for number, typed in enumerate(({}, {"number": "15/KH-UBND", "dated": date(2026, 1, 12)})):
        place = Place(ward.code, "document", str(subject_of(ward, number).pk))
        bring(ward, place, Shown("quet.txt", f"bản quét {number}".encode(), typed))
        needs[number] = Need(PLAN, [place.ref])
    said = {"type": "ke-hoach", "type_text": "Kế hoạch", "symbol": "KH-UBND", "date": "2026"}
    Blob.objects.update(said=said, contents={"scanned": True})
    bare, checked = sufficed(leader, needs, year=2026, today=date(2026, 12, 31)).values()
    assert of(bare) == "wait unread"
    assert of(checked) == "full"
    assert checked.pieces[0].typed == ("số", "ngày")
    Blob.objects.update(contents={})
    assert {of(found) for found in sufficed(leader, needs, year=2026, today=date(2026, 12, 31)).values()} == {"part draft"}


def test_the_cost_does_not_grow_with_requirements_and_what_is_hidden_does_not_count(ward: Commune, leader: Person, clerk: Person) -> None:
    def needs(start: int, count: int) -> dict[int, Need]:
        made = {}
        for number in range(start, start + count):
            place = Place(ward.code, "document", str(subject_of(ward, number).pk))
            bring(ward, place, Shown(f"{number}.docx", word(letter(number=str(number)))))
            made[number] = Need(PLAN, [place.ref])
        return made

    def asked(person: Person, what: dict[int, Need]) -> tuple[dict[int, Sufficed], int]:
        with CaptureQueriesContext(connection) as seen:
            return sufficed(person, what, year=2026, today=date(2026, 12, 31)), len(seen)

    few = needs(200, 2)
    asked(leader, few)
    _, cost = asked(leader, few)
    many = few | needs(202, 12)
    found, more = asked(leader, many)
    assert more <= cost
    assert {each.state for each in found.values()} == {"full"}
    Document.objects.filter(pk=many[200].subjects[0].key).update(restricted=True)  # type: ignore[index]
    assert [asked(person, many)[0][200].state for person in (leader, clerk)] == ["full", "none"]
    shown = claims_at(ward, {ref for need in many.values() for ref in need.subjects}, NOW).claims
    assert {each.state for each in sufficed_by(ward, many, shown, year=2026, today=date(2026, 12, 31)).values()} == {"full"}


def test_what_proves_the_criterion_and_its_work_is_one_piece(ward: Commune, leader: Person) -> None:
    places = [Place(ward.code, "document", str(subject_of(ward, number).pk)) for number in (1, 2)]
    data = word(letter())  # once: a Word file holds the second it was made
    for place, judged in zip(places, ("wait", "good"), strict=True):
        bring(ward, place, Shown("kh.docx", data, judged=judged))
    need = {"a": Need(PLAN, [place.ref for place in places])}
    found = sufficed(leader, need, year=2026, today=date(2026, 12, 31))["a"]
    assert (found.state, len(found.pieces)) == ("full", 1)
