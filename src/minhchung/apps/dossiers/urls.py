"""Addresses of the dossiers app, under /ho-so/."""

from django.urls import path

from minhchung.apps.dossiers.views import bringing, form_06a, measures, overview, score_766, weekly

app_name = "dossiers"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("nhap/", bringing.start, name="bring"),
    path("nhap/<slug:token>/", bringing.look, name="look"),
    path("nhap/<slug:token>/loi/", bringing.rejects, name="rejects"),
    path("nhap/<slug:token>/bo/", bringing.cancel, name="cancel"),
    # Figures over dossiers.
    path("chi-so/", measures.figures, name="figures"),
    path("chi-so/<str:name>/", measures.figure, name="figure"),
    path("bieu-06a/", form_06a.page, name="form_06a"),
    path("qd-766/", score_766.page, name="score_766"),
    path("tuan/", weekly.page, name="week"),
    path("qd-766/cong-bo/", score_766.official, name="official"),
]
