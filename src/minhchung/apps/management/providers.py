"""Providers over what the other apps keep: declarations, audits, findings, objectives, meetings, initiatives, reviews and their decisions;
and the table of all providers. A name is `register:SỔ`, `documents:LOẠI`, `figure:TÊN`, `decisions:LOẠI` or the provider's alone.
"""

from collections.abc import Iterable, Sequence

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from minhchung.apps.findings.models import Finding
from minhchung.apps.ground.refs import Ref
from minhchung.apps.inspections.models import Inspection
from minhchung.apps.inspections.rules import stages
from minhchung.apps.management.models import Decision, ManagementReview
from minhchung.apps.management.proofs import Asked, Provider, Row, Source, documents, entries, figure, measured, register, registers, short
from minhchung.apps.management.queries.works import ended
from minhchung.apps.meetings.models import Meeting
from minhchung.apps.plans.models import Objective
from minhchung.apps.plans.queries.objectives import line_of
from minhchung.apps.procedures.models import Initiative, Proposal
from minhchung.apps.procedures.queries import standing
from minhchung.apps.quality.models import Declaration
from minhchung.text.written import written_day

MEETINGS_AT_MOST = 50


def _declaration(asked: Asked, part: str) -> Source:
    """The declaration in force."""
    found = Declaration.objects.filter(commune=asked.commune, signed_on__isnull=False, replaced_on=None)
    rows = [Row(f"{each}: {each.standard}", f"{each.stage}, {len(each.listed)} thủ tục", each.ref) for each in found]
    return Source("Bản công bố", rows, "Lập bản công bố", reverse("quality:declarations"))


def _body(asked: Asked, part: str) -> Source:
    """The committee the declaration names, with its members."""
    found = Declaration.objects.filter(commune=asked.commune, body__isnull=False, replaced_on=None).select_related("body")
    bodies = {each.body_id: each.body for each in found if each.body}
    rows = []
    for body in bodies.values():
        members = body.members.filter(until=None).select_related("person")
        names = "; ".join(f"{member.place} {member.person.full_name}" for member in members)
        rows.append(Row(body.name, short(names) or "chưa ghi thành viên"))
    return Source("Ban chỉ đạo ISO", rows, "Ghi Ban chỉ đạo vào bản công bố", reverse("quality:declarations"))


def _audits(asked: Asked, part: str) -> Source:
    """Internal audits of the days asked for."""
    return Source(
        "Đánh giá nội bộ", _inspected(asked, [Inspection.Kind.AUDIT]), "Lập cuộc đánh giá nội bộ ISO", reverse("inspections:list")
    )


def _inspections(asked: Asked, part: str) -> Source:
    """Inspections of those days, by the ward's own teams and by others."""
    kinds = [kind for kind in Inspection.Kind if kind != Inspection.Kind.AUDIT]
    return Source("Kiểm tra", _inspected(asked, kinds), "Ghi cuộc kiểm tra", reverse("inspections:list"))


def _inspected(asked: Asked, kinds: Sequence[str]) -> list[Row]:
    days = Q(concluded_on__gte=asked.since, concluded_on__lte=asked.until) | Q(ends_on__gte=asked.since, ends_on__lte=asked.until)
    held = Inspection.objects.filter(days | Q(closed_at__date__gte=asked.since), commune=asked.commune, kind__in=kinds)
    found = held.exclude(state__in=[stages.PLANNED, stages.REPORTING]).distinct().order_by("-year", "-number")
    return [Row(f"{each.label} {each.title}", each.stage, Ref("inspection", str(each.pk))) for each in found]


def _nonconforming(asked: Asked) -> list[Finding]:
    """What audits and inspections found in those days, or earlier and not yet closed."""

    def read() -> list[Finding]:
        found_by = [Finding.Source.AUDIT, Finding.Source.INSPECTION]
        rows = Finding.objects.filter(commune=asked.commune, source__in=found_by, found_on__lte=asked.until)
        rows = rows.filter(Q(found_on__gte=asked.since) | ~Q(state=Finding.State.CLOSED))
        return list(rows.prefetch_related("works__assignment").order_by("-found_on", "-pk"))

    return asked.once("nonconforming", read)  # type: ignore[no-any-return]


