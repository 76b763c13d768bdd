"""What checks look at in the lake: late dossiers with their cards, due dates that moved, waits for supplements, shares by month."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from minhchung.apps.dossiers.keys import SOURCE, dossier_key
from minhchung.apps.dossiers.models import ApologyLetter, DossierCard
from minhchung.apps.dossiers.reading import Opened, opened
from minhchung.apps.ground.problems import Look
from minhchung.apps.ground.refs import Ref
from minhchung.apps.ground.waits import usual_at_most
from minhchung.apps.organisations.models import Commune
from minhchung.apps.organisations.naming import chosen, match_units
from minhchung.apps.organisations.written import WrittenNames, written_names
from minhchung.flow.anomalies import Anomaly
from minhchung.flow.columns import GIVEN_BACK, Status
from minhchung.flow.inputs import codes_of

T = TypeVar("T")
SNAPSHOT_TIME = len("20261120T074500")


@dataclass(frozen=True)
class Found(Generic[T]):
    """Something of a dossier (of a unit where `code` is ""), with the unit of the ward that the lake names for it."""

    commune: str
    code: str
    unit: int | None
    what: T

    @property
    def units(self) -> tuple[int, ...]:
        """Who answers for it."""
        return (self.unit,) if self.unit is not None else ()

    @property
    def subject(self) -> Ref:
        """The dossier; else the unit, else the ward."""
        if self.code:
            return Ref("dossier", dossier_key(self.commune, self.code))
        return Ref("unit", str(self.unit)) if self.unit is not None else Ref("commune", self.commune)


@dataclass(frozen=True)
class Lake:
    """The generation in use with the ward's names of units, for one look."""

    look: Look
    opened: Opened
    commune: Commune
    names: WrittenNames
    known: dict[str, int | None]

    @classmethod
    def of(cls, look: Look) -> "Lake | None":
        """None when nothing was imported yet. A run reads one generation to its end."""

        def read() -> "tuple[Opened | None, Commune, WrittenNames, dict[str, int | None]]":
            commune = Commune.objects.get(pk=look.scope.commune)
            return opened(commune), commune, written_names(commune), {}

        lake, commune, names, known = look.once("dossiers.lake", read)
        return cls(look, lake, commune, names, known) if lake else None

    def found(self, rows: Iterable[tuple[str, str | None, T]]) -> Iterator[Found[T]]:
        """Code, unit as the lake writes it, and the thing → those of the scope."""
        for code, unit, what in rows:
            key = self._unit(unit)
            if self.look.scope.unit is None or key == self.look.scope.unit:
                yield Found(self.commune.pk, code, key, what)

    def _unit(self, text: str | None) -> int | None:
        if text is None:
            return None
        if text not in self.known:
            match = chosen(match_units(text, self.names.units, self.look.today, bodies=self.names.bodies, commune_name=self.commune.name))
            self.known[text] = match.unit_id if match else None
        return self.known[text]


@dataclass(frozen=True)
class Late:
    """A late dossier. `late_days`: working days, None without a calendar. `apologised`: the dossier system says a letter went out."""

    row: Mapping[str, Any]
    card: DossierCard | None
    apologised: bool

    @property
    def late_days(self) -> int | None:
        """Working days past the due date."""
        days: int | None = self.row["late_days"]
        return days


def late(look: Look) -> Iterator[Found[Late]]:
    """The dossiers that are late now."""
    lake = Lake.of(look)
    if lake is None:
        return
    rows = lake.opened.late(look.now).select(["code", "unit", "procedure", "due_at", "late_days"]).to_pylist()
    cards = {card.code: card for card in DossierCard.objects.filter(commune=lake.commune, source=SOURCE)}
    sent = lake.opened.tables.read("dossiers", ("code", "apology_sent")).rows
    apologised = set(sent.filter(pc.fill_null(sent["apology_sent"], False))["code"].to_pylist())
    yield from lake.found((row["code"], row["unit"], Late(row, cards.get(row["code"]), row["code"] in apologised)) for row in rows)


