"""From the clauses of a document to assignments."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from minhchung.apps.assignments import actions
from minhchung.apps.assignments.actions import AlreadyConfirmed
from minhchung.apps.assignments.models import Assignment, Duty, Holding, Occurrence, Proposal
from minhchung.apps.assignments.queries.reader import reading_of
from minhchung.apps.assignments.rules.drafts import Draft, DraftUnit
from minhchung.apps.documents.models import Document
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.history import verify
from minhchung.apps.ground.models import HistoryEvent, Notice
from minhchung.apps.organisations.models import Commune, Person, Unit, UnitGroup
from tests.assignments.conftest import CLAUSES, READING, TEXT
from tests.assignments.racing import both_at_once
from tests.personas import NOW

State = Proposal.State


@pytest.fixture
def every_unit(ward: Commune) -> UnitGroup:
    return UnitGroup.objects.create(commune=ward, name="Mọi đơn vị", every=True, wordings=["mỗi đơn vị", "các đơn vị"])


def draft_of(proposal: Proposal) -> Draft:
    proposal.refresh_from_db()
    return Draft.from_json(proposal.draft)


def take_all(proposals: list[Proposal], actor: Person) -> None:
    for proposal in proposals:
        actions.take(proposal=proposal, actor=actor, at=NOW)


def test_reading_proposes_each_clause_once_and_assigns_nothing(proposals: list[Proposal]) -> None:
    assert [proposal.text for proposal in proposals] == CLAUSES
    assert [proposal.order for proposal in proposals] == [1, 2, 3, 4]
    assert not Assignment.objects.exists()


def test_a_units_name_becomes_the_wards_unit_with_a_visible_score(proposals: list[Proposal], units: dict[str, Unit]) -> None:
    lead = draft_of(proposals[0]).lead[0]
    assert (lead.unit, lead.score, lead.how) == (units["VH-XH"].pk, 1.0, "name")
    assert draft_of(proposals[2]).cooperating_units == [units["VP"].pk]


def test_each_unit_becomes_every_unit_of_the_ward(every_unit: UnitGroup, proposals: list[Proposal], units: dict[str, Unit]) -> None:
    draft = draft_of(proposals[3])
    assert sorted(draft.lead_units) == sorted(unit.pk for unit in units.values())
    assert (draft.count_target, draft.count_unit, draft.count_per_duty) == (3, "thủ tục hành chính", True)
    assert "count" in draft.inferred


def test_a_circle_the_ward_has_not_named_stays_unknown(proposals: list[Proposal], standing: Person) -> None:
    with pytest.raises(Refused, match="Chưa xác định đơn vị chủ trì"):
        actions.take(proposal=proposals[3], actor=standing, at=NOW)


def test_a_clause_without_a_date_gets_its_review_rhythm_as_inferred(proposals: list[Proposal]) -> None:
    draft = draft_of(proposals[1])
    assert (draft.deadline_kind, draft.review_every_months) == ("standing", 3)
    assert "review" in draft.inferred


def test_reading_again_keeps_what_was_decided_or_changed(proposals: list[Proposal], directive: Document, standing: Person) -> None:
    actions.take(proposal=proposals[0], actor=standing, at=NOW)
    changed = Draft.from_json({**proposals[1].draft, "title": "Đối chiếu niêm yết ở ba nơi"})
    actions.edit(proposal=proposals[1], draft=changed, actor=standing, at=NOW)
    new = actions.propose(document=directive, reading=READING, text=TEXT, actor=standing, at=NOW)
    after = list(Proposal.objects.filter(document=directive))
    assert new == 2
    assert [proposal.order for proposal in after] == [1, 2, 3, 4]
    assert [proposal.pk for proposal in after[:2]] == [proposals[0].pk, proposals[1].pk]
    assert after[1].draft["title"] == "Đối chiếu niêm yết ở ba nơi"


def test_a_reading_of_another_text_is_refused(directive: Document, standing: Person) -> None:
    with pytest.raises(Refused, match="vừa thay đổi"):
        actions.propose(document=directive, reading=READING, text="khác", actor=standing, at=NOW)


def test_a_clause_is_decided_once(proposals: list[Proposal], standing: Person) -> None:
    actions.take(proposal=proposals[0], actor=standing, at=NOW)
    with pytest.raises(Refused, match="đã được xem"):
        actions.drop(proposal=proposals[0], reason="câu đánh giá", actor=standing, at=NOW)


def test_dropping_needs_a_reason(proposals: list[Proposal], standing: Person) -> None:
    with pytest.raises(Refused, match="lý do"):
        actions.drop(proposal=proposals[0], reason="  ", actor=standing, at=NOW)
    actions.drop(proposal=proposals[0], reason="câu đánh giá", actor=standing, at=NOW)
    proposals[0].refresh_from_db()
    assert (proposals[0].state, proposals[0].reason) == (State.OUT, "câu đánh giá")


def test_merging_keeps_both_wordings_and_undoing_brings_both_back(
    proposals: list[Proposal], standing: Person, units: dict[str, Unit]
) -> None:
    before = draft_of(proposals[0])
    upper = actions.merge(proposal=proposals[1], actor=standing, at=NOW)
    assert upper == proposals[0]
    joined = draft_of(upper)
    assert joined.lead_units == [units["VH-XH"].pk, units["PVHCC"].pk]
    assert joined.deadline_on == "2026-11-28"
    actions.undo(proposal=proposals[1], actor=standing, at=NOW)
    assert draft_of(proposals[0]) == before
    proposals[1].refresh_from_db()
    assert (proposals[1].state, proposals[1].merged_into) == (State.NEW, None)


def test_the_first_clause_has_nothing_above_to_merge_into(proposals: list[Proposal], standing: Person) -> None:
    with pytest.raises(Refused, match="không có ý nào ở trên"):
        actions.merge(proposal=proposals[0], actor=standing, at=NOW)


def test_splitting_cuts_the_text_and_leaves_no_character_out(proposals: list[Proposal], standing: Person, units: dict[str, Unit]) -> None:
    cut = CLAUSES[1].index(";") + 1
    first, second = actions.split(proposal=proposals[1], after=cut, actor=standing, at=NOW)
    assert (first.text, second.text) == (CLAUSES[1][:cut], CLAUSES[1][cut:].strip())
    assert TEXT[first.start : first.end] == first.text
    assert TEXT[second.start : second.end] == second.text
    orders = list(Proposal.objects.filter(document=first.document).values_list("order", "text"))
    assert [order for order, _ in orders] == [1, 2, 3, 4, 5]
    assert draft_of(second).lead_units == [units["PVHCC"].pk]


def test_a_clause_is_cut_only_where_a_sentence_or_part_ends(proposals: list[Proposal], standing: Person) -> None:
    with pytest.raises(Refused, match="không tách được"):
        actions.split(proposal=proposals[1], after=5, actor=standing, at=NOW)


def test_undoing_a_taken_clause_lets_it_be_looked_at_again(proposals: list[Proposal], standing: Person) -> None:
    actions.take(proposal=proposals[0], actor=standing, at=NOW)
    actions.undo(proposal=proposals[0], actor=standing, at=NOW)
    proposals[0].refresh_from_db()
    assert proposals[0].state == State.NEW


def test_confirming_waits_until_every_clause_is_seen(proposals: list[Proposal], directive: Document, standing: Person) -> None:
    actions.take(proposal=proposals[0], actor=standing, at=NOW)
    with pytest.raises(Refused, match="Còn 3 ý chưa xem"):
        actions.confirm(document=directive, actor=standing, at=NOW)


def test_confirming_writes_assignments_duties_holdings_and_first_occurrences(
    every_unit: UnitGroup, proposals: list[Proposal], directive: Document, standing: Person, units: dict[str, Unit]
) -> None:
    take_all(proposals, standing)
    made = actions.confirm(document=directive, actor=standing, at=NOW)
    assert [assignment.number for assignment in made] == [1, 2, 3, 4]
    assert [assignment.wording for assignment in made] == CLAUSES
    assert made[0].assigned_on == date(2026, 11, 19)
    assert list(Occurrence.objects.filter(duty__assignment=made[0]).values_list("period", "due_on")) == [("once", date(2026, 11, 27))]
    review = Occurrence.objects.get(duty__assignment=made[1])
    assert (review.period, review.due_on) == ("2026-Q4", date(2026, 12, 31))
    monthly = Occurrence.objects.filter(duty__assignment=made[2], duty__part=Duty.Part.LEAD)
    assert list(monthly.values_list("period", "due_on")) == [("2026-11", date(2026, 11, 30))]
    assert made[2].duties.filter(part=Duty.Part.WITH).count() == 1
    assert made[3].duties.count() == 6
    assert Holding.objects.filter(duty__assignment__in=made, until=None).count() == 1 + 1 + 2 + 6
    assert set(Holding.objects.values_list("since", flat=True)) == {NOW.date()}


def test_confirming_twice_assigns_nothing_twice(proposals: list[Proposal], directive: Document, standing: Person) -> None:
    take_all(proposals[:3], standing)
    actions.drop(proposal=proposals[3], reason="trùng", actor=standing, at=NOW)
    actions.confirm(document=directive, actor=standing, at=NOW)
    with pytest.raises(AlreadyConfirmed, match="đã giao xong"):
        actions.confirm(document=directive, actor=standing, at=NOW)
    assert Assignment.objects.count() == 3


def test_a_confirmed_clause_cannot_be_undone(proposals: list[Proposal], directive: Document, standing: Person) -> None:
    take_all(proposals[:3], standing)
    actions.drop(proposal=proposals[3], reason="trùng", actor=standing, at=NOW)
    actions.confirm(document=directive, actor=standing, at=NOW)
    with pytest.raises(Refused, match="đã thành việc 1"):
        actions.undo(proposal=proposals[0], actor=standing, at=NOW)


def test_a_confirmation_that_fails_half_way_leaves_nothing(proposals: list[Proposal], directive: Document, standing: Person) -> None:
    take_all(proposals[:3], standing)
    actions.drop(proposal=proposals[3], reason="trùng", actor=standing, at=NOW)
    broken = {**proposals[2].draft, "lead": []}
    Proposal.objects.filter(pk=proposals[2].pk).update(draft=broken)
    with pytest.raises(Refused, match="Chưa xác định đơn vị"):
        actions.confirm(document=directive, actor=standing, at=NOW)
    assert not Assignment.objects.exists()


def test_merged_clauses_become_one_assignment_with_both_wordings(proposals: list[Proposal], directive: Document, standing: Person) -> None:
    actions.merge(proposal=proposals[1], actor=standing, at=NOW)
    for proposal in (proposals[0], proposals[2]):
        actions.take(proposal=proposal, actor=standing, at=NOW)
    actions.drop(proposal=proposals[3], reason="trùng", actor=standing, at=NOW)
    made = actions.confirm(document=directive, actor=standing, at=NOW)
    assert made[0].wording == f"{CLAUSES[0]}\n{CLAUSES[1]}"


def test_the_reader_is_for_the_leadership_the_handling_unit_and_administrators(
    directive: Document, officer: Person, standing: Person, other_leader: Person, units: dict[str, Unit]
) -> None:
    for stranger in (officer, other_leader):
        with pytest.raises(PermissionDenied):
            actions.propose(document=directive, reading=READING, text=TEXT, actor=stranger, at=NOW)
    Document.objects.filter(pk=directive.pk).update(unit=units["KT"])
    directive.refresh_from_db()
    assert actions.propose(document=directive, reading=READING, text=TEXT, actor=officer, at=NOW) == 4
    with pytest.raises(PermissionDenied):
        actions.confirm(document=directive, actor=officer, at=NOW)


def test_a_head_adds_work_for_the_own_unit_only(ward: Commune, head: Person, units: dict[str, Unit]) -> None:
    def draft(short: str) -> Draft:
        return Draft(title="Rà soát quy chế", lead=(DraftUnit(short, units[short].pk),), deadline_kind="date", deadline_on="2026-12-04")

    made = actions.add(commune=ward, draft=draft("VH-XH"), wording="Rà soát quy chế", actor=head, at=NOW)
    assert made.number == 1
    with pytest.raises(PermissionDenied, match="đơn vị mình"):
        actions.add(commune=ward, draft=draft("KT"), wording="Rà soát quy chế", actor=head, at=NOW)


def test_a_unit_of_another_ward_is_refused(ward: Commune, standing: Person, other_units: dict[str, Unit]) -> None:
    draft = Draft(title="Việc", lead=(DraftUnit("KT", other_units["KT"].pk),), deadline_kind="date", deadline_on="2026-12-04")
    with pytest.raises(Refused, match="không thuộc phường này"):
        actions.add(commune=ward, draft=draft, wording="Việc", actor=standing, at=NOW)


def test_a_day_in_a_year_without_a_calendar_is_refused(ward: Commune, standing: Person, units: dict[str, Unit]) -> None:
    draft = Draft(title="Việc", lead=(DraftUnit("KT", units["KT"].pk),), deadline_kind="date", deadline_on="2031-12-04")
    with pytest.raises(Refused, match="Chưa có lịch năm 2031"):
        actions.add(commune=ward, draft=draft, wording="Việc", actor=standing, at=NOW)


def test_the_last_leading_share_stays_and_a_removed_one_says_why(assign: Any, standing: Person) -> None:
    assignment = assign("KT", "VP")
    first, second = assignment.duties.all()
    with pytest.raises(Refused, match="lý do"):
        actions.remove_duty(duty=first, reason=" ", actor=standing, at=NOW)
    actions.remove_duty(duty=first, reason="không có thủ tục thuộc lĩnh vực", actor=standing, at=NOW)
    assert Occurrence.objects.get(duty=first).state == "cancelled"
    with pytest.raises(Refused, match="duy nhất"):
        actions.remove_duty(duty=second, reason="thôi", actor=standing, at=NOW)


def test_people_of_the_units_are_told_in_one_notice(
    proposals: list[Proposal], directive: Document, standing: Person, clerk: Person, officer: Person
) -> None:
    take_all(proposals[:3], standing)
    actions.drop(proposal=proposals[3], reason="trùng", actor=standing, at=NOW)
    actions.confirm(document=directive, actor=standing, at=NOW)
    assert Notice.objects.filter(person=clerk).count() == 1
    assert "việc 3" in Notice.objects.get(person=officer).text.lower()


def test_every_step_is_one_link_of_the_wards_history(
    proposals: list[Proposal], directive: Document, standing: Person, ward: Commune
) -> None:
    take_all(proposals[:3], standing)
    actions.drop(proposal=proposals[3], reason="trùng", actor=standing, at=NOW)
    actions.confirm(document=directive, actor=standing, at=NOW)
    acts = list(HistoryEvent.objects.filter(commune=ward.code).order_by("position").values_list("act", flat=True))
    assert acts == ["assignments.propose", *["assignments.take"] * 3, "assignments.drop", "assignments.confirm"]
    assert verify(ward.code) is None


@pytest.mark.django_db(transaction=True)
def test_two_confirmations_at_once_assign_once(proposals: list[Proposal], directive: Document, standing: Person) -> None:
    take_all(proposals[:3], standing)
    actions.drop(proposal=proposals[3], reason="trùng", actor=standing, at=NOW)
    outcomes = both_at_once(*[lambda: actions.confirm(document=directive, actor=standing, at=NOW)] * 2)
    assert outcomes == ["done", "refused"]
    assert Assignment.objects.count() == 3


def test_the_lines_of_a_pdf_are_shown_as_the_paragraphs_they_were(directive: Document, proposals: list[Proposal]) -> None:
    directive.text = TEXT.replace("THÔNG BÁO", "THÔNG BÁO\nHội nghị\ngiao ban").replace("tồn tại sau", "tồn\n\n\ftại\nSau")
    first = proposals[0]
    first.start, first.end = directive.text.index("Phòng Văn hóa"), directive.text.index("\nGiao Trung tâm")
    first.save(update_fields=["start", "end"])
    paper = reading_of(directive, order=1, today=NOW.date()).paper
    shown = ["".join(piece.text for piece in paragraph.pieces) for paragraph in paper]
    assert [" ".join(line.split()) for line in shown[:3]] == ["THÔNG BÁO", "Hội nghị giao ban", CLAUSES[0].replace("sau kiểm", "Sau kiểm")]
    assert shown[3].startswith("Giao Trung tâm")
    assert not any("\f" in line for line in shown)
