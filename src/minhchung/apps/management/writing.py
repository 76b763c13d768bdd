"""Shared by the acts of this app, inside their transaction: locked rows, gates, what the history is told, what the search finds."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from minhchung.apps.assignments.making import Order, make
from minhchung.apps.assignments.models import Assignment
from minhchung.apps.assignments.rules.drafts import Draft
from minhchung.apps.assignments.telling import tell_given
from minhchung.apps.ground import lookup
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.refs import Ref
from minhchung.apps.management.models import Decision, Entry, ManagementReview, ManagementSettings
from minhchung.apps.management.registers import register_of
from minhchung.apps.management.rules.course import refused
from minhchung.apps.management.rules.registers import Kind, Register, Values, said
from minhchung.apps.management.standards import Interval, standard_of
from minhchung.apps.organisations.models import Commune, Person, Unit


def register_named(commune: str, name: str) -> Register:
    """The register. Raises Refused when the ward has none of that name."""
    found = register_of(commune, name)
    if found is None:
        raise Refused(f"Phường không có sổ “{name}”. Mở lại trang các sổ.")
    return found


def live(entry: Entry) -> Entry:
    """The entry as it is now, held until the act ends. Raises Refused when it is no longer followed."""
    found = Entry.objects.select_for_update().get(pk=entry.pk)
    if found.state != Entry.State.LIVE:
        raise Refused(f"Mục này {found.get_state_display().lower()}. Mở lại mục rồi làm tiếp.")
    return found


def locked(review: ManagementReview, step: str) -> ManagementReview:
    """The review as it is now, held until the act ends. Raises Refused when the step may not be taken from its state."""
    found = ManagementReview.objects.select_for_update(of=("self",)).select_related("commune").get(pk=review.pk)
    if reason := refused(step, found.state):
        raise Refused(reason)
    return found


def undecided(decision: Decision) -> Decision:
    """The decision as it is now, of a review that was held and is not closed. Raises Refused when it was dropped or is work already."""
    review = locked(decision.review, "decide")
    found = Decision.objects.select_for_update(of=("self",)).select_related("assignment").get(pk=decision.pk)
    if found.dropped_at is not None:
        raise Refused("Quyết định này đã bỏ. Tải lại trang.")
    if found.assignment is not None:
        raise Refused(f"Quyết định {found.order} đã thành việc {found.assignment.number}. Sửa ở trang của việc.")
    found.review = review
    return found


def of_the_ward(commune: str, things: Iterable[Unit | Person | None]) -> None:
    """Raises Refused when something chosen in a form belongs to another ward."""
    if any(thing is not None and thing.commune_id != commune for thing in things):
        raise Refused("Có mục vừa chọn không thuộc phường này. Tải lại trang rồi chọn lại.")


def names_in(register: Register, rows: Iterable[Values], commune: str) -> dict[str, str]:
    """The people that the values name, by key."""
    columns = [each.name for each in register.columns if each.kind is Kind.PERSON]
    keys = {row[name] for row in rows for name in columns if row.get(name, "").isdigit()}
    return (
        {str(pk): name for pk, name in Person.objects.filter(commune=commune, pk__in=keys).values_list("pk", "full_name")} if keys else {}
    )


def told(register: Register, values: Values, commune: str) -> dict[str, str]:
    """The values as people read them, by the label of their column: so the history keeps them, whatever becomes of the column."""
    people = names_in(register, [values], commune)
    return {each.label: said(each, values[each.name], people) for each in register.columns if values.get(each.name)}


def lines(said_there: Mapping[str, str]) -> list[str]:
    """What `told` gives as the history keeps it: "label: words", in the order of the columns."""
    return [f"{label}: {words}" for label, words in said_there.items()]


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Only what differs, before and after."""
    names = [name for name in {**before, **after} if before.get(name, "") != after.get(name, "")]
    return {name: before[name] for name in names if name in before}, {name: after[name] for name in names if name in after}


def index(entry: Entry, register: Register) -> None:
    """Makes the entry findable by everything it says."""
    words = told(register, entry.values, entry.commune_id)
    title = f"{register.title}, mục {entry.number}: {register.headline(entry.values)}"
    lookup.put(entry.ref, commune=entry.commune_id, title=title, text="\n".join(words.values()))


def index_review(review: ManagementReview) -> None:
    """Makes the review findable by its title and its decisions."""
    said_there = review.decisions.filter(dropped_at=None).values_list("text", flat=True)
    lookup.put(review.ref, commune=review.commune_id, title=review.title, text="\n".join(said_there))


def interval_of(commune: str, day: date) -> Interval:
    """How often the management review is held: as the ward set it, else as the standard's data says."""
    row, usual = ManagementSettings.objects.filter(commune=commune).first(), standard_of(day).review
    return Interval(months=row.review_months, source=row.source or "Phường quy định") if row and row.review_months else usual


def given(draft: Draft, wording: str, origin: Ref, *, commune: Commune, actor: Person | None, at: datetime) -> Assignment:
    """The assignment made of a draft, its people told. Raises Refused in words."""
    try:
        made = make([Order(draft, wording, origin)], commune=commune, actor=actor, at=at)[0]
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    tell_given([made], at=at)
    return made


def day_of(at: datetime) -> date:
    """The day of a moment in Viet Nam."""
    return timezone.localtime(at).date()
