"""Addresses of the catalogue of procedures."""

from django.urls import path

from minhchung.apps.procedures.views import acting, bringing, deciding, listing, mending, procedure, simplifying

app_name = "procedures"
urlpatterns = [
    path("", listing.listed, name="list"),
    path("xuat/", listing.export, name="export"),
    path("thong-ke/", listing.counted, name="statistics"),
    path("sap-xep/", listing.arrange_many, name="arrange_many"),
    path("nhap/", bringing.start, name="import"),
    path("nhap/<key:pk>/", bringing.look, name="import_file"),
    path("nguon/", bringing.sources, name="sources"),
    path("nguon/<key:pk>/<slug:slug>/", acting.on_source, name="act_source"),
    path("quyet-dinh/<key:pk>/", deciding.propose, name="decision"),
    path("don-gian-hoa/", simplifying.overview, name="simplify"),
    path("don-gian-hoa/du-lieu/", simplifying.held, name="held"),
    path("don-gian-hoa/du-lieu/<slug:slug>/", simplifying.edit_held, name="edit_held"),
    path("don-gian-hoa/dinh-muc/<slug:slug>/", simplifying.set_norm, name="set_norm"),
    path("don-gian-hoa/sang-kien/", simplifying.add_initiative, name="add_initiative"),
    path("don-gian-hoa/sang-kien/<key:pk>/", simplifying.initiative, name="initiative"),
    path("don-gian-hoa/sang-kien/<key:pk>/<slug:slug>/", acting.on_initiative, name="act_initiative"),
    path("don-gian-hoa/<key:pk>/", simplifying.proposal, name="proposal"),
    path("don-gian-hoa/<key:pk>/<slug:slug>/", acting.on_proposal, name="act_proposal"),
    path("<key:pk>/", procedure.show, name="procedure"),
    path("<key:pk>/sap-xep/", procedure.arrange, name="arrange"),
    path("<key:pk>/quy-trinh/", procedure.workflow, name="workflow"),
    path("<key:pk>/de-xuat/", simplifying.propose, name="propose"),
    path("<key:pk>/sua/<slug:slug>/", mending.mend, name="mend"),
]
