"""What answers a line of a checklist already: a figure with its definition, what a check has found, or a record of the ward."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from minhchung.apps.documents.models import Document
from minhchung.apps.dossiers.models import DossierCard, SystemFault
from minhchung.apps.findings.models import Finding
from minhchung.apps.ground import figures
from minhchung.apps.ground.figures import Scope, Value, Window
from minhchung.apps.ground.problems import CHECKS
from minhchung.apps.inspections.checklists import Checklist, Line
from minhchung.apps.inspections.models import InspectedUnit, Inspection
from minhchung.apps.organisations.models import Appointment, Body
from minhchung.apps.organisations.queries import in_force
from minhchung.apps.plans.models import Plan
from minhchung.text.written import written_day


@dataclass(frozen=True)
class Answer:
    """What stands beside the question. `text` is the value in words; `meaning` what it counts and where that is from; `url` its rows;
    `reason` why a figure is not known."""

    text: str
    meaning: str = ""
    url: str = ""
    known: bool = True
    reason: str = ""


@dataclass(frozen=True)
class Asked:
    """About which unit and which time; `now` the moment of asking."""

    inspected: InspectedUnit
    now: datetime

    @property
    def inspection(self) -> Inspection:
        """The inspection."""
        return self.inspected.inspection

    @property
    def today(self) -> date:
        """The day in Viet Nam."""
        return timezone.localtime(self.now).date()

    @property
    def window(self) -> Window:
        """The time looked at; from New Year to today where the plan says none, never beyond today."""
        today = self.today
        until = min(self.inspection.until or today, today)
        return Window(min(self.inspection.since or date(self.inspection.year, 1, 1), until), until)


def answers_of(checklist: Checklist, asked: Asked) -> dict[str, Answer]:
    """Line → its answer, for the lines something answers."""
    found = _found(checklist, asked)
    return {line.code: _answer(line, asked, found) for line in checklist.lines() if line.answer}


def _answer(line: Line, asked: Asked, found: Mapping[str, int]) -> Answer:
    kind, name = line.asks
    if kind == "figure":
        return _figure(name, asked)
    if kind == "check":
        return _check(name, found.get(name, 0))
    return RECORDS[name].answer(asked)


def _figure(name: str, asked: Asked) -> Answer:
    figure, window = figures.FIGURES[name], asked.window
    scope = Scope(asked.inspection.commune_id, asked.inspected.unit_id)
    value = figures.compute(name, scope, window, asked.now)
    told = f"{figure.label}, {written_day(window.start)} đến {written_day(window.end)}. {figure.definition}"
    meaning = f"{told} ({figure.citation})" if figure.citation else told
    if value.value is None:
        return Answer("Chưa có số liệu", meaning, known=False, reason=value.reason)
    return Answer(_value_words(value, figure.unit), meaning, _rows_of(name))


def _value_words(value: Value, unit: str) -> str:
    of = f" ({_plain(value.numerator)}/{_plain(value.denominator)})" if value.numerator is not None and value.denominator else ""
    return f"{_plain(value.value, 2 if unit in ('%', 'điểm') else 0)}{'' if unit == '%' else ' '}{unit}{of}"


def _plain(value: Decimal | None, places: int = 0) -> str:
    shown = f"{value or 0:,.{places}f}" if value is not None else "–"
    return shown.translate(str.maketrans(",.", ".,"))


def _rows_of(name: str) -> str:
    app, _, short = name.partition(".")
    if app == "dossiers":
        return reverse("dossiers:figure", args=[short])
    return {"plans": reverse("plans:list"), "indexes": reverse("indexes:criteria")}.get(app, reverse("assignments:register"))


def _found(checklist: Checklist, asked: Asked) -> dict[str, int]:
    """Check → how many of its findings stand open under the unit."""
    codes = [line.asks[1] for line in checklist.lines() if line.asks[0] == "check"]
    rows = _findings(asked).filter(code__in=codes).values("code").annotate(many=Count("pk"))
    return {row["code"]: row["many"] for row in rows}


def _check(code: str, many: int) -> Answer:
    check = CHECKS[code]
    text = f"{many} phát hiện đang mở" if many else "Quy tắc không có phát hiện nào đang mở"
    return Answer(text, f"Quy tắc {code}: {check.title}, theo lần rà soát gần nhất", reverse("findings:findings"))


def _findings(asked: Asked) -> QuerySet[Finding]:
    return Finding.objects.filter(commune=asked.inspection.commune_id, units__unit=asked.inspected.unit_id).exclude(
        state=Finding.State.CLOSED
    )


@dataclass(frozen=True)
class Record:
    """A kind of record that answers a line."""

    title: str
    answer: Callable[[Asked], Answer]


def _plan(asked: Asked) -> Answer:
    plans = Plan.objects.filter(commune=asked.inspection.commune_id, year=asked.inspection.year, kind=Plan.Kind.REFORM, archived_at=None)
    plan = plans.order_by("-state", "-pk").select_related("document").first()
    if plan is None:
        return Answer(f"Chưa có kế hoạch CCHC năm {asked.inspection.year} trong phần mềm", known=False)
    own = plan.items.filter(archived_at=None, units__unit=asked.inspected.unit_id, units__part="lead").count()
    code = f" ({plan.document.shown_code})" if plan.document else ""
    return Answer(f"“{plan.title}”{code}: đơn vị chủ trì {own} mục", "Kế hoạch của năm kiểm tra", reverse("plans:plan", args=[plan.pk]))


def _inspections(asked: Asked) -> Answer:
    others = Inspection.objects.filter(commune=asked.inspection.commune_id, year=asked.inspection.year).exclude(pk=asked.inspection.pk)
    rows = others.aggregate(all=Count("pk"), done=Count("pk", filter=Q(state__in=["concluded", "closed"])))
    text = f"{rows['all']} cuộc khác trong năm, {rows['done']} đã kết luận"
    return Answer(text, "Cuộc kiểm tra, đánh giá của phường trong năm", reverse("inspections:list"))


def _open_findings(asked: Asked) -> Answer:
    many = _findings(asked).exclude(source=Finding.Source.CHECK).distinct().count()
    text = f"{many} tồn tại do người phát hiện còn mở" if many else "Không có tồn tại nào do người phát hiện còn mở"
    return Answer(text, "Tồn tại của đơn vị từ kiểm tra, đánh giá và người ghi", reverse("findings:findings"))


def _laws(asked: Asked) -> Answer:
    many = Document.objects.filter(commune=asked.inspection.commune_id, direction=Document.Direction.LAW, archived_at=None).count()
    return Answer(f"{many} văn bản pháp luật trong sổ", "Sổ văn bản pháp luật của phường", f"{reverse('documents:list')}?so=luat")


def _posts(asked: Asked) -> Answer:
    posts = Appointment.objects.filter(in_force(asked.today), unit=asked.inspected.unit_id)
    rows = posts.aggregate(all=Count("pk"), without=Count("pk", filter=Q(decision="")))
    text = f"{rows['all']} người đang giữ chức vụ, {rows['without']} chưa ghi quyết định"
    return Answer(text, "Bổ nhiệm, phân công của đơn vị", reverse("organisations:unit", args=[asked.inspected.unit_id]))


def _bodies(asked: Asked) -> Answer:
    bodies = Body.objects.filter(in_force(asked.today), commune=asked.inspection.commune_id)
    names = list(bodies.filter(Q(name__icontains="iso") | Q(name__icontains="chất lượng")).values_list("name", flat=True))
    text = "; ".join(names) or f"Không có ban ISO nào trong {bodies.count()} ban, tổ đang hoạt động"
    return Answer(text, "Ban, tổ, đoàn của phường", reverse("organisations:bodies"), known=bool(names))


def _causes(asked: Asked) -> Answer:
    cards = DossierCard.objects.filter(commune=asked.inspection.commune_id).exclude(cause="").count()
    return Answer(f"{cards} hồ sơ của phường đã ghi nguyên nhân trễ", "Bảng phân loại hồ sơ tồn đọng", reverse("dossiers:backlog"))


def _faults(asked: Asked) -> Answer:
    window = asked.window
    rows = SystemFault.objects.filter(commune=asked.inspection.commune_id, withdrawn_at=None)
    many = rows.filter(began_at__date__gte=window.start, began_at__date__lte=window.end).count()
    return Answer(f"{many} lỗi hệ thống đã ghi trong thời kỳ", "Sổ lỗi hệ thống", reverse("dossiers:faults"))


def _draws(asked: Asked) -> Answer:
    draws = list(asked.inspection.drawnsamples.all())
    url = reverse("inspections:samples", args=[asked.inspection.pk])
    if not draws:
        return Answer("Chưa rút hồ sơ nào", "Rút ngẫu nhiên từ kho hồ sơ, giữ số gốc", url, known=False)
    return Answer(f"{sum(len(draw.codes) for draw in draws)} hồ sơ đã rút", f"Số gốc {', '.join(draw.seed for draw in draws)}", url)


RECORDS: dict[str, Record] = {
    "plan": Record("kế hoạch CCHC của năm", _plan),
    "inspections": Record("cuộc kiểm tra trong năm", _inspections),
    "findings": Record("tồn tại còn mở của đơn vị", _open_findings),
    "laws": Record("sổ văn bản pháp luật", _laws),
    "posts": Record("chức vụ của đơn vị", _posts),
    "bodies": Record("ban ISO", _bodies),
    "causes": Record("nguyên nhân hồ sơ trễ", _causes),
    "faults": Record("lỗi hệ thống", _faults),
    "draws": Record("hồ sơ rút ngẫu nhiên", _draws),
}
