"""Narrowing a list of dossiers: by unit, by officer, by words of its code and procedure, marks of the language left off."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from minhchung.apps.procedures.rules import code_of
from minhchung.text.normal import fold

WORDS_AT_MOST = 100


@dataclass(frozen=True)
class Narrow:
    """What the address asks for; "" is everything."""

    unit: str = ""
    officer: str = ""
    words: str = ""
    procedure: str = ""
    """National code of a procedure, whatever a local system hangs behind it."""

    @classmethod
    def asked(cls, given: Mapping[str, str]) -> "Narrow":
        """From the query of an address: don-vi, can-bo, tim, thu-tuc."""
        code = code_of(given.get("thu-tuc", "")[:WORDS_AT_MOST])
        words = given.get("tim", "").strip()[:WORDS_AT_MOST]
        return cls(given.get("don-vi", ""), given.get("can-bo", ""), words, code.national if code else "")

    @property
    def any(self) -> bool:
        """Whether something is left out."""
        return bool(self.unit or self.officer or self.words or self.procedure)

    def keeps(self, row: Mapping[str, Any]) -> bool:
        """Whether a row (code, procedure, unit, officer) stays. Every word asked for has to stand in it."""
        if (self.unit and row["unit"] != self.unit) or (self.officer and row["officer"] != self.officer):
            return False
        if self.procedure and not is_of(row, self.procedure):
            return False
        if not self.words:
            return True
        said = fold(" ".join(str(row.get(name) or "") for name in ("code", "procedure_code", "procedure")))
        return all(word in said for word in fold(self.words).split())


def is_of(row: Mapping[str, Any], procedure: str) -> bool:
    """Whether a dossier is of the procedure with this national code."""
    code = code_of(str(row.get("procedure_code") or ""))
    return code is not None and code.national == procedure


@dataclass(frozen=True)
class Holders:
    """The units and officers one may narrow to; officers only of the unit chosen."""

    units: tuple[str, ...]
    officers: tuple[str, ...]


def holders(rows: Iterable[Mapping[str, Any]], narrow: Narrow) -> Holders:
    """Who holds some of the rows."""
    pairs = {(row["unit"], row["officer"]) for row in rows}
    units = sorted({unit for unit, _ in pairs if unit})
    officers = sorted({officer for unit, officer in pairs if officer and narrow.unit in ("", unit)})
    return Holders(tuple(units), tuple(officers))
