"""Units outside the sentence: the addressees of a letter, the cells of a table, the partner of a meeting."""

import re
from collections.abc import Sequence

from minhchung.reading.circle import BARE_PLACES, is_everyone
from minhchung.reading.model import ALL
from minhchung.reading.names import unit_list
from minhchung.reading.units import Responsible
from minhchung.reading.words import FIELDS, NAME_TAILS, Words, words_of
from minhchung.text.normal import lower

# "Trợ lý hậu cần (kiêm nhiệm)": a remark in brackets is no unit.
_REMARK = re.compile(r"(?:<br ?/?>)? ?\([^()]{0,80}\)")
_PARTNER = re.compile(
    r"làm việc (?:với|tại) (?:lãnh đạo |thường trực |ban thường vụ |đoàn công tác |cán bộ chủ chốt )?(?P<unit>[^,;.()]{4,60})",
    re.IGNORECASE,
)
_SIGNS = {",", ";"}


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
    text = _REMARK.sub(" ", text).strip() or text
    if names := _all_named(words_of(text)):
        return names
    parts = [p.strip(" .-") for p in re.split(r"[;\n]|<br ?/?>", text)]
    return [p for p in parts if p]


def _all_named(words: Words) -> list[str]:
    """The units of a cell in which the grammar knows at least the first; behind a comma a capital begins one it does not know
    ("Công an phường, VNPT Vân Khê"). Empty when words are left over."""
    low = words.low
    out: list[str] = []
    at = 0
    while at < len(low):
        named = unit_list(words, at, bare=True)
        if named:
            out.extend(n.name for n in named)
            at = named[-1].after
        elif out and words.starts_big(at) and not max(FIELDS.at(low, at), NAME_TAILS.at(low, at)):
            end = next((i for i in range(at, len(low)) if low[i] in _SIGNS), len(low))
            out.append(words.between(at, end))
            at = end
        else:
            return []
        if at < len(low) - 1 and low[at] not in _SIGNS:
            return []
        at += 1
    return out


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
    units = tuple(
        partner.units[0] if partner and lower(u) in BARE_PLACES and lower(partner.units[0]).startswith(lower(u)) else u for u in found.units
    )
    return units, found.words
