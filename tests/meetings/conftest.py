"""A weekly briefing of the ward with its usual agenda, planned, and one that runs."""

from datetime import timedelta

import pytest

from minhchung.apps.meetings import actions
from minhchung.apps.meetings.models import Meeting
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.assignments.conftest import assign, at, directive, prove
from tests.personas import NOW

__all__ = ["assign", "at", "directive", "prove"]


@pytest.fixture
def planned(ward: Commune, units: dict[str, Unit], leader: Person, standing: Person) -> Meeting:
    made = actions.add(
        commune=ward, kind="weekly", title="Giao ban tuần 47", starts_at=NOW, chair=leader, secretary=standing, actor=standing, at=NOW
    )
    actions.invite(meeting=made, units=[units["KT"], units["VH-XH"]], people=[leader], actor=standing, at=NOW)
    return made


@pytest.fixture
def running(planned: Meeting, standing: Person) -> Meeting:
    return actions.open_meeting(meeting=planned, actor=standing, at=NOW)


@pytest.fixture
def over(running: Meeting, standing: Person) -> Meeting:
    actions.conclude(
        meeting=running,
        lines=[actions.Said("Phòng Kinh tế báo cáo thu ngân sách trước ngày 05/12.")],
        actor=standing,
        at=NOW,
    )
    return actions.end(meeting=running, actor=standing, at=NOW + timedelta(hours=1))
