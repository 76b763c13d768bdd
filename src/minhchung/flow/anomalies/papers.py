"""Questions that set the record against something else: its earlier snapshots, its own code, the control slip on paper."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from minhchung.flow import saying
from minhchung.flow.anomalies.record import Anomaly, Record
from minhchung.flow.columns import Channel, Status
from minhchung.flow.exports.codes import days_written_in
from minhchung.flow.inputs import due_moments
from minhchung.text import fold

FAR = np.datetime64("2200-01-01", "s")
_SNAPSHOT = re.compile(r"^(\d{8}T\d{6})-")


def due_changed_late(record: Record) -> Iterator[Anomaly]:
    """The due date was moved after it had passed: by snapshots (the older one, taken after the due date, still showed it) or a supplement.

    A change that may have been made before the due date passed (between two snapshots) is not asked about, nor one that follows a
    supplement which was asked for before the due date and given after it: the clock stood still in between.
    """
    stood = _standing_still(record)
    place = {code: row for row, code in enumerate(record.dossiers.text("code"))}
    for change in _moved(record.changes):
        before, after, older = (_moment(change[name]) for name in ("before", "after", "older"))
        row = place.get(change["code"])
        if row is None or before is None or after is None or older is None:
            continue
        passed = due_moments(np.array([before]), record.precision.get("due_at"))[0]
        if passed < older and after > before and not any(asked <= passed < given for asked, given in stood.get(change["code"], ())):
            said = (
                f"Ngày hẹn trả {saying.moment(before)} đã qua, dữ liệu lúc {saying.moment(older)} vẫn ghi như vậy; "
                f"sau đó đổi thành {saying.moment(after)}."
            )
            yield record.of_dossier("due-changed-late", row, said, at=before, against=after)
    supplements = record.supplements
    befores, afters = supplements.moments("due_before"), supplements.moments("due_after")
    asked = supplements.moments("asked_at")
    late = (asked > due_moments(befores, record.precision.get("due_before"))) & (afters > befores)
    for number in np.flatnonzero(late).tolist():
        row = place.get(supplements.text("code")[number])
        if row is not None:
            said = (
                f"Yêu cầu bổ sung lúc {saying.moment(asked[number])}, khi ngày hẹn trả {saying.moment(befores[number])} đã qua; "
                f"ngày hẹn đổi thành {saying.moment(afters[number])}."
            )
            yield record.of_dossier("due-changed-late", row, said, at=befores[number], against=afters[number])


def _standing_still(record: Record) -> dict[str, list[tuple[Any, Any]]]:
    """When the clock of each dossier stood still for a supplement: (asked, given), given far away while it is not given."""
    found: dict[str, list[tuple[Any, Any]]] = {}
    for read, asked, given in (
        (record.supplements, "asked_at", "given_at"),
        (record.dossiers, "supplement_asked_at", "supplement_given_at"),
    ):
        ends = np.where(np.isnat(read.moments(given)), FAR, read.moments(given))
        for row in np.flatnonzero(~np.isnat(read.moments(asked))).tolist():
            found.setdefault(read.text("code")[row], []).append((read.moments(asked)[row], ends[row]))
    return found


def _moved(changes: pa.Table | None) -> Iterator[dict[str, Any]]:
    if changes is not None:
        yield from (change for change in changes.to_pylist() if change["kind"] == "due-moved")


def _moment(written: Any) -> Any:
    """A moment as the changes in the lake write it (text), or that at which a snapshot was true (its id begins with it); None otherwise."""
    if isinstance(written, datetime):
        return np.datetime64(written.replace(tzinfo=None), "s")
    text = str(written or "")
    named = _SNAPSHOT.match(text)
    try:
        return np.datetime64(datetime.fromisoformat(named[1] if named else text).replace(tzinfo=None), "s")
    except ValueError:
        return None


def code_date(record: Record) -> Iterator[Anomaly]:
    """The day in the code is not the day of reception. An online dossier may carry the day it was handed in (settings)."""
    received, submitted = record.dossiers.moments("received_at"), record.dossiers.moments("submitted_at")
    online = record.dossiers.one_of("channel", (Channel.ONLINE,)) if record.settings.code_date_submission else np.zeros(len(received), bool)
    written = days_written_in(record.dossiers.rows["code"])
    days = {name: moments.astype("datetime64[D]") for name, moments in (("received", received), ("submitted", submitted))}
    # NaT is unlike everything: a code without a day and a dossier without a reception are not asked about.
    odd = ~np.isnat(written) & ~np.isnat(received) & (days["received"] != written) & ~(online & (days["submitted"] == written))
    for row in np.flatnonzero(odd).tolist():
        carried, day = (saying.moment(moment, day_only=True) for moment in (written[row], received[row]))
        said = f"Mã hồ sơ ghi ngày {carried}, ngày tiếp nhận là {day}."
        yield record.of_dossier("code-date", row, said, at=received[row], against=written[row])


def route_differs(record: Record) -> Iterator[Anomaly]:
    """The units (or officers, as the slip names them) a dossier went through differ between the steps and the control slip.

    A holder twice in a row counts once. While the dossier is open, a slip or record that is merely behind (a prefix) is not asked about;
    nor are units where a line of either side names none.
    """
    if record.slips is None or not record.slips.num_rows:
        return
    slips = _routes(record.slips.sort_by([("code", "ascending"), ("seq", "ascending")]).to_pylist())
    wanted = pa.array(sorted({code for code, _ in slips}), pa.string())
    mask = pc.is_in(record.steps.rows["code"], value_set=wanted)
    steps = _routes(record.steps.rows.filter(mask).sort_by([("code", "ascending"), ("seq", "ascending")]).to_pylist())
    status = dict(zip(record.dossiers.text("code"), record.dossiers.text("status"), strict=True))
    place = {code: row for row, code in enumerate(record.dossiers.text("code"))}
    for (code, holder), slip in slips.items():
        row, recorded = place.get(code), steps.get((code, holder))
        if row is None or not recorded or [fold(name) for name in recorded] == [fold(name) for name in slip]:
            continue
        short, long = sorted(([fold(name) for name in recorded], [fold(name) for name in slip]), key=len)
        if status[code] not in (Status.FINISHED, Status.DELIVERED) and long[: len(short)] == short:
            continue
        said = f"Hệ thống ghi {' → '.join(recorded)}; phiếu kiểm soát ghi {' → '.join(slip)}."
        yield record.of_dossier("route-differs", row, said)


def _routes(rows: list[dict[str, Any]]) -> dict[tuple[str, str], list[str]]:
    """(code, "unit" or "officer") → the holders in order, each run of one holder once; nothing where one of them is not named."""
    found: dict[tuple[str, str], list[str]] = {}
    unnamed = {(row["code"], holder) for row in rows for holder in ("unit", "officer") if not row.get(holder)}
    for row in rows:
        for holder in ("unit", "officer"):
            if (row["code"], holder) in unnamed:
                continue
            route, name = found.setdefault((row["code"], holder), []), row[holder]
            if not route or fold(route[-1]) != fold(name):
                route.append(name)
    return found
