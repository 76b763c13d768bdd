"""Our own due date of every open dossier, by how the time of its procedure runs: where it says another day than the appointment."""

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow.dataset as ds
from django.db.models import Q

from minhchung.apps.dossiers.catalogue_limits import CatalogueLimit, limits_of
from minhchung.apps.dossiers.own_due import NOTHING_KNOWN, OwnDue, Terms, own_due
from minhchung.apps.dossiers.reading import Opened, tables_of
from minhchung.apps.dossiers.record import DossierRecord
from minhchung.apps.procedures.models import Procedure
from minhchung.apps.procedures.rules import code_of
from minhchung.flow.columns import OPEN
from minhchung.flow.current import Current
from minhchung.worktime import Calendar
from minhchung.worktime.deadline import Policy

POLICIES: dict[str, Policy] = {"restart": "restart", "shift": "shift"}
ByCode = tuple[tuple[str, Terms], ...]
"""Terms by national code of the procedure, in order of the code: only of procedures of which something is said."""


def terms_of(procedure: Procedure | None, limits: tuple[CatalogueLimit, ...] = ()) -> Terms:
    """How the time of its dossiers runs, as far as the ward has said, and what its catalogue says of the limit."""
    return NOTHING_KNOWN if procedure is None else Terms(POLICIES.get(procedure.after_supplement), procedure.cutoff, limits)


def otherwise(lake: Opened) -> Mapping[str, OwnDue]:
    """The open dossiers whose appointment is another day than ours, or that have none, by code. One query, and one for the catalogue where
    exports leave limits out; told once for a generation and what the ward says of its procedures."""
    bare = _without_limit(lake.current.path)
    asked = ~Q(after_supplement="", cutoff=None) | Q(code__in=bare)
    said = list(Procedure.objects.filter(asked, commune=lake.commune).order_by("code"))
    limits = limits_of(lake.commune, [each for each in said if each.code in bare])
    return _otherwise(lake.current.path, lake.calendar, tuple((each.code, terms_of(each, limits.get(each.code, ()))) for each in said))


@lru_cache(maxsize=8)
def _without_limit(path: Path) -> frozenset[str]:
    """The national codes of the procedures of open dossiers for which the export gives no limit."""
    dossiers = Current.at(path).dataset("dossiers")
    if not {"procedure_code", "status"} <= set(dossiers.schema.names):
        return frozenset()
    bare = ds.field("status").isin(list(OPEN))
    if {"limit_amount", "limit_unit"} <= set(dossiers.schema.names):
        bare &= ds.field("limit_amount").is_null() | ds.field("limit_unit").is_null()
    rows = dossiers.to_table(columns=["procedure_code"], filter=bare)
    codes = (code_of(str(each or "")) for each in set(rows["procedure_code"].to_pylist()))
    return frozenset(code.national for code in codes if code)


@lru_cache(maxsize=8)
def _otherwise(path: Path, calendar: Calendar, terms: ByCode) -> Mapping[str, OwnDue]:
    current, known = Current.at(path), dict(terms)
    asked: dict[str, list[dict[str, Any]]] = defaultdict(list)
    open_now = current.dataset("dossiers").to_table(filter=ds.field("status").isin(list(OPEN)))
    waits = current.dataset("supplements").to_table(filter=ds.field("code").isin(open_now["code"].combine_chunks()))
    for row in sorted(waits.to_pylist(), key=lambda row: (row["code"], row.get("seq") or 0)):
        asked[row["code"]].append(row)
    precision = tables_of(current).precision
    found = {}
    for row in open_now.to_pylist():
        code = code_of(str(row.get("procedure_code") or ""))
        record = DossierRecord(row["code"], row, (), tuple(asked[row["code"]]), (), precision)
        own = own_due(record, calendar, known.get(code.national, NOTHING_KNOWN) if code else NOTHING_KNOWN)
        if own.due is not None and (own.differs or row.get("due_at") is None):
            found[record.code] = own
    return found
