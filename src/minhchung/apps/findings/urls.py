"""Addresses of the findings."""

from django.urls import path

from minhchung.apps.findings.views import acting, finding, listing, together

app_name = "findings"
urlpatterns = [
    path("", listing.findings, name="findings"),
    path("nhan-tin/", listing.for_chat, name="for_chat"),
    path("xuat/", listing.export, name="export"),
    path("lap-lai/", listing.radar, name="radar"),
    path("giao/", together.give, name="give"),
    path("gan/<key:pk>/", together.link, name="link"),
    path("cung-luc/<slug:slug>/", together.many, name="many"),
    path("them/", finding.add, name="add"),
    path("tam-chap-nhan/<key:pk>/<slug:slug>/", acting.on_waiver, name="act_waiver"),
    path("<key:pk>/", finding.finding, name="finding"),
    path("<key:pk>/<slug:slug>/", acting.on_finding, name="act_finding"),
]
