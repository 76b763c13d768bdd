"""One corrective work for several findings: each is led through its own gates, and all of them or none."""

from collections.abc import Sequence
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


@dataclass(frozen=True)
class Mending:
    """What the findings that have no cause or plan yet are given, and the work that mends them all."""

    cause: str
    side: str
    note: str
    plan: str
    closing_test: str
    draft: Draft


def mend_together(findings: Sequence[Finding], mending: Mending, *, actor: Person, at: datetime) -> Assignment:
    """The acts of the gates one after the other, so that every finding's history tells its own life. A refusal undoes them all.

    A cause or plan that stands already is kept. The work's wording names every finding.
    """
    if not findings:
        raise Refused("Chưa chọn phát hiện nào. Đánh dấu các phát hiện rồi giao.")
    made: Assignment | None = None
    with transaction.atomic():
        for finding in findings:
            ready = _planned(finding, mending, actor, at)
            if made is None:
                wording = "\n".join(each.message for each in findings)[:WORDING]
                made = actions.give_work(finding=ready, draft=mending.draft, wording=wording, actor=actor, at=at)
            else:
                actions.link_work(finding=ready, assignment=made, actor=actor, at=at)
    assert made is not None  # noqa: S101 - there is at least one finding
    return made


def _planned(finding: Finding, mending: Mending, actor: Person, at: datetime) -> Finding:
    if finding.state == Finding.State.OPEN:
        finding = actions.explain(finding=finding, cause=mending.cause, side=mending.side, note=mending.note, actor=actor, at=at)
    if finding.state == Finding.State.EXPLAINED:
        finding = actions.plan(finding=finding, plan=mending.plan, closing_test=mending.closing_test, actor=actor, at=at)
    return finding
