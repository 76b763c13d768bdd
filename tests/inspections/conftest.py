"""A notice of conclusion in the register, an inspection with its team, and the way from stage to stage."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from minhchung.apps.documents.models import Document
from minhchung.apps.inspections import actions
from minhchung.apps.inspections.actions.planning import Planned
from minhchung.apps.inspections.models import InspectedUnit, Inspection, Member
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.assignments.conftest import assign, directive, prove
from tests.dossiers.conftest import data_folder
from tests.personas import NOW

__all__ = ["assign", "data_folder", "directive", "prove"]
RETOLD = Path(__file__).with_name("conclusion.txt").read_text("utf-8")
"""The whole inspection of the source document, retold for the fictional ward."""


def registered(ward: Commune, text: str, **values: object) -> Document:
    """A document that came in, as the register holds it."""
    usual = {"direction": "in", "state": "received", "symbol": "TB-ĐKT", "series": "TB", "type": "Thông báo", "added_at": NOW}
    return Document.objects.create(commune=ward, text=text, **{**usual, **values})


@pytest.fixture
def notice(ward: Commune) -> Document:
    subject = "Kết luận kiểm tra công tác cải cách hành chính và việc duy trì Hệ thống quản lý chất lượng năm 2026"
    return registered(ward, RETOLD, number=205, issued_on=date(2026, 6, 18), subject=subject)


@pytest.fixture
def paper(ward: Commune) -> Document:
    """The plan of inspections of the year."""
    subject = "Kế hoạch kiểm tra cải cách hành chính năm 2026"
    return registered(
        ward, "", number=64, symbol="KH-UBND", series="KH", type="Kế hoạch", issued_on=date(2026, 2, 10), subject=subject, direction="out",
        state="issued",
    )  # fmt: skip


@pytest.fixture
def inspection(ward: Commune, units: dict[str, Unit], paper: Document, standing: Person, inspector: Person, leader: Person) -> Inspection:
    """Planned, with an independent team of a leader and an inspector, over two units."""
    planned = Planned(title="Kiểm tra CCHC năm 2026", plans=[paper], starts_on=date(2026, 11, 9), ends_on=date(2026, 11, 13))
    made = actions.plan(commune=ward, kind="cchc", planned=planned, units=[units["KT"], units["VP"]], actor=standing, at=NOW)
    actions.put_on_team(inspection=made, person=leader, role=Member.Role.HEAD, actor=standing, at=NOW)
    actions.put_on_team(inspection=made, person=inspector, role=Member.Role.MEMBER, actor=standing, at=NOW)
    return made


@pytest.fixture
def at_stage(inspection: Inspection, standing: Person, inspector: Person) -> Callable[[str], Inspection]:
    """Leads the inspection on to a stage before its conclusion."""

    def led(stage: str) -> Inspection:
        while (found := Inspection.objects.get(pk=inspection.pk)).state != stage:
            if found.state == "working":
                for each in InspectedUnit.objects.filter(inspection=found):
                    actions.keep_minutes(inspected=each, worked_on=date(2026, 11, 12), text="Đã xem hồ sơ.", actor=inspector, at=NOW)
            actions.advance(inspection=found, actor=standing, at=NOW)
        return found

    return led


@pytest.fixture
def at(client: Client) -> Callable[[Person], Client]:
    """A browser in which the person is signed in."""

    def signed_in(person: Person) -> Client:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in
