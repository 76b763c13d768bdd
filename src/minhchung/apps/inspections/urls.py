"""Addresses of inspections."""

from django.urls import path

from minhchung.apps.inspections.views import acting, checklist, conclusion, inspection, listing, samples, taking, unit

app_name = "inspections"
urlpatterns = [
    path("", listing.listed, name="list"),
    path("moi/", listing.add, name="add"),
    path("thoi-han/", listing.limits, name="limits"),
    path("thoi-han/<slug:slug>/", listing.set_limit, name="set_limit"),
    path("van-ban/<key:pk>/", taking.take, name="take"),
    path("van-ban/<key:pk>/luu-do/", taking.keep, name="keep_half_taken"),
    path("van-ban/<key:pk>/doc-lai/", taking.drop, name="drop_half_taken"),
    path("thanh-vien/<key:pk>/<slug:slug>/", acting.on_member, name="act_member"),
    path("don-vi/<key:pk>/", unit.show, name="unit"),
    path("don-vi/<key:pk>/bang-kiem/", checklist.table, name="checklist"),
    path("don-vi/<key:pk>/bang-kiem/<str:line>/", checklist.line, name="line"),
    path("don-vi/<key:pk>/<slug:slug>/", acting.on_unit, name="act_unit"),
    path("uu-diem/<key:pk>/<slug:slug>/", acting.on_strength, name="act_strength"),
    path("yeu-cau/<key:pk>/<slug:slug>/", acting.on_requirement, name="act_requirement"),
    path("rut/<key:pk>/", samples.printed, name="sample"),
    path("<key:pk>/", inspection.show, name="inspection"),
    path("<key:pk>/sua/", inspection.edit, name="edit"),
    path("<key:pk>/doan/", inspection.team, name="team"),
    path("<key:pk>/rut-ho-so/", samples.samples, name="samples"),
    path("<key:pk>/ton-tai/", inspection.findings, name="findings"),
    path("<key:pk>/bao-phu/", conclusion.coverage, name="coverage"),
    path("<key:pk>/yeu-cau/", conclusion.requirements, name="requirements"),
    path("<key:pk>/du-thao/", conclusion.draft, name="draft"),
    path("<key:pk>/du-thao/docx/", conclusion.docx, name="docx"),
    path("<key:pk>/ket-luan/", conclusion.conclude, name="conclude"),
    path("<key:pk>/gan-viec/<key:finding>/<key:assignment>/", conclusion.link_work, name="link_work"),
    path("<key:pk>/<slug:slug>/", acting.on_inspection, name="act_inspection"),
]
