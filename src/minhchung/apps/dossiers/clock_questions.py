"""Questions about the clock of the record: what the system's times leave to be explained, kind by kind."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from minhchung.apps.dossiers.narrowing import Holders, Narrow, holders
from minhchung.apps.dossiers.reading import Opened
from minhchung.flow.anomalies import kinds_of


@dataclass(frozen=True)
class Kind:
    """A kind of question. `count` under the narrowing, None when it could not be asked: `why` says so, or what was left out."""

    name: str
    title: str
    source: str
    count: int | None
    why: str


@dataclass(frozen=True)
class Questions:
    """The questions asked for, one mapping each (kind, title, code, step, unit, officer, facts), in the order of the checklist."""

    kinds: tuple[Kind, ...]
    kind: str
    rows: tuple[Mapping[str, Any], ...]
    total: int
    offered: Holders

    @property
    def asked(self) -> tuple[Kind, ...]:
        """The kinds that could be asked."""
        return tuple(kind for kind in self.kinds if kind.count is not None)

    @property
    def unasked(self) -> tuple[Kind, ...]:
        """The kinds that this source cannot answer."""
        return tuple(kind for kind in self.kinds if kind.count is None)

    @property
    def dossiers(self) -> int:
        """How many dossiers the rows are about."""
        return len({row["code"] for row in self.rows})


def questions(lake: Opened, *, kind: str, narrow: Narrow) -> Questions:
    """The questions of a kind ("" all), narrowed. An unknown kind is all."""
    report = lake.anomalies()
    told = kinds_of(report)
    titles = {item["kind"]: item["title"] for item in told}
    procedures = lake.procedures({each.code for each in report.anomalies})
    every = [
        {**asdict(each), "title": titles[each.kind], "procedure_code": "", "procedure": procedures.get(each.code, "")}
        for each in report.anomalies
    ]
    kept = [row for row in every if narrow.keeps(row)]
    counts = {name: sum(row["kind"] == name for row in kept) for name in titles}
    kinds = tuple(
        Kind(item["kind"], item["title"], item["source"], None if item["count"] is None else counts[item["kind"]], item["why"] or "")
        for item in told
    )
    chosen = kind if kind in titles else ""
    rows = tuple(row for row in kept if chosen in ("", row["kind"]))
    return Questions(kinds, chosen, rows, len(kept), holders(every, narrow))
