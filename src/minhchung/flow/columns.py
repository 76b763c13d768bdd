"""The columns of the lake: the only things of an export that are kept. What is not listed here does not enter.

Applicants' names, addresses, phones, e-mails, identity numbers and free text have no column, on purpose (the design's rule 11).
Moments are wall-clock times of Viet Nam without zone; a column in which the source gives only days is marked so in the manifest.
An empty cell of a column that the export has means "known to be empty"; a column that the export lacks says nothing.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

import pyarrow as pa

Kind = Literal["text", "moment", "flag", "count", "choice"]


class Status(StrEnum):
    """Where a dossier stands: the ten states of the national portal, by name because the numbers differ between systems."""

    REGISTERED = "registered"  # 1 mới đăng ký
    RECEIVED = "received"  # 2 được tiếp nhận
    REFUSED = "refused"  # 3 không được tiếp nhận
    PROCESSING = "processing"  # 4 đang xử lý
    SUPPLEMENT = "supplement"  # 5 yêu cầu bổ sung giấy tờ
    PAYMENT = "payment"  # 6 yêu cầu thực hiện nghĩa vụ tài chính
    WITHDRAWN = "withdrawn"  # 7 công dân yêu cầu rút hồ sơ
    TERMINATED = "terminated"  # 8 dừng xử lý
    FINISHED = "finished"  # 9 đã xử lý xong
    DELIVERED = "delivered"  # 10 đã trả kết quả


class Channel(StrEnum):
    """How a dossier was handed in (KenhThucHien)."""

    DIRECT = "direct"
    ONLINE = "online"
    POSTAL = "postal"


class Level(StrEnum):
    """How much of the procedure can be done online."""

    FULL = "full"  # toàn trình
    PARTIAL = "partial"  # một phần
    INFORMATION = "information"  # cung cấp thông tin


class Payment(StrEnum):
    """Where the fee was paid online (DuocThanhToanTrucTuyen)."""

    NONE = "none"
    PORTAL = "portal"
    GATEWAY = "gateway"


class LimitUnit(StrEnum):
    """The unit of a time limit, as `worktime.Limit` writes it."""

    HOURS = "wh"
    WORKING_DAYS = "wd"
    DAYS = "d"
    MONTHS = "m"


OPEN = (Status.RECEIVED, Status.PROCESSING, Status.SUPPLEMENT, Status.PAYMENT)
RESOLVED = (Status.FINISHED, Status.DELIVERED)
GIVEN_BACK = (Status.WITHDRAWN, Status.TERMINATED)
NOT_TAKEN = (Status.REGISTERED, Status.REFUSED)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the lake, its kind, what it is called in Vietnamese, and for a choice the values it may have."""

    name: str
    kind: Kind
    title: str
    choices: tuple[str, ...] = ()

    @property
    def type(self) -> pa.DataType:
        """The Arrow type of the column."""
        return {
            "text": pa.string(),
            "choice": pa.string(),
            "moment": pa.timestamp("s"),
            "flag": pa.bool_(),
            "count": pa.int32(),
        }[self.kind]


DOSSIERS = (
    Column("code", "text", "Mã hồ sơ"),
    Column("procedure_code", "text", "Mã thủ tục"),
    Column("procedure", "text", "Tên thủ tục hành chính"),
    Column("field", "text", "Lĩnh vực"),
    Column("level", "choice", "Mức độ trực tuyến", tuple(Level)),
    Column("channel", "choice", "Kênh nộp", tuple(Channel)),
    Column("status", "choice", "Trạng thái", tuple(Status)),
    Column("unit", "text", "Đơn vị giải quyết"),
    Column("receiving_unit", "text", "Đơn vị tiếp nhận"),
    Column("officer", "text", "Cán bộ đang xử lý"),
    Column("receiver", "text", "Người tiếp nhận"),
    Column("limit_amount", "count", "Thời hạn giải quyết"),
    Column("limit_unit", "choice", "Đơn vị thời hạn", tuple(LimitUnit)),
    Column("submitted_at", "moment", "Ngày nộp"),
    Column("received_at", "moment", "Ngày tiếp nhận"),
    Column("due_at", "moment", "Ngày hẹn trả"),
    Column("finished_at", "moment", "Ngày kết thúc xử lý"),
    Column("delivered_at", "moment", "Ngày trả kết quả"),
    Column("refused_at", "moment", "Ngày từ chối"),
    Column("supplement_count", "count", "Số lần yêu cầu bổ sung"),
    Column("supplement_asked_at", "moment", "Ngày yêu cầu bổ sung (lần cuối)"),
    Column("supplement_given_at", "moment", "Ngày bổ sung xong (lần cuối)"),
    Column("paper_result", "flag", "Kết quả là giấy tờ"),
    Column("result_file", "flag", "Có tệp kết quả điện tử"),
    Column("digitised", "flag", "Thành phần hồ sơ đã số hóa"),
    Column("reused", "flag", "Có thành phần tái sử dụng"),
    Column("personal_store", "flag", "Lấy từ kho dữ liệu cá nhân"),
    Column("verified_account", "flag", "Tài khoản xác thực VNeID"),
    Column("population_data", "flag", "Dùng dữ liệu dân cư"),
    Column("has_fee", "flag", "Có nghĩa vụ tài chính"),
    Column("paid_online", "choice", "Thanh toán trực tuyến", tuple(Payment)),
    Column("synced", "flag", "Đã đồng bộ lên Cổng quốc gia"),
    Column("outside_territory", "flag", "Tiếp nhận phi địa giới"),
    Column("vertical_sector", "flag", "Thủ tục ngành dọc"),
    Column("interlinked", "flag", "Thủ tục liên thông"),
    Column("apology_sent", "flag", "Đã có văn bản xin lỗi"),
)

# Who handled a dossier when. `seq` is the order in the source: moments are often equal, and a sort by them would change the route.
STEPS = (
    Column("code", "text", "Mã hồ sơ"),
    Column("seq", "count", "Thứ tự"),
    Column("step", "text", "Bước"),
    Column("unit", "text", "Đơn vị"),
    Column("officer", "text", "Cán bộ"),
    Column("started_at", "moment", "Bắt đầu"),
    Column("ended_at", "moment", "Kết thúc"),
    Column("allowed_until", "moment", "Phải xong trước"),
)

SUPPLEMENTS = (
    Column("code", "text", "Mã hồ sơ"),
    Column("seq", "count", "Lần"),
    Column("asked_at", "moment", "Yêu cầu lúc"),
    Column("given_at", "moment", "Bổ sung xong lúc"),
    Column("due_before", "moment", "Ngày hẹn trả trước"),
    Column("due_after", "moment", "Ngày hẹn trả mới"),
)

TABLES: dict[str, tuple[Column, ...]] = {"dossiers": DOSSIERS, "steps": STEPS, "supplements": SUPPLEMENTS}
KEYS: dict[str, tuple[str, ...]] = {"dossiers": ("code",), "steps": ("code", "seq"), "supplements": ("code", "seq")}


def schema(table: str, names: tuple[str, ...] | None = None) -> pa.Schema:
    """The Arrow schema of a table, of all its columns or of those named. Raises KeyError for a table or column there is not."""
    columns = {column.name: column for column in TABLES[table]}
    return pa.schema([(name, columns[name].type) for name in (names or columns)])
