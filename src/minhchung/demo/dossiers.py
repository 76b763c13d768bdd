"""The demo's dossiers: three generated exports, brought in one after another by the one-stop clerk through the act itself."""

import hashlib
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from minhchung.apps.dossiers import actions
from minhchung.apps.dossiers.intake import Intake, take_in
from minhchung.apps.dossiers.reading import opened
from minhchung.apps.dossiers.real_moments import SlipLine
from minhchung.apps.dossiers.staging import Staged
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.apps.organisations.working_time import calendar_of
from minhchung.flow.columns import Status
from minhchung.flow.lake import in_zone
from minhchung.flow.sample import generate
from minhchung.flow.sample.messages import write_messages
from minhchung.flow.sample.sheets import write_xlsx
from minhchung.flow.sample.world import View
from minhchung.worktime.columns import SlotTable

SEED, DOSSIERS = 4, 6200
FIRST, LAST = date(2026, 1, 5), date(2026, 11, 20)
EXPORTS = "ho-so-mau"
SLIPS = "H99.12-261105-"
"""The dossiers of one day have their control slips copied."""
WITHOUT_LEADER = f"{SLIPS}0001"
"""On the slip of this one nobody wrote that a leader had it."""
ASKING, ASKED, ASKED_AT = "Phòng Văn hóa - Xã hội", 5, datetime(2026, 11, 19, 15, 10, 24)  # noqa: DTZ001 - wall clock, as exports have it
"""A unit that asked this many applicants for more on one afternoon."""
EARLIER = (0, 4, 35, 9, 95, 150, 12, 0, 55, 240)
"""Minutes by which a hand-over really was before the system's moment, in turn."""


def bring_in_exports(commune: Commune, clerk: Person, folder: Path) -> None:
    """Makes the exports and brings each in. The last workbook also stays in `folder`, for the visitor to try the page with."""
    made = generate(SEED, dossiers=DOSSIERS, start=FIRST, end=LAST, working=SlotTable(calendar_of(commune)))
    folder.mkdir(parents=True, exist_ok=True)
    exports = (*made.exports[:-1], _asked_for_more(made.exports[-1]))
    for shown in exports:
        path = folder / f"dong-bo-{shown.as_of:%Y%m%dT%H%M}.json"
        write_messages(shown, path)
        content = path.read_bytes()
        as_of = in_zone(shown.as_of)
        uploaded = Staged("", path, hashlib.sha256(content).hexdigest(), len(content))
        snapshot = take_in(commune, uploaded, None, Intake(as_of, said=False, whole=True), at=as_of)
        actions.bring_in(commune=commune, snapshot=snapshot, actor=clerk, at=as_of)
    actions.log_fault(
        commune=commune,
        began_at=in_zone(datetime(2026, 11, 17, 8, 10)),  # noqa: DTZ001 - put on the clocks of Viet Nam by in_zone
        ended_at=in_zone(datetime(2026, 11, 17, 10, 5)),  # noqa: DTZ001
        what="Không đăng nhập được hệ thống giải quyết TTHC",
        answer="Trung tâm vận hành xác nhận mất kết nối máy chủ từ 08:10 đến 10:05 (phiếu hỗ trợ 2211).",
        actor=clerk,
        at=in_zone(datetime(2026, 11, 17, 10, 30)),  # noqa: DTZ001
    )
    _copy_slips(commune, clerk)
    _apologise(commune, clerk)
    write_xlsx(exports[-1], folder / f"ho-so-{exports[-1].as_of:%Y%m%dT%H%M}.xlsx")


def _asked_for_more(shown: View) -> View:
    """The export with more dossiers of one unit waiting for a supplement since the day before, more than is usual in a month."""
    rows = shown.tables["dossiers"]
    waits = pc.and_(pc.equal(rows["unit"], ASKING), pc.equal(rows["status"], Status.PROCESSING))
    waits = pc.and_(waits, pc.equal(rows["supplement_count"], 0))
    waits = pc.fill_null(pc.and_(waits, pc.greater(rows["due_at"], ASKED_AT)), False)
    chosen = rows.filter(waits).select(["code", "due_at"])[:ASKED]
    asked = pc.is_in(rows["code"], value_set=chosen["code"].combine_chunks())
    new = {"status": Status.SUPPLEMENT, "supplement_count": 1, "supplement_asked_at": ASKED_AT}
    for name, value in new.items():
        place = rows.schema.get_field_index(name)
        kind = rows.schema.field(name).type
        rows = rows.set_column(place, rows.schema.field(name), pc.if_else(asked, pa.scalar(value, kind), rows[name]))
    requests = shown.tables["supplements"]
    added = [{"code": row["code"], "seq": 1, "asked_at": ASKED_AT, "due_before": row["due_at"]} for row in chosen.to_pylist()]
    more = pa.concat_tables([requests, pa.Table.from_pylist(added, requests.schema)])
    return replace(shown, tables={**shown.tables, "dossiers": rows, "supplements": more})


def _apologise(commune: Commune, clerk: Person) -> None:
    """Of every second late dossier somebody wrote down its letter of apology, in the order in which they were due."""
    lake = opened(commune)
    if lake is None:
        raise RuntimeError("the exports were brought in just before")
    at = in_zone(datetime(2026, 11, 20, 8, 25))  # noqa: DTZ001
    late = lake.late(at).select(["code", "due_at"]).sort_by([("due_at", "ascending"), ("code", "ascending")]).to_pylist()
    for number, row in enumerate(late[1::2], 32):
        on = min(row["due_at"].date() + timedelta(days=1), at.date())
        new_due, letter = on + timedelta(days=5), f"{number}/UBND-PVHCC"
        actions.apologise(commune=commune, code=row["code"], number=letter, on=on, new_due=new_due, actor=clerk, at=at)


def _copy_slips(commune: Commune, clerk: Person) -> None:
    """Slips on paper of some finished dossiers: the system was told of most hand-overs later than they were."""
    lake = opened(commune)
    if lake is None:
        raise RuntimeError("the exports were brought in just before")
    leaders = {person.full_name: person for person in Person.objects.filter(commune=commune)}
    units = {unit.name: unit for unit in Unit.objects.filter(commune=commune)}
    columns = ("code", "seq", "unit", "officer", "started_at")
    steps = [row for row in lake.tables.read("steps", columns).rows.to_pylist() if row["code"].startswith(SLIPS)]
    lines: list[SlipLine] = []
    for row in sorted(steps, key=lambda row: (row["code"], row["seq"])):
        unit = next((unit for name, unit in units.items() if (row["unit"] or "").startswith(name)), None)
        person = None if unit else leaders.get(row["officer"])
        if row["started_at"] is None or not (unit or person) or (person and row["code"] == WITHOUT_LEADER):
            continue
        recorded = in_zone(row["started_at"])
        really = recorded - timedelta(minutes=EARLIER[len(lines) % len(EARLIER)])
        in_office = time(7, 30) <= really.time() <= time(11, 30) or time(13, 30) <= really.time()
        in_turn = not lines or lines[-1].code != row["code"] or lines[-1].taken_at < really
        lines.append(SlipLine(row["code"], person, unit, really if in_office and in_turn else recorded))
    actions.copy_slips(commune=commune, lines=lines, actor=clerk, at=in_zone(datetime(2026, 11, 20, 8, 20)))  # noqa: DTZ001
