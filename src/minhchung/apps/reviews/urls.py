"""Addresses of the checks and their runs; the page of what they found is findings'."""

from django.urls import path

from minhchung.apps.reviews.views import checks, expected

app_name = "reviews"
urlpatterns = [
    path("quy-tac/", checks.checks, name="checks"),
    path("quy-tac/<slug:code>/", checks.check, name="check"),
    path("van-ban-can-co/", expected.listed, name="expected"),
    path("van-ban-can-co/<slug:kind>/<key:key>/", expected.settle, name="settle_expected"),
    path("chay/", checks.run, name="run"),
    path("chay/tien-do/", checks.progress, name="progress"),
]
