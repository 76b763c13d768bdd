"""A pack as a workbook that an official reads, changes and prints in Excel: one sheet per thing, choices as drop-down lists."""

import io
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from minhchung.scoring.exchange import columns as sheets
from minhchung.scoring.exchange.cells import FIRST_DAY, checked_text, is_plain, written_list, written_number
from minhchung.scoring.exchange.columns import Column, Sheet
from minhchung.scoring.exchange.heading import BY_TITLE, head_rows
from minhchung.scoring.exchange.problems import ExchangeError
from minhchung.scoring.exchange.ruling import LISTS, PARAMETERS, rule_rows
from minhchung.scoring.packs import Node, Pack, Requirement
from minhchung.scoring.shapes import SHAPES
from minhchung.text.normal import fold

TITLE_ROW, HEAD_ROW, FIRST_ROW = range(3)
SPARE_ROWS: Final = 200
"""Rows under the last one in which the lists still drop down."""
LINE_POINTS, MOST_LINES = 15, 12
SAMPLE = "BỘ MẪU, không phải bộ tiêu chí chính thức"
FONT: dict[str, Any] = {"font_name": "Times New Roman", "font_size": 11, "valign": "top", "text_wrap": True}
BORDER: dict[str, Any] = {"left": 1, "right": 1, "top": 7, "bottom": 7}
FORMATS = {"number": "0.00####", "whole": "0", "day": "dd/mm/yyyy"}
Cells = Mapping[str, Any]


def write_workbook(pack: Pack) -> bytes:
    """The pack as XLSX; the same pack gives the same bytes, and `read_workbook` gives the pack back.

    Raises ExchangeError where a code stands twice (rules and evidence are told by it) or a text holds what no cell can.
    """
    nodes = [node for top in pack.nodes for node in top.nodes()]
    nodes += [node for part in (pack.bonus, pack.penalty) if part for item in part.items for node in item.nodes()]
    twice = [code for code, times in Counter(node.code for node in nodes).items() if times > 1]
    if twice:
        raise ExchangeError(f"Mã {', '.join(twice)} có nhiều hơn một lần nên không biết cách chấm là của mục nào: đặt lại mã rồi xuất.")
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_urls": False, "default_format_properties": {"font_name": "Times New Roman", "font_size": 11}}
    book = xlsxwriter.Workbook(target, options)
    # The day the pack begins, not that of the machine: the engine knows no clock.
    book.set_properties({"title": checked_text(pack.title), "created": datetime.combine(pack.valid_from, time())})
    writer = _Writer(book, pack)
    writer.sheet(
        sheets.HEAD, ({"item": row.item, "name": row.name, "value": row.value, "guide": row.column.prompt} for row in head_rows(pack))
    )
    writer.sheet(sheets.NODES, (row for node in pack.nodes for row in _node_rows(node, 1)))
    writer.sheet(sheets.RULES, (row for node in nodes for row in _rule_rows(node)))
    writer.sheet(sheets.EVIDENCE, (_requirement(node, each) for node in nodes for each in node.evidence))
    writer.sheet(sheets.VARIABLES, (dict(variable) for variable in pack.variables))
    writer.sheet(sheets.OUTSIDE, _outside_rows(pack))
    writer.finish()
    book.close()
    return target.getvalue()


def _node_rows(node: Node, level: int) -> Iterator[Cells]:
    row = {name: getattr(node, name) for name in Node.model_fields if name != "children"}
    leaf = {"shape": node.scored_by.model_dump()["shape"], "in_words": node.scored_by.in_words(node.max)} if node.is_leaf else {}
    yield {**row, **leaf, "level": level, "self_scored": node.self_scored if node.is_leaf or not node.self_scored else None}
    for child in node.children:
        yield from _node_rows(child, level + 1)


def _outside_rows(pack: Pack) -> Iterator[Cells]:
    for part, outside in (("bonus", pack.bonus), ("penalty", pack.penalty)):
        for item in outside.items if outside else ():
            yield from ({**row, "part": part} for row in _node_rows(item, 1))


def _rule_rows(node: Node) -> Iterator[Cells]:
    if node.rule is not None:
        yield from ({**row, "code": node.code, "leaf": node.title, "shape": SHAPES[node.rule.shape]} for row in rule_rows(node.rule))


def _requirement(node: Node, requirement: Requirement) -> Cells:
    return {**dict(requirement), "code": node.code, "leaf": node.title}


