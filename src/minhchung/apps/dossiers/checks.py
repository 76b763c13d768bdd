"""What a review finds wrong with dossiers. No word about the applicant: a dossier is named by its code alone."""

from collections.abc import Callable
from functools import partial
from typing import Any

from minhchung.apps.dossiers import checked
from minhchung.apps.dossiers.checked import Found, Late, Share, Waiting
from minhchung.apps.dossiers.keys import code_of
from minhchung.apps.ground.problems import Check, Look, Parameter, Problem, Severity, register
from minhchung.apps.ground.refs import Ref
from minhchung.flow.anomalies import Anomaly, clock_checklist
from minhchung.flow.anomalies.checklist import ClockKind
from minhchung.flow.columns import Status
from minhchung.text.written import written_day

LATE = "hồ sơ đang quá hạn theo số liệu mới nhất"
APOLOGY = "Quyết định 88/2025/QĐ-UBND tỉnh Lai Châu, Điều 3 khoản 6 (điều khoản của nghị định chưa đối chiếu)"
CLOCK = ("end-equals-due", "ended-same-minute", "end-before-last-step", "event-after-end", "midnight", "out-of-hours", "zero-length",
         "due-changed-late", "code-date", "route-differs")  # fmt: skip
"""The kinds of questions about the clock in the order of their codes, HS-11 and on; a new kind goes to the end."""
AGE = "máy thấy một chỗ như thế ở hồ sơ chưa kết thúc, hoặc kết thúc chưa quá số ngày"


def _said(message: Callable[[Any, Look], str], part: Callable[[Any, Look], str] = lambda what, look: "") -> Callable[..., Problem]:
    def tell(row: Found[Any], look: Look) -> Problem:
        of = f"Hồ sơ {row.code}: " if row.code else ""
        return Problem(row.subject, f"{of}{message(row.what, look)}", units=row.units, part=part(row.what, look))

    return tell


def _late(what: Late) -> str:
    due = f"quá hạn {what.late_days} ngày làm việc" if what.late_days else "quá hạn"
    return f"{due} (hẹn trả {written_day(what.row['due_at'].date())})"


def _no_letter(row: Found[Late], look: Look) -> bool:
    return row.what.card is None or row.what.card.apology_on is None


def _longer_than_usual(row: Found[Waiting], look: Look) -> bool:
    return row.what.usual is not None and row.what.days > row.what.usual


def _waits(what: Waiting, look: Look) -> str:
    since = f"chờ bổ sung từ {written_day(what.asked_at.date())}, đã {what.days} ngày"
    return f"{since}; {look.given['percent']}% số lần trước của phường không quá {what.usual} ngày."


def _share(what: Share, look: Look) -> str:
    told = f"{what.sent_back}/{what.received} hồ sơ tiếp nhận trong tháng bị trả lại, dừng hoặc yêu cầu bổ sung ({what.percent:.0f}%)"
    return f"{told}; {look.given['percent']}% số tháng trước không quá {what.usual}%."


def _higher_than_usual(row: Found[Share], look: Look) -> bool:
    return row.what.usual is not None and row.what.percent > row.what.usual + look.given["gap"]


def _place(what: Anomaly, look: Look) -> str:
    """Step and moment: a dossier may have several questions of one kind."""
    return f"{what.seq or ''}@{what.at:%Y-%m-%dT%H:%M:%S}" if what.at else str(what.seq or "")


def _too_old(subject: Ref, look: Look) -> str:
    """What a question lets go is no answer to it."""
    code = code_of(subject.key, look.scope.commune)
    return f"hồ sơ đã kết thúc quá {look.given['days']} ngày, quy tắc không hỏi nữa" if code and checked.too_old(code, look) else ""


def _clock(number: int, kind: ClockKind) -> Check:
    return Check(
        f"HS-{number}",
        kind.title,
        Severity.HINT,
        "mốc giờ của hồ sơ và của từng bước",
        partial(_anomalies, kind=kind.name),
        _said(lambda what, look: what.facts, _place),
        "Giải trình trên thẻ hồ sơ; giờ ghi sai thì cập nhật trên hệ thống một cửa. Đây là câu hỏi, không phải kết luận vi phạm.",
        holds={AGE: lambda row, look: not checked.too_old(row.code, look)},
        parameters={"days": Parameter("Hỏi đến bao nhiêu ngày sau khi hồ sơ kết thúc (0: không giới hạn)", 365)},
        citation=kind.source,
        through=checked.whole,
        let_go=_too_old,
    )


def _anomalies(look: Look, *, kind: str) -> Any:
    return checked.anomalies(look, kind)


