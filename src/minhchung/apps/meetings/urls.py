"""Addresses of meetings."""

from django.urls import path

from minhchung.apps.meetings.views import acting, briefing, lines, listing, meeting, minutes

app_name = "meetings"
urlpatterns = [
    path("", listing.meetings, name="meetings"),
    path("them/", listing.add, name="add"),
    path("<key:pk>/", meeting.show, name="meeting"),
    path("<key:pk>/moi/", meeting.invite, name="invite"),
    path("<key:pk>/de-xuat/", meeting.proposals, name="proposals"),
    path("<key:pk>/noi-dung/", lines.add_item, name="add_item"),
    path("<key:pk>/ket-luan/", lines.conclude, name="conclude"),
    path("<key:pk>/giao-ban/", briefing.show, name="briefing"),
    path("<key:pk>/bien-ban/", minutes.text, name="minutes"),
    path("<key:pk>/bien-ban/tai/", minutes.docx, name="minutes_docx"),
    path("moi/<key:pk>/", lines.attend, name="attend"),
    path("noi-dung/<key:pk>/bien-ban/", lines.minute, name="minute"),
    path("noi-dung/<key:pk>/<slug:slug>/", acting.on_item, name="act_item"),
    path("ket-luan/<key:pk>/<slug:slug>/", acting.on_conclusion, name="act_conclusion"),
    path("<key:pk>/<slug:slug>/", acting.on_meeting, name="act_meeting"),
]
