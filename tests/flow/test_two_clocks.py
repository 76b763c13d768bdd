"""Two clocks: the system's moments against the slip and the signature, in working minutes, with a reason where one side is missing."""

from datetime import datetime
from typing import Any

import pyarrow as pa
import pytest

from minhchung.flow.inputs import InputError, Tables
from minhchung.flow.two_clocks import two_clocks
from tests.flow.small_ward import slots, table

moment = datetime.fromisoformat
STEPS = [
    {"code": "A", "seq": 1, "step": "Tiếp nhận", "unit": "Một cửa", "officer": "Lê", "started_at": moment("2026-03-04 08:00")},
    {"code": "A", "seq": 2, "step": "Thẩm định", "unit": "Phòng KT", "officer": "Toàn", "started_at": moment("2026-03-05 16:00")},
    {"code": "A", "seq": 3, "step": "Trả kết quả", "unit": "Một cửa", "officer": "Lê", "started_at": moment("2026-03-09 08:00")},
]
DOSSIERS = [
    {"code": "A", "status": "finished", "finished_at": moment("2026-03-09 09:00")},
    {"code": "B", "status": "processing", "finished_at": None},
]
TABLES = Tables(table("dossiers", DOSSIERS), table("steps", STEPS))


def compared(slips: list[dict[str, Any]] | None = None, signed: list[dict[str, Any]] | None = None) -> list[dict[str, Any]]:
    tables = [pa.Table.from_pylist(rows) if rows else None for rows in (slips, signed)]
    return two_clocks(TABLES, slots(), slips=tables[0], signed=tables[1]).to_pylist()


def slip(seq: int, unit: str | None, at: str | None, officer: str | None = None) -> dict[str, Any]:
    return {"code": "A", "seq": seq, "unit": unit, "officer": officer, "at": moment(at) if at else None}


def test_a_late_stamp_of_the_system_is_positive_and_an_early_one_negative() -> None:
    rows = compared(
        [slip(1, "một cửa", "2026-03-04 08:00"), slip(2, "Phòng KT", "2026-03-05 08:00"), slip(3, "Một cửa", "2026-03-09 08:30")]
    )
    assert [(row["seq"], row["step"], row["minutes"]) for row in rows] == [
        (1, "Tiếp nhận", 0),
        (2, "Thẩm định", 390),
        (3, "Trả kết quả", -30),
    ]


def test_an_officer_on_the_slip_is_matched_before_the_unit() -> None:
    (row,) = compared([slip(1, "Phòng khác", "2026-03-05 15:00", officer="TOÀN")])
    assert (row["seq"], row["minutes"], row["holder"]) == (2, 60, "TOÀN")


def test_what_has_no_other_side_is_listed_with_the_reason() -> None:
    rows = compared(
        [slip(1, "Phòng lạ", "2026-03-04 08:00"), slip(2, None, "2026-03-04 08:00"), slip(3, "Phòng KT", None)],
        [{"code": code, "signed_at": moment("2026-03-05 10:00")} for code in ("B", "C")] + [{"code": "A", "signed_at": None}],
    )
    assert [(row["minutes"], row["why"]) for row in rows] == [
        (None, "hệ thống không ghi bước nào của người hoặc đơn vị này"),
        (None, "phiếu không ghi người hoặc đơn vị nhận"),
        (None, "phiếu không ghi giờ"),
        (None, "hệ thống chưa ghi kết thúc xử lý"),
        (None, "không có hồ sơ này trong dữ liệu"),
        (None, "không đọc được giờ ký"),
    ]


def test_the_signing_time_is_set_against_the_end_with_its_zone() -> None:
    (row,) = compared(signed=[{"code": "A", "signed_at": moment("2026-03-06T02:30:00+00:00")}])
    assert (row["source"], row["real_at"], row["minutes"]) == ("signature", moment("2026-03-06 09:30"), 150 + 210 + 90)


def test_years_without_a_calendar_have_a_reason_and_no_minutes() -> None:
    (row,) = compared(signed=[{"code": "A", "signed_at": moment("2019-03-06 09:30")}])
    assert (row["minutes"], row["why"]) == (None, "ngày nằm ngoài các năm có lịch làm việc")


def test_nothing_given_is_an_empty_table_and_a_wrong_one_is_refused() -> None:
    assert compared() == []
    with pytest.raises(InputError, match="Bảng slips thiếu cột at"):
        compared([{"code": "A", "seq": 1}])
