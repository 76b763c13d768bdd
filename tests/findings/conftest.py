"""A finding of the inspection under two units, and the work that mends it."""

from collections.abc import Callable

import pytest

from minhchung.apps.assignments import actions as assignments
from minhchung.apps.assignments.models import Assignment, Occurrence
from minhchung.apps.assignments.rules.drafts import Draft, DraftUnit
from minhchung.apps.findings import actions
from minhchung.apps.findings.models import Finding
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.assignments.conftest import assign, directive, prove
from tests.personas import NOW

__all__ = ["assign", "directive", "prove"]
WORDS = "Công tác lập hồ sơ công việc điện tử chưa hiệu quả: còn hồ sơ giấy chưa có bản điện tử."


@pytest.fixture
def finding(ward: Commune, units: dict[str, Unit], inspector: Person) -> Finding:
    return actions.add(commune=ward, message=WORDS, units=[units["VP"], units["KT"]], actor=inspector, at=NOW)


@pytest.fixture
def draft(units: dict[str, Unit]) -> Draft:
    lead = (DraftUnit("Phòng Kinh tế", units["KT"].pk),)
    return Draft(title="Lập đủ hồ sơ công việc điện tử", lead=lead, deadline_kind="date", deadline_on="2026-12-10")


@pytest.fixture
def planned(finding: Finding, officer: Person, leader: Person) -> Finding:
    """Explained by the unit, planned by a leader."""
    actions.explain(finding=finding, cause="not-followed", side="", note="", actor=officer, at=NOW)
    return actions.plan(finding=finding, plan="Lập danh mục, giao từng người.", closing_test="Đủ 100% hồ sơ.", actor=leader, at=NOW)


@pytest.fixture
def working(planned: Finding, draft: Draft, standing: Person) -> Finding:
    actions.give_work(finding=planned, draft=draft, actor=standing, at=NOW)
    return Finding.objects.get(pk=planned.pk)


@pytest.fixture
def mend(prove: Callable[..., object], officer: Person, standing: Person) -> Callable[[Assignment], None]:
    """Does a work to its accepted end."""

    def done(assignment: Assignment) -> None:
        for occurrence in Occurrence.objects.filter(duty__assignment=assignment):
            prove(occurrence, "ok")
            assignments.submit(occurrence=occurrence, actor=officer, at=NOW)
            assignments.accept(occurrence=occurrence, actor=standing, at=NOW)

    return done
