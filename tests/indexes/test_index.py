"""An index from the criteria set to its points: taken for the year, declared, computed, ruled out, replaced, remembered."""

from collections.abc import Callable
from copy import deepcopy
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from minhchung.apps.assignments import actions as assignments
from minhchung.apps.assignments.models import Assignment
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.clock import ZONE
from minhchung.apps.indexes import actions, queries
from minhchung.apps.indexes.jobs import keep_weeks
from minhchung.apps.indexes.models import Criterion, Index, Reading, RequiredEvidence, Ruling
from minhchung.apps.indexes.standing import IndexStanding, standing_of
from minhchung.apps.indexes.tree import Leaf, tree, wins
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.assignments.conftest import assign, only, with_paper
from tests.indexes.sets import BODY, small_set

__all__ = ["assign"]
pytestmark = pytest.mark.django_db
JANUARY = datetime(2026, 1, 13, 14, tzinfo=ZONE)
TODAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 12, tzinfo=ZONE)


@pytest.fixture
def index(ward: Commune, units: dict[str, Unit], standing: Person) -> Index:
    pack = actions.add_pack(commune=ward, pack=small_set(), source="", actor=standing, at=JANUARY)
    return actions.adopt(commune=ward, pack=pack, target=Decimal(8), actor=standing, at=JANUARY)


def leaf(index: Index, code: str) -> Criterion:
    return Criterion.objects.select_related("index__pack").get(index=index, code=code)


def points(shown: IndexStanding, code: str) -> Decimal | None:
    return shown.leaves[code].forecast.today.points


def test_the_leaves_of_the_set_become_the_criteria_of_the_ward_under_units_known_by_name(index: Index, units: dict[str, Unit]) -> None:
    found = {each.code: each for each in index.criteria.all()}
    assert list(found) == ["1.1", "1.2", "1.3", "2.1", "2.2"]
    assert (found["1.1"].unit, found["1.2"].unit, found["2.2"].unit) == (units["VH-XH"], units["KT"], None)
    assert list(found["1.2"].supporting.all()) == [units["VH-XH"]]
    assert [item.text for item in found["1.1"].requirements.all()] == ["Kế hoạch năm 2026"]


def test_the_points_follow_what_is_declared_and_remember_what_was_known_before(index: Index, head: Person) -> None:
    plan = leaf(index, "1.1")
    early, late = datetime(2026, 2, 2, 9, tzinfo=ZONE), datetime(2026, 2, 20, 9, tzinfo=ZONE)
    actions.declare(criterion=plan, values={"ngay_ke_hoach": date(2026, 1, 12)}, note="KH 15", actor=head, at=early)
    assert points(standing_of(index, day=date(2026, 2, 10)), "1.1") == Decimal("2.00")
    actions.declare(criterion=plan, values={"ngay_ke_hoach": date(2026, 2, 5)}, note="Sửa theo bản ký", actor=head, at=late)
    assert points(standing_of(index, day=TODAY), "1.1") == Decimal("1.00")
    assert points(standing_of(index, day=date(2026, 2, 10)), "1.1") == Decimal("2.00")
    assert points(standing_of(index, day=date(2026, 1, 20)), "1.1") is None
    assert Reading.objects.filter(name="ngay_ke_hoach").count() == 2


def test_only_what_the_leaf_reads_can_be_declared_and_only_when_it_changes(index: Index, head: Person) -> None:
    plan = leaf(index, "1.1")
    with pytest.raises(Refused, match="không dùng số liệu “sipas”"):
        actions.declare(criterion=plan, values={"sipas": Decimal(90)}, note="", actor=head, at=NOON)
    actions.declare(criterion=plan, values={"ngay_ke_hoach": date(2026, 1, 12)}, note="", actor=head, at=NOON)
    with pytest.raises(Refused, match="Chưa có gì thay đổi"):
        actions.declare(criterion=plan, values={"ngay_ke_hoach": date(2026, 1, 12)}, note="", actor=head, at=NOON)


