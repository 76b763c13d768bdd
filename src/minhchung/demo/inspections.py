"""Two inspections of the sample ward, all fictional: that of the city in September, read from its notice, and one that is under way."""

from collections.abc import Mapping
from datetime import date, datetime

from django.core.files.base import ContentFile

from minhchung.apps.assignments import actions as assignments
from minhchung.apps.assignments.models import Assignment, Occurrence
from minhchung.apps.documents import actions as documents
from minhchung.apps.documents.fields import Fields
from minhchung.apps.evidence import actions as evidence
from minhchung.apps.evidence.claimable import Place
from minhchung.apps.files.receiving import receive
from minhchung.apps.findings import actions as findings
from minhchung.apps.findings.models import Finding
from minhchung.apps.ground.clock import ZONE
from minhchung.apps.inspections import actions as inspections
from minhchung.apps.inspections.actions.planning import Planned
from minhchung.apps.inspections.drawing import Query
from minhchung.apps.inspections.models import InspectedUnit, Inspection, Member
from minhchung.apps.inspections.queries.facts import findings_of
from minhchung.apps.inspections.reading import proposed
from minhchung.apps.inspections.take_form import TakeForm
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.demo import papers

NOTICE = "318-TB-SNV"
HEADS = {"VH-XH": "duong", "VP": "an", "KT": "huy"}
LOOKED_AT = ("PVHCC", "XD-NN-MT", "KT")
SEEN = {
    "KS-01": ("ok", ""),
    "KS-02": ("shortcoming", "Bảng niêm yết ở Trung tâm thiếu mức phí của 04 thủ tục hộ tịch."),
    "KS-03": ("ok", ""),
    "KS-05": ("ok", ""),
    "KS-06": ("ok", ""),
    "KS-07": ("recommendation", "Nên ghi rõ số lần yêu cầu bổ sung trên phiếu."),
    "KS-10": ("ok", ""),
    "KS-13": ("shortcoming", "03 trong 12 hồ sơ xem có giờ chuyển bước trên hệ thống sau giờ ghi ở phiếu kiểm soát trên một ngày."),
    "KS-16": ("ok", ""),
    "KS-18": ("na", "Trong thời kỳ không có sự cố nào được ghi."),
}
"""What the team found at the one-stop centre so far."""


def tell_inspections(commune: Commune, people: Mapping[str, Person]) -> None:
    """The notice of the city's department is taken and partly mended; the control of procedures is at work in the units."""
    concluded = _take(commune, people["nguyen"])
    _mend(concluded, people)
    _under_way(commune, people)


def _take(commune: Commune, standing: Person) -> Inspection:
    """Registered as a file, then confirmed as it is proposed."""
    upload = receive(ContentFile(papers.docx_of(papers.text_of(NOTICE)), name=f"{NOTICE}.docx"))
    notice = documents.register_incoming(commune=commune, upload=upload, actor=standing, at=_at("2026-09-11 08:20"))
    at = _at("2026-09-11 09:10")
    found = proposed(notice, today=at.date())
    if found is None:
        raise LookupError("the sample notice no longer reads as a conclusion")
    sent = {bound.html_name: bound.value() for bound in TakeForm(standing, notice, found, at.date())}
    sent |= {name: f"{value:%d/%m/%Y}" for name, value in sent.items() if isinstance(value, date)}
    form = TakeForm(standing, notice, found, at.date(), {name: value for name, value in sent.items() if value})
    if not form.is_valid():
        raise LookupError(f"the sample notice is not taken as proposed: {form.errors.as_text()}")
    return inspections.take_conclusion(document=notice, taken=form.as_taken(), actor=standing, at=at)


def _mend(made: Inspection, people: Mapping[str, Person]) -> None:
    """One finding mended and closed; the other, of two units, was mended and waits to be judged."""
    training, lists = findings_of(made).order_by("number")
    _plan(training, people["duong"], "Mỗi lớp có người giữ hồ sơ; nộp danh sách, kết quả trong ba ngày.", "6/6 lớp đủ danh sách, kết quả")
    _plan(lists, people["an"], "Văn phòng rà danh mục với từng đơn vị, ghi tên người lập từng hồ sơ.", "31/31 hồ sơ có người lập")
    for finding, day in ((training, "2026-10-06 15:00"), (lists, "2026-10-13 16:00")):
        work = made.requirements.get(findings=finding).assignment
        if work is None:
            raise LookupError("a requirement of the sample notice was given no work")
        findings.link_work(finding=finding, assignment=work, actor=people["nguyen"], at=_at("2026-09-15 08:30"))
        _finish(work, people, _at(day))
    note = "Đã xem hồ sơ của 6/6 lớp, đủ danh sách ký tên và kết quả."
    findings.evaluate(finding=training, effective=True, note=note, actor=people["kiemtra"], at=_at("2026-10-19 09:00"))
    findings.close(finding=training, actor=people["kiemtra"], at=_at("2026-10-19 09:05"))
    for unit, who, text in (
        ("VH-XH", "duong", "Đã bổ sung danh sách ký tên, kết quả của 06 lớp."),
        ("VP", "an", "Danh mục hồ sơ đã hoàn thiện, 22 hồ sơ có người lập."),
    ):
        inspected = _of(made, unit)
        inspections.send_remedy(inspected=inspected, text=text, actor=people[who], at=_at("2026-10-14 10:00"))
    note = "Đối chiếu hồ sơ lưu của 06 lớp."
    inspections.check_remedy(inspected=_of(made, "VH-XH"), met=True, note=note, actor=people["kiemtra"], at=_at("2026-10-19 09:10"))


