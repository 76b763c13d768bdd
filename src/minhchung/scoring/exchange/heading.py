"""The sheet "Bộ tiêu chí": what a pack says of itself, one thing a row."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from minhchung.scoring.exchange.columns import LEVELS, MISSING, NOT_APPLICABLE, YES_NO, ZERO_DENOMINATOR, Column, words_of
from minhchung.scoring.packs import Pack
from minhchung.text.normal import fold


class HeadRow(NamedTuple):
    """A row: what it is about, a key or name where there are several of it, the value and the column that says how to write it."""

    item: str
    name: str
    value: Any
    column: Column


SINGLE: tuple[Column, ...] = (
    Column("id", "Mã bộ tiêu chí", 0, prompt="Chữ không dấu, số, gạch nối."),
    Column("version", "Phiên bản", 0, "whole"),
    Column("title", "Tên bộ tiêu chí", 0),
    Column("year", "Năm chấm", 0, "whole"),
    Column("level", "Cấp được chấm", 0, "words", words_of(LEVELS)),
    Column("sample", "Là bộ mẫu", 0, "words", YES_NO, prompt="Không: đúng với văn bản đã ban hành."),
    Column("provenance", "Văn bản ban hành", 0),
    Column("valid_from", "Có hiệu lực từ ngày", 0, "day"),
    Column("valid_to", "Hết hiệu lực sau ngày", 0, "day"),
    Column("scale", "Thang điểm", 0, "number"),
    Column("step", "Bước điểm ghi tay", 0, "number"),
    Column("decimals", "Số chữ số thập phân", 0, "whole"),
    Column("least", "Điểm cuối thấp nhất", 0, "number", prompt="Ghi cả hai mức, hoặc để trống cả hai."),
    Column("most", "Điểm cuối cao nhất", 0, "number"),
    Column("not_applicable", "Khi không áp dụng", 0, "words", words_of(NOT_APPLICABLE), prompt="Cho tiêu chí không ghi riêng."),
    Column("zero_denominator", "Khi mẫu số bằng 0", 0, "words", words_of(ZERO_DENOMINATOR), prompt="Cho tiêu chí không ghi riêng."),
    Column("missing", "Khi thiếu số liệu", 0, "words", words_of(MISSING), prompt="Cho tiêu chí không ghi riêng."),
    Column("bonus", "Trần điểm thưởng", 0, "number", prompt="Trống: không có điểm thưởng."),
    Column("penalty", "Trần điểm phạt", 0, "number", prompt="Trống: không có điểm phạt."),
)
MANY: tuple[Column, ...] = (
    Column("units", "Đơn vị", 0, prompt="Cột giữa là mã, cột sau là tên."),
    Column("sources", "Nguồn dẫn", 0, prompt="Cột giữa là mã, cột sau là tên văn bản."),
    Column("bands", "Mức xếp loại", 0, "number", prompt="Cột giữa là tên mức, cột sau là điểm thấp nhất của mức."),
    Column("groups", "Nhóm xếp hạng", 0, prompt="Mỗi nhóm một dòng, tên ở cột giữa."),
)
BY_TITLE: Mapping[str, Column] = {fold(column.title): column for column in (*SINGLE, *MANY)}
POLICIES = ("not_applicable", "zero_denominator", "missing")
PLAIN = tuple(column.key for column in SINGLE if column.key in Pack.model_fields and column.key not in ("bonus", "penalty"))


def head_rows(pack: Pack) -> Iterator[HeadRow]:
    """The rows of a pack, also those without a value, so that everything that may be said has its place."""
    told: dict[str, Any] = {key: getattr(pack, key) for key in PLAIN}
    told |= {key: getattr(pack.policies, key) for key in POLICIES}
    told["least"], told["most"] = pack.bounds or (None, None)
    told |= {"bonus": pack.bonus and pack.bonus.cap, "penalty": pack.penalty and pack.penalty.cap}
    yield from (HeadRow(column.title, "", told[column.key], column) for column in SINGLE)
    units, sources, bands, groups = MANY
    yield from (HeadRow(units.title, key, text, units) for key, text in pack.units.items())
    yield from (HeadRow(sources.title, key, text, sources) for key, text in pack.sources.items())
    yield from (HeadRow(bands.title, band.label, band.min, bands) for band in pack.bands)
    yield from (HeadRow(groups.title, group, None, groups) for group in pack.groups)


def head_of(rows: list[HeadRow]) -> tuple[dict[str, Any], dict[str, Decimal]]:
    """The fields of a pack, and the caps of bonus and penalty, out of the rows."""
    single = {row.column.key: row.value for row in rows if row.column in SINGLE and row.value is not None}
    head: dict[str, Any] = {key: single[key] for key in PLAIN if key in single}
    head["policies"] = {key: single[key] for key in POLICIES if key in single}
    if "least" in single or "most" in single:
        head["bounds"] = (single.get("least"), single.get("most"))
    for key in ("units", "sources"):
        head[key] = {row.name: row.value for row in rows if row.column.key == key}
    head["bands"] = tuple({"label": row.name, "min": row.value} for row in rows if row.column.key == "bands")
    head["groups"] = tuple(row.name for row in rows if row.column.key == "groups")
    return head, {part: single[part] for part in ("bonus", "penalty") if part in single}
