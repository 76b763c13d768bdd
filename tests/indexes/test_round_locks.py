"""What a lock keeps and who opens it again; stages that run out, jobs killed and run twice; the signed copy."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction

from minhchung.apps.files.receiving import receive
from minhchung.apps.ground import history
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.ground.refs import Ref
from minhchung.apps.indexes import actions
from minhchung.apps.indexes.facts import end_of
from minhchung.apps.indexes.jobs import close_stages
from minhchung.apps.indexes.models import Index
from minhchung.apps.indexes.rounds import locking
from minhchung.apps.indexes.rounds.closing import close_due
from minhchung.apps.indexes.rounds.declaring import content_of, frozen, living, pieces_of
from minhchung.apps.indexes.rounds.freezing import frozen_facts, frozen_score, thawed_facts, thawed_leaves
from minhchung.apps.indexes.rounds.locking import prepare
from minhchung.apps.indexes.rounds.models import Round, RoundLock
from minhchung.apps.indexes.rounds.table import DECLARED, table_of
from minhchung.apps.indexes.rules import rounds
from minhchung.apps.organisations.models import Person
from minhchung.scoring.facts import Facts, Given, Known
from minhchung.scoring.score import score
from tests.files.samples import blank_pdf
from tests.indexes.rounds import DAYS, late, leaf_of, score_all, steps, walked
from tests.indexes.sets import small_set
from tests.personas import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
S, C, A, L, F, E, D, P = rounds.ORDER


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
