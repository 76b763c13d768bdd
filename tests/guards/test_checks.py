"""Checks: each has an example that it finds, each clause of its condition one that only this clause spares; docs/checks.md lists them all.

Run with MINHCHUNG_TEST_WRITE_CHECKS=1 to rewrite docs/checks.md after a change, and read the difference before committing it.
"""

import importlib
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from minhchung.apps.dossiers.checks import AGE
from minhchung.apps.ground.figures import FIGURES, Scope
from minhchung.apps.ground.problems import CHECKS, RETIRED, Check, Problem
from minhchung.apps.ground.refs import Ref
from minhchung.apps.ground.subjects import KINDS
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.apps.reviews.queries import AREAS
from tests.checking import Examples, Ground
from tests.personas import NOW

HOUSE = Path(__file__).resolve().parents[2]
APPS = sorted(path.parent.name for path in HOUSE.glob("tests/*/check_examples.py"))
EXAMPLES: dict[str, Examples] = {
    code: each for app in APPS for code, each in importlib.import_module(f"tests.{app}.check_examples").EXAMPLES.items()
}
Grounds = Callable[[], "contextmanager[Ground]"]


@pytest.fixture
def ground(ward: Commune, units: dict[str, Unit], officer: Person, settings: Settings, tmp_path: Path) -> Callable[[], Iterator[Ground]]:
    """An empty ward with a data folder of its own for each example; what one builds is gone when the next is built."""
    made: list[None] = []

    @contextmanager
    def fresh() -> Iterator[Ground]:
        made.append(None)
        settings.DATA_DIR = tmp_path / str(len(made))
        with transaction.atomic():
            yield Ground(ward, units, officer)
            transaction.set_rollback(True)

    return fresh


def found(check: Check, commune: Commune, unit: int | None = None) -> list[Problem]:
    return list(check.wrong(check.look(Scope(commune.code, unit), NOW)))


def without(check: Check, clause: str) -> Check:
    """The check with one clause less."""
    left = {name: {key: held for key, held in getattr(check, name).items() if key != clause} for name in ("where", "holds")}
    return replace(check, **left)


def test_every_check_and_every_clause_has_an_example() -> None:
    assert set(EXAMPLES) == set(CHECKS)
    lacking = {code: set(check.clauses) ^ set(EXAMPLES[code].fine) for code, check in CHECKS.items()}
    assert {code: names for code, names in lacking.items() if names} == {}
    bare = {code for code, check in CHECKS.items() if set(check.clauses) <= {AGE}}
    assert bare == {code for code, each in EXAMPLES.items() if each.cases}, "only what an engine finds by itself has no clauses but its age"


@pytest.mark.django_db
@pytest.mark.parametrize("code", CHECKS)
def test_the_wrong_example_is_found_and_told(code: str, ground: Grounds, other_ward: Commune) -> None:
    check = CHECKS[code]
    for number, make in enumerate((EXAMPLES[code].wrong, *EXAMPLES[code].also)):
        with ground() as here:
            wrong = make(here)
            here.settle()
            told = {problem.subject: problem for problem in found(check, here.commune)}
            assert wrong in told, f"{code} does not find its example {number}"
            _well_told(told[wrong])
            seen_by = {unit: _subjects(check, here.commune, unit) for unit in (*told[wrong].units, here.units["DVSNC"].pk)}
            assert {unit for unit, subjects in seen_by.items() if wrong in subjects} == set(told[wrong].units)
            assert not found(check, other_ward)


def _well_told(problem: Problem) -> None:
    assert problem.subject.kind in KINDS
    for said in (problem.message, problem.fix):
        assert said == said.strip() and said.endswith(".") and not said[0].islower(), said
        assert "None" not in said and "  " not in said, said
    assert len(problem.part) <= 40


@pytest.mark.django_db
@pytest.mark.parametrize("code", [code for code, check in CHECKS.items() if check.clauses])
def test_each_clause_spares_what_nothing_else_spares(code: str, ground: Grounds) -> None:
    check = CHECKS[code]
    for clause, make in EXAMPLES[code].fine.items():
        with ground() as here:
            spared = make(here)
            here.settle()
            assert spared not in _subjects(check, here.commune), f"{code} finds the example that “{clause}” should spare"
            assert spared in _subjects(without(check, clause), here.commune), f"{code}: taking “{clause}” away changes nothing"


