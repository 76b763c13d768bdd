"""Praise and reminders: the table of cases of the rule, and what a briefing reads of the ward."""

import tomllib
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from minhchung.apps.assignments import actions as assignments
from minhchung.apps.assignments.models import Occurrence
from minhchung.apps.findings import actions as findings
from minhchung.apps.meetings import points
from minhchung.apps.meetings.models import Meeting
from minhchung.apps.meetings.points import Told, UnitPoints
from minhchung.apps.meetings.queries.briefing import Briefing, UnitRow, briefing_of
from minhchung.apps.meetings.rules.briefing import LateWork, UnitWeek, proposal_for
from minhchung.apps.organisations.models import Person, Unit
from tests.assignments.conftest import Assigning, only
from tests.personas import NOW

CASES = tomllib.loads((Path(__file__).parent / "briefing_cases.toml").read_text("utf-8"))["case"]
SINCE = date(2026, 11, 13)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_rule(case: dict[str, Any]) -> None:
    late = [LateWork(number, date.fromisoformat(day) if day else None, times) for number, day, times in case.get("late", ())]
    unproven = Decimal(case["unproven"]) if "unproven" in case else None
    found = proposal_for(UnitWeek("Phòng Kinh tế", late, case.get("early", ()), unproven, unproven), since=SINCE)
    assert (found.kind if found else "") == case["kind"]
    if found:
        assert case["says"] in found.text
        assert "Phòng Kinh tế" in found.text
        assert found.why


def row_of(page: Briefing, unit: Unit) -> UnitRow:
    return next(row for row in page.rows if row.unit == unit)


@pytest.mark.django_db
def test_a_briefing_reads_late_work_reminders_findings_and_points(
    planned: Meeting, units: dict[str, Unit], assign: Assigning, standing: Person, inspector: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = only(assign("KT", deadline_on="2026-11-10"))
    for days in (3, 1):
        assignments.remind(occurrence=late, text="Đề nghị báo cáo ngay", actor=standing, at=NOW - timedelta(days=days))
    findings.add(commune=planned.commune, message="Chưa lập hồ sơ công việc", units=[units["KT"]], actor=inspector, at=NOW)
    told = Told({units["KT"].pk: UnitPoints(Decimal("1.25"), Decimal("0.5"))}, [])
    monkeypatch.setattr(points, "_sources", [lambda commune, day: told])
    page = briefing_of(standing, planned, today=NOW.date())
    row = row_of(page, units["KT"])
    assert (len(row.late), row.findings, row.week.held, row.week.unproven) == (1, 1, Decimal("1.25"), Decimal("0.5"))
    assert row.proposal is not None
    assert row.proposal.kind == "criticise"
    assert page.rows[0].unit == units["KT"]
    assert row_of(page, units["VP"]).week.held == 0
    assert row_of(page, units["VP"]).proposal is None


@pytest.mark.django_db
def test_without_an_index_points_are_unknown_and_nobody_is_praised(planned: Meeting, units: dict[str, Unit], standing: Person) -> None:
    page = briefing_of(standing, planned, today=NOW.date())
    assert not page.knows_points
    assert row_of(page, units["KT"]).week.held is None
    assert page.proposals == []


@pytest.mark.django_db
def test_work_done_before_its_day_is_praised_once_the_evidence_is_in(
    planned: Meeting,
    units: dict[str, Unit],
    assign: Assigning,
    prove: Callable[..., object],
    officer: Person,
    standing: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    early: Occurrence = only(assign("KT", deadline_on="2026-11-30"))
    prove(early, "good")
    assignments.submit(occurrence=early, actor=officer, at=NOW)
    assignments.accept(occurrence=early, actor=standing, at=NOW)
    told = Told({units["KT"].pk: UnitPoints(Decimal("0.5"), Decimal(0))}, [])
    monkeypatch.setattr(points, "_sources", [lambda commune, day: told])
    row = row_of(briefing_of(standing, planned, today=NOW.date()), units["KT"])
    assert [line.assignment.pk for line in row.early] == [early.duty.assignment_id]
    assert row.proposal is not None
    assert row.proposal.kind == "praise"
