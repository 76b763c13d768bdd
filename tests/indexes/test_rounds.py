"""A round taken through its stages: who takes which step when, who gives which points, how they come to be published."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from minhchung.apps.documents import actions as documents
from minhchung.apps.documents.fields import Fields
from minhchung.apps.ground import history, notices
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.indexes import actions
from minhchung.apps.indexes.losses import losses
from minhchung.apps.indexes.models import Index
from minhchung.apps.indexes.rounds.declaring import content_of
from minhchung.apps.indexes.rounds.models import Mark, Round
from minhchung.apps.indexes.rounds.table import DECLARED, LATEST, table_of
from minhchung.apps.indexes.rules import rounds
from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.indexes.conftest import JANUARY
from tests.indexes.rounds import DAYS, SCORED, appraise_all, declare_round, late, leaf_of, score_all, steps, walked
from tests.personas import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
S, C, A, L, F, E, D, P = rounds.ORDER
WARD = ("admin", "leader", "standing", "head", "officer", "clerk", "inspector", "reader", "other_leader")
MAY = {
    "consolidate": {"leader", "standing"}, "approve": {"leader"}, "lock": {"leader", "standing"}, "reopen": {"admin", "leader"},
    "end_first": {"appraiser"}, "open_explaining": {"appraiser"}, "end_second": {"appraiser"},
    "publish": {"leader", "standing", "appraiser"},
}  # fmt: skip
WHEN = {
    "consolidate": {S}, "approve": {C}, "lock": {A}, "reopen": {C, A}, "end_first": {L}, "open_explaining": {F}, "end_second": {E},
    "publish": {D},
}  # fmt: skip
"""Publishing here without a document of the ward's register: with one it is done from the lock on. The walk's city has given points
by the time it is locked, so that nothing is reopened then; before that it is (both below)."""


def outcome(step: Callable[[], Any]) -> str:
    """What came of a step; it leaves nothing behind."""
    try:
        with transaction.atomic():
            step()
            transaction.set_rollback(True)
    except PermissionDenied:
        return "denied"
    except Refused:
        return "refused"
    return "done"


def test_every_step_by_every_role_in_every_stage(a_round: Round, request: pytest.FixtureRequest) -> None:
    people = {name: request.getfixturevalue(name) for name in (*WARD, "appraiser")}
    seen = []
    for stage in walked(a_round):
        seen.append(stage)
        for name, person in people.items():
            for move, step in steps(a_round, person).items():
                allowed = name in MAY[move] and (name != "appraiser" or stage in rounds.DECLARED)
                expected = "denied" if not allowed else "done" if stage in WHEN[move] else "refused"
                assert outcome(step) == expected, (stage, name, move)
                a_round.refresh_from_db()
    assert tuple(seen) == rounds.ORDER
    assert history.verify(a_round.commune_id) is None


@pytest.mark.parametrize(("move", "last_day"), [
    ("consolidate", DAYS.self_closes), ("approve", DAYS.approve_by), ("lock", DAYS.approve_by), ("end_first", DAYS.appraisal1_closes),
    ("end_second", DAYS.appraisal2_closes),
])  # fmt: skip
def test_a_step_is_taken_on_the_last_day_and_not_after(a_round: Round, move: str, last_day: date) -> None:
    for stage in walked(a_round):
        if stage in WHEN[move]:
            break
    assert outcome(steps(a_round, None, late(last_day))[move]) == "done"
    a_round.refresh_from_db()
    assert outcome(steps(a_round, None, late(last_day + timedelta(days=1)))[move]) == "refused"


def test_marks_are_added_and_never_changed(a_round: Round, head: Person) -> None:
    leaf = leaf_of(a_round.index, "1.3")
    first = actions.score_self(round=a_round, criterion=leaf, points=Decimal("1.50"), reason="", actor=head, at=NOW)
    later = NOW + timedelta(hours=1)
    actions.score_self(round=a_round, criterion=leaf, points=Decimal("1.25"), reason="Trừ một", seen=first.pk, actor=head, at=later)
    assert [(mark.points, mark.by, mark.reason) for mark in a_round.marks.all()] == [
        (Decimal("1.50"), head, ""),
        (Decimal("1.25"), head, "Trừ một"),
    ]
    event = HistoryEvent.objects.filter(act="indexes.score_self").latest("position")
    assert (event.before, event.after["points"], event.note) == ({"column": "self", "points": "1.500"}, "1.25", "Trừ một")
    for write in (first.save, first.delete, a_round.marks.all().delete, partial(Mark.objects.update, points=0)):
        with pytest.raises(TypeError, match="append-only"):
            write()


@pytest.mark.parametrize(("code", "points", "reason", "words"), [
    ("1.3", "1.75", "", "điểm theo quy tắc là 1,5"), ("1.2", "1", "", "minh chứng chưa đủ"), ("1.2", "1", "", "chưa có số liệu"),
])  # fmt: skip
def test_a_self_score_that_needs_it_is_not_taken_without_an_explanation(
    a_round: Round, code: str, points: str, reason: str, words: str
) -> None:
    place = {"round": a_round, "criterion": leaf_of(a_round.index, code), "points": Decimal(points), "actor": None, "at": NOW}
    with pytest.raises(ValidationError) as refused:
        actions.score_self(reason=reason, **place)  # type: ignore[arg-type]
    assert words in str(refused.value)
    actions.score_self(reason="Vì biên bản đang ký", **place)  # type: ignore[arg-type]


@pytest.mark.parametrize(("code", "points", "words"), [("2.2", "1", "khảo sát"), ("1.3", "2.25", "ngoài khoảng"), ("1.3", "1.1", "bước")])
def test_a_survey_is_not_self_scored_and_points_keep_to_maximum_and_steps(a_round: Round, code: str, points: str, words: str) -> None:
    leaf = leaf_of(a_round.index, code)
    with pytest.raises(Refused, match=words):
        actions.score_self(round=a_round, criterion=leaf, points=Decimal(points), reason="x", actor=None, at=NOW)
    assert not Mark.objects.exists()


def test_a_unit_scores_its_own_leaves_and_no_other(a_round: Round, head: Person, officer: Person, units: dict[str, Unit]) -> None:
    assert head.has_perm("indexes.score_self", leaf_of(a_round.index, "1.1"))
    assert head.has_perm("indexes.score_self", leaf_of(a_round.index, "1.2")), "VH-XH supports it"
    assert not officer.has_perm("indexes.score_self", leaf_of(a_round.index, "1.1")), "KT has no part in it"
    with pytest.raises(PermissionDenied):
        actions.score_self(round=a_round, criterion=leaf_of(a_round.index, "1.1"), points=Decimal(1), reason="x", actor=officer, at=NOW)


def test_who_saw_an_older_mark_is_told_and_overwrites_nothing(a_round: Round, head: Person, standing: Person) -> None:
    leaf = leaf_of(a_round.index, "1.3")
    actions.score_self(round=a_round, criterion=leaf, points=Decimal("1.50"), seen=None, actor=head, at=NOW)
    with pytest.raises(Refused, match="vừa được Lê Thùy Dương ghi"):
        actions.score_self(round=a_round, criterion=leaf, points=Decimal("1"), reason="x", seen=None, actor=standing, at=NOW)
    assert a_round.marks.count() == 1


def test_points_come_over_from_column_to_column_and_corrections_stay_with_their_reason(a_round: Round) -> None:
    score_all(a_round)
    actions.consolidate(round=a_round, actor=None, at=NOW)
    plan = leaf_of(a_round.index, "1.1")
    with pytest.raises(ValidationError, match="khác điểm đơn vị"):
        actions.score_consolidated(round=a_round, criterion=plan, points=Decimal("1.50"), actor=None, at=NOW)
    actions.score_consolidated(round=a_round, criterion=plan, points=Decimal("1.50"), reason="Chậm 5 ngày", actor=None, at=NOW)
    work = leaf_of(a_round.index, "1.3")
    actions.score_approved(round=a_round, criterion=work, points=Decimal("1.00"), reason="Thận trọng", actor=None, at=NOW)
    actions.approve_round(round=a_round, actor=None, at=NOW)
    marks = {mark.criterion.code: mark.points for mark in a_round.marks.filter(column="approved").select_related("criterion")}
    assert marks == {"1.1": Decimal("1.50"), "1.2": Decimal("0.75"), "1.3": Decimal("1.00"), "2.1": Decimal("2.75")}


def test_nothing_is_approved_while_a_leaf_has_no_points(a_round: Round) -> None:
    actions.score_self(round=a_round, criterion=leaf_of(a_round.index, "1.3"), points=Decimal("1.50"), actor=None, at=NOW)
    actions.consolidate(round=a_round, actor=None, at=NOW)
    with pytest.raises(Refused, match=r"Chưa có điểm: 1\.1, 1\.2, 2\.1"):
        actions.approve_round(round=a_round, actor=None, at=NOW)


def test_quarter_points_survive_every_stage(a_round: Round) -> None:
    for _ in walked(a_round):
        pass
    table = table_of(a_round, content_of(a_round, TODAY), a_round.state)
    by_code = {line.node.code: dict(line.points) for line in table.lines}
    for code, said in SCORED.items():
        points, less = Decimal(said), Decimal(said) - Decimal("0.25")
        assert by_code[code] == {
            "self": points, "unit_approved": points, "approved": points, "appraised1": less, "appraised2": less, "published": less,
        }  # fmt: skip
    assert (table.total(DECLARED).final, table.total(LATEST).final) == (Decimal("6.50"), Decimal("5.50"))


def test_days_are_moved_with_a_reason_and_in_order(a_round: Round, declared: Round, standing: Person, appraiser: Person) -> None:
    later = replace(DAYS, approve_by=date(2026, 12, 1))
    with pytest.raises(Refused, match="Chưa ghi lý do"):
        actions.set_round_days(round=a_round, dates=later, reason="", actor=standing, at=NOW)
    with pytest.raises(Refused, match="ở trước ngày"):
        actions.set_round_days(round=a_round, dates=replace(DAYS, appraisal1_closes=DAYS.opens), reason="x", actor=standing, at=NOW)
    assert actions.set_round_days(round=a_round, dates=later, reason="CV 12/SNV", actor=standing, at=NOW).dates == later
    longer = replace(DAYS, explanation_closes=date(2026, 12, 18))
    assert actions.extend_appraisal(declared=declared, dates=longer, reason="Lễ", actor=appraiser, at=NOW).dates == longer
    of_the_ward = replace(longer, approve_by=date(2026, 12, 1))
    with pytest.raises(Refused, match="không đổi được nữa"):
        actions.extend_appraisal(declared=declared, dates=of_the_ward, reason="x", actor=appraiser, at=NOW)


def test_the_ward_types_the_published_result_with_the_decision_of_its_register(declared: Round, ward: Commune, standing: Person) -> None:
    decision = documents.register_incoming(commune=ward, fields=Fields(code="99/QĐ-UBND"), text="Công bố", actor=None, at=NOW)
    plan = leaf_of(declared.index, "1.1")
    actions.score_published(round=declared, criterion=plan, points=Decimal("1.25"), actor=standing, at=NOW)
    with pytest.raises(Refused, match="quyết định"):
        actions.publish_round(round=declared, total=Decimal("8.25"), rank=20, decision=None, actor=standing, at=NOW)
    actions.publish_round(round=declared, total=Decimal("8.25"), rank=20, decision=decision, actor=standing, at=NOW)
    declared.refresh_from_db()
    assert (declared.state, declared.published_total, declared.published_rank, declared.decision) == (P, Decimal("8.25"), 20, decision)
    assert [mark.points for mark in declared.marks.filter(column="published")] == [Decimal("1.25")], "nothing is published that nobody said"


def test_points_lost_stand_under_the_head_of_the_unit(declared: Round, head: Person, units: dict[str, Unit]) -> None:
    found = losses(table_of(declared, content_of(declared, TODAY), L), on=TODAY)
    assert [(each.name, each.heads, each.maximum, each.lost, each.waiting) for each in found] == [
        (units["VH-XH"].name, "Lê Thùy Dương", Decimal(7), Decimal("1.25"), Decimal(0)),
        (units["KT"].name, "", Decimal(1), Decimal("0.25"), Decimal(0)),
        ("Cấp trên chấm, khảo sát, hoặc chưa rõ đơn vị", "", Decimal(2), Decimal(0), Decimal(2)),
    ]
    assert [line.node.code for line in found[0].losing] == ["1.3", "1.1", "2.1"]


def test_two_rounds_of_a_year_do_not_mix(a_round: Round, declared: Round, scored: Index) -> None:
    assert not a_round.marks.exists()
    again = declare_round(scored, "Lần nữa", DAYS)
    assert (again.marks.count(), declared.marks.count()) == (12, 12)
    with pytest.raises(Refused, match="Đã có đợt"):
        actions.open_round(index=scored, title="Lần nữa", dates=DAYS, actor=None, at=JANUARY)


def test_who_has_to_act_is_told_until_it_is_done(
    a_round: Round, declared: Round, leader: Person, officer: Person, standing: Person
) -> None:
    def told(person: Person, today: date = TODAY) -> list[str]:
        return [news.notice.text for news in notices.current(person, today=today)]

    officer.grants.update(role=Role.UNIT_HEAD)
    score_all(a_round)
    actions.consolidate(round=a_round, actor=standing, at=NOW)
    assert told(leader) == ["Đợt chấm “Tự chấm năm 2026” đã tổng hợp, chờ phê duyệt đến hết ngày 30/11/2026."]
    assert told(leader, DAYS.approve_by + timedelta(days=1)) == []
    actions.approve_round(round=a_round, actor=leader, at=NOW)
    assert told(leader) == []
    asked = actions.ask_explanation(declared=declared, criterion=leaf_of(declared.index, "1.2"), asked="Biên bản nào?", actor=None, at=NOW)
    assert told(officer) == ["Thành phố yêu cầu giải trình tiêu chí 1.2: Biên bản nào?"]
    appraise_all(declared)
    for act in (actions.end_first_appraisal, actions.open_explaining):
        act(declared=declared, actor=None, at=NOW)
    actions.explain(explanation=asked, answer="Gửi lại", actor=None, at=NOW)
    assert told(officer) == []
