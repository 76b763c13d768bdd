"""Items and the work behind them: joined by number, by hand, given from the item; what has become of them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from minhchung.apps.assignments import actions as assignments
from minhchung.apps.assignments.models import Assignment
from minhchung.apps.assignments.rules.drafts import Draft, DraftUnit
from minhchung.apps.documents.models import Citation, Document
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.figures import Scope, Window, compute
from minhchung.apps.ground.jobs import catch_up_all
from minhchung.apps.ground.problems import problems
from minhchung.apps.organisations import actions as organisations
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.apps.plans import actions
from minhchung.apps.plans.drafting import draft_of_item
from minhchung.apps.plans.models import Plan, PlanItem
from minhchung.apps.plans.queries.joining import items_of, joined
from minhchung.apps.plans.queries.page import Asked, shown
from minhchung.apps.plans.queries.progress import stood
from minhchung.apps.plans.writing import ItemFields, fields_of
from tests.assignments.conftest import Assigning, only, with_paper
from tests.personas import NOW

pytestmark = pytest.mark.django_db
Items = dict[str, PlanItem]
YEAR = Window(date(2026, 1, 1), date(2026, 12, 31))


def behind(item: PlanItem) -> list[tuple[int, str]]:
    return [(each.assignment.number, each.how) for each in joined([item])[item.pk]]


def state_of(item: PlanItem) -> str:
    return stood([item], as_of=NOW)[0].progress.state


def finish(assignment: Assignment, doer: Person, judge: Person) -> None:
    """Handed in with a file, reported and accepted."""
    occurrence = only(assignment)
    assignments.hand_in(occurrence=occurrence, title="Danh mục", brought=with_paper(occurrence), actor=doer, at=NOW)
    assignments.submit(occurrence=occurrence, actor=doer, at=NOW)
    assignments.accept(occurrence=occurrence, actor=judge, at=NOW)


def test_numbers_of_an_assignment_join_the_items_of_the_only_plan(items: Items, assign: Assigning) -> None:
    made = assign("PVHCC", plan_items=("25", "26"))
    assert behind(items["25"]) == behind(items["26"]) == [(made.number, "auto")]
    assert behind(items["27"]) == []
    assert [item.number for item in items_of(made)] == ["25", "26"]


def test_a_draft_is_joined_only_where_its_document_is_cited(
    plan: Plan, items: Items, units: dict[str, Unit], directive: Document, assign: Assigning
) -> None:
    assign("PVHCC", plan_items=("25",))
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.DRAFT)
    item = PlanItem.objects.select_related("plan__commune").get(pk=items["25"].pk)
    assert behind(item) == []
    Plan.objects.filter(pk=plan.pk).update(document=directive)
    draft = Draft("Công khai", (DraftUnit("KT", units["KT"].pk),), plan_items=("25",), review_every_months=3)
    cited = assignments.add(commune=plan.commune, draft=draft, wording="Công khai", document=directive, actor=None, at=NOW)
    item = PlanItem.objects.select_related("plan__commune").get(pk=item.pk)
    assert behind(item) == [(cited.number, "auto")]


def test_two_plans_in_force_leave_a_bare_number_open(ward: Commune, items: Items, assign: Assigning, standing: Person) -> None:
    assign("PVHCC", plan_items=("25",))
    other = actions.add_plan(commune=ward, kind="iso", year=2026, title="Kế hoạch ISO", actor=standing, at=NOW)
    actions.add_item(plan=other, fields=ItemFields("25", "Đánh giá nội bộ"), actor=standing, at=NOW)
    actions.put_in_force(plan=other, actor=standing, at=NOW)
    assert behind(items["25"]) == []


def test_a_wording_that_cites_another_plan_is_not_joined(ward: Commune, items: Items, assign: Assigning) -> None:
    made = assign("PVHCC", plan_items=("25",))
    assert behind(items["25"])
    Citation.objects.create(commune=ward, kind="assignment", key=str(made.pk), raw="248/QĐ-UBND", match_key="QĐ|248|UBND|2025")
    assert behind(items["25"]) == []


def test_what_a_person_parted_stays_parted_and_may_be_joined_again(items: Items, assign: Assigning, standing: Person) -> None:
    made, item = assign("PVHCC", plan_items=("25",)), items["25"]
    actions.part_item(item=item, assignment=made, actor=standing, at=NOW)
    assert behind(item) == []
    with pytest.raises(Refused, match="chưa gắn"):
        actions.part_item(item=item, assignment=made, actor=standing, at=NOW)
    actions.link_item(item=item, assignment=made, actor=standing, at=NOW)
    assert behind(item) == [(made.number, "hand")]
    with pytest.raises(Refused, match="đã gắn"):
        actions.link_item(item=item, assignment=made, actor=standing, at=NOW)


def test_archived_work_is_no_work(items: Items, assign: Assigning, standing: Person) -> None:
    made = assign("PVHCC", plan_items=("25",))
    assignments.archive(assignment=made, reason="Giao nhầm", actor=standing, at=NOW)
    assert behind(items["25"]) == []


def test_an_item_is_done_by_an_accepted_product(items: Items, assign: Assigning, clerk: Person, standing: Person) -> None:
    item = items["25"]
    assert state_of(item) == "none"
    made = assign("PVHCC", plan_items=("25",), deadline_on="2026-12-10")
    assert state_of(item) == "doing"
    occurrence = only(made)
    assignments.hand_in(occurrence=occurrence, title="Danh mục", brought=with_paper(occurrence), actor=clerk, at=NOW)
    assignments.submit(occurrence=occurrence, actor=clerk, at=NOW)
    assert state_of(item) == "waiting"
    assignments.accept(occurrence=occurrence, actor=standing, at=NOW)
    found = stood([item], as_of=NOW)[0].progress
    assert (found.state, found.asked, found.accepted, found.in_time) == ("done", 1, 1, True)
    before = stood([item], as_of=NOW - timedelta(days=1))[0].progress
    assert before.state != "done", "a day earlier nothing was accepted"


def test_each_unit_owes_its_own_product(items: Items, assign: Assigning, officer: Person, standing: Person) -> None:
    made = assign("PVHCC", "KT", plan_items=("25",), deadline_on="2026-12-10")
    of_kt = next(o for d in made.duties.all() for o in d.occurrences.all() if d.holdings.get().unit.short == "KT")
    assignments.hand_in(occurrence=of_kt, title="Danh mục", brought=with_paper(of_kt), actor=officer, at=NOW)
    assignments.submit(occurrence=of_kt, actor=officer, at=NOW)
    assignments.accept(occurrence=of_kt, actor=standing, at=NOW)
    found = stood([items["25"]], as_of=NOW)[0].progress
    assert (found.state, found.accepted, found.asked) == ("doing", 1, 2)


def test_a_counted_target_asks_for_as_many_products(items: Items, assign: Assigning) -> None:
    assign("PVHCC", plan_items=("25",), count_target=3, count_unit="thủ tục", deadline_on="2026-12-10")
    assert stood([items["25"]], as_of=NOW)[0].progress.asked == 3


def test_recurring_work_asks_for_every_period_to_the_end_of_the_year(items: Items, assign: Assigning) -> None:
    assign("DVSNC", plan_items=("27",), deadline_kind="recurring", recurrence="monthly")
    found = stood([items["27"]], as_of=NOW)[0].progress
    assert (found.asked, found.state) == (2, "doing"), "November and December"


def test_late_work_or_a_day_gone_by_makes_an_item_late(items: Items, assign: Assigning) -> None:
    assert state_of(items["26"]) == "late", "nobody was given it and its quarter is over"
    assign("PVHCC", plan_items=("25",), deadline_on="2026-11-18")
    assert state_of(items["25"]) == "late"


def test_work_given_up_leaves_the_item_without_work(items: Items, assign: Assigning, standing: Person) -> None:
    made = assign("PVHCC", plan_items=("25",))
    assignments.cancel(occurrence=only(made), reason="Không làm nữa", actor=standing, at=NOW)
    assert state_of(items["25"]) == "none"


def test_an_item_is_given_as_it_stands(plan: Plan, items: Items, units: dict[str, Unit], standing: Person) -> None:
    item = PlanItem.objects.select_related("plan__commune").prefetch_related("units__unit").get(pk=items["25"].pk)
    made = actions.assign_item(item=item, draft=draft_of_item(item, today=NOW.date()), actor=standing, at=NOW)
    assert (made.deadline_text, made.plan_items, made.product, made.origin_kind) == ("Trước 15/12/2026", ["25"], "Danh mục", "plan_item")
    assert only(made).due_on == date(2026, 12, 14), "before the fifteenth, as the ward reads it"
    assert behind(item) == [(made.number, "opened")]


def test_a_whole_plan_is_given_but_for_what_is_not_known(plan: Plan, items: Items, assign: Assigning, standing: Person) -> None:
    assign("PVHCC", plan_items=("26",))
    open_one = actions.add_item(plan=plan, fields=ItemFields("28", "Chưa rõ đơn vị"), actor=standing, at=NOW)
    made = actions.assign_plan(plan=plan, actor=standing, at=NOW)
    assert [assignment.plan_items for assignment in made] == [["25"], ["27"]]
    assert made[1].deadline_kind == "standing"
    assert behind(PlanItem.objects.select_related("plan__commune").get(pk=open_one.pk)) == []
    with pytest.raises(Refused, match="Không còn mục nào"):
        actions.assign_plan(plan=plan, actor=standing, at=NOW)


def test_nothing_is_given_from_a_draft(ward: Commune, units: dict[str, Unit], standing: Person, officer: Person) -> None:
    plan = actions.add_plan(commune=ward, kind="cchc", year=2026, title="Dự thảo", actor=standing, at=NOW)
    actions.add_item(plan=plan, fields=ItemFields("1", "Rà soát"), actor=standing, at=NOW)
    with pytest.raises(Refused, match="chưa đưa vào thực hiện"):
        actions.assign_plan(plan=plan, actor=standing, at=NOW)
    with pytest.raises(PermissionDenied):
        actions.assign_plan(plan=plan, actor=officer, at=NOW)


def test_a_number_stands_once_and_is_free_again_when_its_item_is_out(plan: Plan, items: Items, standing: Person) -> None:
    with pytest.raises(Refused, match="đã có mục số 25"):
        actions.add_item(plan=plan, fields=ItemFields("25.", "Trùng"), actor=standing, at=NOW)
    actions.archive_item(item=items["25"], reason="Gộp vào mục 26", actor=standing, at=NOW)
    actions.add_item(plan=plan, fields=ItemFields("25", "Mục mới"), actor=standing, at=NOW)
    with pytest.raises(Refused, match="đã có mục số 25"):
        actions.restore_item(item=items["25"], actor=standing, at=NOW)


def test_mending_an_item_keeps_what_it_said_in_the_history(
    plan: Plan, items: Items, units: dict[str, Unit], standing: Person, browse: Callable[[Person], Client]
) -> None:
    fields = replace(
        fields_of(items["25"]), task="Cập nhật và công khai", lead=(units["VP"].pk,), cooperating=(units["VP"].pk, units["KT"].pk)
    )
    actions.edit_item(item=items["25"], fields=fields, actor=standing, at=NOW)
    item = PlanItem.objects.get(pk=items["25"].pk)
    assert [(each.unit.short, each.part) for each in item.units.all()] == [("VP", "lead"), ("KT", "with")]
    page = browse(standing).get(reverse("plans:item", args=[item.pk])).content.decode()
    assert "<s>Cập nhật danh mục thủ tục</s>" in page


def test_items_follow_a_handover(ward: Commune, plan: Plan, items: Items, units: dict[str, Unit]) -> None:
    told: dict[str, Any] = {"from_person": None, "to_person": None, "on": date(2026, 11, 1), "decision": "", "note": ""}
    organisations.hand_over(commune=ward, from_unit=units["PVHCC"], to_unit=units["VP"], **told, actor=None, at=NOW)
    catch_up_all()
    assert [each.unit.short for item in (items["25"], items["27"]) for each in item.units.all()] == ["VP", "DVSNC"]


def test_figures_of_a_plan(ward: Commune, units: dict[str, Unit], items: Items, assign: Assigning, clerk: Person, standing: Person) -> None:
    scope = Scope(ward.code)
    finish(assign("PVHCC", plan_items=("26",)), clerk, standing)
    done = compute("plans.completion_share", scope, YEAR, NOW)
    assert (done.numerator, done.denominator, len(done.rows)) == (1, 3, 3)
    in_time = compute("plans.on_time_share", scope, YEAR, NOW)
    assert (in_time.numerator, in_time.denominator, in_time.value) == (0, 1, 0), "the third quarter was over"
    of_unit = compute("plans.completion_share", Scope(ward.code, units["PVHCC"].pk), YEAR, NOW)
    assert (of_unit.numerator, of_unit.denominator) == (1, 2)
    nothing = compute("plans.completion_share", scope, Window(date(2027, 1, 1), date(2027, 12, 31)), NOW)
    assert nothing.value is None
    assert "2027" in nothing.reason


def test_checks_name_what_an_item_lacks(ward: Commune, plan: Plan, standing: Person) -> None:
    bare = actions.add_item(plan=plan, fields=ItemFields("28", "Phối hợp", lead_text="Ban Tuyên giáo"), actor=standing, at=NOW)
    for code in ("KH-01", "KH-02"):
        found = problems(code, Scope(ward.code), NOW)
        assert [problem.subject.key for problem in found] == [str(bare.pk)]
    assert "Ban Tuyên giáo" in problems("KH-01", Scope(ward.code), NOW)[0].message
    assert len(problems("KH-03", Scope(ward.code), NOW)) == 4


def test_the_page_filters_and_says_the_state(
    plan: Plan, items: Items, units: dict[str, Unit], assign: Assigning, officer: Person, browse: Callable[[Person], Client]
) -> None:
    made = assign("PVHCC", plan_items=("25",))
    client = browse(officer)
    page = client.get(reverse("plans:list")).content.decode()
    assert "nối tự động" in page
    assert reverse("assignments:detail", args=[made.pk]) in page
    assert "Giao các mục" not in page, "an officer reads"
    late = client.get(reverse("plans:plan", args=[plan.pk]), {"trang-thai": "late"}).content.decode()
    assert "Công khai danh mục thủ tục" in late
    assert "Cập nhật danh mục thủ tục" not in late
    of_unit = shown(officer, plan, Asked(unit=units["DVSNC"].pk), as_of=NOW)
    assert [row.item.number for group in of_unit.groups for row in group.rows] == ["27"]
    assert of_unit.total == 3
    assert client.get(reverse("plans:export", args=[plan.pk])).content[:2].decode() == "PK"


def test_a_form_of_giving_asks_for_units_and_gives(
    plan: Plan, items: Items, units: dict[str, Unit], standing: Person, browse: Callable[[Person], Client]
) -> None:
    client, address = browse(standing), reverse("plans:assign_item", args=[items["27"].pk])
    assert "Chưa chọn đơn vị chủ trì" in client.post(address, {"title": "Tuyên truyền"}).content.decode()
    answer = client.post(address, {"title": "Tuyên truyền trên loa", "lead": units["DVSNC"].pk})
    made = Assignment.objects.get()
    assert answer["Location"] == reverse("assignments:detail", args=[made.pk])
    assert (made.title, made.wording, made.review_every_months) == ("Tuyên truyền trên loa", "Tuyên truyền", 3)


def test_queries_do_not_grow_with_items_and_work(
    plan: Plan, items: Items, assign: Assigning, standing: Person, browse: Callable[[Person], Client], django_assert_max_num_queries: Any
) -> None:
    for number in range(100, 140):
        actions.add_item(plan=plan, fields=ItemFields(str(number), f"Mục {number}"), actor=standing, at=NOW)
    for number in range(100, 112):
        assign("KT", plan_items=(str(number), "25"))
    client = browse(standing)
    client.get(reverse("plans:plan", args=[plan.pk]))
    with django_assert_max_num_queries(45):
        client.get(reverse("plans:plan", args=[plan.pk]))
    with django_assert_max_num_queries(55):
        client.get(reverse("plans:item", args=[items["25"].pk]))


def test_another_wards_plan_is_not_there(plan: Plan, items: Items, other_leader: Person, browse: Callable[[Person], Client]) -> None:
    client = browse(other_leader)
    assert client.get(reverse("plans:plan", args=[plan.pk])).status_code == 404
    assert client.get(reverse("plans:item", args=[items["25"].pk])).status_code == 404
    assert "Chưa có kế hoạch nào" in client.get(reverse("plans:list")).content.decode()
