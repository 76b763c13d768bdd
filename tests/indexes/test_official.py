"""What QĐ 766 published of a leaf's inputs: shown beside the own number, and declared by one tap where the set takes an outside number."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from minhchung.apps.dossiers.actions import keep_official
from minhchung.apps.dossiers.published import codes_of_figures, metrics
from minhchung.apps.indexes import actions
from minhchung.apps.indexes.models import Criterion, Index, Reading
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.flow.indicators import Official
from tests.indexes.conftest import JANUARY
from tests.indexes.sets import BODY, small_set
from tests.personas import NOW

pytestmark = pytest.mark.django_db
VARIABLES: list[dict[str, Any]] = [
    *BODY["variables"],
    {"name": "hang_766", "title": "Thứ hạng 766", "unit": "thứ hạng", "official": "rank"},
    {"name": "tra_dung_han", "title": "Trả đúng hạn", "unit": "%", "official": "progress"},
]
RANK = {"shape": "rank_tiers", "rank": "hang_766", "bands": [{"max": 20, "points": "2"}, {"max": 999, "points": "1"}]}
LEAVES: list[dict[str, Any]] = [
    {"code": "3.1", "title": "Kết quả 766", "max": "2", "lead": "VHXH", "source": "external", "rule": RANK},
    {"code": "3.2", "title": "Đúng hạn", "max": "1", "lead": "VHXH", "source": "external",
     "rule": {"shape": "ratio_linear", "ratio": "tra_dung_han"}},
    {"code": "3.3", "title": "Nộp trực tuyến", "max": "1", "lead": "VHXH", "source": "metric",
     "rule": {"shape": "ratio_linear", "ratio": "dossiers.online-filing"}},
]  # fmt: skip


@pytest.fixture
def index(ward: Commune, units: dict[str, Unit]) -> Index:
    pack = small_set(variables=VARIABLES, nodes=[*BODY["nodes"], {"code": "3", "title": "766", "max": "4", "children": LEAVES}])
    stored = actions.add_pack(commune=ward, pack=pack, source="", actor=None, at=JANUARY)
    return actions.adopt(commune=ward, pack=stored, actor=None, at=JANUARY)


@pytest.fixture
def signed_in(standing: Person, client: Client) -> Client:
    client.force_login(standing, backend="django.contrib.auth.backends.ModelBackend")
    return client


def publish(ward: Commune, period: str, code: str, score: str, **more: Any) -> None:
    figure = Official(ward.name, period, code, score=Decimal(score), source="cong-dvc.csv", **more)
    keep_official(commune=ward, published=[figure], actor=None, at=NOW)


def address(index: Index, code: str) -> str:
    return f"/bo-chi-so/{Criterion.objects.get(index=index, code=code).pk}/"


def page(client: Client, index: Index, code: str) -> str:
    return client.get(address(index, code)).content.decode()


def test_the_published_rank_stands_on_the_leaf_with_period_and_source_and_is_declared_by_one_tap(
    index: Index, ward: Commune, signed_in: Client
) -> None:
    publish(ward, "2026-09", "rank", "24")
    publish(ward, "2026-10", "rank", "18")
    shown = page(signed_in, index, "3.1")
    assert "Tháng 10/2026" in shown
    assert "cong-dvc.csv" in shown
    assert "Khai 18 theo công bố" in shown
    assert "Khai 24" not in shown  # an older period is shown and not offered
    newest = ward.official_scores.get(period="2026-10")
    signed_in.post(f"{address(index, '3.1')}khai-cong-bo/", {"score": newest.pk})
    reading = Reading.objects.get(index=index, name="hang_766")
    assert (reading.value, reading.note) == ("18", "Bộ chỉ số 766 công bố, Tháng 10/2026; nguồn: cong-dvc.csv")
    shown = page(signed_in, index, "3.1")
    assert "Khai 18 theo công bố" not in shown
    assert "2,00" in shown


def test_an_older_period_or_one_declared_already_is_not_declared(index: Index, ward: Commune, signed_in: Client) -> None:
    publish(ward, "2026-09", "rank", "24")
    publish(ward, "2026-10", "rank", "18")
    old = ward.official_scores.get(period="2026-09")
    answer = signed_in.post(f"{address(index, '3.1')}khai-cong-bo/", {"score": old.pk}, follow=True).content.decode()
    assert "không còn để khai" in answer
    assert not Reading.objects.filter(name="hang_766").exists()


def test_of_a_share_the_published_ratio_is_declared_and_without_one_nothing_is(index: Index, ward: Commune, signed_in: Client) -> None:
    publish(ward, "2026-10", "progress", "19.5", ratio=None)
    assert "theo công bố</button>" not in page(signed_in, index, "3.2")
    publish(ward, "2026-10", "progress", "19.5", ratio=Decimal("97.5"))
    assert "Khai 97,5% theo công bố" in page(signed_in, index, "3.2")


def test_a_figure_of_the_software_keeps_its_own_number_beside_the_official_one(index: Index, ward: Commune, signed_in: Client) -> None:
    publish(ward, "2026-10", codes_of_figures()["dossiers.online-filing"], "1.6", ratio=Decimal("81.25"), numerator=Decimal(65),
            denominator=Decimal(80), max_score=Decimal(2))  # fmt: skip
    shown = page(signed_in, index, "3.3")
    assert "Ước tính của phần mềm" in shown
    assert "81,25" in shown
    assert "65/80" in shown
    assert "theo công bố</button>" not in shown


def test_what_was_published_of_others_or_of_another_year_is_not_shown(index: Index, ward: Commune, signed_in: Client) -> None:
    publish(ward, "2025-12", "rank", "9")
    keep_official(commune=ward, published=[Official("Phường Khác", "2026-10", "rank", score=Decimal(1))], actor=None, at=NOW)
    assert "Bộ chỉ số 766 đã công bố" not in page(signed_in, index, "3.1")


def test_the_reader_sees_the_official_number_and_has_nothing_to_tap(index: Index, ward: Commune, reader: Person, client: Client) -> None:
    publish(ward, "2026-10", "rank", "18")
    client.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")
    shown = page(client, index, "3.1")
    assert "Bộ chỉ số 766 đã công bố" in shown
    assert "theo công bố</button>" not in shown


def test_every_code_that_figures_stand_for_can_be_published_and_so_can_the_whole() -> None:
    known = dict(metrics())
    assert set(codes_of_figures().values()) <= set(known)
    assert {"total", "rank"} <= set(known)
