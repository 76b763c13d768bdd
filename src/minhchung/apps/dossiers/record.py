"""The rows of one dossier in one generation of the lake."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyarrow.dataset as ds

from minhchung.apps.dossiers.reading import Opened
from minhchung.flow.columns import GIVEN_BACK, RESOLVED
from minhchung.flow.lake import in_zone
from minhchung.worktime import Pause

Row = Mapping[str, Any]


@dataclass(frozen=True)
class DossierRecord:
    """What the newest state says of a dossier: its row, its steps and supplements in their order, what snapshots said differently.

    Moments are wall-clock times without zone, as in the lake; `row` has only the columns that some export had.
    """

    code: str
    row: Row
    steps: tuple[Row, ...]
    supplements: tuple[Row, ...]
    changes: tuple[Row, ...]
    precision: Mapping[str, str]

    def moment(self, name: str) -> datetime | None:
        """A moment of the dossier on the clocks of Viet Nam; None where the source does not say."""
        found = self.row.get(name)
        return in_zone(found) if found is not None else None

    def is_day(self, name: str) -> bool:
        """Whether the source gives only the day of a moment."""
        found = self.row.get(name)
        return self.precision.get(name) == "day" or (found is not None and (found.hour, found.minute, found.second) == (0, 0, 0))

    @property
    def ended_at(self) -> datetime | None:
        """When handling ended: the end of processing, else the delivery; None while it is open."""
        if self.row.get("status") not in (None, *RESOLVED, *GIVEN_BACK):
            return None
        return self.moment("finished_at") or self.moment("delivered_at")

    def pauses(self) -> tuple[Pause, ...]:
        """The waits for supplements: of the list of requests where there is one, else the last one that the dossier itself names."""
        last = {"asked_at": self.row.get("supplement_asked_at"), "given_at": self.row.get("supplement_given_at")}
        pairs = [(row["asked_at"], row["given_at"]) for row in self.supplements or (last,)]
        return tuple(_pause(asked, given) for asked, given in pairs if asked is not None)


def record_of(lake: Opened, code: str) -> DossierRecord | None:
    """The rows of a dossier; None when the lake has none of that code."""
    found = _rows(lake, "dossiers", code)
    if not found:
        return None
    tables = {name: _rows(lake, name, code) for name in ("steps", "supplements", "changes")}
    ordered = {name: tuple(sorted(rows, key=lambda row: row.get("seq") or 0)) for name, rows in tables.items()}
    row = {name: value for name, value in found[0].items() if name in lake.current.columns}
    return DossierRecord(code, row, ordered["steps"], ordered["supplements"], ordered["changes"], lake.tables.precision)


def _pause(asked: datetime, given: datetime | None) -> Pause:
    """An answer before its request belongs to an earlier one: this request is still open."""
    return Pause(in_zone(asked), in_zone(given) if given is not None and given >= asked else None)


def is_dossier(lake: Opened, code: str) -> bool:
    """Whether the lake has a dossier of this code."""
    return bool(lake.current.dataset("dossiers", code).count_rows(filter=ds.field("code") == code))


def _rows(lake: Opened, table: str, code: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = lake.current.dataset(table, code).to_table(filter=ds.field("code") == code).to_pylist()
    return rows
