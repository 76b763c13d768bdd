"""The checklists as data: long enough, every citation there, every answer one that exists; and what answers a line at a unit."""

from datetime import date

import pytest

from minhchung.apps.findings import actions as findings
from minhchung.apps.ground.figures import FIGURES
from minhchung.apps.ground.problems import CHECKS
from minhchung.apps.inspections.answers import RECORDS, Asked, answers_of
from minhchung.apps.inspections.checklists import Checklist, checklist_of, checklists, unknown_answers, usual_limits
from minhchung.apps.inspections.models import InspectedUnit, Inspection
from minhchung.apps.organisations.models import Person, Unit
from tests.personas import NOW

LEAST = {"cchc": 25, "tthc-control": 20, "iso": 20}


@pytest.mark.parametrize("checklist", checklists(), ids=lambda each: each.name)
def test_a_checklist_is_long_enough_and_knows_its_answers(checklist: Checklist) -> None:
    lines = list(checklist.lines())
    assert len(lines) >= LEAST[checklist.name]
    assert all(line.question.endswith("?") and line.citation for line in lines)
    assert sum(bool(line.answer) for line in lines) >= 10
    assert unknown_answers(checklist, figures=FIGURES, checks=CHECKS, records=RECORDS) == []


def test_every_kind_of_inspection_has_one_checklist() -> None:
    assert {kind: checklist_of(kind).name for kind in Inspection.Kind.values} == {
        "cchc": "cchc", "tthc": "tthc-control", "iso": "iso", "department": "cchc",
    }  # fmt: skip
    assert sorted(kind for each in checklists() for kind in each.kinds) == sorted(Inspection.Kind.values)


def test_an_answer_that_does_not_exist_is_noticed() -> None:
    checklist = checklist_of("cchc")
    named = [line for line in checklist.lines() if line.answer]
    assert len(unknown_answers(checklist, figures={}, checks={}, records={})) == len(named)
    without = {name: figure for name, figure in FIGURES.items() if name != "plans.completion_share"}
    assert unknown_answers(checklist, figures=without, checks=CHECKS, records=RECORDS) == ["CC-02: figure:plans.completion_share"]


def test_a_code_given_twice_is_refused() -> None:
    raw = checklist_of("cchc").model_dump()
    raw["theme"][0]["line"][1]["code"] = raw["theme"][0]["line"][0]["code"]
    with pytest.raises(ValueError, match="CC-01 có hai lần"):
        Checklist.model_validate(raw)


def test_what_nobody_has_confirmed_is_marked() -> None:
    iso = checklist_of("iso")
    assert sum(line.unconfirmed for line in iso.lines()) >= 10
    assert all(limit.days == 15 and "chưa xác nhận" in limit.source for limit in usual_limits().values())


@pytest.mark.django_db
@pytest.mark.parametrize("kind", Inspection.Kind.values)
def test_every_line_that_names_an_answer_gets_one(kind: str, inspection: Inspection) -> None:
    Inspection.objects.update(kind=kind)
    inspected = InspectedUnit.objects.select_related("inspection__commune", "unit").first()
    assert inspected is not None
    found = answers_of(checklist_of(kind), Asked(inspected, NOW))
    assert set(found) == {line.code for line in checklist_of(kind).lines() if line.answer}
    assert all(answer.text and answer.meaning and answer.url for answer in found.values() if answer.known)


@pytest.mark.django_db
def test_an_answer_counts_the_findings_of_the_unit_that_are_open(inspection: Inspection, units: dict[str, Unit], inspector: Person) -> None:
    of_kt = InspectedUnit.objects.select_related("inspection", "unit").get(unit=units["KT"])
    findings.add(commune=inspection.commune, message="Sổ chưa ghi đủ.", units=[units["KT"]], actor=inspector, at=NOW)
    findings.add(commune=inspection.commune, message="Của đơn vị khác.", units=[units["VP"]], actor=inspector, at=NOW)
    answer = answers_of(checklist_of("cchc"), Asked(of_kt, NOW))["CC-08"]
    assert answer.text == "1 tồn tại do người phát hiện còn mở"


@pytest.mark.django_db
def test_the_time_looked_at_never_ends_after_today(inspection: Inspection) -> None:
    inspection.since, inspection.until = date(2026, 3, 1), date(2026, 12, 31)
    inspected = inspection.inspectedunits.select_related("unit").all()[0]
    inspected.inspection = inspection
    window = Asked(inspected, NOW).window
    assert (window.start, window.end) == (date(2026, 3, 1), date(2026, 11, 20))
