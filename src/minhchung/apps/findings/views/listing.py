"""The findings of the ward."""

from django.http import HttpResponse
from django.shortcuts import render

from minhchung.apps.organisations.requests import PersonRequest


def findings(request: PersonRequest) -> HttpResponse:
    """`/ra-soat/`."""
    return render(request, "findings/findings.html", {})
