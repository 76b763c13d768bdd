"""What the acts on plans and objectives write, in words."""

from decimal import Decimal
from typing import Any

from minhchung.apps.assignments.models import Assignment
from minhchung.apps.assignments.rules.periods import RHYTHM_WORDS, period_words
from minhchung.apps.ground.words import name_fields
from minhchung.apps.plans.models import Objective, Plan


def _period(value: Any) -> str:
    return period_words(str(value))


def _amount(value: Any) -> str:
    """1234.5 → 1.234,5."""
    exact = Decimal(str(value)).normalize()
    return f"{exact:,f}".translate(str.maketrans(",.", ".,"))


name_fields(
    "plans",
    {
        "plan": "kế hoạch",
        "kind": "loại kế hoạch",
        "year": "năm",
        "title": "tên",
        "state": "trạng thái",
        "document": "văn bản",
        "file": "tệp",
        "items": "số mục",
        "unread": "số dòng không đọc được",
        "copied_from": "chép từ",
        "left_out": "số mục bỏ lại",
        "number": "số mục trong kế hoạch",
        "headings": "đề mục",
        "task": "nội dung",
        "product": "sản phẩm",
        "lead_text": "chủ trì, theo kế hoạch",
        "cooperating_text": "phối hợp, theo kế hoạch",
        "lead": "chủ trì",
        "with": "phối hợp",
        "deadline_text": "thời gian, theo kế hoạch",
        "deadline_kind": "loại hạn",
        "deadline_on": "ngày hạn",
        "deadline_period": "kỳ",
        "recurrence": "định kỳ",
        "leaves": "mã tiêu chí",
        "note": "ghi chú",
        "assignment": "nhiệm vụ",
        "assignments": "nhiệm vụ đã giao",
        "joined": "gắn với mục",
        "archived": "đã lưu trữ",
        "measure": "đơn vị đo",
        "better": "chiều tốt",
        "adding": "cách cộng",
        "unit": "đơn vị phụ trách",
        "target": "chỉ tiêu năm",
        "item": "mục kế hoạch",
        "source": "nguồn số liệu",
        "month": "tháng",
        "planned": "kế hoạch tháng",
        "actual": "thực hiện tháng",
        "cause": "nguyên nhân",
        "plan_items": "số mục kế hoạch chuyển",
        "objectives": "số mục tiêu chuyển",
    },
    values={
        "kind": dict(Plan.Kind.choices),
        "state": dict(Plan.State.choices),
        "deadline_kind": {"": "chưa đọc được", **dict(Assignment.DeadlineKind.choices)},
        "recurrence": {"": "không", **RHYTHM_WORDS},
        "better": dict(Objective.Better.choices),
        "adding": dict(Objective.Adding.choices),
    },
    subjects={
        "plan": "plan",
        "copied_from": "plan",
        "document": "document",
        "lead": "unit",
        "with": "unit",
        "unit": "unit",
        "assignment": "assignment",
        "assignments": "assignment",
        "item": "plan_item",
    },
    shown={"deadline_period": _period, "target": _amount, "planned": _amount, "actual": _amount},
    hidden={"passed"},
)
name_fields("plans.pass_on_items", {"passed": "mục đã chuyển"}, subjects={"passed": "plan_item"})
name_fields("plans.pass_on_objectives", {"passed": "mục tiêu đã chuyển"}, subjects={"passed": "objective"})
