"""Addresses of the organisations app, under /thiet-lap/."""

from django.urls import path

from minhchung.apps.organisations.views import bodies, communes, people, units, working_time

app_name = "organisations"
urlpatterns = [
    path("", communes.settings, name="settings"),
    path("thoi-han/", communes.deadlines, name="deadlines"),
    path("gio-lam-viec/", working_time.working_time, name="working_time"),
    path("gio-lam-viec/ngay-nghi/", working_time.close_day, name="close_day"),
    path("gio-lam-viec/ngay-nghi/<day:day>/bo/", working_time.open_day, name="open_day"),
    path("gio-lam-viec/gio/", working_time.set_hours, name="set_hours"),
    path("gio-lam-viec/gio/<day:valid_from>/bo/", working_time.drop_hours, name="drop_hours"),
    path("ban-giao/", communes.handovers, name="handovers"),
    path("ban-giao/<key:pk>/", communes.handover, name="handover"),
    path("lich-su/", communes.history, name="history"),
    path("lich-su/<key:pk>/", communes.event, name="event"),
    path("don-vi/", units.units, name="units"),
    path("don-vi/them/", units.add_unit, name="add_unit"),
    path("don-vi/<key:pk>/", units.unit, name="unit"),
    path("don-vi/<key:pk>/sua/", units.edit_unit, name="edit_unit"),
    path("don-vi/<key:pk>/doi-ten/", units.rename_unit, name="rename_unit"),
    path("don-vi/<key:pk>/thoi/", units.close_unit, name="close_unit"),
    path("don-vi/<key:pk>/ten-goi/", units.add_alias, name="add_alias"),
    path("ten-goi/<key:pk>/bo/", units.remove_alias, name="remove_alias"),
    path("nhom/them/", units.add_group, name="add_group"),
    path("nhom/<key:pk>/", units.group, name="group"),
    path("nhom/<key:pk>/bo/", units.remove_group, name="remove_group"),
    path("nguoi-dung/", people.people, name="people"),
    path("nguoi-dung/them/", people.add_person, name="add_person"),
    path("nguoi-dung/<key:pk>/", people.person, name="person"),
    path("nguoi-dung/<key:pk>/sua/", people.edit_person, name="edit_person"),
    path("nguoi-dung/<key:pk>/nghi/", people.deactivate_person, name="deactivate_person"),
    path("nguoi-dung/<key:pk>/mo-lai/", people.reactivate_person, name="reactivate_person"),
    path("nguoi-dung/<key:pk>/mat-khau/", people.issue_password, name="issue_password"),
    path("nguoi-dung/<key:pk>/vai-tro/", people.grant_role, name="grant_role"),
    path("vai-tro/<key:pk>/thoi/", people.end_role, name="end_role"),
    path("nguoi-dung/<key:pk>/chuc-danh/", people.appoint, name="appoint"),
    path("chuc-danh/<key:pk>/thoi/", people.end_appointment, name="end_appointment"),
    path("ban-to/", bodies.bodies, name="bodies"),
    path("ban-to/them/", bodies.add_body, name="add_body"),
    path("ban-to/<key:pk>/", bodies.body, name="body"),
    path("ban-to/<key:pk>/sua/", bodies.edit_body, name="edit_body"),
    path("ban-to/<key:pk>/thoi/", bodies.close_body, name="close_body"),
    path("ban-to/<key:pk>/thanh-vien/", bodies.add_member, name="add_member"),
    path("thanh-vien/<key:pk>/thoi/", bodies.end_member, name="end_member"),
]
