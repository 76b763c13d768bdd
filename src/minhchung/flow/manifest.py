"""What stands in `manifest.json` of a snapshot: where it came from, when it was true, and what it covers. See docs/dossier-lake.md."""

from datetime import date, datetime
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict

Precision = Literal["day", "minute", "second"]
AsOfFrom = Literal["file", "given", "name"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(_Part):
    """The file that was imported. Its name may hold a person's and is not kept."""

    suffix: str
    sha256: str
    bytes: int


class Coverage(_Part):
    """What an export speaks of. None means that the export has no such column, so that nothing is known of it.

    `received` are the first and the last day of reception. `whole`: the export is said to hold every dossier of what it covers.
    """

    units: tuple[str, ...] | None
    fields: tuple[str, ...] | None
    statuses: tuple[str, ...] | None
    received: tuple[date, date] | None
    whole: bool


class ColumnNote(_Part):
    """What a reader must know of a column: how finely the source wrote its moments (None for columns of other kinds)."""

    precision: Precision | None = None


class Rows(_Part):
    """Rows of the file: `read` = `accepted` + `rejected`."""

    read: int
    accepted: int
    rejected: int


class Manifest(_Part):
    """One snapshot, the `reading`-th of its file. Times carry their zone; `as_of` is the time of the export and never that of the import.

    `columns`: the dossier columns, and the moment columns of steps and supplements with their precision. `unknown`: "statuses",
    "headings", … → word that no profile knows → how often it stood.
    """

    id: str
    source: Source
    reading: int = 1
    profile: str
    as_of: AwareDatetime
    as_of_from: AsOfFrom
    imported_at: AwareDatetime
    coverage: Coverage
    columns: dict[str, ColumnNote]
    rows: Rows
    tables: dict[str, int]
    unknown: dict[str, dict[str, int]]

    def written(self) -> str:
        """The manifest as JSON, the same text for the same facts."""
        return self.model_dump_json(indent=1, exclude_defaults=True) + "\n"


def snapshot_id(as_of: datetime, sha256: str, reading: int = 1) -> str:
    """`<as_of as YYYYMMDDTHHMMSS>-<first 12 of the SHA-256>`: sorts by time, then by file; a second reading adds `-02`."""
    return f"{as_of:%Y%m%dT%H%M%S}-{sha256[:12]}" + (f"-{reading:02d}" if reading > 1 else "")
