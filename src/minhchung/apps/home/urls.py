"""Addresses of the first screens."""

from django.urls import path

from minhchung.apps.home import views

app_name = "home"
urlpatterns = [
    path("", views.today, name="today"),
    path("tim/", views.search, name="search"),
    path("bao-tin/", views.news, name="news"),
    path("bao-tin/<key:pk>/da-doc/", views.read_notice, name="read-notice"),
    path("bao-tin/da-doc/", views.read_notices, name="read-notices"),
]
