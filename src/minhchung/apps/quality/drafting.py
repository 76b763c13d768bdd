"""How a draft begins: as the last version, from the catalogue of procedures, or from a Word file. Inside acts only."""

from datetime import date, datetime
from typing import Any

from minhchung.apps.ground.acts import Refused
from minhchung.apps.organisations.models import Person
from minhchung.apps.procedures.models import Procedure, Workflow
from minhchung.apps.procedures.queries import Known, standing
from minhchung.apps.quality.models import ControlledDocument, Version
from minhchung.apps.quality.rules import life
from minhchung.apps.quality.rules.content import Content
from minhchung.apps.quality.rules.generating import Source, WorkStep, generated


def stop_if_open(document: ControlledDocument) -> None:
    """Raises Refused while a version is on its way."""
    found = document.versions.filter(state__in=life.OPEN).first()
    if found is not None:
        raise Refused(f"Tài liệu {document.code} đang có bản {found.short} ở bước “{found.stage.lower()}”. Làm tiếp hoặc bỏ bản đó trước.")


def last_of(document: ControlledDocument) -> Version | None:
    """The newest version that was ever approved."""
    return document.versions.filter(state__in=life.FROZEN).order_by("-issue", "-revision").first()


def successor(document: ControlledDocument, *, anew: bool, actor: Person | None, at: datetime, **more: Any) -> Version:
    """The unsaved next version, saying what the last one says."""
    last = last_of(document)
    issue, revision = life.next_number(last.issue, last.revision, anew=anew) if last else (1, 0)
    said = last.said if last else {}
    given = {"said": said, "title": document.title, "drafted_by": actor, "drafted_at": at, **more}
    return Version(document=document, issue=issue, revision=revision, **given)


def content_from(commune: str, procedures: list[Procedure], day: date, before: Content) -> tuple[Content, list[Known]]:
    """The content of a procedure document as the catalogue says on a day, with what only people write taken over from `before`."""
    known = standing(commune, day, only=[each.pk for each in procedures])
    gone = [each for each in known if not each.standing.in_force]
    if gone or not known:
        name = str(gone[0].procedure if gone else procedures[0])[:120]
        raise Refused(f"Thủ tục {name} đã bãi bỏ hoặc chưa có trong danh mục ngày này. Bỏ khỏi tài liệu rồi làm lại.")
    sources = [_source(each, day) for each in known]
    return generated(sources, before), known


def _source(known: Known, day: date) -> Source:
    procedure, said = known.procedure, known.standing.content
    unit = procedure.unit.name if procedure.unit else ""
    workflow = Workflow.objects.filter(procedure=procedure, on__lte=day).order_by("-on", "-pk").first()
    steps = [_step(each, procedure) for each in workflow.steps] if workflow else []
    return Source(procedure.code, said.name or procedure.name, unit, said, tuple(steps), procedure.at_centre)


def _step(said: dict[str, Any], procedure: Procedure) -> WorkStep:
    names = {unit.pk: unit.name for unit in procedure.commune.units.all()}
    who = ", ".join(filter(None, (str(said.get("post") or ""), names.get(said.get("unit") or 0, ""))))
    return WorkStep(str(said.get("name", "")), who, str(said.get("hours") or ""), str(said.get("result") or ""))
