"""What the acts on registers, clauses and management reviews write, in words."""

from minhchung.apps.ground.words import name_fields
from minhchung.apps.management.models import Decision, Entry
from minhchung.apps.management.rules import course

name_fields(
    "management",
    {
        "register": "sổ",
        "number": "số",
        "values": "nội dung",
        "unit": "đơn vị phụ trách",
        "reviewed_on": "đã xem lại ngày",
        "review_on": "xem lại trước ngày",
        "note": "ghi nhận",
        "state": "trạng thái",
        "ended_on": "đóng ngày",
        "ended_note": "lý do đóng",
        "assignment": "nhiệm vụ",
        "title": "tên",
        "purpose": "mục đích",
        "clauses": "điều khoản",
        "review_months": "xem lại mỗi (tháng)",
        "columns": "cột",
        "source": "văn bản quy định",
        "excluded": "không áp dụng",
        "reason": "lý do",
        "planned_on": "ngày dự kiến",
        "since": "số liệu từ ngày",
        "place": "địa điểm",
        "chair": "chủ trì",
        "secretary": "thư ký",
        "people": "người được mời",
        "guests": "khách mời",
        "input": "đầu vào",
        "held_on": "họp ngày",
        "present": "số người có mặt",
        "inputs": "số đầu vào",
        "bare": "đầu vào chưa có dữ liệu",
        "order": "quyết định số",
        "kind": "loại quyết định",
        "text": "quyết định",
        "dropped": "bỏ lúc",
        "cancelled": "hủy lúc",
        "register_entries": "số mục chuyển",
    },
    values={"state": {**dict(Entry.State.choices), **course.STATES}, "kind": dict(Decision.Kind.choices)},
    subjects={"unit": "unit", "assignment": "assignment", "chair": "person", "secretary": "person", "people": "person"},
)
name_fields("management.pass_on", {"passed": "mục đã chuyển"}, subjects={"passed": "register_entry"})
