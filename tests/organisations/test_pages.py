"""The settings pages: who may open and do what, in one's own ward and another's; what they show; how many queries they take."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.organisations import actions
from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import Body, Commune, Handover, Person, RoleGrant, Unit, UnitAlias, UnitGroup
from tests.personas import NOW, PASSWORD, make_person

pytestmark = pytest.mark.django_db
TODAY = NOW.date()

ROLES = ("admin", "leader", "standing", "head", "officer", "clerk", "inspector", "reader")
LISTS = ("units", "people", "bodies", "handovers", "deadlines", "settings")
FORMS = {"add_unit": ("admin",), "add_person": ("admin",), "add_group": ("admin",), "add_body": ("admin", "leader")}
"""Pages that only lead to an act, and who may do it."""
WRITES_OF_THE_ADMIN: dict[str, tuple[str, dict[str, Any]]] = {
    "edit_unit": ("unit", {"short": "KTE", "order": 5}),
    "rename_unit": ("unit", {"name": "Phòng Kinh tế mới", "on": "2026-11-01"}),
    "add_alias": ("unit", {"text": "Phòng Công Thương"}),
    "close_unit": ("empty", {"last_day": "2026-11-20", "reason": "giải thể"}),
    "remove_alias": ("alias", {}),
    "group": ("group", {"name": "Nhóm mới", "wordings": "các phòng", "every": "on"}),
    "remove_group": ("group", {}),
    "edit_person": ("person", {"full_name": "Tên Mới"}),
    "deactivate_person": ("person", {"reason": "nghỉ"}),
    "issue_password": ("person", {}),
    "grant_role": ("person", {"role": "reader", "valid_from": "2026-11-20"}),
    "end_role": ("grant", {"last_day": "2026-11-20"}),
}
WRITES_OF_THE_LEADER_TOO: dict[str, tuple[str, dict[str, Any]]] = {
    "appoint": ("person", {"unit": "unit", "post": "Phó Trưởng phòng", "kind": "acting", "valid_from": "2026-11-20"}),
    "end_appointment": ("post", {"last_day": "2026-11-20"}),
    "edit_body": ("body", {"name": "Tổ công tác mới"}),
    "add_member": ("body", {"person": "person", "place": "Thư ký"}),
    "end_member": ("member", {}),
    "close_body": ("body", {"last_day": "2026-11-20", "reason": "xong việc"}),
}
WRITES = {**WRITES_OF_THE_ADMIN, **WRITES_OF_THE_LEADER_TOO}


@pytest.fixture
def things(ward: Commune, units: dict[str, Unit], admin: Person) -> dict[str, int]:
    """One row of each kind in ward A, by kind."""
    person = make_person("sanpham", "Quách Minh Trí", Role.OFFICER, commune=ward, unit=units["VP"], post="Văn thư")
    group = UnitGroup.objects.create(commune=ward, name="Nhóm", wordings=["các đơn vị"], every=True)
    body = Body.objects.create(commune=ward, name="Tổ công tác", valid_from=date(2026, 1, 1))
    member = body.members.create(person=admin, place="Tổ trưởng")
    alias = UnitAlias.objects.create(commune=ward, unit=units["KT"], text="Phòng KTế", folded="phong kte")
    handover = Handover.objects.create(commune=ward, from_unit=units["KT"], to_unit=units["VP"], on=TODAY)
    return {
        "unit": units["KT"].pk,
        "empty": units["DVSNC"].pk,
        "alias": alias.pk,
        "group": group.pk,
        "person": person.pk,
        "grant": person.grants.get().pk,
        "post": person.appointments.get().pk,
        "body": body.pk,
        "member": member.pk,
        "handover": handover.pk,
    }


@pytest.fixture
def everybody(
    admin: Person, leader: Person, standing: Person, head: Person, officer: Person, clerk: Person, inspector: Person, reader: Person
) -> dict[str, Person]:
    return dict(zip(ROLES, (admin, leader, standing, head, officer, clerk, inspector, reader), strict=True))


def page(client: Client, person: Person, name: str, *args: Any, **query: Any) -> Any:
    client.force_login(person)
    return client.get(reverse(f"organisations:{name}", args=args), query)


def post(client: Client, person: Person, name: str, things: dict[str, int]) -> Any:
    kind, values = WRITES[name]
    client.force_login(person)
    data = {key: things.get(value, value) if isinstance(value, str) else value for key, value in values.items()}
    return client.post(reverse(f"organisations:{name}", args=[things[kind]]), data)


def test_nobody_opens_a_settings_page_without_signing_in(client: Client, things: dict[str, int]) -> None:
    for name in (*LISTS, *FORMS, "history"):
        answer = client.get(reverse(f"organisations:{name}"))
        assert answer.status_code == 302
        assert reverse("account_login") in answer.headers["Location"]
    for name, (kind, _) in WRITES.items():
        assert client.post(reverse(f"organisations:{name}", args=[things[kind]])).status_code == 302
    assert not Unit.objects.filter(short="KTE").exists()


def test_every_role_of_the_ward_reads_units_people_bodies_and_handovers(
    client: Client, everybody: dict[str, Person], things: dict[str, int]
) -> None:
    for person in everybody.values():
        for name in LISTS:
            assert page(client, person, name).status_code == 200
        for kind in ("unit", "person", "body", "handover"):
            assert page(client, person, kind, things[kind]).status_code == 200


def test_history_opens_for_administrator_leader_and_inspector_only(client: Client, everybody: dict[str, Person]) -> None:
    opened = {name for name, person in everybody.items() if page(client, person, "history").status_code == 200}
    assert opened == {"admin", "leader", "inspector"}
    answer = page(client, everybody["officer"], "history")
    assert answer.status_code == 403
    assert "chỉ mở cho quản trị" in answer.content.decode()


def test_a_page_that_only_leads_to_an_act_answers_as_the_act_does(
    client: Client, everybody: dict[str, Person], things: dict[str, int], other_leader: Person
) -> None:
    for name, allowed in FORMS.items():
        opened = {role: page(client, person, name).status_code for role, person in everybody.items()}
        assert opened == {role: 200 if role in allowed else 403 for role in ROLES}, name
    opened = {role: page(client, person, "group", things["group"]).status_code for role, person in everybody.items()}
    assert opened == {role: 200 if role == "admin" else 403 for role in ROLES}
    assert page(client, other_leader, "group", things["group"]).status_code == 404
    refusal = page(client, everybody["officer"], "add_unit").content.decode()
    assert "Tài khoản chưa có quyền “Thêm đơn vị”" in refusal


def test_a_link_is_shown_only_to_a_page_that_opens(client: Client, admin: Person, officer: Person, things: dict[str, int]) -> None:
    link = reverse("organisations:group", args=[things["group"]])
    assert link in page(client, admin, "units").content.decode()
    assert link not in page(client, officer, "units").content.decode()


def test_who_may_not_change_how_deadlines_are_read_sees_fields_that_cannot_be_typed_in(
    client: Client, admin: Person, officer: Person
) -> None:
    assert "disabled" not in page(client, admin, "deadlines").content.decode().split("<form")[-1]
    form = page(client, officer, "deadlines").content.decode().split("<form")[-1]
    assert form.count("disabled") == 10


@pytest.mark.parametrize("name", WRITES)
def test_a_write_is_done_by_those_who_may_and_refused_to_the_others(
    client: Client, everybody: dict[str, Person], things: dict[str, int], name: str
) -> None:
    allowed = {"admin", "leader"} if name in WRITES_OF_THE_LEADER_TOO else {"admin"}
    for role, person in everybody.items():
        if role not in allowed:
            assert post(client, person, name, things).status_code == 403, role
    answer = post(client, everybody["leader" if name in WRITES_OF_THE_LEADER_TOO else "admin"], name, things)
    assert answer.status_code == (200 if name == "issue_password" else 302)


@pytest.mark.parametrize("name", WRITES)
def test_another_ward_s_things_do_not_exist(client: Client, other_ward: Commune, things: dict[str, int], name: str) -> None:
    stranger = make_person("quantrib", "Lương Nhật Tân", Role.ADMIN, Role.LEADER, commune=other_ward)
    assert post(client, stranger, name, things).status_code == 404


def test_another_ward_reads_nothing_of_this_one(
    client: Client, other_clerk: Person, appraiser: Person, things: dict[str, int], admin: Person
) -> None:
    for kind in ("unit", "person", "body", "handover", "group"):
        assert page(client, other_clerk, kind, things[kind]).status_code == 404
        assert page(client, appraiser, kind, things[kind]).status_code == 404
    for name in ("units", "people", "bodies"):
        shown = page(client, other_clerk, name).content.decode()
        assert "Quách Minh Trí" not in shown
        assert "Phường Vân Khê" not in shown


def test_the_appraiser_is_told_that_settings_are_the_ward_s(client: Client, appraiser: Person) -> None:
    answer = page(client, appraiser, "settings")
    assert answer.status_code == 200
    assert "không thuộc phường, xã nào" in answer.content.decode()
    for name in ("units", "people", "bodies", "handovers", "deadlines", "history", "add_unit"):
        assert page(client, appraiser, name).status_code == 404


def test_a_button_is_shown_only_where_it_works(
    client: Client, admin: Person, leader: Person, reader: Person, things: dict[str, int]
) -> None:
    for name, link in (("units", "add_unit"), ("people", "add_person"), ("bodies", "add_body")):
        address = reverse(f"organisations:{link}")
        assert address in page(client, admin, name).content.decode()
        assert address not in page(client, reader, name).content.decode()
    assert reverse("organisations:add_body") in page(client, leader, "bodies").content.decode()
    assert "Cấp mật khẩu" not in page(client, leader, "person", things["person"]).content.decode()
    assert "Xem trước phần sẽ chuyển" not in page(client, reader, "handovers").content.decode()


def test_a_refused_form_comes_back_with_the_cause_at_its_field(client: Client, admin: Person, things: dict[str, int]) -> None:
    client.force_login(admin)
    answer = client.post(reverse("organisations:add_unit"), {"name": "Phòng Nội vụ", "short": "VP", "valid_from": "2026-11-20"})
    assert answer.status_code == 422
    assert "“VP” đã dùng cho Văn phòng HĐND và UBND. Dùng “NV”?" in answer.content.decode()
    answer = client.post(reverse("organisations:add_alias", args=[things["unit"]]), {"text": "Trung tâm Dịch vụ"})
    assert answer.status_code == 422
    assert "chỉ gồm chữ chung" in answer.content.decode()
    answer = client.post(reverse("organisations:end_role", args=[admin.grants.get().pk]), {"last_day": "2026-11-20"})
    assert answer.status_code == 422
    assert "quản trị cuối cùng" in answer.content.decode()


def test_a_unit_a_person_a_body_a_group_are_added_through_their_forms(client: Client, admin: Person, units: dict[str, Unit]) -> None:
    client.force_login(admin)
    sent = {
        "add_unit": {"name": "Phòng Nội vụ", "short": "NV", "valid_from": "2026-11-20"},
        "add_person": {"full_name": "Hà Thu Trang", "username": "trang.ht"},
        "add_body": {"name": "Tổ công tác hè", "valid_from": "2026-11-20", "standing_unit": units["VP"].pk},
        "add_group": {
            "name": "Hai trung tâm",
            "wordings": "các trung tâm\r\nhai trung tâm",
            "units": [units["PVHCC"].pk, units["DVSNC"].pk],
        },
    }
    for name, data in sent.items():
        assert client.post(reverse(f"organisations:{name}"), data).status_code == 302
    assert Unit.objects.filter(short="NV").exists()
    assert Person.objects.filter(username="trang.ht").exists()
    assert Body.objects.get().standing_unit == units["VP"]
    assert UnitGroup.objects.get().wordings == ["các trung tâm", "hai trung tâm"]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Phòng VHXH", "viết tắt của"),
        ("các đơn vị", "mọi đơn vị đang hoạt động (6)"),
        ("các đơn vị liên quan", "cần chọn"),
        ("Phòng Xã hội", "Chưa đủ rõ để tự chọn"),
        ("Phòng Nội vụ", "Không đơn vị nào của phường mang tên này"),
    ],
)
def test_a_name_can_be_tried_out(client: Client, reader: Person, things: dict[str, int], written: str, said: str) -> None:
    assert said in page(client, reader, "units", ten=written).content.decode()


def test_a_handover_is_looked_over_before_it_is_done(client: Client, leader: Person, units: dict[str, Unit]) -> None:
    client.force_login(leader)
    address = reverse("organisations:handovers")
    data = {"from_unit": units["KT"].pk, "to_unit": units["VP"].pk, "on": "2026-11-16", "closes": "on", "decision": "QĐ 5"}
    looked = client.post(address, data)
    assert "Xem lại trước khi giao" in looked.content.decode()
    assert not Handover.objects.exists()
    assert client.post(address, {**data, "giao": "1"}).status_code == 302
    assert Unit.objects.get(pk=units["KT"].pk).valid_to == date(2026, 11, 15)
    half = client.post(address, {"from_unit": units["VP"].pk, "on": "2026-11-16"})
    assert half.status_code == 422
    assert "Chọn đủ bên giao và bên nhận" in half.content.decode()


def test_deadline_reading_is_saved_by_the_administrator_only(client: Client, admin: Person, reader: Person, ward: Commune) -> None:
    data = {"review_every_months": 2, "urgent_working_days": 7, "due_soon_working_days": 4, "answer_wait_working_days": 10}
    data |= {"apology_days_before": 1, "reappointments_allowed": 1}
    client.force_login(reader)
    assert client.post(reverse("organisations:deadlines"), data).status_code == 403
    client.force_login(admin)
    assert client.post(reverse("organisations:deadlines"), {**data, "urgent_working_days": 0}).status_code == 422
    assert client.post(reverse("organisations:deadlines"), data).status_code == 302
    ward.refresh_from_db()
    assert (ward.before_excludes_the_day, ward.review_every_months, ward.urgent_working_days, ward.due_soon_working_days) == (
        False,
        2,
        7,
        4,
    )


def test_whoever_signs_in_with_a_one_time_password_chooses_another_first(client: Client, admin: Person, officer: Person) -> None:
    password = actions.issue_password(person=officer, actor=admin, at=NOW)
    client.post(reverse("account_login"), {"login": officer.username, "password": password})
    change = reverse("account_change_password")
    answer = client.get(reverse("organisations:units"))
    assert (answer.status_code, answer.headers["Location"]) == (302, change)
    same = client.post(change, {"oldpassword": password, "password1": password, "password2": password})
    assert "giống mật khẩu cũ" in same.content.decode()
    client.post(change, {"oldpassword": password, "password1": "mot-cau-that-dai-40", "password2": "mot-cau-that-dai-40"})
    assert client.get(reverse("organisations:units")).status_code == 200


def test_the_one_time_password_is_shown_once_and_not_kept_by_the_browser(client: Client, admin: Person, things: dict[str, int]) -> None:
    answer = post(client, admin, "issue_password", things)
    assert "no-store" in answer.headers["Cache-Control"]
    person = Person.objects.get(pk=things["person"])
    shown = answer.content.decode().split('id="mat-khau">')[1].split("<")[0]
    assert person.check_password(shown)
    assert shown not in page(client, admin, "person", person.pk).content.decode()


def test_people_are_found_without_accents_by_role_and_among_those_who_left(client: Client, admin: Person, ward: Commune) -> None:
    person = actions.add_person(commune=ward, username="trang.ht", full_name="Hà Thu Trang", actor=admin, at=NOW)
    assert "Hà Thu Trang" in page(client, admin, "people", tim="ha thu").content.decode()
    assert "Hà Thu Trang" not in page(client, admin, "people", vai="admin").content.decode()
    actions.deactivate_person(person=person, reason="nghỉ", actor=admin, at=NOW)
    assert "Hà Thu Trang" not in page(client, admin, "people").content.decode()
    assert "Hà Thu Trang" in page(client, admin, "people", nghi=1).content.decode()


def test_the_overview_says_what_is_missing(client: Client, admin: Person, ward: Commune, units: dict[str, Unit], head: Person) -> None:
    make_person("moi", "Tô Bảo Lâm", commune=ward)
    Body.objects.create(commune=ward, name="Tổ công tác", valid_from=TODAY)
    shown = page(client, admin, "settings").content.decode()
    assert "Chưa có trưởng đơn vị: VP, KT, XD-NN-MT, PVHCC, DVSNC." in shown
    assert "1 người chưa được giao vai trò." in shown
    assert "Chưa rõ cơ quan thường trực: Tổ công tác." in shown


def _fill(ward: Commune, units: dict[str, Unit], admin: Person, since: int, count: int) -> None:
    for number in range(since, since + count):
        unit = Unit.objects.create(commune=ward, name=f"Phòng số {number}", short=f"S{number}", valid_from=date(2025, 7, 1))
        UnitAlias.objects.create(commune=ward, unit=unit, text=f"Tên {number}", folded=f"ten {number}")
        person = make_person(f"nguoi{number}", f"Người Thứ {number}", Role.OFFICER, commune=ward, unit=units["KT"], post="Chuyên viên")
        body = Body.objects.create(commune=ward, name=f"Tổ {number}", valid_from=date(2025, 7, 1), standing_unit=unit)
        body.members.create(person=person, place="Thành viên")
        UnitGroup.objects.create(commune=ward, name=f"Nhóm {number}", wordings=[f"nhóm {number}"]).units.add(unit)
        Handover.objects.create(commune=ward, from_person=person, to_person=admin, on=TODAY - timedelta(days=number))
        actions.rename_unit(unit=unit, name=f"Phòng đổi {number}", on=TODAY, actor=admin, at=NOW)


def test_no_list_takes_more_queries_when_it_grows(client: Client, admin: Person, ward: Commune, units: dict[str, Unit]) -> None:
    names = ("units", "people", "bodies", "handovers", "history", "settings")
    counts: list[dict[str, int]] = []
    for since in (1, 4):
        _fill(ward, units, admin, since, 3)
        counts.append({})
        for name in names:
            page(client, admin, name)
            with CaptureQueriesContext(
                connection,
            ) as queries:
                page(client, admin, name)
            counts[-1][name] = len(queries)
    assert counts[0] == counts[1]


def test_no_page_of_one_thing_takes_more_queries_when_it_grows(
    client: Client, admin: Person, ward: Commune, units: dict[str, Unit]
) -> None:
    counts: list[list[int]] = []
    body = Body.objects.create(commune=ward, name="Tổ lớn", valid_from=TODAY)
    for since in (1, 4):
        _fill(ward, units, admin, since, 3)
        for number in range(since, since + 3):
            body.members.create(person=Person.objects.get(username=f"nguoi{number}"), place="Thành viên")
            RoleGrant.objects.create(person=admin, role=Role.OFFICER, unit=Unit.objects.get(short=f"S{number}"), valid_from=TODAY)
        counts.append([])
        for name, key in (("unit", units["KT"].pk), ("body", body.pk), ("person", admin.pk)):
            page(client, admin, name, key)
            with CaptureQueriesContext(connection) as queries:
                page(client, admin, name, key)
            counts[-1].append(len(queries))
    assert counts[0] == counts[1]


def test_the_password_of_the_test_suite_opens_the_sign_in(client: Client, admin: Person) -> None:
    client.post(reverse("account_login"), {"login": admin.username, "password": PASSWORD})
    assert client.get(reverse("organisations:settings")).status_code == 200


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"from_unit": "KT", "to_unit": "KT", "on": "20/11/2026"}, "trùng bên giao"),
        ({"from_unit": "KT", "to_unit": "VP", "on": "01/12/2026"}, "chưa tới"),
        ({"from_unit": "KT", "to_unit": "VP", "on": "01/01/2020"}, "không hoạt động vào ngày 31/12/2019"),
    ],
)
def test_what_a_handover_would_refuse_is_said_before_it_is_looked_over(
    client: Client, leader: Person, units: dict[str, Unit], given: dict[str, str], said: str
) -> None:
    client.force_login(leader)
    posted = {key: units[value].pk if value in units else value for key, value in given.items()}
    answer = client.post(reverse("organisations:handovers"), posted)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Xem lại trước khi giao" not in answer.content.decode()


def test_one_s_own_new_password_stands_in_one_s_history_and_leads_to_work(client: Client, officer: Person) -> None:
    client.force_login(officer)
    own = {"oldpassword": PASSWORD, "password1": "mot-cau-that-dai-40", "password2": "mot-cau-that-dai-40"}
    answer = client.post(reverse("account_change_password"), own)
    event = HistoryEvent.objects.get(act="organisations.choose_password")
    assert (event.kind, event.key) == ("person", str(officer.pk))
    assert answer.headers["Location"] == "/"


def test_a_short_password_is_refused_in_vietnamese(client: Client, officer: Person) -> None:
    client.force_login(officer)
    answer = client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": "ngan", "password2": "ngan"})
    assert "cần ít nhất 10 ký tự" in answer.content.decode()
    assert "too short" not in answer.content.decode()
