"""Addresses of the criteria pages."""

from django.urls import path

from minhchung.apps.indexes import views

app_name = "indexes"
urlpatterns = [
    path("", views.criteria, name="criteria"),
    path("them/", views.add, name="add"),
    path("<key:pk>/", views.criterion, name="criterion"),
    path("<key:pk>/gan/", views.link, name="link"),
    path("<key:pk>/go/", views.unlink, name="unlink"),
    path("<key:pk>/luu-tru/", views.archive, name="archive"),
]
