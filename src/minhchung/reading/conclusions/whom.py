"""Whom a finding or a demand concerns: by the heading over it, by its own words, or, where nobody is named, everyone inspected."""

import re
from dataclasses import dataclass, replace

from minhchung.reading.circle import is_everyone, same_office
from minhchung.reading.conclusions.model import Addressed, Origin
from minhchung.reading.conclusions.pieces import Piece
from minhchung.reading.fields import Facts
from minhchung.reading.model import ALL
from minhchung.reading.names import unit_list
from minhchung.reading.proper import Name
from minhchung.reading.responsible import Responsible
from minhchung.reading.titles import speaks_of_others, unit_named
from minhchung.reading.units import unit_of_item
from minhchung.reading.words import HEADS, PERSONS, STAFF, words_of
from minhchung.text.normal import fold, lower, squeeze

# What stands around the name in a title: "Tại Phòng A (03 điểm):", "Đơn vị: Phòng A".
_BEFORE = re.compile(r"(?:tại|ở|của|về|riêng|đơn vị được (?:kiểm tra|đánh giá|thanh tra)|đơn vị|bộ phận)(?: ?:)? (?=\S)", re.IGNORECASE)
_BEHIND = re.compile(r"(?: ?\([^()]{0,60}\))?[ :.;]*$")
_LONGEST_UNIT = 130
# In a conclusion the units inspected are the whole circle.
_INSPECTED = re.compile(
    r"(?:các|tất cả(?: các)?|những)(?: phòng,?| cơ quan,?| ban,?| bộ phận,?)*(?: và)?(?: phòng| đơn vị| cơ quan| bộ phận)(?: đã)? được"
    r" (?:kiểm tra|thanh tra|đánh giá|giám sát|phúc tra)$"
)
# Who answers for a unit is asked in its place.
_HEADS_OF = re.compile(r"^(?:thủ trưởng|lãnh đạo|người đứng đầu|trưởng) (?=(?:tất cả )?các )")
_ADVERB = re.compile(r" (?:cơ bản|nhìn chung|đều|nên|đã)$")
_AT = re.compile(r"(?<!\w)(?:tại|của|ở) (?=[^\W\d_])")
_TEAM = re.compile(r"(?:^|của )(?:đoàn|tổ|ban) (?:kiểm tra|thanh tra|giám sát|đánh giá|công tác|phúc tra)\b")
# Who speaks in a title is not who is spoken of: "Ban Thường vụ yêu cầu:", "Hiệu trưởng Trường A kết luận như sau:".
_SPEAKS = re.compile(r" (?:yêu cầu|kết luận|đề nghị|kiến nghị|thông báo|nhận thấy|nhận xét|chỉ đạo)(?: như sau| kết luận)?[ :.]*$")
_WHOSE = re.compile(r" (?:của|đối với|tại|cho) (?=[^\W\d_])", re.IGNORECASE)
_NEAR = 80
_COMMITTEE = re.compile(r"ubnd|hđnd|ủy ban|uỷ ban|hội đồng|đảng")
_TOPIC_END = re.compile(r"[.:;]")


@dataclass(frozen=True, slots=True)
class Over:
    """The unit a title names, its words and where they stand."""

    unit: Responsible
    said: Piece


def unit_over(piece: Piece) -> Over | None:
    """The unit or units a title names and nothing else; the team that inspects and whoever speaks is none of them."""
    low = lower(piece.text)
    if len(low) > _LONGEST_UNIT or _TEAM.search(low) or _SPEAKS.search(low):
        return None
    before = _BEFORE.match(piece.text)
    whole = piece.part(before.end() if before else 0, _BEHIND.search(piece.text).start())  # type: ignore[union-attr]
    for inner in (piece.part(0, _BEHIND.search(piece.text).start()), whole):  # type: ignore[union-attr]
        words = words_of(inner.text)
        found = unit_named(words) if words.low else None
        if found and found.after >= len(words.low):
            return Over(found, _where(inner, found.words))
        names = unit_list(words, 0) if words.low else []
        if names and names[-1].after >= len(words.low) and not PERSONS.at(words.low, 0):
            return Over(_responsible(inner, names), inner)
    return None


def unit_leading(piece: Piece) -> Over | None:
    """The unit a lead-in opens with: "Chi bộ A tiếp tục phát huy ưu điểm và thực hiện các nội dung sau:"."""
    if _SPEAKS.search(lower(piece.text)) or _TEAM.search(lower(piece.text)):
        return None
    found = _subject(piece)
    return Over(found, _where(piece, found.words)) if found else None


def unit_at_title_end(piece: Piece) -> Over | None:
    """The unit at the end of a title that opens with something else: "Tồn tại, hạn chế của Phòng A"."""
    found = next(iter(_WHOSE.finditer(piece.text)), None)
    return unit_over(piece.part(found.end())) if found else None


def _where(piece: Piece, words: str) -> Piece:
    at = piece.text.find(words)
    return piece.part(at, at + len(words)) if at >= 0 else piece


def _responsible(piece: Piece, names: list[Name]) -> Responsible:
    words = words_of(piece.text)
    said = _ADVERB.sub("", words.between(names[0].first, names[-1].after))
    units = tuple(dict.fromkeys(_ADVERB.sub("", name.name) for name in names))
    return Responsible(units, said, "item", "đơn vị trong câu", after=names[-1].after)


