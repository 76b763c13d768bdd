"""Counts kept from night to night: what is settled stays as it is, and a night's figures are those counted anew."""

import random
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from tests.flow.indicators.lakes import dossiers, slots
from tests.flow.indicators.test_compute import DEFINITIONS, EVERY, some_dossiers
from tests.flow.lake.exports import FakeExport, put

from minhchung.flow.columns import schema
from minhchung.flow.current import derive
from minhchung.flow.indicators import (
    Indicator,
    Options,
    Slots,
    Source,
    compute,
    indicator,
    indicators,
    of_arrow,
    of_generation,
    on_time,
    parse_window,
)
from minhchung.flow.indicators import kept as keeping
from minhchung.flow.indicators.conditions import CONDITIONS
from minhchung.flow.indicators.frame import Frame, Scope
from minhchung.flow.indicators.kept import settled
from minhchung.flow.indicators.prepare import prepared
from minhchung.flow.lake import Lake
from minhchung.flow.lock import only_writer

SUMMER = parse_window("2026-05-25/2026-07-15")
MIDDLE = datetime(2026, 6, 19, 11, 30)


@cache
def calendar() -> Slots:
    return slots()


def waiting_world(seed: int, day_only: Iterable[str], *, requests: bool) -> Source:
    """Dossiers in every state, their moments before and after any instant of the summer; with `requests` a table of supplements too."""
    dice = random.Random(seed)  # noqa: S311 - sample data
    made = some_dossiers(seed, 400)
    for row in made:
        if dice.random() < 0.4:
            row |= {"finished_at": None, "delivered_at": None, "refused_at": None}
        row["due_at"] = dice.choice([row["due_at"], MIDDLE + timedelta(minutes=dice.randrange(-1_440, 1_440)), None])
        row["limit_unit"], row["limit_amount"] = dice.choice(["wh", "wd", "d", "m", None]), dice.choice([0, 1, 12, 20, 25])
        row["result_file"], row["digitised"] = dice.choice([True, False, None]), dice.choice([True, False, None])
    asked = [request(dice, row["code"], number) for row in made for number in range(dice.choice([0, 0, 1, 2]))]
    supplements = pa.Table.from_pylist(asked, schema=schema("supplements")) if requests else None
    return of_arrow(dossiers(made), day_only, supplements=supplements)


def request(dice: random.Random, code: str, number: int) -> dict[str, Any]:
    """A request for a supplement, answered within twelve days, before it was made, or not."""
    at = datetime(2026, 5, 22) + timedelta(hours=dice.randrange(1_100))
    back = at + timedelta(days=dice.randrange(-1, 12)) if dice.random() < 0.7 else None
    return {"code": code, "seq": number + 1, "asked_at": at, "given_at": back}


def told(source: Source, rule: str, at: datetime) -> dict[str, dict[str, Any]]:
    """Code → what every condition says of the dossier at an instant."""
    chosen = on_time(rule, SUMMER.last)
    where = Scope(SUMMER, at, at + timedelta(days=1), source.day_only, calendar())
    frame = Frame(prepared(source, [chosen], where), chosen, where)
    named = {name: item.build(frame).name(name) for name, item in CONDITIONS.items()}
    return {row.pop("code"): row for row in frame.table.select("code", **named).to_pyarrow().to_pylist()}


def settled_codes(source: Source, rule: str, at: datetime) -> set[str]:
    whole = source.whole
    found = whole.filter(settled(whole, source.supplements, [on_time(rule, SUMMER.last)], at))
    return set(found.to_pyarrow()["code"].to_pylist())


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("rule", DEFINITIONS)
def test_every_condition_says_of_a_settled_dossier_what_it_says_ever_after(rule: str, seed: int) -> None:
    source = waiting_world(seed, [(), ("due_at",), ("finished_at",)][seed], requests=seed != 1)
    still, before = settled_codes(source, rule, MIDDLE), told(source, rule, MIDDLE)
    moved, dice = set[str](), random.Random(seed)  # noqa: S311 - sample data
    later = sorted(MIDDLE + timedelta(minutes=dice.randrange(26 * 24 * 60)) for _ in range(2))
    for at in (MIDDLE + timedelta(seconds=1), *later, SUMMER.until(datetime(2027, 1, 1))):
        after = told(source, rule, at)
        for code in still:
            assert after[code] == before[code], (at, {name for name, said in after[code].items() if said != before[code][name]})
        assert still <= settled_codes(source, rule, at)
        moved |= {code for code in before if after[code] != before[code]}
    assert len(still) > 40
    assert len(moved) > 40, "a world in which nothing moves proves nothing"


