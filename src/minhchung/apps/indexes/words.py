"""What the acts on criteria write, in words."""

from decimal import Decimal
from typing import Any

from minhchung.apps.ground.words import digest, name_fields
from minhchung.apps.indexes.rules import rounds
from minhchung.text.written import written_points


def _points(value: Any) -> str:
    """0,75, as everywhere points are shown."""
    return written_points(Decimal(str(value)))


name_fields(
    "indexes",
    {
        "code": "mã tiêu chí",
        "title": "tên",
        "points": "điểm",
        "evidence": "minh chứng cần có",
        "requirement": "minh chứng cần có",
        "assignment": "nhiệm vụ số",
        "procedures": "thủ tục",
        "criteria": "số tiêu chí chuyển",
        "pack": "bộ tiêu chí",
        "version": "bản",
        "year": "năm",
        "digest": "mã kiểm tra",
        "units": "đơn vị nhận ra",
        "unit": "đơn vị",
        "leaves": "tiêu chí thành phần",
        "made": "tiêu chí mới",
        "archived": "tiêu chí đã lưu trữ",
        "target": "mục tiêu điểm",
        "target_rank": "mục tiêu thứ hạng",
        "group": "nhóm xếp hạng",
        "values": "số liệu",
        "figures": "số liệu đã tính",
        "changed": "số thay đổi",
        "ruling": "ghi tay",
        "day": "ngày",
        "scores": "số điểm công bố",
        "secured": "chắc chắn",
        "unproven": "chưa minh chứng",
        "winnable": "còn giành được",
        "lost": "đã mất",
        "unknown": "chưa biết",
        "expected": "dự báo cuối năm",
        "round": "đợt chấm",
        "column": "cột điểm",
        "state": "bước",
        "opens": "mở tự chấm",
        "self_closes": "hết tự chấm",
        "approve_by": "hạn phê duyệt",
        "appraisal1_closes": "hết thẩm định lần 1",
        "explanation_closes": "hết giải trình",
        "appraisal2_closes": "hết thẩm định lần 2",
        "taken": "tiêu chí lấy điểm cột trước",
        "asked": "cần giải trình",
        "answer": "giải trình",
        "file": "tệp",
        "files": "tệp kèm",
        "sha256": "mã băm của tệp",
        "total": "tổng điểm công bố",
        "rank": "thứ hạng công bố",
        "decision": "quyết định",
        "name": "tên tệp",
        "rows": "số dòng",
        "open": "việc chưa rõ",
    },
    values={"column": rounds.COLUMNS, "state": rounds.STAGES},
    shown={"points": _points, "total": _points, "sha256": digest},
)
name_fields("indexes.pass_on", {"passed": "tiêu chí đã chuyển"}, subjects={"passed": "criterion"})
