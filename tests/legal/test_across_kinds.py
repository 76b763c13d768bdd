"""One decree replaced: exactly the live ISO versions, procedures, workflows, work and documents that cite it, each with its units."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from minhchung.apps.assignments import actions as assignments
from minhchung.apps.assignments.models import Occurrence
from minhchung.apps.assignments.rules.drafts import Draft, DraftUnit
from minhchung.apps.documents import actions as documents
from minhchung.apps.documents.affected import affected_by
from minhchung.apps.documents.rules.validity import EventKind
from minhchung.apps.findings.models import Finding
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Person
from minhchung.apps.procedures import actions as procedures
from minhchung.apps.procedures.models import Procedure, Workflow
from minhchung.apps.procedures.rules.workflows import Step
from minhchung.apps.procedures.writing import brought_up_to_date
from minhchung.apps.quality import actions as quality
from minhchung.apps.quality.citing import live
from minhchung.apps.quality.models import Version
from minhchung.apps.reviews.running import review
from tests.documents.test_validity import law, own, write
from tests.personas import NOW
from tests.quality.conftest import BIRTH, say, through

__all__ = ["through"]
pytestmark = pytest.mark.django_db
D, TODAY = date(2026, 12, 10), NOW.date()
LATER = date(2026, 12, 20)
OLD = {"title": "Nghị định về hộ tịch", "symbol": "61/2018/NĐ-CP"}
OTHER = {"title": "Luật Hộ tịch", "symbol": "60/2014/QH13"}
WORDS = "Niêm yết thủ tục theo Nghị định số 61/2018/NĐ-CP của Chính phủ"


class World:
    """A decree, and beside each subject that is to be found one of the same kind that is not."""

    def __init__(self, ward: Commune, units: dict[str, Any], leader: Person, through: Any) -> None:
        self.ward, self.units, self.leader, self.through = ward, units, leader, through
        self.old, self.new = law(ward, "61/2018/NĐ-CP"), law(ward, "118/2025/NĐ-CP")
        self.rows: dict[str, Ref] = {}
        self._procedures()
        self._workflows()
        self._versions()
        self._work()
        text = "Căn cứ Nghị định số 61/2018/NĐ-CP của Chính phủ;"
        for name, code, more in (
            ("decision", "10/QĐ-UBND", {}),
            ("letter", "16/UBND-KT", {}),
            ("gone", "17/QĐ-UBND", {"state": "withdrawn"}),
        ):
            self.rows[name] = Ref("document", str(own(ward, code, text, unit=units["KT"], **more).pk))

    def _procedures(self) -> None:
        said, other = BIRTH | {"basis": [OTHER, OLD]}, BIRTH | {"basis": [OTHER]}
        self.made = {
            "procedure": say(self.ward, "1.000001", said, unit=self.units["VP"]),
            "abolished procedure": say(self.ward, "1.000002", said, unit=self.units["VP"]),
            "procedure with another basis": say(self.ward, "1.000003", other, unit=self.units["VP"]),
            "procedure not certain of it": say(
                self.ward, "1.000004", BIRTH | {"basis": [OLD | {"doubt": "Dính số."}]}, unit=self.units["VP"]
            ),
            "procedure without a unit": say(self.ward, "1.000005", said),
        }
        say(self.ward, "1.000002", {}, kind="abolished", on=TODAY - timedelta(days=3))
        brought_up_to_date(self.ward.pk, [each.pk for each in self.made.values()], today=TODAY)
        self.rows |= {name: each.ref for name, each in self.made.items()}

    def _workflows(self) -> None:
        first = self._workflow(self.made["procedure with another basis"], TODAY - timedelta(days=90), self.old)
        second = self._workflow(self.made["procedure with another basis"], TODAY - timedelta(days=30), self.old)
        third = self._workflow(self.made["procedure with another basis"], LATER, None)
        self.rows |= {"superseded workflow": first.ref, "workflow": second.ref, "workflow to come": third.ref}

    def _workflow(self, procedure: Procedure, on: date, document: Any) -> Workflow:
        steps = [Step("Tiếp nhận", None, "Một cửa", Decimal(4))]
        return procedures.set_workflow(procedure=procedure, on=on, steps=steps, document=document, actor=None, at=NOW)

    def _versions(self) -> None:
        for number, name in enumerate(("version", "version to come", "draft version", "withdrawn version"), 10):
            said = say(self.ward, f"1.0000{number}", BIRTH | {"basis": [OLD]}, unit=self.units["VP"])
            made = quality.generate(commune=self.ward, procedures=[said], owner=self.units["VH-XH"], actor=None, at=NOW)
            if name != "draft version":
                made = self.through(made, on=LATER if name == "version to come" else TODAY)
            if name == "withdrawn version":
                quality.withdraw(version=made, reason="Thủ tục không còn", actor=self.leader, at=NOW)
            self.rows[name] = made.ref

    def _work(self) -> None:
        draft = Draft(
            "Niêm yết theo nghị định", deadline_kind="date", deadline_on="2026-12-20", lead=(DraftUnit("KT", self.units["KT"].pk),)
        )
        for name in ("open work", "closed work"):
            made = assignments.add(commune=self.ward, draft=draft, wording=WORDS, actor=self.leader, at=NOW)
            self.rows[name] = Ref("assignment", str(made.pk))
        Occurrence.objects.filter(duty__assignment=made).update(state="cancelled", closed_at=NOW)

    def names(self, refs: Iterable[Ref]) -> set[str]:
        known = {ref: name for name, ref in self.rows.items()}
        return {known.get(ref, str(ref)) for ref in refs}


LIVE = {"procedure": "VP", "procedure without a unit": "", "workflow": "VP", "version": "VH-XH", "version to come": "VH-XH",
        "open work": "KT", "decision": "KT"}  # fmt: skip


@pytest.fixture
def world(ward: Commune, units: dict[str, Any], leader: Person, through: Any) -> World:
    return World(ward, units, leader, through)


@pytest.mark.parametrize("day", [D - timedelta(days=1), D, D + timedelta(days=1), LATER])
def test_a_replaced_decree_touches_exactly_what_is_live_on_the_day(world: World, officer: Person, standing: Person, day: date) -> None:
    event = write(world.old, EventKind.REPLACED, D, officer, standing, by=world.new)
    found = {row.ref: row.units for row in affected_by(world.old, event.as_event, day=day)}
    wanted = LIVE if day < LATER else {name: unit for name, unit in LIVE.items() if name != "workflow"}
    assert world.names(found) == set(wanted), "on its last day a workflow gives way to the next"
    for name, unit in wanted.items():
        assert found[world.rows[name]] == (frozenset({world.units[unit].pk}) if unit else frozenset()), name


def test_the_review_tells_exactly_these(world: World, officer: Person, standing: Person) -> None:
    event = write(world.old, EventKind.REPLACED, D, officer, by=world.new)
    review(world.ward, actor=None, at=NOW)
    assert not Finding.objects.filter(code="VB-08").exists(), "nobody has confirmed it yet"
    documents.verify_validity(validity_event=event, actor=standing, at=NOW)
    review(world.ward, actor=None, at=NOW)
    rows = {Ref(each.subject_kind, each.subject_key): each for each in Finding.objects.filter(code="VB-08", closed_at=None)}
    assert world.names(rows) == set(LIVE)
    for name, unit in LIVE.items():
        assert [each.unit.short for each in rows[world.rows[name]].units.select_related("unit")] == ([unit] if unit else []), name


def test_of_the_versions_of_documents_those_in_force_or_approved_are_live(world: World, other_ward: Commune) -> None:
    keys = {str(pk): name for pk, name in ((each.pk, each.state) for each in Version.objects.all())}
    found = live(world.ward.pk, list(keys), TODAY)
    assert sorted(keys[key] for key in found) == ["in_force", "waiting"]
    assert set(found.values()) == {frozenset({world.units["VH-XH"].pk})}
    assert not live(other_ward.pk, list(keys), TODAY), "another ward's versions are nobody's here"
