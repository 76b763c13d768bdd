"""The settings at a glance: each part, what stands there now, and what is still missing."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from minhchung.apps.organisations import queries
from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import Commune, Person, RoleGrant, Unit
from minhchung.apps.organisations.rights import reads_history
from minhchung.apps.organisations.working_time import hours_of


@dataclass(frozen=True)
class Step:
    """One part of the settings. `missing` says in Vietnamese what an administrator should still do; empty when nothing.
    `unused` where nothing stands yet and nothing has to: neither done nor missing."""

    name: str
    label: str
    url: str
    meta: str
    missing: str = ""
    unused: bool = False


@dataclass(frozen=True)
class Section:
    """One part of the settings, as a link on every page of them."""

    label: str
    url: str
    current: bool


_SECTIONS = (
    ("settings", "Tổng quan"),
    ("units", "Phòng, đơn vị"),
    ("people", "Người dùng"),
    ("bodies", "Ban, tổ, đoàn"),
    ("deadlines", "Cách hiểu thời hạn"),
    ("working_time", "Giờ làm việc"),
    ("handovers", "Bàn giao"),
    ("history", "Lịch sử"),
)


def sections(person: Person, current: str) -> list[Section]:
    """The parts this person may open."""
    if person.commune is None:
        return []
    may_read_history = bool(reads_history(person, person.commune))
    return [
        Section(label, reverse(f"organisations:{name}"), name == current)
        for name, label in _SECTIONS
        if name != "history" or may_read_history
    ]


def steps(person: Person, *, on: date) -> list[Step]:
    """The parts this person may open, in the order a ward sets them up."""
    commune = person.commune
    if commune is None:
        return []
    parts = [
        _units(commune, on),
        _people(commune, on),
        _bodies(person, on),
        _deadlines(commune),
        _working_time(commune, on),
        _handovers(person),
    ]
    if reads_history(person, commune):
        parts.append(Step("history", "Lịch sử", reverse("organisations:history"), "ai làm gì, lúc nào", unused=True))
    return parts


def _units(commune: Commune, on: date) -> Step:
    units = Unit.objects.filter(queries.in_force(on), commune=commune)
    count, heads = units.count(), set(RoleGrant.objects.filter(queries.in_force(on), role=Role.UNIT_HEAD).values_list("unit", flat=True))
    headless = [unit.short for unit in units if unit.pk not in heads]
    missing = f"Chưa có trưởng đơn vị: {', '.join(headless)}." if headless and count else "Chưa có đơn vị nào." if not count else ""
    return Step("units", "Phòng, đơn vị", reverse("organisations:units"), f"{count} đơn vị đang hoạt động", missing)


def _people(commune: Commune, on: date) -> Step:
    people = Person.objects.filter(commune=commune, is_active=True)
    idle = people.exclude(pk__in=RoleGrant.objects.filter(queries.in_force(on)).values("person")).count()
    missing = f"{idle} người chưa được giao vai trò." if idle else ""
    return Step("people", "Người dùng và quyền", reverse("organisations:people"), f"{people.count()} người", missing)


def _bodies(person: Person, on: date) -> Step:
    rows = list(queries.bodies(person, on=on).filter(valid_to=None))
    homeless = [body.name for body in rows if body.standing_unit_id is None]
    missing = f"Chưa rõ cơ quan thường trực: {'; '.join(homeless[:3])}." if homeless else ""
    return Step("bodies", "Ban, tổ, đoàn", reverse("organisations:bodies"), f"{len(rows)} đang hoạt động", missing, unused=not rows)


def _deadlines(commune: Commune) -> Step:
    reading = "“trước ngày N” là hết ngày N − 1" if commune.before_excludes_the_day else "“trước ngày N” gồm cả ngày N"
    return Step("deadlines", "Cách hiểu thời hạn", reverse("organisations:deadlines"), reading)


def _working_time(commune: Commune, on: date) -> Step:
    hours = hours_of(commune).period_on(on)
    shown = ", ".join(str(item) for item in hours.sessions)
    missing = "" if hours.confirmed else f"Đang dùng giờ mặc định {shown}, chưa đối chiếu với quy định của địa phương."
    return Step("working_time", "Giờ làm việc", reverse("organisations:working_time"), shown, missing)


def _handovers(person: Person) -> Step:
    count = queries.handovers(person).count()
    meta = f"{count} lần" if count else "chưa có lần nào"
    return Step("handovers", "Bàn giao", reverse("organisations:handovers"), meta, unused=not count)
