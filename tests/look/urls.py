"""The addresses of the look's own tests: the gallery in its frame, the error pages, sign-in; no record of any app is needed."""

from types import SimpleNamespace

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from minhchung.site.context import TABS, Tab
from minhchung.site.gallery import gallery

READER = SimpleNamespace(is_authenticated=True, full_name="Đỗ Hạnh Nguyên")
ERRORS = ("400", "403", "403_csrf", "404", "405", "413", "429", "500", "refused")


@login_not_required
def framed_gallery(request: HttpRequest) -> HttpResponse:
    """The gallery as a signed-in person sees it, without a person in the database."""
    response = gallery(request)
    tabs = [
        Tab(name, label, icon, prefix if isinstance(prefix, str) else prefix[0], name == "register", 3 if name == "home" else 0)
        for name, label, icon, _, prefix in TABS
    ]
    response.context_data = {**(response.context_data or {}), "tabs": tabs, "user": READER, "person_line": "Chuyên viên · VH-XH"}
    return response.render()


@login_not_required
def error_page(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, f"{name}.html", {"message": ""}, status=200)


@login_not_required
def part(request: HttpRequest) -> HttpResponse:
    """A piece for htmx: the status asked for, its text, a toast."""
    response = HttpResponse("<p>mới</p>", status=int(request.GET.get("status", "200")))
    response["HX-Trigger"] = '{"mc:toast": {"text": "Saved at 09:14."}}'
    return response


urlpatterns = [
    path("", framed_gallery),
    path("van-ban/", framed_gallery),
    path("part/", part),
    path("error/<str:name>/", error_page),
    path("tai-khoan/", include("allauth.urls")),
]
