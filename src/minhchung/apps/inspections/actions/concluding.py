"""The conclusion: of an inspection made here, or taken from a notice that was read. Both end in the same structure."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from minhchung.apps.assignments.clauses import Settled, settle
from minhchung.apps.documents.models import Document
from minhchung.apps.findings.models import Finding
from minhchung.apps.findings.writing import SEVERITY_OF, Found, write
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.inspections.models import HalfTaken, InspectedUnit, Inspection, Requirement, Strength
from minhchung.apps.inspections.queries.facts import facts_of, requirements_of
from minhchung.apps.inspections.rights import concludes
from minhchung.apps.inspections.rules import stages
from minhchung.apps.inspections.taking import Taken, TakenRequirement
from minhchung.apps.inspections.writing import (
    Closing,
    Due,
    give_work,
    index,
    locked,
    next_number,
    refuse_foreign,
    refuse_overtaken,
    told_keys,
)
from minhchung.apps.organisations.models import Commune, Person


@act("inspections.conclude", "Kết luận kiểm tra", on="inspection", allowed=concludes)
def conclude(
    *, inspection: Inspection, document: Document, concluded_on: date, closing: Closing, actor: Person | None, at: datetime
) -> Inspection:
    """The signed notice is there: the requirements become work of their units with the common limit, and the remedies are followed."""
    Commune.objects.select_for_update().get(pk=inspection.commune_id)
    found = locked(inspection, "conclude")
    refuse_foreign(found.commune, document, closing.via)
    _refuse_concluded(document, but=found)
    _close_with(found, document, concluded_on, closing)
    if reason := stages.blocked(facts_of(found, on=concluded_on)):
        raise Refused(reason)
    found.state = stages.CONCLUDED
    found.save()
    index(found)
    made = give_work(found, requirements_of(found), {}, actor=actor, at=at)
    after = {"state": found.state, "conclusion": document.pk, "assignments": told_keys(made), **_closing_told(closing)}
    record(commune=found.commune_id, subject=found.ref, before={"state": stages.DRAFTING}, after=after)
    return found


@act("inspections.take_conclusion", "Nhận kết luận kiểm tra", on="document", allowed=concludes)
def take_conclusion(*, document: Document, taken: Taken, actor: Person | None, at: datetime) -> Inspection:
    """Makes the inspection that a notice concludes: strengths, findings, requirements with their work, limit and addressee.

    Work that the notice gave already is linked, not given twice; the clauses taken here are not proposed by the reader of assignments.
    """
    commune = Commune.objects.select_for_update().get(pk=document.commune_id)
    held = Document.objects.select_for_update().get(pk=document.pk)
    _refuse_concluded(held)
    refuse_overtaken(held, taken.seen)
    if not taken.findings and not taken.requirements:
        raise Refused("Chưa nhận tồn tại hay yêu cầu nào. Chọn ít nhất một mục rồi nhận.")
    refuse_foreign(commune, *taken.units, *(unit for each in taken.requirements for unit in each.cooperating))
    refuse_foreign(commune, *taken.plans, taken.closing.via)
    made = _inspection(commune, held, taken, actor, at)
    findings = _findings(made, taken, actor, at)
    requirements = [_requirement(made, order, each, findings) for order, each in enumerate(taken.requirements, 1)]
    given = {row.pk: each.given for row, each in zip(requirements, taken.requirements, strict=True) if each.given is not None}
    work = give_work(made, requirements, given, actor=actor, at=at)
    settle(held, _settled(made, requirements, taken))
    HalfTaken.objects.filter(document=held).delete()
    after = {
        "inspection": made.pk,
        "strengths": len(taken.strengths),
        "findings": told_keys(findings),
        "requirements": len(requirements),
        "assignments": told_keys(work),
        **_closing_told(taken.closing),
    }
    record(commune=commune.pk, subject=made.ref, after=after, note=f"Từ {held.title[:150]}")
    return made


def _inspection(commune: Commune, document: Document, taken: Taken, actor: Person | None, at: datetime) -> Inspection:
    year = taken.concluded_on.year
    made = Inspection(
        commune=commune,
        year=year,
        number=next_number(commune, year),
        kind=Inspection.Kind(taken.kind),
        title=taken.title[:300],
        state=stages.CONCLUDED,
        starts_on=taken.held[0],
        ends_on=taken.held[1],
        since=taken.period[0],
        until=taken.period[1],
        added_by=actor,
        added_at=at,
    )
    _close_with(made, document, taken.concluded_on, taken.closing)
    made.save()
    made.plans.set(taken.plans)
    index(made)
    InspectedUnit.objects.bulk_create(_inspected(made, unit.pk, taken.own_days.get(unit.pk)) for unit in taken.units)
    Strength.objects.bulk_create(Strength(inspection=made, theme=theme[:300], text=text) for theme, text in taken.strengths)
    return made


def _inspected(made: Inspection, unit: int, own: Due | None) -> InspectedUnit:
    due = own or Due()
    return InspectedUnit(inspection=made, unit_id=unit, due_text=due.text[:300], due_on=due.on, due_inclusive=due.inclusive)


def _findings(made: Inspection, taken: Taken, actor: Person | None, at: datetime) -> list[Finding]:
    wanted = [
        Found(
            made.source,
            each.message,
            SEVERITY_OF[Finding.Kind(each.kind)],
            each.units,
            kind=each.kind,
            closing_test=each.closing_test,
            origin=made.ref,
            found_on=taken.concluded_on,
        )
        for each in taken.findings
    ]
    return write(wanted, commune=made.commune, actor=actor, at=at)


def _requirement(made: Inspection, order: int, each: TakenRequirement, findings: Sequence[Finding]) -> Requirement:
    if not each.units:
        raise Refused(f"Yêu cầu “{each.text[:60]}…” chưa có đơn vị thực hiện. Chọn đơn vị rồi nhận lại.")
    row = Requirement.objects.create(inspection=made, order=order, text=each.text, start=each.span[0], end=each.span[1])
    if each.due is not None:
        row.due_text, row.due_on, row.due_inclusive = each.due.text, each.due.on, each.due.inclusive
        row.save(update_fields=["due_text", "due_on", "due_inclusive"])
    row.units.set(each.units)
    row.cooperating.set(each.cooperating)
    row.findings.set([findings[place] for place in each.answers])
    return row


def _settled(made: Inspection, requirements: Sequence[Requirement], taken: Taken) -> list[Settled]:
    """The stretches of the notice that the inspection deals with."""
    found = [
        Settled(row.start, row.end, row.text, f"Đã giao là việc {row.assignment.number}, {made.label}")
        for row in requirements
        if row.start is not None and row.end is not None and row.assignment is not None
    ]
    if taken.closing_span:
        text = taken.closing.due.text or "Báo cáo kết quả khắc phục"
        found.append(Settled(*taken.closing_span, text, f"Theo dõi báo cáo khắc phục ở {made.label}"))
    return found


def _close_with(inspection: Inspection, document: Document, concluded_on: date, closing: Closing) -> None:
    inspection.conclusion, inspection.concluded_on = document, concluded_on
    inspection.due_text, inspection.due_on, inspection.due_inclusive = closing.due.text[:300], closing.due.on, closing.due.inclusive
    inspection.addressee, inspection.via = closing.addressee.strip()[:200], closing.via


def _refuse_concluded(document: Document, but: Inspection | None = None) -> None:
    other = Inspection.objects.filter(conclusion=document).first()
    if other is not None and other != but:
        raise Refused(f"Văn bản này đã là kết luận của {other.label}. Mở {other.label} để xem.")


def _closing_told(closing: Closing) -> Mapping[str, object]:
    return {
        "due_on": closing.due.on,
        "due_text": closing.due.text,
        "addressee": closing.addressee.strip(),
        "via": closing.via.pk if closing.via else None,
    }
