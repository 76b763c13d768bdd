"""A register as a spreadsheet that looks like the paper one and can come back filled in.

Two hidden columns stand at the left: the stable id of each row and a mark of its values as written. A hidden row above the heads
names the columns, so that they are known again after being moved. A hidden sheet holds the stamp of the export.
"""

import io
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date
from decimal import Decimal
from typing import Any, Final

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from minhchung.letters.registers import layout
from minhchung.letters.registers.model import (
    DIGEST_KEY,
    DIGEST_TITLE,
    GROUP_MARK,
    ID_KEY,
    ID_MARK,
    ID_TITLE,
    KEY_PREFIX,
    META_SHEET,
    Column,
    ExportStamp,
    Row,
    SheetOptions,
    Value,
)
from minhchung.letters.registers.values import canonical_row, digest

TITLE_ROW, SUBTITLE_ROW, KEY_ROW, HEAD_ROW, NUMBER_ROW, FIRST_ROW = range(6)
HIDDEN_COLUMNS: Final = 2
INLINE_LIST_LIMIT = 255  # Excel refuses a longer list written inside the rule
META_CHOICES_COLUMN = 3
FORMAT_VERSION = "1"
DATE_FORMAT = "dd/mm/yyyy"
FONT: dict[str, Any] = {"font_name": "Times New Roman", "font_size": 11, "valign": "top", "text_wrap": True}
THIN, DOUBLE, HAIR = 1, 6, 7


def write_register(
    rows: Sequence[Row],
    columns: Sequence[Column],
    *,
    title: str,
    subtitle: str,
    stamp: ExportStamp,
    sheet: SheetOptions | None = None,
) -> bytes:
    """The register as XLSX, A4 across. The same arguments always give the same bytes.

    Raises ValueError for no column, an id given twice, or a value a sheet cannot hold; TypeError for a value of the wrong kind.
    """
    values = _checked(rows, columns)
    target = io.BytesIO()
    # Widths count in digits of the workbook's own font: with Times New Roman they are the same in Excel, WPS and LibreOffice.
    options = {"in_memory": True, "strings_to_urls": False, "default_format_properties": {"font_name": "Times New Roman", "font_size": 11}}
    book = xlsxwriter.Workbook(target, options)
    # The time of the export, not of the machine: the engine knows no clock.
    book.set_properties({"title": title, "created": stamp.at.astimezone(UTC).replace(tzinfo=None)})
    _Writer(book, columns, sheet or SheetOptions(), stamp).write(rows, values, title, subtitle)
    book.close()
    return target.getvalue()


def _checked(rows: Sequence[Row], columns: Sequence[Column]) -> dict[str, dict[str, Value]]:
    if not columns:
        raise ValueError("Sổ không có cột nào: chọn ít nhất một cột.")
    values: dict[str, dict[str, Value]] = {}
    for row in rows:
        if row.id in values or not row.id.strip():
            raise ValueError(f"Mã dòng “{row.id}” trống hoặc có hai lần trong sổ: mỗi dòng cần một mã riêng.")
        values[row.id] = canonical_row(row.values, columns)
    return values


