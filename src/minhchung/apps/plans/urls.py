"""Addresses of plans and objectives."""

from django.urls import path

from minhchung.apps.plans.views import acting, bringing, item, objectives, plan

app_name = "plans"
urlpatterns = [
    path("", plan.current, name="list"),
    path("them/", plan.add, name="add"),
    path("nhap/", bringing.start, name="import"),
    path("nhap/<key:pk>/", bringing.columns, name="import_columns"),
    path("muc-tieu/", objectives.listed, name="objectives"),
    path("muc-tieu/them/", objectives.add, name="add_objective"),
    path("muc-tieu/<key:pk>/", objectives.show, name="objective"),
    path("muc-tieu/<key:pk>/sua/", objectives.edit, name="edit_objective"),
    path("muc-tieu/<key:pk>/so-lieu/", objectives.enter, name="enter_value"),
    path("muc-tieu/<key:pk>/<slug:slug>/", acting.on_objective, name="act_objective"),
    path("muc/<key:pk>/", item.show, name="item"),
    path("muc/<key:pk>/sua/", item.edit, name="edit_item"),
    path("muc/<key:pk>/giao/", item.assign, name="assign_item"),
    path("muc/<key:pk>/<slug:slug>/", acting.on_item, name="act_item"),
    path("<key:pk>/", plan.show, name="plan"),
    path("<key:pk>/xuat/", plan.export, name="export"),
    path("<key:pk>/chep/", bringing.copy, name="copy"),
    path("<key:pk>/muc/", item.add, name="add_item"),
    path("<key:pk>/<slug:slug>/", acting.on_plan, name="act_plan"),
]
