"""Figures in one scan: divisions add up, forms balance, a slow plain reckoning agrees, and other databases can run the same expression."""

import random
import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ibis.backends.sql.compilers.pyspark import PySparkCompiler
from tests.flow.indicators.lakes import dossiers, lake, on_disk, slots

from minhchung.flow.columns import Channel, Status, schema
from minhchung.flow.indicators import (
    EmptyLakeError,
    GroupingError,
    Indicator,
    Options,
    Source,
    compute,
    definition_file,
    indicator,
    indicators,
    of_arrow,
    of_lake,
    on_time,
    packaged,
    parse_window,
    rows,
    wide,
)
from minhchung.flow.indicators.source import unbound

JUNE = parse_window("2026-06")
AS_OF = datetime(2026, 7, 3, 9)
EVERY = tuple(item for file in packaged() for item in file.indicator)
DEFINITIONS = tuple(item.name for file in packaged() for item in file.on_time)


def moment(dice: random.Random, share: float = 1.0) -> datetime | None:
    if dice.random() > share:
        return None
    return datetime(2026, 5, 20) + timedelta(minutes=dice.randrange(45 * 24 * 60))


def some_dossiers(seed: int, count: int = 60) -> list[dict[str, Any]]:
    """Dossiers in every state, with cells missing anywhere."""
    dice = random.Random(seed)  # noqa: S311 - sample data
    made = []
    for number in range(count):
        row: dict[str, Any] = {
            "code": f"H24.18-{number:04d}",
            "unit": dice.choice(["Văn phòng", "Kinh tế", None]),
            "procedure_code": dice.choice(["1.001", "1.002", None]),
            "procedure": dice.choice(["Khai sinh", "Chứng thực"]),
            "channel": dice.choice([*Channel, None]),
            "status": dice.choice([*Status, None]),
            "limit_unit": dice.choice(["wh", "wd", None]),
        }
        for name, share in (("received_at", 0.9), ("due_at", 0.8), ("finished_at", 0.5), ("delivered_at", 0.4), ("refused_at", 0.2)):
            row[name] = moment(dice, share)
        if dice.random() < 0.3:
            row["supplement_asked_at"], row["supplement_given_at"] = moment(dice), moment(dice, 0.5)
            row["supplement_count"] = dice.choice([1, 2, None])
        made.append(row)
    return made


def numbers(source: Source, asked: tuple[Indicator, ...], options: Options | None = None) -> dict[str, int]:
    return {line["indicator"]: line["numerator"] for line in compute(source, asked, JUNE, AS_OF, options=options).to_pylist()}


def late_on_the_portal(row: dict[str, Any], at: datetime) -> bool | None:
    """The portal's clauses 1–4, one dossier at a time."""
    end = row.get("finished_at") or row.get("delivered_at") or row.get("refused_at")
    if row["status"] in ("finished", "delivered", "withdrawn", "terminated", "refused") and end is None:
        return None
    asked, came, due = row.get("supplement_asked_at"), row.get("supplement_given_at"), row["due_at"]
    asks = (row.get("supplement_count") or (1 if asked else 0)) - (1 if asked and asked > at else 0)
    back = asked is not None and came is not None and asked <= came <= at
    ended = end is not None and end <= at
    waits = not ended and (
        (asked is not None and asked <= at and came is not None and came > at)
        or (row["status"] == "supplement" and not back and not (asked is not None and asked > at))
    )
    if waits and asks > 1:
        return True
    if due is None:
        return None
    if ended:
        return bool(end - (came - asked if back else timedelta()) > due)
    return bool((asked if waits and asked else at) > due)


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10_000))
def test_the_portals_rule_agrees_with_a_plain_reckoning_dossier_by_dossier(seed: int) -> None:
    made = some_dossiers(seed)
    behind = rows(lake(made), indicator("766.2.1", JUNE.last), JUNE, AS_OF).to_pylist()
    at = JUNE.until(AS_OF)
    said = {row["code"]: row["in_numerator"] for row in behind if row["in_denominator"]}
    by_code = {row["code"]: row for row in made}
    for code, in_time in said.items():
        late = late_on_the_portal(by_code[code], at)
        assert in_time == (None if late is None else not late), by_code[code]
    expected = {
        row["code"]
        for row in made
        if row["received_at"] is not None and row["status"] != "registered" and row["received_at"] <= at and in_june(row)
    }
    assert set(said) == expected


def in_june(row: dict[str, Any]) -> bool:
    """Received in June, or before it and not ended before it."""
    end = row.get("finished_at") or row.get("delivered_at") or row.get("refused_at")
    if row["received_at"] >= JUNE.starts:
        return True
    undated = end is None and row["status"] in ("finished", "delivered", "withdrawn", "terminated", "refused")
    return not undated and (end is None or end >= JUNE.starts)


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(DEFINITIONS))
def test_every_definition_keeps_the_balance_of_the_form(seed: int, name: str) -> None:
    found = numbers(lake(some_dossiers(seed)), indicators("form-06a", JUNE.last), Options(name))
    cell = {number: found[f"form-06a.{number}"] for number in range(3, 14)}
    assert cell[3] == cell[4] + cell[5] + cell[6] + found["form-06a.no-channel"]
    assert cell[3] == cell[7] + cell[11] + found["form-06a.undated"]
    if on_time(name, JUNE.last).no_due == "on-time":
        assert cell[7] == cell[8] + cell[9] + cell[10]
        assert cell[11] == cell[12] + cell[13]


