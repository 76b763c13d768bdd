"""Codes of the lake in the words of the screen."""

from collections.abc import Mapping

from minhchung.flow.columns import Channel, Level, Status

STATUSES: Mapping[str, str] = {
    Status.REGISTERED: "Mới đăng ký",
    Status.RECEIVED: "Đã tiếp nhận",
    Status.REFUSED: "Không tiếp nhận",
    Status.PROCESSING: "Đang xử lý",
    Status.SUPPLEMENT: "Chờ bổ sung",
    Status.PAYMENT: "Chờ nghĩa vụ tài chính",
    Status.WITHDRAWN: "Công dân rút",
    Status.TERMINATED: "Dừng xử lý",
    Status.FINISHED: "Đã xử lý xong",
    Status.DELIVERED: "Đã trả kết quả",
}
CHANNELS: Mapping[str, str] = {Channel.DIRECT: "Trực tiếp", Channel.ONLINE: "Trực tuyến", Channel.POSTAL: "Bưu chính công ích"}
LEVELS: Mapping[str, str] = {Level.FULL: "Toàn trình", Level.PARTIAL: "Một phần", Level.INFORMATION: "Cung cấp thông tin"}
CHANGES: Mapping[str, str] = {
    "due-moved": "Ngày hẹn trả khác lần nhập trước",
    "backdated": "Ngày kết thúc ghi trước lần nhập còn thấy đang xử lý",
    "reopened": "Đã xong ở lần nhập trước, nay xử lý lại",
    "vanished": "Không còn trong lần nhập sau",
    "renamed-status": "Trạng thái ghi bằng chữ chưa biết nghĩa",
}
