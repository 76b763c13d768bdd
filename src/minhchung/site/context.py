"""What every page's frame shows: the tabs, who is signed in, the count of late work."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from minhchung.apps.ground import clock
from minhchung.apps.ground.frame import counts_for
from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import Person, Unit


@dataclass(frozen=True)
class Tab:
    name: str
    label: str
    icon: str
    url: str
    current: bool
    count: int = 0
    more: bool = False
    """Behind "Thêm" on a phone, where the bar has room for four."""


TABS: tuple[tuple[str, str, str, str, str | tuple[str, ...]], ...] = (
    ("home", "Hôm nay", "calendar-check", "home:today", "/"),
    ("documents", "Văn bản", "file-text", "documents:list", ("/van-ban/", "/phap-ly/")),
    ("register", "Sổ theo dõi", "notebook", "assignments:register", "/so/"),
    ("plans", "Kế hoạch", "clipboard-list", "plans:list", "/ke-hoach/"),
    ("criteria", "Bộ chỉ số", "list-check", "indexes:criteria", "/bo-chi-so/"),
    ("dossiers", "Hồ sơ TTHC", "folder", "dossiers:overview", "/ho-so/"),
    ("procedures", "Thủ tục", "list-details", "procedures:list", ("/thu-tuc/", "/niem-yet/")),
    ("reviews", "Rà soát", "zoom-check", "findings:findings", "/ra-soat/"),
    ("inspections", "Kiểm tra", "shield-check", "inspections:list", "/kiem-tra/"),
    ("meetings", "Họp", "users", "meetings:meetings", "/hop/"),
    ("quality", "ISO", "certificate", "quality:overview", "/iso/"),
    ("settings", "Thiết lập", "settings", "organisations:settings", "/thiet-lap/"),
)
BEHIND_MORE = {"plans", "criteria", "procedures", "reviews", "inspections", "meetings", "quality", "settings"}
OF_NO_COMMUNE = {"criteria"}
"""What the appraiser of the city reads; everything else is a ward's own."""


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of base.html. Anonymous pages (sign in, errors) get no tabs."""
    today = clock.today()
    context: dict[str, Any] = {"today": today, "clock_frozen": settings.FROZEN_NOW is not None}
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return context
    counts = counts_for(request.user, today=today)
    context["person_line"] = _line(request.user, today)
    context["of_no_commune"] = not request.user.commune_id
    context["tabs"] = [
        Tab(name, label, icon, reverse(view), _is_current(request.path, prefix), counts.get(name, 0), _behind_more(request.user, name))
        for name, label, icon, view, prefix in TABS
        if request.user.commune_id or name in OF_NO_COMMUNE
    ]
    return context


def _line(person: Person, today: date) -> str:
    """What stands under the person's name: role and units."""
    mandate = person.mandate(today)
    roles = [role.label for role in Role if role in mandate.roles][:2]
    units = list(Unit.objects.filter(pk__in=mandate.units).values_list("short", flat=True))
    return " · ".join([*roles, *units]) or "Chưa được giao vai trò"


def _behind_more(person: Person, name: str) -> bool:
    """Who has but one page keeps it in the bar."""
    return bool(person.commune_id) and name in BEHIND_MORE


def _is_current(path: str, prefix: str | tuple[str, ...]) -> bool:
    return path == "/" if prefix == "/" else path.startswith(prefix)
