"""Counts kept from night to night: of a part of the lake that nothing touched only the dossiers that move are looked at again.

A dossier is settled at an instant when only a new word from the provincial system can change how it counts, at that instant or any later
one (`settled`). Counts are sums. So of each part of a generation (`flow/parts.py`) two things are kept: the counts of its settled dossiers,
and the rows of the others. A night adds up the kept counts, those of the moving rows at the new instant, and those of the parts that are
new, which are scanned whole and then kept. Nothing kept is ever changed: what a night touched is a new part, with a key of its own.

    <kept>/<question>/AT                     the latest instant at which any of these was counted
    <kept>/<question>/<part>/counts.parquet  dossiers.parquet  [supplements.parquet]
    <kept>/<question>/<run of parts>/counts.arrow  dossiers.parquet  [supplements.parquet]

A question is all that a count depends on beside rows and instant: its conditions, definitions, window and grouping, the columns there are,
the working calendar, and the text of this package, so that no version of the software reads what another one kept.
"""

import hashlib
from collections.abc import Iterable, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from functools import cache, reduce
from importlib.resources import files
from operator import and_
from pathlib import Path

import duckdb
import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from minhchung.flow.columns import DOSSIERS, schema
from minhchung.flow.folders import appearing, replace_text, retire, sweep
from minhchung.flow.indicators.adding import narrowed, put_together
from minhchung.flow.indicators.definitions import OnTime
from minhchung.flow.indicators.frame import Scope, known
from minhchung.flow.indicators.prepare import ended_at
from minhchung.flow.indicators.scan import APART, Named, finished, keys_of, rules_of, tallied
from minhchung.flow.indicators.source import Lot, Source, completed, supplements_of
from minhchung.flow.lock import LakeBusyError, only_writer

LOT, COUNTS, RUN, MOVING, SUPPLEMENTS = "lot", "counts.parquet", "counts.arrow", "dossiers.parquet", "supplements.parquet"
LOTS_AT_ONCE = 64
"""So many new parts are scanned together: the first night then needs no more memory than any other."""
QUESTIONS = 8
"""The questions asked last are kept, and no more of them."""
UNREADABLE = (duckdb.Error, pa.ArrowInvalid, OSError)


def settled(table: ir.Table, supplements: ir.Table | None, rules: Iterable[OnTime], at: datetime) -> ir.BooleanValue:
    """Whether a dossier (of a table with every column of the lake) counts, under these definitions, at every later instant as at `at`.

    So it does when all moments written of it have passed, and it has ended under each definition or was due the day before at the latest.
    What a condition tells by the instant waits for one of these: a moment that comes, the due date, or the end of a time limit, by which
    only an open dossier without due date is judged. tests/flow/indicators/test_kept.py holds every condition to it.
    """
    now, today = ibis.literal(at), ibis.literal(datetime.combine(at.date(), datetime.min.time()))
    moments = [column.name for column in DOSSIERS if column.kind == "moment" and column.name != "due_at"]
    passed = [~known(table[name] > now) for name in moments]
    if supplements is not None:
        coming = supplements.filter(known(supplements.asked_at > now) | known(supplements.given_at > now))
        passed.append(~table.code.isin(coming.code))
    ended = reduce(and_, (ended_at(table, rule).notnull() for rule in rules))
    return reduce(and_, passed, ended | known(table.due_at < today))


def refreshed(source: Source, counts: Named, where: Scope, by: Sequence[str]) -> pa.Table:
    """What `finished(tallied(…))` gives, in any order, from what was kept as far as there is any; what was not is kept now.

    All is counted anew, and nothing kept, where an earlier night is asked about again and while another process keeps counts here. What is
    kept and cannot be read is thrown away.
    """
    assert source.kept is not None  # noqa: S101 - the caller has looked
    source.kept.mkdir(parents=True, exist_ok=True)
    book = Book(source, counts, where, by, source.kept / _question(source, counts, where, by))
    try:
        with only_writer(source.kept.with_name(f".{source.kept.name}-lock"), wait_seconds=0):
            if not book.serves():
                return book.anew()
            try:
                found = book.told()
            except UNREADABLE:
                retire(book.folder)
                found = book.told()
            book.tidy()
            return found
    except LakeBusyError:
        return book.anew()


