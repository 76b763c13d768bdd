"""The papers of a round: declaration (bảng tự chấm), review sheet (phiếu thẩm định), explanation sheet (bản giải trình), lost points.

Columns in use [practice]: leaf, maximum, declared data, how points are computed, required evidence, self-score, evidence and explanation,
appraised score, opinion, final.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from minhchung.apps.ground import figures
from minhchung.apps.indexes.losses import Losing
from minhchung.apps.indexes.rounds.table import APPRAISED, DECLARED, Heading, Line, Table
from minhchung.apps.indexes.rules import rounds
from minhchung.letters.tables import Cell, Column, TablePaper
from minhchung.letters.tables import Line as Row
from minhchung.scoring.words import written_value
from minhchung.text.written import written_day, written_points

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
CODE, TITLE, MAXIMUM = Column("Mã", 11), Column("Tiêu chí", 28), Column("Điểm tối đa", 12, number=True)
Value = Callable[[Line], Cell]


@dataclass(frozen=True)
class Added:
    """A column beside code, title and maximum: what stands in a leaf's row, and the column of points it adds up ("" for none)."""

    column: Column
    value: Value
    adds: str = ""


def declaration(table: Table, *, at: datetime) -> TablePaper:
    """What the ward hands in."""
    added = (
        Added(Column("Số liệu đã khai", 22), lambda line: _data(line, table)),
        Added(Column("Cách tính điểm", 26), lambda line: line.node.scored_by.in_words(line.node.max)),
        Added(Column("Minh chứng cần có", 26), lambda line: "\n".join(asked.text for asked in line.node.evidence)),
        Added(Column("Điểm theo quy tắc", 12, number=True), lambda line: line.known.points),
        Added(Column("Điểm tự chấm", 12, number=True), lambda line: line.declared, DECLARED),
        Added(Column("Minh chứng, giải trình", 24), _evidence_and_reason),
    )
    notes = [f"Số liệu và minh chứng tính đến {_moment(table.content.at)}."]
    if table.stage == rounds.LOCKED and table.round.state not in (rounds.APPROVED, *rounds.DECLARED):
        notes.append("Hết hạn phê duyệt nên đợt chấm tự khóa; lãnh đạo chưa phê duyệt trên phần mềm.")
    frame = _frame(table, "Bảng tự chấm", "BẢNG TỰ CHẤM ĐIỂM CHỈ SỐ CẢI CÁCH HÀNH CHÍNH", at)
    return _tree(frame, table, added, notes)


def review(table: Table, *, at: datetime) -> TablePaper:
    """What the city says of each leaf."""
    added = (
        Added(Column("Điểm tự chấm", 12, number=True), lambda line: line.declared, DECLARED),
        Added(Column("Giải trình của phường", 28), lambda line: "\n".join(filter(None, [line.said, _answer(line)]))),
        Added(Column("Thẩm định lần 1", 12, number=True), lambda line: line.points.get(rounds.MARK_FIRST), rounds.MARK_FIRST),
        Added(Column("Thẩm định lần 2", 12, number=True), lambda line: line.points.get(rounds.MARK_SECOND), rounds.MARK_SECOND),
        Added(Column("Ý kiến thẩm định", 32), lambda line: line.opinion),
        Added(Column("Điểm cuối", 12, number=True), lambda line: line.appraised, APPRAISED),
    )
    return _tree(_frame(table, "Phiếu thẩm định", "PHIẾU THẨM ĐỊNH CHỈ SỐ CẢI CÁCH HÀNH CHÍNH", at), table, added)


def explanation_sheet(table: Table, files: dict[int, list[str]], *, at: datetime) -> TablePaper:
    """What was asked and what the ward answers; `files`: explanation → names."""
    columns = (CODE, TITLE, MAXIMUM, Column("Điểm tự chấm", 12, number=True), Column("Thẩm định lần 1", 12, number=True),
               Column("Nội dung cần giải trình", 32), Column("Giải trình của phường", 40), Column("Tệp kèm theo", 24))  # fmt: skip
    asked = [line for line in table.lines if line.explanation is not None]
    lines = [
        Row((line.node.code, line.node.title, line.known.maximum, line.declared, line.points.get(rounds.MARK_FIRST),
             line.explanation.asked, line.explanation.answer or "Chưa giải trình", "\n".join(files.get(line.explanation.pk, []))))
        for line in asked if line.explanation is not None
    ]  # fmt: skip
    frame = _frame(table, "Bản giải trình", "BẢN GIẢI TRÌNH KẾT QUẢ TỰ CHẤM CHỈ SỐ CẢI CÁCH HÀNH CHÍNH", at)
    return replace(frame, columns=columns, lines=lines)


