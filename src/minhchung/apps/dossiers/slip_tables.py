"""Control slips and signing times as the engine takes them, in the names that the lake itself uses for units and officers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import pyarrow as pa
import pyarrow.compute as pc
from django.db.models import Count, Max, QuerySet

from minhchung.apps.dossiers.keys import SOURCE
from minhchung.apps.dossiers.models import ResultSignature, SlipHandover
from minhchung.apps.ground.clock import ZONE
from minhchung.apps.organisations.models import Commune
from minhchung.apps.organisations.naming import chosen, match_units
from minhchung.apps.organisations.written import written_names
from minhchung.flow.inputs import Tables
from minhchung.text import fold

SLIP = pa.schema([("code", pa.string()), ("seq", pa.int32()), ("unit", pa.string()), ("officer", pa.string()), ("at", pa.timestamp("s"))])
SIGNED = pa.schema([("code", pa.string()), ("signed_at", pa.timestamp("s"))])


@dataclass(frozen=True)
class Slips:
    """The slips of a commune as they stand: two of the same commune are equal while nothing was recorded or taken back between them."""

    commune: str
    lines: int
    last: datetime | None
    withdrawn: datetime | None


def slips_now(commune: str) -> Slips:
    """The present state, for a cache to tell an old answer by; one query."""
    seen = SlipHandover.objects.filter(commune=commune, source=SOURCE).aggregate(
        lines=Count("pk"), last=Max("recorded_at"), withdrawn=Max("withdrawn_at")
    )
    return Slips(commune, seen["lines"], seen["last"], seen["withdrawn"])


def handovers_of(commune: str, codes: Iterable[str] | None = None) -> QuerySet[SlipHandover]:
    """The hand-overs that count, of some dossiers or of all, in their order."""
    rows = SlipHandover.objects.filter(commune=commune, source=SOURCE, withdrawn_at=None).select_related("person", "unit")
    return rows if codes is None else rows.filter(code__in=list(codes))


def in_order(handovers: Iterable[SlipHandover]) -> list[SlipHandover]:
    """Dossier by dossier, as the slips of each go on: the order of `slip_table`."""
    return sorted(handovers, key=lambda each: (each.code, each.taken_at, each.pk))


def slip_table(handovers: Iterable[SlipHandover], names: "LakeNames") -> pa.Table:
    """One row a hand-over (code, seq, unit, officer, at): `seq` counts within a dossier, `at` is wall-clock time of Viet Nam.

    An officer whom the lake never names is left out: their unit stands for them.
    """
    rows, turns = [], dict[str, int]()
    for each in in_order(handovers):
        turns[each.code] = turns.get(each.code, 0) + 1
        unit = names.unit(each.unit_id, each.unit.name if each.unit else None)
        officer = each.person.full_name if each.person else None
        known = officer if officer and (unit is None or fold(officer) in names.officers) else None
        rows.append({"code": each.code, "seq": turns[each.code], "unit": unit, "officer": known, "at": _wall(each.taken_at)})
    return pa.Table.from_pylist(rows, schema=SLIP)


def signed_table(signatures: Iterable[ResultSignature]) -> pa.Table:
    """One row a signed result (code, signed_at)."""
    return pa.Table.from_pylist([{"code": each.code, "signed_at": _wall(each.signed_at)} for each in signatures], schema=SIGNED)


@dataclass(frozen=True)
class LakeNames:
    """How the lake writes units (by the key of the ward's unit) and which officers it names (folded)."""

    units: dict[int, str]
    officers: frozenset[str]

    def unit(self, pk: int | None, name: str | None) -> str | None:
        """The lake's word for a unit; the unit's own name where the lake never names it."""
        return self.units.get(pk, name) if pk is not None else name


def lake_names(tables: Tables, commune: Commune, on: date) -> LakeNames:
    """Each unit the steps name, matched with the ward's list as every written name of a unit is."""
    steps = tables.read("steps", ("unit", "officer"))
    written, units = written_names(commune), dict[int, str]()
    for text in pc.unique(steps.rows["unit"]).drop_null().to_pylist():
        match = chosen(match_units(text, written.units, on, bodies=written.bodies, commune_name=commune.name))
        if match is not None:
            units.setdefault(match.unit_id, text)
    officers = frozenset(fold(name) for name in pc.unique(steps.rows["officer"]).drop_null().to_pylist())
    return LakeNames(units, officers)


def _wall(moment: datetime) -> datetime:
    return moment.astimezone(ZONE).replace(tzinfo=None, microsecond=0)
