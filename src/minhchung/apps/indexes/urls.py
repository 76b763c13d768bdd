"""Addresses of the indexes app."""

from django.urls import URLPattern

app_name = "indexes"
urlpatterns: list[URLPattern] = []