@dataclass(frozen=True)
class Moved:
    """A due date that one export gave and the next gave otherwise. `explained`: a supplement or a letter of apology names the new day."""

    before: date
    after: date
    seen_at: datetime
    explained: bool


def moved(look: Look) -> Iterator[Found[Moved]]:
    """The due dates that moved between two exports."""
    lake = Lake.of(look)
    if lake is None:
        return
    changes = lake.opened.current.dataset("changes").to_table(filter=ds.field("kind") == "due-moved").to_pylist()
    changed = [change for change in changes if change["before"] and change["after"]]
    codes = pa.array(sorted({change["code"] for change in changed}), pa.string())
    units = _column(lake.opened, codes, "unit")
    explained = _days_promised(lake, codes)
    yield from lake.found((change["code"], units.get(change["code"]), _moved(change, explained)) for change in changed)


def _moved(change: Mapping[str, Any], explained: set[tuple[str, date]]) -> Moved:
    before, after = (date.fromisoformat(change[name][:10]) for name in ("before", "after"))
    seen_at = datetime.strptime(change["newer"][:SNAPSHOT_TIME], "%Y%m%dT%H%M%S")  # noqa: DTZ007 - wall clock, as the lake has it
    return Moved(before, after, seen_at, (change["code"], after) in explained)


def _column(lake: Opened, codes: pa.Array, name: str) -> dict[str, str | None]:
    rows = lake.tables.read("dossiers", ("code", name)).rows
    kept = rows.filter(pc.is_in(rows["code"], value_set=codes))
    return dict(zip(kept["code"].to_pylist(), kept[name].to_pylist(), strict=True))


def _days_promised(lake: Lake, codes: pa.Array) -> set[tuple[str, date]]:
    """Code and day of every new due date that a supplement brought or a letter of apology named."""
    rows = lake.opened.tables.read("supplements", ("code", "seq", "due_after")).rows
    kept = rows.filter(pc.is_in(rows["code"], value_set=codes)).to_pylist()
    letters = ApologyLetter.objects.filter(card__commune=lake.commune, card__source=SOURCE, withdrawn_at=None)
    told = letters.values_list("card__code", "due_on")
    return {(row["code"], row["due_after"].date()) for row in kept if row["due_after"]} | set(told)


@dataclass(frozen=True)
class Waiting:
    """The last request for a supplement. `days` waited, until it was given or now; `usual`: what most earlier ones took at most, None when
    too little is known."""

    status: str | None
    asked_at: datetime
    days: int
    usual: int | None


def waiting(look: Look) -> Iterator[Found[Waiting]]:
    """The last request for a supplement of each dossier that had one."""
    lake = Lake.of(look)
    if lake is None:
        return
    dossiers = lake.opened.tables.read("dossiers", ("code", "unit", "status", "supplement_asked_at", "supplement_given_at")).rows
    requests = _requests(lake.opened, dossiers)
    past = ((given.date() - asked.date()).days for asked, given in requests.values() if given is not None)
    usual = usual_at_most(past, percent=look.given["percent"], least=look.given["least"])
    kept = dossiers.filter(pc.is_in(dossiers["code"], value_set=pa.array(list(requests), pa.string())))
    for code, unit, status in zip(*(kept[name].to_pylist() for name in ("code", "unit", "status")), strict=True):
        asked, given = requests[code]
        days = ((given.date() if given else look.today) - asked.date()).days
        yield from lake.found([(code, unit, Waiting(status, asked, days, usual))])


