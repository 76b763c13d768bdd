"""What a review finds wrong with documents."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.timezone import localdate

from minhchung.apps.documents.expecting import Row, rows_of
from minhchung.apps.documents.models import Document, ValidityEvent
from minhchung.apps.documents.queries import ANSWERED, YEAR
from minhchung.apps.documents.rules import Waited, waited
from minhchung.apps.ground.problems import Check, Look, Parameter, Problem, Severity, register
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune
from minhchung.apps.organisations.working_time import calendar_of
from minhchung.text.written import written_day

Direction, State = Document.Direction, Document.State
REGISTERED = "văn bản trong sổ"


def _registered(look: Look) -> QuerySet[Document]:
    rows = Document.objects.filter(commune=look.scope.commune, archived_at=None)
    if look.scope.unit is not None:
        rows = rows.filter(unit=look.scope.unit)
    return rows.select_related("commune").defer("text")


def _numbered(look: Look) -> QuerySet[Document]:
    """The documents with when the first of the same issuer, year, series and number came into the register before them (`first_at`)."""
    same = {name: OuterRef(name) for name in ("series", "number", "issuer_folded", "letter", "year")}
    named = Document.objects.filter(commune=look.scope.commune, archived_at=None, pk__lt=OuterRef("pk"))
    earlier = named.annotate(letter=Lower("suffix"), year=YEAR).filter(**same).order_by("pk").values("added_at")[:1]
    rows = _registered(look).filter(number__isnull=False, issued_on__isnull=False)
    return rows.annotate(letter=Lower("suffix"), year=YEAR).annotate(first_at=Subquery(earlier))


def _said(message: Callable[[Any, Look], str]) -> Callable[[Any, Look], Problem]:
    """Tells of a document: its title, what is wrong with it, and the unit that handles or drafted it."""

    def tell(row: Document, look: Look) -> Problem:
        units = (row.unit_id,) if row.unit_id else ()
        return Problem(Ref("document", str(row.pk)), f"{row.title}: {message(row, look)}", units=units)

    return tell


def _waited(row: Document, look: Look) -> Waited:
    return waited(row.issued_on, row.answer_due_on, look.today, calendar_of(row.commune))


def _waits_too_long(row: Document, look: Look) -> bool:
    """Past the day the answer was due; where none was said, longer than the ward allows."""
    time = _waited(row, look)
    if row.answer_due_on is not None:
        return bool(time.all_late if time.late is None else time.late)
    days = time.all_days if time.days is None else time.days
    return (days or 0) > (look.given["days"] or row.commune.answer_wait_working_days)


def _waiting(row: Document, look: Look) -> str:
    time = _waited(row, look)
    counted, kind = (time.late, "ngày làm việc") if time.late is not None else (time.all_late, "ngày (chưa có lịch nghỉ của năm)")
    if row.answer_due_on is not None:
        return f"quá hạn trả lời {counted} {kind}."
    days = time.all_days if time.days is None else time.days
    return f"chờ trả lời đã {days} {kind}, văn bản không ghi hạn."


def _alike(row: Any, look: Look) -> str:
    earlier = f" từ {written_day(localdate(row.first_at))}" if row.first_at else ""
    return f"trùng cơ quan, năm và số với một văn bản đã vào sổ{earlier}."


def _stands_since(row: Document, look: Look) -> str:
    return f"{row.get_state_display().lower()} từ {(look.today - localdate(row.added_at)).days} ngày trước mà chưa ban hành."


def _unsigned(row: Document, look: Look) -> str:
    lacking = [name for name, there in (("lãnh đạo", row.personal_signature), ("cơ quan", row.agency_signature)) if there is False]
    return f"đã ban hành mà thiếu chữ ký số của {' và '.join(lacking)}."


def _expected(look: Look) -> list[Row]:
    """What the year asks for; of one unit what it answers for."""

    def read() -> list[Row]:
        return rows_of(Commune.objects.get(pk=look.scope.commune), look.today.year, today=look.today)

    rows = look.once("documents.expected", read)
    return rows if look.scope.unit is None else [row for row in rows if look.scope.unit in row.expected.units]


def _tell_expected(row: Row, look: Look) -> Problem:
    """What lacks and who asks for it; last year's is named where there is one."""
    due = written_day(row.expected.wanted.due_on)
    said = {"old": "mới chỉ có bản của năm trước", "some": f"mới có {row.stands.have}/{row.stands.need} kỳ"}.get(
        row.stands.state, "chưa có"
    )
    message = f"{row.expected.title}: {said}, hạn {due} ({row.expected.said_by[:160]})."
    return Problem(row.expected.ref, message, units=row.expected.units)


def _validity_events(look: Look) -> QuerySet[ValidityEvent]:
    rows = ValidityEvent.objects.filter(document__commune=look.scope.commune, document__archived_at=None, withdrawn_at=None)
    if look.scope.unit is not None:
        rows = rows.filter(document__unit=look.scope.unit)
    return rows.select_related("document", "by_document").defer("document__text", "by_document__text")


def _tell_event(row: ValidityEvent, look: Look) -> Problem:
    """Nobody in particular is asked: anybody but who wrote it may verify."""
    waited = (look.today - localdate(row.entered_at)).days
    what = f"{row.as_event.kind.label.lower()} {row.scope}".strip()
    said = f"{what} từ {written_day(row.on)}, ghi {waited} ngày trước mà chưa ai xác minh nên chưa tính."
    message = f"{row.document.title}: {said}"
    units = (row.document.unit_id,) if row.document.unit_id else ()
    return Problem(Ref("document", str(row.document_id)), message[:1].upper() + message[1:], units=units, part=str(row.pk))


