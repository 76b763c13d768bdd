"""Addresses of publication."""

from django.urls import path

from minhchung.apps.publication.views import acting, channels, comparing, notices, postings, snapshots

app_name = "publication"
urlpatterns = [
    path("", comparing.listed, name="list"),
    path("xuat/", comparing.export, name="export"),
    path("in/", comparing.printed, name="printed"),
    path("nhan/", comparing.for_chat, name="for_chat"),
    path("thu-tuc/<key:pk>/", comparing.procedure, name="procedure"),
    path("thu-tuc/<key:pk>/yeu-cau/", postings.ask_to_mend, name="ask_to_mend"),
    path("kenh/", channels.listed, name="channels"),
    path("kenh/lap/", channels.begin, name="begin"),
    path("kenh/them/", channels.add, name="add_channel"),
    path("kenh/<key:pk>/", channels.show, name="channel"),
    path("kenh/<key:pk>/ban-chup/", snapshots.take, name="take_snapshot"),
    path("kenh/<key:pk>/danh-dau/", snapshots.tick, name="tick"),
    path("kenh/<key:pk>/ten/", snapshots.names, name="names"),
    path("kenh/<key:pk>/muc/<slug:slug>/", notices.look, name="look_at_notice"),
    path("kenh/<key:pk>/<slug:slug>/", acting.on_channel, name="act_channel"),
    path("ban-chup/<key:pk>/", snapshots.show, name="snapshot"),
    path("ban-chup/<key:pk>/<slug:slug>/", acting.on_snapshot, name="act_snapshot"),
    path("yeu-cau/", postings.listed, name="postings"),
    path("yeu-cau/them/", postings.ask, name="ask"),
    path("yeu-cau/quyet-dinh/<key:pk>/", postings.ask_from_decision, name="ask_from_decision"),
    path("yeu-cau/<key:pk>/", postings.show, name="posting"),
    path("yeu-cau/<key:pk>/dang/", postings.post, name="post"),
    path("yeu-cau/<key:pk>/<slug:slug>/", acting.on_posting, name="act_posting"),
    path("muc/", notices.listed, name="notices"),
]
