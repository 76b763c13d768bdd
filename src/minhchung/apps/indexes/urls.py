"""Addresses of the index pages."""

from django.urls import path

from minhchung.apps.indexes.views import bundle, criteria, index, leader, leaf, matrix, packs, published

app_name = "indexes"
urlpatterns = [
    path("", index.index, name="criteria"),
    path("tinh-lai/", index.refresh, name="refresh"),
    path("viec-can-lam/", index.to_do, name="to_do"),
    path("ho-so-minh-chung/", bundle.bundle, name="bundle"),
    path("ho-so-minh-chung/tai-ve/", bundle.download, name="download"),
    path("cong-bo/", published.published, name="published"),
    path("ma-tran/", matrix.links, name="links"),
    path("tuan/", leader.week, name="week"),
    path("tung-tieu-chi/", leader.cards, name="cards"),
    path("bo-tieu-chi/", packs.packs, name="packs"),
    path("bo-tieu-chi/<key:pk>/", packs.pack, name="pack"),
    path("bo-tieu-chi/<key:pk>/chon/", packs.adopt, name="adopt"),
    path("bo-tieu-chi/don-vi/", packs.units, name="units"),
    path("tu-lap/", criteria.by_hand, name="by_hand"),
    path("tu-lap/them/", criteria.add, name="add"),
    path("tu-lap/<key:pk>/", criteria.hand_made, name="hand_made"),
    path("<key:pk>/", leaf.criterion, name="criterion"),
    path("yeu-cau/<key:pk>/dung/", leaf.take_offer, name="take_offer"),
    path("<key:pk>/khai/", leaf.declare, name="declare"),
    path("<key:pk>/khong-ap-dung/", leaf.rule_out, name="rule_out"),
    path("<key:pk>/ghi-diem/", leaf.give_points, name="give_points"),
    path("<key:pk>/bo-ghi/", leaf.take_back, name="take_back"),
    path("<key:pk>/gan/", criteria.link, name="link"),
    path("<key:pk>/go/", criteria.unlink, name="unlink"),
    path("<key:pk>/luu-tru/", criteria.archive, name="archive"),
]
