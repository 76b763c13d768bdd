"""The page of the history: who may open it, what it says before and after, what it keeps to itself, whether the chain holds."""

from datetime import UTC, datetime

import pytest
from django.db import connection, transaction
from django.test import Client

from minhchung.apps.ground import history
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
