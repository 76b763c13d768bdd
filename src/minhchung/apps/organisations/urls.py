"""Addresses of the organisations app, under /thiet-lap/."""

from django.urls import path

from minhchung.apps.organisations.views import bodies, communes, people, units

app_name = "organisations"
urlpatterns = [
    path("", communes.settings, name="settings"),
    path("thoi-han/", communes.deadlines, name="deadlines"),
    path("ban-giao/", communes.handovers, name="handovers"),
    path("ban-giao/<int:pk>/", communes.handover, name="handover"),
    path("lich-su/", communes.history, name="history"),
    path("don-vi/", units.units, name="units"),
    path("don-vi/them/", units.add_unit, name="add_unit"),
    path("don-vi/<int:pk>/", units.unit, name="unit"),
    path("don-vi/<int:pk>/sua/", units.edit_unit, name="edit_unit"),
    path("don-vi/<int:pk>/doi-ten/", units.rename_unit, name="rename_unit"),
    path("don-vi/<int:pk>/thoi/", units.close_unit, name="close_unit"),
    path("don-vi/<int:pk>/ten-goi/", units.add_alias, name="add_alias"),
    path("ten-goi/<int:pk>/bo/", units.remove_alias, name="remove_alias"),
    path("nhom/them/", units.add_group, name="add_group"),
    path("nhom/<int:pk>/", units.group, name="group"),
    path("nhom/<int:pk>/bo/", units.remove_group, name="remove_group"),
    path("nguoi-dung/", people.people, name="people"),
    path("nguoi-dung/them/", people.add_person, name="add_person"),
    path("nguoi-dung/<int:pk>/", people.person, name="person"),
    path("nguoi-dung/<int:pk>/sua/", people.edit_person, name="edit_person"),
    path("nguoi-dung/<int:pk>/nghi/", people.deactivate_person, name="deactivate_person"),
    path("nguoi-dung/<int:pk>/mo-lai/", people.reactivate_person, name="reactivate_person"),
    path("nguoi-dung/<int:pk>/mat-khau/", people.issue_password, name="issue_password"),
    path("nguoi-dung/<int:pk>/vai-tro/", people.grant_role, name="grant_role"),
    path("vai-tro/<int:pk>/thoi/", people.end_role, name="end_role"),
    path("nguoi-dung/<int:pk>/chuc-danh/", people.appoint, name="appoint"),
    path("chuc-danh/<int:pk>/thoi/", people.end_appointment, name="end_appointment"),
    path("ban-to/", bodies.bodies, name="bodies"),
    path("ban-to/them/", bodies.add_body, name="add_body"),
    path("ban-to/<int:pk>/", bodies.body, name="body"),
    path("ban-to/<int:pk>/sua/", bodies.edit_body, name="edit_body"),
    path("ban-to/<int:pk>/thoi/", bodies.close_body, name="close_body"),
    path("ban-to/<int:pk>/thanh-vien/", bodies.add_member, name="add_member"),
    path("thanh-vien/<int:pk>/thoi/", bodies.end_member, name="end_member"),
]