def test_a_value_taken_back_is_unknown_again_and_not_zero(index: Index, head: Person) -> None:
    work = leaf(index, "1.3")
    actions.declare(criterion=work, values={"da_lam": Decimal(3), "phai_lam": Decimal(4)}, note="", actor=head, at=JANUARY)
    assert points(standing_of(index, day=TODAY), "1.3") == Decimal("1.50")
    actions.declare(criterion=work, values={"da_lam": None}, note="nhầm", actor=head, at=NOON)
    score = standing_of(index, day=TODAY).leaves["1.3"].forecast.today
    assert (score.points, dict(score.missing)) == (None, {"da_lam": "đã bỏ khai"})


def test_figures_are_read_from_the_ward_and_written_only_when_they_change(index: Index) -> None:
    assert actions.read_figures(index=index, actor=None, at=NOON) == 1
    assert actions.read_figures(index=index, actor=None, at=NOON + timedelta(hours=1)) == 0
    found = standing_of(index, day=TODAY).leaves["2.1"].forecast.today
    assert found.points == Decimal("3.00")  # no work was due: nothing to divide by, all points by the policy of the set
    assert found.how == "zero_denominator"


def test_the_parts_add_up_to_the_maximum_and_a_survey_stays_unknown(index: Index) -> None:
    shown = standing_of(index, day=TODAY)
    assert shown.forecast.parts.maximum == Decimal(10)
    assert shown.leaves["2.2"].forecast.parts.unknown == Decimal(2)
    assert shown.leaves["1.1"].forecast.parts.lost == Decimal(2)  # its deadline is long past
    assert shown.leaves["1.2"].forecast.parts.winnable == Decimal(1)


def test_a_leaf_that_does_not_apply_gets_the_points_of_the_policy_until_it_is_taken_back(index: Index, standing: Person) -> None:
    talk = leaf(index, "1.2")
    actions.rule_out(criterion=talk, reason="Năm nay thành phố tổ chức chung", actor=standing, at=JANUARY)
    assert points(standing_of(index, day=TODAY), "1.2") == Decimal(1)
    actions.take_back(criterion=talk, reason="Có tổ chức riêng", actor=standing, at=NOON)
    assert points(standing_of(index, day=TODAY), "1.2") is None
    assert points(standing_of(index, day=date(2026, 6, 1)), "1.2") == Decimal(1)


