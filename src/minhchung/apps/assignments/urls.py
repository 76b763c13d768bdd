"""Addresses of the assignments app: the register, the task pages, the reader of a document."""

from django.urls import path

from minhchung.apps.assignments.views import acting, products, reader, register, sheets, task

app_name = "assignments"
urlpatterns = [
    path("so/", register.show, name="register"),
    path("so/in/", register.printed, name="printed"),
    path("so/nhan-tin/", register.for_chat, name="for_chat"),
    path("so/nhieu/", register.several, name="several"),
    path("so/xuat/", sheets.export, name="export"),
    path("so/nhap/", sheets.bring_back, name="bring_back"),
    path("so/nhap/<key:pk>/", sheets.dry_run, name="dry_run"),
    path("so/nhap/<key:pk>/luu/", sheets.save, name="save_return"),
    path("so/nhap/<key:pk>/hoan-tac/", sheets.undo, name="undo_return"),
    path("so/nhap/<key:pk>/loi/", sheets.with_errors, name="return_errors"),
    path("viec/them/", task.add, name="add"),
    path("viec/ten-ky/", task.period, name="period"),
    path("viec/<key:pk>/", task.detail, name="detail"),
    path("viec/ky/<key:pk>/", task.occurrence, name="occurrence"),
    path("viec/ky/<key:pk>/o-tien-do/", register.progress, name="progress_cell"),
    path("viec/ky/<key:pk>/hoan-tac/", register.undo_progress, name="undo_progress"),
    path("viec/ky/<key:pk>/san-pham/", products.hand_in, name="hand_in"),
    path("viec/ky/<key:pk>/<slug:slug>/", acting.on_occurrence, name="act_occurrence"),
    path("viec/phan/<key:pk>/<slug:slug>/", acting.on_duty, name="act_duty"),
    path("viec/gia-han/<key:pk>/", acting.on_extension, name="decide_extension"),
    path("viec/san-pham/<key:pk>/minh-chung/", products.prove, name="prove_product"),
    path("viec/san-pham/<key:pk>/", acting.on_product, name="judge_product"),
    path("viec/<key:pk>/<slug:slug>/", acting.on_assignment, name="act_assignment"),
    path("van-ban/<key:pk>/doc/", reader.read, name="reader"),
    path("van-ban/<key:pk>/doc/doc-lai/", reader.propose, name="propose"),
    path("van-ban/<key:pk>/doc/hoan-tat/", reader.confirm, name="confirm"),
    path("van-ban/<key:pk>/doc/bo-chon-don-vi/", reader.unname_unit, name="unname_unit"),
    path("van-ban/<key:pk>/viec/", register.of_document, name="of_document"),
    path("van-ban/y/<key:pk>/nhan/", reader.take, name="take"),
    path("van-ban/y/<key:pk>/don-vi/", reader.name_unit, name="name_unit"),
    path("van-ban/y/<key:pk>/bo/", reader.drop, name="drop"),
    path("van-ban/y/<key:pk>/gan-viec/", reader.join, name="join"),
    path("van-ban/y/<key:pk>/go-viec/", reader.part, name="part"),
    path("van-ban/y/<key:pk>/gop/", reader.merge, name="merge"),
    path("van-ban/y/<key:pk>/tach/", reader.split, name="split"),
    path("van-ban/y/<key:pk>/sua/", reader.edit, name="edit"),
    path("van-ban/y/<key:pk>/hoan-tac/", reader.undo, name="undo"),
]
