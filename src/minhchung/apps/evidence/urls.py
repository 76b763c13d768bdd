"""Addresses of the evidence app."""

from django.urls import path

from minhchung.apps.evidence.views import bringing, library, phone, pieces

app_name = "evidence"
urlpatterns = [
    path("", pieces.pending, name="list"),
    path("thu-vien/", library.library, name="library"),
    path("<key:pk>/", pieces.detail, name="detail"),
    path("<key:pk>/dong/", pieces.line, name="line"),
    path("<key:pk>/sua/", pieces.edit, name="edit"),
    path("<key:pk>/kiem-tra/", pieces.verify, name="verify"),
    path("<key:pk>/rut/", pieces.withdraw, name="withdraw"),
    path("<key:pk>/thay/", pieces.replace, name="replace"),
    path("<key:pk>/tai/", pieces.download, name="download"),
    path("cua/<slug:kind>/<str:key>/", bringing.of_subject, name="of"),
    path("nop/<slug:kind>/<str:key>/", bringing.bring, name="bring"),
    path("chon/<slug:kind>/<str:key>/", bringing.choose, name="choose"),
    path("ma-qr/<slug:kind>/<str:key>/", phone.code, name="qr"),
    path("dien-thoai/<str:token>/", phone.phone, name="phone"),
    path("tep/<key:pk>/", bringing.link, name="link"),
]