@pytest.mark.parametrize(("typed", "words"), [("2.50", "ngoài khoảng"), ("0.30", "không theo bước"), ("-1", "ngoài khoảng")])
def test_points_by_hand_keep_to_the_maximum_and_the_steps(index: Index, standing: Person, typed: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        actions.give_points(criterion=leaf(index, "1.2"), points=Decimal(typed), reason="Theo kết luận", actor=standing, at=NOON)
    assert not Ruling.objects.exists()


def test_quarter_points_by_hand_survive_to_the_total(index: Index, standing: Person) -> None:
    actions.give_points(criterion=leaf(index, "1.2"), points=Decimal("0.75"), reason="Theo kết luận", actor=standing, at=NOON)
    assert standing_of(index, day=TODAY).score.nodes["1"].points == Decimal("0.75")


def test_a_set_replaced_inside_the_year_keeps_evidence_links_and_declared_values(index: Index, ward: Commune, standing: Person) -> None:
    talk = leaf(index, "1.2")
    asked = talk.requirements.get()
    actions.declare(criterion=talk, values={"co_doi_thoai": True}, note="", actor=standing, at=JANUARY)
    nodes = deepcopy(BODY["nodes"])
    nodes[0]["children"][1] |= {"code": "1.9", "max": "2"}
    del nodes[0]["children"][2]
    newer = actions.add_pack(commune=ward, pack=small_set(nodes=nodes), source="", actor=standing, at=NOON)
    assert newer.version == 2
    actions.replace_pack(index=index, pack=newer, moved={"1.2": "1.9"}, actor=standing, at=NOON)
    moved = leaf(index, "1.9")
    assert (moved.pk, moved.points, moved.requirements.get()) == (talk.pk, Decimal(2), asked)
    assert points(standing_of(index, day=TODAY), "1.9") == Decimal(2)
    assert Criterion.objects.get(code="1.3").archived_at == NOON


def test_what_a_new_version_no_longer_asks_for_is_archived_and_comes_back_with_the_words(
    index: Index, ward: Commune, standing: Person
) -> None:
    asked = leaf(index, "1.2").requirements.get()
    nodes = [dict(BODY["nodes"][0]), BODY["nodes"][1]]
    nodes[0]["children"] = [{**child, "evidence": [{"text": "Kế hoạch đối thoại"}]} if child["code"] == "1.2" else child
                            for child in BODY["nodes"][0]["children"]]  # fmt: skip
    newer = actions.add_pack(commune=ward, pack=small_set(nodes=nodes), source="", actor=standing, at=NOON)
    actions.replace_pack(index=index, pack=newer, moved={}, actor=standing, at=NOON)
    assert RequiredEvidence.objects.get(pk=asked.pk).archived_at == NOON
    first = index.pack.__class__.objects.get(version=1)
    actions.replace_pack(index=index, pack=first, moved={}, actor=standing, at=NOON)
    assert RequiredEvidence.objects.get(pk=asked.pk).archived_at is None


def test_the_same_set_is_kept_once_and_a_year_has_one_index(index: Index, ward: Commune, standing: Person) -> None:
    again = actions.add_pack(commune=ward, pack=small_set(), source="", actor=standing, at=NOON)
    assert again == index.pack
    with pytest.raises(Refused, match="Năm 2026 đã có bộ tiêu chí"):
        actions.adopt(commune=ward, pack=again, actor=standing, at=NOON)


def test_a_criterion_made_by_hand_becomes_the_leaf_of_its_code(ward: Commune, units: dict[str, Unit], standing: Person) -> None:
    made = actions.add_criterion(commune=ward, year=2026, code="1.2", title="Đối thoại cũ", points=Decimal(1), unit=None,
                                 evidence=["Biên bản hội nghị"], actor=standing, at=JANUARY)  # fmt: skip
    other = actions.add_criterion(commune=ward, year=2026, code="9.9", title="Riêng", points=Decimal(1), unit=None, evidence=[],
                                  actor=standing, at=JANUARY)  # fmt: skip
    pack = actions.add_pack(commune=ward, pack=small_set(), source="", actor=standing, at=NOON)
    index = actions.adopt(commune=ward, pack=pack, actor=standing, at=NOON)
    assert leaf(index, "1.2").pk == made.pk
    other.refresh_from_db()
    assert other.archived_at == NOON


def test_the_tree_narrows_to_a_unit_and_a_state(index: Index, units: dict[str, Unit]) -> None:
    shown = standing_of(index, day=TODAY)
    assert [row.node.code for row in tree(shown, units=[units["KT"].pk])] == ["1", "1.2"]
    assert [row.node.code for row in tree(shown, state="lost") if isinstance(row, Leaf)] == ["1.1"]


def test_what_to_do_comes_with_most_points_first(index: Index, head: Person) -> None:
    actions.declare(criterion=leaf(index, "1.3"), values={"da_lam": Decimal(3), "phai_lam": Decimal(4)}, note="", actor=head, at=NOON)
    assert [(win.act.leaf.code, win.act.points) for win in wins(standing_of(index, day=TODAY))] == [
        ("1.2", Decimal("1.00")),
        ("1.3", Decimal("0.50")),
    ]


def test_queries_do_not_grow_with_the_leaves(index: Index, standing: Person, django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(18):  # type: ignore[operator]
        queries.rows(queries.criteria(standing, on=TODAY).filter(year=2026), today=TODAY)


def test_trying_other_values_says_the_points_and_writes_nothing(index: Index, standing: Person, client: Client) -> None:
    client.force_login(standing, backend="django.contrib.auth.backends.ModelBackend")
    work = leaf(index, "1.3")
    page = client.post(f"/bo-chi-so/{work.pk}/khai/", {"da_lam": "3", "phai_lam": "4", "note": "", "thu": "1"})
    assert page.status_code == 200
    assert "Nếu vậy: 1,50 điểm" in page.content.decode()
    assert not Reading.objects.exists()


def test_the_weeks_of_the_year_are_kept_once_with_the_points_of_each_unit(index: Index, units: dict[str, Unit]) -> None:
    assert keep_weeks(NOON) == 44
    assert keep_weeks(NOON + timedelta(hours=3)) == 0
    weeks = list(index.weeks.all())
    assert [weeks[0].day, weeks[0].late, weeks[-1].late] == [date(2026, 1, 18), True, False]
    week = weeks[-1]
    assert (week.day, week.lost, week.unknown) == (date(2026, 11, 15), Decimal(2), Decimal(5))
    assert [Decimal(part) for part in week.units[str(units["KT"].pk)]] == [0, 0, 1, 0, 0]


@pytest.mark.parametrize(
    "address", ["", "tuan/", "tung-tieu-chi/", "ma-tran/", "ma-tran/?loc=mo-coi", "viec-can-lam/", "bo-tieu-chi/don-vi/"]
)
def test_the_pages_of_the_index_open_for_whoever_works_in_the_ward_and_for_nobody_else(
    index: Index, reader: Person, other_clerk: Person, client: Client, address: str
) -> None:
    client.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/bo-chi-so/{address}").status_code == 200
    client.force_login(other_clerk, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/bo-chi-so/{leaf(index, '1.2').pk}/").status_code == 404


def test_a_projection_says_what_it_rests_on(index: Index, ward: Commune, assign: Callable[..., Assignment], client: Client) -> None:
    early = datetime(2026, 11, 2, 9, tzinfo=ZONE)
    for day in ("2026-11-10", "2026-11-11"):
        assign("KT", deadline_on=day, at=early)
    done = assign("KT", deadline_on="2026-11-12", at=early)
    assign("KT", deadline_on="2026-12-10", at=early)
    step = only(done)
    assignments.hand_in(occurrence=step, title="Báo cáo", brought=with_paper(step), actor=None, at=early)
    assignments.submit(occurrence=step, actor=None, at=early)
    assignments.accept(occurrence=step, actor=None, at=early)
    actions.read_figures(index=index, actor=None, at=NOON)
    found = Reading.objects.get(name="assignments.on_time_share")
    # Three due until 20/11, one known: the pace of 324 days brings 0.38 in the 41 that are left, less than what is known.
    assert (found.numerator, found.denominator) == (1, 3)
    assert (found.projected, found.ceiling, found.floor) == (Decimal("33.33"), Decimal(50), Decimal(25))
    assert found.outlook == (
        "Đến 20/11/2026: 1 trên 3 phần việc; 2 phần việc đang quá hạn, chắc chắn tính trễ; 1 phần việc còn trong hạn đến 31/12/2026; "
        "không tính thêm phần việc chưa biết"
    )
    parts = standing_of(index, day=TODAY).leaves["2.1"].forecast.parts
    assert (parts.secured, parts.winnable, parts.lost) == (Decimal(1), Decimal("0.5"), Decimal("1.5"))
    client.force_login(index.adopted_by, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/bo-chi-so/{leaf(index, '2.1').pk}/").content.decode()
    assert "Cuối năm dự báo 33,33%</b>, kém nhất 25,00%, tốt nhất 50,00%" in page
    assert "2 phần việc đang quá hạn, chắc chắn tính trễ" in page


def test_a_leaf_is_shown_as_it_was_known_then(index: Index, head: Person, client: Client) -> None:
    plan = leaf(index, "1.1")
    actions.declare(criterion=plan, values={"ngay_ke_hoach": date(2026, 1, 12)}, note="KH 15", actor=head, at=JANUARY)
    actions.declare(criterion=plan, values={"ngay_ke_hoach": date(2026, 2, 5)}, note="Sửa theo bản ký", actor=head, at=NOON)
    client.force_login(head, backend="django.contrib.auth.backends.ModelBackend")
    then = client.get(f"/bo-chi-so/{plan.pk}/?ngay=14/6/2026").content.decode()
    assert ("Tiêu chí 1.1 ngày 14/6/2026" in then, "12/01/2026" in then, "05/02/2026" in then) == (True, True, False)
    assert ("Lưu số liệu" in then, "Sửa theo bản ký" in then) == (False, False)
    assert "Phường chọn bộ tiêu chí ngày 13/01/2026, sau ngày này" in client.get(f"/bo-chi-so/{plan.pk}/?ngay=2/1/2026").content.decode()
    whole = client.get("/bo-chi-so/?ngay=14/6/2026").content.decode()
    assert f'<a href="/bo-chi-so/{plan.pk}/?ngay=14/06/2026">' in whole
    for tomorrow in ("21/11/2026", "hôm kia", ""):
        assert "Khai số liệu" in client.get(f"/bo-chi-so/{plan.pk}/", {"ngay": tomorrow}).content.decode()
