"""Addresses of the criteria pages."""

from django.urls import path

from minhchung.apps.indexes import views

app_name = "indexes"
urlpatterns = [
    path("", views.criteria, name="criteria"),
    path("them/", views.add, name="add"),
    path("<int:pk>/", views.criterion, name="criterion"),
    path("<int:pk>/gan/", views.link, name="link"),
    path("<int:pk>/go/", views.unlink, name="unlink"),
    path("<int:pk>/luu-tru/", views.archive, name="archive"),
]
