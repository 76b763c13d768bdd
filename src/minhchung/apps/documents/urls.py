"""Addresses of the documents app. `/van-ban/<pk>/doc/` belongs to the assignments app, which reads a document into assignments."""

from django.urls import path

from minhchung.apps.documents.views import entering, importing, linking, page, register, steps, validity

app_name = "documents"
urlpatterns = [
    path("", register.register, name="list"),
    path("cho-tra-loi/", register.waiting, name="waiting"),
    path("tai-len/", entering.upload, name="upload"),
    path("dan/", entering.paste, name="paste"),
    path("them/", entering.add, name="add"),
    path("nhap-so/", importing.start, name="import"),
    path("nhap-so/<key:pk>/", importing.columns, name="import_columns"),
    path("nhap-so/ket-qua/<key:pk>/", importing.result, name="import_result"),
    path("quan-he/<key:pk>/bo/", linking.unrelate, name="unrelate"),
    path("vien-dan/<key:pk>/", linking.settle, name="settle"),
    path("hieu-luc/", validity.events, name="events"),
    path("hieu-luc/nhap/", validity.bring, name="laws"),
    path("hieu-luc/nhap/<key:pk>/", validity.bring_in, name="laws_plan"),
    path("hieu-luc/xuat/", validity.export, name="laws_export"),
    path("hieu-luc/<key:pk>/", validity.verify, name="event"),
    path("hieu-luc/<key:pk>/bo/", validity.withdraw, name="withdraw_event"),
    path("<key:pk>/hieu-luc/", validity.enter, name="enter_event"),
    path("<key:pk>/", page.detail, name="detail"),
    path("<key:pk>/dang-doc/", page.reading, name="reading"),
    path("<key:pk>/sua/", page.edit, name="edit"),
    path("<key:pk>/tep/", page.attach, name="attach"),
    path("<key:pk>/tra-loi/", page.want_answer, name="want_answer"),
    path("<key:pk>/ra-so/", page.archive, name="archive"),
    path("<key:pk>/vao-lai/", page.restore, name="restore"),
    path("<key:pk>/buoc/<slug:name>/", steps.step, name="step"),
    path("<key:pk>/ban-da-ky/", steps.signed, name="signed"),
    path("<key:pk>/ban-hanh/", steps.issue, name="issue"),
    path("<key:pk>/quan-he/", linking.relate, name="relate"),
]
