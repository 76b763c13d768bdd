"""The page of the history: who may open it, what it says before and after, what it keeps to itself, whether the chain holds."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from minhchung.apps.ground import history, jobs
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.models import HistoryEvent, Position
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations import actions
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.organisations.test_pages import TODAY, page
from tests.personas import NOW

pytestmark = pytest.mark.django_db


def test_the_history_says_before_and_after_and_whether_the_chain_holds(
    client: Client, admin: Person, leader: Person, officer: Person, units: dict[str, Unit]
) -> None:
    actions.rename_unit(unit=units["KT"], name="Phòng Kinh tế biển", on=TODAY, actor=admin, at=NOW)
    actions.issue_password(person=officer, actor=admin, at=NOW)
    shown = page(client, leader, "history", kiem=1).content.decode()
    for words in ("Đổi tên đơn vị", "Phòng Kinh tế biển", "<s>Phòng Kinh tế</s>", "Vũ Đình Khải", "Chuỗi lịch sử còn nguyên"):
        assert words in shown
    filtered = page(client, leader, "history", kind="unit", area="organisations", who=admin.pk, since="2026-11-20", until="2026-11-20")
    assert "Cấp mật khẩu" not in filtered.content.decode().split("<tbody")[1]
    assert "Không có sự kiện nào như vậy" in page(client, leader, "history", until="2026-11-19").content.decode()


def test_the_history_keeps_to_itself_what_the_reader_may_not_open(client: Client, inspector: Person, ward: Commune) -> None:
    with transaction.atomic():
        history.append(
            commune=ward.pk,
            act="documents.edit",
            subject=Ref("document", "0"),
            actor=None,
            at=NOW,
            after={"subject": "Đơn thư"},
            note="mật",
        )
    shown = page(client, inspector, "history").content.decode()
    assert "nội dung hạn chế" in shown
    assert "Đơn thư" not in shown
    assert "mật</span>" not in shown


def test_a_broken_chain_is_said_with_its_place(client: Client, admin: Person, units: dict[str, Unit]) -> None:
    actions.rename_unit(unit=units["KT"], name="Phòng Kinh tế biển", on=TODAY, actor=admin, at=NOW)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ground_historyevent SET note = 'khác'")
    assert "Chuỗi lịch sử bị đứt ở sự kiện 1" in page(client, admin, "history", kiem=1).content.decode()


def test_a_history_without_events_does_not_blame_a_filter(client: Client, leader: Person) -> None:
    empty = page(client, leader, "history").content.decode()
    assert "Chưa có sự kiện nào." in empty
    assert "Bỏ bớt điều kiện lọc" not in empty
    assert "Bỏ lọc" not in empty
    filtered = page(client, leader, "history", since="2026-11-19").content.decode()
    assert "Bỏ bớt điều kiện lọc" in filtered
    assert "Bỏ lọc" in filtered


def test_moments_are_told_in_the_time_of_vietnam_and_nothing_as_trong(client: Client, admin: Person, ward: Commune) -> None:
    moment = datetime(2026, 11, 19, 18, 30, tzinfo=UTC)
    with transaction.atomic():
        history.append(
            commune=ward.pk,
            act="organisations.edit_settings",
            subject=Ref("commune", ward.pk),
            actor=admin,
            at=NOW,
            before={"valid_to": "2026-11-03", "since": None},
            after={"valid_to": None, "since": moment},
        )
    shown = " ".join(page(client, admin, "history").content.decode().split("<tbody")[1].split())
    assert 'đến hết ngày:</span> <s>03/11/2026</s> → <span class="hint">trống</span>' in shown
    assert "từ ngày:</span> 01:30 20/11/2026" in shown


def renamed(units: dict[str, Unit], admin: Person) -> HistoryEvent:
    actions.rename_unit(unit=units["KT"], name="Phòng Kinh tế biển", on=TODAY, actor=admin, at=NOW)
    return HistoryEvent.objects.get()


def test_the_administrator_blanks_an_event_after_being_asked_again_and_the_chain_holds(
    client: Client, admin: Person, units: dict[str, Unit]
) -> None:
    event = renamed(units, admin)
    assert "Phòng Kinh tế biển" in page(client, admin, "event", event.pk).content.decode()
    address = reverse("organisations:event", args=[event.pk])
    asked = client.post(address, {"reason": "Theo đơn ngày 12/11/2026", "xem": "1"}).content.decode()
    assert "không lấy lại được" in asked
    assert HistoryEvent.objects.get(pk=event.pk).blanked_by is None, "asking changes nothing"
    assert client.post(address, {"reason": "Theo đơn ngày 12/11/2026", "xoa": "1"}).status_code == 302
    shown = page(client, admin, "event", event.pk).content.decode()
    assert "đã xóa trắng ở" in shown
    assert "<s>Phòng Kinh tế</s>" not in shown
    listed = page(client, admin, "history", kiem=1).content.decode()
    for words in ("Chuỗi lịch sử còn nguyên", "Theo đơn ngày 12/11/2026", "sự kiện số 1: Đổi tên đơn vị", "nội dung đã xóa trắng"):
        assert words in listed


def test_a_blanking_without_a_reason_is_refused_at_its_field(client: Client, admin: Person, units: dict[str, Unit]) -> None:
    event = renamed(units, admin)
    client.force_login(admin, backend="django.contrib.auth.backends.ModelBackend")
    for reason in ("", "x"):
        answer = client.post(reverse("organisations:event", args=[event.pk]), {"reason": reason, "xoa": "1"})
        assert answer.status_code == 422
    assert HistoryEvent.objects.get().blanked_by is None


def test_only_the_administrator_of_the_ward_blanks(
    client: Client, admin: Person, leader: Person, other_leader: Person, units: dict[str, Unit]
) -> None:
    event = renamed(units, admin)
    with pytest.raises(PermissionDenied):
        actions.blank_event(event=event, reason="Theo đơn", actor=leader, at=NOW)
    assert "Xóa trắng" not in page(client, leader, "event", event.pk).content.decode()
    client.force_login(other_leader, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("organisations:event", args=[event.pk])).status_code == 404


def test_neither_a_blanking_nor_a_blanked_event_is_blanked(admin: Person, units: dict[str, Unit]) -> None:
    event = renamed(units, admin)
    made = actions.blank_event(event=event, reason="Theo đơn", actor=admin, at=NOW)
    for again, said in ((made, "phải giữ lý do"), (event, "đã được xóa trắng trước đó")):
        with pytest.raises(Refused, match=said):
            actions.blank_event(event=again, reason="Theo đơn", actor=admin, at=NOW)
    assert history.verify(event.commune) is None


def test_an_event_whose_followers_are_behind_is_not_blanked_yet(
    admin: Person, units: dict[str, Unit], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "READERS", {"late": jobs.Reader("late", frozenset({"organisations.rename_unit"}), lambda event: None)})
    event = renamed(units, admin)
    with pytest.raises(Refused, match="chưa làm xong"):
        actions.blank_event(event=event, reason="Theo đơn", actor=admin, at=NOW)
    Position.objects.create(reader="late", commune=event.commune, position=event.position)
    actions.blank_event(event=event, reason="Theo đơn", actor=admin, at=NOW)
    assert history.verify(event.commune) is None
