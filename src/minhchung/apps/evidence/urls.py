"""Addresses of the evidence app."""

from django.urls import path

from minhchung.apps.evidence import views

app_name = "evidence"
urlpatterns = [
    path("", views.pending, name="list"),
    path("<key:pk>/", views.detail, name="detail"),
    path("<key:pk>/dong/", views.line, name="line"),
    path("<key:pk>/sua/", views.edit, name="edit"),
    path("<key:pk>/kiem-tra/", views.verify, name="verify"),
    path("<key:pk>/rut/", views.withdraw, name="withdraw"),
    path("cua/<slug:kind>/<str:key>/", views.of_subject, name="of"),
    path("nop/<slug:kind>/<str:key>/", views.bring, name="bring"),
    path("chon/<slug:kind>/<str:key>/", views.choose, name="choose"),
    path("tep/<key:pk>/", views.link, name="link"),
]
