"""From a file to a draft, and the draft as its page shows it."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from minhchung.apps.ground import figures
from minhchung.apps.ground.acts import Refused
from minhchung.apps.indexes.models import PackDraft
from minhchung.apps.indexes.packs import asked_in_words
from minhchung.scoring.checking import problems
from minhchung.scoring.exchange import Draft, DraftNode, ExchangeError, Question, RowProblem, draft_of, is_workbook, read_workbook
from minhchung.scoring.exchange.editing import lacking
from minhchung.scoring.exchange.foreign import Columns, Table, draft_from, joined, propose_columns, propose_tree, read_rows, tables_of
from minhchung.scoring.exchange.foreign.heads import NAMES, Meaning
from minhchung.scoring.exchange.keeping import draft_in
from minhchung.scoring.exchange.placing import sum_of
from minhchung.scoring.fineness import places, points_in, step_of
from minhchung.scoring.loading import parse
from minhchung.scoring.packs import Pack, Variable
from minhchung.scoring.problems import PackFileError, Problem
from minhchung.scoring.shapes import SHAPES
from minhchung.scoring.shapes.choices import YesNo
from minhchung.text.written import POINT_PLACES

ENDINGS = (".yaml", ".yml", ".xlsx", ".docx")
FILE_LIMIT = 20 * 1024 * 1024
JOINED = "Các bảng nối lại"
TOLD_AT_MOST = 8
FIRST_YEAR, LAST_YEAR = 2020, 2100


def read_upload(content: bytes, name: str) -> Draft | None:
    """The draft in a file; None when it is a table of another make, whose columns a person looks at first. Raises Refused."""
    ending = next((each for each in ENDINGS if name.lower().endswith(each)), "")
    if not ending:
        raise Refused(f"“{name}” không phải tệp .xlsx, .docx hoặc .yaml: lưu lại thành một trong các kiểu ấy rồi tải lên.")
    if len(content) > FILE_LIMIT:
        raise Refused(f"“{name}” quá {FILE_LIMIT // 1024 // 1024} MB: chỉ giữ lại bảng tiêu chí, bỏ ảnh rồi tải lên.")
    try:
        if ending in (".yaml", ".yml"):
            return draft_of(parse(content.decode("utf-8-sig"), name))
        if ending == ".xlsx" and is_workbook(content, name):
            return read_workbook(content, name)
        tables = tables_in(content, name)
    except UnicodeDecodeError as error:
        raise Refused(f"“{name}” không phải văn bản UTF-8: lưu lại tệp với mã UTF-8 rồi tải lên.") from error
    except PackFileError as error:
        told = [str(problem) for problem in error.problems]
        more = f" Và {len(told) - TOLD_AT_MOST} lỗi khác." if len(told) > TOLD_AT_MOST else ""
        raise Refused(f"“{name}” chưa dùng được. {' '.join(told[:TOLD_AT_MOST])}{more}") from error
    if not tables:
        raise Refused(f"“{name}” không có bảng nào: tải lên phụ lục có bảng tiêu chí.")
    return None


def tables_in(content: bytes, name: str) -> dict[str, Table]:
    """The tables of an annex by their place; several Word tables of one width also as one. Raises Refused."""
    try:
        found = {table.place: table for table in tables_of(content, name)}
    except ExchangeError as error:
        raise Refused(str(error)) from error
    widths = [table.width for table in found.values() if table.place.startswith("Bảng")]
    if widths and len(widths) > 1 and (width := max(set(widths), key=widths.count)):
        same = [table for table in found.values() if table.width == width]
        first = next((at for at, table in enumerate(same) if propose_columns(table) is not None), None)
        if first is not None and len(same) > first + 1:
            whole = joined(same[first:])
            found = {JOINED: replace(whole, place=JOINED), **found}
    return found


def likeliest(tables: Mapping[str, Table]) -> str:
    """The table most likely meant: with a header, and most rows under it."""

    def rank(table: Table) -> tuple[bool, int]:
        columns = propose_columns(table)
        return columns is not None, len(table.lines) - (columns.last if columns else 0)

    return max(tables.values(), key=rank).place


def columns_of(table: Table, chosen: Mapping[int, str] | None, head: int | None) -> Columns:
    """The proposed columns of a table; `chosen` (column → meaning) and `head` (last row of the header) are what a person says instead."""
    columns = propose_columns(table)
    if head is not None and (columns is None or head != columns.last):
        line = next((line for line in table.lines if line.number == head), table.lines[0])
        texts = tuple(line.texts) + ("",) * (table.width - len(line.texts))
        columns = Columns(line.number, line.number, texts, columns.meanings if columns else {})
    if columns is None:
        first = table.lines[0]
        columns = Columns(first.number, first.number, tuple(first.texts) + ("",) * (table.width - len(first.texts)), {})
    if chosen is None:
        return columns
    meanings: dict[int, Meaning] = {at: meaning for at, said in chosen.items() for meaning in NAMES if meaning == said}
    return replace(columns, meanings=meanings)


def annex_draft(table: Table, columns: Columns, year: int, taken: Collection[str] = ()) -> Draft:
    """What a table says under these columns; its identity is none of those `taken`.

    Raises Refused when there is no such year, no column is the title or no row is read.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused(f"Chưa ghi đúng năm chấm điểm. Ghi một năm từ {FIRST_YEAR} đến {LAST_YEAR}, ví dụ 2026.")
    if columns.place("title") is None:
        raise Refused("Chưa chọn cột nào là “Tiêu chí (thành phần)”. Chọn cột ghi tên tiêu chí.")
    tree = propose_tree(read_rows(table, columns))
    if not tree:
        raise Refused("Không đọc được dòng tiêu chí nào dưới tiêu đề. Kiểm tra lại bảng, dòng tiêu đề và các cột.")
    found = draft_from(table.place, tree, year)
    title = f"Bộ tiêu chí cải cách hành chính năm {year}"
    identity = free_identity(f"bo-tieu-chi-{year}", taken)
    return found.with_head(id=identity, version=1, title=title, valid_from=date(year, 1, 1), **_fineness(found))