def _requests(lake: Opened, dossiers: pa.Table) -> dict[str, tuple[datetime, datetime | None]]:
    """The last request of each dossier: asked, given. From the list of requests, else as the dossier itself names it."""
    own = dossiers.filter(pc.is_valid(dossiers["supplement_asked_at"]))
    listed = lake.tables.read("supplements", ("code", "seq", "asked_at", "given_at")).rows.sort_by("seq")
    found: dict[str, tuple[datetime, datetime | None]] = {}
    for table, names in ((own, ("supplement_asked_at", "supplement_given_at")), (listed, ("asked_at", "given_at"))):
        for code, asked, given in zip(*(table[name].to_pylist() for name in ("code", *names)), strict=True):
            if asked is not None:
                found[code] = asked, given if given is not None and given >= asked else None
    return found


@dataclass(frozen=True)
class Share:
    """Of the dossiers that a unit received in the running month, how many were sent back or asked for a supplement. `usual`: the share in
    percent that most earlier months did not exceed; None when there are too few of them."""

    month: str
    received: int
    sent_back: int
    usual: int | None

    @property
    def percent(self) -> float:
        """In percent; 0 of none."""
        return 100 * self.sent_back / self.received if self.received else 0


def sent_back(look: Look) -> Iterator[Found[Share]]:
    """One share per unit that received dossiers this month."""
    lake = Lake.of(look)
    if lake is None:
        return
    read = lake.opened.tables.read("dossiers", ("code", "unit", "status", "received_at", "supplement_asked_at"))
    units, names = codes_of(read.rows["unit"])
    back = read.one_of("status", (*GIVEN_BACK, Status.REFUSED)) | ~np.isnat(read.moments("supplement_asked_at"))
    months = read.moments("received_at").astype("datetime64[M]")
    now = np.datetime64(look.today.replace(day=1), "M")
    shares = []
    for number, name in enumerate(names):
        own = (units == number) & ~np.isnat(months)
        counts = {month: (own & (months == month)) for month in np.unique(months[own & (months > now - 25) & (months <= now)])}
        told = {month: (int(rows.sum()), int((rows & back).sum())) for month, rows in counts.items()}
        received, sent = told.pop(now, (0, 0))
        past = (round(100 * many / of) for of, many in told.values() if of >= look.given["few"])
        usual = usual_at_most(past, percent=look.given["percent"], least=look.given["least"])
        shares.append(("", name, Share(f"{look.today:%Y-%m}", received, sent, usual)))
    yield from lake.found(share for share in shares if share[2].received)


def anomalies(look: Look, kind: str) -> Iterator[Found[Anomaly]]:
    """The questions of one kind about the clock of the record."""
    lake = Lake.of(look)
    if lake is not None:
        asked = (each for each in lake.opened.anomalies().anomalies if each.kind == kind)
        yield from lake.found((each.code, each.unit, each) for each in asked)


def whole(look: Look) -> tuple[str, int]:
    """The dossiers of the lake: what the checks of dossiers go through, however few they are handed."""
    lake = Lake.of(look)
    if lake is None:
        return "hồ sơ", 0
    return "hồ sơ", look.once("dossiers.count", lambda: lake.opened.tables.read("dossiers", ("code",)).rows.num_rows)


def too_old(code: str, look: Look) -> bool:
    """Whether the dossier ended more than `days` (a parameter of the check; 0: no limit) ago. Known of those with questions only."""
    days, ended = look.given["days"], look.once("dossiers.ended", lambda: _ended(look)).get(code)
    return bool(days) and ended is not None and (look.today - ended).days > days


def _ended(look: Look) -> Mapping[str, date]:
    """The last day of the dossiers that leave a question and have ended: when they were finished or, later, given to the applicant."""
    lake = Lake.of(look)
    if lake is None:
        return {}
    codes = pa.array(sorted({each.code for each in lake.opened.anomalies().anomalies}), pa.string())
    rows = lake.opened.tables.read("dossiers", ("code", "finished_at", "delivered_at")).rows
    kept = rows.filter(pc.is_in(rows["code"], value_set=codes))
    last = pc.max_element_wise(kept["finished_at"], kept["delivered_at"])
    return {code: at.date() for code, at in zip(kept["code"].to_pylist(), last.to_pylist(), strict=True) if at is not None}
