"""What holds for every register, whatever stands in it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minhchung.letters.registers import Diff, Value

Rows = dict[str, dict[str, Value]]
Export = Callable[..., bytes]
Open = Callable[[bytes], Any]
DryRun = Callable[..., Diff]
Program = Callable[[bytes], bytes]
Saved = Callable[[Rows, Diff], Rows]

words = st.text(alphabet=st.characters(codec="utf-8"), max_size=30)
numbers = st.decimals(min_value=-1_000_000, max_value=1_000_000, places=2)
days = st.dates(date(1950, 1, 1), date(2150, 12, 31))
any_row = st.fixed_dictionaries(
    {},
    optional={
        "number": st.from_regex(r"[0-9]{1,4}", fullmatch=True),
        "task": words,
        "deadline": st.one_of(days, words, st.none()),
        "finished_on": st.one_of(days, st.none()),
        "state": st.sampled_from(["Chưa làm", "Đang làm", "Đã xong", None]),
        "progress": words,
        "points": st.one_of(numbers, st.none()),
    },
)
ids = st.from_regex(r"[A-Z0-9-]{1,8}", fullmatch=True)


def numbered(found: dict[str, dict[str, Value]]) -> Rows:
    """A line without any value comes back as an emptied one, hence the number that is always there."""
    return {row_id: {**values, "number": values.get("number", "1")} for row_id, values in found.items()}


any_rows = st.dictionaries(ids, any_row, max_size=8).map(numbered)
# A register as exported, and as it is when the file comes back: some rows changed by others, some not.
any_history = st.dictionaries(ids, st.tuples(any_row, any_row, st.booleans()), min_size=1, max_size=6).map(
    lambda found: (
        numbered({row_id: before for row_id, (before, _, _) in found.items()}),
        numbered({row_id: {**before, **after} if moved else before for row_id, (before, after, moved) in found.items()}),
    )
)
patient = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@patient
@given(rows=any_rows)
def test_whatever_is_exported_comes_back_unchanged_from_any_program(
    rows: Rows, export: Export, as_google: Program, as_wps: Program, dry_run: DryRun
) -> None:
    data = export(rows)
    for returned in (data, as_google(data), as_wps(data)):
        diff = dry_run(returned, rows)
        assert diff.is_empty, diff
        assert set(diff.unchanged) == set(rows)


@patient
@given(history=any_history, text=words)
def test_saving_a_return_and_bringing_it_back_changes_nothing_more(
    history: tuple[Rows, Rows], text: str, export: Export, opened: Open, dry_run: DryRun, saved: Saved
) -> None:
    rows, register = history
    sheet = opened(export(rows))
    for row_id in rows:
        sheet.cell(row_id, "progress").value = "".join(sign for sign in text if sign.isprintable()).lstrip("=")
    data = sheet.save()
    first = dry_run(data, rows, register)
    again = dry_run(data, rows, saved(register, first))
    assert not again.changes
    assert again.conflicts == first.conflicts
    assert again.errors == first.errors


@patient
@given(history=any_history)
def test_a_file_nobody_wrote_on_never_changes_a_register_that_moved_on(history: tuple[Rows, Rows], export: Export, dry_run: DryRun) -> None:
    rows, register = history
    assert dry_run(export(rows), rows, register).is_empty
