"""What the dossiers tell of a procedure: how many of it are open and late now, with the list of them."""

from datetime import datetime

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
from django.urls import reverse

from minhchung.apps.dossiers.calling import ALL, PICKS
from minhchung.apps.dossiers.lake import slots_of
from minhchung.apps.dossiers.narrowing import is_of
from minhchung.apps.dossiers.reading import Opened, opened
from minhchung.apps.dossiers.rights import reads_detail
from minhchung.apps.organisations.models import Person
from minhchung.apps.procedures.beside import Line, Told
from minhchung.apps.procedures.models import Procedure
from minhchung.flow.calls import call_lists
from minhchung.flow.columns import OPEN
from minhchung.flow.inputs import Tables

SHOWN = (ALL, "qua-han", "hom-nay", "bo-sung")
"""Picks of the working list that are counted."""
NEVER_EMPTY = (ALL, "qua-han")


def dossiers_of(person: Person, procedure: Procedure, now: datetime) -> Told | None:
    """For who reads dossiers one by one; nothing where no dossiers were brought in."""
    commune = procedure.commune
    lake = opened(commune) if reads_detail(person, commune) else None
    if lake is None:
        return None
    rows = _lists_of(lake, procedure.code, now)
    if not rows:
        return Told("Hồ sơ", [], "Không có hồ sơ chưa xong của thủ tục này.")
    lines = []
    for pick in SHOWN:
        words, listed = PICKS[pick]
        count = sum(not listed or listed in lists for lists in rows)
        if count or pick in NEVER_EMPTY:
            url = f"{reverse('dossiers:overview')}?loc={pick}&thu-tuc={procedure.code}"
            lines.append(Line(words, url, str(count), late=pick == "qua-han" and count > 0))
    return Told("Hồ sơ", lines)


def _lists_of(lake: Opened, procedure: str, now: datetime) -> list[list[str]]:
    """The lists in which each open dossier of the procedure stands. Told from its own rows only: the lists of all dossiers take seconds
    after an import, and risk, which needs the others, is not counted here."""
    if "procedure_code" not in lake.current.columns:
        return []
    present = pc.unique(lake.tables.read("dossiers", ("code", "procedure_code")).rows["procedure_code"]).to_pylist()
    wanted = pa.array((each for each in present if is_of({"procedure_code": each}, procedure)), pa.string())
    of_it = ds.field("procedure_code").isin(wanted) & ds.field("status").isin(list(OPEN))
    dossiers = lake.current.dataset("dossiers").to_table(filter=of_it)
    asked = lake.current.dataset("supplements").to_table(filter=ds.field("code").isin(dossiers["code"].combine_chunks()))
    told = call_lists(Tables(dossiers, None, asked, lake.tables.precision), slots_of(lake.calendar), as_of=now)
    lists: list[list[str]] = told.rows["lists"].to_pylist()
    return lists
