"""What passes in a handover, so that it can be shown before it is done. Apps above register what their records hold."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from minhchung.apps.organisations.models import Person, RoleGrant, Unit
from minhchung.apps.organisations.rules import covers


@dataclass(frozen=True)
class Passing:
    """`of_unit(unit, on)` and `of_person(person, on)` count what is held on that day and would pass; None: does not apply."""

    name: str
    label: str
    of_unit: Callable[[Unit, date], int] | None
    of_person: Callable[[Person, date], int] | None


@dataclass(frozen=True)
class PassingCount:
    """One line of the preview."""

    label: str
    count: int


PASSING: dict[str, Passing] = {}


def register(passing: Passing) -> None:
    """Registers once what a handover passes on; a second one of the same name is a programming error."""
    if passing.name in PASSING:
        raise ValueError(f"passing {passing.name!r} is registered twice")
    PASSING[passing.name] = passing


def preview(giver: Unit | Person, *, on: date, closes: bool) -> list[PassingCount]:
    """How much of each kind passes from the giver on that day. What follows only a closing unit is listed when it closes."""
    lines: list[PassingCount] = []
    for passing in PASSING.values():
        if isinstance(giver, Unit) and passing.of_unit:
            lines.append(PassingCount(passing.label, passing.of_unit(giver, on)))
        if isinstance(giver, Person) and passing.of_person:
            lines.append(PassingCount(passing.label, passing.of_person(giver, on)))
    if isinstance(giver, Unit) and closes:
        lines += _of_a_closing_unit(giver, on)
    return lines


def _of_a_closing_unit(unit: Unit, on: date) -> list[PassingCount]:
    roles = RoleGrant.objects.filter(unit=unit, valid_to=None, person__is_active=True).count()
    bodies = unit.standing_bodies.filter(valid_to=None).count()
    posts = sum(covers((post.valid_from, post.valid_to), on) for post in unit.appointments.all())
    return [
        PassingCount("vai trò chuyển sang đơn vị nhận", roles),
        PassingCount("ban, tổ do đơn vị làm thường trực, chuyển theo", bodies),
        PassingCount("chức danh kết thúc (đơn vị nhận bổ nhiệm lại)", posts),
    ]
