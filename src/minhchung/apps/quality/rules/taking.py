"""An existing procedure, as the text of its Word file, taken apart into what a version says. Nothing is guessed: a section that is not
found is named as missing, a line under no heading is left out.

The text is that of text.extract: paragraphs apart by blank lines, rows of tables as "| cell | cell |".
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from minhchung.apps.quality.rules.content import ROWS, SAYINGS, TEXTS, Basis, Content, Part, Said
from minhchung.apps.quality.rules.headings import FIFTH, SEVEN, TITLES, USUAL, columns_of, heading, is_number
from minhchung.text.normal import squeeze
from minhchung.text.symbols import find_symbols

_CODE = re.compile(r"m[ãa]\s*(?:hi[ệe]u|s[ốo])\s*:\s*([\w.\-/]{2,40})", re.IGNORECASE)
_BULLET = re.compile(r"^(?:[-–+•*●▪]|\d{1,2}[.)]|[a-zđ][.)])\s+")


@dataclass(frozen=True)
class Taken:
    """What was found: the content, the code as the file gives it ("" when it does not), the headings found and those not found."""

    content: Content
    code: str
    found: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass
class _Reader:
    """Where the reading stands: the section, and the columns of the table it is in."""

    section: str = ""
    columns: dict[int, str] | None = None
    seen: list[str] = field(default_factory=list)
    texts: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    rows: dict[str, list[Part]] = field(default_factory=lambda: defaultdict(list))

    def enter(self, section: str) -> None:
        self.section, self.columns = section, None
        if section not in self.seen:
            self.seen.append(section)

    def line(self, text: str) -> None:
        found = heading(text)
        if found is not None:
            self.enter(found.section)
            self._text(found.rest)
        else:
            self._text(text)

    def row(self, cells: list[str]) -> None:
        head = _heading_of_row(cells)
        if head is not None and not (self.section in ("steps", "revisions", "records") and "." not in cells[0] and is_number(cells[0])):
            section, rest, others = head
            self.enter(section)
            self._text(rest)
            self.columns = _columns_beside(section, cells, others)
            if self.columns is None:
                for other in others:
                    self._text(other)
            return
        if self.section not in ROWS:
            self._text(" ".join(filter(None, cells)))
            return
        if (columns := columns_of(self.section, cells)) is not None:
            self.columns = columns
            return
        self._table_row(cells)

    def _table_row(self, cells: list[str]) -> None:
        kind, usual = ROWS[self.section], USUAL[self.section]
        if self.columns:
            named = {name: cells[place] for place, name in self.columns.items() if name and place < len(cells)}
        else:
            kept = cells[1:] if (cells and is_number(cells[0])) or (len(cells) > 1 and not cells[0]) else cells
            filled = [cell for cell in kept if cell] if len([cell for cell in kept if cell]) == 1 else kept
            named = dict(zip(usual if len(filled) > 1 else _main(usual), filled, strict=False))
        if any(named.values()):
            self.rows[self.section].append(_with_symbol(kind(**named)))

    def _text(self, text: str) -> None:
        text = squeeze(text)
        if not text or not self.section:
            return
        if self.section in ROWS and self.section not in ("steps", "revisions"):
            plain = _BULLET.sub("", text)
            self.rows[self.section].append(_with_symbol(ROWS[self.section](**{_main(USUAL[self.section])[0]: plain})))
        else:
            self.texts[self.section].append(text)


def taken(text: str) -> Taken:
    """What the text of a procedure says, section by section."""
    reader = _Reader()
    for line in text.replace("\f", "\n").splitlines():
        if line.startswith("| ") and line.endswith(" |"):
            reader.row(_cells(line))
        elif line.strip():
            reader.line(line)
    code = _CODE.search(text)
    service = any(name in reader.seen for name in ("components", "basis", "fee", "place"))
    body = {"body"} if service or reader.texts["steps"] or "steps" in reader.seen else set()
    seen = {*reader.seen, *body}
    wanted = [*SEVEN, *(FIFTH if service else ())]
    missing = tuple(TITLES[name] for name in wanted if name not in seen)
    return Taken(_content(reader), code[1].strip(".-/") if code else "", tuple(reader.seen), missing)


def _content(reader: _Reader) -> Content:
    texts = {name: "\n".join(reader.texts[name]) for name in TEXTS}
    extra = [*reader.texts["conditions"], *reader.texts["steps"]]
    texts["body"] = "\n".join(filter(None, [texts["body"], *extra]))
    sayings = {name: Said(text="\n".join(reader.texts[name])) for name in SAYINGS}
    rows = {name: tuple(reader.rows[name]) for name in ROWS}
    return Content.model_validate({**texts, **sayings, **rows})


def _cells(line: str) -> list[str]:
    """The cells of a row; of those merged sideways the text-reader gives the first the words and leaves the others empty."""
    return [cell.strip() for cell in line[2:-2].split(" | ")]


def _heading_of_row(cells: list[str]) -> tuple[str, str, list[str]] | None:
    """The section a row of a table begins: its name, what stands behind it in the cell, and the other cells."""
    filled = [cell for cell in cells if cell]
    if not filled:
        return None
    numbered = is_number(filled[0]) and len(filled) > 1
    text = f"{filled[0].rstrip('.)')}. {filled[1]}" if numbered else filled[0]
    if not numbered and len(filled) > 1 and heading(text) is not None and not re.match(r"[\dIVX]", text):
        return None  # a head of columns ("Thành phần hồ sơ | Bản chính") is told apart by its section
    found = heading(text)
    return (found.section, found.rest, filled[2 if numbered else 1 :]) if found else None


def _columns_beside(section: str, cells: list[str], others: list[str]) -> dict[int, str] | None:
    """The columns that the row of a heading names beside it ("5.2 | Thành phần hồ sơ | Bản chính | Bản sao"): the heading stands over the
    names. None when what stands beside it is no head of columns."""
    if not others or section not in ROWS:
        return None
    first = next(place for place, cell in enumerate(cells) if cell == others[0])
    found = columns_of(section, [""] * first + cells[first:])
    return {first - 1: _main(USUAL[section])[0], **found} if found else None


def _main(usual: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in ("name", "title", "change") if name in usual)[:1]


def _with_symbol(part: Part) -> Part:
    """A document of the legal basis with its number, where exactly one stands in its title."""
    if not isinstance(part, Basis) or part.symbol:
        return part
    symbols = find_symbols(part.title)
    return part.model_copy(update={"symbol": symbols[0].raw}) if len(symbols) == 1 else part
