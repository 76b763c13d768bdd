"""Objectives by month: who enters, what a month below its plan needs, what the pages and figures say."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from minhchung.apps.documents.models import Document
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.figures import Scope, Window, compute
from minhchung.apps.ground.problems import problems
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.apps.plans import actions
from minhchung.apps.plans.models import Objective, ObjectiveValue
from tests.personas import NOW

pytestmark = pytest.mark.django_db
YEAR = Window(date(2026, 1, 1), date(2026, 12, 31))
TOLD: dict[str, Any] = {"measure": "tỷ đồng", "better": "more", "adding": "cumulative", "target": Decimal(120)}


@pytest.fixture
def objective(ward: Commune, units: dict[str, Unit], standing: Person) -> Objective:
    return actions.add_objective(commune=ward, year=2026, title="Thu ngân sách", unit=units["KT"], **TOLD, actor=standing, at=NOW)


def enter(objective: Objective, month: int, planned: str, actual: str, who: Person, cause: str = "") -> ObjectiveValue:
    values = {"planned": Decimal(planned), "actual": Decimal(actual)}
    return actions.enter_value(objective=objective, month=month, **values, cause=cause, actor=who, at=NOW)


def test_the_unit_that_answers_enters_its_values(objective: Objective, officer: Person, clerk: Person) -> None:
    assert enter(objective, 10, "90", "91", officer).entered_by == officer
    with pytest.raises(PermissionDenied):
        enter(objective, 10, "90", "91", clerk)


def test_a_month_below_its_plan_says_why(objective: Objective, officer: Person) -> None:
    with pytest.raises(Refused, match="nguyên nhân"):
        enter(objective, 10, "90", "89.5", officer)
    assert enter(objective, 10, "90", "89.5", officer, "Thu chậm tiền sử dụng đất").cause


def test_a_value_is_mended_in_its_place(objective: Objective, officer: Person) -> None:
    enter(objective, 10, "90", "91", officer)
    enter(objective, 10, "90", "92", officer)
    assert objective.values.get().actual == 92


def test_an_objective_has_one_name_a_year(ward: Commune, objective: Objective, standing: Person) -> None:
    with pytest.raises(Refused, match="đã có mục tiêu"):
        actions.add_objective(commune=ward, year=2026, title="Thu ngân sách", unit=None, **TOLD, actor=standing, at=NOW)
    actions.archive_objective(objective=objective, reason="Không theo dõi nữa", actor=standing, at=NOW)
    actions.add_objective(commune=ward, year=2026, title="Thu ngân sách", unit=None, **TOLD, actor=standing, at=NOW)


def test_a_document_of_another_ward_is_no_source(objective: Objective, other_ward: Commune, officer: Person) -> None:
    foreign = Document.objects.create(commune=other_ward, direction="in", state="received", subject="Báo cáo", added_at=NOW)
    with pytest.raises(Refused, match="không có trong sổ"):
        actions.enter_value(objective=objective, month=1, planned=None, actual=Decimal(1), document=foreign, actor=officer, at=NOW)


def test_amounts_are_typed_as_officials_write_them(objective: Objective, officer: Person, browse: Callable[[Person], Client]) -> None:
    client, address = browse(officer), reverse("plans:enter_value", args=[objective.pk])
    assert "không phải số" in client.post(f"{address}?thang=9", {"planned": "chín mươi mốt phẩy"}).content.decode()
    assert "Chưa ghi số nào" in client.post(f"{address}?thang=9", {}).content.decode()
    below = client.post(f"{address}?thang=9", {"planned": "1.284,5", "actual": "1.200"})
    assert below.status_code == 422
    assert "Ghi nguyên nhân" in below.content.decode()
    client.post(f"{address}?thang=9", {"planned": "1.284,5", "actual": "1.200", "cause": "Thu chậm"})
    assert (objective.values.get().planned, objective.values.get().month) == (Decimal("1284.5"), 9)
    assert 'value="1.284,5"' in client.get(f"{address}?thang=9").content.decode()


def test_the_pages_say_what_is_below_and_what_is_missing(objective: Objective, officer: Person, browse: Callable[[Person], Client]) -> None:
    for month in (8, 10):
        enter(objective, month, "90", "89", officer, "Thu chậm tiền sử dụng đất")
    client = browse(officer)
    listed = client.get(reverse("plans:objectives")).content.decode()
    assert "1 mục tiêu chưa đạt kế hoạch" in listed
    page = client.get(reverse("plans:objective", args=[objective.pk])).content.decode()
    assert "Thu chậm tiền sử dụng đất" in page
    assert page.count("chưa có số liệu</span>") == 8, "January to October without August and October"
    assert "<polyline" not in page, "two months with a gap between them are dots, no line"
    assert page.count('<circle class="actual"') == 2


def test_figures_and_checks_of_objectives(ward: Commune, objective: Objective, officer: Person) -> None:
    scope = Scope(ward.code)
    assert compute("plans.objectives_met", scope, YEAR, NOW).value is None
    enter(objective, 9, "80", "81", officer)
    assert compute("plans.objectives_met", scope, YEAR, NOW).value == 100
    enter(objective, 10, "90", "89", officer, "Thu chậm")
    found = compute("plans.objectives_met", scope, YEAR, NOW)
    assert (found.numerator, found.denominator, found.value) == (0, 1, 0)
    assert compute("plans.objectives_met", scope, Window(date(2026, 1, 1), date(2026, 9, 30)), NOW).value == 100
    assert "tháng 1, 2, 3, 4, 5, 6, 7, 8." in problems("KH-04", scope, NOW)[0].message
    assert [problem.subject.key for problem in problems("KH-05", scope, NOW)] == [str(objective.pk)]


def test_queries_of_the_list_do_not_grow(
    ward: Commune, standing: Person, browse: Callable[[Person], Client], django_assert_max_num_queries: Any
) -> None:
    for number in range(15):
        made = actions.add_objective(commune=ward, year=2026, title=f"Mục tiêu {number}", unit=None, **TOLD, actor=standing, at=NOW)
        enter(made, 10, "90", "91", standing)
    client = browse(standing)
    with django_assert_max_num_queries(25):
        client.get(reverse("plans:objectives"))
