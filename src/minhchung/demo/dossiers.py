"""The demo's dossiers: three generated exports, brought in one after another by the one-stop clerk through the act itself."""

import hashlib
from datetime import date, datetime, time, timedelta
from pathlib import Path

from minhchung.apps.dossiers import actions
from minhchung.apps.dossiers.intake import Intake, take_in
from minhchung.apps.dossiers.reading import opened
from minhchung.apps.dossiers.real_moments import SlipLine
from minhchung.apps.dossiers.staging import Staged
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.apps.organisations.working_time import calendar_of
from minhchung.flow.lake import in_zone
from minhchung.flow.sample import generate
from minhchung.flow.sample.messages import write_messages
from minhchung.flow.sample.sheets import write_xlsx
from minhchung.worktime.columns import SlotTable

SEED, DOSSIERS = 4, 6200
FIRST, LAST = date(2026, 1, 5), date(2026, 11, 20)
EXPORTS = "ho-so-mau"
SLIPS = "H99.12-261105-"
"""The dossiers of one day have their control slips copied."""
EARLIER = (0, 4, 35, 9, 95, 150, 12, 0, 55, 240)
"""Minutes by which a hand-over really was before the system's moment, in turn."""


def bring_in_exports(commune: Commune, clerk: Person, folder: Path) -> None:
    """Makes the exports and brings each in. The last workbook also stays in `folder`, for the visitor to try the page with."""
    made = generate(SEED, dossiers=DOSSIERS, start=FIRST, end=LAST, working=SlotTable(calendar_of(commune)))
    folder.mkdir(parents=True, exist_ok=True)
    for shown in made.exports:
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
    write_xlsx(made.exports[-1], folder / f"ho-so-{made.exports[-1].as_of:%Y%m%dT%H%M}.xlsx")


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
        if row["started_at"] is None or not (unit or person):
            continue
        recorded = in_zone(row["started_at"])
        really = recorded - timedelta(minutes=EARLIER[len(lines) % len(EARLIER)])
        in_office = time(7, 30) <= really.time() <= time(11, 30) or time(13, 30) <= really.time()
        in_turn = not lines or lines[-1].code != row["code"] or lines[-1].taken_at < really
        lines.append(SlipLine(row["code"], person, unit, really if in_office and in_turn else recorded))
    actions.copy_slips(commune=commune, lines=lines, actor=clerk, at=in_zone(datetime(2026, 11, 20, 8, 20)))  # noqa: DTZ001
