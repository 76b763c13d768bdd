"""What the page of findings says beside its lines: how many of each severity, what a week brought, what closed by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from minhchung.apps.findings.models import Finding
from minhchung.apps.findings.queries.bands import LIVE, WEEK, condition
from minhchung.apps.findings.queries.listing import title_of
from minhchung.apps.findings.queries.scope import findings_for
from minhchung.apps.ground.problems import Severity
from minhchung.apps.organisations.models import Person


@dataclass(frozen=True)
class Summary:
    """Live findings by severity; in the last seven days: found, closed because the check passed, closed by people."""

    errors: int
    warnings: int
    hints: int
    new: int
    passed: int
    closed: int
    ever: int

    @property
    def live(self) -> int:
        """How many are not closed."""
        return self.errors + self.warnings + self.hints


def summary_of(person: Person, now: datetime) -> Summary:
    """The sentence over the page, in one query."""
    counted = {severity: Count("pk", filter=LIVE & Q(severity=severity)) for severity in Severity}
    lately = condition("da-dong", now)
    by_itself = Q(closed_by=None, source=Finding.Source.CHECK)
    found = findings_for(person).aggregate(
        **{f"n_{severity.value}": count for severity, count in counted.items()},
        new=Count("pk", filter=Q(found_at__gt=now - WEEK)),
        passed=Count("pk", filter=lately & by_itself),
        closed=Count("pk", filter=lately & ~by_itself),
        ever=Count("pk"),
    )
    return Summary(found["n_error"], found["n_warning"], found["n_hint"], found["new"], found["passed"], found["closed"], found["ever"])


def passed_lately(person: Person, now: datetime, *, first: int = 6) -> Sequence[tuple[str, str, int]]:
    """The checks whose findings closed by themselves in the last seven days: code, title, how many."""
    gone = findings_for(person).filter(condition("da-dong", now), closed_by=None, source=Finding.Source.CHECK)
    rows = gone.order_by().values_list("code").annotate(count=Count("pk")).order_by("-count", "code")[:first]
    return [(code, title_of(code), count) for code, count in rows]
