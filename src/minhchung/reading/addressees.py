"""Units outside the sentence: the addressees of a letter, the cells of a table, the partner of a meeting."""

import re
from collections.abc import Sequence

from minhchung.reading.circle import BARE_PLACES, is_everyone
from minhchung.reading.doers import LEADING
from minhchung.reading.model import ALL
from minhchung.reading.names import unit_list
from minhchung.reading.proper import JOINERS
from minhchung.reading.responsible import Responsible
from minhchung.reading.words import FIELDS, HEADS, NAME_TAILS, PERSONS, Words, words_of
from minhchung.text.normal import lower

# "Trợ lý hậu cần (kiêm nhiệm)": a remark in brackets is no unit.
_REMARK = re.compile(r"(?:<br ?/?>)? ?\([^()]{0,80}\)")
_PARTNER = re.compile(
    r"làm việc (?:với|tại) (?:lãnh đạo |thường trực |ban thường vụ |đoàn công tác |cán bộ chủ chốt )?(?P<unit>[^,;.()]{4,60})",
    re.IGNORECASE,
)
_SIGNS = {",", ";"}
_LONGEST_REST = 8
_FEW = 4
_BARE_OFFICES = {"trung tâm", "phòng", "sở", "trường", "công ty", "ban quản lý", "ban", "bệnh viện", "chi cục", "nhà trường", "trạm"}


def unit_of_addressees(addressees: Sequence[str]) -> Responsible | None:
    """Everybody the letter is addressed to."""
    if not addressees:
        return None
    names: list[str] = []
    for addressee in addressees:
        names.extend(split_units(addressee))
    return Responsible(tuple(dict.fromkeys(names)), "; ".join(addressees), "addressee", "nơi nhận ở phần Kính gửi")


def split_units(text: str) -> list[str]:
    """The units of a cell or an addressee line; the whole text when it is no name the grammar knows."""
    if not PERSONS.at(words_of(text).low, 0):
        text = _REMARK.sub(" ", text).strip() or text
    if names := _all_named(words_of(text)):
        return names
    parts = [p.strip(" .-") for p in re.split(r"[;\n]|<br ?/?>", text)]
    if len(parts) == 1 and len(firms := [p.strip() for p in text.split(",")]) > 1 and all(_is_firm(p) for p in firms):
        return firms
    return [p for p in parts if p]


def _is_firm(part: str) -> bool:
    """Whether a part of a cell between commas is a name by itself in capitals of its own ("VNPT", "Viettel khu vực"), no field of work."""
    words = words_of(part)
    first = part.partition(" ")[0]
    return len(words.low) <= _FEW and first[:1].isupper() and not max(FIELDS.at(words.low, 0), NAME_TAILS.at(words.low, 0))


def _all_named(words: Words) -> list[str]:
    """The units of a cell in which the grammar knows at least the first; behind a comma a capital begins one it does not know
    ("Công an phường, VNPT Vân Khê"). Empty when words are left over."""
    low = words.low
    out: list[str] = []
    at = 0
    while at < len(low):
        named = unit_list(words, at, bare=True)
        if named:
            at = _with_office(words, named[-1].first, _whole_name(words, named[-1].after))
            last = named[-1]._replace(name=words.between(named[-1].first, at)) if at > named[-1].after else named[-1]
            out.extend(
                words.between(n.first, end) if (end := _with_office(words, n.first, n.after)) > n.after else n.name for n in named[:-1]
            )
            out.append(last.name)
        elif out and words.starts_big(at) and not max(FIELDS.at(low, at), NAME_TAILS.at(low, at)):
            end = next((i for i in range(at, len(low)) if low[i] in _SIGNS), len(low))
            out.append(words.between(at, end))
            at = end
        else:
            return []
        if at < len(low) - 1 and low[at] not in _SIGNS and not (low[at] == "-" and words.starts_big(at + 1) and HEADS.at(low, at + 1)):
            return []
        at += 1
    return out


def _with_office(words: Words, first: int, at: int) -> int:
    """As in "Đ/c Lê Hà (Phòng Kinh tế)": the office of a person is a part of what names him."""
    low = words.low
    if low[at : at + 1] != ["("] or not PERSONS.at(low, first):
        return at
    return next((i + 1 for i in range(at, len(low)) if low[i] == ")"), at)


def _whole_name(words: Words, at: int) -> int:
    """Small words up to the next sign belong to the name that stands alone: "Phòng Kế hoạch tổng hợp", unless they say its part."""
    low = words.low
    end = next((i for i in range(at, len(low)) if low[i] in _SIGNS or low[i] == "-"), len(low))
    rest = range(at, end)
    plain = all(low[i].isalpha() and not words.starts_big(i) and low[i] not in JOINERS for i in rest)
    return end if plain and len(rest) <= _LONGEST_REST and not any(LEADING.at(low, i) and low[i] != "tổng" for i in rest) else at


def meeting_partner(texts: Sequence[str]) -> Responsible | None:
    """As in "... tại buổi làm việc với lãnh đạo tỉnh X": the conclusions of such a meeting are for X."""
    for text in texts:
        found = _PARTNER.search(text)
        if not found:
            continue
        words = words_of(found["unit"])
        names = unit_list(words, 0, bare=True)
        if names:
            name = names[0].name
            return Responsible((name,), name, "lead-in", "nơi cuộc làm việc kết luận cho")
    return None


def as_said(found: Responsible, addressees: Sequence[str], partner: Responsible | None) -> tuple[tuple[str, ...], str]:
    """(units, the words): ALL when everybody is meant; a bare "Tỉnh" is the one the meeting was with."""
    if (
        is_everyone(found.words, addressees)
        and len(found.units) <= 8
        and all(u in found.words for u in found.units if "các " not in lower(u))
    ):
        return (ALL,), found.words
    known = [*(partner.units[:1] if partner else ()), *(addressees if len(addressees) == 1 else ())]
    return tuple(_in_full(u, known) for u in found.units), found.words


def _in_full(unit: str, known: Sequence[str]) -> str:
    """A bare "Tỉnh", "Trung tâm" is the one the meeting was with or the letter is addressed to."""
    low = lower(unit)
    if low not in BARE_PLACES and low not in _BARE_OFFICES:
        return unit
    return next((name for name in known if lower(name).startswith(low + " ")), unit)
