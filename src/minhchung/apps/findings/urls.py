"""Addresses of the findings."""

from django.urls import path

from minhchung.apps.findings.views import finding, listing

app_name = "findings"
urlpatterns = [
    path("", listing.findings, name="findings"),
    path("<key:pk>/", finding.finding, name="finding"),
]
