"""The history chain: gap-free, verifiable, names the first broken link, survives blanking."""

from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from minhchung.apps.ground import acts, history, jobs
from minhchung.apps.ground.models import HistoryChain, HistoryEvent, Position
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Person
from minhchung.apps.organisations.rights import administers
from tests.personas import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def registries(monkeypatch: pytest.MonkeyPatch) -> None:
    """Acts and readers registered by a test are gone after it."""
    monkeypatch.setattr(acts, "ACTS", dict(acts.ACTS))
    monkeypatch.setattr(jobs, "READERS", dict(jobs.READERS))


def add(commune: str, number: int = 1, **more: Any) -> HistoryEvent:
    with transaction.atomic():
        return history.append(
            commune=commune, act="test.act", subject=Ref("thing", str(number)), actor=None, at=NOW, after={"n": number}, **more
        )


def tamper(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_events_of_a_commune_are_numbered_without_a_gap_and_verify() -> None:
    for number in range(1, 6):
        add("98001", number)
    add("98002")
    assert list(HistoryEvent.objects.filter(commune="98001").values_list("position", flat=True)) == [1, 2, 3, 4, 5]
    assert history.verify("98001") is None
    assert history.verify("98002") is None


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("act", "other.act", "hành vi"),
        ("note", "khác", "ghi chú"),
        ("key", "9", "đối tượng"),
        ("actor_name", "Người khác", "nội dung"),
        ("previous", "f" * 64, "mắt xích trước"),
        ("after", '{"n": 77}', "nội dung"),
    ],
)
def test_a_changed_column_is_named_at_its_position(column: str, value: str, said: str) -> None:
    for number in range(1, 5):
        add("98001", number)
    tamper(f"UPDATE ground_historyevent SET {column} = %s WHERE position = 3", value)  # noqa: S608
    broken = history.verify("98001")
    assert broken is not None
    assert broken.position == 3
    assert said in broken.reason


def test_a_removed_event_is_named() -> None:
    for number in range(1, 5):
        add("98001", number)
    tamper("DELETE FROM ground_historyevent WHERE position = 2")
    broken = history.verify("98001")
    assert broken is not None
    assert (broken.position, "thiếu sự kiện" in broken.reason) == (2, True)


def test_a_cut_tail_is_noticed() -> None:
    for number in range(1, 4):
        add("98001", number)
    tamper("DELETE FROM ground_historyevent WHERE position = 3")
    broken = history.verify("98001")
    assert broken is not None
    assert "đầu chuỗi" in broken.reason


def test_events_are_neither_changed_nor_deleted_through_the_model() -> None:
    event = add("98001")
    for forbidden in (event.save, event.delete, HistoryEvent.objects.all().delete, lambda: HistoryEvent.objects.update(note="x")):
        with pytest.raises(TypeError):
            forbidden()


def test_blanking_removes_the_content_and_the_chain_still_verifies() -> None:
    event = add("98001", 1, note="Nguyễn Văn Mẫu, 0900000000")
    by = add_blanking("98001", 1)
    assert history.blank(event, by=by) is True
    assert history.blank(event, by=by) is False, "what is gone is not taken away twice"
    blanked = HistoryEvent.objects.get(commune="98001", position=1)
    assert (blanked.after, blanked.note, blanked.actor_name) == (None, "", "")
    assert history.verify("98001") is None


def add_blanking(commune: str, position: int) -> HistoryEvent:
    with transaction.atomic():
        return history.append(
            commune=commune, act=history.BLANK, subject=Ref("event", f"{commune}/{position}"), actor=None, at=NOW, note="Theo đề nghị"
        )


def test_blanking_without_its_act_is_a_broken_link() -> None:
    add("98001", 1)
    add("98001", 2)
    tamper("UPDATE ground_historyevent SET after = NULL, blanked_by = 2 WHERE position = 1")
    broken = history.verify("98001")
    assert broken is not None
    assert (broken.position, "không có sự kiện xóa" in broken.reason) == (1, True)


def make_act(name: str, events: int) -> Any:
    @acts.act(name, "Thử", on="commune", allowed=administers)
    def run(*, commune: Commune, actor: Person | None, at: datetime) -> str:
        for _ in range(events):
            acts.record(commune=commune.code, subject=Ref("commune", commune.code), note="đã thử")
        return "done"

    return run


