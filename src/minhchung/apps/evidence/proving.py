"""Whether requirements are proven: claims as pieces, what the file says before what the register and the person say.

A page of criteria asks `sufficed` once for all its requirements; a score, which belongs to no person and to any day, asks `sufficed_by`.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Literal, TypeVar, cast

from minhchung.apps.documents.fields import code_said
from minhchung.apps.documents.rules import TYPE_NAMES, numbered
from minhchung.apps.evidence import queries
from minhchung.apps.evidence.claimable import accepted_since
from minhchung.apps.evidence.facts import blob_of, day_of, said_of, signatures_of, typed_of
from minhchung.apps.evidence.models import Claim
from minhchung.apps.evidence.rules import Asked, Offer, Offered, Piece, Signed, Sufficed, Told, differences, offers, suffices
from minhchung.apps.evidence.rules.faults import Media, Source
from minhchung.apps.files.models import Blob
from minhchung.apps.ground.refs import Ref
from minhchung.apps.ground.subjects import describe
from minhchung.apps.organisations.models import Commune, Person
from minhchung.apps.organisations.naming import UnitName, chosen, match_units
from minhchung.apps.organisations.written import written_names
from minhchung.text.extract import MediaType
from minhchung.text.extract.model import IMAGES
from minhchung.text.normal import fold

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")
_SHEETS = (MediaType.XLSX, MediaType.XLS)
_READING = {Blob.TextState.WAITING: "wait", Blob.TextState.FAILED: "failed", Blob.TextState.NONE: "failed", Blob.TextState.SECRET: "secret"}
_LONGEST_LIKE = 60
"""Longer words are no name of a unit; they are compared by their beginning only."""


@dataclass(frozen=True)
class Need:
    """What is asked, and the subjects whose evidence may prove it: the criterion itself and the work linked to it."""

    asked: Asked
    subjects: Collection[Ref]


def sufficed(person: Person, needs: Mapping[K, Need], *, year: int, today: date) -> dict[K, Sufficed]:
    """How each requirement stands by the evidence the person may read. A constant number of queries, whatever the number of needs."""
    if person.commune is None:
        return {}
    found = queries.claims_for(person, {ref for need in needs.values() for ref in need.subjects})
    return sufficed_by(person.commune, needs, found, year=year, today=today)


def sufficed_by(
    commune: Commune, needs: Mapping[K, Need], found: Mapping[Ref, Sequence[Claim]], *, year: int, today: date
) -> dict[K, Sufficed]:
    """The same by the given claims of each subject, as they were on the day `today` (then.py): for scores and jobs, which are nobody's."""
    on = min(today, date(year, 12, 31))
    units = written_names(commune).units
    # The same thing shown for two of the subjects is one piece.
    made = {claim.pk: piece_of(claim, units, on, commune.name) for claims in found.values() for claim in claims}
    in_force = [unit.name for unit in units if unit.is_valid(on)]
    return {
        key: suffices(need.asked, _once(need, found, made), year=year, units=in_force, today=today) for key, need in needs.items()
    }  # fmt: skip


def _once(need: Need, found: Mapping[Ref, Sequence[Claim]], made: Mapping[int, Piece]) -> list[Piece]:
    """The pieces of a need. What is shown for several of its subjects counts once, as the one that was judged best."""
    order = {"good": 0, "wait": 1, "bad": 2}
    claims = sorted((claim for ref in need.subjects for claim in found.get(ref, ())), key=lambda claim: (order[claim.state], claim.pk))
    chosen_ones = {(claim.file_id, claim.document_id if claim.file_id is None else None): claim for claim in reversed(claims)}
    return [made[claim.pk] for claim in sorted(chosen_ones.values(), key=lambda claim: claim.pk)]


def offered(person: Person, asked: Mapping[K, tuple[Asked, str]], *, year: int, today: date) -> dict[K, list[Offer[K]]]:
    """What the evidence of accepted work may prove: for each requirement (with the title of its leaf) the pieces judged good that look
    like it. A person takes an offer by claiming the piece for the leaf; nothing is linked here."""
    if person.commune is None:
        return {}
    good = queries.live(person).filter(state=Claim.State.GOOD).order_by().values_list("kind", "key").distinct()
    accepted = accepted_since({Ref(kind, key) for kind, key in good})
    by_work = queries.claims_for(person, list(accepted))
    titles = {ref: each.title for ref, each in describe(person, by_work).items()}
    units, on = written_names(person.commune).units, min(today, date(year, 12, 31))
    shown = [
        Offered(piece_of(claim, units, on, person.commune.name), titles.get(ref, ""))
        for ref, claims in by_work.items()
        for claim in claims
        if claim.state == Claim.State.GOOD
    ]
    return offers(shown, asked, year=year)


