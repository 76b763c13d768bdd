"""The demo's dossiers: three generated exports, brought in one after another by the one-stop clerk through the act itself."""

import hashlib
from datetime import date, datetime
from pathlib import Path

from minhchung.apps.dossiers import actions
from minhchung.apps.dossiers.staging import Staged
from minhchung.apps.organisations.models import Commune, Person
from minhchung.apps.organisations.working_time import calendar_of
from minhchung.flow.lake import in_zone
from minhchung.flow.sample import generate
from minhchung.flow.sample.messages import write_messages
from minhchung.flow.sample.sheets import write_xlsx
from minhchung.worktime.columns import SlotTable

SEED, DOSSIERS = 4, 6200
FIRST, LAST = date(2026, 1, 5), date(2026, 11, 20)
EXPORTS = "ho-so-mau"


def bring_in_exports(commune: Commune, clerk: Person, folder: Path) -> None:
    """Makes the exports and brings each in. The last workbook also stays in `folder`, for the visitor to try the page with."""
    made = generate(SEED, dossiers=DOSSIERS, start=FIRST, end=LAST, working=SlotTable(calendar_of(commune)))
    folder.mkdir(parents=True, exist_ok=True)
    for shown in made.exports:
        path = folder / f"dong-bo-{shown.as_of:%Y%m%dT%H%M}.json"
        write_messages(shown, path)
        content = path.read_bytes()
        as_of = in_zone(shown.as_of)
        actions.bring_in(
            commune=commune,
            uploaded=Staged("", path, hashlib.sha256(content).hexdigest(), len(content)),
            profile=None,
            as_of=as_of,
            as_of_said=False,
            whole=True,
            actor=clerk,
            at=as_of,
        )
    actions.log_fault(
        commune=commune,
        began_at=in_zone(datetime(2026, 11, 17, 8, 10)),  # noqa: DTZ001 - put on the clocks of Viet Nam by in_zone
        ended_at=in_zone(datetime(2026, 11, 17, 10, 5)),  # noqa: DTZ001
        what="Không đăng nhập được hệ thống giải quyết TTHC",
        answer="Trung tâm vận hành xác nhận mất kết nối máy chủ từ 08:10 đến 10:05 (phiếu hỗ trợ 2211).",
        actor=clerk,
        at=in_zone(datetime(2026, 11, 17, 10, 30)),  # noqa: DTZ001
    )
    write_xlsx(made.exports[-1], folder / f"ho-so-{made.exports[-1].as_of:%Y%m%dT%H%M}.xlsx")
