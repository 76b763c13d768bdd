"""One line of a list of findings, with everything a list shows of it; a few queries for a whole page."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from minhchung.apps.findings.models import Finding, Waiver
from minhchung.apps.findings.queries.points import worth_of_live
from minhchung.apps.findings.queries.scope import findings_for
from minhchung.apps.ground.problems import CHECKS, Severity
from minhchung.apps.ground.subjects import Described, describe
from minhchung.apps.ground.worth import Worth
from minhchung.apps.organisations.models import Person, Unit
from minhchung.text.written import written_day

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warn", Severity.HINT: "hint"}
"""Severity → what the component `c-sev` calls it."""


@dataclass(frozen=True)
class Line:
    """`about`: the record it is about, None where the reader may not open it. `worth`: the criteria it holds up, None where
    it leads to none."""

    finding: Finding
    units: tuple[Unit, ...]
    about: Described | None
    worth: Worth | None
    waiver: Waiver | None
    today: date

    @property
    def points(self) -> Decimal | None:
        """Points it holds up; None where it leads to no criterion."""
        return self.worth.held if self.worth else None

    @property
    def level(self) -> str:
        """The severity as the component names it."""
        return LEVELS[Severity(self.finding.severity)]

    @property
    def title(self) -> str:
        """What is bold: the check's title, for what people found its words."""
        check = CHECKS.get(self.finding.code)
        return check.title if check else self.finding.message

    @property
    def subject(self) -> str:
        """What follows the title: the words of a check's finding."""
        return self.finding.message if self.finding.code in CHECKS else ""

    @property
    def about_words(self) -> str:
        """The sort of record it is about, inside a sentence: "hồ sơ TTHC"."""
        return f"{self.about.label[:1].lower()}{self.about.label[1:]}" if self.about else ""

    @property
    def age(self) -> str:
        """ "12 ngày", "hôm nay"; how often it came back."""
        days = (self.today - self.finding.found_on).days
        again = f", mở lại {self.finding.times_reopened} lần" if self.finding.times_reopened else ""
        return (f"{days} ngày" if days > 0 else "hôm nay") + again

    @property
    def standing(self) -> str:
        """Where it stands in words; a waiver goes before."""
        if self.waiver and self.waiver.state == Waiver.State.GRANTED:
            return f"Tạm chấp nhận đến {written_day(self.waiver.until)}"
        if self.waiver:
            return f"{self.finding.get_state_display()}, chờ duyệt tạm chấp nhận"
        if self.finding.state != Finding.State.CLOSED and self.finding.passed_at:
            return f"{self.finding.get_state_display()}, quy tắc không còn phát hiện"
        return str(self.finding.get_state_display())

    @property
    def chat(self) -> str:
        """One line of plain text for a chat, with no name of any person."""
        head = f"[{Severity(self.finding.severity).label}] {self.finding.label}"
        fix = f" Cách sửa: {self.finding.fix}" if self.finding.fix else ""
        return f"{head} {self.title}{f': {self.subject}' if self.subject else ''}{fix} ({self.standing.lower()}, {self.age})"


def lines_of(person: Person, keys: Collection[int], *, today: date, worth: Mapping[int, Worth] | None = None) -> dict[int, Line]:
    """Finding → its line. `worth`: what these findings hold up, where the caller knows it already."""
    rows = list(findings_for(person).filter(pk__in=keys).prefetch_related("units__unit", "waivers"))
    named = describe(person, {row.subject for row in rows if row.subject})
    held = worth_of_live(person, keys) if worth is None else worth
    return {
        row.pk: Line(
            row,
            tuple(each.unit for each in row.units.all()),
            named.get(row.subject) if row.subject else None,
            held.get(row.pk),
            _living_waiver(row, today),
            today,
        )
        for row in rows
    }


def _living_waiver(finding: Finding, today: date) -> Waiver | None:
    """The waiver that is in force or waits for a word."""
    living = (each for each in finding.waivers.all() if each.state in (Waiver.State.ASKED, Waiver.State.GRANTED))
    return next((each for each in living if each.state == Waiver.State.ASKED or each.until >= today), None)
