"""Documents that must exist in a year, against those that do: which fit, and how each expectation stands. Pure.

Words are compared by syllables without marks, after what every document says (its type, "về việc", "ban hành", the year) is left out. A fit
is a proposal: a person ties another document by hand, or says that none is needed.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from minhchung.apps.documents.rules.numbering import TYPE_NAMES
from minhchung.text import fold

State = Literal["found", "late", "some", "old", "overdue", "missing", "unneeded"]
STATES: Mapping[State, str] = {
    "overdue": "Quá hạn chưa có",
    "old": "Chỉ có bản năm trước",
    "some": "Còn thiếu kỳ",
    "missing": "Chưa có, còn hạn",
    "late": "Có, ban hành muộn",
    "found": "Đã có",
    "unneeded": "Không cần",
}
"""In the order of a list: what is to be done first."""
LACKING = frozenset({"overdue", "old", "some", "missing"})
FITS = 0.75
"""Harmonic mean of how much of each wording the other covers, from which on a document is taken to be the one."""
PERIODS = {"quarters": 4, "months": 12}
_ISSUED_WITH = {"QC": ("QC", "QĐ"), "QyĐ": ("QyĐ", "QĐ"), "ĐA": ("ĐA", "QĐ"), "PA": ("PA", "QĐ", "KH"), "KL": ("KL", "TB")}
"""Papers that are issued by a document of another type: a regulation by the decision that carries it."""
_ABBREVIATIONS = {
    "cchc": "cai cach hanh chinh",
    "tthc": "thu tuc hanh chinh",
    "qppl": "quy pham phap luat",
    "vbqppl": "van ban quy pham phap luat",
    "ttdt": "thong tin dien tu",
}
_NAMES = {fold(name): code for code, name in TYPE_NAMES.items() if code not in ("L", "PL", "VBHN")}
_TYPE = re.compile(rf"\b(?:{'|'.join(sorted(_NAMES, key=len, reverse=True))})\b")
_JOINED = re.compile(r"\s*(?:hoac|va|,|/)\s*")
_IF_ANY = re.compile(r"\bneu co\b")
_COMMON_WORDS = """
về việc ban hành năm của và hoặc các những trên địa bàn phường xã đặc khu ủy ban nhân dân ubnd đã ký số được thực hiện triển khai công tác
từng theo dõi với tại nhà nước cuộc đến cho để kết quả kèm
"""
_COMMON = frozenset(fold(_COMMON_WORDS).split())


@dataclass(frozen=True)
class Wanted:
    """A document that must exist. `series`: type codes that will do, any where empty; `wordings`: what it may be called.

    `shown`: keys of documents that work or evidence already name for it. `every`: one for each quarter or month ("" for one a year).
    """

    key: str
    series: tuple[str, ...]
    wordings: tuple[str, ...]
    due_on: date
    every: str = ""
    shown: tuple[int, ...] = ()


@dataclass(frozen=True)
class Paper:
    """A registered document as it is compared: the ward's own, of this year or the one before."""

    key: int
    series: str
    subject: str
    issued_on: date


@dataclass(frozen=True)
class Settled:
    """What a person said of an expectation: this document, or that none is needed."""

    document: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class Stands:
    """How an expectation stands. `papers`: this year's; `before`: last year's; `by_hand`: a person said so; `have` of `need` periods."""

    state: State
    papers: tuple[int, ...] = ()
    before: tuple[int, ...] = ()
    by_hand: bool = False
    have: int = 0
    need: int = 1

    @property
    def words(self) -> str:
        """The state in words."""
        return f"{STATES[self.state]} ({self.have}/{self.need})" if self.state == "some" else STATES[self.state]


def series_named(text: str) -> tuple[str, ...]:
    """The type codes a wording begins with: "Kế hoạch hoặc quyết định…" → KH, QĐ; () when it begins with no type, or says "nếu có"."""
    folded = fold(text)
    found: list[str] = []
    if only_if_any(text):
        return ()
    while match := _TYPE.match(folded):
        found.append(_NAMES[match[0]])
        folded = folded[match.end() :]
        joined = _JOINED.match(folded)
        if joined is None:
            break
        folded = folded[joined.end() :]
    return issued_as(found)


def only_if_any(text: str) -> bool:
    """Whether a wording asks for nothing in a year in which there is no occasion: "Quyết định kỷ luật, nếu có"."""
    return _IF_ANY.search(fold(text)) is not None


