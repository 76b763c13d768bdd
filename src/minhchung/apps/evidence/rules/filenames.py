"""How a piece of evidence is named when it leaves the house: "TC2.1.3_UBND_15-KH_12-01-2026.pdf". Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from minhchung.apps.documents.rules import numbered
from minhchung.text.normal import nfc, squeeze

LONGEST = 120
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)", re.IGNORECASE)
"""Names that Windows keeps for devices, whatever ending follows."""
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}")


@dataclass(frozen=True)
class Named:
    """What is known of a piece: `leaf` the code of the criterion, `code` number and symbol, `title` and `suffix` as its file has them."""

    leaf: str = ""
    issuer: str = ""
    code: str = ""
    dated: date | None = None
    title: str = ""
    suffix: str = ""

    @property
    def file_name(self) -> str:
        """Leaf, issuer in short, number with type, date; what is unknown is left out, and where neither number nor date is known the
        title stands for them. Fit for Windows and at most 120 characters long, the ending kept."""
        parts = numbered(self.code) if self.code else None
        number = _number(self.code)
        day = f"{self.dated:%d-%m-%Y}" if self.dated else ""
        issuer = (parts.org if parts else "") or short_of(self.issuer)
        words = [f"TC{self.leaf}" if self.leaf else "", issuer, number, day]
        if not number:
            words.insert(2, _title(self.title, self.suffix))
        stem = "_".join(piece for word in words if (piece := _plain(word)))
        return fitting(stem or "minh-chung", self.suffix)


def _number(code: str) -> str:
    """ "15/KH-UBND" → "15-KH", "1570/UBND-VHXH" → "1570-CV", "52-NQ/TW" → "52-NQ"; "" without a number."""
    parts = numbered(code)
    if parts.number is None:
        return ""
    return "-".join(filter(None, (f"{parts.number:02d}{parts.suffix}", parts.series or parts.symbol)))


def short_of(issuer: str) -> str:
    """ "Ủy ban nhân dân phường Vân Khê" → "UBND"; initials of a longer name, a short one as it is."""
    words = squeeze(nfc(issuer)).split()
    low = " ".join(words).casefold()
    for name, short in (("ủy ban nhân dân", "UBND"), ("uỷ ban nhân dân", "UBND"), ("ubnd", "UBND"), ("hội đồng nhân dân", "HĐND")):
        if low.startswith(name):
            return short
    return " ".join(words) if len(words) <= 2 else "".join(word[0] for word in words if word[0].isalnum()).upper()[:12]


def _title(title: str, suffix: str) -> str:
    bare = title.removesuffix(suffix) if suffix else title
    return squeeze(nfc(bare)).replace(" ", "-")


def _plain(word: str) -> str:
    """The word without what a file system refuses: no separators, no control or invisible characters, no dots or blanks at its ends."""
    kept = "".join(char if char.isprintable() else " " for char in nfc(word))
    return re.sub(r"-{2,}", "-", squeeze(_FORBIDDEN.sub("-", kept)).replace(" ", "-")).strip("._- ")


def fitting(stem: str, suffix: str) -> str:
    """Stem and ending together, short enough and no reserved name."""
    ending = suffix if _SUFFIX.fullmatch(suffix) else ""
    if _RESERVED.match(stem):
        stem = f"_{stem}"
    return stem[: LONGEST - len(ending)].rstrip("._- ") + ending


def numbered_apart(names: Iterable[str]) -> list[str]:
    """The names in order, a second one of the same letters (large or small) numbered: "a.pdf", "a (2).pdf"."""
    taken: set[str] = set()
    given = []
    for name in names:
        stem, dot, ending = name.rpartition(".")
        stem, ending = (stem, dot + ending) if stem else (name, "")
        chosen, count = name, 1
        while chosen.casefold() in taken:
            count += 1
            mark = f" ({count})"
            chosen = stem[: LONGEST - len(ending) - len(mark)] + mark + ending
        taken.add(chosen.casefold())
        given.append(chosen)
    return given