def unit_before_colon(piece: Piece) -> tuple[Over, int] | None:
    """The unit an item opens with and where the finding begins: "Phòng A: còn 23 hồ sơ quá hạn"."""
    colon = piece.text.find(":")
    if not 0 < colon < _LONGEST_UNIT:
        return None
    over = unit_over(piece.part(0, colon))
    return (over, colon + 1) if over else None


def whom_told(piece: Piece, over: Over | None, facts: Facts, inspected: Addressed) -> Addressed:
    """Whom a finding speaks of. A single unit over it goes before any name in it; of several those it names; under a group or a theme
    its own words tell."""
    if over and not _is_group(over, facts):
        return _those_named(piece, _addressed(over.unit, over.said, "heading", facts))
    if own := _subject(piece) or _place(piece):
        told = _addressed(own, _where(piece, own.words), "item", facts)
        return inspected if _is_short_for(told, inspected) else told
    return _addressed(over.unit, over.said, "heading", facts) if over else inspected


def _is_short_for(told: Addressed, inspected: Addressed) -> bool:
    """Whether "Trung tâm", "UBND phường" is the one unit inspected by the first words of its name."""
    name, full = told.units[0], inspected.units[0]
    return inspected.origin == "inspected" and (fold(full).startswith(fold(name) + " ") or same_office(name, full))


def _those_named(piece: Piece, whom: Addressed) -> Addressed:
    if len(whom.units) == 1:
        return whom
    text = fold(piece.text)
    named = tuple(unit for unit in whom.units if fold(unit) in text)
    return replace(whom, units=named, origin="item") if named else whom


def whom_asked(piece: Piece, over: Over | None, facts: Facts, inspected: Addressed) -> Addressed:
    """Whom a demand is made of: the unit the sentence itself tells to act, else the one over it."""
    words = words_of(piece.text)
    own = unit_of_item(words, ordered=True, titled=over is not None) if words.low else None
    if own and over and (speaks_of_others(words, own, over.unit) or not _opens_with(piece, own)):
        own = None
    if own is None and over is None:
        own = _subject(piece)
    if own:
        return _addressed(own, _where(piece, own.words), "item", facts)
    return _addressed(over.unit, over.said, "heading", facts) if over else inspected


def unit_opening(piece: Piece, facts: Facts) -> Addressed | None:
    """Whom the words name that open with a unit; None when they open with something else."""
    found = _subject(piece)
    return _addressed(found, _where(piece, found.words), "item", facts) if found else None


def _opens_with(piece: Piece, own: Responsible) -> bool:
    """Whether the unit stands in the first sentence: under a title a later sentence speaks of it only by the way."""
    at = piece.text.find(own.words)
    return at >= 0 and not re.search(r"[.;] ", piece.text[:at])


def _is_group(over: Over, facts: Facts) -> bool:
    return everyone(over.unit.words, facts) or lower(over.unit.words).startswith(("các ", "một số "))


def _subject(piece: Piece) -> Responsible | None:
    """The unit the sentence opens with, behind no more than "Riêng", "Đối với"."""
    words = words_of(piece.text)
    for start in (0, 1, 2):
        if start and lower(" ".join(words.low[:start])) not in ("riêng", "tại", "đối với", "riêng với", "còn"):
            continue
        names = unit_list(words, start)
        if names and not max(PERSONS.at(words.low, start), STAFF.at(words.low, start)) and _is_office(names):
            return _responsible(piece, names)
    return None


def _place(piece: Piece) -> Responsible | None:
    """The office told as the place or owner near the start: "Sổ trực đêm của Trạm Y tế …". A committee is where all of them belong."""
    words = words_of(piece.text)
    for found in _AT.finditer(_TOPIC_END.split(piece.text, maxsplit=1)[0][:_NEAR]):
        start = words.at(found.end())
        names = unit_list(words, start)
        if (
            names
            and _is_office(names)
            and HEADS.at(words.low, start)
            and words.starts_big(start)
            and not _COMMITTEE.match(lower(names[0].name))
        ):
            return _responsible(piece, names)
    return None


def _is_office(names: list[Name]) -> bool:
    """Not a bare place ("phường", "xã") nor a group told by its trade."""
    return all(" " in name.name for name in names)


def everyone(said: str, facts: Facts) -> bool:
    """Whether the words cover the whole circle, which here is all who were inspected."""
    low = _HEADS_OF.sub("", lower(squeeze(said)))
    return is_everyone(low, facts.document.addressees) or _INSPECTED.match(low) is not None


def _addressed(unit: Responsible, said: Piece, origin: Origin, facts: Facts) -> Addressed:
    if everyone(unit.words, facts):
        return Addressed((ALL,), said.passage(), origin)
    units, _ = facts.as_said(unit)
    return Addressed(tuple(dict.fromkeys(units)), said.passage(), origin)


def whom_in_cell(piece: Piece, facts: Facts) -> Addressed:
    """The unit or units a cell or label names."""
    if everyone(piece.text, facts):
        return Addressed((ALL,), piece.passage(), "column")
    return Addressed(tuple(facts.parted(piece.text)), piece.passage(), "column")
