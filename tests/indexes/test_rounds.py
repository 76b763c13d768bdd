"""A round taken through its stages: who takes which step when, what a lock keeps, what the clock does, what may be taken back."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from minhchung.apps.documents import actions as documents
from minhchung.apps.documents.fields import Fields
from minhchung.apps.files.receiving import receive
from minhchung.apps.ground import history, notices
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.clock import ZONE
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.ground.refs import Ref
from minhchung.apps.indexes import actions, locking
from minhchung.apps.indexes.closing import close_due
from minhchung.apps.indexes.declaring import content_of, frozen, living, pieces_of
from minhchung.apps.indexes.facts import end_of
from minhchung.apps.indexes.freezing import frozen_facts, frozen_score, thawed_facts, thawed_leaves
from minhchung.apps.indexes.jobs import close_stages
from minhchung.apps.indexes.locking import prepare
from minhchung.apps.indexes.losses import losses
from minhchung.apps.indexes.models import Index
from minhchung.apps.indexes.round_models import Mark, Round, RoundLock
from minhchung.apps.indexes.round_table import DECLARED, LATEST, table_of
from minhchung.apps.indexes.rules import rounds
from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.scoring.facts import Facts, Given, Known
from minhchung.scoring.score import score
from tests.files.samples import blank_pdf
from tests.indexes.conftest import DAYS, JANUARY
from tests.indexes.rounds import SCORED, appraise_all, declare_round, leaf_of, score_all
from tests.indexes.sets import small_set
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


def late(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), ZONE) + timedelta(hours=9)


def steps(found: Round, person: Person | None, at: datetime = NOW) -> dict[str, Callable[[], Any]]:
    """Every step of a round by a person."""
    ward, city = {"round": found, "actor": person, "at": at}, {"declared": found, "actor": person, "at": at}
    return {
        "consolidate": partial(actions.consolidate, **ward),
        "approve": partial(actions.approve_round, **ward),
        "lock": lambda: actions.lock_round(prepared=prepare(found, at=at), **ward),
        "reopen": partial(actions.reopen_round, until=DAYS.self_closes, reason="Sót tiêu chí", **ward),
        "end_first": partial(actions.end_first_appraisal, **city),
        "open_explaining": partial(actions.open_explaining, **city),
        "end_second": partial(actions.end_second_appraisal, **city),
        "publish": partial(actions.publish_round, total=None, rank=None, decision=None, decision_number="12/QĐ-SNV", **ward),
    }


def walked(found: Round) -> Iterator[str]:
    """Takes the round through every stage; yields each while it is there."""
    score_all(found)
    yield S
    for move in ("consolidate", "approve", "lock", "end_first", "open_explaining", "end_second", "publish"):
        steps(found, None)[move]()
        found.refresh_from_db()
        if found.state == L:
            appraise_all(found)
        yield found.state


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
    assert (event.before, event.after["points"], event.note) == ({"column": "self", "points": "1.50"}, "1.25", "Trừ một")
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
    by_code = {line.node.code: {column: str(points) for column, points in line.points.items()} for line in table.lines}
    for code, points in SCORED.items():
        less = str(Decimal(points) - Decimal("0.25"))
        assert by_code[code] == {
            "self": points, "unit_approved": points, "approved": points, "appraised1": less, "appraised2": less, "published": less,
        }  # fmt: skip
    assert (str(table.total(DECLARED).final), str(table.total(LATEST).final)) == ("6.50", "5.50")


def test_a_lock_keeps_facts_score_and_evidence_whatever_comes_after(declared: Round, scored: Index) -> None:
    leaf, today = leaf_of(scored, "1.3"), TODAY
    before = content_of(declared, today)
    pieces = pieces_of(declared, before, [leaf_of(scored, "1.2").pk])
    actions.declare(criterion=leaf, values={"da_lam": Decimal(4)}, note="", actor=None, at=NOW + timedelta(hours=1))
    actions.rule_out(criterion=leaf_of(scored, "1.1"), reason="Không phát sinh", actor=None, at=NOW + timedelta(hours=1))
    after = content_of(declared, today)
    assert (after.leaves["1.3"].points, after.leaves["1.3"].why) == (before.leaves["1.3"].points, before.leaves["1.3"].why)
    assert after.leaves["1.3"].points == Decimal("1.50")
    assert after.leaves["1.3"].used["da_lam"].value == Decimal(3), "why it was 1.50 is still answered"
    assert living(scored, NOW + timedelta(days=1)).leaves["1.3"].points == Decimal(2)
    assert [(piece.title, piece.file is not None) for piece in pieces] == [("bien-ban.txt", True)]
    assert pieces_of(declared, after, [leaf_of(scored, "1.2").pk]) == pieces


def test_the_frozen_facts_give_the_frozen_score_again(declared: Round) -> None:
    lock = declared.locks.get()
    kept = frozen(lock)
    again = score(kept.pack, kept.facts)
    assert dict(again.leaves) == dict(kept.leaves)
    assert lock.digest == kept.pack.digest == again.digest
    assert lock.score["final"] == str(again.final)


def test_every_kind_of_fact_is_frozen_without_a_loss() -> None:
    values = {
        "a": Known(Decimal("1.10"), "", Decimal(11), Decimal(10), Decimal("99.99")), "b": Known(True), "c": Known(date(2026, 1, 31)),
        "d": Known(NOW), "e": Known("Khá"), "f": Known(None, "chưa khai"), "g": Known(False),
    }  # fmt: skip
    facts = Facts(NOW, values, {"1.1": "không phát sinh"}, {"1.2": Given(Decimal("0.75"), "theo kết luận")})
    assert thawed_facts(frozen_facts(facts)) == facts
    found = score(small_set(), facts)
    assert thawed_leaves(frozen_score(found), facts) == dict(found.leaves)


def test_a_locked_round_is_read_only_for_the_ward(declared: Round, leader: Person, standing: Person) -> None:
    leaf = leaf_of(declared.index, "1.3")
    for act in (actions.score_self, actions.score_consolidated, actions.score_approved):
        with pytest.raises(Refused, match="đã đóng hoặc chưa mở"):
            act(round=declared, criterion=leaf, points=Decimal(1), reason="x", actor=leader, at=NOW)
    with pytest.raises(Refused, match="phường không đổi ngày nữa"):
        actions.set_round_days(round=declared, dates=DAYS, reason="x", actor=standing, at=NOW)
    newer = actions.add_pack(commune=declared.index.commune, pack=small_set(title="Bộ mới"), source="", actor=None, at=NOW)
    with pytest.raises(Refused, match="đợt chấm khóa"):
        actions.replace_pack(index=declared.index, pack=newer, moved={}, actor=leader, at=NOW)


def test_a_round_nobody_approved_locks_itself_as_it_stood_on_the_last_day(a_round: Round, scored: Index) -> None:
    score_all(a_round)
    after = late(DAYS.approve_by + timedelta(days=2))
    actions.declare(criterion=leaf_of(scored, "1.3"), values={"da_lam": Decimal(4)}, note="", actor=None, at=after - timedelta(days=1))
    seen = content_of(a_round, after.date())
    assert (seen.at, seen.leaves["1.3"].points) == (end_of(DAYS.approve_by), Decimal("1.50")), "right before the job ran"
    assert close_stages(after) == 2
    a_round.refresh_from_db()
    lock = a_round.locks.get()
    assert (a_round.state, lock.by, lock.approved, lock.at) == (L, None, False, end_of(DAYS.approve_by))
    assert frozen(lock).leaves["1.3"].points == Decimal("1.50"), "what was declared a day too late does not count"
    assert [event.act for event in history.of(Ref("round", str(a_round.pk)))[:2]] == ["indexes.close_stage"] * 2
    assert table_of(a_round, frozen(lock), L).total(DECLARED).final == Decimal("6.50")
    assert close_stages(after) == 0, "a second run finds nothing to do"


def test_a_job_killed_in_the_middle_leaves_nothing_half_done_and_is_done_again(a_round: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    score_all(a_round)
    after = late(DAYS.approve_by + timedelta(days=1))

    class Killed(Exception):
        pass

    def dies(*_: Any, **__: Any) -> None:
        raise Killed

    with monkeypatch.context() as torn:
        torn.setattr(locking.DeclaredEvidence.objects, "bulk_create", dies)
        for _ in range(2):
            with pytest.raises(Killed), transaction.atomic():
                close_due(Round.objects.get(pk=a_round.pk), after)
    assert (Round.objects.get(pk=a_round.pk).state, RoundLock.objects.count()) == (S, 0)
    assert close_due(Round.objects.get(pk=a_round.pk), after) == 2
    assert close_due(Round.objects.get(pk=a_round.pk), after) == 0
    assert (Round.objects.get(pk=a_round.pk).state, RoundLock.objects.count()) == (L, 1)
    assert history.verify(a_round.commune_id) is None


def test_everything_runs_out_by_itself_but_for_the_publishing(declared: Round) -> None:
    actions.appraise(declared=declared, criterion=leaf_of(declared.index, "1.3"), points=Decimal("1"), reason="Ít", actor=None, at=NOW)
    close_due(declared, late(DAYS.appraisal2_closes + timedelta(days=30)))
    assert declared.state == D
    assert declared.marks.get(column="appraised2").points == Decimal(1), "what was not appraised again keeps the first points"
    assert not declared.marks.filter(column="published").exists()


def test_points_written_while_the_declaration_was_made_are_not_locked_away(a_round: Round) -> None:
    score_all(a_round)
    actions.consolidate(round=a_round, actor=None, at=NOW)
    ready = prepare(a_round, at=NOW)
    actions.approve_round(round=a_round, actor=None, at=NOW)
    with pytest.raises(Refused, match="vừa thay đổi"):
        actions.lock_round(round=a_round, prepared=ready, actor=None, at=NOW)
    assert not RoundLock.objects.exists()


def test_reopening_gives_a_reason_and_a_new_day_and_is_locked_anew(declared: Round, admin: Person, standing: Person) -> None:
    until = date(2026, 12, 2)
    with pytest.raises(PermissionDenied):
        actions.reopen_round(round=declared, until=until, reason="x", actor=standing, at=NOW)
    with pytest.raises(Refused, match="Chưa ghi lý do"):
        actions.reopen_round(round=declared, until=until, reason=" ", actor=admin, at=NOW)
    with pytest.raises(Refused, match="đã qua"):
        actions.reopen_round(round=declared, until=date(2026, 11, 19), reason="x", actor=admin, at=NOW)
    actions.reopen_round(round=declared, until=until, reason="Sót biên bản", actor=admin, at=NOW)
    declared.refresh_from_db()
    assert (declared.state, declared.dates) == (S, replace(DAYS, self_closes=until, approve_by=until))
    event = HistoryEvent.objects.get(act="indexes.reopen_round")
    assert (event.actor, event.note, event.before["state"], event.after["self_closes"]) == (admin, "Sót biên bản", L, "2026-12-02")
    actions.score_self(round=declared, criterion=leaf_of(declared.index, "1.3"), points=Decimal("1.50"), actor=None, at=NOW)
    for move in ("consolidate", "approve", "lock"):
        steps(declared, None)[move]()
        declared.refresh_from_db()
    assert [frozen(lock).lock for lock in declared.locks.all()] == list(declared.locks.all())
    assert declared.locks.count() == 2
    assert declared.marks.filter(column="approved", criterion__code="1.3").latest("pk").points == Decimal("1.50")
    actions.appraise(declared=declared, criterion=leaf_of(declared.index, "1.3"), points=Decimal("1.50"), actor=None, at=NOW)
    with pytest.raises(Refused, match="đã bắt đầu thẩm định"):
        actions.reopen_round(round=declared, until=until, reason="x", actor=admin, at=NOW)


def test_the_signed_copy_is_a_pdf_before_or_after_the_lock(a_round: Round) -> None:
    pdf, text = (receive(ContentFile(content, name=name)) for content, name in ((blank_pdf(), "ky.pdf"), (b"chu ky", "ky.txt")))
    for stage in walked(a_round):
        if stage in (A, L):
            with pytest.raises(Refused, match="không phải PDF"):
                actions.sign_round(round=a_round, upload=text, actor=None, at=NOW)
            assert actions.sign_round(round=a_round, upload=pdf, actor=None, at=NOW).signed is not None
        elif stage in (S, C, E):
            with pytest.raises(Refused, match="Bản ký gắn được"):
                actions.sign_round(round=a_round, upload=pdf, actor=None, at=NOW)


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