class Book:
    """What is kept of one question, and a night's way through it."""

    def __init__(self, source: Source, counts: Named, where: Scope, by: Sequence[str], folder: Path) -> None:
        self.source, self.counts, self.where, self.by, self.folder = source, counts, where, by, folder

    def anew(self) -> pa.Table:
        return finished(tallied(self.source, self.counts, self.where, self.by), self.counts, self.by).to_pyarrow()

    def serves(self) -> bool:
        """Whether what is kept holds at this instant: settled is told for later ones, and for what is due soon looking ahead."""
        newest = self.folder / "AT"
        earlier = not newest.is_file() or datetime.fromisoformat(newest.read_text("utf-8")) <= self.where.at
        return earlier and self.where.soon_until >= self.where.at

    def told(self) -> pa.Table:
        """The answer; on the way the parts that are new become kept ones."""
        self.folder.mkdir(exist_ok=True)
        sweep(self.folder)
        replace_text(self.folder / "AT", self.where.at.isoformat())
        old = {lot for lot in self.source.lots if (self.folder / lot.key).is_dir()}
        new = [lot for lot in self.source.lots if lot not in old]
        held, counted = self._held(old), list[pa.Table]()
        with ThreadPoolExecutor(1) as beside:  # what is kept is read while Ibis compiles
            reading = beside.submit(_counts_in, held)
            for first in range(0, max(len(new), 1), LOTS_AT_ONCE):
                some = new[first : first + LOTS_AT_ONCE]
                rows = self._rows(some, [] if first else held)
                told = tallied(rows, self.counts, self.where, self.by).to_pyarrow()
                self._keep(some, told, rows)
                counted.append(told.drop_columns([LOT]))
            counted += reading.result()
        self._fold(set(new) if old else set())
        return self._finished(self._added(counted))

    def tidy(self) -> None:
        """Takes away the parts that the generation has no more, and the questions that were not asked for longest."""
        wanted = {lot.key for lot in self.source.lots} | {_name_of(run) for run in _runs(self.source.lots)}
        asked = sorted(self.folder.parent.glob("*/AT"), key=lambda file: file.stat().st_mtime, reverse=True)
        gone = [path for path in self.folder.iterdir() if path.is_dir() and path.name not in wanted]
        for path in (*gone, *(file.parent for file in asked[QUESTIONS:])):
            retire(path)

    def _added(self, counted: Sequence[pa.Table]) -> pa.Table:
        return put_together(counted, keys_of(self.counts, self.by), [*self.counts.values()])

    def _finished(self, tally: pa.Table) -> pa.Table:
        """What `scan.finished` makes of a tally, without one more way of a large table through the database."""
        apart, keys, names = APART in tally.column_names, [f"by_{name}" for name in self.by], [*self.counts.values()]
        for place in (tally.column_names.index(name) for count, name in self.counts.items() if count.distinct):
            there = pc.and_(pc.is_valid(tally[APART if apart else "by_procedure"]), pc.greater(tally[place], 0))
            tally = tally.set_column(place, tally.column_names[place], there.cast("int64"))
        found = put_together([tally.drop_columns([APART])], keys, names) if apart else tally
        return found.rename_columns({f"by_{name}": name for name in self.by})

    def _held(self, old: Set[Lot]) -> list[Path]:
        """The folders that together hold what is kept of these parts: that of a run, where there is one."""
        found = list[Path]()
        for run in _runs(self.source.lots):
            whole = self.folder / _name_of(run)
            found += [whole] if old >= {*run} and whole.is_dir() else [self.folder / lot.key for lot in run if lot in old]
        return found

    def _fold(self, touched: Set[Lot]) -> None:
        """Makes one folder of every run of parts that this night did not break into, for the nights to come."""
        for run in _runs(self.source.lots):
            parts, whole = [self.folder / lot.key for lot in run], self.folder / _name_of(run)
            if len(run) == 1 or touched & {*run} or whole.is_dir():
                continue
            with appearing(whole) as hidden:
                counts = narrowed(self._added(_counts_in(parts)), [*self.counts.values()])
                with pa.ipc.new_file(hidden / RUN, counts.schema) as file:  # uncompressed: read where it lies
                    file.write_table(counts)
                for name in (MOVING, SUPPLEMENTS):
                    rows = [pq.read_table(file) for part in parts if (file := part / name).is_file()]
                    if rows:
                        pq.write_table(pa.concat_tables(rows), hidden / name, compression="zstd")

    def _rows(self, new: Sequence[Lot], held: Sequence[Path]) -> Source:
        """All dossiers of the new parts, marked with their file where they are settled, and those of the kept ones that move."""
        connection = ibis.duckdb.connect()
        given = [lot.supplements for lot in new if lot.supplements]
        given += [file for folder in held if (file := folder / SUPPLEMENTS).is_file()]
        supplements = supplements_of(connection.read_parquet(given)) if given else None
        rows = []
        if new:
            whole = connection.read_parquet([lot.dossiers for lot in new], filename=True)
            whole = completed(whole, self.source.columns, DOSSIERS, ["filename"])
            still = settled(whole, supplements, rules_of(self.counts, self.where).values(), self.where.at)
            rows.append(whole.mutate(**{LOT: ibis.cases((still, whole.filename))}))
        if held:
            moving = connection.read_parquet([folder / MOVING for folder in held])
            rows.append(moving.mutate(**{name: ibis.null("string") for name in ("filename", LOT)}))
        return replace(self.source, dossiers=reduce(ibis.Table.union, rows), supplements=supplements, marks=(LOT,))

    def _keep(self, new: Sequence[Lot], told: pa.Table, rows: Source) -> None:
        """Keeps what was told of the settled dossiers of new parts, and the others as they are."""
        if not new:
            return
        table = rows.dossiers
        moving = table.filter(table.filename.notnull() & table[LOT].isnull()).to_pyarrow()
        for lot in new:
            name = str(lot.dossiers)
            live = moving.filter(pc.equal(moving["filename"], name)).select(schema("dossiers").names).cast(schema("dossiers"))
            with appearing(self.folder / lot.key) as hidden:
                counts = narrowed(told.filter(pc.equal(told[LOT], name)).drop_columns([LOT]), [*self.counts.values()])
                pq.write_table(counts, hidden / COUNTS, compression="zstd")
                pq.write_table(live, hidden / MOVING, compression="zstd")
                if lot.supplements:
                    asked = pq.read_table(lot.supplements, filters=ds.field("code").isin(live["code"].combine_chunks()))
                    pq.write_table(asked, hidden / SUPPLEMENTS, compression="zstd")


