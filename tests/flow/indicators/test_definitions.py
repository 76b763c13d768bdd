"""Definitions are dated data with their sources; a wrong file is refused with a way out."""

from datetime import date

import pytest

from minhchung.flow.indicators import DefinitionError, definition_file, indicator, indicators, on_time, packaged
from minhchung.flow.indicators.conditions import CONDITIONS, condition
from minhchung.flow.indicators.definitions import Indicator, parse

EVERY = tuple(item for file in packaged() for item in (*file.indicator, *file.on_time))
HEAD = 'name = "x"\ntitle = "X"\nsource = "Nguồn"\n'
ENTRY = (
    '[[indicator]]\nname = "a"\ntitle = "A"\nunit = "hồ sơ"\ndefinition = "D"\ncitation = "C"\nconfidence = "C"\nvalid_from = 2026-01-01\n'
)


@pytest.mark.parametrize("item", EVERY, ids=lambda item: item.name)
def test_every_definition_has_words_a_citation_and_a_confidence(item: Indicator) -> None:
    assert item.title
    assert item.definition.endswith(".")
    assert item.citation
    assert item.confidence in "ABC"


def test_every_indicator_is_written_in_conditions_that_exist_and_every_condition_is_used() -> None:
    used = {name for item in EVERY if isinstance(item, Indicator) for measure in item.measures for name in measure.of}
    assert used == set(CONDITIONS)
    with pytest.raises(DefinitionError, match="Không có điều kiện “nothing”"):
        condition("nothing")


def test_names_are_unique_over_all_files() -> None:
    names = [item.name for item in EVERY]
    assert len(names) == len(set(names))


def test_a_definition_depends_on_the_day() -> None:
    assert on_time("portal-766", date(2022, 6, 23)).name == "portal-766"
    with pytest.raises(DefinitionError, match="22/06/2022"):
        on_time("portal-766", date(2022, 6, 22))
    with pytest.raises(DefinitionError, match="chưa có hiệu lực"):
        indicators("qd766-2022", date(2021, 1, 1))
    with pytest.raises(DefinitionError, match="không có định nghĩa có hiệu lực"):
        indicator("766.3.x", date(2025, 12, 31))


def test_the_recommended_definition_is_named_in_the_data() -> None:
    assert on_time(None, date(2026, 6, 30)).name == "by-day"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name = ", "không đúng cú pháp TOML"),
        ('name = "x"\n', "title"),
        (HEAD + ENTRY, "numerator"),
        (HEAD + ENTRY + 'outside = "Ở nơi khác"\nnumerator = { of = ["received"] }\n', "không cả hai"),
        (HEAD + ENTRY + 'outside = "Ở nơi khác"\ndenominator = { of = ["received"] }\n', "không có tử số"),
        (HEAD + ENTRY + 'outside = "Ở nơi khác"\ngroup = "g"\n', "nhóm chưa khai"),
        (HEAD + (ENTRY + 'outside = "Ở nơi khác"\n') * 2, "ghi hai lần"),
        (HEAD + ENTRY + 'outside = "Ở nơi khác"\ncolour = 1\n', "colour"),
        (HEAD + ENTRY + 'outside = "Ở nơi khác"\n[indicator.points]\nmax = 0\nconfidence = "C"\n', "max"),
    ],
)
def test_a_wrong_file_is_refused_with_the_place_and_the_cause(text: str, said: str) -> None:
    with pytest.raises(DefinitionError, match=said) as refused:
        parse(text, "law/indicators/x.toml")
    assert "law/indicators/x.toml" in str(refused.value)


def test_names_that_do_not_exist_are_refused_with_the_choices() -> None:
    with pytest.raises(DefinitionError, match="form-06a"):
        definition_file("form-99")
    with pytest.raises(DefinitionError, match="Không có chỉ số tên “x”"):
        indicator("x", date(2026, 6, 30))
    with pytest.raises(DefinitionError, match="by-day, td-statistics, form-06, portal-766"):
        on_time("mine", date(2026, 6, 30))
