"""Documents that must exist: the table of cases, what a wording names, one document for one expectation, and what a person says of it."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minhchung.apps.documents import actions
from minhchung.apps.documents.expecting import rows_of
from minhchung.apps.documents.models import Document
from minhchung.apps.documents.rules.expecting import Paper, Settled, Wanted, fit, series_named, standing
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.apps.plans.models import ItemUnit, Plan, PlanItem
from tests.personas import NOW

CASES = tomllib.loads((Path(__file__).parent / "expecting_cases.toml").read_text("utf-8"))["case"]
TODAY, OWN = date(2026, 11, 20), ("phuong", "van", "khe")


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_how_an_expectation_stands(case: dict[str, Any]) -> None:
    papers = [Paper(place, series, subject, date.fromisoformat(day)) for place, (series, subject, day) in enumerate(case["papers"])]
    due = date.fromisoformat(case.get("due", "2026-12-31"))
    wanted = Wanted("it", series_named(case["wanted"]), (case["wanted"],), due, case.get("every", ""), tuple(case.get("shown", ())))
    settled = {"it": Settled(case.get("tied"), case.get("reason", ""))} if {"tied", "reason"} & case.keys() else {}
    found = standing([wanted], papers, settled=settled, year=2026, today=TODAY, own=OWN)["it"]
    assert found.state == case["state"], found


@pytest.mark.parametrize(
    ("text", "series"),
    [
        ("Kế hoạch hoặc quyết định ban hành kế hoạch CCHC", ("KH", "QĐ")),
        ("Kế hoạch và biên bản hội nghị đối thoại", ("KH", "BB")),
        ("Quy chế làm việc", ("QC", "QĐ")),
        ("Kết luận kiểm tra văn bản, nếu có", ()),
        ("Ảnh niêm yết tại Trung tâm", ()),
        ("Danh mục hồ sơ năm 2026", ()),
        ("Báo cáo tháng", ("BC",)),
    ],
)
def test_the_type_stands_at_the_beginning(text: str, series: tuple[str, ...]) -> None:
    assert series_named(text) == series


def test_a_document_answers_the_expectation_it_fits_best() -> None:
    end = date(2026, 12, 31)
    plan = Wanted("plan", ("KH",), ("Kế hoạch cải cách hành chính",), end)
    telling = Wanted("telling", ("KH",), ("Kế hoạch tuyên truyền cải cách hành chính",), end)
    papers = [Paper(1, "KH", "Tuyên truyền cải cách hành chính năm 2026", date(2026, 2, 1))]
    found = standing([plan, telling], papers, settled={}, year=2026, today=TODAY, own=OWN)
    assert (found["plan"].state, found["telling"].state) == ("missing", "found")


def test_a_fit_is_the_same_both_ways() -> None:
    one, other = "Kế hoạch kiểm tra CCHC", "Kiểm tra công tác cải cách hành chính năm 2026"
    assert fit(one, other) == fit(other, one) == 1.0


@pytest.fixture
def item(ward: Commune, units: dict[str, Unit]) -> PlanItem:
    plan = Plan.objects.create(commune=ward, year=2026, kind="cchc", state="in_force", title="Kế hoạch CCHC", added_at=NOW)
    values = {"task": "Kiểm tra công vụ", "product": "Kế hoạch kiểm tra công vụ", "deadline_kind": "date", "deadline_on": date(2026, 6, 30)}
    made = PlanItem.objects.create(plan=plan, position=1, number="17", **values)
    ItemUnit.objects.create(item=made, unit=units["VP"], part="lead")
    return made


def issued(ward: Commune, **values: Any) -> Document:
    usual = {"direction": "out", "state": "issued", "series": "KH", "symbol": "KH-UBND", "number": 8, "issued_on": date(2026, 5, 4)}
    return Document.objects.create(commune=ward, **{**usual, "added_at": NOW, **values})


@pytest.mark.django_db
def test_a_plan_item_asks_for_its_product_and_the_register_answers(ward: Commune, item: PlanItem, units: dict[str, Unit]) -> None:
    row = rows_of(ward, 2026, today=TODAY)[0]
    assert (row.expected.said_by, row.expected.units) == ("Mục 17: Kiểm tra công vụ", (units["VP"].pk,))
    assert (row.stands.state, row.unassigned) == ("overdue", True)
    found = issued(ward, subject="Kiểm tra công vụ năm 2026")
    issued(ward, subject="Kiểm tra công vụ năm 2026", state="draft", number=None)
    assert rows_of(ward, 2026, today=TODAY)[0].stands.papers == (found.pk,)
    PlanItem.objects.filter(pk=item.pk).update(archived_at=NOW, archived_reason="Không làm")
    assert rows_of(ward, 2026, today=TODAY) == []


@pytest.mark.django_db
def test_a_person_ties_a_document_or_says_why_none_is_needed(
    ward: Commune, item: PlanItem, standing: Person, officer: Person, other_ward: Commune
) -> None:
    named = {"commune": ward, "year": 2026, "expected": Ref("plan_item", str(item.pk)), "title": item.product}
    paper = issued(ward, subject="Chấn chỉnh kỷ luật, kỷ cương")
    with pytest.raises(PermissionDenied):
        actions.settle_expected(**named, document=paper, actor=officer, at=NOW)
    for both in ({}, {"document": paper, "reason": "Không cần"}):
        with pytest.raises(Refused, match="một trong hai"):
            actions.settle_expected(**named, **both, actor=standing, at=NOW)
    with pytest.raises(Refused, match="không có trong sổ"):
        actions.settle_expected(**named, document=issued(other_ward, subject="Khác"), actor=standing, at=NOW)
    actions.settle_expected(**named, document=paper, actor=standing, at=NOW)
    tied = rows_of(ward, 2026, today=TODAY)[0].stands
    assert (tied.state, tied.papers, tied.by_hand) == ("found", (paper.pk,), True)
    actions.settle_expected(**named, reason="Theo kế hoạch của thành phố", actor=standing, at=NOW)
    assert rows_of(ward, 2026, today=TODAY)[0].stands.state == "unneeded"
    actions.unsettle_expected(**named, actor=standing, at=NOW)
    assert rows_of(ward, 2026, today=TODAY)[0].stands.state == "overdue"
    with pytest.raises(Refused, match="Chưa ai xác định"):
        actions.unsettle_expected(**named, actor=standing, at=NOW)


@pytest.mark.django_db
def test_the_queries_do_not_grow_with_what_is_expected(ward: Commune, item: PlanItem) -> None:
    with CaptureQueriesContext(connection) as few:
        rows_of(ward, 2026, today=TODAY)
    for number in range(6):
        PlanItem.objects.create(plan=item.plan, position=number + 2, number=str(number), task="Việc", product=f"Báo cáo chuyên đề {number}")
    with CaptureQueriesContext(connection) as many:
        assert len(rows_of(ward, 2026, today=TODAY)) == 7
    assert len(many) <= len(few)
