"""Pages that ask for one act: a table names them, a form asks, the act is done, and back. Acts without a form are a press (POST only).

An app's `views/acting.py` holds the table, finds the thing, makes the form and draws the page; `attempted` does the rest.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest

from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import ACTS, Refused


@dataclass(frozen=True)
class ActPage:
    """How one act is asked for: its function, its form (None: a press), the button and the word when done.

    `wording`: the page shows the wording of the document beside the form.
    """

    act: str
    function: Callable[..., Any]
    form: type[forms.Form] | None
    button: str
    done: str
    wording: bool = False

    @property
    def heading(self) -> str:
        """The act's own name."""
        return ACTS[self.act].label


def page_of(table: Mapping[str, ActPage], slug: str) -> ActPage:
    """The page at an address. Raises Http404."""
    if slug not in table:
        raise Http404
    return table[slug]


def attempted(request: HttpRequest, page: ActPage, thing: Any, form: forms.Form | None, name: str) -> bool:
    """Whether the act was sent and done; then a message says so of `name`. What is refused stands in the form; a press raises Refused."""
    if request.method != "POST" or (form is not None and not form.is_valid()):
        return False
    try:
        page.function(**{ACTS[page.act].on: thing}, **(form.cleaned_data if form else {}), actor=request.user, at=clock.now())
    except Refused as refused:
        if form is None:
            raise
        form.add_error(None, str(refused))
        return False
    messages.success(request, f"Lúc {clock.now():%H:%M}: {name} {page.done}.")
    return True
