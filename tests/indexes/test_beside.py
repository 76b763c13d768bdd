"""Beside the scale: bonus and penalty in the tree, what to do, rounds and the bundle; and the units that support a leaf."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from minhchung.apps.indexes import actions, queries
from minhchung.apps.indexes.bundle import bundle_of
from minhchung.apps.indexes.models import Criterion, Index
from minhchung.apps.indexes.rounds.declaring import content_of
from minhchung.apps.indexes.rounds.sheets import declaration, review
from minhchung.apps.indexes.rounds.table import DECLARED, Heading, table_of
from minhchung.apps.indexes.standing import IndexStanding, standing_of, units_of
from minhchung.apps.indexes.tree import Leaf, beside, supported, tree, wins
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.scoring.facts import Scalar
from tests.indexes.conftest import JANUARY
from tests.indexes.rounds import DAYS
from tests.indexes.sets import BESIDE, small_set
from tests.personas import NOW

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


@pytest.fixture
def index(ward: Commune, units: dict[str, Unit]) -> Index:
    pack = actions.add_pack(commune=ward, pack=small_set(**BESIDE), source="", actor=None, at=JANUARY)
    return actions.adopt(commune=ward, pack=pack, actor=None, at=JANUARY)


def leaf(index: Index, code: str) -> Criterion:
    return Criterion.objects.select_related("index__pack", "unit").get(index=index, code=code)


def told(index: Index, code: str, **values: Scalar) -> None:
    actions.declare(criterion=leaf(index, code), values=values, note="", actor=None, at=JANUARY)


def today(index: Index) -> IndexStanding:
    return standing_of(index, day=TODAY)


def at_stake(index: Index) -> dict[tuple[str, str], Decimal]:
    return {(win.act.leaf.code, win.act.kind): win.act.points for win in wins(today(index)) if win.beside}


def test_bonus_and_penalty_are_added_up_as_the_score_adds_them_up(index: Index) -> None:
    told(index, "T1", nhan_rong=True)
    told(index, "T2", thi_diem=True)
    told(index, "P1", phe_binh=Decimal(4))
    shown = today(index)
    bonus, penalty = beside(shown)
    assert (bonus.points, bonus.uncapped, bonus.cap) == (Decimal(2), Decimal("2.5"), Decimal(2))
    assert (penalty.points, penalty.uncapped, penalty.cap) == (Decimal(3), Decimal(4), Decimal(3))
    assert (bonus.points, penalty.points) == (shown.score.bonus, shown.score.penalty)
    assert [row.node.code for row in (*bonus.leaves, *penalty.leaves)] == ["T1", "T2", "P1", "P2"]


def test_points_beside_the_scale_are_in_no_sum_of_it(index: Index, units: dict[str, Unit], standing: Person) -> None:
    told(index, "T1", nhan_rong=True)
    shown = today(index)
    assert shown.forecast.parts.maximum == Decimal(10)
    assert units_of(shown)[units["KT"].pk].maximum == Decimal(1)
    rows = {row.criterion.code: row.outside for row in queries.rows(queries.criteria(standing, on=TODAY), today=TODAY)}
    assert (rows["1.1"], rows["T1"], rows["P1"]) == ("", "bonus", "penalty")


def test_of_a_bonus_only_what_the_cap_leaves_room_for_is_at_stake(index: Index) -> None:
    assert at_stake(index) == {("T1", "do"): Decimal("1.5"), ("T2", "do"): Decimal(1)}
    told(index, "T1", nhan_rong=True)
    assert at_stake(index) == {("T1", "prove"): Decimal("1.5"), ("T2", "do"): Decimal("0.5")}
    told(index, "T2", thi_diem=True)
    assert at_stake(index) == {("T1", "prove"): Decimal(1), ("T2", "prove"): Decimal("0.5")}


def test_a_penalty_is_avoided_as_long_as_it_can_be_and_what_has_happened_stays(index: Index) -> None:
    told(index, "P1", phe_binh=Decimal(1))
    told(index, "P2", da_gui=False)
    parts = {code: row.forecast.parts for code, row in today(index).leaves.items()}
    assert (parts["P1"].lost, parts["P1"].winnable, parts["P1"].secured) == (Decimal(1), Decimal(0), Decimal(4))
    assert (parts["P2"].lost, parts["P2"].winnable) == (Decimal(0), Decimal(1))
    assert at_stake(index)["P2", "avoid"] == Decimal(1)
    told(index, "P2", da_gui=True)
    assert ("P2", "avoid") not in at_stake(index)


def test_a_penalty_over_its_cap_is_nothing_to_avoid(index: Index) -> None:
    told(index, "P1", phe_binh=Decimal(4))
    told(index, "P2", da_gui=False)
    assert ("P2", "avoid") not in at_stake(index)


def test_a_penalty_nobody_spoke_of_is_unknown_and_takes_nothing(index: Index) -> None:
    shown = today(index)
    assert shown.leaves["P1"].forecast.parts.unknown == Decimal(5)
    assert shown.score.penalty == 0


def test_the_filters_hold_beside_the_scale_too(index: Index, units: dict[str, Unit]) -> None:
    told(index, "P1", phe_binh=Decimal(1))
    shown = today(index)
    assert [row.node.code for part in beside(shown, state="lost") for row in part.leaves] == ["P1"]
    assert [row.node.code for part in beside(shown, state="winnable") for row in part.leaves] == ["T1", "T2"]
    assert [row.node.code for part in beside(shown, state="secured") for row in part.leaves] == []
    assert [row.node.code for part in beside(shown, units=[units["KT"].pk]) for row in part.leaves] == ["T1"]


def test_the_page_shows_both_parts_with_their_leaves_and_the_whole_sum(index: Index, standing: Person, client: Client) -> None:
    told(index, "T1", nhan_rong=True)
    told(index, "P1", phe_binh=Decimal(1))
    client.force_login(standing, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/bo-chi-so/").content.decode()
    assert f'href="/bo-chi-so/{leaf(index, "T1").pk}/"' in page
    assert "<b>+1,50</b> tính vào tổng điểm" in page
    assert "<b>−1,00</b> tính vào tổng điểm" in page
    assert "+ 1,50 thưởng − 1,00 phạt" in page
    for code in ("T1", "T2", "P1", "P2"):
        assert client.get(f"/bo-chi-so/{leaf(index, code).pk}/").status_code == 200


def test_what_the_city_scores_is_written_down_by_the_standing_officer_alone(
    index: Index, standing: Person, head: Person, client: Client
) -> None:
    address = f"/bo-chi-so/{leaf(index, 'P1').pk}/"
    client.force_login(standing, backend="django.contrib.auth.backends.ModelBackend")
    assert 'name="phe_binh"' in client.get(address).content.decode()
    client.force_login(head, backend="django.contrib.auth.backends.ModelBackend")
    assert 'name="phe_binh"' not in client.get(address).content.decode()


def test_evidence_of_a_bonus_and_of_a_penalty_that_was_recorded_has_its_folder_in_the_bundle(index: Index) -> None:
    assert [folder.code for folder in bundle_of(index, day=TODAY, at=NOW).folders][-2:] == ["T1", "T2"]
    told(index, "P1", phe_binh=Decimal(1))
    assert [folder.code for folder in bundle_of(index, day=TODAY, at=NOW).folders][-3:] == ["T1", "T2", "P1"]


def test_papers_of_a_round_show_the_parts_with_their_caps_and_count_no_more(index: Index) -> None:
    made = actions.open_round(index=index, title="Tự chấm", dates=DAYS, actor=None, at=NOW)
    told(index, "T1", nhan_rong=True)
    told(index, "T2", thi_diem=True)
    for code, points in (("T1", "1.5"), ("T2", "1")):
        actions.score_self(round=made, criterion=leaf(index, code), points=Decimal(points), reason="Có hồ sơ", actor=None, at=NOW)
    table = table_of(made, content_of(made, TODAY), made.state)
    heading = next(row for row in table.rows if isinstance(row, Heading) and row.title.startswith("Điểm thưởng"))
    assert (heading.title, heading.maximum, heading.sums[DECLARED]) == ("Điểm thưởng, nhiều nhất 2 điểm", Decimal(2), Decimal(2))
    assert table.total(DECLARED).final == Decimal(2)
    for paper in (declaration(table, at=NOW), review(table, at=NOW)):
        assert {"T1", "T2", "P1", "P2"} <= {line.cells[0] for line in paper.lines}


def test_a_supporting_unit_has_its_leaves_apart_from_those_it_leads(index: Index, units: dict[str, Unit]) -> None:
    shown, mine = today(index), [units["VH-XH"].pk]
    assert [row.node.code for row in tree(shown, units=mine) if isinstance(row, Leaf)] == ["1.1", "1.3", "2.1"]
    assert [row.node.code for row in supported(shown, units=mine)] == ["1.2", "T1"]
    assert [row.node.code for row in supported(shown, units=mine, state="lost")] == []
    assert supported(shown, units=None) == []


def test_what_to_do_tells_a_supporting_unit_that_the_points_are_anothers(index: Index, units: dict[str, Unit]) -> None:
    mine = {win.act.leaf.code: (win.supporting, win.unit) for win in wins(today(index), units=[units["VH-XH"].pk])}
    assert mine["1.2"] == (True, units["KT"])
    assert mine["1.3"] == (False, units["VH-XH"])
    assert units_of(today(index))[units["VH-XH"].pk].maximum == Decimal(7)


def test_who_works_in_a_unit_finds_its_leaves_without_a_filter(index: Index, head: Person, standing: Person, client: Client) -> None:
    client.force_login(head, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/bo-chi-so/").content.decode()
    assert 'id="chu-tri"' in page
    assert 'id="phoi-hop"' in page
    assert ">2.2<" not in page
    assert 'id="chu-tri"' not in client.get("/bo-chi-so/?don_vi=tat-ca").content.decode()
    client.force_login(standing, backend="django.contrib.auth.backends.ModelBackend")
    assert 'id="chu-tri"' not in client.get("/bo-chi-so/").content.decode()


def test_the_page_of_a_leaf_names_the_units_that_support_it(index: Index, standing: Person, client: Client) -> None:
    client.force_login(standing, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/bo-chi-so/{leaf(index, '1.2').pk}/").content.decode()
    assert 'data-role="with" title="Phòng Văn hóa - Xã hội"' in page
