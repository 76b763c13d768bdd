"""Scores the city published: pasted, ranked, and the place the ward aims at."""

from datetime import datetime
from decimal import Decimal

import pytest
from django.test import Client

from minhchung.apps.ground.clock import ZONE
from minhchung.apps.indexes import actions
from minhchung.apps.indexes.models import PublishedScore
from minhchung.apps.indexes.published import rankings, typed
from minhchung.apps.organisations.models import Commune, Person

NOON = datetime(2026, 11, 20, 12, tzinfo=ZONE)
TABLE = "TT\tĐơn vị\tĐiểm\n1\tPhường An Khê\t95,80\n2\tPhường Vân Khê\t91,25\n3\tPhường Hải Sơn\t91.25\n\n4;Phường Trại Mới;76,26"


def test_a_pasted_table_is_read_with_its_head_numbers_and_both_decimal_signs() -> None:
    assert [(line.name, line.points) for line in typed(TABLE)] == [
        ("Phường An Khê", Decimal("95.80")),
        ("Phường Vân Khê", Decimal("91.25")),
        ("Phường Hải Sơn", Decimal("91.25")),
        ("Phường Trại Mới", Decimal("76.26")),
    ]


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("95,80", "thiếu tên đơn vị"),
        ("Phường A\tchín mươi", "“chín mươi” không phải số điểm"),
        ("Phường A\t950", "“950” không phải số điểm"),
        ("Phường A\t-1", "“-1” không phải số điểm"),
        ("Phường A\tNaN", "“NaN” không phải số điểm"),
    ],
)
def test_a_line_that_cannot_be_read_says_why(line: str, wrong: str) -> None:
    assert typed(f"Phường Z\t80\n{line}")[1].wrong == wrong


def test_a_unit_named_twice_is_taken_once() -> None:
    assert [line.wrong for line in typed("Phường A\t80\nphuong a\t81")] == ["", "đơn vị ghi hai lần"]


@pytest.mark.django_db
def test_equal_points_share_a_place_and_the_place_aimed_at_has_its_points(ward: Commune, standing: Person) -> None:
    scores = [(line.name, line.points) for line in typed(TABLE) if line.points is not None]
    actions.take_published(commune=ward, year=2025, group="phường", scores=scores, source="Báo", actor=standing, at=NOON)
    (found,) = rankings(ward, target=2)
    assert [(row.place, row.own) for row in found.rows] == [(1, False), (2, False), (2, True), (4, False)]
    assert (found.aimed, found.mean, found.middle) == (Decimal("91.25"), Decimal("88.64"), Decimal("91.25"))
    assert found.bins == [("95–100", 1), ("90–95", 2), ("85–90", 0), ("80–85", 0), ("75–80", 1)]
    assert rankings(ward, target=9)[0].aimed is None


@pytest.mark.django_db
def test_the_good_lines_are_taken_and_the_others_named(ward: Commune, standing: Person, client: Client) -> None:
    client.force_login(standing, backend="django.contrib.auth.backends.ModelBackend")
    given = {"year": "2025", "group": "phường", "source": "Quyết định 1/QĐ-UBND", "table": "Phường A\t80,5\nPhường B\tchưa có"}
    page = client.post("/bo-chi-so/cong-bo/", given, follow=True).content.decode()
    assert "Đã nhận điểm của 1 đơn vị" in page
    assert "Dòng 2 không nhận" in page
    assert PublishedScore.objects.get().points == Decimal("80.50")