def _finish(work: Assignment, people: Mapping[str, Person], at: datetime) -> None:
    """The work is proven, reported by the head of each unit and accepted."""
    for occurrence in Occurrence.objects.filter(duty__assignment=work):
        who = people[HEADS[occurrence.duty.holdings.get().unit.short]]
        paper = papers.docx_of(f"Báo cáo kết quả\nViệc {work.number}: {work.title}\nVân Khê, ngày {at:%d/%m/%Y}")
        upload = receive(ContentFile(paper, name=f"Báo cáo việc {work.number}.docx"))
        place = Place(work.commune_id, "occurrence", str(occurrence.pk))
        claim = evidence.claim(place=place, upload=upload, actor=who, at=at)
        evidence.verify(claim=claim, good=True, actor=people["kiemtra"], at=at)
        assignments.submit(occurrence=occurrence, actor=who, at=at)
        assignments.accept(occurrence=occurrence, actor=people["phochutich"], at=at)


def _plan(finding: Finding, head: Person, plan: str, test: str) -> None:
    findings.explain(finding=finding, cause="not-followed", side="subjective", note="", actor=head, at=_at("2026-09-14 09:00"))
    findings.plan(finding=finding, plan=plan, closing_test=test, actor=head, at=_at("2026-09-14 09:20"))


def _under_way(commune: Commune, people: Mapping[str, Person]) -> None:
    standing, at = people["nguyen"], _at("2026-11-09 10:00")
    fields = Fields(
        code="256/KH-UBND",
        type="Kế hoạch",
        issued_on=date(2026, 11, 6),
        issuer="Ủy ban nhân dân phường Vân Khê",
        subject="Kiểm tra công tác kiểm soát thủ tục hành chính quý IV năm 2026",
        arrived_on=date(2026, 11, 9),
    )
    paper = documents.register_incoming(commune=commune, fields=fields, actor=standing, at=at)
    planned = Planned(
        title="Kiểm tra công tác kiểm soát thủ tục hành chính quý IV năm 2026",
        plans=[paper],
        starts_on=date(2026, 11, 17),
        ends_on=date(2026, 11, 20),
        since=date(2026, 7, 1),
        until=date(2026, 11, 15),
    )
    units = list(Unit.objects.filter(commune=commune, short__in=LOOKED_AT))
    made = inspections.plan(commune=commune, kind="tthc", planned=planned, units=units, actor=standing, at=at)
    for who, role in (("phochutich", "head"), ("kiemtra", "secretary"), ("an", "member"), ("huy", "member")):
        inspections.put_on_team(inspection=made, person=people[who], role=role, actor=standing, at=at)
    # The head of the economic unit is on the team: of the own unit somebody else is named.
    others = list(Member.objects.filter(inspection=made).exclude(person=people["huy"]))
    inspections.name_checkers(inspected=_of(made, "KT"), members=others, actor=standing, at=at)
    inspections.advance(inspection=made, actor=standing, at=at)
    report = "Đã tự rà 25 nội dung theo đề cương; còn vướng ở niêm yết phí và giờ chuyển bước trên hệ thống."
    inspections.send_report(inspected=_of(made, "PVHCC"), text=report, actor=people["chi"], at=_at("2026-11-13 15:40"))
    inspections.send_report(
        inspected=_of(made, "KT"), text="Hồ sơ của phòng ít, không có hồ sơ quá hạn.", actor=people["huy"], at=_at("2026-11-16 08:30")
    )
    inspections.advance(inspection=made, actor=standing, at=_at("2026-11-17 07:40"))
    _look(made, people["kiemtra"])
    query = Query(date(2026, 7, 1), date(2026, 11, 15), count=4, by_unit=True)
    inspections.draw_dossiers(inspection=made, query=query, seed="261120", actor=standing, at=_at("2026-11-20 08:00"))


def _look(made: Inspection, inspector: Person) -> None:
    at = _at("2026-11-17 10:30")
    for line, (result, note) in SEEN.items():
        inspections.fill_line(inspected=_of(made, "PVHCC"), line=line, result=result, note=note, actor=inspector, at=at)
    inspections.keep_minutes(
        inspected=_of(made, "PVHCC"),
        worked_on=date(2026, 11, 17),
        text="Đoàn xem bảng niêm yết, sổ phản ánh kiến nghị và 12 hồ sơ do Trung tâm đưa.",
        opinion="Trung tâm nhất trí; đề nghị được hướng dẫn thống nhất cách ghi phiếu kiểm soát.",
        actor=inspector,
        at=_at("2026-11-17 16:30"),
    )
    inspections.findings_of_checklist(inspection=made, actor=inspector, at=_at("2026-11-18 09:00"))
    inspections.add_strength(
        inspection=made,
        theme="Về tiếp nhận hồ sơ",
        text="Hồ sơ tiếp nhận đều có giấy hẹn, ngày hẹn trả ghi đủ trên hệ thống.",
        actor=inspector,
        at=_at("2026-11-18 09:10"),
    )


def _of(made: Inspection, short: str) -> InspectedUnit:
    return InspectedUnit.objects.select_related("inspection__commune", "unit").get(inspection=made, unit__short=short)


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)
