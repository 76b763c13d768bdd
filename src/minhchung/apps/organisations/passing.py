"""What passes in a handover: shown before it is done and told after. Apps above register what their records hold."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from minhchung.apps.ground import history
from minhchung.apps.ground.refs import Ref
from minhchung.apps.ground.subjects import Described, describe
from minhchung.apps.organisations.models import Handover, Person, RoleGrant, Unit
from minhchung.apps.organisations.rules import covers

Keys = Sequence[str]
PASSED = "passed"
"""Under this name the event of an app that passed things on holds their keys, beside their number under the passing's own name."""
CLOSING = (
    ("roles_moved", "vai trò chuyển sang đơn vị nhận", "person"),
    ("bodies_moved", "ban, tổ do đơn vị làm thường trực, chuyển theo", "body"),
    ("posts_ended", "chức danh kết thúc (đơn vị nhận bổ nhiệm lại)", "person"),
)
"""What follows only a unit that closes, by the name the event of the handover has it under; roles and posts show their people."""


@dataclass(frozen=True)
class Passing:
    """`of_unit(unit, on)` and `of_person(person, on)`: the keys of the subjects (`kind`) held on that day that would pass, one for
    each thing that passes; None: does not apply. `passed_label` where more passes than what is worth saying before."""

    name: str
    label: str
    kind: str
    of_unit: Callable[[Unit, date], Keys] | None
    of_person: Callable[[Person, date], Keys] | None
    passed_label: str = ""


@dataclass(frozen=True)
class PassingLine:
    """How many things of one sort, and their subjects. `count` None: not known, `why` says so; `keys` None: only the number was kept."""

    label: str
    kind: str
    count: int | None
    keys: Keys | None
    why: str = ""


@dataclass(frozen=True)
class ShownLine:
    """A line with the subjects the reader may open; `closed` more are restricted, `listed` tells whether the things are known at all."""

    label: str
    count: int | None
    why: str
    listed: bool
    subjects: list[Described]
    closed: int


PASSING: dict[str, Passing] = {}


def register(passing: Passing) -> None:
    """Registers once what a handover passes on; a second one of the same name is a programming error."""
    if passing.name in PASSING:
        raise ValueError(f"passing {passing.name!r} is registered twice")
    PASSING[passing.name] = passing


def preview(giver: Unit | Person, *, on: date, closes: bool) -> list[PassingLine]:
    """What passes from the giver on that day, by sort. What follows only a closing unit is listed when it closes."""
    lines: list[PassingLine] = []
    for passing in PASSING.values():
        if isinstance(giver, Unit) and passing.of_unit:
            lines.append(_line(passing.label, passing.kind, passing.of_unit(giver, on)))
        if isinstance(giver, Person) and passing.of_person:
            lines.append(_line(passing.label, passing.kind, passing.of_person(giver, on)))
    if isinstance(giver, Unit) and closes:
        held = (_roles_of(giver), _bodies_of(giver), _posts_of(giver, on))
        lines += [_line(label, kind, keys) for (_, label, kind), keys in zip(CLOSING, held, strict=True)]
    return lines


def passed(handover: Handover) -> list[PassingLine]:
    """What did pass, as the events of the handover tell it."""
    events = [(event.after or {}, event.blanked_by) for event in history.of(Ref("handover", str(handover.pk)))]
    blanked = any(by is not None for _, by in events)
    unit = handover.from_unit_id is not None
    lines = []
    for passing in PASSING.values():
        if (passing.of_unit if unit else passing.of_person) is not None:
            after = next((after for after, _ in events if passing.name in after), None)
            label = passing.passed_label or passing.label
            lines.append(_told(label, passing.kind, after, passing.name, PASSED, blanked=blanked))
    if handover.closes:
        after = next((after for after, _ in events if CLOSING[0][0] in after), None)
        lines += [_told(label, kind, after, name, f"{name}_keys", blanked=blanked) for name, label, kind in CLOSING]
    return lines


def shown(person: Person, lines: Iterable[PassingLine]) -> list[ShownLine]:
    """The lines with titles and addresses of what the person may open."""
    lines = list(lines)
    seen = describe(person, {Ref(line.kind, key) for line in lines for key in line.keys or ()})
    return [_shown(line, [seen[ref] for ref in (Ref(line.kind, key) for key in line.keys or ()) if ref in seen]) for line in lines]


def _shown(line: PassingLine, subjects: list[Described]) -> ShownLine:
    keys = line.keys or ()
    return ShownLine(line.label, line.count, line.why, bool(keys), subjects, len(keys) - len(subjects))


def _line(label: str, kind: str, keys: Keys) -> PassingLine:
    return PassingLine(label, kind, len(keys), keys)


def _told(label: str, kind: str, after: dict[str, object] | None, name: str, keys_name: str, *, blanked: bool) -> PassingLine:
    count = (after or {}).get(name)
    if not isinstance(count, int):
        why = "nội dung trong lịch sử đã xóa trắng" if blanked else "chưa chuyển xong, chạy minhchung run-due" if after is None else ""
        return PassingLine(label, kind, None, None, why or "lần bàn giao này chưa ghi số")
    keys = (after or {}).get(keys_name)
    if not isinstance(keys, list):
        return PassingLine(label, kind, count, None, "lần bàn giao này chỉ ghi số, không ghi danh sách" if count else "")
    return PassingLine(label, kind, count, [str(key) for key in keys])


def _roles_of(unit: Unit) -> list[str]:
    held = RoleGrant.objects.filter(unit=unit, valid_to=None, person__is_active=True).order_by("pk")
    return [str(person) for person in held.values_list("person", flat=True)]


def _bodies_of(unit: Unit) -> list[str]:
    return [str(body) for body in unit.standing_bodies.filter(valid_to=None).order_by("name").values_list("pk", flat=True)]


def _posts_of(unit: Unit, on: date) -> list[str]:
    return [str(post.person_id) for post in unit.appointments.order_by("pk") if covers((post.valid_from, post.valid_to), on)]
