"""What the checks of dossiers find, and what each clause spares."""

from datetime import date, datetime, timedelta
from typing import Any

from minhchung.apps.dossiers.checks import AGE
from minhchung.apps.dossiers.keys import dossier_key
from minhchung.apps.dossiers.models import ApologyLetter, DossierCard, SlipHandover
from minhchung.apps.ground.refs import Ref
from tests.checking import Examples, Ground, Make
from tests.dossiers.small_lake import dossier, moment
from tests.personas import NOW

CODE = "H99.12-261102-0001"
WALL = NOW.replace(tzinfo=None)
DAY = timedelta(days=1)
LONG_AGO, LATELY = moment("2026-07-01 07:45"), moment("2026-11-12 07:45")


def one(due: str, **more: Any) -> dict[str, Any]:
    """The dossier of the examples, received on 2 November."""
    return dossier(CODE, moment("2026-11-02 08:00"), moment(due), **more)


def ref(ground: Ground) -> Ref:
    return Ref("dossier", dossier_key(ground.commune.pk, CODE))


def late(due: str = "2026-11-10 16:30", *, card: dict[str, Any] | None = None, **more: Any) -> Make:
    def make(ground: Ground) -> Ref:
        ground.exports.append({"dossiers": [one(due, **more)]})
        if card is not None:
            DossierCard.objects.create(commune=ground.commune, code=CODE, **card)
        return ref(ground)

    return make


def moved(before: str, after: str, *, seen_at: datetime = LATELY, promised: date | None = None) -> Make:
    """Two exports that say the due date otherwise; the newer one is made a day after the older."""

    def make(ground: Ground) -> Ref:
        ground.exports.append({"dossiers": [one(before)], "as_of": seen_at})
        ground.exports.append({"dossiers": [one(after)], "as_of": seen_at + DAY})
        if promised is not None:
            card = DossierCard.objects.create(commune=ground.commune, code=CODE)
            ApologyLetter.objects.create(card=card, number="12/UBND", on=date(2026, 11, 9), due_on=promised)
        return ref(ground)

    return make


def waits(days: int, *, usually: int, status: str = "supplement", given: bool = False) -> Make:
    """A dossier that waits for a supplement, after twenty that waited so many days."""

    def make(ground: Ground) -> Ref:
        asked = WALL - days * DAY
        past = [
            dossier(
                f"H99.12-260901-{number:04d}",
                moment("2026-09-01 08:00"),
                moment("2026-12-01 16:30"),
                supplement_asked_at=WALL - 60 * DAY,
                supplement_given_at=WALL - (60 - usually) * DAY,
            )
            for number in range(20)
        ]
        times = {"supplement_asked_at": asked, "supplement_given_at": WALL - DAY if given else None}
        ground.exports.append({"dossiers": [*past, one("2026-12-01 16:30", status=status, **times)]})
        return ref(ground)

    return make


def _waits_by_list(ground: Ground) -> Ref:
    """The same from the list of requests: the first was given, the second is waited for."""
    rows = [dossier(f"H99.12-260901-{number:04d}", moment("2026-09-01 08:00"), moment("2026-12-01 16:30")) for number in range(20)]
    asked = [{"code": row["code"], "seq": 1, "asked_at": WALL - 60 * DAY, "given_at": WALL - 57 * DAY} for row in rows]
    asked.append({"code": CODE, "seq": 1, "asked_at": WALL - 40 * DAY, "given_at": WALL - 39 * DAY})
    asked.append({"code": CODE, "seq": 2, "asked_at": WALL - 30 * DAY, "given_at": None})
    ground.exports.append({"dossiers": [*rows, one("2026-12-01 16:30", status="supplement")], "supplements": asked})
    return ref(ground)


def sent_back(of: int, back: int) -> Make:
    """So many dossiers of this month, of which some were sent back; in each earlier month one of twenty."""

    def make(ground: Ground) -> Ref:
        rows = []
        for month, many, bad in (*((month, 20, 1) for month in range(4, 11)), (11, of, back)):
            received = moment(f"2026-{month:02d}-03 08:00")
            rows += [
                dossier(
                    f"H99.12-26{month:02d}03-{number:04d}",
                    received,
                    received + 10 * DAY,
                    status="terminated" if number < bad else "delivered",
                    finished_at=received + DAY,
                )
                for number in range(many)
            ]
        ground.exports.append({"dossiers": rows})
        return Ref("unit", str(ground.unit.pk))

    return make


def _closed(code: str, received: str, ended: str, **more: Any) -> dict[str, Any]:
    times = {"finished_at": moment(ended), "delivered_at": moment(ended)}
    return dossier(code, moment(received), moment("2026-11-16 16:30"), status="delivered", **{**times, **more})


def clock(*rows: dict[str, Any], steps: tuple[dict[str, Any], ...] = ()) -> Make:
    """Closed dossiers, the first of which leaves a question; so many others that columns are known to hold times of day."""

    def make(ground: Ground) -> Ref:
        others = [_closed(f"H99.12-261102-9{number:03d}", "2026-11-02 08:00", f"2026-11-12 09:{number:02d}:07") for number in range(20)]
        ground.exports.append({"dossiers": [*rows, *others], "steps": steps})
        return ref(ground)

    return make


