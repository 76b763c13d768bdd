"""Addresses of the dossiers app, under /ho-so/."""

from django.urls import path

from minhchung.apps.dossiers.views import (
    backlog,
    bringing,
    clock,
    dossier,
    faults,
    form_06a,
    mapping,
    measures,
    overview,
    score_766,
    slips,
    steps,
    two_clocks,
    weekly,
)

app_name = "dossiers"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("nhap/", bringing.start, name="bring"),
    path("nhap/<slug:token>/", bringing.look, name="look"),
    path("nhap/<slug:token>/loi/", bringing.rejects, name="rejects"),
    path("nhap/<slug:token>/bo/", bringing.cancel, name="cancel"),
    path("nhap/<slug:token>/tien-do/", bringing.progress, name="bring_progress"),
    path("nhap/<slug:token>/cot/", mapping.columns, name="map_columns"),
    path("nhap/<slug:token>/chu/", mapping.words, name="map_words"),
    path("nhap/mau/<key:pk>/bo/", mapping.drop, name="drop_profile"),
    # Figures over dossiers.
    path("chi-so/", measures.figures, name="figures"),
    path("chi-so/<str:name>/", measures.figure, name="figure"),
    path("bieu-06a/", form_06a.page, name="form_06a"),
    path("qd-766/", score_766.page, name="score_766"),
    path("tuan/", weekly.page, name="week"),
    path("qd-766/cong-bo/", score_766.official, name="official"),
    # Lists over dossiers.
    path("nguy-co/", overview.back_test, name="back_test"),
    path("moc-gio/", clock.questions, name="clock"),
    path("moc-gio/excel/", clock.sheet, name="clock_sheet"),
    path("ton-dong/", backlog.page, name="backlog"),
    path("ton-dong/nguyen-nhan/", backlog.explain, name="explain_many"),
    path("ton-dong/in/", backlog.printed, name="backlog_print"),
    path("ton-dong/excel/", backlog.sheet, name="backlog_sheet"),
    path("cac-buoc/", steps.page, name="steps"),
    # The real side of the clock.
    path("giao-nhan/", slips.scan, name="scan"),
    path("giao-nhan/dan/", slips.paste, name="slip_paste"),
    path("giao-nhan/<key:pk>/rut/", slips.withdraw, name="withdraw_handover"),
    path("hai-dong-ho/", two_clocks.page, name="two_clocks"),
    path("hai-dong-ho/excel/", two_clocks.sheet, name="two_clocks_sheet"),
    path("ky-so/", two_clocks.signatures, name="signatures"),
    # One dossier and the log of faults. The address of a dossier stays last: it takes any word with a digit in it.
    path("loi-he-thong/", faults.faults, name="faults"),
    path("loi-he-thong/<key:pk>/", faults.fault, name="fault"),
    path("loi-he-thong/<key:pk>/rut/", faults.withdraw, name="withdraw_fault"),
    path("<dossier_code:code>/", dossier.dossier, name="dossier"),
    path("<dossier_code:code>/nguyen-nhan/", dossier.explain, name="explain"),
    path("<dossier_code:code>/xin-loi/", dossier.apologise, name="apologise"),
    path("<dossier_code:code>/xin-loi/rut/", dossier.withdraw_apology, name="withdraw_apology"),
    path("<dossier_code:code>/giao-nhan/", slips.slip, name="slip"),
    path("<dossier_code:code>/phieu/", slips.printed, name="slip_print"),
    path("<dossier_code:code>/mau-04/", dossier.letter, name="letter"),
]
