"""Which procedures and workflows are live on a day, which units answer, and what a procedure cites then: one in force cites its legal
basis, the workflow in use the decision that set it."""

from collections.abc import Collection, Mapping
from datetime import date

from minhchung.apps.documents.citing import Place
from minhchung.apps.documents.rules import cited_in
from minhchung.apps.ground.keys import keys_of
from minhchung.apps.procedures.models import Workflow
from minhchung.apps.procedures.queries.standing import standing
from minhchung.apps.procedures.rules import Standing


def live_procedures(commune: str, keys: Collection[str], day: date) -> Mapping[str, frozenset[int]]:
    """Of these procedures those in force on the day, each with the unit in charge."""
    known = standing(commune, day, only=keys_of(keys))
    return {str(each.procedure.pk): _unit(each.procedure.unit_id) for each in known if each.standing.in_force}


def cited_by_procedures(commune: str, keys: Collection[str], day: date) -> Mapping[str, Collection[Place]]:
    """What each of these procedures cites on the day."""
    known = standing(commune, day, only=keys_of(keys))
    return {str(each.procedure.pk): {(one.key, one.article) for one in cited_in(basis_of(each.standing))} for each in known}


def basis_of(standing: Standing) -> str:
    """The numbers a procedure cites while it stands so: only those that are certain; an abolished one cites nothing any more."""
    basis = (standing.content.basis or ()) if standing.in_force else ()
    return "; ".join(dict.fromkeys(each.symbol for each in basis if each.symbol and not each.doubt))


def live_workflows(commune: str, keys: Collection[str], day: date) -> Mapping[str, frozenset[int]]:
    """Of these workflows those in use on the day (the newest of their procedure), each with the unit in charge of the procedure."""
    wanted = set(keys_of(keys))
    rows = Workflow.objects.filter(procedure__commune=commune, procedure__workflows__in=wanted, on__lte=day).order_by("procedure", "-on")
    in_use: dict[int, tuple[int, int | None]] = {}
    for pk, procedure, unit in rows.values_list("pk", "procedure", "procedure__unit"):
        in_use.setdefault(procedure, (pk, unit))
    return {str(pk): _unit(unit) for pk, unit in in_use.values() if pk in wanted}


def _unit(unit: int | None) -> frozenset[int]:
    return frozenset(() if unit is None else (unit,))
