"""How a value of the history is told: days and moments of Vietnam, yes and no, things by name, long lists counted."""

from collections.abc import Iterator
from typing import Any

import pytest

from minhchung.apps.assignments import words as of_work
from minhchung.apps.documents import actions as documents
from minhchung.apps.documents.models import Document
from minhchung.apps.ground import words
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.personas import NOW


@pytest.fixture
def scope() -> Iterator[str]:
    """A scope of its own, taken away afterwards."""
    yield "made_up"
    for pair in [pair for pair in words.FIELDS if pair[0].startswith("made_up")]:
        del words.FIELDS[pair]
    words.HIDDEN.difference_update({pair for pair in words.HIDDEN if pair[0].startswith("made_up")})


def event(before: dict[str, Any] | None, after: dict[str, Any] | None, act: str = "made_up.act") -> HistoryEvent:
    return HistoryEvent(pk=1, act=act, before=before, after=after)


def lines(person: Any, told: HistoryEvent) -> list[tuple[str, str, str]]:
    def text(said: tuple[words.Said, ...]) -> str:
        return "; ".join(each.text for each in said)

    return [(change.label, text(change.before), text(change.after)) for change in words.told(person, [told])[1]]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (True, "có"),
        (False, "không"),
        (0, "0"),
        ("2026-11-03", "03/11/2026"),
        ("2026-11-19T18:30:00Z", "01:30 20/11/2026"),
        ("2026-11-20T09:00:00+07:00", "09:00 20/11/2026"),
        ("2026-W46", "2026-W46"),
        ("20261120", "20261120"),
        ("Đã gửi", "Đã gửi"),
        ("x" * 400, "x" * 299 + "…"),
    ],
)
def test_a_plain_value_is_told_as_people_write_it(value: Any, said: str) -> None:
    assert words.plain(value) == said


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("10", "ngày 10"),
        ("06-15", "ngày 15/06"),
        ("Q1-05", "ngày 05 tháng đầu quý"),
        ("last", "ngày cuối kỳ"),
        ("fri", "thứ Sáu"),
    ],
)
def test_the_day_of_a_period_is_told_in_words(day: str, said: str) -> None:
    assert of_work._day_of_period(day) == said


def test_a_target_is_told_in_words() -> None:
    assert of_work._target({"value": "90", "unit": "%", "op": ">=", "of": None, "per": None}) == "từ 90 %"
    assert of_work._target({"value": "3", "unit": None, "op": "="}) == "3"


def test_only_what_differs_is_told_and_what_says_which_thing_it_was(scope: str) -> None:
    words.name_fields(scope, {"which": "cái nào", "size": "cỡ", "colour": "màu"}, always={"which"}, hidden={"key"})
    told = event({"key": 1, "which": "a", "size": 1, "colour": "đỏ"}, {"key": 2, "which": "a", "size": 1, "colour": None})
    assert lines(None, told) == [("cái nào", "", "a"), ("màu", "đỏ", "")]
    assert words.told(None, [told])[1][1].taken_away


def test_an_act_s_own_word_goes_before_the_app_s(scope: str) -> None:
    words.name_fields(scope, {"state": "trạng thái"}, values={"state": {"on": "bật"}})
    words.name_fields(f"{scope}.judge", {"state": "kết quả"}, values={"state": {"on": "đạt"}})
    assert lines(None, event(None, {"state": "on"})) == [("trạng thái", "", "bật")]
    assert lines(None, event(None, {"state": "on"}, act=f"{scope}.judge")) == [("kết quả", "", "đạt")]


def test_a_long_list_is_told_in_part_and_counted(scope: str) -> None:
    words.name_fields(scope, {"names": "tên"})
    told = lines(None, event(None, {"names": [f"t{number}" for number in range(20)]}))
    assert told == [("tên", "", "t0; t1; t2; t3; t4; t5; t6; t7; và 12 mục khác")]


def test_a_field_that_no_app_names_any_more_shows_no_column(scope: str) -> None:
    assert lines(None, event(None, {"gone_column": "Đã gửi"})) == [("mục khác", "", "Đã gửi")]


def test_a_field_named_twice_or_read_but_not_named_is_refused(scope: str) -> None:
    words.name_fields(scope, {"size": "cỡ"})
    with pytest.raises(ValueError, match="size"):
        words.name_fields(scope, {"size": "độ lớn"})
    with pytest.raises(ValueError, match="colour"):
        words.name_fields(scope, {"weight": "nặng"}, values={"colour": {}})


@pytest.mark.django_db
def test_a_thing_the_reader_may_not_open_is_not_named(scope: str, ward: Commune, admin: Person, other_leader: Person) -> None:
    document = documents.register_incoming(commune=ward, text="Số: 5/TB-UBND\nV/v đơn thư", actor=None, at=NOW)
    words.name_fields(scope, {"document": "văn bản"}, subjects={"document": "document"})
    told = event(None, {"document": document.pk})
    assert lines(admin, told) == [("văn bản", "", Document.objects.get(pk=document.pk).title)]
    assert words.told(admin, [told])[1][0].after[0].url.endswith(f"/{document.pk}/")
    assert lines(other_leader, told) == [("văn bản", "", "nội dung hạn chế")]


@pytest.mark.django_db
def test_many_events_take_as_many_questions_as_one(
    scope: str, ward: Commune, units: dict[str, Unit], admin: Person, django_assert_num_queries: Any
) -> None:
    words.name_fields(scope, {"unit": "đơn vị"}, subjects={"unit": "unit"})
    events = [HistoryEvent(pk=unit.pk, act=f"{scope}.act", at=NOW, after={"unit": unit.pk}) for unit in units.values()]
    with django_assert_num_queries(2):
        told = words.told(admin, events)
    assert {changes[0].after[0].text for changes in told.values()} == {unit.name for unit in units.values()}