def free_identity(wanted: str, taken: Collection[str]) -> str:
    """The identity, with a number behind it where another set has it already."""
    return next(name for number in count(1) if (name := wanted if number == 1 else f"{wanted}-{number}") not in taken)


def _fineness(draft: Draft) -> dict[str, Any]:
    """Decimals and step by which all points of the draft can be given."""
    points = [each for node in draft.nodes for each in points_in(node.max, node.rule)]
    return {"decimals": min(POINT_PLACES, max([2, *map(places, points)])), "step": step_of(points)}


def body_of_draft(stored: PackDraft) -> Draft:
    """The engine's draft. Raises Refused while its columns have not been told."""
    if not stored.body:
        raise Refused("Chưa xác nhận các cột của bảng. Mở dự thảo, kiểm tra từng cột rồi bấm “Đọc bảng”.")
    return draft_in(stored.body)


def seen(node: DraftNode) -> str:
    """What a row said when a page showed it: a change made by somebody else meanwhile is not overwritten."""
    return hashlib.sha256(repr(node).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class DraftRow:
    """A row of the draft as its page shows it. `state`: clear, proposed (read from words, to be looked at) or open."""

    index: int
    node: DraftNode
    is_leaf: bool
    shape: str
    rule: str
    open: Sequence[str]
    units: str
    seen: str
    sum: Decimal | None

    @property
    def level(self) -> int:
        """As the tree shows it."""
        return min(self.node.level, 3)

    @property
    def off(self) -> bool:
        """Whether the rows under it are worth something else than it says."""
        return self.sum is not None and self.sum != self.node.max

    @property
    def asked(self) -> list[tuple[str, str]]:
        """What it asks to see, each with its conditions."""
        return asked_in_words(self.node.evidence)


@dataclass(frozen=True)
class DraftPage:
    """Rows, what is open, what is odd; `pack` where nothing lacks."""

    draft: Draft
    rows: Sequence[DraftRow]
    questions: Sequence[Question]
    unclear: int
    file_errors: Sequence[RowProblem]
    odd: Sequence[str]
    pack: Pack | None
    sum: Decimal | None
    scale: Decimal

    @property
    def of_the_pack(self) -> list[Question]:
        """What the set itself does not say yet."""
        return [question for question in self.questions if question.index is None]


def draft_page(draft: Draft) -> DraftPage:
    """All that the page of a draft shows."""
    asked = lacking(draft)
    open_: dict[int, list[str]] = {}
    for question in asked:
        if question.index is not None:
            open_.setdefault(question.index, []).append(question.text.partition(": ")[2] or question.text)
    errors = [problem for problem in draft.problems if problem.error]
    pack = None if asked else replace(draft, problems=()).pack()
    odd = [str(problem) for problem in draft.problems if not problem.error]
    if pack is not None:
        odd = [str(problem) for problem in problems_of(pack)]
    units = draft.head.get("units") or {}
    rows = [_row(draft, index, open_.get(index, ()), units) for index in range(len(draft.nodes))]
    unclear = len({question.index for question in asked if question.field == "rule"})
    total = sum_of(draft, None)
    scale = Decimal(draft.head.get("scale") or total or 100)
    return DraftPage(draft, rows, asked, unclear, errors, odd, pack if not errors else None, total, scale)


def _row(draft: Draft, index: int, asked: Sequence[str], units: Mapping[str, str]) -> DraftRow:
    node = draft.nodes[index]
    shape = SHAPES.get(str(node.rule.shape), "") if node.rule else ""  # type: ignore[attr-defined]  # every variant has it
    rule = node.rule.in_words(node.max) if node.rule and node.max is not None else ""
    named = [units.get(key, key) for key in (node.lead, *node.supporting) if key]
    joined = f"{named[0]}; phối hợp: {', '.join(named[1:])}" if node.lead and node.supporting else ", ".join(named)
    return DraftRow(index, node, draft.is_leaf(index), shape, rule, asked, joined, seen(node), sum_of(draft, index))


def problems_of(pack: Pack) -> list[Problem]:
    """What is odd in a set, with the figures of the software known."""
    return problems(pack, set(figures.FIGURES))


def own_names(draft: Draft, index: int) -> set[str]:
    """The variables that only this row's rule reads."""

    def reads(at: int) -> set[str]:
        rule = draft.nodes[at].rule
        return {read.name for read in rule.inputs()} if rule else set()

    others = {name for at in range(len(draft.nodes)) if at != index for name in reads(at)}
    return {variable.name for variable in draft.variables if variable.name in reads(index)} - others


def template() -> Pack:
    """The set of the empty workbook: one field with one criterion, so that every sheet shows how a row is written."""
    leaf: dict[str, Any] = {
        "code": "1.1", "title": "Tên tiêu chí thành phần (ví dụ)", "max": Decimal(1), "source": "evidence", "lead": "VP",
        "rule": YesNo(shape="yes_no", when="tc_1_1_dat"), "evidence": ({"text": "Văn bản chứng minh (ví dụ)"},),
    }  # fmt: skip
    return Pack.model_validate({
        "id": "bo-tieu-chi", "version": 1, "title": "Tên bộ tiêu chí", "year": 2026, "sample": True, "provenance": "Văn bản ban hành",
        "valid_from": date(2026, 1, 1), "scale": Decimal(1), "units": {"VP": "Văn phòng HĐND và UBND"},
        "variables": (Variable(name="tc_1_1_dat", title="Đã có văn bản", kind="yes_no"),),
        "nodes": ({"code": "1", "title": "Tên lĩnh vực", "max": Decimal(1), "children": (leaf,)},),
    })  # fmt: skip
