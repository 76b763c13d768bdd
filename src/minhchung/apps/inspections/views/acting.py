"""One page per act on an inspection or a part of it: what is asked, a form, the act, and back. Acts without a form are a press."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from minhchung.apps.findings.models import Finding
from minhchung.apps.ground import clock
from minhchung.apps.ground.act_pages import ActPage, attempted, page_of
from minhchung.apps.ground.acts import require
from minhchung.apps.inspections import actions, queries
from minhchung.apps.inspections.forms import (
    CheckersForm,
    CoverForm,
    FindingForm,
    MemberForm,
    MinutesForm,
    ReasonForm,
    ReportForm,
    RequirementForm,
    StrengthForm,
    UnitsForm,
    VerdictForm,
)
from minhchung.apps.inspections.models import InspectedUnit, Inspection, Member, Requirement, Strength
from minhchung.apps.inspections.queries.facts import findings_of
from minhchung.apps.inspections.rules import stages
from minhchung.apps.organisations.models import Unit
from minhchung.apps.organisations.requests import PersonRequest

Thing = Inspection | InspectedUnit | Member | Strength | Requirement
INSPECTION: Mapping[str, ActPage] = {
    "thanh-vien": ActPage("inspections.put_on_team", actions.put_on_team, MemberForm, "Thêm vào đoàn", "đã thêm thành viên"),
    "don-vi": ActPage("inspections.arrange_units", actions.arrange_units, UnitsForm, "Lưu đơn vị", "đã chọn đơn vị được kiểm tra"),
    "tien": ActPage("inspections.advance", actions.advance, None, "Chuyển bước", "đã chuyển bước"),
    "lui": ActPage("inspections.step_back", actions.step_back, ReasonForm, "Lùi một bước", "đã lùi một bước"),
    "neu-ton-tai": ActPage("inspections.add_finding", actions.add_finding, FindingForm, "Ghi tồn tại", "đã ghi tồn tại"),
    "tu-bang-kiem": ActPage(
        "inspections.findings_of_checklist", actions.findings_of_checklist, None, "Nêu tồn tại từ bảng kiểm", "đã nêu tồn tại từ bảng kiểm"
    ),
    "uu-diem": ActPage("inspections.add_strength", actions.add_strength, StrengthForm, "Ghi ưu điểm", "đã ghi ưu điểm"),
    "them-yeu-cau": ActPage("inspections.require_work", actions.require_work, RequirementForm, "Ghi yêu cầu", "đã ghi yêu cầu"),
    "dong": ActPage("inspections.close", actions.close, None, "Đóng cuộc kiểm tra", "đã đóng"),
    "mo-lai": ActPage("inspections.reopen", actions.reopen, ReasonForm, "Mở lại", "đã mở lại"),
}
UNIT: Mapping[str, ActPage] = {
    "phan-cong": ActPage("inspections.name_checkers", actions.name_checkers, CheckersForm, "Lưu phân công", "đã phân công"),
    "tu-bao-cao": ActPage("inspections.send_report", actions.send_report, ReportForm, "Gửi báo cáo", "đã gửi báo cáo tự kiểm tra"),
    "bien-ban": ActPage("inspections.keep_minutes", actions.keep_minutes, MinutesForm, "Lưu biên bản", "đã ghi biên bản"),
    "khac-phuc": ActPage("inspections.send_remedy", actions.send_remedy, ReportForm, "Gửi báo cáo", "đã gửi báo cáo khắc phục"),
    "kiem-tra-lai": ActPage("inspections.check_remedy", actions.check_remedy, VerdictForm, "Ghi kết quả", "đã ghi kết quả kiểm tra lại"),
}
MEMBER: Mapping[str, ActPage] = {
    "bo": ActPage("inspections.take_off_team", actions.take_off_team, None, "Bỏ khỏi đoàn", "đã bỏ khỏi đoàn"),
}
STRENGTH: Mapping[str, ActPage] = {"bo": ActPage("inspections.drop_strength", actions.drop_strength, None, "Bỏ ưu điểm", "đã bỏ ưu điểm")}
REQUIREMENT: Mapping[str, ActPage] = {
    "noi": ActPage("inspections.cover", actions.cover, CoverForm, "Lưu", "đã nối với tồn tại"),
    "bo": ActPage("inspections.drop_requirement", actions.drop_requirement, None, "Bỏ yêu cầu", "đã bỏ yêu cầu"),
}
BACK: Mapping[str, str] = {
    "thanh-vien": "team",
    "don-vi": "team",
    "neu-ton-tai": "findings",
    "tu-bang-kiem": "findings",
    "uu-diem": "requirements",
    "them-yeu-cau": "requirements",
}
"""Act on an inspection → the page it belongs to; the others lead to the inspection's first page."""
STEP_OF: Mapping[str, str] = {
    "inspections.put_on_team": "arrange",
    "inspections.arrange_units": "arrange",
    "inspections.name_checkers": "arrange",
    "inspections.step_back": "step_back",
    "inspections.add_finding": "find",
    "inspections.add_strength": "find",
    "inspections.require_work": "require",
    "inspections.cover": "cover",
    "inspections.reopen": "reopen",
    "inspections.send_report": "report",
    "inspections.keep_minutes": "minutes",
    "inspections.send_remedy": "remedy",
    "inspections.check_remedy": "check",
}
"""Act with a page → its step in rules/stages.py, so that a page opened at the wrong stage says so before anybody types."""


