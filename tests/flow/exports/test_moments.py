"""Days and times in every form of section 5 of the rules, one by one and in whole columns."""

import datetime as dt
import tomllib
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhchung.flow.exports.moment_forms import parse_moment
from minhchung.flow.exports.moments import parse_moments

CASES = tomllib.loads(Path(__file__).with_name("moments.toml").read_text(encoding="utf-8"))["case"]
FORMS = (
    "%d/%m/%Y %H:%M:%S", "%d-%m-%Y %H:%M:%S", "%d.%m.%Y %H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S.000",
    "%Y%m%d%H%M%S", "%H:%M:%S %d/%m/%Y", "%H:%M:%S ngày %d/%m/%Y", "%d/%m/%y %H:%M:%S", "%Y-%m-%dT%H:%M:%S+07:00", "%d/%m/%Y %I:%M:%S %p",
)  # fmt: skip
MOMENTS = st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(2099, 12, 31)).map(lambda moment: moment.replace(microsecond=0))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
@pytest.mark.parametrize("beside", [[], ["20/11/2026 07:45", None, "2026-11-20"]], ids=["alone", "in a mixed column"])
def test_a_moment_has_the_value_the_form_means(case: dict[str, str], beside: list[str | None]):
    read = parse_moments(pa.array([*beside, case["text"]], pa.string()))
    found = read.values[-1].as_py()
    said = "bad" if read.bad[-1] else "none" if found is None else found.isoformat()
    assert said == case["value"]
    assert not read.bad[:-1].any()


@given(st.lists(st.tuples(MOMENTS, st.sampled_from(FORMS)), max_size=20))
def test_what_is_written_in_any_form_is_read_as_the_same_moment(written: list[tuple[dt.datetime, str]]):
    read = parse_moments(pa.array([moment.strftime(form) for moment, form in written], pa.string()))
    assert read.values.to_pylist() == [moment for moment, _ in written]


@given(st.lists(st.one_of(st.none(), st.text(alphabet="0123456789/:-. TZhg", max_size=24), MOMENTS.map(str)), max_size=30))
def test_a_column_is_read_as_its_texts_one_by_one(texts: list[str | None]):
    read = parse_moments(pa.array(texts, pa.string()))
    for text, value, bad in zip(texts, read.values.to_pylist(), read.bad.tolist(), strict=True):
        alone = parse_moment(text or "")
        if isinstance(alone, int) and alone is not False:
            assert value == dt.datetime(1970, 1, 1) + dt.timedelta(seconds=alone)
        elif alone is None:
            assert value is None
            assert not bad
        else:
            # Serial numbers of spreadsheets are read by columns only.
            assert bad or (value is not None and text is not None and text.strip().replace(".", "").isdigit())


def test_a_slice_of_a_column_is_read_like_the_column():
    texts = pa.array(["x", "20/11/2026", None, "21/11/2026", "22/11/2026 07:00"])
    whole, part = parse_moments(texts), parse_moments(texts.slice(1, 3))
    assert part.values.to_pylist() == whole.values.to_pylist()[1:4]
    assert not part.bad.any()


@pytest.mark.parametrize(
    ("texts", "precision"),
    [
        (["20/11/2026", "21/11/2026"], "day"),
        (["20/11/2026 00:00:00"], "day"),
        (["20/11/2026", "20/11/2026 07:45"], "minute"),
        (["20/11/2026 07:45:00"], "minute"),
        (["20/11/2026 07:45:01"], "second"),
        ([None], "day"),
    ],
)
def test_a_column_says_the_finest_part_of_time_it_uses(texts: list[str | None], precision: str):
    assert parse_moments(pa.array(texts, pa.string())).precision == precision


def test_month_first_when_the_profile_says_so():
    assert parse_moments(pa.array(["11/20/2026", "11/20/2026 7:45"]), day_first=False).values.to_pylist() == [
        dt.datetime(2026, 11, 20),
        dt.datetime(2026, 11, 20, 7, 45),
    ]


def test_a_log_from_elsewhere_keeps_its_own_wall_clock():
    texts = pa.array(["2010-01-13T08:40:25.000+02:00", "2005-03-23 00:00:00+01:00", "2010-01-13T08:40:25Z"])
    kept = parse_moments(texts, keep_offset=True).values.to_pylist()
    assert kept == [dt.datetime(2010, 1, 13, 8, 40, 25), dt.datetime(2005, 3, 23), dt.datetime(2010, 1, 13, 15, 40, 25)]


def test_bytes_of_any_kind_never_break_a_column():
    noise = np.random.default_rng(7).integers(32, 127, (200, 19), dtype=np.uint8)
    assert parse_moments(pa.array([bytes(row).decode() for row in noise])).bad.all()
