"""What a review finds wrong with assignments."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from minhchung.apps.assignments.models import Assignment, Holding, Occurrence
from minhchung.apps.assignments.queries import checked
from minhchung.apps.assignments.rules.standing import OPEN
from minhchung.apps.ground.problems import Check, Look, Parameter, Problem, Severity, register, retire
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.queries import in_force
from minhchung.text.written import written_day

Tell = Callable[[Any, Look], Problem]
SHARES = "phần việc chủ trì của mọi nhiệm vụ"
WORKS = "mọi nhiệm vụ trong sổ"
USUAL = {
    "percent": Parameter("Lâu hơn bao nhiêu phần trăm số lần trước của phường", 90),
    "least": Parameter("Số lần trước ít nhất phải có để so", 20, least=1),
}
"""Of checks that know a long wait by the ward's own."""


def _in_hand(look: Look) -> Q:
    return Q(state__in=OPEN)


def _late(look: Look) -> Q:
    return Q(in_force__lt=look.today)


def _recurs(look: Look) -> Q:
    return Q(duty__assignment__deadline_kind=Assignment.DeadlineKind.RECURRING)


def _not_asking(look: Look) -> Q:
    return ~Q(checked.asked_for_longer())


def _nobody_named(look: Look) -> Q:
    return ~Q(Exists(Holding.objects.filter(duty=OuterRef("duty"), until=None, person__isnull=False)))


def _without_a_unit(look: Look) -> Q:
    return ~Q(Exists(Holding.objects.filter(in_force(look.today, "unit__"), duty=OuterRef("duty"), until=None)))


def _days_since(moment: datetime | None, look: Look) -> int:
    return (look.today - timezone.localtime(moment).date()).days if moment else 0


def _longer_than_usual(since: str) -> Callable[[Any, Look], bool]:
    return lambda row, look: row.usual is not None and _days_since(getattr(row, since), look) > row.usual


def _elapsed(row: Any, look: Look) -> float:
    """How much of the time for a share is over, in percent; 0 where it has no day."""
    if row.in_force is None:
        return 0
    whole = max((row.in_force - row.opens_on).days, 1)
    return 100 * float(min(max((look.today - row.opens_on).days, 0) / whole, 1))


def _reached(row: Any) -> int:
    """How much of its counted target a share has reached: accepted things that have some evidence."""
    return int(row.own if row.duty.assignment.count_per_duty else row.every)


def _share_reached(row: Any) -> float:
    return 100 * _reached(row) / int(row.duty.assignment.count_target)


def _said(message: Callable[[Any, Look], str]) -> Tell:
    """Tells of a share: the number of the work, what is wrong with it, and which unit holds it."""

    def tell(row: Occurrence, look: Look) -> Problem:
        holder = row.duty.holding_on(look.today)
        told = f"Việc {row.duty.assignment.number}: {message(row, look)}"
        return Problem(Ref("occurrence", str(row.pk)), told, units=(holder.unit_id,) if holder else ())

    return tell


def _said_of_work(message: str) -> Tell:
    """Tells of a whole assignment, and which units lead it."""

    def tell(row: Any, look: Look) -> Problem:
        units = {holding.unit_id for duty in row.led for holding in duty.holdings.all()}
        return Problem(Ref("assignment", str(row.pk)), f"Việc {row.number}: {message}", units=tuple(sorted(units)))

    return tell


def _since(row: Any) -> str:
    """The day a late share was due."""
    return written_day(row.in_force) if row.in_force else ""


def _progress(row: Any) -> str:
    return "có báo tiến độ nhưng" if row.progress else "chưa báo tiến độ và"


def _orphaned(row: Occurrence, look: Look) -> str:
    holder = row.duty.holding_on(look.today)
    return f"đơn vị giữ việc ({holder.unit.name if holder else 'chưa có đơn vị'}) không còn hoạt động."


def _behind(row: Any, look: Look) -> str:
    work = row.duty.assignment
    asked = f"{_reached(row)}/{work.count_target} {work.count_unit}".strip()
    return f"mới nghiệm thu {asked} khi đã qua {_elapsed(row, look):.0f}% thời gian (hạn {written_day(row.in_force)})."