@settings(max_examples=4, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([("unit",), ("unit", "procedure"), ("month",), ("channel", "status"), ("officer",)]))
def test_the_parts_of_a_division_add_up_to_the_whole(seed: int, by: tuple[str, ...]) -> None:
    source = lake(some_dossiers(seed))
    asked = tuple(item for item in EVERY if not any(measure.distinct for measure in item.measures))
    whole = compute(source, asked, JUNE, AS_OF).to_pylist()
    parts = compute(source, asked, JUNE, AS_OF, by).to_pylist()
    for column in ("numerator", "denominator", "undetermined"):
        sums: Counter[str] = Counter()
        for line in parts:
            sums[line["indicator"]] += line[column] or 0
        assert {line["indicator"]: line[column] or 0 for line in whole} == {item.name: sums[item.name] for item in asked}


def test_procedures_counted_one_by_one_are_as_many_as_counted_together() -> None:
    made = [{"procedure_code": row["procedure_code"] and f"1.00{number % 7}"} for number, row in enumerate(some_dossiers(3))]
    source = lake([row | said | {"level": "full", "has_fee": True} for row, said in zip(some_dossiers(3), made, strict=True)])
    asked = tuple(item for item in EVERY if any(measure.distinct for measure in item.measures))
    whole = compute(source, asked, JUNE, AS_OF, ("unit",)).to_pylist()
    parts = compute(source, asked, JUNE, AS_OF, ("unit", "procedure")).to_pylist()
    assert len(asked) == 4
    for column in ("numerator", "denominator"):
        sums: Counter[tuple[str, str]] = Counter()
        for line in parts:
            assert line[column] in (0, 1)
            sums[line["indicator"], line["unit"]] += line[column]
        assert {(line["indicator"], line["unit"]): line[column] for line in whole} == sums
        assert sum(sums.values())


def test_what_several_indicators_count_is_counted_once() -> None:
    asked = tuple(indicator(name, JUNE.last) for name in ("received", "online-filing", "digitised", "form-06a.4"))
    found = wide(unbound(), asked, JUNE, AS_OF, ("unit",), options=Options())
    assert found.columns == ("unit", "c0", "c1", "c2"), "received, received online, received and digitised"


def test_a_division_names_the_procedure_and_keeps_what_is_not_said_apart() -> None:
    made = [
        {"code": "a", "procedure_code": "1.001", "procedure": "Khai sinh", "received_at": datetime(2026, 6, 1)},
        {"code": "b", "received_at": datetime(2026, 6, 2)},
    ]
    found = compute(lake(made), [indicator("received", JUNE.last)], JUNE, AS_OF, ("procedure", "month")).to_pylist()
    assert {(line["procedure"], line["procedure_title"], line["month"], line["numerator"]) for line in found} == {
        ("1.001", "Khai sinh", date(2026, 6, 1), 1),
        (None, None, date(2026, 6, 1), 1),
    }


def test_a_group_in_which_nothing_counts_has_no_line() -> None:
    made = [{"code": "a", "unit": "A", "received_at": day(1)}, {"code": "b", "unit": "B", "received_at": datetime(2026, 7, 1)}]
    found = compute(lake(made), [indicator("received", JUNE.last)], JUNE, AS_OF, ("unit",))
    assert found["unit"].to_pylist() == ["A"]


def test_the_dossiers_of_one_group_can_be_asked_for() -> None:
    made = [{"code": f"{unit}{n}", "unit": unit, "received_at": datetime(2026, 6, 1)} for unit in ("A", None) for n in (1, 2)]
    item, source = indicator("received", JUNE.last), lake(made)
    assert rows(source, item, JUNE, AS_OF, {"unit": "A"})["code"].to_pylist() == ["A1", "A2"]
    assert rows(source, item, JUNE, AS_OF, {"unit": None})["code"].to_pylist() == ["None1", "None2"]
    assert rows(source, item, JUNE, AS_OF, {"month": date(2026, 5, 1)}).num_rows == 0


def test_a_division_that_cannot_be_made_is_refused_with_the_choices() -> None:
    asked = [indicator("received", JUNE.last)]
    with pytest.raises(GroupingError, match="chọn unit"):
        compute(lake([]), asked, JUNE, AS_OF, ("colour",))
    with pytest.raises(GroupingError, match="không có cột “Cán bộ đang xử lý”"):
        compute(lake([], absent=["officer"]), asked, JUNE, AS_OF, ("officer",))


