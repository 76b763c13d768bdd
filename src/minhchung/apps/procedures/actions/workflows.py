"""The internal workflow of a procedure, from a day on."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from minhchung.apps.documents.models import Document
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.organisations.models import Person, Unit
from minhchung.apps.procedures.models import Procedure, Workflow
from minhchung.apps.procedures.rights import mends
from minhchung.apps.procedures.rules.workflows import Step


@act("procedures.set_workflow", "Ghi quy trình nội bộ", on="procedure", allowed=mends)
def set_workflow(
    *, procedure: Procedure, on: date, steps: Sequence[Step], document: Document | None = None, actor: Person | None, at: datetime
) -> Workflow:
    """Who does what in which time from that day on. A workflow of the same day is written over; an earlier one stays for its days."""
    if not steps:
        raise Refused("Quy trình chưa có bước nào. Ghi ít nhất một bước.")
    units = {step.unit for step in steps if step.unit is not None}
    if Unit.objects.filter(pk__in=units, commune=procedure.commune_id).count() != len(units):
        raise Refused("Có bước ghi đơn vị không thuộc phường. Chọn lại đơn vị.")
    if document is not None and document.commune_id != procedure.commune_id:
        raise Refused("Văn bản ban hành quy trình không có trong sổ của phường. Chọn văn bản khác.")
    Procedure.objects.select_for_update().get(pk=procedure.pk)
    known = Workflow.objects.filter(procedure=procedure, on=on).first()
    before = {"steps": _words(known)} if known else None
    made, _ = Workflow.objects.update_or_create(
        procedure=procedure, on=on, defaults={"steps": [_told(step) for step in steps], "document": document, "by": actor, "at": at}
    )
    record(commune=procedure.commune_id, subject=made.ref, before=before, after={"on": on, "steps": _words(made)})
    return made


def _words(workflow: Workflow) -> list[str]:
    return [f"{each['name']} ({each['hours'] or 'chưa ghi'} giờ)" for each in workflow.steps]


def _told(step: Step) -> dict[str, Any]:
    hours = None if step.hours is None else f"{step.hours.normalize():f}"
    return {"name": step.name, "unit": step.unit, "post": step.post, "hours": hours, "result": step.result}