def lost_points(table: Table, found: Sequence[Losing], *, at: datetime) -> TablePaper:
    """Points lost per unit head: a row per unit, under it the leaves that lost points and why."""
    columns = (Column("Đơn vị, tiêu chí", 42), Column("Người đứng đầu", 22), Column("Điểm tối đa", 12, number=True),
               Column("Điểm hiện có", 12, number=True), Column("Điểm mất", 12, number=True), Column("Vì sao", 44))  # fmt: skip
    lines: list[Row] = []
    for each in found:
        waiting = f"chưa biết {written_points(each.waiting)}" if each.waiting else ""
        lines.append(Row((each.name, each.heads or "–", each.maximum, each.latest, each.lost, waiting), strong=True))
        lines += [
            Row((f"{line.node.code} {line.node.title}", "", line.known.maximum, line.latest, line.lost, line.opinion or line.said
                 or line.known.why))
            for line in each.losing
        ]  # fmt: skip
    lost = sum((each.lost for each in found), Decimal(0))
    lines.append(Row(("Cộng", "", None, None, lost, ""), strong=True))
    return replace(_frame(table, "Điểm mất", "BÁO CÁO ĐIỂM MẤT THEO NGƯỜI ĐỨNG ĐẦU ĐƠN VỊ", at), columns=columns, lines=lines)


def _tree(frame: TablePaper, table: Table, added: Sequence[Added], notes: Sequence[str] = ()) -> TablePaper:
    """The paper with the whole tree: fields with their sums, leaves, the total as the set adds it up."""
    lines = []
    for row in table.rows:
        if isinstance(row, Heading):
            sums = [row.sums.get(each.adds) if each.adds else "" for each in added]
            lines.append(Row((row.code, row.title, row.maximum, *sums), strong=True))
        else:
            lines.append(Row((row.node.code, row.node.title, row.known.maximum, *(each.value(row) for each in added))))
    whole = sum((leaf.max for leaf in table.content.pack.leaves), Decimal(0))
    totals = [table.total(each.adds).final if each.adds and table.filled(each.adds) else "" for each in added]
    lines.append(Row(("", "Tổng cộng", whole, *totals), strong=True))
    return replace(frame, columns=(CODE, TITLE, MAXIMUM, *(each.column for each in added)), lines=lines, notes=(*notes, *frame.notes))


def _frame(table: Table, name: str, title: str, at: datetime) -> TablePaper:
    """What stands around the table."""
    stage = rounds.STAGES[table.stage]
    return TablePaper(
        name=name,
        title=f"{title} NĂM {table.round.index.year}",
        subtitle=f"{table.round.title}, {stage[:1].lower()}{stage[1:]}; lập lúc {_moment(at)}",
        left=f"ỦY BAN NHÂN DÂN\n{table.round.index.commune.name.upper()}",
        right=NATION,
        columns=(),
        lines=(),
        notes=(_set_words(table),),
        signers=("NGƯỜI LẬP", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH"),
    )


def _data(line: Line, table: Table) -> str:
    titles = {variable.name: variable.title for variable in table.content.pack.variables}
    return "\n".join(f"{titles.get(name) or label_of(name)}: {written_value(known.value)}" for name, known in line.known.used.items())


def label_of(name: str) -> str:
    """A figure of the software by its label."""
    figure = figures.FIGURES.get(name)
    return figure.label if figure else name


def _evidence_and_reason(line: Line) -> str:
    proof = f"Minh chứng {line.proof.met}/{line.proof.wanted}" if line.proof.wanted else ""
    return "\n".join(filter(None, [proof, line.said]))


def _answer(line: Line) -> str:
    return f"Giải trình: {line.explanation.answer}" if line.explanation and line.explanation.answer else ""


def _set_words(table: Table) -> str:
    pack = table.content.pack
    sample = " Bộ tiêu chí mẫu, không phải bản chính thức." if pack.sample else ""
    return f"Chấm theo “{pack.title}”, bản {pack.version}, mã kiểm tra {pack.digest[:16]}.{sample}"


def _moment(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{local:%H:%M} ngày {written_day(local.date())}"
