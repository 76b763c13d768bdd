"""Addresses of reviews of documents and of the legal basis."""

from django.urls import path

from minhchung.apps.legal.views import acting, basis, campaigns, papers, self_checks

app_name = "legal"
urlpatterns = [
    path("", basis.changes, name="changes"),
    path("can-cu/<key:pk>/", basis.change, name="change"),
    path("can-cu/<key:pk>/<slug:kind>/<str:key>/", basis.look, name="look"),
    path("ra-soat/", campaigns.listed, name="campaigns"),
    path("ra-soat/moi/", campaigns.add, name="add_campaign"),
    path("ra-soat/<key:pk>/", campaigns.campaign, name="campaign"),
    path("ra-soat/<key:pk>/chon/", campaigns.bulk, name="bulk"),
    path("ra-soat/<key:pk>/them/", campaigns.add_document, name="add_document"),
    path("ra-soat/<key:pk>/lay-them/", campaigns.draw, name="draw"),
    path("ra-soat/<key:pk>/ket-thuc/", campaigns.close, name="close"),
    path("ra-soat/<key:pk>/danh-muc/<slug:name>/", papers.listed, name="paper"),
    path("van-ban/<key:pk>/", acting.item, name="item"),
    path("van-ban/<key:pk>/<slug:slug>/", acting.act_item, name="act_item"),
    path("tu-kiem-tra/", self_checks.listed, name="self_checks"),
    path("tu-kiem-tra/<key:pk>/", self_checks.fill, name="self_check"),
]
