"""The facts of a dossier for the draft of its letter of apology."""

from datetime import date

from minhchung.apps.dossiers.models import DossierCard
from minhchung.apps.dossiers.record import DossierRecord
from minhchung.apps.organisations.models import Commune
from minhchung.flow.backlog import backlog_checklist
from minhchung.letters.apology import ApologyFacts, apology_letter

KINDS = ("Phường ", "Xã ", "Đặc khu ", "Thị trấn ")


def letter_of(record: DossierRecord, commune: Commune, card: DossierCard | None, *, on: date, reason: str, new_due: date | None) -> bytes:
    """The draft as DOCX. `reason` empty: the cause that was recorded; `new_due` None: the new day of the recorded letter, else a gap."""
    found = backlog_checklist().cause_named(card.cause) if card and card.cause else None
    facts = ApologyFacts(
        commune=_inside(commune.name),
        place=_place(commune.name),
        on=on,
        code=record.code,
        procedure=record.row.get("procedure") or "",
        received=record.moment("received_at"),
        due=record.moment("due_at"),
        due_is_day=record.is_day("due_at"),
        reason=reason or (_first_small(found[1].title) if found else ""),
        new_due=new_due or (card.apology_due_on if card else None),
    )
    return apology_letter(facts)


def _inside(name: str) -> str:
    """ "Phường Vân Khê" inside a sentence: "phường Vân Khê"."""
    return _first_small(name) if name.startswith(KINDS) else name


def _place(name: str) -> str:
    return next((name.removeprefix(kind) for kind in KINDS if name.startswith(kind)), name)


def _first_small(text: str) -> str:
    return text[:1].lower() + text[1:]
