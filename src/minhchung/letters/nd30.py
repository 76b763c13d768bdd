"""The layout of administrative documents as data: law/forms/nd30.toml, checked when loaded.

`compose` takes its styles from it and `inspect` its expectations, so that the two cannot drift apart. Lengths are millimetres, type sizes
and spaces points. What stands under `ours` is a choice within what the law allows, everything else is said by the place cited.
"""

import tomllib
from datetime import date
from functools import cache
from importlib import resources
from typing import Literal

from pydantic import BaseModel, ConfigDict

Span = tuple[float, float]


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Ours(_Data):
    """Our choice for an element: what `compose` writes."""

    size: float
    before: float = 0
    after: float = 0
    first_line: float = 0
    indent: float = 0


class Element(_Data):
    """What an element must look like; None is not said. `letters` upper: in capitals, lower: not all in capitals. `warn`: the measures
    that are only remarked, not blocking."""

    name: str
    cite: str
    text: str = ""
    size: Span | None = None
    bold: bool | None = None
    italic: bool | None = None
    letters: Literal["upper", "lower"] | None = None
    align: Literal["center", "both"] | None = None
    first_line: Span | None = None
    gap: float | None = None
    line: Span | None = None
    rule: Span | None = None
    color: str = ""
    warn: frozenset[str] = frozenset()
    ours: Ours


class OurPage(_Data):
    """Our choice for the sheet."""

    top: float
    bottom: float
    left: float
    right: float
    header: float
    head_left: float
    foot_left: float
    signing: float
    rule: float


class Page(_Data):
    """The sheet: its size and what its margins may be."""

    cite: str
    width: float
    height: float
    top: Span
    bottom: Span
    left: Span
    right: Span
    ours: OurPage

    @property
    def text_width(self) -> float:
        """What is left between our margins."""
        return self.width - self.ours.left - self.ours.right


class Font(_Data):
    """The typeface of every word."""

    cite: str
    name: str
    color: str


class Urgency(_Data):
    """The words and the box of a stamp of urgency."""

    text: str
    width: float
    height: float


class Check(_Data):
    """What is asked for beyond type: `warning` says that it does not block."""

    element: str
    cite: str
    needed: str
    mend: str
    warning: bool = False


class Kind(_Data):
    """A kind of document that can be composed; `numbering`: how the levels of its text are numbered unless the letter says otherwise."""

    form: str
    code: str
    numbering: tuple[str, ...]


class Layout(_Data):
    """The whole file."""

    title: str
    source: str
    annex: str
    confidence: str
    valid_from: date
    page: Page
    font: Font
    elements: dict[str, Element]
    urgencies: dict[str, Urgency]
    checks: dict[str, Check]
    codes: dict[str, str]
    other_kinds: dict[str, str]
    kinds: dict[str, Kind]

    def cited(self, place: str) -> str:
        """A place as a reader can look it up."""
        return f"{self.annex}, {place}" if place.startswith("Mục") else f"{self.annex.split(',', 1)[0]}, {place}"

    def kind_name(self, kind: str) -> str:
        """ "THÔNG BÁO" of "thong-bao"; "" of a công văn, which bears no name."""
        return self.codes.get(self.kinds[kind].code, "")


@cache
def layout() -> Layout:
    """The layout of Nghị định 30/2020/NĐ-CP."""
    return Layout.model_validate(tomllib.loads(resources.files("minhchung.law").joinpath("forms/nd30.toml").read_text("utf-8")))
