"""Addresses that belong to no noun: a typed day in words."""

from django.urls import path

from minhchung.apps.ground import views

app_name = "ground"
urlpatterns = [path("ngay/", views.day, name="day")]