def _nonconformities(asked: Asked, part: str) -> Source:
    rows = [
        Row(short(each.message), f"{each.get_kind_display()}, {each.get_state_display().lower()}", Ref("finding", str(each.pk)))
        for each in _nonconforming(asked)
    ]
    return Source("Sự không phù hợp", rows, "Ghi phát hiện của cuộc đánh giá", reverse("findings:findings"))


def _corrective(asked: Asked, part: str) -> Source:
    """The work given to mend them."""
    works = {work.assignment_id: work.assignment for each in _nonconforming(asked) for work in each.works.all()}
    done = ended(list(works))
    rows = [
        Row(f"Việc {each.number}: {short(each.title)}", "đã xong" if pk in done else "đang làm", Ref("assignment", str(pk)))
        for pk, each in works.items()
    ]
    return Source("Hành động khắc phục", rows, "Giao việc khắc phục từ phát hiện", reverse("findings:findings"))


def _objectives(asked: Asked, part: str) -> Source:
    """The objectives of the years asked for, with where they stand."""
    years = range(asked.since.year if asked.until.year - asked.since.year > 1 else asked.until.year, asked.until.year + 1)
    found = Objective.objects.filter(commune=asked.commune, year__in=years, archived_at=None).prefetch_related("values")
    rows = []
    for each in found:
        line = line_of(each, today=asked.until)
        stood = line.stand
        if stood is None or stood.actual is None:
            note = "chưa có số liệu"
        else:
            judged = {True: ", thấp hơn kế hoạch", False: ", đạt kế hoạch", None: ""}[stood.below]
            note = f"tháng {stood.month}: {measured(stood.actual, each.measure)}{judged}"
        rows.append(Row(f"{each.title} ({each.year})", note, Ref("objective", str(each.pk))))
    return Source("Mục tiêu chất lượng", rows, "Đặt mục tiêu ở Kế hoạch", reverse("plans:objectives"))


def _reviews(asked: Asked, part: str) -> Source:
    """Management reviews held in those days, but for the one that asks."""
    found = ManagementReview.objects.filter(commune=asked.commune, held_on__gte=asked.since, held_on__lte=asked.until)
    rows = [Row(each.title, f"họp {written_day(each.held_on)}, {each.state_words.lower()}", each.ref)
            for each in found.exclude(pk=asked.review) if each.held_on]  # fmt: skip
    return Source("Xem xét của lãnh đạo", rows, "Lập cuộc xem xét của lãnh đạo", reverse("management:reviews"))


def _decisions(asked: Asked, kind: str) -> Source:
    """Decisions of the last review before this one and how far they are; of one kind, those of every review of the days asked for."""
    held = ManagementReview.objects.filter(commune=asked.commune, held_on__isnull=False, held_on__lte=asked.until).exclude(pk=asked.review)
    last = held.order_by("-held_on", "-pk").first()
    wanted = Decision.objects.filter(dropped_at=None).select_related("assignment", "review").order_by("review", "order")
    if kind:
        rows = list(wanted.filter(review__in=held.filter(held_on__gte=asked.since), kind=kind))
    else:
        rows = list(wanted.filter(review=last)) if last else []
    label = f"Quyết định: {Decision.Kind(kind).label.lower()}" if kind else "Quyết định của lần xem xét trước"
    return Source(label, list(_told(rows)), "Ghi quyết định ở cuộc xem xét của lãnh đạo", reverse("management:reviews"))


def _told(rows: Iterable[Decision]) -> Iterable[Row]:
    found = list(rows)
    done = ended([each.assignment_id for each in found if each.assignment_id])
    for each in found:
        if each.assignment is not None:
            state = f"việc {each.assignment.number}, {'đã xong' if each.assignment_id in done else 'đang làm'}"
            yield Row(short(each.text), state, Ref("assignment", str(each.assignment.pk)))
        else:
            yield Row(short(each.text), "ghi nhận" if each.kind == Decision.Kind.NOTE else "chưa giao việc", each.review.ref)


