"""Addresses of registers, clauses and management reviews; all under the tab ISO."""

from django.urls import path

from minhchung.apps.management.views import acting, clauses, entries, pasting, registers, reviews, setting

app_name = "management"
urlpatterns = [
    path("so/", registers.listed, name="registers"),
    path("so/them-so/", setting.add_register, name="add_register"),
    path("so/<slug:name>/", registers.show, name="register"),
    path("so/<slug:name>/xlsx/", registers.sheet, name="register_xlsx"),
    path("so/<slug:name>/them/", entries.add, name="add_entry"),
    path("so/<slug:name>/dan/", pasting.paste, name="paste"),
    path("so/<slug:name>/cot/", setting.columns, name="set_register"),
    path("muc/<key:pk>/", entries.show, name="entry"),
    path("muc/<key:pk>/<slug:slug>/", acting.on_entry, name="act_entry"),
    path("dieu-khoan/", clauses.matrix_page, name="clauses"),
    path("dieu-khoan/xlsx/", clauses.sheet, name="clauses_xlsx"),
    path("dieu-khoan/<str:number>/", clauses.show, name="clause"),
    path("dieu-khoan/<str:number>/khong-ap-dung/", clauses.exclude, name="exclude_clause"),
    path("dieu-khoan/<str:number>/ap-dung/", clauses.include, name="include_clause"),
    path("xem-xet/", reviews.listed, name="reviews"),
    path("xem-xet/them/", reviews.add, name="plan_review"),
    path("xem-xet/chu-ky/", setting.interval, name="interval"),
    path("xem-xet/<key:pk>/", reviews.show, name="review"),
    path("xem-xet/<key:pk>/bien-ban/", reviews.docx, name="minutes"),
    path("xem-xet/<key:pk>/dau-vao/<slug:letter>/", reviews.note, name="note_input"),
    path("xem-xet/<key:pk>/<slug:slug>/", acting.on_review, name="act_review"),
    path("quyet-dinh/<key:pk>/<slug:slug>/", acting.on_decision, name="act_decision"),
]
