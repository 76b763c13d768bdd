"""The unit does the work, the one who assigned it closes it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from minhchung.apps.assignments import actions
from minhchung.apps.assignments.models import Assignment, Duty, Extension, Holding, Occurrence, Product, Reminder
from minhchung.apps.assignments.moving import judges_of, people_of
from minhchung.apps.assignments.queries import assignment_for, occurrence_for
from minhchung.apps.assignments.rules.drafts import Draft, DraftUnit
from minhchung.apps.documents.models import Document
from minhchung.apps.evidence.models import Claim
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.models import Notice
from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import Commune, Person, RoleGrant, Unit
from tests.assignments.conftest import Assigning, only, with_paper
from tests.assignments.racing import both_at_once
from tests.personas import NOW, SINCE, make_person

Prove = Callable[..., Claim]
State = Occurrence.State


def submitted(assignment: Assignment, doer: Person, prove: Prove) -> Occurrence:
    occurrence = only(assignment)
    prove(occurrence)
    return actions.submit(occurrence=occurrence, actor=doer, at=NOW)


def test_work_goes_from_assigned_to_accepted(assign: Assigning, officer: Person, standing: Person, prove: Prove) -> None:
    occurrence = only(assign("KT"))
    actions.start(occurrence=occurrence, actor=officer, at=NOW)
    actions.set_progress(occurrence=occurrence, progress="Đã đăng Cổng thông tin điện tử", actor=officer, at=NOW)
    prove(occurrence)
    actions.submit(occurrence=occurrence, actor=officer, at=NOW)
    actions.accept(occurrence=occurrence, actor=standing, at=NOW)
    occurrence.refresh_from_db()
    assert (occurrence.state, occurrence.closed_by, occurrence.left_hands_on) == (State.ACCEPTED, standing, NOW.date())


def test_writing_progress_begins_the_work(assign: Assigning, officer: Person) -> None:
    occurrence = actions.set_progress(occurrence=only(assign("KT")), progress="2/5 văn bản", actor=officer, at=NOW)
    assert occurrence.state == State.IN_PROGRESS


def test_progress_written_meanwhile_is_shown_not_overwritten(assign: Assigning, officer: Person) -> None:
    occurrence = only(assign("KT"))
    actions.set_progress(occurrence=occurrence, progress="5/6 đơn vị", expected="", actor=officer, at=NOW)
    with pytest.raises(Refused, match="5/6 đơn vị"):
        actions.set_progress(occurrence=occurrence, progress="4/6 đơn vị", expected="", actor=officer, at=NOW)


def test_only_the_unit_that_holds_the_duty_does_it(assign: Assigning, clerk: Person, leader: Person, other_clerk: Person) -> None:
    occurrence = only(assign("KT"))
    for stranger in (clerk, leader, other_clerk):
        with pytest.raises(PermissionDenied):
            actions.start(occurrence=occurrence, actor=stranger, at=NOW)


def test_finished_work_shows_something(assign: Assigning, officer: Person) -> None:
    with pytest.raises(Refused, match="chưa có gì để chứng minh"):
        actions.submit(occurrence=only(assign("KT")), actor=officer, at=NOW)


def test_a_review_of_standing_work_may_be_submitted_with_a_note(assign: Assigning, officer: Person) -> None:
    assignment = assign("KT", deadline_kind="standing", review_every_months=3)
    occurrence = actions.submit(occurrence=only(assignment), note="Đã rà, không có thay đổi", actor=officer, at=NOW)
    assert occurrence.state == State.SUBMITTED


def test_nobody_of_the_doing_unit_accepts(assign: Assigning, head: Person, standing: Person, leader: Person, prove: Prove) -> None:
    occurrence = submitted(assign("VH-XH"), head, prove)
    for doer in (head, standing):
        with pytest.raises(PermissionDenied):
            actions.accept(occurrence=occurrence, actor=doer, at=NOW)
    actions.accept(occurrence=occurrence, actor=leader, at=NOW)


def test_sending_back_needs_a_reason_and_lateness_counts_on(assign: Assigning, officer: Person, standing: Person, prove: Prove) -> None:
    occurrence = submitted(assign("KT"), officer, prove)
    with pytest.raises(Refused, match="lý do"):
        actions.send_back(occurrence=occurrence, reason="", actor=standing, at=NOW)
    actions.send_back(occurrence=occurrence, reason="Thiếu bảng tổng hợp", actor=standing, at=NOW)
    occurrence.refresh_from_db()
    assert (occurrence.state, occurrence.returned_reason, occurrence.left_hands_on) == (State.RETURNED, "Thiếu bảng tổng hợp", None)
    actions.submit(occurrence=occurrence, actor=officer, at=NOW)


def test_a_submission_may_be_taken_back_before_it_is_judged(assign: Assigning, officer: Person, standing: Person, prove: Prove) -> None:
    occurrence = submitted(assign("KT"), officer, prove)
    actions.take_back(occurrence=occurrence, actor=officer, at=NOW)
    with pytest.raises(Refused, match="Đang làm"):
        actions.accept(occurrence=occurrence, actor=standing, at=NOW)


def test_reopening_needs_a_reason(assign: Assigning, officer: Person, standing: Person, prove: Prove) -> None:
    occurrence = submitted(assign("KT"), officer, prove)
    actions.accept(occurrence=occurrence, actor=standing, at=NOW)
    with pytest.raises(Refused, match="lý do mở lại"):
        actions.reopen(occurrence=occurrence, reason="", actor=standing, at=NOW)
    actions.reopen(occurrence=occurrence, reason="Đoàn kiểm tra yêu cầu bổ sung", actor=standing, at=NOW)
    occurrence.refresh_from_db()
    assert (occurrence.state, occurrence.closed_at) == (State.IN_PROGRESS, None)


def test_evidence_found_wrong_throughout_keeps_the_work_open(assign: Assigning, officer: Person, standing: Person, prove: Prove) -> None:
    occurrence = submitted(assign("KT"), officer, prove)
    Claim.objects.update(state="bad", reason="Sai kỳ", checked_at=NOW)
    with pytest.raises(Refused, match="mọi minh chứng đều chưa đạt"):
        actions.accept(occurrence=occurrence, actor=standing, at=NOW)
    occurrence.refresh_from_db()
    assert occurrence.state == State.SUBMITTED


def test_a_duty_from_above_is_closed_by_an_issued_answer(
    assign: Assigning, ward: Commune, officer: Person, standing: Person, prove: Prove
) -> None:
    above = Document.objects.create(
        commune=ward, direction="in", state="received", number=12, symbol="UBND-TH", needs_answer=True, added_at=NOW
    )
    assignment = assign("KT")
    Assignment.objects.filter(pk=assignment.pk).update(document=above)
    occurrence = submitted(assignment, officer, prove)
    with pytest.raises(Refused, match="gắn văn bản trả lời"):
        actions.accept(occurrence=occurrence_for(standing, occurrence.pk), actor=standing, at=NOW)
    reply = Document.objects.create(commune=ward, direction="out", state="draft", symbol="BC-UBND", added_at=NOW)
    actions.answer(occurrence=occurrence, document=reply, actor=officer, at=NOW)
    with pytest.raises(Refused, match="chưa ban hành"):
        actions.accept(occurrence=occurrence_for(standing, occurrence.pk), actor=standing, at=NOW)
    Document.objects.filter(pk=reply.pk).update(state="issued", number=798, issued_on=date(2026, 11, 18))
    closed = actions.accept(occurrence=occurrence_for(standing, occurrence.pk), actor=standing, at=NOW)
    assert occurrence_for(standing, closed.pk).left_hands_on == date(2026, 11, 18)


def test_an_answer_is_an_outgoing_document_of_the_ward(assign: Assigning, ward: Commune, other_ward: Commune, officer: Person) -> None:
    occurrence = only(assign("KT"))
    incoming = Document.objects.create(commune=ward, direction="in", state="received", symbol="CV", added_at=NOW)
    foreign = Document.objects.create(commune=other_ward, direction="out", state="issued", symbol="BC-UBND", added_at=NOW)
    with pytest.raises(Refused, match="phải là văn bản đi"):
        actions.answer(occurrence=occurrence, document=incoming, actor=officer, at=NOW)
    with pytest.raises(Refused, match="không thuộc phường"):
        actions.answer(occurrence=occurrence, document=foreign, actor=officer, at=NOW)


def test_a_counted_target_is_met_by_accepted_products_only(assign: Assigning, officer: Person, standing: Person) -> None:
    assignment = assign("KT", count_target=3, count_unit="thủ tục")
    occurrence = only(assignment)
    paper = with_paper(occurrence)
    first = actions.hand_in(occurrence=occurrence, title="Đề xuất nhóm A", quantity=2, brought=paper, actor=officer, at=NOW)
    actions.submit(occurrence=occurrence, actor=officer, at=NOW)
    with pytest.raises(Refused, match="mới đạt 2/3 thủ tục"):
        actions.accept(occurrence=occurrence, actor=standing, at=NOW)
    second = actions.hand_in(occurrence=occurrence, title="Đề xuất nhóm B", brought=with_paper(occurrence), actor=officer, at=NOW)
    actions.judge_product(product=second, good=False, reason="Trùng nhóm A", actor=standing, at=NOW)
    with pytest.raises(Refused, match="mới đạt 2/3"):
        actions.accept(occurrence=occurrence, actor=standing, at=NOW)
    actions.hand_in(occurrence=occurrence, title="Đề xuất nhóm C", brought=with_paper(occurrence), actor=officer, at=NOW)
    actions.accept(occurrence=occurrence, actor=standing, at=NOW)
    first.refresh_from_db()
    assert first.state == Product.State.ACCEPTED
    assert Product.objects.get(pk=second.pk).state == Product.State.RETURNED


def test_together_the_last_one_needs_the_whole_sum(assign: Assigning, officer: Person, clerk: Person, standing: Person) -> None:
    assignment = assign("KT", "PVHCC", count_target=5, count_unit="văn bản", count_per_duty=False)
    kt, pv = Occurrence.objects.filter(duty__assignment=assignment).order_by("pk")
    actions.hand_in(occurrence=kt, title="Văn bản", quantity=2, brought=with_paper(kt), actor=officer, at=NOW)
    actions.hand_in(occurrence=pv, title="Văn bản", quantity=2, brought=with_paper(pv), actor=clerk, at=NOW)
    actions.submit(occurrence=kt, actor=officer, at=NOW)
    actions.submit(occurrence=pv, actor=clerk, at=NOW)
    actions.accept(occurrence=kt, actor=standing, at=NOW)
    with pytest.raises(Refused, match="mới đạt 4/5"):
        actions.accept(occurrence=pv, actor=standing, at=NOW)


def test_cooperating_units_report_but_do_not_close(
    assign: Assigning, officer: Person, clerk: Person, standing: Person, prove: Prove
) -> None:
    assignment = assign("KT", cooperating=("PVHCC",))
    lead = Occurrence.objects.get(duty__assignment=assignment, duty__part=Duty.Part.LEAD)
    share = Occurrence.objects.get(duty__assignment=assignment, duty__part=Duty.Part.WITH)
    actions.set_progress(occurrence=share, progress="Đã gửi số liệu", actor=clerk, at=NOW)
    with pytest.raises(PermissionDenied):
        actions.submit(occurrence=lead, actor=clerk, at=NOW)
    with pytest.raises(PermissionDenied):
        actions.ask_extension(occurrence=share, due_on=date(2026, 12, 4), reason="chậm", actor=clerk, at=NOW)
    prove(lead)
    actions.submit(occurrence=lead, actor=officer, at=NOW)
    actions.accept(occurrence=lead, actor=standing, at=NOW)
    share.refresh_from_db()
    assert share.state == State.ACCEPTED


def test_an_extension_stands_beside_the_original_day(assign: Assigning, officer: Person, standing: Person) -> None:
    occurrence = only(assign("KT"))
    asked = actions.ask_extension(occurrence=occurrence, due_on=date(2026, 12, 4), reason="Chờ số liệu thuế", actor=officer, at=NOW)
    actions.decide_extension(extension=asked, granted=True, note="Đồng ý", actor=standing, at=NOW)
    found = occurrence_for(officer, occurrence.pk)
    assert (found.due_on, found.in_force) == (date(2026, 11, 27), date(2026, 12, 4))  # type: ignore[attr-defined]


def test_a_refused_extension_changes_nothing_and_says_why(assign: Assigning, officer: Person, standing: Person) -> None:
    occurrence = only(assign("KT"))
    asked = actions.ask_extension(occurrence=occurrence, due_on=date(2026, 12, 4), reason="Chờ", actor=officer, at=NOW)
    with pytest.raises(Refused, match="lý do không đồng ý"):
        actions.decide_extension(extension=asked, granted=False, actor=standing, at=NOW)
    actions.decide_extension(extension=asked, granted=False, note="Đã gia hạn một lần", actor=standing, at=NOW)
    with pytest.raises(Refused, match="đã có quyết định"):
        actions.decide_extension(extension=asked, granted=True, actor=standing, at=NOW)
    assert occurrence_for(officer, occurrence.pk).in_force == date(2026, 11, 27)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("day", "said"), [(date(2026, 11, 27), "không sau hạn"), (date(2026, 11, 23), "không sau hạn"), (date(2031, 1, 6), "Chưa có lịch")]
)
def test_a_senseless_extension_is_refused(assign: Assigning, officer: Person, day: date, said: str) -> None:
    with pytest.raises(Refused, match=said):
        actions.ask_extension(occurrence=only(assign("KT")), due_on=day, reason="Chờ", actor=officer, at=NOW)


def test_one_extension_waits_at_a_time(assign: Assigning, officer: Person) -> None:
    occurrence = only(assign("KT"))
    actions.ask_extension(occurrence=occurrence, due_on=date(2026, 12, 4), reason="Chờ", actor=officer, at=NOW)
    with pytest.raises(Refused, match="chờ duyệt"):
        actions.ask_extension(occurrence=occurrence, due_on=date(2026, 12, 7), reason="Chờ", actor=officer, at=NOW)
    assert Extension.objects.count() == 1


def test_a_person_of_the_unit_is_named_responsible(assign: Assigning, standing: Person, officer: Person, clerk: Person) -> None:
    duty = assign("KT").duties.get()
    actions.name_person(duty=duty, person=officer, actor=standing, at=NOW)
    assert Holding.objects.get(duty=duty).person == officer
    with pytest.raises(Refused, match="không công tác ở"):
        actions.name_person(duty=duty, person=clerk, actor=standing, at=NOW)


def test_reminding_tells_the_people_responsible_and_is_kept(assign: Assigning, standing: Person, officer: Person) -> None:
    occurrence = only(assign("KT"))
    Notice.objects.all().delete()
    actions.remind(occurrence=occurrence, actor=standing, at=NOW)
    actions.remind(occurrence=occurrence, text="Gửi trước 15 giờ", actor=standing, at=NOW)
    assert Reminder.objects.filter(occurrence=occurrence).count() == 2
    assert Notice.objects.filter(person=officer).count() == 2


def test_an_archived_assignment_is_read_only_until_restored(assign: Assigning, standing: Person, officer: Person) -> None:
    assignment = assign("KT")
    occurrence = only(assignment)
    actions.archive(assignment=assignment, reason="Nhập nhầm", actor=standing, at=NOW)
    with pytest.raises(Refused, match="đã đưa vào lưu"):
        actions.start(occurrence=occurrence, actor=officer, at=NOW)
    actions.restore(assignment=assignment, actor=standing, at=NOW)
    actions.start(occurrence=occurrence, actor=officer, at=NOW)


def test_a_day_of_finishing_is_neither_in_the_future_nor_before_the_assignment(assign: Assigning, officer: Person, prove: Prove) -> None:
    occurrence = only(assign("KT"))
    prove(occurrence)
    for day, said in ((NOW.date() + timedelta(days=1), "chưa đến"), (NOW.date() - timedelta(days=1), "trước ngày giao")):
        with pytest.raises(Refused, match=said):
            actions.submit(occurrence=occurrence, done_on=day, actor=officer, at=NOW)


def test_the_head_of_the_unit_keeps_the_right_after_a_handover_only_if_still_there(
    assign: Assigning, ward: Commune, units: dict[str, Unit], standing: Person
) -> None:
    former = make_person("cuu", "Bùi An Khang", commune=ward)
    RoleGrant.objects.create(person=former, role="officer", unit=units["KT"], valid_from=SINCE, valid_to=date(2026, 11, 19))
    with pytest.raises(PermissionDenied):
        actions.start(occurrence=only(assign("KT")), actor=former, at=NOW)


def test_a_comment_is_read_by_all_and_written_by_who_works_here(assign: Assigning, clerk: Person, reader: Person) -> None:
    assignment = assign("KT")
    actions.comment(assignment=assignment, text="Số liệu lấy ở đâu?", actor=clerk, at=NOW)
    with pytest.raises(PermissionDenied):
        actions.comment(assignment=assignment, text="Xem", actor=reader, at=NOW)
    assert assignment_for(reader, assignment.pk).comments.count() == 1


@pytest.mark.django_db(transaction=True)
def test_accepting_and_sending_back_at_once_lets_one_through(
    assign: Assigning, officer: Person, standing: Person, leader: Person, prove: Prove
) -> None:
    occurrence = submitted(assign("KT"), officer, prove)
    outcomes = both_at_once(
        lambda: actions.accept(occurrence=Occurrence.objects.get(pk=occurrence.pk), actor=standing, at=NOW),
        lambda: actions.send_back(occurrence=Occurrence.objects.get(pk=occurrence.pk), reason="Thiếu", actor=leader, at=NOW),
    )
    assert outcomes == ["done", "refused"]


def test_the_second_judgement_is_refused_by_the_guarded_update(
    assign: Assigning, officer: Person, standing: Person, leader: Person, prove: Prove
) -> None:
    occurrence = submitted(assign("KT"), officer, prove)
    stale: Any = Occurrence.objects.get(pk=occurrence.pk)
    actions.accept(occurrence=occurrence, actor=standing, at=NOW)
    with pytest.raises(Refused, match="Đã nghiệm thu"):
        actions.send_back(occurrence=stale, reason="Thiếu", actor=leader, at=NOW)


def test_what_is_done_a_second_time_is_told_as_done_before(assign: Assigning, officer: Person, prove: Prove) -> None:
    occurrence = submitted(assign("KT"), officer, prove)
    with pytest.raises(Refused, match="đã ở trạng thái “Chờ nghiệm thu” từ trước: có người vừa làm việc này"):
        actions.submit(occurrence=occurrence, actor=officer, at=NOW)


def test_work_that_hangs_on_an_event_gets_its_day_once(assign: Assigning, officer: Person, standing: Person) -> None:
    occurrence = only(assign("KT", deadline_kind="relative", deadline_text="trong 24 giờ sau khi nước rút"))
    assert occurrence.due_on is None
    with pytest.raises(PermissionDenied):
        actions.set_day(occurrence=occurrence, due_on=date(2026, 11, 27), actor=officer, at=NOW)
    with pytest.raises(Refused, match="trước ngày giao"):
        actions.set_day(occurrence=occurrence, due_on=date(2026, 11, 2), actor=standing, at=NOW)
    actions.set_day(occurrence=occurrence, due_on=date(2026, 11, 27), actor=standing, at=NOW)
    with pytest.raises(Refused, match="đã có ngày hạn"):
        actions.set_day(occurrence=occurrence, due_on=date(2026, 11, 30), actor=standing, at=NOW + timedelta(days=1))


def test_finished_work_is_told_to_the_leadership_when_the_assigner_may_not_judge_it(
    ward: Commune, units: dict[str, Unit], standing: Person, leader: Person, head: Person
) -> None:
    """The standing officer belongs to the unit that does the work: somebody else must judge it, and is told."""
    draft = Draft(title="Lập sổ", lead=(DraftUnit("Phòng VH-XH", units["VH-XH"].pk),), deadline_kind="date", deadline_on="2026-12-01")
    made = actions.add(commune=ward, draft=draft, wording="Lập sổ", actor=standing, at=NOW)
    assert judges_of(Occurrence.objects.get(duty__assignment=made), at=NOW) == [leader]
    other = Draft(title="Lập sổ", lead=(DraftUnit("Phòng Kinh tế", units["KT"].pk),), deadline_kind="date", deadline_on="2026-12-01")
    theirs = actions.add(commune=ward, draft=other, wording="Lập sổ", actor=standing, at=NOW)
    assert judges_of(Occurrence.objects.get(duty__assignment=theirs), at=NOW) == [standing]


def test_news_goes_to_those_who_hold_the_role_on_that_day(
    ward: Commune, units: dict[str, Unit], assign: Assigning, head: Person, standing: Person
) -> None:
    """A head until yesterday learns nothing more, one from tomorrow nothing yet; the leadership that judges is that day's too."""
    today = NOW.date()
    before = make_person("truoc", "Hà Duy Tân", Role.UNIT_HEAD, commune=ward, unit=units["VH-XH"])
    before.grants.update(valid_to=today - timedelta(days=1))
    later = make_person("sau", "Kiều Bảo Ngân", Role.LEADER, commune=ward)
    later.grants.update(valid_from=today + timedelta(days=1))
    leaving = make_person("sapnghi", "Tạ Minh Quân", Role.LEADER, commune=ward)
    leaving.grants.update(valid_to=today + timedelta(days=5))
    occurrence = only(assign("VH-XH"))
    assert people_of(occurrence.duty, at=NOW) == [head]
    Assignment.objects.filter(pk=occurrence.duty.assignment_id).update(assigner=None)
    assert judges_of(Occurrence.objects.get(pk=occurrence.pk), at=NOW) == [leaving]
    head.grants.update(valid_to=today - timedelta(days=1))
    assert people_of(occurrence.duty, at=NOW) == [standing], "a unit without a head: whoever works in it"
