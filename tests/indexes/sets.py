"""A small criteria set: one leaf of each way data come in, and what they ask to see."""

from datetime import date
from typing import Any

from minhchung.scoring.packs import Pack


def small_set(**changes: Any) -> Pack:
    """Two fields, five leaves, ten points."""
    return Pack.model_validate(BODY | changes)


BODY: dict[str, Any] = {
    "id": "thu-2026",
    "version": 1,
    "title": "Bộ tiêu chí thử năm 2026",
    "year": 2026,
    "sample": True,
    "provenance": "Dựng cho kiểm thử",
    "valid_from": date(2026, 1, 1),
    "scale": "10",
    "units": {"VHXH": "Phòng Văn hóa - Xã hội", "KT": "Phòng Kinh tế"},
    "bands": [{"label": "Tốt", "min": "8"}, {"label": "Khá", "min": "0"}],
    "variables": [
        {"name": "ngay_ke_hoach", "title": "Ngày ban hành kế hoạch", "kind": "date"},
        {"name": "co_doi_thoai", "title": "Đã tổ chức đối thoại", "kind": "yes_no"},
        {"name": "da_lam", "title": "Nhiệm vụ đã làm", "unit": "nhiệm vụ"},
        {"name": "phai_lam", "title": "Nhiệm vụ phải làm", "unit": "nhiệm vụ"},
        {"name": "sipas", "title": "Chỉ số hài lòng", "unit": "%", "official": "satisfaction"},
    ],
    "nodes": [
        {
            "code": "1", "title": "Chỉ đạo", "max": "5",
            "children": [
                {"code": "1.1", "title": "Ban hành kế hoạch", "max": "2", "lead": "VHXH", "source": "evidence",
                 "deadline": date(2026, 3, 31), "rule": {"shape": "deadline_graded", "on": "ngay_ke_hoach", "due": date(2026, 1, 31),
                          "bands": [{"late_days": 0, "points": "2"}, {"late_days": 15, "points": "1"}]},
                 "evidence": [{"text": "Kế hoạch năm 2026"}]},
                {"code": "1.2", "title": "Đối thoại", "max": "1", "lead": "KT", "supporting": ["VHXH"], "source": "evidence",
                 "rule": {"shape": "yes_no", "when": "co_doi_thoai"}, "evidence": [{"text": "Biên bản hội nghị"}]},
                {"code": "1.3", "title": "Hoàn thành nhiệm vụ", "max": "2", "lead": "VHXH", "source": "evidence",
                 "rule": {"shape": "ratio_linear", "numerator": "da_lam", "denominator": "phai_lam"}},
            ],
        },
        {
            "code": "2", "title": "Kết quả", "max": "5",
            "children": [
                {"code": "2.1", "title": "Nhiệm vụ đúng hạn", "max": "3", "lead": "VHXH", "source": "metric",
                 "rule": {"shape": "ratio_linear", "ratio": "assignments.on_time_share"}},
                {"code": "2.2", "title": "Hài lòng", "max": "2", "source": "survey", "self_scored": False,
                 "rule": {"shape": "index_linear", "index": "sipas"}},
            ],
        },
    ],
}  # fmt: skip

BESIDE: dict[str, Any] = {
    "variables": [
        *BODY["variables"],
        {"name": "nhan_rong", "title": "Sáng kiến được nhân rộng", "kind": "yes_no"},
        {"name": "thi_diem", "title": "Đã làm điểm", "kind": "yes_no"},
        {"name": "phe_binh", "title": "Lần bị phê bình", "unit": "lần"},
        {"name": "da_gui", "title": "Đã gửi báo cáo năm", "kind": "yes_no"},
    ],
    "bonus": {
        "cap": "2",
        "items": [
            {"code": "T1", "title": "Sáng kiến nhân rộng", "max": "1.5", "lead": "KT", "supporting": ["VHXH"], "source": "evidence",
             "rule": {"shape": "yes_no", "when": "nhan_rong"}, "evidence": [{"text": "Quyết định công nhận"}]},
            {"code": "T2", "title": "Làm điểm", "max": "1", "lead": "VHXH", "source": "evidence",
             "rule": {"shape": "yes_no", "when": "thi_diem"}, "evidence": [{"text": "Văn bản giao làm điểm"}]},
        ],
    },
    "penalty": {
        "cap": "3",
        "items": [
            {"code": "P1", "title": "Bị phê bình (mỗi lần)", "max": "5", "source": "evidence", "self_scored": False,
             "rule": {"shape": "per_item", "count": "phe_binh", "each": "1"}, "evidence": [{"text": "Văn bản phê bình"}]},
            {"code": "P2", "title": "Không gửi báo cáo năm", "max": "1", "source": "evidence", "self_scored": False,
             "rule": {"shape": "yes_no", "when": "da_gui", "yes": "0", "no": "1"}},
        ],
    },
}  # fmt: skip
"""What gives and takes points beside the scale of the small set."""