def test_every_result_names_the_definition_that_it_depends_on() -> None:
    source, asked = lake(some_dossiers(1)), [indicator(name, JUNE.last) for name in ("form-06a.9", "766.2.1", "online-filing")]
    for name in DEFINITIONS:
        said = {line["indicator"]: line["definition"] for line in compute(source, asked, JUNE, AS_OF, options=Options(name)).to_pylist()}
        assert said["form-06a.9"] == on_time(name, JUNE.last).title
        assert said["766.2.1"] == on_time("portal-766", JUNE.last).title
        assert said["online-filing"] == ""
    days = lake(some_dossiers(1), day_only=["due_at"])
    line = compute(days, asked, JUNE, AS_OF).to_pylist()[1]
    assert "so theo ngày" in line["definition"]
    assert "“Ngày hẹn trả” chỉ có ngày" in line["notes"]


def test_all_requests_for_supplements_count_when_the_lake_has_them() -> None:
    made = [{"code": "a", "status": "finished", "received_at": day(1), "due_at": day(10), "finished_at": day(15)}]
    asked = [{"code": "a", "seq": n, "asked_at": day(n * 3), "given_at": day(n * 3 + 2)} for n in (1, 2)]
    asked.append({"code": "a", "seq": 3, "asked_at": day(11), "given_at": day(12)})
    item = indicator("766.2.1", JUNE.last)
    for some, expected in ((asked, 1), (asked[:2], 0)):
        table = pa.Table.from_pylist(some, schema=schema("supplements"))
        source = of_arrow(dossiers(made), supplements=table)
        assert compute(source, [item], JUNE, AS_OF)["numerator"].to_pylist() == [expected]


def day(number: int) -> datetime:
    return datetime(2026, 6, number, 9)


def test_a_lake_on_disk_is_read_as_it_is_laid_out_with_its_clock_and_its_day_only_columns(tmp_path: Path) -> None:
    table = dossiers([{"code": "a", "received_at": day(1), "due_at": datetime(2026, 6, 9), "finished_at": day(9)}], ["officer"])
    folder = on_disk(tmp_path, table, datetime(2026, 7, 1, 1, tzinfo=UTC), day_only=["due_at"])
    source = of_lake(folder)
    assert source.as_of == datetime(2026, 7, 1, 8)
    assert source.day_only == {"due_at"}
    assert "officer" not in source.columns
    assert compute(source, [indicator("766.2.1", JUNE.last)], JUNE, AS_OF)["numerator"].to_pylist() == [1]
    (folder / "current" / "g1" / "dossiers-0000.parquet").unlink()
    with pytest.raises(EmptyLakeError, match=r"thiếu tệp dossiers-0000\.parquet"):
        of_lake(folder)
    with pytest.raises(EmptyLakeError, match="nhập một tệp xuất"):
        of_lake(tmp_path)


def test_a_figure_later_than_the_newest_export_says_so() -> None:
    source = of_arrow(dossiers(some_dossiers(3)), as_of=day(20))
    notes = compute(source, [indicator("open-overdue", JUNE.last)], JUNE, AS_OF)["notes"].to_pylist()
    assert "số liệu mới nhất trong kho là lúc 09:00 20/06/2026" in notes[0]


def everything(name: str) -> Any:
    source = unbound()
    extra = ibis.table({"code": "string", "asked_at": "timestamp", "given_at": "timestamp"}, name="supplements")
    full = Source(source.dossiers, source.columns, supplements=extra)
    return wide(full, EVERY, JUNE, AS_OF, ("unit", "procedure", "month", "officer"), options=Options(name, slots()))


@pytest.mark.parametrize("name", DEFINITIONS)
def test_all_indicators_are_one_scan_and_compile_for_postgresql_and_spark(name: str) -> None:
    expression = everything(name)
    postgresql = ibis.to_sql(expression, dialect="postgres")
    spark = PySparkCompiler().to_sqlglot(expression).sql("spark")
    assert len(re.findall(r'FROM "dossiers"', postgresql)) == 1
    assert len(re.findall(r"FROM `dossiers`", spark)) == 1
    for only_duckdb in ("MAKE_TIMESTAMP(", "EPOCH(", "QUANTILE_CONT", "STRFTIME", "LIST("):
        assert only_duckdb not in postgresql.upper().replace("EXTRACT('EPOCH'", "")


@pytest.mark.parametrize("item", EVERY, ids=lambda item: item.name)
def test_each_indicator_compiles_for_postgresql_by_itself(item: Indicator) -> None:
    if not item.outside:
        assert "dossiers" in ibis.to_sql(wide(unbound(), [item], JUNE, AS_OF, (), options=Options()), dialect="postgres")


def test_an_indicator_that_the_lake_cannot_give_says_where_it_comes_from() -> None:
    outside = [item for item in definition_file("qd766-2022").indicator if item.outside]
    for line in compute(lake([]), outside, JUNE, AS_OF).to_pylist():
        assert line["numerator"] is None
        assert line["reason"].startswith("Không có trong kho hồ sơ")
    assert rows(lake([]), outside[0], JUNE, AS_OF).num_rows == 0
