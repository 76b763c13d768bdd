"""Points of a quarter and of an eighth survive the whole way: annex, set, year, round, published, workbook and paper."""

import io
from datetime import datetime
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse

from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.clock import ZONE
from minhchung.apps.indexes import actions
from minhchung.apps.indexes.drafting import annex_draft, columns_of, tables_in
from minhchung.apps.indexes.models import Criterion, Index
from minhchung.apps.indexes.packs import pack_of
from minhchung.apps.indexes.rounds.declaring import content_of
from minhchung.apps.indexes.rounds.table import table_of
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.scoring.exchange import read_workbook, write_workbook
from tests.guards.test_rights import signed_in
from tests.indexes.rounds import DAYS
from tests.indexes.sets import small_set
from tests.personas import NOW
from tests.scoring.exchange.annexes import excel

pytestmark = pytest.mark.django_db
JANUARY = datetime(2026, 1, 13, 14, tzinfo=ZONE)
EIGHTHS = {"1.1": "0.375", "1.2": "0.125", "2.1": "1.250"}
QUARTERS = {"1.1": "0.25", "1.2": "0.75", "2.1": "1.50"}


def adopted(ward: Commune, points: dict[str, str], person: Person) -> Index:
    """The year's index out of an annex in Excel whose leaves are worth so much."""
    said = {code: point.rstrip("0").replace(".", ",") for code, point in points.items()}
    sums = [str(sum(Decimal(point) for code, point in points.items() if code[0] == field)) for field in "12"]
    annex = excel([
        ("STT", "Tiêu chí", "Điểm tối đa", "Cách chấm", "Tài liệu kiểm chứng"),
        ("1", "Chỉ đạo", float(sums[0])),
        *((code, f"Tiêu chí {code}", float(points[code]), f"Có: {said[code]} điểm; không: 0 điểm", "Báo cáo") for code in ("1.1", "1.2")),
        ("2", "Kết quả", float(sums[1])),
        ("2.1", "Tiêu chí 2.1", float(points["2.1"]), f"Có: {said['2.1']} điểm; không: 0 điểm", "Báo cáo"),
    ])  # fmt: skip
    table = next(iter(tables_in(annex, "phu-luc.xlsx").values()))
    draft = annex_draft(table, columns_of(table, None, None), 2026)
    scale = sum((Decimal(point) for point in points.values()), Decimal(0))
    pack = draft.with_head(sample=True, provenance="Thử", scale=scale).pack()
    stored = actions.add_pack(commune=ward, pack=pack, source="", actor=person, at=JANUARY)
    return actions.adopt(commune=ward, pack=stored, actor=person, at=JANUARY)


@pytest.mark.parametrize("points", [EIGHTHS, QUARTERS], ids=["eighths", "quarters"])
def test_they_survive_from_the_annex_to_the_published_score(
    ward: Commune, units: dict[str, Unit], standing: Person, points: dict[str, str]
) -> None:
    index = adopted(ward, points, standing)
    exact = {code: Decimal(point) for code, point in points.items()}
    pack = pack_of(index.pack)
    assert {leaf.code: leaf.max for leaf in pack.leaves} == exact
    assert read_workbook(write_workbook(pack), "x").pack() == pack
    assert dict(Criterion.objects.values_list("code", "points")) == exact
    found = actions.open_round(index=index, title="Tự chấm", dates=DAYS, actor=None, at=NOW)
    for leaf in Criterion.objects.all():
        actions.score_self(round=found, criterion=leaf, points=exact[leaf.code], reason="Đủ", actor=None, at=NOW)
    table = table_of(found, content_of(found, NOW.date()), found.state)
    assert {line.node.code: line.points["self"] for line in table.lines} == exact
    client = signed_in(standing)
    assert points["1.2"].replace(".", ",") in client.get(reverse("indexes:round_marks", args=[found.pk])).content.decode()
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(reverse("indexes:round_paper", args=[found.pk, "tu-cham-xlsx"])).content)).active
    printed = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, int | float)]
    assert all(float(point) in printed for point in exact.values())


def test_a_set_with_finer_points_is_not_taken_for_the_year(ward: Commune, standing: Person) -> None:
    stored = actions.add_pack(commune=ward, pack=small_set(decimals=4), source="", actor=standing, at=JANUARY)
    with pytest.raises(Refused, match="quá 3 số lẻ"):
        actions.adopt(commune=ward, pack=stored, actor=standing, at=JANUARY)
