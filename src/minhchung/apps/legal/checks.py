"""What a review finds wrong with the legal basis of what the ward keeps, and with the review of its own documents."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from minhchung.apps.documents.models import Document, Relation
from minhchung.apps.ground.problems import Check, Look, Parameter, Problem, Recorded, Severity, register
from minhchung.apps.ground.refs import Ref
from minhchung.apps.legal.models import BasisReview, Item, SelfCheck
from minhchung.apps.legal.queries.basis import Cites, citing_changed
from minhchung.apps.legal.queries.self_checks import YEAR, to_check
from minhchung.apps.legal.rules import HANDLING, Proposal, State, due_of
from minhchung.text.written import written_day

MENDING = (Relation.Kind.CORRECTS, Relation.Kind.AMENDS, Relation.Kind.REPLACES, Relation.Kind.REPEALS)
LAW = "Nghị định 79/2025/NĐ-CP"


def _citing(look: Look) -> list[Cites]:
    """Whatever cites a document that changed; of one unit what it answers for."""
    rows = look.once("legal.citing_changed", lambda: citing_changed(look.scope.commune, day=look.today))
    return rows if look.scope.unit is None else [each for each in rows if look.scope.unit in each.row.units]


def _tell_citing(each: Cites, look: Look) -> Problem:
    """One per subject and change: which document it cites, what happened to it, and by when to have looked."""
    event = each.row.event
    due = written_day(due_of(event.on, each.row.confirmed_on, look.given["days"]))
    look_at = " Viện dẫn rộng hơn phần thay đổi: cần xem có ảnh hưởng không." if each.row.to_look else ""
    said = f"{event.words[:1].lower()}{event.words[1:]}"
    message = f"{each.title}: viện dẫn {each.document.shown_code}{each.articles}, văn bản này {said}.{look_at}"
    by = f" theo {event.by}" if event.by else ""
    fix = f"Rà soát, cập nhật căn cứ{by} chậm nhất {due}; nếu vẫn áp dụng được thì ghi lý do và ngày xem lại ở trang Căn cứ thay đổi."
    return Problem(each.row.ref, message[:1].upper() + message[1:], fix, tuple(sorted(each.row.units)), str(event.pk))


def _recorded(subject: Ref, part: str) -> Sequence[Recorded]:
    rows = BasisReview.objects.filter(event=int(part), kind=subject.kind, key=subject.key).select_related("by")
    return [
        Recorded(
            row.at,
            row.what,
            row.by.full_name if row.by else "Hệ thống",
            f"{row.get_result_display()}{f', xem lại sau {written_day(row.until)}' if row.until else ''}",
        )
        for row in rows
    ]


def _issued(look: Look) -> QuerySet[Document]:
    rows = to_check().filter(commune=look.scope.commune)
    return rows if look.scope.unit is None else rows.filter(unit=look.scope.unit)


def _of_document(row: Document, message: str, part: str = "") -> Problem:
    return Problem(Ref("document", str(row.pk)), f"{row.title}: {message}", units=(row.unit_id,) if row.unit_id else (), part=part)


def _tell_unchecked(row: Document, look: Look) -> Problem:
    days = (look.today - row.issued_on).days if row.issued_on else 0
    return _of_document(row, f"ban hành {days} ngày trước mà chưa có phiếu tự kiểm tra.")


def _items(look: Look) -> QuerySet[Item]:
    rows = Item.objects.filter(campaign__commune=look.scope.commune).select_related("document", "campaign").defer("document__text")
    return rows if look.scope.unit is None else rows.filter(unit=look.scope.unit)


def _of_item(row: Item, message: str) -> Problem:
    return Problem(row.ref, f"{row.document.title}: {message}", units=(row.unit_id,) if row.unit_id else ())


def _tell_unhandled(row: Item, look: Look) -> Problem:
    days = (look.today - localdate(row.proposed_at)).days if row.proposed_at else 0
    part = f" {row.scope}" if row.scope else ""
    return _of_item(row, f"đề xuất {Proposal(row.proposal).label.lower()}{part} từ {days} ngày trước mà chưa xử lý xong.")


def _tell_overdue(row: Item, look: Look) -> Problem:
    due = f", hạn {written_day(row.campaign.due_on)}" if row.campaign.due_on else ""
    return _of_item(row, f"chưa có đề xuất trong đợt “{row.campaign.title}”{due}.")


def _self_checks(look: Look) -> QuerySet[SelfCheck]:
    later = SelfCheck.objects.filter(document=OuterRef("document"), pk__gt=OuterRef("pk"))
    mended = Relation.objects.filter(target=OuterRef("document"), kind__in=MENDING, source__archived_at=None)
    rows = SelfCheck.objects.filter(document__commune=look.scope.commune, document__archived_at=None)
    if look.scope.unit is not None:
        rows = rows.filter(document__unit=look.scope.unit)
    return rows.annotate(later=Exists(later), mended=Exists(mended)).select_related("document").defer("document__text")


def _tell_to_mend(row: Any, look: Look) -> Problem:
    note = row.note.strip().rstrip(".")
    return _of_document(row.document, f"tự kiểm tra ngày {written_day(localdate(row.at))} thấy phải xử lý: {note}.", "tu-kiem-tra")


register(
    Check(
        "VB-08",
        "Căn cứ không còn hiệu lực",
        Severity.ERROR,
        "nơi viện dẫn văn bản đã thay đổi hiệu lực",
        _citing,
        _tell_citing,
        "Rà soát, cập nhật căn cứ; nếu vẫn áp dụng được thì ghi lý do và ngày xem lại ở trang Căn cứ thay đổi.",
        holds={
            "nơi viện dẫn còn dùng": lambda each, look: each.row.live,
            "sự kiện hiệu lực đã được người thứ hai xác minh": lambda each, look: each.row.confirmed,
            "phần được viện dẫn thay đổi": lambda each, look: each.row.touched,
            "đã đến ngày, hoặc còn không quá số ngày báo trước": lambda each, look: (
                each.row.event.on <= look.today + timedelta(days=look.given["ahead"])
            ),
            "chưa ghi là vẫn áp dụng, hoặc đã hết ngày ghi": lambda each, look: not each.stands_on(look.today),
        },
        parameters={
            "days": Parameter("Số ngày để rà soát kể từ khi căn cứ thay đổi", 30),
            "ahead": Parameter("Báo trước ngày thay đổi bao nhiêu ngày", 30),
        },
        citation="Thông báo kết luận kiểm tra CCHC, ISO năm 2026 của phường Phù Liễn, mục III.5",
        place=lambda subject, part: reverse("legal:change", args=[part]),
        recorded=_recorded,
    ),
    Check(
        "VB-09",
        "Văn bản ban hành chưa tự kiểm tra",
        Severity.WARNING,
        "văn bản đi đã ban hành thuộc loại phải tự kiểm tra",
        _issued,
        _tell_unchecked,
        "Mở trang Tự kiểm tra, trả lời phiếu của văn bản này.",
        where={
            "ban hành đã quá số ngày": lambda look: Q(issued_on__lt=look.today - timedelta(days=look.given["days"])),
            "ban hành trong một năm nay": lambda look: Q(issued_on__gte=look.today - timedelta(days=YEAR)),
            "chưa có phiếu tự kiểm tra": lambda look: Q(checked=None),
        },
        parameters={"days": Parameter("Số ngày từ khi ban hành đến khi tự kiểm tra xong", 30)},
        citation=LAW,
        place=lambda subject, part: reverse("legal:self_check", args=[subject.key]),
    ),
    Check(
        "VB-10",
        "Văn bản đã đề xuất xử lý mà chưa xử lý",
        Severity.WARNING,
        "văn bản trong các đợt rà soát",
        _items,
        _tell_unhandled,
        "Ban hành văn bản bãi bỏ, thay thế, sửa đổi rồi ghi kết quả xử lý; nếu không xử lý nữa thì trả lại và đề xuất giữ nguyên.",
        where={
            "đề xuất phải xử lý": lambda look: Q(proposal__in=list(HANDLING)),
            "chưa xử lý xong": lambda look: Q(state__in=[State.PROPOSED, State.SUBMITTED]),
            "đề xuất đã quá số ngày": lambda look: Q(proposed_at__lt=look.now - timedelta(days=look.given["days"])),
        },
        parameters={"days": Parameter("Số ngày từ khi đề xuất đến khi xử lý xong", 30)},
        citation=f"{LAW}, Điều 38",
    ),
    Check(
        "VB-11",
        "Văn bản quá hạn rà soát",
        Severity.WARNING,
        "văn bản trong các đợt rà soát",
        _items,
        _tell_overdue,
        "Rà soát văn bản rồi ghi đề xuất, kể cả giữ nguyên.",
        where={
            "chưa có đề xuất": lambda look: Q(state__in=[State.WAITING, State.REVIEWING]),
            "đợt rà soát đã quá hạn": lambda look: Q(campaign__due_on__lt=look.today),
        },
        citation=LAW,
    ),
    Check(
        "VB-12",
        "Tự kiểm tra thấy phải xử lý mà chưa xử lý",
        Severity.WARNING,
        "phiếu tự kiểm tra văn bản",
        _self_checks,
        _tell_to_mend,
        "Đính chính, sửa đổi hoặc thay thế văn bản và ghi vào quan hệ của nó; nếu đã xử lý cách khác thì lập phiếu tự kiểm tra mới.",
        where={
            "có nội dung phải xử lý": lambda look: Q(result=SelfCheck.Result.TO_MEND),
            "là phiếu mới nhất của văn bản": lambda look: Q(later=False),
            "chưa có văn bản đính chính, sửa đổi, thay thế": lambda look: Q(mended=False),
        },
        citation=LAW,
        place=lambda subject, part: reverse("legal:self_check", args=[subject.key]),
    ),
)
