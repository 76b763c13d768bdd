"""Bringing, checking, correcting and taking back evidence."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from minhchung.apps.documents.actions import register_incoming
from minhchung.apps.documents.fields import Fields
from minhchung.apps.evidence import queries
from minhchung.apps.evidence.actions import Typed, claim, edit_typed, verify, withdraw
from minhchung.apps.evidence.claimable import Place
from minhchung.apps.evidence.models import Claim
from minhchung.apps.evidence.rules import Period
from minhchung.apps.files import queries as files
from minhchung.apps.files.actions import store
from minhchung.apps.files.models import StoredFile
from minhchung.apps.files.receiving import Received
from minhchung.apps.ground import lookup
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.figures import Scope
from minhchung.apps.ground.models import HistoryEvent, Notice
from minhchung.apps.ground.problems import problems
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.personas import NOW

pytestmark = pytest.mark.django_db
Given = Callable[..., Received]


@pytest.fixture
def piece(place: Place, given: Given, notice: bytes, officer: Person) -> Claim:
    return claim(place=place, upload=given(notice), actor=officer, at=NOW)


def test_a_file_already_in_the_store_is_linked_not_stored_twice(
    place: Place, given: Given, notice: bytes, ward: Commune, officer: Person
) -> None:
    stored = store(commune=ward, received=given(notice), actor=officer, at=NOW)
    made = claim(place=place, upload=given(notice, "tên khác.docx"), actor=officer, at=NOW)
    assert made.file == stored
    assert StoredFile.objects.count() == 1


def test_the_history_of_the_subject_says_what_was_brought(piece: Claim, place: Place) -> None:
    event = HistoryEvent.objects.get(kind=place.kind, key=place.key, act="evidence.claim")
    assert event.after["sha256"] == piece.file.blob_id


def test_evidence_is_found_by_its_words_until_it_is_withdrawn(place: Place, given: Given, officer: Person) -> None:
    made = claim(place=place, upload=given(b"bien ban", "a.txt"), title="Biên bản xác nhận khắc phục", actor=officer, at=NOW)
    assert [found.ref.key for found in lookup.search(officer, "xac nhan khac phuc")] == [str(made.pk)]
    withdraw(claim=made, actor=officer, at=NOW)
    assert lookup.search(officer, "xac nhan khac phuc") == []


def test_one_file_proves_a_subject_once_and_several_subjects(
    piece: Claim, place: Place, given: Given, notice: bytes, ward: Commune, units: dict[str, Unit], officer: Person
) -> None:
    with pytest.raises(Refused, match="không nộp hai lần"):
        claim(place=place, upload=given(notice), actor=officer, at=NOW)
    other = register_incoming(commune=ward, fields=Fields(code="16/KH-UBND", unit=units["KT"]), actor=officer, at=NOW)
    second = claim(place=Place(ward.pk, "document", str(other.pk)), stored=piece.file, actor=officer, at=NOW)
    assert len(queries.uses(officer, [second])[second.file_id]) == 2


def test_nothing_is_no_evidence_and_another_wards_file_neither(
    place: Place, given: Given, other_ward: Commune, other_clerk: Person, officer: Person
) -> None:
    with pytest.raises(Refused, match="Chưa chọn tệp"):
        claim(place=place, actor=officer, at=NOW)
    theirs = store(commune=other_ward, received=given(b"ho so phuong khac", "a.txt"), actor=other_clerk, at=NOW)
    with pytest.raises(Refused, match="không thuộc phường"):
        claim(place=place, stored=theirs, actor=officer, at=NOW)


def test_only_who_works_on_the_subject_or_coordinates_claims(
    place: Place, given: Given, clerk: Person, reader: Person, other_clerk: Person, admin: Person, standing: Person
) -> None:
    for person in (clerk, reader, other_clerk, admin):
        with pytest.raises(PermissionDenied):
            claim(place=place, upload=given(b"bien ban", "a.txt"), actor=person, at=NOW)
    assert claim(place=place, upload=given(b"bien ban", "a.txt"), actor=standing, at=NOW).pk


def test_a_checker_other_than_the_claimer_judges_and_says_why_not(piece: Claim, officer: Person, inspector: Person, clerk: Person) -> None:
    for person in (officer, clerk):
        with pytest.raises(PermissionDenied):
            verify(claim=piece, good=True, actor=person, at=NOW)
    with pytest.raises(Refused, match="ghi lý do"):
        verify(claim=piece, good=False, actor=inspector, at=NOW)
    verify(claim=piece, good=False, reason="Thiếu chữ ký của Trưởng đoàn", actor=inspector, at=NOW)
    assert (piece.state, piece.checked_by) == (Claim.State.BAD, inspector)
    assert "Thiếu chữ ký" in Notice.objects.get(person=officer).text


def test_a_coordinator_does_not_judge_what_they_brought_themselves(place: Place, given: Given, leader: Person) -> None:
    own = claim(place=place, upload=given(b"bien ban", "a.txt"), actor=leader, at=NOW)
    with pytest.raises(PermissionDenied):
        verify(claim=own, good=True, actor=leader, at=NOW)


def test_of_two_checkers_at_once_the_second_is_told(piece: Claim, leader: Person, inspector: Person) -> None:
    seen_by_second = Claim.objects.get(pk=piece.pk)
    verify(claim=piece, good=True, actor=leader, at=NOW)
    with pytest.raises(Refused, match="vừa được người khác kiểm tra"):
        verify(claim=seen_by_second, good=False, reason="Sai kỳ", actor=inspector, at=NOW)
    with pytest.raises(Refused, match="vừa được người khác kiểm tra"):
        verify(claim=Claim.objects.get(pk=piece.pk), good=False, reason="Sai kỳ", seen="wait", actor=inspector, at=NOW)


def test_correcting_what_was_typed_asks_for_a_new_check(piece: Claim, officer: Person, leader: Person) -> None:
    verify(claim=piece, good=True, actor=leader, at=NOW)
    edit_typed(claim=piece, typed=Typed(number="468/TB-UBND", dated=date(2026, 11, 19)), actor=officer, at=NOW)
    assert (piece.state, piece.checked_at, piece.typed_number) == (Claim.State.WAITING, None, "468/TB-UBND")
    with pytest.raises(Refused, match="chưa có gì thay đổi"):
        edit_typed(claim=piece, typed=Typed(number="468/TB-UBND", dated=date(2026, 11, 19)), actor=officer, at=NOW)


def test_a_withdrawn_piece_may_be_brought_again(
    piece: Claim, place: Place, given: Given, notice: bytes, officer: Person, leader: Person
) -> None:
    withdraw(claim=piece, reason="Nộp nhầm", actor=officer, at=NOW)
    with pytest.raises(Refused, match="rút trước đó"):
        withdraw(claim=piece, actor=officer, at=NOW)
    with pytest.raises(Refused):
        verify(claim=piece, good=True, actor=leader, at=NOW)
    assert [row.pk for row in files.unlinked(leader)] == [piece.file_id]
    assert claim(place=place, upload=given(notice), actor=officer, at=NOW).pk != piece.pk


def test_what_is_typed_and_what_the_file_says_are_both_kept_and_the_difference_is_found(
    place: Place, given: Given, notice: bytes, officer: Person, ward: Commune
) -> None:
    made = claim(place=place, upload=given(notice), typed=Typed(number="486/TB-UBND", dated=date(2026, 11, 18)), actor=officer, at=NOW)
    assert made.typed_number == "486/TB-UBND"
    assert made.file.blob.said["number"] == "468"
    looked = queries.looked_for(officer, place.ref)[0]
    assert [each.field for each in looked.differences] == ["number", "date"]
    assert [problem.subject.key for problem in problems("MC-01", Scope(ward.code), NOW)] == [str(made.pk)]


def test_the_date_of_the_file_counts_until_somebody_types_one(
    place: Place, piece: Claim, officer: Person, leader: Person, asked_for_2026: Period
) -> None:
    looked = queries.looked_for(officer, place.ref)[0]
    assert (looked.dated, looked.dated_from_file) == (date(2026, 11, 19), True)
    verify(claim=piece, good=True, actor=leader, at=NOW)
    assert queries.sufficiency_for(officer, {place.ref: 1})[place.ref].state == "full"
    edit_typed(claim=piece, typed=Typed(dated=date(2025, 11, 19)), actor=officer, at=NOW)
    verify(claim=piece, good=True, actor=leader, at=NOW)
    assert queries.sufficiency_for(officer, {place.ref: 1})[place.ref].reason == "Sai kỳ"


def test_a_registered_document_is_evidence_without_a_file_of_its_own(place: Place, ward: Commune, officer: Person) -> None:
    report = register_incoming(commune=ward, fields=Fields(code="798/BC-UBND", issued_on=date(2026, 11, 9)), actor=officer, at=NOW)
    made = claim(place=place, document=report, actor=officer, at=NOW)
    assert made.title == report.title
    looked = queries.looked_for(officer, place.ref)[0]
    assert looked.dated == date(2026, 11, 9)
    with pytest.raises(Refused, match="không nộp hai lần"):
        claim(place=place, document=report, actor=officer, at=NOW)


def test_evidence_that_is_a_restricted_document_is_seen_only_by_its_readers(
    place: Place, ward: Commune, units: dict[str, Unit], officer: Person, clerk: Person, leader: Person
) -> None:
    fields = Fields(code="9/BC-UBND", restricted=True, unit=units["KT"])
    report = register_incoming(commune=ward, fields=fields, actor=officer, at=NOW)
    claim(place=place, document=report, actor=officer, at=NOW)
    seen = [len(queries.claims_for(person, [place.ref]).get(place.ref, [])) for person in (officer, leader, clerk)]
    assert seen == [1, 1, 0]


def test_another_ward_and_the_appraiser_see_no_evidence(piece: Claim, place: Place, other_clerk: Person, appraiser: Person) -> None:
    for person in (other_clerk, appraiser):
        assert queries.claims_for(person, [place.ref]) == {}
        assert queries.pending(person, "wait") == []
        assert files.visible_ids(person, [piece.file_id or 0]) == set()
