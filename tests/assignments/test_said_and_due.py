"""From the words of a document to the day work is due: what the reader saw, the proposal kept and the register counts."""

import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from minhchung.apps.assignments import actions
from minhchung.apps.assignments.models import Assignment, Occurrence, Proposal
from minhchung.apps.documents.models import Document
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.reading import read_text
from minhchung.reading.model import to_json

GIVEN = datetime(2026, 1, 6, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
CASES = tomllib.loads((Path(__file__).parent / "said_and_due.toml").read_text("utf-8"))
HEAD = """ỦY BAN NHÂN DÂN
PHƯỜNG VÂN KHÊ
Số: 12/TB-UBND
Vân Khê, ngày 05 tháng 01 năm 2026

THÔNG BÁO
Kết luận tại Hội nghị giao ban

"""


def cases() -> list[Any]:
    return [pytest.param(kind, case, id=case["said"]) for kind, found in CASES.items() for case in found]


def given(text: str, ward: Commune, giver: Person) -> Assignment:
    """The one assignment of a document, read, proposed, taken and confirmed as a person would."""
    document = Document.objects.create(
        commune=ward,
        direction=Document.Direction.OUTGOING,
        state=Document.State.ISSUED,
        number=12,
        symbol="TB-UBND",
        issued_on=date(2026, 1, 5),
        subject="Kết luận tại Hội nghị giao ban",
        text=text,
        added_at=GIVEN,
    )
    reading = read_text(text)
    actions.propose(document=document, reading=to_json(reading), text=reading.text, actor=giver, at=GIVEN)
    proposal = Proposal.objects.get(document=document)
    actions.take(proposal=proposal, actor=giver, at=GIVEN)
    (made,) = actions.confirm(document=document, actor=giver, at=GIVEN)
    return made


def first_due(assignment: Assignment) -> date | None:
    return Occurrence.objects.filter(duty__assignment=assignment).order_by("due_on").values_list("due_on", flat=True)[0]


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "case"), cases())
def test_the_words_of_a_deadline_give_this_last_day(
    kind: str, case: dict[str, Any], ward: Commune, units: dict[str, Unit], standing: Person
) -> None:
    made = given(f"{HEAD}1. Phòng Kinh tế rà soát biểu mẫu {case['said']}.\n", ward, standing)
    assert (made.deadline_kind, first_due(made)) == (kind, case["due"])
    assert case.get("words", "") in made.deadline_text
    assert made.deadline_text in case["said"]


@pytest.mark.django_db
def test_the_time_of_a_slip_comes_back_for_each_of_its_works(ward: Commune, units: dict[str, Unit], standing: Person) -> None:
    slip = (
        HEAD.replace("THÔNG BÁO\nKết luận tại Hội nghị giao ban", "PHIẾU GIAO VIỆC\n\nĐơn vị nhận việc: Phòng Kinh tế")
        + "1. Rà soát biểu mẫu đã niêm yết.\n\nThời hạn hoàn thành: trước ngày 18 hằng tháng.\n"
    )
    made = given(slip, ward, standing)
    assert (made.deadline_kind, made.recurrence, made.recurring_day, first_due(made)) == ("recurring", "monthly", "18", date(2026, 1, 17))


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "case"), [case for case in cases() if "lenient" in case.values[1]])
def test_a_ward_may_read_before_a_day_as_to_its_end(
    kind: str, case: dict[str, Any], ward: Commune, units: dict[str, Unit], standing: Person
) -> None:
    ward.before_excludes_the_day = False
    ward.save()
    made = given(f"{HEAD}1. Phòng Kinh tế rà soát biểu mẫu {case['said']}.\n", ward, standing)
    assert (made.deadline_kind, first_due(made)) == (kind, case["lenient"])