def issued_as(codes: Iterable[str]) -> tuple[str, ...]:
    """The types under which papers of these types may stand in the register."""
    return tuple(dict.fromkeys(code for each in codes for code in _ISSUED_WITH.get(each, (each,))))


def syllables(text: str, *, own: Collection[str] = ()) -> frozenset[str]:
    """What a wording is about: its syllables without type, common words, numbers and the ward's own name (`own`)."""
    words = re.findall(r"[a-z]+", _TYPE.sub(" ", fold(text)))
    spelled = (part for word in words for part in _ABBREVIATIONS.get(word, word).split())
    return frozenset(part for part in spelled if part not in _COMMON and part not in own)


def fit(wording: str, subject: str, *, own: Collection[str] = ()) -> float:
    """How well a subject fits a wording, 0…1; 0 where the wording says less than two things."""
    wanted, said = syllables(wording, own=own), syllables(subject, own=own)
    both = len(wanted & said)
    return 2 * both / (len(wanted) + len(said)) if both > 1 else 0.0


def standing(
    wanted: Sequence[Wanted],
    papers: Sequence[Paper],
    *,
    settled: Mapping[str, Settled],
    year: int,
    today: date,
    own: Collection[str] = (),
) -> dict[str, Stands]:
    """Key → how it stands. A document answers one expectation at most, the one it fits best, unless a person or the work says otherwise."""
    this_year = _fits(wanted, [paper for paper in papers if paper.issued_on.year == year], settled, own)
    earlier = [each for each in wanted if not this_year[each.key]]
    before = _fits(earlier, [paper for paper in papers if paper.issued_on.year == year - 1], settled, own)
    issued = {paper.key: paper.issued_on for paper in papers}
    return {
        each.key: _stands(each, this_year[each.key], before.get(each.key, ()), settled.get(each.key), issued, today=today)
        for each in wanted
    }


def _fits(
    wanted: Sequence[Wanted], papers: Sequence[Paper], settled: Mapping[str, Settled], own: Collection[str]
) -> dict[str, tuple[int, ...]]:
    known = {paper.key for paper in papers}
    found: dict[str, list[int]] = {each.key: [key for key in each.shown if key in known] for each in wanted}
    for each in wanted:
        tied = settled[each.key].document if each.key in settled else None
        if tied in known and tied is not None:
            found[each.key] = [tied]
    taken = {key for keys in found.values() for key in keys}
    scored = [
        (score, each, paper)
        for each in wanted
        for paper in papers
        if paper.key not in taken and (not each.series or paper.series in each.series)
        if (score := max((fit(wording, paper.subject, own=own) for wording in each.wordings), default=0.0)) >= FITS
    ]
    for _, each, paper in sorted(scored, key=lambda one: (-one[0], one[2].issued_on, one[2].key)):
        if paper.key not in taken and (each.every or not found[each.key]):
            found[each.key].append(paper.key)
            taken.add(paper.key)
    return {key: tuple(keys) for key, keys in found.items()}


def _stands(
    each: Wanted,
    papers: tuple[int, ...],
    before: tuple[int, ...],
    settled: Settled | None,
    issued: Mapping[int, date],
    *,
    today: date,
) -> Stands:
    if settled is not None and settled.reason:
        return Stands("unneeded", by_hand=True)
    by_hand = settled is not None and settled.document in papers
    need = _periods_over(each.every, each.due_on.year, today) if each.every else 1
    told = {"papers": papers, "before": before, "by_hand": by_hand, "have": len(papers), "need": need}
    if each.every:
        return Stands("found" if len(papers) >= need else "some", **told)  # type: ignore[arg-type]  # the fields of Stands
    if papers:
        late = min(issued[key] for key in papers) > each.due_on
        return Stands("late" if late else "found", **told)  # type: ignore[arg-type]
    if before:
        return Stands("old", **told)  # type: ignore[arg-type]
    return Stands("overdue" if each.due_on < today else "missing", **told)  # type: ignore[arg-type]


def _periods_over(every: str, year: int, today: date) -> int:
    """How many quarters or months of the year are over: the running one cannot be reported on yet."""
    if today.year != year:
        return PERIODS[every] if today.year > year else 0
    return (today.month - 1) // (12 // PERIODS[every])
