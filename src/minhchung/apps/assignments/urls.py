"""Addresses of the assignments app: the register, the task pages, the reader of a document."""

from django.urls import path

from minhchung.apps.assignments.views import acting, reader, register, sheets, task

app_name = "assignments"
urlpatterns = [
    path("so/", register.show, name="register"),
    path("so/in/", register.printed, name="printed"),
    path("so/nhan-tin/", register.for_chat, name="for_chat"),
    path("so/nhieu/", register.several, name="several"),
    path("so/xuat/", sheets.export, name="export"),
    path("so/nhap/", sheets.bring_back, name="bring_back"),
    path("so/nhap/<int:pk>/", sheets.dry_run, name="dry_run"),
    path("so/nhap/<int:pk>/luu/", sheets.save, name="save_return"),
    path("so/nhap/<int:pk>/loi/", sheets.with_errors, name="return_errors"),
    path("viec/them/", task.add, name="add"),
    path("viec/<int:pk>/", task.detail, name="detail"),
    path("viec/ky/<int:pk>/", task.occurrence, name="occurrence"),
    path("viec/ky/<int:pk>/o-tien-do/", register.progress, name="progress_cell"),
    path("viec/ky/<int:pk>/hoan-tac/", register.undo_progress, name="undo_progress"),
    path("viec/ky/<int:pk>/<slug:slug>/", acting.on_occurrence, name="act_occurrence"),
    path("viec/phan/<int:pk>/<slug:slug>/", acting.on_duty, name="act_duty"),
    path("viec/gia-han/<int:pk>/", acting.on_extension, name="decide_extension"),
    path("viec/san-pham/<int:pk>/", acting.on_product, name="judge_product"),
    path("viec/<int:pk>/<slug:slug>/", acting.on_assignment, name="act_assignment"),
    path("van-ban/<int:pk>/doc/", reader.read, name="reader"),
    path("van-ban/<int:pk>/doc/doc-lai/", reader.propose, name="propose"),
    path("van-ban/<int:pk>/doc/hoan-tat/", reader.confirm, name="confirm"),
    path("van-ban/<int:pk>/viec/", register.of_document, name="of_document"),
    path("van-ban/y/<int:pk>/nhan/", reader.take, name="take"),
    path("van-ban/y/<int:pk>/bo/", reader.drop, name="drop"),
    path("van-ban/y/<int:pk>/gop/", reader.merge, name="merge"),
    path("van-ban/y/<int:pk>/tach/", reader.split, name="split"),
    path("van-ban/y/<int:pk>/sua/", reader.edit, name="edit"),
    path("van-ban/y/<int:pk>/hoan-tac/", reader.undo, name="undo"),
]
