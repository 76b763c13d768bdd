"""Addresses of the documents app. `/van-ban/<pk>/doc/` belongs to the assignments app, which reads a document into assignments."""

from django.urls import path

from minhchung.apps.documents.views import entering, importing, linking, page, register, steps

app_name = "documents"
urlpatterns = [
    path("", register.register, name="list"),
    path("cho-tra-loi/", register.waiting, name="waiting"),
    path("tai-len/", entering.upload, name="upload"),
    path("dan/", entering.paste, name="paste"),
    path("them/", entering.add, name="add"),
    path("nhap-so/", importing.start, name="import"),
    path("nhap-so/<int:pk>/", importing.columns, name="import_columns"),
    path("nhap-so/ket-qua/<int:pk>/", importing.result, name="import_result"),
    path("quan-he/<int:pk>/bo/", linking.unrelate, name="unrelate"),
    path("vien-dan/<int:pk>/", linking.settle, name="settle"),
    path("<int:pk>/", page.detail, name="detail"),
    path("<int:pk>/sua/", page.edit, name="edit"),
    path("<int:pk>/tep/", page.attach, name="attach"),
    path("<int:pk>/tra-loi/", page.want_answer, name="want_answer"),
    path("<int:pk>/ra-so/", page.archive, name="archive"),
    path("<int:pk>/vao-lai/", page.restore, name="restore"),
    path("<int:pk>/buoc/<slug:name>/", steps.step, name="step"),
    path("<int:pk>/ban-da-ky/", steps.signed, name="signed"),
    path("<int:pk>/ban-hanh/", steps.issue, name="issue"),
    path("<int:pk>/quan-he/", linking.relate, name="relate"),
]