DISTINCT = tuple(item for item in EVERY if item.valid_on(SUMMER.last) and any(measure.distinct for measure in item.measures))
ASKED = (*indicators("form-06a", SUMMER.last), *DISTINCT, indicator("766.2.1", SUMMER.last), indicator("soon", SUMMER.last))
QUESTIONS: tuple[tuple[str, tuple[Indicator, ...], tuple[str, ...], str | None], ...] = (
    ("2026-05-25/2026-07-15", ASKED, ("unit", "procedure", "month"), None),
    ("2026-06", (*DISTINCT, *ASKED[:4]), ("unit",), "form-06"),
    ("2026-05-25/2026-07-15", ASKED[6:9], (), "td-statistics"),
)
COLUMNS = tuple(name for name in dossiers([]).column_names if name not in {"officer", "receiver"})


def answer(source: Source, question: tuple[str, tuple[Indicator, ...], tuple[str, ...], str | None], at: datetime) -> list[dict[str, Any]]:
    window, asked, by, rule = question
    found = compute(source, asked, parse_window(window), at, by, options=Options(rule, calendar()))
    return sorted(found.to_pylist(), key=str)


def row_of(dice: random.Random, number: int, day: datetime) -> dict[str, Any]:
    """A dossier as an export of this day tells it: now open, now ended, ended again or open again, by moments gone or to come."""
    row = some_dossiers(dice.randrange(10_000), 1)[0] | {"code": f"H{number:03d}", "level": "full", "has_fee": True}
    row |= {
        "procedure_code": f"1.{dice.randrange(4)}",
        "limit_unit": dice.choice(["wh", "wd", "d", None]),
        "limit_amount": dice.choice([1, 9, None]),
    }
    for name in ("finished_at", "delivered_at", "refused_at"):
        row[name] = row[name] if row[name] and (row[name] < day or dice.random() < 0.1) else None
    return {name: row.get(name) for name in COLUMNS}


def night(lake: Lake, dice: random.Random, codes: Iterable[int], day: datetime, *, again: str | None = None) -> FakeExport:
    """An export of some dossiers into the lake, some with requests for supplements; `again` takes the place of an earlier reading."""
    rows = [row_of(dice, number, day) for number in codes]
    asked = [{"code": row["code"], "seq": 1, "asked_at": day - timedelta(days=3), "given_at": day + timedelta(days=dice.randrange(-2, 4))}
             for row in rows if dice.random() < 0.3]  # fmt: skip
    asked = asked or [{"code": rows[0]["code"], "seq": 1, "asked_at": day, "given_at": None}]
    export = FakeExport(rows, COLUMNS, supplements=asked)
    put(lake, export, day.isoformat(), sha256=again, again=again is not None)
    return export


def entries(folder: Path) -> set[Path]:
    return set(folder.glob("*/*/counts.parquet"))


