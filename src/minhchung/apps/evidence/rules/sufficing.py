"""Whether the evidence of a requirement suffices, why not, and what would mend it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from minhchung.apps.evidence.rules.faults import Asked, Fault, Piece, State, Told, covered, faults_of, members

STATES: dict[State, str] = {
    "full": "đủ",
    "part": "thiếu",
    "period": "sai kỳ",
    "unsigned": "chưa ký",
    "units": "chưa đủ đơn vị",
    "differs": "khác tệp",
    "wait": "chờ kiểm tra",
    "unseen": "chưa kiểm tra",
    "none": "chưa có",
}
"""What each state is called."""
MARKS: dict[State, str] = {"units": "part", "unseen": "wait", **dict.fromkeys(("period", "unsigned", "differs"), "wrong")}
"""The shape under which a screen shows a state (`c-ev`), where it is not the state itself."""
_NAMED = 6
_COUNTED = {"units": "đơn vị", "quarters": "quý", "months": "tháng"}


@dataclass(frozen=True)
class Judged:
    """A piece with what keeps it from counting; `typed` names the facts that only the person who brought it tells."""

    piece: Piece
    faults: tuple[Fault, ...]

    @property
    def typed(self) -> tuple[str, ...]:
        """Facts a checker has to look up himself, the file and the register being silent."""
        told: dict[str, Told[Any]] = {
            "loại": self.piece.type,
            "số": self.piece.number,
            "ngày": self.piece.dated,
            "cơ quan": self.piece.issuer,
        }
        return tuple(name for name, fact in told.items() if fact.source == "typed")


@dataclass(frozen=True)
class Sufficed:
    """How a requirement stands: `reason` and `mend` are sentences for people; `missing` the quarters, months or units not shown."""

    state: State
    reason: str
    mend: str = ""
    pieces: tuple[Judged, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The state as people call it."""
        return STATES[self.state]

    @property
    def mark(self) -> str:
        """The state as `c-ev` shows it: full, part, wait, wrong, none."""
        return MARKS.get(self.state, self.state)


def suffices(asked: Asked, pieces: Sequence[Piece], *, year: int, units: Sequence[str] = (), today: date = date.max) -> Sufficed:
    """What the pieces prove of what is asked in that year. `units`: the names of the units that must be covered, as `Piece.units` writes
    them. Of quarters and months those that are over by `today` are asked for: the running one cannot be reported on yet.

    A piece counts when it has no fault and a person has judged it good. Where one for each unit, quarter or month is asked, the pieces
    count together; else one piece is enough, and of several that do not do the one nearest to it names the state.
    """
    judged = tuple(Judged(piece, tuple(faults_of(asked, piece, year=year))) for piece in pieces)
    if not judged:
        return Sufficed("none", f"Chưa có minh chứng nào cho “{asked.text}”.", f"Nộp {asked.text}.", missing=())
    clean = [each for each in judged if not each.faults]
    wanted = members(asked, year=year, units=units, today=today)
    if clean and wanted:
        return _covering(asked, judged, wanted, year)
    if good := [each for each in clean if each.piece.state == "good"]:
        return Sufficed("full", f"“{good[0].piece.title}” đủ điều kiện.", pieces=judged)
    if clean:
        return Sufficed("wait", f"“{clean[0].piece.title}” đủ điều kiện, chờ người khác kiểm tra.", "Kiểm tra minh chứng.", judged)
    return _of_fault(min(judged, key=lambda each: len(each.faults)), judged)


def _of_fault(nearest: Judged, judged: tuple[Judged, ...], missing: Sequence[str] = ()) -> Sufficed:
    fault = nearest.faults[0]
    where = f" ({', '.join(missing[:_NAMED])})" if missing else ""
    return Sufficed(fault.state, f"“{nearest.piece.title}”{where}: {fault.words}.", fault.mend, judged, tuple(missing))


def _covering(asked: Asked, judged: tuple[Judged, ...], wanted: dict[str, str], year: int) -> Sufficed:
    """Counts the members that good pieces speak of; one that only a faulty piece speaks of stands at that piece's fault."""
    shown = {key for each in judged if not each.faults and each.piece.state == "good" for key in covered(asked, each.piece)}
    awaited = {key for each in judged if not each.faults for key in covered(asked, each.piece)}
    have, word = f"{len(shown & wanted.keys())}/{len(wanted)}", _COUNTED[asked.covers or "units"]
    missing = [key for key in wanted if key not in awaited]
    if not missing:
        if wanted.keys() <= shown:
            return Sufficed("full", f"Đủ {have} {word}.", pieces=judged)
        waiting = tuple(name for key, name in wanted.items() if key not in shown)
        return Sufficed("wait", f"Đạt {have} {word}; chờ kiểm tra {_listed(waiting)}.", "Kiểm tra minh chứng.", judged)
    meant = [(each, covered(asked, each.piece, as_of_year=year)) for each in judged if each.faults]
    faulty = {key: next((each for each, keys in meant if key in keys), None) for key in missing}
    names = tuple(wanted[key] for key in missing)
    first = faulty[missing[0]]
    if first is not None and all(faulty.values()):
        return _of_fault(first, judged, names)
    state: State = "units" if asked.covers == "units" else "part"
    return Sufficed(state, f"Có {have} {word}, thiếu {_listed(names)}.", f"Nộp {asked.text} của {_listed(names)}.", judged, names)


def _listed(names: Sequence[str]) -> str:
    more = f" và {len(names) - _NAMED} nữa" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more
