"""The rows of a plan's table as numbered items under their headings; what cannot be read is said with its reason."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from minhchung.apps.plans.rules.columns import Listing
from minhchung.apps.plans.rules.numbers import after, bare, key_of, led, mark_of
from minhchung.apps.plans.rules.when import When, read_when
from minhchung.text.normal import fold, squeeze

LIMITS = {"number": 20, "product": 1000, "lead": 500, "cooperating": 1000, "note": 1000, "when": 300}
TASK_LIMIT = 8000
HEADING_LIMIT = 500
CODES = re.compile(r"(?<![\d.])\d{1,2}(?:\.\d{1,2}){1,4}(?![\d.])")
_TOLD_CODES = re.compile(
    r"(?:\bTC(?:TP)?|tiêu chí(?: thành phần)?|chỉ số thành phần) ?(?:số )?((?:\d[\d.]*(?:, ?| và |; ?)?)+)", re.IGNORECASE
)
_ORDER = {"letter": 0, "roman": 1, "": 2, "number": 3, "small": 9, "bullet": 9}
_COUNT = re.compile(r"\(?\d{1,2}\)?")
_FOOT = re.compile(r"(?:tong(?: cong| so)?|nguoi lap(?: bieu)?|noi nhan|ghi chu)\b[ :]?")


@dataclass(frozen=True)
class ReadItem:
    """One item as the table says it; `row` is where it stands, in words."""

    row: str
    number: str
    headings: tuple[str, ...]
    task: str
    product: str = ""
    lead: str = ""
    cooperating: str = ""
    when: When = field(default_factory=When)
    note: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unread:
    """A row that cannot enter, and why."""

    row: str
    reason: str


@dataclass(frozen=True)
class Read:
    """Every row of the table: items in order, rows that cannot enter, and rows passed over because they hold no work."""

    items: tuple[ReadItem, ...]
    unread: tuple[Unread, ...]
    passed_over: tuple[str, ...] = ()


@dataclass
class _Line:
    row: str
    number: str
    cells: dict[str, str]

    @property
    def task(self) -> str:
        return self.cells.get("task", "")

    @property
    def is_bare(self) -> bool:
        """Whether the row says nothing but its number and words."""
        return not any(self.cells.get(name) for name in ("product", "unit", "cooperating", "time", "codes"))


def read_listing(listing: Listing, columns: Mapping[int, str], *, year: int) -> Read:
    """Reads the rows by the columns chosen (place → name). `year` completes days and quarters written without one."""
    lines, passed = _lines(listing, columns)
    items, unread = _Reader(lines, year).read()
    items, twice = _numbered(items)
    long = [Unread(item.row, why) for item in items if (why := _too_long(item))]
    refused = {each.row for each in long}
    return Read(tuple(item for item in items if item.row not in refused), (*unread, *twice, *long), tuple(passed))


def codes_in(text: str) -> tuple[str, ...]:
    """The codes of criteria in a cell: "1.2.1; 1.2.3" → both, each once."""
    return tuple(dict.fromkeys(CODES.findall(text)))


def _lines(listing: Listing, columns: Mapping[int, str]) -> tuple[list[_Line], list[str]]:
    heads = [fold(title) for title in listing.headings]
    lines: list[_Line] = []
    passed: list[str] = []
    for row, cells in listing.rows:
        filled = [cell for cell in cells if cell]
        repeated = [fold(cell) for cell in cells] == heads
        if not filled or repeated or (len(filled) > 2 and all(_COUNT.fullmatch(cell) for cell in filled)):
            continue
        line = _line(row, cells, columns)
        if _FOOT.match(fold(line.task)) and line.is_bare and not mark_of(line.number):
            passed.append(f"{row}: “{line.task[:60]}”")
            continue
        lines.append(line)
    return lines, passed


def _line(row: str, cells: Sequence[str], columns: Mapping[int, str]) -> _Line:
    values = {name: cells[place] if place < len(cells) else "" for place, name in columns.items()}
    number = values.pop("number", "")
    if number and not mark_of(number):
        # A heading merged over the whole row stands in the first cell.
        if not values.get("task"):
            values["task"] = number
        number = ""
    if not number and values.get("task"):
        number, values["task"] = led(values["task"])
    return _Line(row, bare(number) or number.strip(), values)


class _Reader:
    """Goes through the rows once, with the headings above each."""

    def __init__(self, lines: Sequence[_Line], year: int) -> None:
        self.lines, self.year = lines, year
        self.path: list[tuple[int, str, str]] = []
        """(order, number, words) of each heading above the row in hand."""
        self.items: list[ReadItem] = []
        self.unread: list[Unread] = []
        self.last_number = ""

    def read(self) -> tuple[list[ReadItem], list[Unread]]:
        for at, line in enumerate(self.lines):
            if not line.task and line.is_bare:
                continue
            if self._continues(line):
                self._continue(line)
            elif line.task and line.is_bare and self._is_heading(at, line):
                self._push(line)
            elif not line.task:
                self.unread.append(Unread(line.row, "có sản phẩm, đơn vị hoặc thời gian nhưng không có nội dung nhiệm vụ; ghi nội dung."))
            else:
                self._add(line)
        return self.items, self.unread

    def _continues(self, line: _Line) -> bool:
        """Whether the row goes on with the item above: a second product of it, or a dash under it."""
        if not self.items:
            return False
        above = self.items[-1]
        if not line.task:
            return not line.number or key_of(line.number) == key_of(self.last_number)
        if mark_of(line.number) == "bullet" and line.is_bare:
            return True
        return bool(line.number) and key_of(line.number) == key_of(self.last_number) and line.task == above.task

    def _continue(self, line: _Line) -> None:
        above = self.items[-1]
        task = above.task if not line.task or line.task == above.task else f"{above.task}\n- {line.task}"
        said = "; ".join(dict.fromkeys(part for part in (above.when.text, line.cells.get("time", "")) if part))
        self.items[-1] = replace(
            above,
            task=task,
            product=_both(above.product, line.cells.get("product", "")),
            lead=_both(above.lead, line.cells.get("unit", "")),
            cooperating=_both(above.cooperating, line.cells.get("cooperating", "")),
            when=above.when if said == above.when.text else read_when(said, year=self.year),
            note=_both(above.note, line.cells.get("note", "")),
            codes=tuple(dict.fromkeys((*above.codes, *codes_in(line.cells.get("codes", ""))))),
        )

    def _is_heading(self, at: int, line: _Line) -> bool:
        mark = mark_of(line.number)
        if mark in ("roman", "letter", ""):
            return True
        if mark != "number":
            return False
        following = next((other for other in self.lines[at + 1 :] if other.task or not other.is_bare), None)
        if following is None:
            return False
        return following.number.startswith(f"{line.number}.") or mark_of(following.number) in ("small", "bullet")

    def _push(self, line: _Line) -> None:
        order = _ORDER[mark_of(line.number)] + line.number.count(".")
        self.path = [above for above in self.path if above[0] < order]
        self.path.append((order, line.number, line.task[:HEADING_LIMIT]))

    def _add(self, line: _Line) -> None:
        number = after(self.last_number, line.number)
        mark = mark_of(number)
        if mark == "number":
            # A numbered item ends headings that are themselves items with parts ("3." over "a)").
            self.path = [above for above in self.path if above[0] < _ORDER["number"] or number.startswith(f"{above[1]}.")]
        self.last_number = number
        if mark == "small":
            parent = next((each for _, each, _ in reversed(self.path) if mark_of(each) == "number"), "")
            number = f"{parent}.{number}" if parent else number
        cells = line.cells
        told = " ".join(match[1] for match in _TOLD_CODES.finditer(cells.get("note", "")))
        self.items.append(
            ReadItem(
                row=line.row,
                number="" if mark == "bullet" else number,
                headings=tuple(f"{each}. {words}" if each else words for _, each, words in self.path),
                task=line.task,
                product=cells.get("product", ""),
                lead=cells.get("unit", ""),
                cooperating=cells.get("cooperating", ""),
                when=read_when(cells.get("time", ""), year=self.year),
                note=cells.get("note", ""),
                codes=tuple(dict.fromkeys((*codes_in(cells.get("codes", "")), *codes_in(told)))),
            )
        )


def _both(above: str, more: str) -> str:
    return "; ".join(dict.fromkeys(part for part in (above, squeeze(more)) if part))


def _numbered(items: Sequence[ReadItem]) -> tuple[list[ReadItem], list[Unread]]:
    """Numbers that begin again under each heading take its mark before them ("I.3"); what is still there twice is refused."""
    counted = Counter(key_of(item.number) for item in items if item.number)
    if any(many > 1 for many in counted.values()):
        items = [replace(item, number=f"{mark}.{item.number}") if item.number and (mark := _section(item)) else item for item in items]
    kept: list[ReadItem] = []
    twice: list[Unread] = []
    first: dict[str, str] = {}
    for item in items:
        key = key_of(item.number)
        if key and key in first:
            twice.append(Unread(item.row, f"số {item.number} đã có ở {first[key]}; sửa số thứ tự trong tệp rồi nhập lại."))
            continue
        first[key] = item.row
        kept.append(item)
    return kept, twice


def _section(item: ReadItem) -> str:
    """The mark of the nearest heading that has a roman number or a letter."""
    marks = (heading.partition(". ")[0] for heading in reversed(item.headings) if ". " in heading)
    return next((mark for mark in marks if mark_of(mark) in ("roman", "letter")), "")


def _too_long(item: ReadItem) -> str:
    if len(item.task) > TASK_LIMIT:
        return f"nội dung dài {len(item.task)} ký tự, quá {TASK_LIMIT}; chia thành nhiều mục."
    for name, limit in LIMITS.items():
        words = item.when.text if name == "when" else str(getattr(item, name))
        if len(words) > limit:
            return f"ô “{words[:40]}…” dài {len(words)} ký tự, quá {limit}; ghi ngắn lại rồi nhập lại."
    return ""
