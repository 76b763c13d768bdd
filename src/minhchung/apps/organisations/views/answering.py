"""What every settings page does alike: run an act for a form, say what was saved, go on or show the form again."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render

from minhchung.apps.ground import clock
from minhchung.apps.organisations import overview
from minhchung.apps.organisations.forms import applied
from minhchung.apps.organisations.requests import PersonRequest

UNPROCESSABLE = 422


def saved(request: PersonRequest, what: str) -> None:
    """A toast on the next page: "Đã lưu lúc 09:14: …"."""
    messages.success(request, f"Đã lưu lúc {clock.now():%H:%M}: {what}.")


def acted(request: PersonRequest, form: forms.BaseForm, act: Callable[..., object], what: str, **fixed: Any) -> bool:
    """Whether the form was right and the act did it, with the form's values, the person and the present moment."""
    if not form.is_valid():
        return False
    values = {**form.cleaned_data, **fixed}
    if not applied(form, lambda: act(**values, actor=request.user, at=clock.now())):
        return False
    saved(request, what)
    return True


def page(request: PersonRequest, template: str, section: str, context: Mapping[str, Any], *forms_shown: forms.BaseForm) -> HttpResponse:
    """A settings page; 422 when one of its forms came back with errors."""
    status = UNPROCESSABLE if any(form.is_bound and form.errors for form in forms_shown) else 200
    frame = {"section": section, "sections": overview.sections(request.user, section), "today": clock.today()}
    return render(request, f"organisations/{template}", {**context, **frame}, status=status)


def done(request: PersonRequest, what: str, address: str, **kwargs: Any) -> HttpResponse:
    """Says what was saved and goes to a page of this app."""
    saved(request, what)
    response: HttpResponse = redirect(f"organisations:{address}", **kwargs)
    return response


def paged(request: PersonRequest, rows: QuerySet[Any] | Sequence[Any], size: int = 50) -> Page[Any]:
    """The page asked for by ?trang=, the nearest one that exists otherwise."""
    return Paginator(rows, size).get_page(request.GET.get("trang"))
