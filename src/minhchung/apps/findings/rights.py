"""Who may act on findings. Everybody of the ward reads them (DESIGN 6.6).

Explaining and planning belong to the units a finding stands under and to who coordinates; giving the work to who assigns; judging that
it helped to an inspector, the standing officer or the leadership, never to a unit the finding stands under.
"""

from typing import Any

from minhchung.apps.findings.models import Finding, Waiver
from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.rights import holding, in_own_commune, leads, mandate_of, predicate


def finding_of(thing: Any) -> Finding | None:
    """The finding a thing is about."""
    return thing.finding if isinstance(thing, Waiver) else thing if isinstance(thing, Finding) else None


def units_of(thing: Any) -> frozenset[int]:
    """The units the finding stands under."""
    found = finding_of(thing)
    return frozenset(each.unit_id for each in found.units.all()) if found else frozenset()


@predicate
def of_its_unit(person: Any, thing: Any) -> bool:
    """Works in a unit the finding stands under."""
    return bool(in_own_commune(person, thing)) and not mandate_of(person).units.isdisjoint(units_of(thing))


@predicate
def heads_its_unit(person: Any, thing: Any) -> bool:
    """Is head of a unit the finding stands under."""
    return bool(in_own_commune(person, thing)) and not mandate_of(person).headed.isdisjoint(units_of(thing))


coordinates = holding(Role.LEADER, Role.STANDING)
reviews = holding(Role.LEADER, Role.STANDING, Role.INSPECTOR)
"""Lãnh đạo, the CCHC standing officer and inspectors look through records and put down what they find."""
explains = coordinates | of_its_unit
plans = coordinates | heads_its_unit
gives_work = coordinates
evaluates = leads | (reviews & ~of_its_unit)
"""Who judges is not of the unit judged; that he did none of the work himself is asked by the act."""
closes = reviews
asks_waiver = reviews | heads_its_unit
decides_waiver = leads