register(
    Check(
        "NV-02",
        "Việc do đơn vị không còn hoạt động giữ",
        Severity.ERROR,
        SHARES,
        checked.shares,
        _said(_orphaned),
        "Bàn giao phần việc cho đơn vị kế tiếp.",
        where={"chưa xong": _in_hand, "không có đơn vị đang hoạt động giữ": _without_a_unit},
    ),
    Check(
        "NV-03",
        "Hạn tính từ một mốc chưa có ngày",
        Severity.WARNING,
        SHARES,
        checked.shares,
        _said(
            lambda row, look: f"hạn tính từ một mốc (“{row.duty.assignment.deadline_text}”) mà chưa có ngày.",
        ),
        "Ấn định ngày hạn ở trang nhiệm vụ.",
        where={
            "chưa xong": _in_hand,
            "chưa có ngày": lambda look: Q(due_on=None),
            "hạn tính từ một mốc": lambda look: Q(duty__assignment__deadline_kind=Assignment.DeadlineKind.RELATIVE),
        },
    ),
    Check(
        "NV-04",
        "Chờ nghiệm thu lâu hơn thường lệ",
        Severity.WARNING,
        SHARES,
        checked.judged_slowly,
        _said(
            lambda row, look: (
                f"đã báo cáo hoàn thành {_days_since(row.submitted_at, look)} ngày mà chưa được nghiệm thu; "
                f"{look.given['percent']}% số lần trước của phường không quá {row.usual} ngày."
            ),
        ),
        "Nghiệm thu hoặc trả lại để sửa.",
        where={"chờ nghiệm thu": lambda look: Q(state=Occurrence.State.SUBMITTED)},
        holds={
            "chờ quá số ngày": lambda row, look: _days_since(row.submitted_at, look) > look.given["days"],
            "lâu hơn các lần trước của phường": _longer_than_usual("submitted_at"),
        },
        parameters={"days": Parameter("Số ngày chờ chưa coi là lâu", 5), **USUAL},
    ),
    Check(
        "NV-05",
        "Đề nghị gia hạn chưa quyết khi hạn đã qua",
        Severity.ERROR,
        SHARES,
        checked.shares,
        _said(lambda row, look: "xin gia hạn nhưng chưa có quyết định, hạn đã qua."),
        "Đồng ý hoặc không đồng ý gia hạn.",
        where={"chưa xong": _in_hand, "có đề nghị gia hạn": lambda look: Q(checked.asked_for_longer()), "đã qua hạn": _late},
    ),
    Check(
        "NV-06",
        "Việc chưa có đơn vị chủ trì",
        Severity.ERROR,
        WORKS,
        checked.works,
        _said_of_work("chưa có đơn vị nào chủ trì."),
        "Giao đơn vị chủ trì ở trang nhiệm vụ, hoặc thôi thực hiện và ghi lý do.",
        where={"không đơn vị nào giữ phần chủ trì": lambda look: ~Q(checked.is_led())},
    ),
    Check(
        "NV-07",
        "Việc chưa có người phụ trách",
        Severity.WARNING,
        SHARES,
        checked.shares,
        _said(
            lambda row, look: f"đơn vị nhận việc từ {written_day(row.opens_on)} mà chưa giao người phụ trách.",
        ),
        "Trưởng đơn vị giao người phụ trách ở trang nhiệm vụ.",
        where={
            "chưa xong": _in_hand,
            "chưa giao ai": _nobody_named,
            "nhận việc đã quá số ngày": lambda look: Q(opens_on__lt=look.today - timedelta(days=look.given["days"])),
        },
        parameters={"days": Parameter("Số ngày để đơn vị giao người phụ trách", 3)},
    ),
    Check(
        "NV-08",
        "Việc chưa nêu sản phẩm phải nộp",
        Severity.HINT,
        WORKS,
        checked.works,
        _said_of_work(
            "chưa ghi sản phẩm phải nộp nên không rõ thế nào là xong.",
        ),
        "Sửa nhiệm vụ và ghi sản phẩm (báo cáo, quyết định, danh sách…) hoặc chỉ tiêu số lượng.",
        where={
            "chưa xong": lambda look: Q(checked.has_open_share()),
            "chưa ghi sản phẩm": lambda look: Q(product=""),
            "không giao chỉ tiêu số lượng": lambda look: Q(count_target=None),
        },
    ),
    Check(
        "NV-09",
        "Việc quá hạn không xin gia hạn",
        Severity.ERROR,
        SHARES,
        checked.shares,
        _said(lambda row, look: f"quá hạn {_since(row)}, {_progress(row)} không có đề nghị gia hạn nào đang chờ."),
        "Báo cáo hoàn thành, hoặc ghi tiến độ rồi xin gia hạn và nêu lý do.",
        where={
            "chưa xong": _in_hand,
            "đã qua hạn": _late,
            "không có đề nghị gia hạn": _not_asking,
            "không phải việc định kỳ": lambda look: ~_recurs(look),
        },
    ),
    Check(
        "NV-10",
        "Đôn đốc nhiều lần chưa trả lời",
        Severity.ERROR,
        SHARES,
        checked.urged,
        _said(
            lambda row, look: f"đã đôn đốc {row.urged} lần từ lần báo tiến độ cuối mà đơn vị chưa trả lời.",
        ),
        "Ghi tiến độ và lý do chậm; người giao việc làm việc trực tiếp với đơn vị.",
        where={"chưa xong": _in_hand, "đã đôn đốc đủ số lần mà chưa báo lại": lambda look: Q(urged__gte=look.given["times"])},
        parameters={"times": Parameter("Số lần đôn đốc không được trả lời", 2, least=1)},
    ),
    Check(
        "NV-11",
        "Báo cáo định kỳ chưa nộp",
        Severity.ERROR,
        SHARES,
        checked.shares,
        _said(lambda row, look: f"báo cáo định kỳ quá hạn {_since(row)} chưa nộp{'' if row.progress else ', chưa báo tiến độ'}."),
        "Nộp báo cáo của kỳ; nếu không phải báo cáo nữa thì thôi thực hiện kỳ này và ghi lý do.",
        where={"chưa xong": _in_hand, "đã qua hạn": _late, "không có đề nghị gia hạn": _not_asking, "việc định kỳ": _recurs},
    ),
    Check(
        "NV-12",
        "Bị trả lại, sửa lâu hơn thường lệ",
        Severity.WARNING,
        SHARES,
        checked.mended_slowly,
        _said(
            lambda row, look: (
                f"bị trả lại đã {_days_since(row.sent_back_at, look)} ngày mà chưa nộp lại; "
                f"{look.given['percent']}% số lần trước của phường không quá {row.usual} ngày."
            ),
        ),
        "Sửa theo lý do trả lại rồi nộp lại, hoặc xin gia hạn.",
        where={"đang sửa lại": lambda look: Q(state=Occurrence.State.RETURNED)},
        holds={
            "sửa quá số ngày": lambda row, look: _days_since(row.sent_back_at, look) > look.given["days"],
            "lâu hơn các lần trước của phường": _longer_than_usual("sent_back_at"),
        },
        parameters={"days": Parameter("Số ngày sửa chưa coi là lâu", 5), **USUAL},
    ),
    Check(
        "NV-13",
        "Gia hạn nhiều lần",
        Severity.WARNING,
        SHARES,
        checked.lengthened,
        _said(
            lambda row, look: f"đã gia hạn {row.granted} lần, hạn ban đầu {written_day(row.due_on)}, nay là {written_day(row.in_force)}.",
        ),
        "Rà lại nguyên nhân; đổi cách làm hoặc người làm thay vì gia hạn tiếp.",
        where={"chưa xong": _in_hand, "gia hạn quá số lần": lambda look: Q(granted__gt=look.given["times"])},
        parameters={"times": Parameter("Số lần gia hạn chấp nhận được", 1)},
    ),
    Check(
        "NV-14",
        "Chỉ tiêu số lượng làm chậm so với thời gian",
        Severity.WARNING,
        "phần việc chủ trì có chỉ tiêu số lượng",
        checked.quotas,
        _said(_behind),
        "Nộp và nghiệm thu các sản phẩm đã có; báo khó khăn sớm nếu không kịp.",
        where={"chưa xong": _in_hand},
        holds={
            "đã qua một phần thời gian": lambda row, look: _elapsed(row, look) >= look.given["start"],
            "kết quả chậm hơn thời gian": lambda row, look: _share_reached(row) + look.given["gap"] < _elapsed(row, look),
        },
        parameters={
            "start": Parameter("Bắt đầu xét khi đã qua bao nhiêu phần trăm thời gian", 30),
            "gap": Parameter("Chậm hơn thời gian bao nhiêu điểm phần trăm", 20),
        },
    ),
)
retire(
    "NV-01",
    "quy tắc “Việc quá hạn chưa báo tiến độ” đã gộp vào NV-05 (chờ quyết định gia hạn), NV-11 (báo cáo định kỳ) và NV-09 (mọi việc quá hạn "
    "khác), để một việc quá hạn chỉ bị nhắc một lần",
)
