"""The points by who heads the units, on the page of the week and on any day."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from minhchung.apps.indexes.by_head import by_head
from minhchung.apps.indexes.losses import NOBODY
from minhchung.apps.indexes.models import Index
from minhchung.apps.indexes.standing import standing_of
from minhchung.apps.organisations import actions as organisations
from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import Commune, Person, RoleGrant, Unit
from minhchung.scoring.forecast import Parts
from tests.indexes.conftest import scored
from tests.personas import NOW, SINCE, make_person

__all__ = ["scored"]
pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def told(index: Index, day: date = TODAY) -> dict[str, tuple[list[str], Decimal]]:
    rows = by_head(standing_of(index, day=day), day=day)
    assert sum((row.parts for row in rows), Parts()) == standing_of(index, day=day).forecast.parts
    return {row.name: ([unit.short for unit in row.units], row.parts.maximum) for row in rows}


def test_a_head_of_two_units_is_one_row_and_all_rows_are_the_whole(scored: Index, units: dict[str, Unit], head: Person) -> None:
    assert told(scored) == {
        head.full_name: (["VH-XH"], Decimal(7)),
        "Chưa có người đứng đầu": (["KT"], Decimal(1)),
        NOBODY: ([], Decimal(2)),
    }
    RoleGrant.objects.create(person=head, role=Role.UNIT_HEAD, unit=units["KT"], valid_from=SINCE)
    assert told(scored) == {head.full_name: (["VH-XH", "KT"], Decimal(8)), NOBODY: ([], Decimal(2))}


def test_a_unit_of_two_heads_counts_once(scored: Index, ward: Commune, units: dict[str, Unit], head: Person) -> None:
    make_person("thaythe", "An Văn Bình", Role.UNIT_HEAD, commune=ward, unit=units["VH-XH"])
    assert told(scored)["An Văn Bình, Lê Thùy Dương"] == (["VH-XH"], Decimal(7))


def test_who_headed_the_unit_then_answers_for_then(
    scored: Index, ward: Commune, units: dict[str, Unit], head: Person, admin: Person
) -> None:
    RoleGrant.objects.filter(person=head).update(valid_to=date(2026, 6, 30))
    organisations.deactivate_person(person=head, reason="Chuyển công tác", actor=admin, at=NOW - timedelta(days=100))
    make_person("moi", "An Văn Bình", commune=ward)
    RoleGrant.objects.create(
        person=Person.objects.get(username="moi"), role=Role.UNIT_HEAD, unit=units["VH-XH"], valid_from=date(2026, 7, 1)
    )
    assert [name for name in told(scored, date(2026, 6, 30)) if "Văn Bình" in name or "Dương" in name] == [head.full_name]
    assert [name for name in told(scored) if "Văn Bình" in name or "Dương" in name] == ["An Văn Bình"]


def test_the_page_of_the_week_leads_from_a_head_to_the_own_work(
    scored: Index, units: dict[str, Unit], head: Person, leader: Person, client: Client
) -> None:
    RoleGrant.objects.create(person=head, role=Role.UNIT_HEAD, unit=units["KT"], valid_from=SINCE)
    client.force_login(leader, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/bo-chi-so/tuan/").content.decode()
    address = f"/bo-chi-so/viec-can-lam/?don_vi={units['VH-XH'].pk}&amp;don_vi={units['KT'].pk}"
    assert f'<a href="{address}">2 việc' in page
    work = client.get(address.replace("&amp;", "&")).content.decode()
    assert "Người đứng đầu: Lê Thùy Dương" in work
    assert ("1.2 Đối thoại" in work, "1.3 Hoàn thành nhiệm vụ" in work) == (True, True)
    alone = client.get(f"/bo-chi-so/viec-can-lam/?don_vi={units['KT'].pk}").content.decode()
    assert ("1.2 Đối thoại" in alone, "1.3 Hoàn thành nhiệm vụ" in alone) == (True, False)