def piece_of(claim: Claim, units: tuple[UnitName, ...], on: date, commune_name: str) -> Piece:
    """The claim as the rules take it. `units` are all the ward's units, `on` the day on which their names hold."""
    blob, document, said = blob_of(claim), claim.document, said_of(claim)
    head: Mapping[str, Any] = blob.said if blob else {}
    holds: Mapping[str, Any] = (blob.contents if blob else None) or {}
    code, symbol = code_said(head), str(head.get("symbol") or "")
    of_file = str(head.get("type_text") or "") or TYPE_NAMES.get(numbered(code).series, "") if code or head.get("type_text") else ""
    signatures = signatures_of(claim)
    return Piece(
        key=str(claim.pk),
        title=claim.title,
        state=cast(Literal["wait", "good", "bad"], claim.state),
        reason=claim.reason,
        media=_media(blob),
        has_file=blob is not None,
        reading=_reading(blob, holds),
        type=_told(of_file, document.type if document else "", ""),
        number=_told(said.number, document.code if document else "", claim.typed_number),
        dated=_told(day_of(claim), document.issued_on if document else None, claim.typed_date),
        issuer=_told(said.issuer, document.issuer if document else "", claim.typed_issuer),
        list_title=str(holds.get("title") or ""),
        blank_number=bool(said.number and symbol) and not head.get("number") and numbered(symbol).number is None,
        signed=Signed(signatures.readable, signatures.count, signatures.intact, signatures.changed_after),
        differences=tuple(differences(typed_of(claim), said)),
        address=str(holds.get("address") or ""),
        rows=holds.get("rows"),
        units=_units(said.issuer, holds, units, on, commune_name),
        periods=tuple(holds.get("periods") or ()),
    )


def _told(said: T, registered: T, typed: T) -> Told[T]:
    sources: Iterable[tuple[T, Source]] = ((said, "file"), (registered, "register"), (typed, "typed"))
    return next((Told(value, source) for value, source in sources if value), Told(said, ""))


def _reading(blob: Blob | None, holds: Mapping[str, Any]) -> str:
    """How the reading stands; a spreadsheet is counted, not read."""
    if blob is None or _media(blob) == "sheet":
        return ""
    return _READING.get(cast(Any, blob.text_state), "") or ("scanned" if holds.get("scanned") else "")


def _media(blob: Blob | None) -> Media:
    if blob is None:
        return "other"
    if blob.media_type == MediaType.PDF:
        return "pdf"
    return "image" if blob.media_type in IMAGES else "sheet" if blob.media_type in _SHEETS else "other"


def _units(issuer: str, holds: Mapping[str, Any], units: tuple[UnitName, ...], on: date, commune_name: str) -> frozenset[str]:
    """The ward's units a piece speaks of. A text that a unit itself issued speaks of that unit, whomever else it mentions; a list of
    what it lists."""
    own = _unit_named(issuer, units, on, commune_name) if issuer and not holds.get("rows") else None
    names = [issuer] if own else list(holds.get("names") or ())
    return frozenset(unit for name in names if (unit := _unit_named(name, units, on, commune_name)) is not None)


@lru_cache(maxsize=8192)
def _unit_named(name: str, units: tuple[UnitName, ...], on: date, commune_name: str) -> str | None:
    """The name of the unit that the words begin with, or that they mean by the ward's aliases."""
    by_id = {unit.id: unit for unit in units}
    key = fold(name) + " "
    begun = [unit for unit in units if unit.is_valid(on) and any(key.startswith(fold(form) + " ") for form in (unit.name, *unit.aliases))]
    if begun:
        return max(begun, key=lambda unit: len(unit.name)).name
    if len(name) > _LONGEST_LIKE:
        return None
    match = chosen(match_units(name, units, on, commune_name=commune_name))
    return by_id[match.unit_id].name if match else None
