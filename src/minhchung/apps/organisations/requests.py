"""The request of a signed-in person, as views annotate it: LoginRequiredMiddleware lets nobody else through."""

from typing import cast

from django.http import Http404, HttpRequest
from django_htmx.middleware import HtmxDetails

from minhchung.apps.organisations.models import Commune, Person


class PersonRequest(HttpRequest):
    """`user` is a Person, `htmx` tells whether a part or a page is wanted."""

    user: Person
    htmx: HtmxDetails


def own_commune(request: PersonRequest) -> Commune:
    """The commune of the person who asks; Http404 for somebody of no commune (the city appraiser)."""
    if request.user.commune_id is None:
        raise Http404("Tài khoản này không thuộc phường nào.")
    return cast("Commune", request.user.commune)
