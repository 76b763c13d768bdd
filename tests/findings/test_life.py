"""The gates of a finding, as rules and as acts: each is tried open and shut."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from minhchung.apps.assignments.models import Assignment, Occurrence
from minhchung.apps.assignments.rules.drafts import Draft
from minhchung.apps.findings import actions, queries
from minhchung.apps.findings.causes import cause_tree
from minhchung.apps.findings.models import Finding, FindingWork, Waiver
from minhchung.apps.findings.rules.life import CLOSED, LIVE, STEPS, Work, refused_evaluation, refused_step
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.organisations.models import Person
from tests.personas import NOW


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", [*LIVE, CLOSED])
def test_a_step_is_open_from_its_states_alone_and_a_shut_one_says_the_way_out(step: str, state: str) -> None:
    reason = refused_step(step, state)
    assert bool(reason) == (state not in STEPS[step])
    assert not reason or reason.endswith(".")


def test_mending_is_judged_only_when_all_work_ended_some_was_accepted_and_by_another() -> None:
    done, open_, stopped = Work(1, ended=True, accepted=True, doers=frozenset({7})), Work(2, False, False), Work(3, True, False)
    assert refused_evaluation([done], evaluator=8) == ""
    assert "Việc 2 chưa xong" in refused_evaluation([done, open_], evaluator=8)
    assert "Không có việc" in refused_evaluation([stopped], evaluator=8)
    assert "không tự đánh giá" in refused_evaluation([done], evaluator=7)


def test_from_found_to_closed(working: Finding, mend: Callable[[Assignment], None], inspector: Person) -> None:
    mend(working.works.get().assignment)
    actions.evaluate(finding=working, effective=True, note="Đã xem 12 hồ sơ, đủ bản điện tử.", actor=inspector, at=NOW)
    closed = actions.close(finding=working, actor=inspector, at=NOW)
    assert (closed.state, closed.closed_by, closed.closed_at) == (Finding.State.CLOSED, inspector, NOW)
    acts = HistoryEvent.objects.filter(kind="finding", key=str(working.pk)).order_by("position").values_list("act", flat=True)
    steps = ["add", "explain", "plan", "give_work", "evaluate", "close"]
    assert list(acts) == [f"findings.{name}" for name in steps]


def test_no_work_without_a_plan(finding: Finding, draft: Draft, standing: Person) -> None:
    with pytest.raises(Refused, match="Nêu nguyên nhân trước"):
        actions.give_work(finding=finding, draft=draft, actor=standing, at=NOW)
    actions.explain(finding=finding, cause="not-followed", side="", note="", actor=standing, at=NOW)
    with pytest.raises(Refused, match="Lập kế hoạch khắc phục trước"):
        actions.give_work(finding=finding, draft=draft, actor=standing, at=NOW)
    assert not Assignment.objects.exists()


def test_no_evaluation_and_no_closing_with_open_work(working: Finding, mend: Callable[[Assignment], None], inspector: Person) -> None:
    with pytest.raises(Refused, match="chưa xong"):
        actions.evaluate(finding=working, effective=True, note="Đã xem.", actor=inspector, at=NOW)
    with pytest.raises(Refused, match="Chưa đánh giá hiệu lực"):
        actions.close(finding=working, actor=inspector, at=NOW)
    mend(working.works.get().assignment)
    with pytest.raises(Refused, match="căn cứ đánh giá"):
        actions.evaluate(finding=working, effective=True, note=" ", actor=inspector, at=NOW)
    actions.evaluate(finding=working, effective=True, note="Đã xem.", actor=inspector, at=NOW)
    Occurrence.objects.update(state=Occurrence.State.RETURNED, returned_reason="Thiếu", closed_at=None)
    with pytest.raises(Refused, match="đã mở lại"):
        actions.close(finding=working, actor=inspector, at=NOW)


def test_who_planned_or_did_does_not_judge(
    working: Finding, mend: Callable[[Assignment], None], leader: Person, officer: Person, inspector: Person
) -> None:
    mend(working.works.get().assignment)
    with pytest.raises(Refused, match="Người lập kế hoạch"):
        actions.evaluate(finding=working, effective=True, note="Đã xem.", actor=leader, at=NOW)
    with pytest.raises(PermissionDenied):
        actions.evaluate(finding=working, effective=True, note="Đã xem.", actor=officer, at=NOW)
    Occurrence.objects.update(submitted_by=inspector)
    with pytest.raises(Refused, match="không tự đánh giá"):
        actions.evaluate(finding=working, effective=True, note="Đã xem.", actor=inspector, at=NOW)


def test_what_did_not_help_needs_another_plan_and_new_work(
    working: Finding, mend: Callable[[Assignment], None], draft: Draft, inspector: Person, standing: Person, leader: Person
) -> None:
    mend(working.works.get().assignment)
    actions.evaluate(finding=working, effective=False, note="Vẫn còn 3 hồ sơ giấy.", actor=inspector, at=NOW)
    with pytest.raises(Refused, match="kế hoạch"):
        actions.give_work(finding=working, draft=draft, actor=standing, at=NOW)
    actions.plan(finding=working, plan="Kiểm tra hằng tuần.", closing_test="Không còn hồ sơ giấy.", actor=leader, at=NOW)
    later = NOW + timedelta(days=1)
    actions.give_work(finding=working, draft=draft, actor=standing, at=later)
    with pytest.raises(Refused, match="chưa xong"):
        actions.evaluate(finding=working, effective=True, note="Đã xem.", actor=inspector, at=later)
    Occurrence.objects.filter(state=Occurrence.State.ASSIGNED).update(state=Occurrence.State.CANCELLED, closed_at=later)
    with pytest.raises(Refused, match="Không có việc"):
        actions.evaluate(finding=working, effective=True, note="Đã xem.", actor=inspector, at=later)


def test_an_objective_cause_says_what_proves_it(finding: Finding, officer: Person) -> None:
    with pytest.raises(Refused, match="Sổ ghi lỗi hệ thống"):
        actions.explain(finding=finding, cause="system-fault", side="", note="", actor=officer, at=NOW)
    with pytest.raises(Refused, match="Chưa chọn nguyên nhân"):
        actions.explain(finding=finding, cause="trời mưa", side="objective", note="ảnh", actor=officer, at=NOW)
    explained = actions.explain(finding=finding, cause="system-fault", side="subjective", note="Sổ lỗi ngày 12/11", actor=officer, at=NOW)
    assert explained.side == Finding.Side.OBJECTIVE  # the tree says which side it is, not the form


def test_every_cause_of_the_tree_has_a_side_or_asks_for_one() -> None:
    causes = [cause for group in cause_tree().group for cause in group.cause]
    assert {cause.side for cause in causes} >= {"subjective", "objective"}


def test_other_units_explain_nothing(finding: Finding, clerk: Person, other_leader: Person) -> None:
    for stranger in (clerk, other_leader):
        with pytest.raises(PermissionDenied):
            actions.explain(finding=finding, cause="not-followed", side="", note="", actor=stranger, at=NOW)


def test_one_work_may_mend_many_findings(planned: Finding, assign: Callable[..., Assignment], standing: Person) -> None:
    work = assign("KT")
    actions.link_work(finding=planned, assignment=work, actor=standing, at=NOW)
    with pytest.raises(Refused, match="đã gắn"):
        actions.link_work(finding=planned, assignment=work, actor=standing, at=NOW)
    assert FindingWork.objects.filter(assignment=work).count() == 1


def test_reopening_needs_a_reason_and_begins_anew(working: Finding, mend: Callable[[Assignment], None], inspector: Person) -> None:
    mend(working.works.get().assignment)
    actions.evaluate(finding=working, effective=True, note="Đã xem.", actor=inspector, at=NOW)
    actions.close(finding=working, actor=inspector, at=NOW)
    with pytest.raises(Refused, match="lý do"):
        actions.reopen(finding=working, reason="", actor=inspector, at=NOW)
    again = actions.reopen(finding=working, reason="Lại có hồ sơ giấy", actor=inspector, at=NOW)
    assert (again.state, again.times_reopened, again.closed_at) == (Finding.State.OPEN, 1, None)


def test_a_waiver_is_granted_by_another_until_a_day(finding: Finding, inspector: Person, leader: Person) -> None:
    today = NOW.date()
    for until in (today - timedelta(days=1), today + timedelta(days=367)):
        with pytest.raises(Refused, match="hết hạn"):
            actions.ask_waiver(finding=finding, reason="Chờ kinh phí", until=until, actor=inspector, at=NOW)
    asked = actions.ask_waiver(finding=finding, reason="Chờ kinh phí", until=today + timedelta(days=30), actor=inspector, at=NOW)
    with pytest.raises(Refused, match="Đã có một đề nghị"):
        actions.ask_waiver(finding=finding, reason="Nữa", until=today, actor=leader, at=NOW)
    with pytest.raises(PermissionDenied):
        actions.decide_waiver(waiver=asked, granted=True, actor=inspector, at=NOW)
    actions.decide_waiver(waiver=asked, granted=True, actor=leader, at=NOW)
    found = queries.findings_for(leader)
    assert list(found.filter(queries.waived(today + timedelta(days=30)))) == [finding]
    assert not found.filter(queries.waived(today + timedelta(days=31))).exists()
    actions.end_waiver(waiver=asked, reason="Đã có kinh phí", actor=leader, at=NOW)
    assert not found.filter(queries.waived(today)).exists()


def test_a_leader_does_not_grant_the_own_request(finding: Finding, leader: Person) -> None:
    asked = actions.ask_waiver(finding=finding, reason="Chờ kinh phí", until=NOW.date(), actor=leader, at=NOW)
    with pytest.raises(Refused, match="không tự duyệt"):
        actions.decide_waiver(waiver=asked, granted=True, actor=leader, at=NOW)


def test_a_waiver_past_its_day_stands_in_nobodys_way(finding: Finding, inspector: Person, leader: Person) -> None:
    asked = actions.ask_waiver(finding=finding, reason="Chờ", until=NOW.date(), actor=inspector, at=NOW)
    actions.decide_waiver(waiver=asked, granted=True, actor=leader, at=NOW)
    later = NOW + timedelta(days=5)
    actions.ask_waiver(finding=finding, reason="Chờ tiếp", until=later.date(), actor=inspector, at=later)
    assert Waiver.objects.get(pk=asked.pk).state == Waiver.State.ENDED


@pytest.mark.parametrize(
    "values",
    [
        {"state": "explained"},
        {"state": "planned", "cause": "skill", "side": "subjective"},
        {"state": "closed", "cause": "skill", "side": "subjective", "plan": "x", "closed_at": NOW},
        {"state": "evaluated", "cause": "skill", "side": "subjective", "plan": "x"},
        {"closed_at": NOW},
        {"code": "NV-09"},
    ],
)
def test_the_database_itself_holds_the_gates(finding: Finding, values: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.filter(pk=finding.pk).update(**values)
