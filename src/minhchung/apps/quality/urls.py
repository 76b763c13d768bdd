"""Addresses of the quality system."""

from django.urls import path

from minhchung.apps.quality.views import acting, declaring, documents, editing, lists, overview, proving, versions

app_name = "quality"
urlpatterns = [
    path("", overview.show, name="overview"),
    path("thiet-lap/", overview.settings, name="settings"),
    path("tai-lieu/", lists.documents, name="documents"),
    path("tai-lieu/them/", documents.add, name="add"),
    path("tai-lieu/tu-danh-muc/", lists.generate, name="generate"),
    path("tai-lieu/danh-muc/", lists.master, name="master"),
    path("tai-lieu/danh-muc/xlsx/", lists.master_xlsx, name="master_xlsx"),
    path("tai-lieu/<key:pk>/", documents.show, name="document"),
    path("tai-lieu/<key:pk>/tu-word/", documents.take_word, name="take_word"),
    path("tai-lieu/<key:pk>/<slug:slug>/", acting.on_document, name="act_document"),
    path("ban/<key:pk>/", versions.show, name="version"),
    path("ban/<key:pk>/soan/", editing.edit, name="edit"),
    path("ban/<key:pk>/docx/", versions.docx, name="docx"),
    path("ban/<key:pk>/so-sanh/", versions.compare, name="compare"),
    path("ban/<key:pk>/lam-minh-chung/", proving.prove, name="prove"),
    path("ban/<key:pk>/ban-ky/", proving.bring_signed, name="bring_signed"),
    path("ban/<key:pk>/<slug:slug>/", acting.on_version, name="act_version"),
    path("ban-phan-phoi/<key:pk>/<slug:slug>/", acting.on_copy, name="act_copy"),
    path("cong-bo/", declaring.declarations, name="declarations"),
    path("cong-bo/them/", declaring.add, name="declare"),
    path("cong-bo/<key:pk>/", declaring.show, name="declaration"),
    path("cong-bo/<key:pk>/docx/", declaring.docx, name="declaration_docx"),
    path("cong-bo/<key:pk>/niem-yet/", declaring.post, name="post_declaration"),
    path("cong-bo/<key:pk>/<slug:slug>/", acting.on_declaration, name="act_declaration"),
]
