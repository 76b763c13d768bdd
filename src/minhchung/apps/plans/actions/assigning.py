"""Work given from the items of a plan: assignments with the item as their origin."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from minhchung.apps.assignments.making import Order, make
from minhchung.apps.assignments.models import Assignment
from minhchung.apps.assignments.rights import assigns
from minhchung.apps.assignments.rules.drafts import Draft
from minhchung.apps.assignments.telling import tell_given
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.organisations.models import Commune, Person
from minhchung.apps.plans.drafting import draft_of_item
from minhchung.apps.plans.models import Plan, PlanItem
from minhchung.apps.plans.queries.joining import joined
from minhchung.apps.plans.writing import ref_of


@act("plans.assign_item", "Giao nhiệm vụ từ mục kế hoạch", on="item", allowed=assigns)
def assign_item(*, item: PlanItem, draft: Draft, actor: Person | None, at: datetime) -> Assignment:
    """One assignment that carries out the item; an item may have several."""
    commune = Commune.objects.select_for_update().get(pk=item.commune_id)
    _refuse_not_in_force(item.plan)
    if item.archived_at is not None:
        raise Refused(f"Mục {item.number} đã được bỏ khỏi kế hoạch. Lấy lại mục rồi giao.")
    made = _made([_order(item, draft, at)], commune=commune, actor=actor, at=at)[0]
    record(commune=commune.code, subject=ref_of(item), after={"assignment": made.pk})
    return made


@act("plans.assign_plan", "Giao mọi mục đủ đơn vị và thời gian", on="plan", allowed=assigns)
def assign_plan(*, plan: Plan, actor: Person | None, at: datetime) -> list[Assignment]:
    """An assignment for every live item that has none, names a unit of the ward and says when. The others stay, to be given one by one."""
    commune = Commune.objects.select_for_update().get(pk=plan.commune_id)
    _refuse_not_in_force(plan)
    today = timezone.localtime(at).date()
    items = _assignable(plan)
    behind = joined(items)
    orders = [_order(item, draft_of_item(item, today=today), at) for item in items if not behind[item.pk]]
    if not orders:
        raise Refused("Không còn mục nào vừa chưa giao vừa đủ đơn vị chủ trì và thời gian. Giao từng mục còn lại ở trang của mục.")
    made = _made(orders, commune=commune, actor=actor, at=at)
    record(commune=commune.code, subject=ref_of(plan), after={"assignments": [assignment.pk for assignment in made]})
    return made


def _assignable(plan: Plan) -> list[PlanItem]:
    """The live items whose unit and time are known, so that they may be given as they stand."""
    found = plan.items.filter(archived_at=None, units__part="lead").exclude(deadline_kind__in=["", "relative"]).distinct()
    return list(found.select_related("plan__commune", "plan__document").prefetch_related("units__unit", "leaves"))


def _order(item: PlanItem, draft: Draft, at: datetime) -> Order:
    return Order(
        draft,
        item.task,
        ref_of(item),
        document=item.plan.document,
        heading=item.headings,
        recurs_until=max(date(item.plan.year, 12, 31), timezone.localtime(at).date()),
    )


def _made(orders: Sequence[Order], *, commune: Commune, actor: Person | None, at: datetime) -> list[Assignment]:
    try:
        made = make(orders, commune=commune, actor=actor, at=at)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    tell_given(made, at=at)
    return made


def _refuse_not_in_force(plan: Plan) -> None:
    if plan.archived_at is not None or plan.state != Plan.State.IN_FORCE:
        raise Refused(f"“{plan.title}” chưa đưa vào thực hiện. Đưa vào thực hiện rồi giao việc.")