def step(seq: int, started: str, ended: str | None, name: str = "Thụ lý") -> dict[str, Any]:
    said = {"code": CODE, "seq": seq, "step": name, "unit": "Phòng Kinh tế", "officer": "Trần Thụ"}
    return {**said, "started_at": moment(started), "ended_at": moment(ended) if ended else None}


def _same_minute(ground: Ground) -> Ref:
    others = [_closed(f"H99.12-261102-8{number:03d}", "2026-11-02 08:00", f"2026-11-12 15:20:{number:02d}") for number in range(8)]
    return clock(_closed(CODE, "2026-11-02 08:00", "2026-11-12 15:20:59"), *others)(ground)


def _other_route(ground: Ground) -> Ref:
    taken = {"taken_at": NOW - 9 * DAY, "way": "tap", "recorded_at": NOW}
    SlipHandover.objects.create(commune=ground.commune, code=CODE, unit=ground.units["VP"], **taken)
    row = _closed(CODE, "2026-11-02 08:00", "2026-11-12 09:30:09")
    return clock(row, steps=(step(1, "2026-11-03 08:30:11", "2026-11-03 09:30:11"),))(ground)


ENDED = _closed(CODE, "2026-11-02 08:00", "2026-11-12 09:30:09")
WRITTEN = {
    "end-equals-due": clock(_closed(CODE, "2026-11-02 08:00", "2026-11-16 16:30")),
    "ended-same-minute": _same_minute,
    "end-before-last-step": clock(
        _closed(CODE, "2026-11-02 08:00", "2026-11-12 09:30:09", delivered_at=moment("2026-11-13 09:00:21")),
        steps=(step(1, "2026-11-12 10:30:11", "2026-11-12 10:40:11"),),
    ),
    "event-after-end": clock(ENDED, steps=(step(1, "2026-11-13 10:30:11", "2026-11-13 10:40:11"),)),
    "midnight": clock(_closed(CODE, "2026-11-02 08:00", "2026-11-12 00:00:00")),
    "out-of-hours": clock(_closed(CODE, "2026-11-02 08:00", "2026-11-12 22:10:09")),
    "zero-length": clock(
        ENDED,
        steps=(
            step(1, "2026-11-03 08:30:11", "2026-11-03 08:30:11"),
            step(2, "2026-11-03 09:30:11", "2026-11-03 10:30:11"),
            step(3, "2026-11-04 09:30:11", "2026-11-04 10:30:11"),
        ),
    ),
    "due-changed-late": moved("2026-11-10 16:30", "2026-11-25 16:30"),
    "code-date": clock(_closed(CODE, "2026-11-04 08:00", "2026-11-12 09:30:09", channel="direct")),
    "route-differs": _other_route,
}
"""By kind of question, in the order of the codes."""
YEAR = 371 * DAY
"""A year back to the same day of the week."""


def _a_year_before(make: Make) -> Make:
    """The same example with everything a year earlier, its dossier ended then."""

    def earlier(row: dict[str, Any]) -> dict[str, Any]:
        moved = {name: value - YEAR if isinstance(value, datetime) else value for name, value in row.items()}
        ended = {"finished_at": moved["due_at"], "status": "delivered"} if "due_at" in moved and not moved.get("finished_at") else {}
        return {**moved, **ended}

    def made(ground: Ground) -> Ref:
        found = make(ground)
        for export in ground.exports:
            for table in ("dossiers", "steps"):
                export[table] = [earlier(row) for row in export.get(table, ())]
        return found

    return made


EXAMPLES = {
    "HS-01": Examples(
        late(),
        {
            "chưa ghi văn bản xin lỗi": late(
                card={"apology_on": date(2026, 11, 9), "apology_due_on": date(2026, 11, 25), "apology_number": "12/UBND", "apologies": 1}
            ),
            "hệ thống một cửa không ghi đã xin lỗi": late(apology_sent=True),
        },
    ),
    "HS-02": Examples(
        late(),
        {
            "chưa ghi nguyên nhân": late(card={"cause": "slow-update"}),
            "quá hạn nhiều hơn số ngày": late("2026-11-18 16:30"),
        },
    ),
    "HS-03": Examples(
        moved("2026-11-16 16:30", "2026-11-25 16:30"),
        {
            "lùi về sau": moved("2026-11-25 16:30", "2026-11-16 16:30"),
            "không khớp lần bổ sung hay văn bản xin lỗi nào": moved("2026-11-16 16:30", "2026-11-25 16:30", promised=date(2026, 11, 25)),
            "mới thấy trong số ngày": moved("2026-11-16 16:30", "2026-11-25 16:30", seen_at=LONG_AGO),
        },
    ),
    "HS-04": Examples(
        waits(30, usually=5),
        {
            "đang chờ bổ sung": waits(30, usually=5, status="processing"),
            "chờ quá số ngày": waits(12, usually=5),
            "lâu hơn các lần trước của phường": waits(30, usually=40),
        },
        also=(_waits_by_list,),
    ),
    "HS-05": Examples(
        sent_back(20, 6),
        {"đủ hồ sơ để xét": sent_back(10, 6), "cao hơn các tháng trước của đơn vị": sent_back(20, 2)},
    ),
    **{
        f"HS-{number}": Examples(make, {AGE: _a_year_before(make)}, cases=f"tests/flow/planting.py::{kind.replace('-', '_')}")
        for number, (kind, make) in enumerate(WRITTEN.items(), start=11)
    },
}
