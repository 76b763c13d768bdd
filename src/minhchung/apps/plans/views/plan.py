"""The plan of a year: its items with what has become of them, as a page and as a workbook; a plan typed by hand."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minhchung.apps.ground import clock, history
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.ground.downloads import download
from minhchung.apps.ground.keys import key_of
from minhchung.apps.organisations.requests import PersonRequest, own_commune
from minhchung.apps.plans import actions, queries
from minhchung.apps.plans.forms import PlanForm
from minhchung.apps.plans.models import Plan
from minhchung.apps.plans.queries.page import Asked, shown
from minhchung.apps.plans.rules.progress import STATE_WORDS
from minhchung.apps.plans.sheets import workbook
from minhchung.apps.plans.writing import ref_of


@require_GET
def current(request: PersonRequest) -> HttpResponse:
    """`/ke-hoach/`: the CCHC plan in force this year, else the newest plan; an empty page while there is none."""
    own_commune(request)
    plans = list(queries.plans_for(request.user).select_related("commune", "document"))
    today = clock.today()
    best = max(plans, key=lambda plan: (_rank(plan, today.year), plan.year, plan.pk), default=None)
    if best is None:
        return render(request, "plans/empty.html", {"year": today.year, "archived": queries.plans_for(request.user, archived=True).count()})
    return _page(request, best)


def _rank(plan: Plan, year: int) -> int:
    in_force = plan.state == Plan.State.IN_FORCE
    return 2 * (in_force and plan.year == year) + (in_force and plan.kind == Plan.Kind.REFORM)


@require_GET
def show(request: PersonRequest, pk: int) -> HttpResponse:
    """`/ke-hoach/<pk>/`: one plan."""
    return _page(request, queries.plan_for(request.user, pk))


def _asked(request: PersonRequest) -> Asked:
    state = request.GET.get("trang-thai", "")
    return Asked(unit=key_of(request.GET.get("don-vi", "")), state=state if state in STATE_WORDS else "")


def _page(request: PersonRequest, plan: Plan) -> HttpResponse:
    asked = _asked(request)
    context = {
        "plan": plan,
        "page": shown(request.user, plan, asked, as_of=clock.now()),
        "asked": asked,
        "plans": queries.plans_for(request.user),
        "events": history.of(ref_of(plan))[:8],
    }
    return render(request, "plans/plan.html", context)


@require_GET
def export(request: PersonRequest, pk: int) -> HttpResponse:
    """`/ke-hoach/<pk>/xuat/`: the items asked for as XLSX."""
    plan, now = queries.plan_for(request.user, pk), clock.now()
    page = shown(request.user, plan, _asked(request), as_of=now)
    content = workbook(plan, page.groups, commune=plan.commune, at=now)
    return download(content, f"ke-hoach-{plan.year}-{now:%Y%m%d}.xlsx")


@require_http_methods(["GET", "POST"])
def add(request: PersonRequest) -> HttpResponse:
    """`/ke-hoach/them/`: an empty plan, whose items are typed one by one."""
    commune, year = own_commune(request), clock.today().year
    require(request.user, "plans.add_plan", commune)
    start = {"year": year, "title": f"Kế hoạch cải cách hành chính năm {year}"}
    form = PlanForm(request.user, year, request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_plan(commune=commune, **form.cleaned_data, actor=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Đã lập “{made.title}”, dự thảo. Thêm các mục rồi đưa vào thực hiện.")
            return redirect("plans:plan", made.pk)
    return render(request, "plans/add.html", {"form": form}, status=422 if request.method == "POST" else 200)
