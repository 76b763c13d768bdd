"""The weekly report as a workbook, in the layout in which it is printed."""

from datetime import datetime

from minhchung.apps.dossiers.papers import Cell, Head, Paper, Table, workbook
from minhchung.apps.dossiers.weekly import COLUMNS, GROUPS, Week, WeekRow, WeekTable
from minhchung.text.written import written_day

WIDTHS = (5.0, 36.0, *(9.5 for _ in COLUMNS))
TITLE = "BÁO CÁO TUẦN TÌNH HÌNH TIẾP NHẬN, GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH"


def week_workbook(report: Week, *, commune: str, detail: bool, at: datetime) -> bytes:
    """The report. `detail`: with the dossiers at risk and those that owe a letter, for who may see dossiers one by one."""
    tables = [_table(table, report.total) for table in report.tables if not table.missing]
    window = report.asked.period.window
    notes = [f"Cách tính hạn: {report.definition}.", f"Số liệu lúc {report.as_of:%H:%M} ngày {written_day(report.as_of)}."]
    notes += [f"Ghi chú: {note}." for note in report.notes]
    notes += [f"Chưa biết: {reason}." for reason in report.reasons]
    notes += [table.missing for table in report.tables if table.missing]
    if report.current:
        notes.append(f"Hồ sơ có nguy cơ quá hạn: {len(report.risk)}. Văn bản xin lỗi còn nợ: {len(report.owing)}.")
    if detail:
        notes += [
            f"Nguy cơ: {row.code}, {row.procedure}, {row.unit or row.officer or 'chưa rõ ai giữ'}: {row.reason}." for row in report.risk
        ]
        notes += [f"Nợ văn bản xin lỗi: {row.code}, {row.procedure}." for row in report.owing]
    left = f"UBND {commune.upper()}\nTRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG"
    right = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    paper = Paper("Báo cáo tuần", TITLE, window.title, left, right, tuple(tables), tuple(notes))
    return workbook(paper, at=at)


def _table(table: WeekTable, total: WeekRow) -> Table:
    heads = [Head("STT", 0, 0, 1, 0), Head(table.title.removeprefix("Theo ").capitalize(), 0, 1, 1, 1)]
    column = 2
    for title, size in GROUPS:
        heads.append(Head(title, 0, column, 0, column + size - 1))
        column += size
    heads += [Head(short, 1, place, 1, place) for place, short in enumerate(COLUMNS.values(), start=2)]
    rows = [_line(str(place), row) for place, row in enumerate(table.rows, start=1)]
    return Table(tuple(heads), WIDTHS, rows, _line("", total), title=table.title)


def _line(place: str, row: WeekRow) -> list[Cell]:
    return [place, row.title, *(cell.value for cell in row.cells)]
