"""How a document gets its code and its row. Inside acts only."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from minhchung.apps.ground.acts import Refused
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.apps.quality.models import ControlledDocument
from minhchung.apps.quality.rules import codes
from minhchung.apps.quality.rules.content import Kind
from minhchung.apps.quality.writing import of_the_ward, settings_of


def code_for(commune: str, kind: Kind, *, year: int) -> str:
    """The next free code of a kind, by the ward's pattern."""
    pattern = settings_of(commune).codes.get(kind.value) or codes.USUAL[kind]
    taken = ControlledDocument.objects.filter(commune=commune).values_list("code", flat=True)
    return codes.next_code(pattern, taken, year)


def made(
    commune: Commune, *, kind: Kind, code: str, title: str, owner: Unit, actor: Person | None, at: datetime, **more: Any
) -> ControlledDocument:
    """A new document. Raises Refused when the code is in use. Inside an act only."""
    of_the_ward(commune.pk, owner)
    wanted = code.strip() or code_for(commune.pk, kind, year=timezone.localtime(at).year)
    if ControlledDocument.objects.filter(commune=commune, code=wanted).exists():
        raise Refused(f"Mã hiệu {wanted} đã có tài liệu khác dùng. Ghi mã khác hoặc để trống để lấy số kế tiếp.")
    return ControlledDocument.objects.create(
        commune=commune, kind=kind.value, code=wanted, title=title.strip(), owner=owner, added_by=actor, added_at=at, **more
    )
