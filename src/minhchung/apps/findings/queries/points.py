"""Points that findings hold up: of the criteria that the record leads to, or that are scored from a figure the check concerns."""

from collections.abc import Collection, Mapping

from minhchung.apps.findings.models import Finding
from minhchung.apps.findings.queries.bands import LIVE
from minhchung.apps.findings.queries.scope import findings_for
from minhchung.apps.ground.problems import CHECKS
from minhchung.apps.ground.refs import Ref
from minhchung.apps.ground.worth import Worth, leaves_of, worth_of
from minhchung.apps.organisations.models import Person


def worth_of_live(person: Person, keys: Collection[int] | None = None) -> Mapping[int, Worth]:
    """Live finding (of `keys`; None: every one) → the criteria it holds up. Those that lead to none, and closed ones, are absent.

    As many queries for a thousand findings as for one.
    """
    found = findings_for(person).filter(LIVE).order_by()
    rows = (found if keys is None else found.filter(pk__in=keys)).values_list("pk", "code", "subject_kind", "subject_key")
    leads = {pk: _leads_to(code, kind, key) for pk, code, kind, key in rows}
    worth = worth_of(person.commune_id or "", {ref for refs in leads.values() for ref in refs})
    held = {pk: tuple(leaves_of(worth.get(ref) for ref in refs)) for pk, refs in leads.items()}
    return {pk: Worth(proves) for pk, proves in held.items() if proves}


def worth_of_one(person: Person, finding: Finding) -> Worth | None:
    """What one finding holds up."""
    return worth_of_live(person, [finding.pk]).get(finding.pk)


def _leads_to(code: str, kind: str, key: str) -> list[Ref]:
    figures = [Ref("figure", name) for name in CHECKS[code].figures] if code in CHECKS else []
    return [*figures, *([Ref(kind, key)] if kind else [])]
