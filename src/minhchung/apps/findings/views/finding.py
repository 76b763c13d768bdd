"""One finding."""

from django.http import HttpResponse
from django.shortcuts import render

from minhchung.apps.findings import queries
from minhchung.apps.organisations.requests import PersonRequest


def finding(request: PersonRequest, pk: int) -> HttpResponse:
    """`/ra-soat/<pk>/`."""
    return render(request, "findings/finding.html", {"finding": queries.finding_for(request.user, pk)})