@pytest.mark.parametrize("seed", range(2))
def test_a_nights_figures_are_those_counted_anew(tmp_path: Path, seed: int) -> None:
    dice, lake, kept = random.Random(seed), Lake(tmp_path, "99001"), tmp_path / "counts"  # noqa: S311 - sample data
    first = night(lake, dice, range(96), datetime(2026, 6, 18, 18))
    reused = 0
    for after in range(6):
        day, low = datetime(2026, 6, 19, 18) + timedelta(days=4 * after), dice.randrange(90)
        if after == 3:  # what was read wrongly is read again: most dossiers of the first export are no more
            night(lake, dice, range(60, 90), datetime(2026, 6, 18, 18), again=first.sha256())
        elif after:
            night(lake, dice, [*range(low, low + 4), *range(96 + 5 * after, 101 + 5 * after)], day)
        path, before = derive(lake, rows_per_part=8).path, entries(kept)
        for question in QUESTIONS:
            assert answer(of_generation(path, kept), question, day) == answer(of_generation(path), question, day), (after, question)
        reused += len(before & entries(kept)) if after != 3 else 0
        assert after != 3 or not before & entries(kept), "nothing that a file said which speaks no more is left"
    assert reused > 2 * len(QUESTIONS)


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    found = Lake(tmp_path, "99001")
    night(found, random.Random(7), range(40), datetime(2026, 6, 18, 18))  # noqa: S311 - sample data
    derive(found, rows_per_part=8)
    return found


ANEW: dict[tuple[str, str, datetime], list[dict[str, Any]]] = {}


def same(lake: Lake, kept: Path, at: datetime = MIDDLE, question: Any = QUESTIONS[2]) -> bool:
    """Whether the answer is that counted anew; this once for every generation, whose name says its rows."""
    path = derive(lake).path
    asked = (path.name, repr(question), at)
    if asked not in ANEW:
        ANEW[asked] = answer(of_generation(path), question, at)
    return answer(of_generation(path, kept), question, at) == ANEW[asked]


def test_what_is_kept_and_cannot_be_read_is_made_anew(lake: Lake, tmp_path: Path) -> None:
    kept = tmp_path / "counts"
    assert same(lake, kept)
    for name in ("counts.parquet", "counts.arrow", "dossiers.parquet", "supplements.parquet"):
        there = list(kept.rglob(name))
        for file in there:
            file.write_bytes(file.read_bytes()[:60])
        assert there, name
        assert same(lake, kept), name
    for file in kept.rglob("dossiers.parquet"):
        file.unlink()
    assert same(lake, kept)


def test_what_a_killed_process_left_is_swept(lake: Lake, tmp_path: Path) -> None:
    kept = tmp_path / "counts"
    assert same(lake, kept)
    half = next(iter(entries(kept))).parent
    half.rename(half.with_name(f".{half.name}-4711"))
    assert same(lake, kept)
    assert not [path for path in kept.glob("*/.*") if path.is_dir()]


def test_an_earlier_night_is_counted_anew_and_keeps_nothing(lake: Lake, tmp_path: Path) -> None:
    kept = tmp_path / "counts"
    assert same(lake, kept)
    before = {file: file.stat().st_mtime_ns for file in kept.rglob("*")}
    assert same(lake, kept, MIDDLE - timedelta(days=9))
    assert {file: file.stat().st_mtime_ns for file in kept.rglob("*")} == before
    assert same(lake, kept, MIDDLE + timedelta(days=9))


def test_beside_another_process_all_is_counted_anew(lake: Lake, tmp_path: Path) -> None:
    kept = tmp_path / "counts"
    with only_writer(tmp_path / ".counts-lock"):
        assert same(lake, kept)
    assert not entries(kept)


def test_another_version_of_the_software_reads_nothing_of_this_ones(lake: Lake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "counts"
    assert same(lake, kept)
    for file in entries(kept):
        file.write_bytes(b"of other columns")
    before = entries(kept)
    monkeypatch.setattr(keeping, "_program", lambda: "another")
    assert same(lake, kept)
    assert before < entries(kept)


def test_the_questions_asked_last_are_kept(lake: Lake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "counts"
    monkeypatch.setattr(keeping, "QUESTIONS", 3)
    for number in range(keeping.QUESTIONS + 2):
        assert same(lake, kept, MIDDLE + timedelta(days=9), (f"2026-06-0{number // 2 + 1}/2026-06-2{number % 2}", ASKED[:1], (), None))
    assert len([path for path in kept.iterdir() if path.is_dir()]) == keeping.QUESTIONS
