"""The evidence of one subject as a page shows it: `{% include "evidence/list.html" with panel=panel %}`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from minhchung.apps.evidence import queries, rights
from minhchung.apps.evidence.claimable import CLAIMABLE, FOUND_AS, Place, accepted_since, owes, periods_of
from minhchung.apps.evidence.facts import Looked, looked_at, shown
from minhchung.apps.evidence.models import Claim
from minhchung.apps.evidence.rules import Period, Sufficiency, sufficiency
from minhchung.apps.ground import lookup
from minhchung.apps.ground.refs import Ref
from minhchung.apps.ground.subjects import Described, describe
from minhchung.apps.organisations.models import Person

PLACES = 20
"""So many places are offered for one search."""
WORDS = {"good": ("full", "Đạt"), "bad": ("wrong", "Chưa đạt"), "wait": ("wait", "Chờ kiểm tra")}


@dataclass(frozen=True)
class Line:
    """One piece of evidence: `state` and `words` for `c-ev`, `others` the other subjects its file proves, `accepted_at` when its subject
    had been accepted before this piece was added."""

    looked: Looked
    state: str
    words: str
    others: int
    accepted_at: datetime | None


@dataclass(frozen=True)
class Panel:
    """Everything `evidence/list.html` shows of one subject; `unasked` where it has nothing to show and owes nothing."""

    place: Place
    sufficiency: Sufficiency
    period: Period | None
    lines: Sequence[Line]
    may_claim: bool
    unasked: bool


def panel(person: Person, ref: Ref, *, need: int = 1) -> Panel:
    """The evidence of a subject for its page. Raises Http404 when the person may not read the subject."""
    place = queries.place(person, ref.kind, ref.key)
    claims = queries.claims_for(person, [ref]).get(ref, [])
    period = periods_of([ref]).get(ref)
    return Panel(
        place,
        sufficiency(shown(claims), need=need, period=period),
        period,
        lines_of(person, claims, {ref: period} if period else {}),
        bool(rights.claims(person, place)),
        not claims and not owes(ref),
    )


def places_for(person: Person, words: str, *, limit: int = PLACES) -> list[Described]:
    """What holds the words and takes evidence from this person, best first; nothing without words."""
    found = [each.ref for each in lookup.search(person, words)] if words.strip() else []
    named = {kind: FOUND_AS[kind]([ref.key for ref in found if ref.kind == kind]) for kind in {ref.kind for ref in found} & set(FOUND_AS)}
    refs = [place for ref in found for place in (named[ref.kind].get(ref.key, ()) if ref.kind in named else [ref])]
    takes = (ref for ref in refs if ref.kind in CLAIMABLE and rights.claims(person, Place(person.commune_id or "", ref.kind, ref.key)))
    chosen = list(islice(takes, limit))
    seen = describe(person, chosen)
    return [seen[ref] for ref in chosen if ref in seen]


def lines_of(person: Person, claims: Sequence[Claim], periods: dict[Ref, Period]) -> list[Line]:
    """The lines of a list; the period of each claim's subject by address."""
    used = queries.uses(person, claims)
    accepted = accepted_since({Ref(claim.kind, claim.key) for claim in claims})
    return [_line(claim, periods.get(Ref(claim.kind, claim.key)), used, accepted.get(Ref(claim.kind, claim.key))) for claim in claims]


def _line(claim: Claim, period: Period | None, used: dict[int, list[Ref]], accepted: datetime | None) -> Line:
    looked = looked_at(claim, period)
    state, words = WORDS[claim.state]
    if claim.state == Claim.State.GOOD and period is not None and looked.dated is not None and not period.holds(looked.dated):
        state, words = "wrong", "Sai kỳ"
    others = len([ref for ref in used.get(claim.file_id or 0, []) if ref != Ref(claim.kind, claim.key)])
    return Line(looked, state, words, others, accepted if accepted is not None and claim.claimed_at > accepted else None)


def subjects_of(person: Person, claims: Sequence[Claim]) -> dict[Ref, Described]:
    """Title and address of what each claim proves."""
    return describe(person, {Ref(claim.kind, claim.key) for claim in claims})