class _Writer:
    def __init__(self, book: Any, pack: Pack) -> None:
        self.book, self.pack = book, pack
        self.choices: dict[tuple[str, ...], str] = {}
        self._styles: dict[str, Any] = {}

    def style(self, kind: str, **more: object) -> Any:
        """The format of a kind of cell, made once."""
        if kind not in self._styles:
            self._styles[kind] = self.book.add_format({**FONT, **more})
        return self._styles[kind]

    def sheet(self, sheet: Sheet, rows: Iterator[Cells]) -> None:
        """One sheet with its head, rows, lists and print set-up."""
        page = self.book.add_worksheet(sheet.name)
        sample = f" ({SAMPLE})" if self.pack.sample else ""
        page.write_string(
            TITLE_ROW, 0, f"{sheet.name}: {self.pack.title}{sample}", self.style("title", bold=True, font_size=13, text_wrap=False)
        )
        head = self.style("head", bold=True, align="center", valign="vcenter", border=1, bg_color="#DCE6F1")
        for at, column in enumerate(sheet.columns):
            page.write_string(HEAD_ROW, at, column.title, head)
            page.set_column(at, at, column.width)
        last = HEAD_ROW
        for row in rows:
            last += 1
            page.set_row(last, LINE_POINTS * min(MOST_LINES, max(_lines(row.get(column.key), column.width) for column in sheet.columns)))
            for at, column in enumerate(sheet.columns):
                named = BY_TITLE.get(fold(row["item"])) if sheet is sheets.HEAD and column.key == "value" else None
                self._cell(page, last, at, row.get(column.key), named or column)
                if named and named.words:
                    page.data_validation(last, at, last, at, {"validate": "list", "source": self._range(tuple(named.words))})
        self._rules(page, sheet, last)
        self._page(page, sheet, last)

    def _cell(self, page: Any, row: int, at: int, value: Any, column: Column) -> None:
        if isinstance(value, str) and column.words:
            value = next((word for word, code in column.words.items() if code == value), value)
        elif isinstance(value, bool):
            value = next((word for word, code in column.words.items() if code is value), None)
        elif isinstance(value, tuple):
            value = written_list(value)
        kind = "shown" if column.kind == "shown" else column.kind if column.kind in FORMATS else "text"
        # Text format where text belongs: "1.10" typed there stays what was typed.
        shade = {"italic": True, "font_color": "#595959"} if kind == "shown" else {}
        style = self.style(kind, **BORDER, num_format=FORMATS.get(kind, "@"), **shade)
        if value is None or value == "":
            page.write_blank(row, at, None, style)
        elif isinstance(value, int | Decimal) and is_plain(Decimal(value)):
            page.write_number(row, at, float(value), style)
        elif isinstance(value, date) and value >= FIRST_DAY:
            page.write_datetime(row, at, value, style)
        else:
            said = (
                f"{value:%d/%m}/{value.year:04}"
                if isinstance(value, date)
                else written_number(value)
                if isinstance(value, Decimal)
                else value
            )
            page.write_string(row, at, checked_text(said), style)

    def _rules(self, page: Any, sheet: Sheet, last: int) -> None:
        for at, column in enumerate(sheet.columns):
            choices = self._choices(sheet, column)
            if choices:
                strict = "stop" if column.words else "warning"
                rule = {"validate": "list", "source": self._range(choices), "error_type": strict, "ignore_blank": True}
                rule |= {"error_title": column.title[:32], "error_message": "Chọn một giá trị trong danh sách của ô."}
            elif column.prompt:
                rule = {"validate": "any"}
            else:
                continue
            if column.prompt:
                rule |= {"input_title": column.title[:32], "input_message": column.prompt[:255]}
            page.data_validation(FIRST_ROW, at, last + SPARE_ROWS, at, rule)

    def _choices(self, sheet: Sheet, column: Column) -> tuple[str, ...]:
        if column.words:
            return tuple(column.words)
        if column.key == "lead":
            return tuple(self.pack.units)
        if sheet is sheets.RULES and column.key == "item":
            return tuple(dict.fromkeys((*LISTS.values(), *(title for title, _ in PARAMETERS.values()))))
        return tuple(column.title for column in BY_TITLE.values()) if sheet is sheets.HEAD and column.key == "item" else ()

    def _range(self, choices: tuple[str, ...]) -> str:
        if choices not in self.choices:
            letter = xl_col_to_name(len(self.choices))
            self.choices[choices] = f"='{sheets.LISTS_SHEET}'!${letter}$1:${letter}${len(choices)}"
        return self.choices[choices]

    def finish(self) -> None:
        """The hidden sheet of the lists: written in a rule they may be 255 characters long and hold no comma."""
        page = self.book.add_worksheet(sheets.LISTS_SHEET)
        for at, choices in enumerate(self.choices):
            for row, choice in enumerate(choices):
                page.write_string(row, at, choice)
        page.hide()

    def _page(self, page: Any, sheet: Sheet, last: int) -> None:
        page.freeze_panes(FIRST_ROW, 3 if sheet is sheets.NODES else 0)
        page.autofilter(HEAD_ROW, 0, max(last, FIRST_ROW), len(sheet.columns) - 1)
        page.set_landscape()
        page.set_paper(9)
        page.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
        page.fit_to_pages(1, 0)
        page.repeat_rows(TITLE_ROW, HEAD_ROW)
        page.print_area(TITLE_ROW, 0, max(last, FIRST_ROW), len(sheet.columns) - 1)
        page.set_footer('&L&"Times New Roman,Regular"&10&A&R&"Times New Roman,Regular"&10Trang &P/&N', {"margin": 0.3})


def _lines(value: Any, width: int) -> int:
    return sum(1 + len(line) // width for line in value.split("\n")) if isinstance(value, str) else 1
