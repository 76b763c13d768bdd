"""Addresses of the evidence app."""

from django.urls import path

from minhchung.apps.evidence import views

app_name = "evidence"
urlpatterns = [
    path("", views.pending, name="list"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/sua/", views.edit, name="edit"),
    path("<int:pk>/kiem-tra/", views.verify, name="verify"),
    path("<int:pk>/rut/", views.withdraw, name="withdraw"),
    path("cua/<slug:kind>/<str:key>/", views.of_subject, name="of"),
    path("nop/<slug:kind>/<str:key>/", views.bring, name="bring"),
    path("chon/<slug:kind>/<str:key>/", views.choose, name="choose"),
    path("tep/<int:pk>/", views.link, name="link"),
]
