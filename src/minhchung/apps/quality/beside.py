"""What the quality system tells of a procedure: the documents that describe it, each with the version in force."""

from datetime import datetime

from django.db.models import Prefetch
from django.urls import reverse

from minhchung.apps.organisations.models import Person
from minhchung.apps.organisations.rights import mandate_of
from minhchung.apps.procedures.beside import Line, Told
from minhchung.apps.procedures.models import Procedure
from minhchung.apps.quality.models import ControlledDocument, Version
from minhchung.apps.quality.rules import life


def documents_of(person: Person, procedure: Procedure, now: datetime) -> Told | None:
    """The documents made for the procedure; those of the archive are left out."""
    if not mandate_of(person).works_here:
        return None
    current = Prefetch("versions", Version.objects.filter(state=life.IN_FORCE).defer("said"), to_attr="in_force")
    rows = ControlledDocument.objects.filter(commune=procedure.commune_id, procedures=procedure, archived_at=None).prefetch_related(current)
    lines = [Line(row.code, reverse("quality:document", args=[row.pk]), _state(row.in_force)) for row in rows]
    return Told("Tài liệu ISO", lines, "Chưa có quy trình ISO cho thủ tục này.")


def _state(versions: list[Version]) -> str:
    return f"bản {versions[0].short} có hiệu lực" if versions else "chưa có bản có hiệu lực"
