"""Who is told of work that was given: everybody who answers for a unit that holds a share. Shared by acts of the apps above."""

from collections.abc import Sequence
from datetime import datetime

from minhchung.apps.assignments.models import Assignment, Duty
from minhchung.apps.assignments.moving import people_of, ref_of
from minhchung.apps.ground import notices
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Person

NUMBERS = 20
"""So many works are named in one notice; the others are counted."""


def tell_given(made: Sequence[Assignment], *, at: datetime) -> None:
    """One notice per person: the work itself when it is one, else the numbers, with the document they come from where there is one."""
    received: dict[Person, list[tuple[Assignment, Duty]]] = {}
    for assignment in made:
        for duty in assignment.duties.prefetch_related("holdings"):
            for person in people_of(duty, at=at):
                received.setdefault(person, []).append((assignment, duty))
    for person, held in received.items():
        assignment, duty = held[0]
        if len(held) == 1:
            text, subject = _words_for(assignment, duty), ref_of(assignment)
        else:
            source = f" theo {assignment.document.code or 'văn bản'}" if assignment.document else ""
            text, subject = f"{len(held)} việc mới{source}: việc {_numbers(held)}", _source(assignment)
        notices.notify([person], commune=assignment.commune_id, subject=subject, text=text, topic="assignments.given", at=at)


def tell_duty(duty: Duty, *, at: datetime) -> None:
    """The unit that was given a share of work already assigned."""
    assignment = duty.assignment
    about, text = ref_of(assignment), _words_for(assignment, duty)
    notices.notify(people_of(duty, at=at), commune=assignment.commune_id, subject=about, text=text, topic="assignments.given", at=at)


def _numbers(held: Sequence[tuple[Assignment, Duty]]) -> str:
    numbers = [str(item.number) for item, _ in held]
    left = len(numbers) - NUMBERS
    return ", ".join(numbers[:NUMBERS]) + (f" và {left} việc nữa" if left > 0 else "")


def _words_for(assignment: Assignment, duty: Duty) -> str:
    how = "chủ trì" if duty.part == Duty.Part.LEAD else "phối hợp"
    return f"Việc {assignment.number} giao đơn vị {how}: {assignment.title}"


def _source(assignment: Assignment) -> Ref:
    return Ref("document", str(assignment.document_id)) if assignment.document_id else ref_of(assignment)
