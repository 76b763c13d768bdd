"""What the acts on work write, in words."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import Model

from minhchung.apps.assignments.models import Assignment, Comment, Duty, Extension, Holding, Occurrence, Product, Proposal
from minhchung.apps.assignments.rules.periods import RHYTHM_WORDS, period_words
from minhchung.apps.evidence.models import Claim
from minhchung.apps.ground.keys import keys_of
from minhchung.apps.ground.words import digest, name_fields

WEEKDAYS = {"mon": "thứ Hai", "tue": "thứ Ba", "wed": "thứ Tư", "thu": "thứ Năm", "fri": "thứ Sáu", "sat": "thứ Bảy", "sun": "Chủ nhật"}
INFERRED = {"deadline": "hạn", "review": "nhịp rà lại", "count": "số lượng", "lead": "đơn vị chủ trì", "product": "sản phẩm"}
OPERATORS = {">=": "từ", "<=": "tối đa"}


def _column(model: type[Model], name: str) -> Callable[[Iterable[str]], Mapping[str, str]]:
    """Titles out of one column."""

    def titles(keys: Iterable[str]) -> Mapping[str, str]:
        rows = model._default_manager.filter(pk__in=keys_of(keys)).values_list("pk", name)
        return {str(pk): str(text) for pk, text in rows}

    return titles


def _duties(keys: Iterable[str]) -> Mapping[str, str]:
    """The unit that holds or held the duty last."""
    rows = Holding.objects.filter(duty__in=keys_of(keys)).order_by("since").values_list("duty", "duty__part", "unit__name")
    return {str(pk): f"{Duty.Part(part).label.lower()}, {unit}" for pk, part, unit in rows}


def _clauses(keys: Iterable[str]) -> Mapping[str, str]:
    rows = Proposal.objects.filter(pk__in=keys_of(keys)).values_list("pk", "order")
    return {str(pk): f"ý {order}" for pk, order in rows}


def _unit_written(value: Any) -> str:
    return str(value["name"])


def _period(value: Any) -> str:
    return period_words(str(value))


def _day_of_period(value: Any) -> str:
    """ "10" → ngày 10; "06-15" → ngày 15/06; "Q1-05" → ngày 05 tháng đầu quý; "last" → ngày cuối kỳ; "fri" → thứ Sáu."""
    text = str(value)
    if text in WEEKDAYS:
        return WEEKDAYS[text]
    if text == "last":
        return "ngày cuối kỳ"
    head, _, tail = text.partition("-")
    if not tail:
        return f"ngày {head}"
    return f"ngày {tail} tháng đầu quý" if head.startswith("Q") else f"ngày {tail}/{head}"


def _target(value: Any) -> str:
    """ "từ 90 %": what a clause wants reached, as the reader found it."""
    operator = OPERATORS.get(str(value.get("op") or ""), "")
    return " ".join(part for part in (operator, str(value.get("value") or ""), str(value.get("unit") or "")) if part)


name_fields(
    "assignments",
    {
        "state": "trạng thái",
        "number": "việc số",
        "title": "tên",
        "duty": "phần việc",
        "lead": "chủ trì",
        "with": "phối hợp",
        "unit": "đơn vị",
        "part": "vai",
        "person": "người phụ trách",
        "removed": "lý do bỏ",
        "progress": "tiến độ",
        "done_on": "ngày hoàn thành",
        "finished_on": "ngày hoàn thành",
        "product": "sản phẩm",
        "quantity": "số lượng",
        "products": "số sản phẩm nghiệm thu cùng",
        "cooperating": "số phần phối hợp đóng cùng",
        "answer": "văn bản trả lời",
        "reply": "văn bản trả lời",
        "due_on": "hạn",
        "reason": "lý do",
        "note": "ghi chú",
        "text": "nội dung",
        "times": "lần đôn đốc",
        "comment": "ý kiến",
        "archived_reason": "lý do đưa vào lưu",
        "opened": "số kỳ mở",
        "duties": "số phần việc chuyển",
        "rows": "số dòng",
        "evidence": "minh chứng",
        "sha256": "mã băm của tệp",
        "name": "tệp",
        "saved": "số ô đã lưu",
        "undone": "số dòng trả lại như cũ",
    },
    values={"state": dict(Occurrence.State.choices), "part": dict(Duty.Part.choices)},
    shown={"sha256": digest},
    subjects={
        "evidence": "claim",
        "lead": "unit",
        "with": "unit",
        "unit": "unit",
        "person": "person",
        "answer": "document",
        "reply": "document",
    },
    rows={"duty": _duties, "product": _column(Product, "title"), "comment": _column(Comment, "text"), "evidence": _column(Claim, "title")},
    hidden={"extension", "reminder", "export", "return", "proposal", "submitted_at", "submitted_by_id"},
)
for _joining in ("assignments.join", "assignments.part"):
    name_fields(_joining, {"joined": "việc đã giao"}, subjects={"joined": "assignment"}, hidden={"proposal"})
name_fields("assignments.hand_in", {"title": "sản phẩm", "quantity": "số lượng"}, hidden={"product"})
name_fields("assignments.ask_extension", {"due_on": "xin lùi hạn"})
name_fields(
    "assignments.decide_extension",
    {"state": "đề nghị gia hạn", "due_on": "ngày xin gia hạn"},
    values={"state": dict(Extension.State.choices)},
)
name_fields(
    "assignments.correct_deadline",
    {"deadline_on": "ngày trong văn bản", "deadline_period": "kỳ", "deadline_inclusive": "gồm cả ngày ấy"},
    shown={"deadline_period": _period},
)
name_fields("assignments.judge_product", {"state": "sản phẩm được đánh giá"}, values={"state": dict(Product.State.choices)})
name_fields("assignments.export_register", {"rows": "số dòng đã xuất"})
name_fields(
    "assignments.confirm",
    {"assignments": "việc đã giao"},
    subjects={"assignments": "assignment"},
    hidden={"numbers"},
)
for _act in ("name_unit", "unname_unit"):
    name_fields(f"assignments.{_act}", {"name": "tên trong văn bản", "clauses": "số ý"}, hidden={"proposals"})
name_fields("assignments.propose", {"clauses": "số ý chỉ đạo", "new": "số ý mới"})
for _act in ("take", "drop", "undo"):
    name_fields(f"assignments.{_act}", {"state": "ý chỉ đạo"}, values={"state": dict(Proposal.State.choices)})
name_fields("assignments.merge", {"into": "gộp vào"}, rows={"into": _clauses})
name_fields("assignments.split", {"cut": "ý tách ra"}, rows={"cut": _clauses})
name_fields(
    "assignments.edit",
    {
        "title": "tên",
        "lead": "chủ trì",
        "cooperating": "phối hợp",
        "deadline_kind": "loại hạn",
        "deadline_text": "chữ về hạn trong văn bản",
        "deadline_on": "ngày trong văn bản",
        "deadline_period": "kỳ",
        "deadline_inclusive": "gồm cả ngày ấy",
        "recurrence": "định kỳ",
        "recurring_day": "ngày của kỳ",
        "review_every_months": "rà lại sau mỗi (tháng)",
        "targets": "chỉ tiêu",
        "plan_items": "mục kế hoạch",
        "product": "sản phẩm",
        "count_target": "số lượng cần đạt",
        "count_unit": "đơn vị đếm",
        "count_per_duty": "mỗi đơn vị đạt số này",
        "inferred": "mục suy ra",
    },
    values={"deadline_kind": dict(Assignment.DeadlineKind.choices), "recurrence": RHYTHM_WORDS, "inferred": INFERRED},
    shown={
        "lead": _unit_written,
        "cooperating": _unit_written,
        "deadline_period": _period,
        "recurring_day": _day_of_period,
        "targets": _target,
    },
    hidden={"touched", "merged"},
)
name_fields("assignments.pass_on", {"passed": "việc đã chuyển"}, subjects={"passed": "assignment"})