def _subjects(check: Check, commune: Commune, unit: int | None = None) -> set[Ref]:
    return {problem.subject for problem in found(check, commune, unit)}


@pytest.mark.django_db
@pytest.mark.parametrize("code", [code for code in CHECKS if code[:2] in ("NV", "VB", "MC")])
def test_what_is_found_costs_no_query_each(code: str, ground: Grounds, django_assert_max_num_queries: Any) -> None:
    check, make = CHECKS[code], EXAMPLES[code].wrong
    with ground() as here:
        make(here)
        with CaptureQueriesContext(connection) as alone:
            assert found(check, here.commune)
        wrong = {make(here) for _ in range(4)}
        with django_assert_max_num_queries(len(alone)):
            assert wrong <= _subjects(check, here.commune)


@pytest.mark.parametrize("code", [code for code, each in EXAMPLES.items() if each.cases])
def test_what_an_engine_finds_has_its_cases_there(code: str) -> None:
    path, _, name = EXAMPLES[code].cases.partition("::")
    assert f"def {name}(" in (HOUSE / path).read_text("utf-8"), f"{path} has no case of {name}"


def test_what_a_check_names_is_there_and_what_is_retired_is_gone() -> None:
    assert {name for check in CHECKS.values() for name in check.figures} <= set(FIGURES)
    assert not CHECKS.keys() & RETIRED.keys()
    assert all(not why.endswith(".") for why in RETIRED.values())


def test_codes_and_words_keep_their_form() -> None:
    for code, check in CHECKS.items():
        assert re.fullmatch(r"[A-Z]{2}-\d\d", code) and code[:2] in AREAS, code
        assert check.title[0].isupper() and not check.title.endswith("."), check.title
    titles = [check.title for check in CHECKS.values()]
    assert len(titles) == len(set(titles))


def test_the_list_of_checks_is_up_to_date() -> None:
    page = HOUSE / "docs" / "checks.md"
    now = checks_page()
    if os.environ.get("MINHCHUNG_TEST_WRITE_CHECKS"):
        page.write_text(now, "utf-8")
    assert page.read_text("utf-8") == now, "checks changed: rewrite docs/checks.md and read the difference"


HEAD = """# Các kiểm tra khi rà soát

Mỗi kiểm tra nhìn một loại bản ghi và báo khi **mọi** vế của điều kiện cùng đúng. Tham số là số phường sửa được; số ghi sẵn dùng khi phường
chưa sửa. Trang này do phần mềm viết ra từ chính các kiểm tra (`MINHCHUNG_TEST_WRITE_CHECKS=1 pytest tests/guards/test_checks.py`).

Cột số liệu nêu số liệu mà mỗi phát hiện kéo xuống: phát hiện giữ điểm của tiêu chí chấm bằng số liệu đó. Phát hiện về tiêu chí, minh chứng,
nhiệm vụ, mục kế hoạch, văn bản làm minh chứng giữ điểm của tiêu chí mà bản ghi ấy dẫn đến.

| Mã | Kiểm tra | Mức | Nhìn vào | Điều kiện | Tham số | Cách xử lý | Số liệu | Căn cứ |
|---|---|---|---|---|---|---|---|---|
"""
GONE = """
## Quy tắc đã bỏ

Mã không dùng lại; phát hiện cũ tự đóng ở lần rà soát sau, kèm lời dưới đây.

| Mã | Vì sao |
|---|---|
"""


def checks_page() -> str:
    """docs/checks.md as the checks now are."""
    checks = "".join(f"| {' | '.join(_cells(check))} |\n" for _, check in sorted(CHECKS.items()))
    return HEAD + checks + GONE + "".join(f"| {code} | {why}. |\n" for code, why in sorted(RETIRED.items()))


def _cells(check: Check) -> list[str]:
    parameters = "<br>".join(
        f"{each.label}: {each.usual}{f' ({each.citation})' if each.citation else ''}" for each in check.parameters.values()
    )
    cells = [
        check.code,
        check.title,
        check.severity.label,
        check.looks_at,
        "<br>".join(check.clauses),
        parameters,
        check.fix,
        "<br>".join(FIGURES[name].label for name in check.figures),
        check.citation,
    ]
    return [cell.replace("|", "\\|") for cell in cells]
