"""Several findings at once: each is led through its own gates by its own acts, and all of them or none."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from minhchung.apps.assignments.models import Assignment
from minhchung.apps.assignments.rules.drafts import Draft
from minhchung.apps.findings import actions
from minhchung.apps.findings.models import Finding
from minhchung.apps.ground.acts import Refused
from minhchung.apps.organisations.models import Person

WORDING = 8000
LINKABLE = (Finding.State.OPEN, Finding.State.EXPLAINED, Finding.State.PLANNED, Finding.State.WORKING)
"""States from which work may come to mend a finding, once it has cause and plan."""


@dataclass(frozen=True)
class Planning:
    """What the findings that have no cause, plan or closing test yet are given."""

    cause: str = ""
    side: str = ""
    note: str = ""
    plan: str = ""
    closing_test: str = ""


def plan_together(findings: Sequence[Finding], planning: Planning, *, actor: Person, at: datetime) -> None:
    """Cause and plan of each. A cause, a plan or a closing test that stands already is kept. A refusal undoes them all."""
    _refuse_none(findings)
    with transaction.atomic():
        for finding in findings:
            with naming(finding):
                _planned(finding, planning, actor, at)


def link_together(findings: Sequence[Finding], planning: Planning, work: Assignment, *, actor: Person, at: datetime) -> None:
    """The same, then work that was given already mends each: that of the demand which answers them, say."""
    _refuse_none(findings)
    with transaction.atomic():
        for finding in findings:
            with naming(finding):
                actions.link_work(finding=_planned(finding, planning, actor, at), assignment=work, actor=actor, at=at)


def evaluate_together(findings: Sequence[Finding], *, effective: bool, note: str, actor: Person, at: datetime) -> None:
    """One look at what mends several of them, told of each. A refusal undoes them all and names the finding."""
    _refuse_none(findings)
    with transaction.atomic():
        for finding in findings:
            with naming(finding):
                actions.evaluate(finding=finding, effective=effective, note=note, actor=actor, at=at)


def close_together(findings: Sequence[Finding], *, note: str, actor: Person, at: datetime) -> None:
    """Ends each. A refusal undoes them all and names the finding."""
    _refuse_none(findings)
    with transaction.atomic():
        for finding in findings:
            with naming(finding):
                actions.close(finding=finding, note=note, actor=actor, at=at)


@contextmanager
def naming(finding: Finding) -> Iterator[None]:
    """A refusal among many says whose it is."""
    try:
        yield
    except Refused as refused:
        raise Refused(f"{finding.label}: {refused}") from refused


def _refuse_none(findings: Sequence[Finding]) -> None:
    if not findings:
        raise Refused("Chưa chọn phát hiện nào. Đánh dấu các phát hiện rồi làm tiếp.")


def mend_together(findings: Sequence[Finding], mending: Planning, draft: Draft, *, actor: Person, at: datetime) -> Assignment:
    """The acts of the gates one after the other, so that every finding's history tells its own life. A refusal undoes them all.

    A cause or plan that stands already is kept. The work's wording names every finding.
    """
    _refuse_none(findings)
    made: Assignment | None = None
    with transaction.atomic():
        for finding in findings:
            with naming(finding):
                ready = _planned(finding, mending, actor, at)
                if made is None:
                    wording = "\n".join(each.message for each in findings)[:WORDING]
                    made = actions.give_work(finding=ready, draft=draft, wording=wording, actor=actor, at=at)
                else:
                    actions.link_work(finding=ready, assignment=made, actor=actor, at=at)
    assert made is not None  # noqa: S101 - there is at least one finding
    return made


def _planned(finding: Finding, mending: Planning, actor: Person, at: datetime) -> Finding:
    if finding.state == Finding.State.OPEN:
        finding = actions.explain(finding=finding, cause=mending.cause, side=mending.side, note=mending.note, actor=actor, at=at)
    if finding.state == Finding.State.EXPLAINED:
        test = finding.closing_test or mending.closing_test
        finding = actions.plan(finding=finding, plan=mending.plan, closing_test=test, actor=actor, at=at)
    return finding