class _Writer:
    def __init__(self, book: Any, columns: Sequence[Column], options: SheetOptions, stamp: ExportStamp) -> None:
        self.book, self.columns, self.options, self.stamp = book, columns, options, stamp
        self.sheet = book.add_worksheet(options.name)
        self.meta = book.add_worksheet(META_SHEET)
        self.last = HIDDEN_COLUMNS + len(columns) - 1
        self.scale = layout.print_scale(columns)

    def write(self, rows: Sequence[Row], values: Mapping[str, Mapping[str, Value]], title: str, subtitle: str) -> None:
        lines = list(layout.table_lines(rows, values, self.columns))
        self._head(title, subtitle)
        for offset, line in enumerate(lines):
            if line.row is None:
                self._heading(FIRST_ROW + offset, line.heading)
            else:
                self._row(FIRST_ROW + offset, line.row.id, values[line.row.id])
            # Said, since not every program makes a row as high as its wrapped text.
            self.sheet.set_row(FIRST_ROW + offset, line.text_lines * layout.LINE_POINTS)
        end = FIRST_ROW + len(lines)
        for spare in range(self.options.spare_rows):
            self._cells(end + spare, dict.fromkeys((column.key for column in self.columns), None))
        end += self.options.spare_rows
        self._meta()
        self._rules(max(end - 1, FIRST_ROW))
        self._page(lines, max(end - 1, FIRST_ROW), headings=any(line.row is None for line in lines))

    def _format(self, **more: object) -> Any:
        return self.book.add_format({**FONT, **more})

    def _head(self, title: str, subtitle: str) -> None:
        big = self._format(bold=True, font_size=14, align="center", text_wrap=False)
        small = self._format(italic=True, font_size=13, align="center", text_wrap=False)
        for row, text, style in ((TITLE_ROW, title, big), (SUBTITLE_ROW, subtitle, small)):
            if len(self.columns) > 1:
                self.sheet.merge_range(row, HIDDEN_COLUMNS, row, self.last, "", style)
            self.sheet.write_string(row, HIDDEN_COLUMNS, text, style)
        head = self._format(bold=True, align="center", valign="vcenter", border=THIN)
        number = self._format(italic=True, font_size=10, align="center", border=THIN, bottom=DOUBLE)
        for index, (key, text) in enumerate(((ID_KEY, ID_TITLE), (DIGEST_KEY, DIGEST_TITLE))):
            self.sheet.write_string(KEY_ROW, index, key)
            self.sheet.write_string(HEAD_ROW, index, text, head)
        for index, column in enumerate(self.columns):
            at = HIDDEN_COLUMNS + index
            self.sheet.write_string(KEY_ROW, at, KEY_PREFIX + column.key)
            self.sheet.write_string(HEAD_ROW, at, column.title, head)
            self.sheet.write_string(NUMBER_ROW, at, f"({index + 1})", number)
            self.sheet.set_column(at, at, column.width)
        self.sheet.set_column(0, HIDDEN_COLUMNS - 1, 12, None, {"hidden": True})
        self.sheet.set_row(KEY_ROW, None, None, {"hidden": True})
        self.sheet.set_row(HEAD_ROW, self._head_lines() * layout.LINE_POINTS)
        self.sheet.set_row(TITLE_ROW, 2 * layout.LINE_POINTS)
        self.sheet.set_row(SUBTITLE_ROW, 1.5 * layout.LINE_POINTS)
        self._styles = {column.key: self._format(**_cell_style(column)) for column in self.columns}
        # A heading runs on over the empty cells beside it: no spreadsheet sorts a table in which cells are merged.
        band = {"bold": True, "top": THIN, "bottom": THIN, "text_wrap": False}
        self._group_styles = [self._format(**band, **edge) for edge in ({"left": THIN}, {}, {"right": THIN})]

    def _head_lines(self) -> int:
        return max(layout.text_lines(column.title, column.width) for column in self.columns)

    def _heading(self, row: int, text: str) -> None:
        self.sheet.write_string(row, 0, GROUP_MARK)
        first, inner, last = self._group_styles
        for at in range(HIDDEN_COLUMNS + 1, self.last + 1):
            self.sheet.write_blank(row, at, None, last if at == self.last else inner)
        self.sheet.write_string(row, HIDDEN_COLUMNS, text, first)

    def _row(self, row: int, row_id: str, values: Mapping[str, Value]) -> None:
        self.sheet.write_string(row, 0, ID_MARK + row_id)
        self.sheet.write_string(row, 1, ID_MARK + digest(row_id, values, self.columns))
        self._cells(row, values)

    def _cells(self, row: int, values: Mapping[str, Value]) -> None:
        for index, column in enumerate(self.columns):
            at, style, value = HIDDEN_COLUMNS + index, self._styles[column.key], values[column.key]
            if value is None:
                self.sheet.write_blank(row, at, None, style)
            elif isinstance(value, Decimal):
                self.sheet.write_number(row, at, float(value), style)
            elif isinstance(value, date):
                self.sheet.write_datetime(row, at, value, style)
            else:
                self.sheet.write_string(row, at, value, style)

    def _rules(self, last_row: int) -> None:
        for index, column in enumerate(self.columns):
            at = HIDDEN_COLUMNS + index
            if column.choices:
                self.sheet.data_validation(FIRST_ROW, at, last_row, at, self._choice_rule(index, column))
            elif column.kind == "date" and column.editable:
                self.sheet.data_validation(FIRST_ROW, at, last_row, at, _date_rule(column))

    def _choice_rule(self, index: int, column: Column) -> dict[str, Any]:
        source: list[str] | str = list(column.choices)
        if len(",".join(column.choices)) > INLINE_LIST_LIMIT or any("," in choice for choice in column.choices):
            at = META_CHOICES_COLUMN + index
            for row, choice in enumerate(column.choices):
                self.meta.write_string(row, at, choice)
            letter = xl_col_to_name(at)
            source = f"={META_SHEET}!${letter}$1:${letter}${len(column.choices)}"
        return {
            "validate": "list",
            "source": source,
            "error_title": column.title[:32],
            "error_message": "Giá trị không có trong danh sách. Chọn một giá trị trong danh sách của ô.",
            "error_type": "stop" if column.kind == "choice" else "information",
        }

    def _page(self, lines: Sequence[layout.Line], last_row: int, *, headings: bool) -> None:
        sheet, options = self.sheet, self.options
        sheet.set_landscape()
        sheet.set_paper(9)
        inch = layout.MM_PER_INCH
        sheet.set_margins(
            left=layout.LEFT_MM / inch, right=layout.RIGHT_MM / inch, top=layout.TOP_MM / inch, bottom=layout.BOTTOM_MM / inch
        )
        sheet.set_footer('&C&"Times New Roman,Regular"&10Trang &P/&N', {"margin": 0.25})
        # "Fit to one page wide" would make Excel forget the page breaks below; a scale does not.
        sheet.set_print_scale(self.scale)
        sheet.repeat_rows(KEY_ROW, NUMBER_ROW)
        sheet.print_area(TITLE_ROW, HIDDEN_COLUMNS, last_row, self.last)
        sheet.freeze_panes(FIRST_ROW, HIDDEN_COLUMNS + min(options.freeze, len(self.columns) - 1))
        breaks = layout.page_breaks(
            lines,
            first_row=FIRST_ROW,
            rows_per_page=options.rows_per_page,
            scale=self.scale,
            head_points=(self._head_lines() + 4.5) * layout.LINE_POINTS,
        )
        if breaks:
            sheet.set_h_pagebreaks(breaks)
        if not headings:
            # The hidden columns are inside the filter, so that sorting by it moves each id with its row.
            sheet.autofilter(NUMBER_ROW, 0, last_row, self.last)
        sheet.activate()

    def _meta(self) -> None:
        told = {
            "format": FORMAT_VERSION,
            "export": self.stamp.id,
            "at": self.stamp.at.isoformat(),
            "commune": self.stamp.commune,
            "columns": json.dumps([column.key for column in self.columns]),
        }
        for row, (key, text) in enumerate(told.items()):
            self.meta.write_string(row, 0, key)
            self.meta.write_string(row, 1, text)
        self.meta.hide()


def _cell_style(column: Column) -> dict[str, Any]:
    style: dict[str, Any] = {"left": THIN, "right": THIN, "top": HAIR, "bottom": HAIR}
    if column.kind in ("date", "date-or-words"):
        return {**style, "num_format": DATE_FORMAT, "align": "center"}
    if column.kind == "number":
        places = "" if column.decimals is None else "0." + "0" * column.decimals if column.decimals else "0"
        return {**style, "align": "right", "num_format": places or "General"}
    # Text format: what a person types ("2/5", "07") stays what was typed.
    return {**style, "num_format": "@"}


def _date_rule(column: Column) -> dict[str, Any]:
    return {
        "validate": "date",
        "criteria": "between",
        "minimum": date(2000, 1, 1),
        "maximum": date(2099, 12, 31),
        "error_title": column.title[:32],
        "error_message": "Ghi ngày có thật, dạng ngày/tháng/năm, ví dụ 20/11/2026.",
        "error_type": "information",
    }