register(
    Check(
        "VB-01",
        "Văn bản đi chưa được trả lời",
        Severity.WARNING,
        "văn bản đi trong sổ",
        _registered,
        _said(_waiting),
        "Ra văn bản đôn đốc, hoặc ghi văn bản trả lời vào quan hệ của văn bản này.",
        where={
            "văn bản đi đã ban hành": lambda look: Q(direction=Direction.OUTGOING, state=State.ISSUED),
            "cần trả lời": lambda look: Q(needs_answer=True),
            "chưa có văn bản trả lời": lambda look: ~Q(ANSWERED),
        },
        holds={"đã quá hạn trả lời, hoặc chờ quá số ngày khi không ghi hạn": _waits_too_long},
        parameters={"days": Parameter("Số ngày làm việc chờ khi văn bản không ghi hạn (0: theo thiết lập của phường)", 0)},
    ),
    Check(
        "VB-02",
        "Một số văn bản vào sổ hai lần",
        Severity.WARNING,
        "văn bản trong sổ có số và ngày",
        _numbered,
        _said(_alike),
        "Nếu là một văn bản thì đưa một bản ra khỏi sổ; nếu là hai văn bản thì sửa số hoặc cơ quan ban hành.",
        where={
            "biết loại văn bản": lambda look: ~Q(series=""),
            "cùng cơ quan, năm, loại và số với văn bản vào sổ trước": lambda look: Q(first_at__isnull=False),
        },
        citation="Nghị định 30/2020/NĐ-CP, Phụ lục VI",
    ),
    Check(
        "VB-03",
        "Dự thảo chậm ký, chậm ban hành",
        Severity.WARNING,
        "văn bản đi trong sổ",
        _registered,
        _said(_stands_since),
        "Trình ký, lấy số và ban hành; nếu không ra nữa thì đưa ra khỏi sổ.",
        where={
            "chưa ban hành": lambda look: Q(state__in=[State.DRAFT, State.APPROVED, State.SENT_FOR_NUMBER]),
            "vào sổ đã quá số ngày": lambda look: Q(added_at__lt=look.now - timedelta(days=look.given["days"])),
        },
        parameters={"days": Parameter("Số ngày từ lúc vào sổ đến lúc ban hành", 10)},
    ),
    Check(
        "VB-04",
        "Văn bản đã ban hành thiếu chữ ký số",
        Severity.ERROR,
        "văn bản đi trong sổ",
        _registered,
        _said(_unsigned),
        "Ký đủ rồi tải tệp đã ký lên văn bản.",
        where={
            "văn bản đi đã ban hành": lambda look: Q(direction=Direction.OUTGOING, state=State.ISSUED),
            "thiếu chữ ký của người ký hoặc của cơ quan": lambda look: Q(personal_signature=False) | Q(agency_signature=False),
        },
        citation="Nghị định 30/2020/NĐ-CP, Điều 5",
    ),
    Check(
        "VB-05",
        "Văn bản đến quá hạn chưa trả lời",
        Severity.ERROR,
        "văn bản đến trong sổ",
        _registered,
        _said(
            lambda row, look: f"quá hạn trả lời {(look.today - row.answer_due_on).days} ngày.",
        ),
        "Ra văn bản trả lời và ghi vào quan hệ của văn bản này.",
        where={
            "văn bản đến": lambda look: Q(direction=Direction.INCOMING),
            "đã qua hạn trả lời": lambda look: Q(answer_due_on__lt=look.today),
            "chưa có văn bản trả lời": lambda look: ~Q(ANSWERED),
        },
    ),
    Check(
        "VB-06",
        "Văn bản phải có trong năm mà quá hạn chưa ban hành",
        Severity.ERROR,
        "văn bản mà tiêu chí và kế hoạch của năm yêu cầu",
        _expected,
        _tell_expected,
        "Ban hành văn bản và ghi vào sổ; nếu đã có thì gắn ở trang Văn bản cần có, nếu không cần thì ghi lý do ở đó.",
        holds={
            "chưa có đủ văn bản của năm": lambda row, look: row.lacks,
            "đã qua hạn, hoặc thiếu kỳ đã qua": lambda row, look: row.stands.state == "some" or row.expected.wanted.due_on < look.today,
        },
    ),
    Check(
        "VB-07",
        "Văn bản phải có trong năm mà chưa giao ai",
        Severity.WARNING,
        "văn bản mà tiêu chí và kế hoạch của năm yêu cầu",
        _expected,
        _tell_expected,
        "Giao việc soạn văn bản cho một đơn vị và gắn việc với tiêu chí hoặc mục kế hoạch.",
        holds={
            "chưa có đủ văn bản của năm": lambda row, look: row.lacks,
            "chưa có nhiệm vụ nào làm ra văn bản": lambda row, look: not row.expected.works,
        },
    ),
    Check(
        "VB-13",
        "Sự kiện hiệu lực chưa ai xác minh",
        Severity.HINT,
        "sự kiện hiệu lực trong sổ",
        _validity_events,
        _tell_event,
        "Một người khác người ghi đối chiếu với nguồn rồi xác minh, hoặc bỏ sự kiện ghi nhầm.",
        where={
            "chưa ai xác minh": lambda look: Q(verified_at=None),
            "ghi đã quá số ngày": lambda look: Q(entered_at__lt=look.now - timedelta(days=look.given["days"])),
        },
        parameters={"days": Parameter("Số ngày chờ xác minh", 5)},
        place=lambda subject, part: reverse("documents:event", args=[part]),
    ),
)