def test_an_act_writes_one_event_with_its_name_actor_and_moment(ward: Commune, admin: Person) -> None:
    assert make_act("test.once", 1)(commune=ward, actor=admin, at=NOW) == "done"
    event = HistoryEvent.objects.get()
    assert (event.act, event.actor, event.actor_name, event.at) == ("test.once", admin, admin.full_name, NOW)


@pytest.mark.parametrize("events", [0, 2])
def test_an_act_that_does_not_write_exactly_one_event_is_rolled_back(ward: Commune, admin: Person, events: int) -> None:
    with pytest.raises(RuntimeError, match="history events instead of one"):
        make_act("test.wrong", events)(commune=ward, actor=admin, at=NOW)
    assert not HistoryEvent.objects.exists()
    assert not HistoryChain.objects.exists()


def test_an_act_asks_for_its_right_in_the_thing_s_own_commune(ward: Commune, other_ward: Commune, admin: Person, officer: Person) -> None:
    run = make_act("test.guarded", 1)
    with pytest.raises(PermissionDenied, match="chưa có quyền “Thử”"):
        run(commune=ward, actor=officer, at=NOW)
    with pytest.raises(PermissionDenied):
        run(commune=other_ward, actor=admin, at=NOW)
    run(commune=ward, actor=None, at=NOW)
    assert HistoryEvent.objects.get().actor_name == "Hệ thống"


def test_an_act_inside_an_act_is_refused(ward: Commune, admin: Person) -> None:
    inner = make_act("test.inner", 1)

    @acts.act("test.outer", "Ngoài", on="commune", allowed=administers)
    def outer(*, commune: Commune, actor: Person | None, at: datetime) -> None:
        inner(commune=commune, actor=actor, at=at)

    with pytest.raises(RuntimeError, match="inside another act"):
        outer(commune=ward, actor=admin, at=NOW)


def test_record_outside_an_act_is_refused() -> None:
    with pytest.raises(RuntimeError, match="outside an act"):
        acts.record(commune="98001", subject=Ref("thing", "1"))


@pytest.mark.django_db(transaction=True)
def test_a_reader_handles_each_event_once_and_tries_again_after_a_failure(ward: Commune, admin: Person) -> None:
    seen: list[int] = []
    fail = [True]

    @jobs.reads("test.reader", acts={"test.read"})
    def handle(event: HistoryEvent) -> None:
        if fail[0]:
            raise ValueError("not yet")
        seen.append(event.position)

    run = make_act("test.read", 1)
    run(commune=ward, actor=admin, at=NOW)
    assert seen == []
    assert not Position.objects.filter(reader="test.reader", position__gt=0).exists()
    fail[0] = False
    run(commune=ward, actor=admin, at=NOW)
    assert seen == [1, 2]
    assert jobs.catch_up(jobs.READERS["test.reader"], ward.code) == 0


@pytest.mark.parametrize("cut", ["DELETE FROM ground_historychain", "DELETE FROM ground_historychain WHERE commune = '98001'"])
def test_a_chain_whose_head_was_taken_away_is_broken_and_still_listed(cut: str) -> None:
    for number in range(1, 5):
        add("98001", number)
    tamper(cut)
    assert "98001" in history.chains()
    broken = history.verify("98001")
    assert broken is not None
    assert (broken.position, "mất đầu chuỗi" in broken.reason) == (5, True)


def test_a_chain_whose_events_were_all_taken_away_is_still_listed() -> None:
    add("98001")
    tamper("DELETE FROM ground_historyevent")
    assert history.chains() == ["98001"]
    assert history.verify("98001") is not None


def test_of_two_breaks_the_first_is_named() -> None:
    for number in range(1, 7):
        add("98001", number)
    tamper("UPDATE ground_historyevent SET blanked_by = 4, note = '' WHERE position = 2")
    tamper("UPDATE ground_historyevent SET note = 'khác' WHERE position = 5")
    broken = history.verify("98001")
    assert broken is not None
    assert (broken.position, "không có sự kiện xóa" in broken.reason) == (2, True)
