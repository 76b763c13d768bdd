"""One of each thing of the quality management system in ward A, for the guards that walk every page and right."""

from datetime import timedelta
from typing import Any

from minhchung.apps.assignments.rules.drafts import Draft, DraftUnit
from minhchung.apps.management import actions as management
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.personas import NOW

RISK = {"what": "Mất điện, mạng tại Trung tâm", "kind": "risk", "likelihood": "4", "severity": "4", "action": "Mua máy phát điện"}
POST = {"post": "Công chức tư pháp - hộ tịch", "conditions": "Đại học luật; chứng chỉ hộ tịch", "met": "part", "gap": "Chứng chỉ hộ tịch"}


def draft(unit: Unit, title: str = "Mua máy phát điện") -> Draft:
    """Work for a unit by the middle of December."""
    lead = (DraftUnit(unit.name, unit.pk, 1.0, "name"),)
    return Draft(title=title, lead=lead, deadline_kind="date", deadline_on="2026-12-15", product="Biên bản nghiệm thu")


def made(ward: Commune, units: dict[str, Unit], person: Person) -> dict[str, Any]:
    """Entries of three registers, one with work and one that ended; an own register; a clause left out; two reviews."""
    at, unit = NOW - timedelta(hours=1), units["VP"]
    risk = management.add_entry(commune=ward, register="rui-ro", values=RISK, unit=unit, actor=None, at=at)
    management.give_entry_work(entry=risk, draft=draft(unit), actor=None, at=at)
    gap = management.add_entry(commune=ward, register="nang-luc", values={**POST, "person": str(person.pk)}, unit=unit, actor=None, at=at)
    over = management.add_entry(
        commune=ward, register="thiet-bi", values={"item": "Máy quét", "state": "broken"}, unit=unit, actor=None, at=at
    )
    management.close_entry(entry=over, reason="Đã thanh lý", actor=None, at=at)
    columns = "Công trình *\nKết quả | chọn | Đạt; Chưa đạt"
    own = management.add_register(commune=ward, title="Sổ công trình", columns=columns, actor=None, at=at)
    management.set_register(commune=ward, register="rui-ro", columns="Số quyết định", review_months=6, actor=None, at=at)
    management.exclude_clause(commune=ward, number="8.3", reason="Phường không thiết kế dịch vụ", actor=None, at=at)
    return {"entry": risk, "gap_entry": gap, "ended_entry": over, "own_register": own, **_reviews(ward, units, person)}


def _reviews(ward: Commune, units: dict[str, Unit], person: Person) -> dict[str, Any]:
    at = NOW - timedelta(minutes=30)
    day = NOW.date() - timedelta(days=30)
    held = management.plan_review(commune=ward, title="Xem xét của lãnh đạo kỳ I", planned_on=day, chair=person, actor=None, at=at)
    management.invite(review=held, people=[person], guests="Vũ An, Sở Khoa học và Công nghệ", actor=None, at=at)
    management.note_input(review=held, code="b", note="Sắp xếp lại đơn vị", actor=None, at=at)
    management.hold_review(review=held, held_on=day, present=list(held.attendees.filter(person=person)), actor=None, at=at)
    decision = management.decide(review=held, kind="resource", text="Bổ sung máy phát điện", actor=None, at=at)
    given = management.decide(review=held, kind="improvement", text="Rút ngắn thời gian thẩm định", actor=None, at=at)
    management.give_decision(decision=given, draft=draft(units["VP"], "Rút ngắn thẩm định"), actor=None, at=at)
    coming = management.plan_review(commune=ward, title="Xem xét của lãnh đạo kỳ II", planned_on=NOW.date(), actor=None, at=at)
    management.invite(review=coming, people=[person], actor=None, at=at)
    held.refresh_from_db()
    return {"management_review": coming, "held_review": held, "decision": decision, "given_decision": given}
