"""The ward of `review.py`: made in bulk, the same every time, about every twentieth record with something wrong."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
from django.contrib.auth.hashers import make_password
from refresh import Batch

from minhchung.apps.assignments.models import Assignment, Duty, Extension, Holding, Occurrence, Product, Reminder
from minhchung.apps.documents.models import Document
from minhchung.apps.dossiers.lake import lake_of
from minhchung.apps.dossiers.models import DossierCard
from minhchung.apps.evidence.models import Claim
from minhchung.apps.files.models import Blob, Signature, StoredFile
from minhchung.apps.ground.clock import ZONE
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.indexes.models import Criterion, RequiredEvidence
from minhchung.apps.organisations.models import Commune, Person, Province, Unit
from minhchung.apps.plans.models import ItemLeaf, ItemLink, ItemUnit, Plan, PlanItem
from minhchung.flow.columns import schema
from minhchung.flow.current import derive

CODE, NOW = "98001", datetime(2026, 11, 20, 9, tzinfo=ZONE)
TODAY, DAY = NOW.date(), timedelta(days=1)
WORKS, DOCUMENTS, PIECES, ITEMS, LEAVES, DOSSIERS = 10_000, 20_000, 19_000, 800, 200, 25_000
UNITS = ("Phòng Kinh tế", "Phòng Văn hóa - Xã hội", "Văn phòng HĐND và UBND", "Trung tâm Phục vụ hành chính công", "Phòng Nội vụ")
ZEROS, WORDS, WARD = "0" * 64, "Nội dung văn bản. " * 100, "Ủy ban nhân dân phường Vân Khê"


def fill() -> None:
    """Makes the whole ward."""
    commune = Commune.objects.create(code=CODE, name="Phường Vân Khê", province=Province.objects.create(code="98", name="Hải Khê"))
    units = [Unit.objects.create(commune=commune, name=name, short=f"P{n}", valid_from=date(2025, 7, 1)) for n, name in enumerate(UNITS)]
    person = Person.objects.create(username="a", full_name="Phan Gia Huy", commune=commune, password=make_password(None))
    works(commune, units, person)
    papers = documents(commune, units)
    plans(commune, units)
    evidence(commune, papers, criteria(commune, units))
    dossiers(commune)


def records() -> dict[str, int]:
    """What the ward holds."""
    counted = {
        "assignments": Assignment,
        "periods": Occurrence,
        "documents": Document,
        "pieces of evidence": Claim,
        "plan items": PlanItem,
        "criteria": Criterion,
    }
    return {**{name: model._default_manager.count() for name, model in counted.items()}, "dossiers": DOSSIERS}


def bulk(rows: Iterable[Any]) -> list[Any]:
    made = list(rows)
    return type(made[0])._default_manager.bulk_create(made, batch_size=2000) if made else []


def works(commune: Commune, units: list[Unit], person: Person) -> None:
    """Assignments of two years with one to four periods; nine of ten are accepted."""
    given = [NOW - timedelta(days=n * 500 // WORKS + 5) for n in range(WORKS)]
    assignments = bulk(
        Assignment(
            commune=commune, number=n + 1, year=2026, title=f"Nhiệm vụ {n}", wording=f"Nhiệm vụ {n} " * 20, origin_kind="hand",
            deadline_kind="recurring" if n % 4 == 0 else "date", recurrence="monthly" if n % 4 == 0 else "",
            product="" if n % 20 == 0 else "Báo cáo", count_target=10 if n % 50 == 1 else None, count_unit="thủ tục",
            assigned_at=at, assigned_on=at.date(),
        )
        for n, at in enumerate(given)
    )  # fmt: skip
    duties = bulk(Duty(assignment=each) for each in assignments)
    bulk(
        Holding(duty=each, unit=units[n % 5], person=None if n % 20 == 0 else person, since=given[n].date())
        for n, each in enumerate(duties)
    )
    made = bulk(period(duty, given[n], n, turn) for n, duty in enumerate(duties) for turn in range((4, 2, 2, 2)[n % 4]))
    bulk(Extension(occurrence=each, due_on=TODAY + 9 * DAY, reason="x", asked_at=NOW, decided_at=NOW - n % 3 * DAY, state="granted")
         for n, each in enumerate(made) if n % 50 == 0)  # fmt: skip
    bulk(Reminder(occurrence=each, at=NOW - turn * DAY, text="Đề nghị báo cáo") for each in made[::60] for turn in (1, 2))
    bulk(Product(occurrence=each, title="x", state="accepted", handed_in_at=NOW, judged_at=NOW) for each in made[::7])
    said = [(each, act, n) for n, each in enumerate(made[::5]) for act in ("assignments.send_back", "assignments.submit")]
    bulk(
        HistoryEvent(
            commune=commune.pk, position=place, at=NOW - timedelta(days=400 - n % 300), actor_name="x", act=act, kind="occurrence",
            key=str(each.pk), digest=ZEROS, previous=ZEROS, hash=ZEROS, after={"state": "submitted", "reason": "Thiếu phụ lục " * 5},
        )
        for place, (each, act, n) in enumerate(said, start=1)
    )  # fmt: skip


def period(duty: Duty, given: datetime, number: int, turn: int) -> Occurrence:
    state = ("accepted",) * 18 + ("assigned", "submitted" if number % 2 else "returned")
    chosen = state[(number * 3 + turn) % 20]
    due = given.date() + timedelta(days=30 * (turn + 1))
    reported = given + timedelta(days=25)
    return Occurrence(
        duty=duty, period=f"K{turn}", opens_on=given.date(), due_on=due, state=chosen, progress="" if number % 3 else "Đang làm",
        submitted_at=reported if chosen in ("accepted", "submitted") else None,
        closed_at=reported + timedelta(days=number % 6) if chosen == "accepted" else None,
        returned_reason="Thiếu phụ lục" if chosen == "returned" else "",
    )  # fmt: skip


def documents(commune: Commune, units: list[Unit]) -> list[StoredFile]:
    """Half incoming, half outgoing, each with a read file; the files are returned."""
    blobs = bulk(
        Blob(
            sha256=f"{n:064x}", size=1000, media_type="application/pdf", text_state="read", text=WORDS, contents={},
            said={"number": n % 900 + 1, "symbol": "KH-UBND", "date": f"2026-{n % 11 + 1:02d}-05", "issuer": WARD},
        )
        for n in range(DOCUMENTS)
    )  # fmt: skip
    bulk(Signature(blob=each, order=0, signer="A", intact=True, changed_after=n % 100 == 0, digest_algorithm="SHA256")
         for n, each in enumerate(blobs[::2]))  # fmt: skip
    files = bulk(StoredFile(commune=commune, blob=each, name="van-ban.pdf", added_at=NOW) for each in blobs)
    bulk(
        Document(
            commune=commune, direction="out" if n % 2 else "in", state=("draft" if n % 100 == 1 else "issued") if n % 2 else "received",
            number=n // 2 % 900 + 1, symbol="KH-UBND", series="KH", issued_on=date(2010 + n // 1800, n % 11 + 1, 5), issuer="UBND",
            issuer_folded=f"ubnd {n % 2}", subject=f"Về việc {n}", unit=units[n % 5], needs_answer=n % 40 == 1, text=WORDS, file=files[n],
            agency_signature=n % 90 != 1, answer_due_on=TODAY - 9 * DAY if n % 60 == 0 else None, added_at=NOW - 30 * DAY,
        )
        for n in range(DOCUMENTS)
    )  # fmt: skip
    return files


def plans(commune: Commune, units: list[Unit]) -> None:
    """Items of a reform plan, nine of ten with work."""
    plan = Plan.objects.create(commune=commune, year=2026, title="Kế hoạch", state="in_force", added_at=NOW)
    items = bulk(
        PlanItem(plan=plan, position=n, number=str(n), number_key=str(n), task=f"Việc {n}", product="" if n % 20 == 0 else "Báo cáo")
        for n in range(1, ITEMS + 1)
    )
    bulk(ItemUnit(item=each, unit=units[n % 5], part="lead") for n, each in enumerate(items) if n % 20)
    bulk(ItemLeaf(item=each, code="1.1") for n, each in enumerate(items) if n % 15)
    works = list(Assignment.objects.order_by("pk")[:ITEMS])
    bulk(ItemLink(item=each, assignment=works[n], joined=True, at=NOW) for n, each in enumerate(items) if n % 10)


def criteria(commune: Commune, units: list[Unit]) -> list[RequiredEvidence]:
    leaves = bulk(
        Criterion(commune=commune, year=2026, code=f"1.{n}", title=f"Tiêu chí {n}", points=Decimal(1), unit=units[n % 5])
        for n in range(LEAVES)
    )
    return bulk(
        RequiredEvidence(criterion=each, position=turn, text="Báo cáo", conditions={"kind": "file", "signed": n % 4 == 0})
        for n, each in enumerate(leaves)
        for turn in range(2)
    )


def evidence(commune: Commune, files: list[StoredFile], asked: list[RequiredEvidence]) -> None:
    """One piece in ten for a criterion, the others for work; one in twenty typed otherwise than its file says."""
    periods = list(Occurrence.objects.order_by("pk").values_list("pk", flat=True))
    bulk(
        Claim(
            commune=commune, kind="requirement" if n % 10 == 0 else "occurrence", title=f"Minh chứng {n}", file=files[n], claimed_at=NOW,
            key=str(asked[n // 10 % (len(asked) - 20)].pk if n % 10 == 0 else periods[n]),
            typed_number=f"{n % 900 + 1 + (n % 20 == 0)}/KH-UBND" if n % 2 == 0 else "",
        )
        for n in range(PIECES)
    )  # fmt: skip


def dossiers(commune: Commune) -> None:
    """Two exports a week apart: the newer moved some due dates. Office hours, three steps each."""
    lake = lake_of(commune)
    old, new = moved(table(np.random.default_rng(20261130)))
    for rows, at in ((old, NOW - 7 * DAY), (new, NOW)):
        lake.add(
            Export({"dossiers": rows, "steps": steps(rows)}), source_sha256=f"{at:%s}", source_bytes=1, suffix=".csv", as_of=at,
            as_of_from="given", imported_at=at, whole=False,
        )  # fmt: skip
    derive(lake)
    bulk(DossierCard(commune=commune, code=code, cause="slow-update") for code in new["code"].to_pylist()[::30])


@dataclass(frozen=True)
class Export:
    """Tables as the lake takes them from an opened export."""

    tables: dict[str, pa.Table]
    profile: str = "benchmark"
    unknown: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def columns(self) -> list[str]:
        return list(self.tables["dossiers"].column_names)

    @property
    def precision(self) -> dict[str, str]:
        moments = {name for table in self.tables.values() for name in table.column_names if name.endswith("_at")}
        return dict.fromkeys(sorted(moments), "second")

    def __iter__(self) -> Iterator[Batch]:
        yield Batch(self.tables, DOSSIERS)


def steps(rows: pa.Table) -> pa.Table:
    """Three steps a dossier: taken in, handled until the end, handed out; of an open one two, the second not ended."""
    received, ended = (rows[name].to_numpy().astype("datetime64[s]") for name in ("received_at", "finished_at"))
    hour, minute = np.timedelta64(3_600, "s"), np.timedelta64(60, "s")
    last = np.where(np.isnat(ended), np.datetime64("NaT"), ended - minute)
    times = ((received, received + minute * 9), (received + hour, last), (ended + minute, ended + 2 * minute))
    names = ("Tiếp nhận", "Thụ lý", "Trả kết quả")
    parts = []
    for seq, (name, (started, over)) in enumerate(zip(names, times, strict=True), start=1):
        part = {"code": rows["code"], "seq": pa.array([seq] * DOSSIERS), "step": pa.array([name] * DOSSIERS), "unit": rows["unit"]}
        moments = {"started_at": pa.array(started, pa.timestamp("s")), "ended_at": pa.array(over, pa.timestamp("s"))}
        parts.append(pa.table({**part, "officer": rows["officer"], **moments}).filter(pa.array(~np.isnat(started))))
    columns = ("code", "seq", "step", "unit", "officer", "started_at", "ended_at")
    return (
        pa.concat_tables(parts).select(list(columns)).cast(schema("steps", columns)).sort_by([("code", "ascending"), ("seq", "ascending")])
    )


def table(dice: np.random.Generator) -> pa.Table:
    rows = np.arange(DOSSIERS)
    day = np.datetime64("2024-11-25", "s") + rows * 720 // DOSSIERS * np.timedelta64(86_400, "s")
    received = np.busday_offset(day.astype("datetime64[D]"), 0, roll="forward").astype("datetime64[s]")
    received = received + (28_800 + dice.integers(0, 10_000, DOSSIERS)).astype("timedelta64[s]")
    due = np.busday_offset(received.astype("datetime64[D]"), 10).astype("datetime64[s]") + np.timedelta64(59_400, "s")
    took = np.where(rows % 20 == 0, 14, dice.integers(2, 10, DOSSIERS))
    ended = np.busday_offset(received.astype("datetime64[D]"), took).astype("datetime64[s]")
    ended = ended + (29_000 + dice.integers(0, 10_000, DOSSIERS)).astype("timedelta64[s]")
    ended = np.where(rows % 200 == 3, due, ended)
    is_open = (ended > np.datetime64(NOW.replace(tzinfo=None), "s")) | (rows % 50 == 7)
    waits = rows % 25 == 2
    asked, given = received + np.timedelta64(2 * 86_400, "s"), received + ((3 + rows % 9) * 86_400).astype("timedelta64[s]")
    columns = {
        "code": pa.array([f"H24.18-{moment.item():%y%m%d}-{row:05d}" for row, moment in zip(rows, received, strict=True)]),
        "procedure_code": pa.array([f"1.{n % 60:06d}" for n in rows]),
        "procedure": pa.array([f"Thủ tục số {n % 60}" for n in rows]),
        "status": pa.array(
            np.where(is_open, np.where(waits, "supplement", "processing"), np.where(rows % 40 == 1, "terminated", "delivered"))
        ),
        "unit": pa.array([UNITS[n % 5] for n in rows]),
        "officer": pa.array([f"Cán bộ {n % 40}" for n in rows]),
        "received_at": pa.array(received, pa.timestamp("s")),
        "due_at": pa.array(due, pa.timestamp("s")),
        "finished_at": pa.array(ended, pa.timestamp("s"), mask=is_open),
        "delivered_at": pa.array(ended + np.timedelta64(600, "s"), pa.timestamp("s"), mask=is_open),
        "supplement_asked_at": pa.array(asked, pa.timestamp("s"), mask=~waits),
        "supplement_given_at": pa.array(given, pa.timestamp("s"), mask=~waits | is_open),
    }
    return pa.table(columns).cast(schema("dossiers", tuple(name for name in schema("dossiers").names if name in columns)))


def moved(new: pa.Table) -> tuple[pa.Table, pa.Table]:
    """The older export: every hundredth due date five days earlier."""
    due = new["due_at"].to_numpy()
    before = np.where(np.arange(DOSSIERS) % 100 == 9, due - np.timedelta64(5 * 86_400, "s"), due)
    place = new.column_names.index("due_at")
    return new.set_column(place, new.schema.field("due_at"), pa.array(before, pa.timestamp("s"))), new