@require_http_methods(["GET", "POST"])
def on_inspection(request: PersonRequest, pk: int, slug: str) -> HttpResponse:
    """`/kiem-tra/<pk>/<slug>/`."""
    page, found = page_of(INSPECTION, slug), queries.inspection_for(request.user, pk)
    back = reverse(f"inspections:{BACK.get(slug, 'inspection')}", args=[pk])
    return _act(request, page, found, back, found.label)


@require_http_methods(["GET", "POST"])
def on_unit(request: PersonRequest, pk: int, slug: str) -> HttpResponse:
    """`/kiem-tra/don-vi/<pk>/<slug>/`."""
    page, found = page_of(UNIT, slug), queries.inspected_for(request.user, pk)
    return _act(request, page, found, reverse("inspections:unit", args=[pk]), found.unit.name)


@require_http_methods(["GET", "POST"])
def on_member(request: PersonRequest, pk: int, slug: str) -> HttpResponse:
    """`/kiem-tra/thanh-vien/<pk>/<slug>/`."""
    page, found = page_of(MEMBER, slug), queries.scope.member_for(request.user, pk)
    return _act(request, page, found, reverse("inspections:team", args=[found.inspection_id]), str(found))


@require_http_methods(["GET", "POST"])
def on_strength(request: PersonRequest, pk: int, slug: str) -> HttpResponse:
    """`/kiem-tra/uu-diem/<pk>/<slug>/`."""
    page, found = page_of(STRENGTH, slug), queries.strength_for(request.user, pk)
    return _act(request, page, found, reverse("inspections:requirements", args=[found.inspection_id]), found.inspection.label)


@require_http_methods(["GET", "POST"])
def on_requirement(request: PersonRequest, pk: int, slug: str) -> HttpResponse:
    """`/kiem-tra/yeu-cau/<pk>/<slug>/`."""
    page, found = page_of(REQUIREMENT, slug), queries.requirement_for(request.user, pk)
    back = reverse(f"inspections:{'coverage' if slug == 'noi' else 'requirements'}", args=[found.inspection_id])
    return _act(request, page, found, back, f"Yêu cầu {found.order}")


def _act(request: PersonRequest, page: ActPage, thing: Thing, back: str, name: str) -> HttpResponse:
    require(request.user, page.act, thing)
    form = _form(request, page, thing)
    if form is None and request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if attempted(request, page, thing, form, name):
        return redirect(back)
    inspection = thing if isinstance(thing, Inspection) else thing.inspection
    shut = stages.refused(STEP_OF[page.act], inspection.state) if page.act in STEP_OF else ""
    context = {"page": page, "form": form, "thing": thing, "name": name, "back": back, "inspection": inspection, "shut": shut}
    context["before"] = stages.TITLES[stages.stage_before(inspection.state)]
    return render(request, "inspections/act.html", context, status=422 if request.method == "POST" else 200)


def _form(request: PersonRequest, page: ActPage, thing: Thing) -> Any:
    if page.form is None:
        return None
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    inspection = thing if isinstance(thing, Inspection) else thing.inspection
    make: Any = page.form
    return make(*_first(inspection, page.form), data, files, initial=_initial(page, thing))


def _first(inspection: Inspection, form: type) -> tuple[Any, ...]:
    """What the form is made from, before what was typed."""
    inspected = Unit.objects.filter(inspected__inspection=inspection)
    found: Mapping[type, tuple[Any, ...]] = {
        MemberForm: (inspection.commune_id,),
        UnitsForm: (inspection.commune_id, clock.today()),
        CheckersForm: (inspection,),
        FindingForm: (inspected,),
        RequirementForm: (inspected, findings_of(inspection)),
        CoverForm: (findings_of(inspection),),
    }
    return found.get(form, ())


def _initial(page: ActPage, thing: Thing) -> dict[str, Any]:
    if isinstance(thing, InspectedUnit):
        return _unit_initial(page, thing)
    if isinstance(thing, Requirement):
        return {"findings": [each.pk for each in thing.findings.all()]}
    if isinstance(thing, Inspection) and page.form is UnitsForm:
        return {"units": list(thing.inspectedunits.values_list("unit", flat=True))}
    return {"kind": Finding.Kind.SHORTCOMING}


def _unit_initial(page: ActPage, each: InspectedUnit) -> dict[str, Any]:
    if page.form is CheckersForm:
        return {"members": list(each.checkers.values_list("pk", flat=True))}
    if page.form is MinutesForm:
        return {"worked_on": each.worked_on or clock.today(), "text": each.minutes, "opinion": each.opinion}
    return {"text": each.remedy if page.act == "inspections.send_remedy" else each.report}