register(
    Check(
        "HS-01",
        "Hồ sơ quá hạn chưa có văn bản xin lỗi",
        Severity.ERROR,
        LATE,
        checked.late,
        _said(
            lambda what, look: f"{_late(what)}, chưa có văn bản xin lỗi.",
        ),
        "Gửi văn bản xin lỗi (Mẫu 04), hẹn lại ngày trả và ghi vào thẻ hồ sơ.",
        holds={
            "chưa ghi văn bản xin lỗi": _no_letter,
            "hệ thống một cửa không ghi đã xin lỗi": lambda row, look: not row.what.apologised,
        },
        citation=APOLOGY,
        figures=("dossiers.apology-sent",),
        through=checked.whole,
    ),
    Check(
        "HS-02",
        "Hồ sơ quá hạn chưa ghi nguyên nhân",
        Severity.WARNING,
        LATE,
        checked.late,
        _said(
            lambda what, look: f"{_late(what)}, chưa ghi nguyên nhân.",
        ),
        "Ghi nguyên nhân (chủ quan, khách quan) và đề xuất ở trang hồ sơ tồn đọng.",
        holds={
            "chưa ghi nguyên nhân": lambda row, look: row.what.card is None or not row.what.card.cause,
            "quá hạn nhiều hơn số ngày": lambda row, look: (row.what.late_days or 0) > look.given["days"],
        },
        parameters={"days": Parameter("Số ngày làm việc quá hạn chưa phải ghi nguyên nhân", 3)},
        through=checked.whole,
    ),
    Check(
        "HS-03",
        "Ngày hẹn trả bị lùi",
        Severity.WARNING,
        "ngày hẹn trả khác nhau giữa hai lần nhập số liệu",
        checked.moved,
        _said(
            lambda what, look: f"ngày hẹn trả {written_day(what.before)} đổi thành {written_day(what.after)}, không rõ vì sao.",
            lambda what, look: f"{what.before}>{what.after}",
        ),
        "Ghi văn bản hẹn lại hoặc giải trình trên thẻ hồ sơ; đổi nhầm thì sửa trên hệ thống một cửa.",
        holds={
            "lùi về sau": lambda row, look: row.what.after > row.what.before,
            "không khớp lần bổ sung hay văn bản xin lỗi nào": lambda row, look: not row.what.explained,
            "mới thấy trong số ngày": lambda row, look: (look.today - row.what.seen_at.date()).days <= look.given["days"],
        },
        parameters={"days": Parameter("Xét thay đổi thấy trong bao nhiêu ngày gần đây", 90)},
        citation=APOLOGY,
        through=checked.whole,
    ),
    Check(
        "HS-04",
        "Hồ sơ chờ bổ sung lâu hơn thường lệ",
        Severity.WARNING,
        "lần yêu cầu bổ sung gần nhất của mỗi hồ sơ",
        checked.waiting,
        _said(_waits),
        "Liên hệ người nộp; quá thời hạn bổ sung thì trả lại hồ sơ và ghi rõ lý do.",
        holds={
            "đang chờ bổ sung": lambda row, look: row.what.status == Status.SUPPLEMENT,
            "chờ quá số ngày": lambda row, look: row.what.days > look.given["days"],
            "lâu hơn các lần trước của phường": _longer_than_usual,
        },
        parameters={
            "days": Parameter("Số ngày chờ chưa coi là lâu", 15),
            "percent": Parameter("Lâu hơn bao nhiêu phần trăm số lần trước của phường", 90),
            "least": Parameter("Số lần trước ít nhất phải có để so", 20, least=1),
        },
        through=checked.whole,
    ),
    Check(
        "HS-05",
        "Tỷ lệ trả lại, yêu cầu bổ sung cao hơn thường lệ",
        Severity.WARNING,
        "hồ sơ mỗi đơn vị tiếp nhận trong tháng này",
        checked.sent_back,
        _said(_share, lambda what, look: what.month),
        "Rà lại hướng dẫn ban đầu và các lần trả lại trong tháng; nêu lý do nếu có.",
        holds={
            "đủ hồ sơ để xét": lambda row, look: row.what.received >= look.given["few"],
            "cao hơn các tháng trước của đơn vị": _higher_than_usual,
        },
        parameters={
            "few": Parameter("Số hồ sơ trong tháng ít nhất để xét", 20, least=1),
            "percent": Parameter("Cao hơn bao nhiêu phần trăm số tháng trước", 90),
            "least": Parameter("Số tháng trước ít nhất phải có để so", 6, least=1),
            "gap": Parameter("Cao hơn ít nhất bao nhiêu điểm phần trăm", 5),
        },
        through=checked.whole,
    ),
    *(_clock(number, next(kind for kind in clock_checklist().kind if kind.name == name)) for number, name in enumerate(CLOCK, start=11)),
)