def _risk_actions(asked: Asked, part: str) -> Source:
    """Lines of scored registers with measures: what was given, and what is left after."""
    rows = []
    for kind in registers(asked):
        for each in entries(asked).get(kind.name, []) if kind.score else []:
            works = [work.assignment_id for work in each.works.all()]
            points, left = kind.score.points(each.values), kind.score.left(each.values)  # type: ignore[union-attr]
            if points is None or not (works or left is not None or each.values.get("result")):
                continue
            was = kind.score.level(points).label  # type: ignore[union-attr]
            now = f" → {kind.score.level(left).label} ({left})" if left is not None else ", chưa chấm mức còn lại"  # type: ignore[union-attr]
            rows.append(Row(short(kind.headline(each.values)), f"{was} ({points}){now}", each.ref))
    return Source("Kết quả xử lý rủi ro, cơ hội", rows, "Chấm mức còn lại ở sổ Rủi ro và cơ hội", reverse("management:registers"))


def _initiatives(asked: Asked, part: str) -> Source:
    found = Initiative.objects.filter(commune=asked.commune, year__gte=asked.since.year, year__lte=asked.until.year)
    rows = [Row(each.title, f"{each.year}, {each.get_state_display().lower()}", each.ref) for each in found.exclude(state="dropped")]
    return Source("Sáng kiến", rows, "Ghi sáng kiến ở Thủ tục", reverse("procedures:simplify"))


def _simplifications(asked: Asked, part: str) -> Source:
    found = Proposal.objects.filter(commune=asked.commune, year__gte=asked.since.year, year__lte=asked.until.year)
    alive = found.exclude(state__in=[Proposal.State.DROPPED, Proposal.State.REFUSED]).select_related("procedure")
    rows = [Row(f"{each.procedure.code}: {each.get_kind_display()}", each.get_state_display(), each.ref) for each in alive]
    return Source("Đơn giản hóa thủ tục", rows, "Đề xuất đơn giản hóa ở Thủ tục", reverse("procedures:simplify"))


def _catalogue(asked: Asked, part: str) -> Source:
    known = [each for each in standing(asked.commune.pk, asked.until) if each.standing.in_force]
    rows = [Row(f"{len(known)} thủ tục đang thực hiện trong danh mục", written_day(asked.until))] if known else []
    return Source("Danh mục thủ tục", rows, "Đưa danh mục thủ tục vào", reverse("procedures:list"))


def _meetings(asked: Asked, part: str) -> Source:
    """Meetings that were held, the newest first."""
    found = Meeting.objects.filter(commune=asked.commune, ended_at__date__gte=asked.since, ended_at__date__lte=asked.until)
    rows = [
        Row(each.title, written_day(timezone.localtime(each.starts_at).date()), Ref("meeting", str(each.pk)))
        for each in found.order_by("-starts_at")[:MEETINGS_AT_MOST]
    ]
    return Source("Cuộc họp có kết luận", rows, "Ghi cuộc họp", reverse("meetings:meetings"))


PROVIDERS: dict[str, Provider] = {
    "register": register,
    "documents": documents,
    "figure": figure,
    "declaration": _declaration,
    "body": _body,
    "audits": _audits,
    "inspections": _inspections,
    "nonconformities": _nonconformities,
    "corrective": _corrective,
    "objectives": _objectives,
    "reviews": _reviews,
    "decisions": _decisions,
    "risk_actions": _risk_actions,
    "initiatives": _initiatives,
    "simplifications": _simplifications,
    "catalogue": _catalogue,
    "meetings": _meetings,
}


def source(name: str, asked: Asked) -> Source:
    """What the provider of a name finds. Raises LookupError for a name there is not."""
    kind, _, part = name.partition(":")
    if kind not in PROVIDERS:
        raise LookupError(f"Không có nguồn bằng chứng “{name}”. Chọn một tên trong apps/management/providers.py.")
    found: Source = asked.once(f"source {name}", lambda: PROVIDERS[kind](asked, part))
    return found
