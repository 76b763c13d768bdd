"""Runs and checks as a person reads them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils import timezone

from minhchung.apps.assignments.queries.scope import commune_of
from minhchung.apps.findings.models import Finding
from minhchung.apps.findings.queries import findings_for
from minhchung.apps.ground.keys import keys_of
from minhchung.apps.ground.problems import CHECKS, Check, Parameter, Severity
from minhchung.apps.organisations.models import Person
from minhchung.apps.reviews.models import CheckSetting, Run

AREAS: Mapping[str, str] = {
    "CK": "Niêm yết, công khai",
    "DM": "Danh mục thủ tục",
    "HS": "Hồ sơ thủ tục hành chính",
    "IS": "ISO 9001",
    "KH": "Kế hoạch, mục tiêu",
    "MC": "Tệp minh chứng",
    "NV": "Nhiệm vụ",
    "TB": "Tổ chức bộ máy",
    "TC": "Bộ chỉ số",
    "VB": "Văn bản",
}
"""The first letters of a check's code → what it looks at, as a heading."""


@dataclass(frozen=True)
class CheckLine:
    """A check as the commune has it. `live`: findings of it that are not closed; `ever`: all it ever found; `failed`: the last run
    could not run it."""

    check: Check
    setting: CheckSetting | None
    live: int
    ever: int
    failed: bool

    @property
    def on(self) -> bool:
        """Whether it runs in this commune."""
        return self.setting is None or self.setting.on

    @property
    def area(self) -> str:
        """The heading it stands under."""
        return AREAS[self.check.code[:2]]

    @property
    def level(self) -> str:
        """The severity as the component `c-sev` names it."""
        return {Severity.ERROR: "error", Severity.WARNING: "warn", Severity.HINT: "hint"}[self.check.severity]

    @property
    def parameters(self) -> list[tuple[Parameter, int]]:
        """Each parameter with the value in force here."""
        given = self.setting.given if self.setting else {}
        return [(parameter, given.get(name, parameter.usual)) for name, parameter in self.check.parameters.items()]


def runs_for(person: Person) -> "Sequence[Run]":
    """The last runs over the person's commune, newest first."""
    return list(Run.objects.filter(commune=commune_of(person)).select_related("by")[:30])


def check_lines(person: Person) -> list[CheckLine]:
    """Every check in the order of the codes; four queries."""
    commune = commune_of(person)
    settings = {each.code: each for each in CheckSetting.objects.filter(commune=commune).select_related("by")}
    found = findings_for(person).filter(source=Finding.Source.CHECK).order_by().values_list("code")
    ever = dict(found.annotate(count=Count("pk")))
    live = dict(found.exclude(state=Finding.State.CLOSED).annotate(count=Count("pk")))
    last = Run.objects.filter(commune=commune).first()
    failed = set(last.failed) if last else set()
    return [CheckLine(CHECKS[code], settings.get(code), live.get(code, 0), ever.get(code, 0), code in failed) for code in sorted(CHECKS)]


def visible(person: Any, keys: Iterable[str]) -> set[str]:
    """Of these keys, the runs over the person's commune."""
    return {str(pk) for pk in Run.objects.filter(commune=commune_of(person), pk__in=keys_of(keys)).values_list("pk", flat=True)}


def titles(keys: Iterable[str]) -> Mapping[str, str]:
    """When each run was."""
    found = Run.objects.filter(pk__in=keys_of(keys))
    return {str(run.pk): f"Rà soát lúc {timezone.localtime(run.at):%H:%M %d/%m/%Y}" for run in found}
