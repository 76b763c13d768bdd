"""Shared by the acts of the quality system, inside their transaction: locked rows, gates, the cover, the search, the citations."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from minhchung.apps.documents.citing import cite
from minhchung.apps.ground import lookup
from minhchung.apps.ground.acts import Refused
from minhchung.apps.organisations.models import Commune, Person
from minhchung.apps.organisations.queries import in_force
from minhchung.apps.quality.models import ControlledDocument, QualitySettings, Version
from minhchung.apps.quality.rules import life
from minhchung.text.written import written_day


def settings_of(commune: str) -> QualitySettings:
    """How the ward keeps its system; the usual values where it never said."""
    return QualitySettings.objects.filter(commune=commune).first() or QualitySettings(commune_id=commune)


def held(document: ControlledDocument) -> ControlledDocument:
    """The document as it is now, held until the act ends. Raises Refused when it lies in the archive."""
    found = ControlledDocument.objects.select_for_update().get(pk=document.pk)
    if found.archived_at is not None:
        raise Refused(f"Tài liệu {found.code} đã đưa vào lưu. Lấy lại từ lưu rồi làm tiếp.")
    return found


def locked(version: Version, step: str) -> Version:
    """The version as it is now, held until the act ends. Raises Refused when the step may not be taken from its state."""
    found = Version.objects.select_for_update(of=("self",)).select_related("document__commune").get(pk=version.pk)
    if reason := life.refused(step, found.state):
        raise Refused(reason)
    return found


def move(version: Version, step: str, *, short: bool = False, **fields: Any) -> dict[str, Any]:
    """Takes a step by a guarded update and writes `fields` with it; returns what the history is told of before and after."""
    before, to = version.state, life.after(step, short=short)
    version.state = to
    for name, value in fields.items():
        setattr(version, name, value)
    if version.digest and version.digest != version.fingerprint():
        raise ValueError(f"version {version.pk} is approved: its content is immutable")
    changed = {"state": to, **fields}
    if not Version.objects.filter(pk=version.pk, state=before).update(**changed):
        raise Refused("Bản này vừa đổi bước. Tải lại trang.")
    return {"before": {"state": before}, "after": {"version": version.short, "state": to}}


def enter(version: Version) -> Version | None:
    """Puts an approved version in force and takes the one before out of it; gives that one. Inside an act only."""
    before = Version.objects.select_for_update().filter(document=version.document_id, state=life.IN_FORCE).first()
    if before is not None:
        move(before, "replace", ended_on=version.effective_on, ended_note=f"Thay bằng bản {version.short}")
    move(version, "enter")
    document = version.document
    if document.title != version.title:
        document.title = version.title
        document.save(update_fields=["title"])
    index(document, version)
    return before


def other_hand(version: Version, step: str, actor: Person | None, *, short: bool) -> None:
    """Raises Refused when the same person wrote and judges it."""
    who = life.same_hand(
        step, person=actor.pk if actor else None, drafted=version.drafted_by_id, reviewed=version.reviewed_by_id, short=short
    )
    if who:
        raise Refused(who)


def signature(actor: Person | None, at: datetime) -> dict[str, str]:
    """What the cover says of somebody who signs: name, post and day as they are now."""
    day = timezone.localtime(at).date()
    return {"name": actor.full_name if actor else "", "post": post_of(actor, day) if actor else "", "on": written_day(day)}


def post_of(person: Person, day: date) -> str:
    """The post of a person on a day; their role where no appointment says one."""
    appointment = person.appointments.filter(in_force(day)).order_by("-valid_from").first()
    if appointment:
        return str(appointment.post)
    held_now = person.mandate(day).roles
    return next((role.label for role in type(next(iter(held_now))) if role in held_now), "") if held_now else ""


def settle(version: Version) -> None:
    """What follows from what a version says: its citations, and its document in the search."""
    document = version.document
    cite(version.ref, version.content.cited(), commune=document.commune_id)
    index(document, version)


def index(document: ControlledDocument, version: Version | None = None) -> None:
    """Makes the document findable by code, title and what a version says of purpose and steps."""
    content = version.content if version else None
    steps = [step.name for step in content.steps] if content else []
    text = [document.title, content.purpose if content else "", *steps]
    lookup.put(document.ref, commune=document.commune_id, title=f"{document.code}: {document.title}", text="\n".join(text))


def of_the_ward(commune: str, *things: Any) -> None:
    """Raises Refused when something chosen in a form belongs to another ward."""
    if any(thing is not None and thing.commune_id != commune for thing in things):
        raise Refused("Có mục vừa chọn không thuộc phường này. Tải lại trang rồi chọn lại.")


def reason_given(text: str, wanted: str) -> str:
    """The text without its blanks. Raises Refused when there is none."""
    if not text.strip():
        raise Refused(f"Chưa ghi {wanted}. Ghi rồi bấm lại.")
    return text.strip()


def commune_settings(commune: Commune) -> QualitySettings:
    """The row of the ward, made where there was none."""
    found, _ = QualitySettings.objects.get_or_create(commune=commune)
    return found
