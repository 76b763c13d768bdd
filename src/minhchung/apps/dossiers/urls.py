"""Addresses of the dossiers app, under /ho-so/."""

from django.urls import path

from minhchung.apps.dossiers.views import bringing, overview

app_name = "dossiers"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("nhap/", bringing.start, name="bring"),
    path("nhap/<slug:token>/", bringing.look, name="look"),
    path("nhap/<slug:token>/loi/", bringing.rejects, name="rejects"),
    path("nhap/<slug:token>/bo/", bringing.cancel, name="cancel"),
]
