"""Addresses of the files app."""

from django.urls import path

from minhchung.apps.files import views

app_name = "files"
urlpatterns = [
    path("<key:pk>/", views.serve, name="serve"),
    path("<key:pk>/xem/", views.preview, name="preview"),
    path("<key:pk>/trang/<key:number>/", views.page, name="page"),
    path("<key:pk>/doc-lai/", views.reread, name="reread"),
    path("<key:pk>/dang-doc/", views.reading, name="reading"),
]
