"""What the acts on meetings write, in words."""

from minhchung.apps.ground.words import name_fields
from minhchung.apps.meetings.models import Conclusion, Invitation, Meeting

name_fields(
    "meetings",
    {
        "kind": "loại cuộc họp",
        "title": "tên cuộc họp",
        "starts_at": "thời gian",
        "place": "địa điểm",
        "chair": "chủ trì",
        "secretary": "thư ký",
        "copied_from": "chép chương trình từ",
        "units": "đơn vị được mời",
        "people": "người được mời",
        "who": "thành phần",
        "attendance": "điểm danh",
        "remark": "lý do, người dự thay",
        "opened": "khai mạc lúc",
        "ended": "kết thúc lúc",
        "cancelled": "hủy lúc",
        "notice": "thông báo kết luận",
        "items": "nội dung thêm",
        "item": "nội dung",
        "reports": "đơn vị báo cáo",
        "order": "thứ tự",
        "minutes": "biên bản",
        "conclusions": "kết luận thêm",
        "conclusion": "kết luận",
        "line": "loại kết luận",
        "assignment": "nhiệm vụ",
    },
    values={
        "kind": dict(Meeting.Kind.choices),
        "attendance": dict(Invitation.State.choices),
        "line": dict(Conclusion.Kind.choices),
    },
    subjects={
        "chair": "person",
        "secretary": "person",
        "people": "person",
        "units": "unit",
        "reports": "unit",
        "copied_from": "meeting",
        "notice": "document",
        "assignment": "assignment",
    },
)
