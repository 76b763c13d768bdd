"""What an inspection says."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Literal

from minhchung.letters.inspecting.lines import Line
from minhchung.letters.nd30 import layout

SHOWN = 80


@dataclass(frozen=True, slots=True)
class LayoutIssue:
    """One thing that is not laid out as the law asks. `code` names the measure ("nation.size"); `where` is the beginning of the line (""
    for the whole document), `count` the number of places that are wrong in the same way. Severity "warning" does not block."""

    code: str
    element: str
    needed: str
    found: str
    mend: str
    severity: Literal["blocking", "warning"]
    where: str
    citation: str
    count: int = 1

    def as_json(self) -> dict[str, Any]:
        """The issue as plain values."""
        return asdict(self)


class Issues:
    """Gathers issues; the same thing found at several places is said once, with their number."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], LayoutIssue] = {}

    def add(self, issue: LayoutIssue) -> None:
        """Notes an issue."""
        known = self._found.get((issue.code, issue.found))
        if known is not None:
            issue = LayoutIssue(**{**asdict(known), "count": known.count + issue.count})
        self._found[issue.code, issue.found] = issue

    def check(self, key: str, found: str, line: Line | None = None) -> None:
        """Notes what a check of the layout (`[checks.…]`) has found."""
        check = layout().checks[key]
        severity: Literal["blocking", "warning"] = "warning" if check.warning else "blocking"
        citation = layout().cited(check.cite)
        self.add(LayoutIssue(key, check.element, check.needed, found, check.mend, severity, shown(line), citation))

    def measure(self, element: str, measure: str, line: Line, *, needed: str, found: str, mend: str) -> None:
        """Notes a measure of an element (`[elements.…]`) that is not kept."""
        said = layout().elements[element]
        severity: Literal["blocking", "warning"] = "warning" if measure in said.warn else "blocking"
        self.add(LayoutIssue(f"{element}.{measure}", said.name, needed, found, mend, severity, shown(line), layout().cited(said.cite)))

    def all(self) -> list[LayoutIssue]:
        """Every issue, the blocking ones first, otherwise in the order they were found."""
        return sorted(self._found.values(), key=lambda issue: issue.severity != "blocking")


def shown(line: Line | None) -> str:
    """The beginning of a line, to find it by."""
    text = "" if line is None else " ".join(line.text.split())
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def listed(names: Iterable[str]) -> str:
    """Names one behind the other, each once."""
    return ", ".join(dict.fromkeys(names))
