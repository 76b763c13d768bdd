"""How the provincial system writes an export: its words, its numbers, and invented applicants that must never reach the lake."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from minhchung.flow.columns import Channel, Level, LimitUnit, Payment, Status

# The ten states of the national portal with their numbers (domain notes 5.1).
STATUSES: Mapping[str, tuple[int, str]] = {
    Status.REGISTERED: (1, "Mới đăng ký"),
    Status.RECEIVED: (2, "Được tiếp nhận"),
    Status.REFUSED: (3, "Không được tiếp nhận"),
    Status.PROCESSING: (4, "Đang xử lý"),
    Status.SUPPLEMENT: (5, "Yêu cầu bổ sung giấy tờ"),
    Status.PAYMENT: (6, "Yêu cầu thực hiện nghĩa vụ tài chính"),
    Status.WITHDRAWN: (7, "Công dân yêu cầu rút hồ sơ"),
    Status.TERMINATED: (8, "Dừng xử lý"),
    Status.FINISHED: (9, "Đã xử lý xong"),
    Status.DELIVERED: (10, "Đã trả kết quả"),
}
WORDS: Mapping[str, Mapping[str, str]] = {
    "status": {status: word for status, (_, word) in STATUSES.items()},
    "channel": {Channel.DIRECT: "Trực tiếp", Channel.ONLINE: "Trực tuyến", Channel.POSTAL: "Bưu chính công ích"},
    "level": {Level.FULL: "Toàn trình", Level.PARTIAL: "Một phần", Level.INFORMATION: "Cung cấp thông tin"},
    "paid_online": {Payment.NONE: "Không", Payment.PORTAL: "Cổng DVCQG", Payment.GATEWAY: "Cổng địa phương"},
    "limit_unit": {
        LimitUnit.HOURS: "Giờ làm việc",
        LimitUnit.WORKING_DAYS: "Ngày làm việc",
        LimitUnit.DAYS: "Ngày",
        LimitUnit.MONTHS: "Tháng",
    },
}
CHANNELS = {Channel.DIRECT: 1, Channel.ONLINE: 2, Channel.POSTAL: 3}
PAYMENTS = {Payment.NONE: 0, Payment.PORTAL: 1, Payment.GATEWAY: 2}


def written(column: str, value: Any) -> str | int | datetime | None:
    """A value of the lake as the system writes it in a list: words, "Có" and "Không", numbers; moments stay moments."""
    if value is None or column not in WORDS:
        return ("Có" if value else "Không") if isinstance(value, bool) else value
    return WORDS[column][value]


def applicant(number: int) -> dict[str, str]:
    """An invented applicant: every number lies where no real one can (no province has the code 000, no phone begins with 0000)."""
    name = f"Nguyễn Văn Mẫu {number:05d}"
    phone = f"0000{number:06d}"
    return {
        "name": name,
        "identity": f"000000{number:06d}",
        "phone": phone,
        "email": f"mau{number:05d}@example.invalid",
        "address": f"Số {number % 97 + 1}, tổ {number % 23 + 1}, phường Vân Khê (hư cấu)",
        "summary": f"Hồ sơ của {name}, điện thoại {phone}",
    }