def _counts_in(folders: Iterable[Path]) -> list[pa.Table]:
    """The counts kept of parts and of runs of them; those of a run are read where they lie on the disk."""
    return [_mapped(folder / RUN) if (folder / RUN).is_file() else pq.read_table(folder / COUNTS) for folder in folders]


def _mapped(file: Path) -> pa.Table:
    return pa.ipc.open_file(pa.memory_map(str(file))).read_all()


def _runs(lots: Sequence[Lot]) -> list[list[Lot]]:
    """The parts in runs of about thirty-two neighbours. A part's key, which is hexadecimal, says whether a run ends with it: a part more
    moves the end of no other run."""
    found = list[list[Lot]]()
    for lot in lots:
        if not found or found[-1][-1].key < "08":
            found.append([])
        found[-1].append(lot)
    return found


def _name_of(run: Sequence[Lot]) -> str:
    return hashlib.sha256(" ".join(lot.key for lot in run).encode()).hexdigest()[:20]


def _question(source: Source, counts: Named, where: Scope, by: Sequence[str]) -> str:
    """A name for what is asked, whatever the rows and the instant."""
    rules = [rule.model_dump_json() for rule in rules_of(counts, where).values()]
    parts = [_program(), sorted(source.columns), sorted(where.day_only), where.window, [*by], [*counts], rules]
    said = hashlib.sha256(repr(parts).encode())
    if where.slots is not None:
        said.update(f"{where.slots.origin} {where.slots.slot_minutes} {where.slots.day_minutes}".encode())
        for column in where.slots.rows.columns:
            said.update(column.to_numpy().tobytes())
    return said.hexdigest()[:20]


@cache
def _program() -> str:
    """The text of this package and of the columns it counts by."""
    package = files("minhchung.flow")
    texts = [entry.read_bytes() for entry in (*(package / "indicators").iterdir(), package / "columns.py") if entry.name.endswith(".py")]
    return hashlib.sha256(b"".join(sorted(texts))).hexdigest()
