"""What is known ahead of the shares of work done in time: work that is late, done before its day, or still to be done this year."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from minhchung.apps.assignments import actions
from minhchung.apps.assignments.models import Assignment, Occurrence
from minhchung.apps.ground.clock import ZONE
from minhchung.apps.ground.figures import FIGURES, Ahead, Scope, Window, compute
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.assignments.conftest import only, with_paper
from tests.personas import NOW

pytestmark = pytest.mark.django_db
YEAR = Window(date(2026, 1, 1), date(2026, 12, 31))
EARLY = datetime(2026, 11, 2, 9, tzinfo=ZONE)


def ahead(ward: Commune, name: str = "on_time_share", *, unit: int | None = None) -> Ahead:
    ask = FIGURES[f"assignments.{name}"].ahead
    assert ask is not None
    found = ask(Scope(ward.code, unit), YEAR, NOW)
    assert found is not None
    return found


def counted(found: Ahead) -> tuple[Decimal, Decimal, Decimal]:
    return found.numerator, found.denominator, found.open


def hand_in(work: Assignment, at: datetime) -> Occurrence:
    step = only(work)
    actions.hand_in(occurrence=step, title="Báo cáo", brought=with_paper(step), actor=None, at=at)
    actions.submit(occurrence=step, actor=None, at=at)
    return step


def test_late_work_is_sure_to_be_late_and_work_in_time_is_open(ward: Commune, assign: Callable[..., Assignment]) -> None:
    late = assign("KT", deadline_on="2026-11-10", at=EARLY)
    assign("KT", deadline_on="2026-12-10", at=EARLY)
    assign("KT", deadline_on="2027-01-10", at=EARLY)
    found = ahead(ward)
    assert counted(found) == (0, 0, 1)  # the late one is in the share already
    assert compute("assignments.on_time_share", Scope(ward.code), YEAR, NOW).denominator == Decimal(1)
    assert found.words == "1 phần việc đang quá hạn, chắc chắn tính trễ; 1 phần việc còn trong hạn đến 31/12/2026"
    assert "1 phần việc đang quá hạn, tính trễ nếu không được gia hạn" in ahead(ward, "in_force_share").words
    actions.cancel(occurrence=only(late), reason="Thôi", actor=None, at=NOW)
    assert "quá hạn" not in ahead(ward).words


def test_work_accepted_before_its_day_is_sure_and_work_handed_in_late_is_lost(ward: Commune, assign: Callable[..., Assignment]) -> None:
    done = hand_in(assign("KT", deadline_on="2026-12-10", at=EARLY), EARLY)
    assert counted(ahead(ward)) == (0, 0, 1)
    actions.accept(occurrence=done, actor=None, at=NOW)
    assert counted(ahead(ward)) == (1, 1, 0)
    hand_in(assign("KT", deadline_on="2026-11-10", at=EARLY), datetime(2026, 11, 12, 9, tzinfo=ZONE))
    hand_in(assign("KT", deadline_on="2026-11-11", at=EARLY), datetime(2026, 11, 11, 9, tzinfo=ZONE))
    assert counted(ahead(ward)) == (1, 2, 1)
    assert compute("assignments.on_time_share", Scope(ward.code), YEAR, NOW).denominator == Decimal(0)


def test_periods_that_are_not_open_yet_are_known_by_their_rhythm(
    ward: Commune, units: dict[str, Unit], assign: Callable[..., Assignment]
) -> None:
    monthly: dict[str, Any] = {"deadline_kind": "recurring", "recurrence": "monthly", "recurring_day": "25"}
    work = assign("KT", "VP", cooperating=("VH-XH",), at=EARLY, **monthly)
    opened = Occurrence.objects.filter(duty__assignment=work, duty__part="lead", due_on__range=(NOW.date(), YEAR.end)).count()
    assert opened < 4
    assert counted(ahead(ward)) == (0, 0, 4)  # November and December, two leading units
    assert counted(ahead(ward, unit=units["VP"].pk)) == (0, 0, 2)


def test_an_extension_moves_what_is_judged_by_the_day_in_force(ward: Commune, assign: Callable[..., Assignment], standing: Person) -> None:
    step = only(assign("KT", deadline_on="2026-11-10", at=EARLY))
    asked = actions.ask_extension(occurrence=step, due_on=date(2026, 12, 1), reason="Chờ số liệu", actor=None, at=EARLY + timedelta(days=1))
    actions.decide_extension(extension=asked, granted=True, actor=standing, at=EARLY + timedelta(days=2))
    assert counted(ahead(ward)) == (0, 0, 0)
    assert counted(ahead(ward, "in_force_share")) == (0, 0, 1)
