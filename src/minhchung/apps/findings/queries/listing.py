"""The page of findings: filtered, gathered under units, checks, records or the criteria they hold up; what one check finds in one group is
folded to a line.

Everything that fits is read by key (a few thousand rows are some ten milliseconds); only the lines of one page are read in full.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.db.models import Case, Exists, IntegerField, OuterRef, QuerySet, When
from django.utils import timezone

from minhchung.apps.findings.models import Finding, FindingUnit
from minhchung.apps.findings.queries.bands import condition
from minhchung.apps.findings.queries.lines import Line, lines_of
from minhchung.apps.findings.queries.points import worth_of_live
from minhchung.apps.findings.queries.scope import findings_for
from minhchung.apps.ground import lookup
from minhchung.apps.ground.keys import keys_of
from minhchung.apps.ground.problems import CHECKS, Severity
from minhchung.apps.ground.refs import Ref
from minhchung.apps.ground.subjects import describe
from minhchung.apps.ground.worth import Proves, Worth, held_by, leaves_of
from minhchung.apps.organisations.models import Person, Unit
from minhchung.apps.organisations.rights import mandate_of
from minhchung.text.written import written_points

PAGE = 40
"""Lines of a page."""
FOUND_AT_MOST = 5000
GROUPS = {"": "Theo đơn vị", "quy-tac": "Theo quy tắc", "doi-tuong": "Theo đối tượng", "diem": "Theo điểm"}
NOBODY = 0
"""In an address: what stands under no unit."""
WARD = "Chung của phường, chưa rõ đơn vị"
BY_HAND = "Do người, đoàn kiểm tra phát hiện"
NO_SUBJECT = "Không gắn với một bản ghi"
NO_LEAF = "Không dẫn đến tiêu chí nào của bộ chỉ số"
FIRST = 5
"""So many findings of a check are told before the others stand behind a link, in groups of checks."""
LAST = 10**9
ZERO = Decimal(0)


@dataclass(frozen=True)
class Asked:
    """What the address asks for; empty values ask for nothing. `state`: a band or a step (bands.py); `keys`: these findings alone."""

    state: str = ""
    unit: int | None = None
    severity: str = ""
    source: str = ""
    code: str = ""
    words: str = ""
    group: str = ""
    keys: tuple[int, ...] = ()

    @property
    def narrows(self) -> bool:
        """Whether some findings are left out beside the band."""
        return self.unit is not None or bool(self.severity or self.source or self.code or self.words or self.keys)


@dataclass(frozen=True)
class Seen:
    """A finding as far as gathering needs it. `worth`: the criteria it holds up, None where it leads to none."""

    pk: int
    code: str
    severity: str
    subject: Ref | None
    worth: Worth | None = None


@dataclass(frozen=True)
class Fold:
    """A line of the page, and how many more findings of the same check stand behind it in its group."""

    pk: int
    more: int = 0
    line: Line | None = None


@dataclass(frozen=True)
class Group:
    """A band of the page: a unit, a check, a record or a criterion (`unit`, `code`, `leaf`: which). `seen`: its findings; `folds`: the
    lines that tell them."""

    title: str
    seen: tuple[Seen, ...]
    unit: int | None = None
    code: str = ""
    leaf: Proves | None = None
    folds: tuple[Fold, ...] = ()

    @property
    def total(self) -> int:
        """How many findings, folded ones too."""
        return len(self.seen)

    @property
    def meta(self) -> str:
        """ "2 lỗi, 5 cảnh báo · giữ 1,46 điểm của 3 tiêu chí"."""
        counts = Counter(each.severity for each in self.seen)
        said = ", ".join(f"{counts[each]} {each.label.lower()}" for each in Severity if counts[each])
        held = _leaf_words(self.leaf) if self.leaf else held_words(each.worth for each in self.seen)
        return f"{said} · {held}" if held else said


def held_words(worths: Iterable[Worth | None]) -> str:
    """ "giữ 1,46 điểm của 3 tiêu chí", each criterion once; "" where no point is held up."""
    known = list(worths)
    holding = [leaf for leaf in leaves_of(known) if leaf.counts and leaf.held]
    return f"giữ {written_points(held_by(known))} điểm của {len(holding)} tiêu chí" if holding else ""


def _leaf_words(leaf: Proves) -> str:
    if leaf.beside:
        return "điểm thưởng, điểm phạt, ngoài thang điểm"
    if leaf.held is None:
        return "chưa chấm được nên chưa biết giữ bao nhiêu điểm"
    return f"giữ {written_points(leaf.held)}/{written_points(leaf.points)} điểm" if leaf.held else "không giữ điểm nào"


def narrowed(person: Person, asked: Asked) -> QuerySet[Finding]:
    """The findings asked for, of every band."""
    found = findings_for(person)
    if asked.keys:
        found = found.filter(pk__in=asked.keys)
    if asked.severity:
        found = found.filter(severity=asked.severity)
    if asked.source:
        found = found.filter(source=asked.source)
    if asked.code:
        found = found.filter(code=asked.code)
    if asked.unit is not None:
        under = FindingUnit.objects.filter(finding=OuterRef("pk"))
        found = found.filter(~Exists(under) if asked.unit == NOBODY else Exists(under.filter(unit=asked.unit)))
    if asked.words.strip():
        refs = lookup.keys_matching(asked.words, commune=person.commune_id or "", kind="finding", limit=FOUND_AT_MOST)
        found = found.filter(pk__in=keys_of(ref.key for ref in refs))
    return found


def wanted(person: Person, asked: Asked, now: datetime) -> QuerySet[Finding]:
    """The findings asked for, worst first, then by check, then the newest; those named one by one in the order of their numbers."""
    if asked.keys:
        return narrowed(person, asked).filter(condition(asked.state, now)).order_by("year", "number")
    rank = Case(*(When(severity=name, then=place) for place, name in enumerate(Severity)), output_field=IntegerField())
    return narrowed(person, asked).filter(condition(asked.state, now)).order_by(rank, "code", "-found_at", "-pk")


def page_of(
    person: Person, asked: Asked, *, page: str | None, now: datetime, worth: Mapping[int, Worth] | None = None
) -> tuple[list[Group], "Page[tuple[Group, Fold]]"]:
    """The groups on one page with their lines, and the page. `worth`: what the live findings hold up, where the caller knows it already."""
    worth = worth_of_live(person) if worth is None else worth
    every = [(group, fold) for group in gathered(person, asked, now, worth) for fold in group.folds]
    shown: Page[tuple[Group, Fold]] = Paginator(every, PAGE).get_page(page)
    lines = lines_of(person, {fold.pk for _, fold in shown}, today=timezone.localtime(now).date(), worth=worth)
    groups = []
    for _, part in groupby(shown, key=lambda each: id(each[0])):
        found = list(part)
        groups.append(replace(found[0][0], folds=tuple(replace(fold, line=lines[fold.pk]) for _, fold in found if fold.pk in lines)))
    return groups, shown


def gathered(person: Person, asked: Asked, now: datetime, worth: Mapping[int, Worth]) -> list[Group]:
    """Everything asked for in its groups, folded; nothing is folded once one check is asked for."""
    rows = wanted(person, asked, now).values_list("pk", "code", "severity", "subject_kind", "subject_key")
    seen = [Seen(pk, code, severity, Ref(kind, key) if kind else None, worth.get(pk)) for pk, code, severity, kind, key in rows]
    match asked.group:
        case "quy-tac":
            groups = _by_check(seen)
            fold = _first_of_check
        case "doi-tuong":
            groups = _by_subject(person, seen)
            fold = _each
        case "diem":
            groups = _by_leaf(seen)
            fold = _one_of_each_check
        case _:
            groups = _by_unit(person, asked, seen)
            fold = _one_of_each_check
    fold = _each if asked.code else fold
    return [replace(group, folds=tuple(fold(group))) for group in groups]


def _each(group: Group) -> Iterator[Fold]:
    return (Fold(each.pk) for each in group.seen)


def _one_of_each_check(group: Group) -> Iterator[Fold]:
    of_check = Counter(each.code for each in group.seen)
    told: set[str] = set()
    for each in group.seen:
        if not each.code:
            yield Fold(each.pk)
        elif each.code not in told:
            told.add(each.code)
            yield Fold(each.pk, of_check[each.code] - 1)


def _first_of_check(group: Group) -> Iterator[Fold]:
    if not group.code or group.total <= FIRST + 1:
        yield from _each(group)
        return
    yield from (Fold(each.pk) for each in group.seen[: FIRST - 1])
    yield Fold(group.seen[FIRST - 1].pk, group.total - FIRST)


def _by_unit(person: Person, asked: Asked, seen: Sequence[Seen]) -> list[Group]:
    """One group for each unit, own units first; a finding under several units stands in each."""
    under: dict[int, list[int]] = defaultdict(list)
    for finding, unit in FindingUnit.objects.filter(finding__commune=person.commune_id).values_list("finding", "unit"):
        under[finding].append(unit)
    units = {unit.pk: unit for unit in Unit.objects.filter(commune=person.commune_id)}
    members: dict[int, list[Seen]] = defaultdict(list)
    for each in seen:
        for key in under.get(each.pk) or [NOBODY]:
            if asked.unit is None or key == asked.unit:
                members[key].append(each)
    own = mandate_of(person).units
    keys = sorted(members, key=lambda key: (key not in own, units[key].order if key in units else LAST, key))
    return [Group(units[key].name if key in units else WARD, tuple(members[key]), unit=key) for key in keys]


def _by_check(seen: Sequence[Seen]) -> list[Group]:
    """One group for each check, the worst first; what people found comes last."""
    members: dict[str, list[Seen]] = defaultdict(list)
    for each in seen:
        members[each.code].append(each)
    codes = sorted(members, key=lambda code: (not code, list(Severity).index(Severity(members[code][0].severity)), code))
    return [Group(f"{code} {title_of(code)}".strip() if code else BY_HAND, tuple(members[code]), code=code) for code in codes]


def _by_subject(person: Person, seen: Sequence[Seen]) -> list[Group]:
    """One group for each record, those with most findings first; records the person may not open share a group with what has none."""
    named = describe(person, {each.subject for each in seen if each.subject})
    members: dict[Ref | None, list[Seen]] = defaultdict(list)
    for each in seen:
        members[each.subject if each.subject in named else None].append(each)
    keys = sorted(members, key=lambda ref: (ref is None, -len(members[ref])))
    return [Group(f"{named[ref].label}: {named[ref].title}" if ref else NO_SUBJECT, tuple(members[ref])) for ref in keys]


def _by_leaf(seen: Sequence[Seen]) -> list[Group]:
    """One group for each criterion, the one that holds up most first; what leads to none comes last. A finding that holds up several stands
    in each."""
    members: dict[Proves | None, list[Seen]] = defaultdict(list)
    for each in seen:
        for leaf in each.worth.proves if each.worth else (None,):
            members[leaf].append(each)
    leaves = sorted((leaf for leaf in members if leaf), key=lambda leaf: (leaf.beside, -(leaf.held or ZERO), leaf.held is None, leaf.code))
    groups = [Group(f"{leaf.code} {leaf.title}", tuple(members[leaf]), leaf=leaf) for leaf in leaves]
    return [*groups, *([Group(NO_LEAF, tuple(members[None]))] if None in members else [])]


def title_of(code: str) -> str:
    """The title of a check; "" for one the program no longer has."""
    return CHECKS[code].title if code in CHECKS else ""
