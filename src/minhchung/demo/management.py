"""The registers, clauses and management reviews of the sample ward: one review held in July, one being prepared for December, which is late
by the interval of three months that the ward set itself."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.files.base import ContentFile

from minhchung.apps.assignments import actions as assignments
from minhchung.apps.assignments.models import Assignment, Occurrence
from minhchung.apps.assignments.rules.drafts import Draft, DraftUnit
from minhchung.apps.evidence.showing import Piece
from minhchung.apps.files.receiving import receive
from minhchung.apps.ground.clock import ZONE
from minhchung.apps.management import actions
from minhchung.apps.management.models import Entry, ManagementReview
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.demo import papers
from minhchung.demo.registers import PEOPLE_COLUMNS, REGISTERS, Values

OVERDUE = "boi-canh"
"""The register whose lines were entered in spring and are to be looked at again in autumn; one of them was."""


def keep_registers(commune: Commune, people: Mapping[str, Person]) -> None:
    """From March to November 2026, told as acts."""
    units = {unit.short: unit for unit in Unit.objects.filter(commune=commune)}
    made = {OVERDUE: _entries(commune, units, people, OVERDUE)}
    reason = "Phường giải quyết thủ tục theo quy định, không tự thiết kế dịch vụ."
    actions.exclude_clause(commune=commune, number="8.3", reason=reason, actor=people["nguyen"], at=_at("2026-04-06 09:00"))
    _held(commune, units, people)
    _own_register(commune, units, people)
    made |= {name: _entries(commune, units, people, name) for name in REGISTERS if name != OVERDUE}
    _look_again(made, people)
    _work_on(made, units, people)
    _prepared(commune, people)


def _entries(commune: Commune, units: Mapping[str, Unit], people: Mapping[str, Person], name: str) -> list[Entry]:
    """The lines of a register, in their order."""
    return [_entry(commune, units[row[0]], people, name, (place, row[1])) for place, row in enumerate(REGISTERS[name])]


def _entry(commune: Commune, unit: Unit, people: Mapping[str, Person], name: str, row: tuple[int, Values]) -> Entry:
    place, said = row
    values = {key: str(people[value].pk) if key in PEOPLE_COLUMNS else value for key, value in said.items()}
    day: dict[str, Any] = {"review_on": date(2026, 10, 15)} if name == OVERDUE else {}
    at = _at(f"2026-03-1{place} 09:{place:02d}") if name == OVERDUE else _at(f"2026-10-1{place} 14:{place:02d}")
    return actions.add_entry(commune=commune, register=name, values=values, unit=unit, **day, actor=people["nguyen"], at=at)


def _look_again(made: Mapping[str, list[Entry]], people: Mapping[str, Person]) -> None:
    """One context issue was looked at in time; the two others wait."""
    note = "Quy trình đã thống nhất ở hộ tịch, chứng thực; đất đai còn khác nhau."
    seen: dict[str, Any] = {"on": date(2026, 10, 12), "note": note}
    actions.review_entry(entry=made["boi-canh"][0], **seen, actor=people["nguyen"], at=_at("2026-10-12 15:00"))


def _work_on(made: Mapping[str, list[Entry]], units: Mapping[str, Unit], people: Mapping[str, Person]) -> None:
    """The risk of outdated bases and the gap in communication are worked on; late land dossiers and the broken scanner are not."""
    for entry, unit, title, product, day in (
        (made["rui-ro"][1], "VH-XH", "Phân công theo dõi văn bản mới và rà soát căn cứ quy trình", "Bảng phân công", "2026-12-11"),
        (made["nang-luc"][1], "PVHCC", "Cử cán bộ Một cửa học kỹ năng giao tiếp", "Giấy chứng nhận", "2026-12-18"),
    ):
        draft = _draft(units[unit], title, product, day)
        actions.give_entry_work(entry=entry, draft=draft, actor=people["nguyen"], at=_at("2026-11-09 10:00"))


def _own_register(commune: Commune, units: Mapping[str, Unit], people: Mapping[str, Person]) -> None:
    """A register of the ward's own: keys and seals handed on."""
    actions.add_register(
        commune=commune, title="Bàn giao con dấu, chữ ký số", purpose="Ai giữ, giao cho ai, ngày nào.", clauses=["5.3"], review_months=6,
        columns="Con dấu, thiết bị ký *\nNgười giữ | người\nNhận ngày | ngày\nTình trạng | chọn | Đang dùng; Đã trả",
        actor=people["nguyen"], at=_at("2026-09-01 09:00"),
    )  # fmt: skip
    values = {"x-con-dau-thiet-bi-ky": "Con dấu Ủy ban nhân dân", "x-nguoi-giu": str(people["lan"].pk), "x-nhan-ngay": "2026-07-01",
              "x-tinh-trang": "dang-dung"}  # fmt: skip
    actions.add_entry(
        commune=commune, register="ban-giao-con-dau-chu-ky-so", values=values, unit=units["VP"], actor=people["nguyen"],
        at=_at("2026-09-01 09:20"),
    )  # fmt: skip


def _held(commune: Commune, units: Mapping[str, Unit], people: Mapping[str, Person]) -> ManagementReview:
    """The review of July: one decision is done, one is still worked on, one was only noted."""
    made = _review(
        commune, people, "Xem xét của lãnh đạo về Hệ thống quản lý chất lượng, kỳ I năm 2026", date(2026, 7, 24), "2026-07-15 09:00"
    )
    note = "Việc hợp nhất là thay đổi lớn nhất, phải thống nhất quy trình trong quý III."
    actions.note_input(review=made, code="b", note=note, actor=people["nguyen"], at=_at("2026-07-24 09:30"))
    present = list(made.attendees.exclude(person=people["son"]))
    actions.hold_review(review=made, held_on=date(2026, 7, 24), present=present, actor=people["nguyen"], at=_at("2026-07-24 11:00"))
    said = (
        ("change", "Thống nhất quy trình giải quyết hộ tịch của ba phường cũ, ban hành trong tháng 8.", "VP", "2026-08-28"),
        ("resource", "Lắp bộ lưu điện cho Trung tâm phục vụ hành chính công.", "VP", "2026-12-25"),
        ("note", "Chính sách chất lượng còn phù hợp, chưa cần sửa.", "", ""),
    )
    for minute, (kind, text, unit, day) in enumerate(said):
        decision = actions.decide(review=made, kind=kind, text=text, actor=people["nguyen"], at=_at(f"2026-07-24 11:1{minute}"))
        if unit:
            draft = _draft(units[unit], text.rstrip("."), "Báo cáo kết quả", day)
            work = actions.give_decision(decision=decision, draft=draft, actor=people["nguyen"], at=_at(f"2026-07-24 14:0{minute}"))
            if minute == 0:
                _done(work, people, "2026-08-26")
    source = "Kết luận của Chủ tịch tại cuộc xem xét ngày 24/7/2026: năm đầu sau sắp xếp, ba tháng một lần"
    actions.set_interval(commune=commune, review_months=3, source=source, actor=people["nguyen"], at=_at("2026-07-24 14:30"))
    return made


def _prepared(commune: Commune, people: Mapping[str, Person]) -> None:
    """The one of December, its inputs filled from the data."""
    title = "Xem xét của lãnh đạo về Hệ thống quản lý chất lượng năm 2026"
    made = _review(commune, people, title, date(2026, 12, 4), "2026-11-16 09:00")
    note = "Phản ánh về phí chứng thực lặp lại hai quý, đưa vào kết luận."
    actions.note_input(review=made, code="c1", note=note, actor=people["nguyen"], at=_at("2026-11-17 10:00"))


def _review(commune: Commune, people: Mapping[str, Person], title: str, day: date, at: str) -> ManagementReview:
    given: dict[str, Any] = {"planned_on": day, "place": "Phòng họp tầng 2", "chair": people["chutich"], "secretary": people["duong"]}
    made = actions.plan_review(commune=commune, title=title, **given, actor=people["nguyen"], at=_at(at))
    asked = [people[name] for name in ("chutich", "phochutich", "nguyen", "duong", "an", "chi", "ha", "son")]
    return actions.invite(review=made, people=asked, actor=people["nguyen"], at=_at(at))


def _draft(unit: Unit, title: str, product: str, day: str) -> Draft:
    lead = (DraftUnit(unit.name, unit.pk, 1.0, "name"),)
    return Draft(title=title, lead=lead, deadline_kind="date", deadline_on=day, product=product)


def _done(work: Assignment, people: Mapping[str, Person], day: str) -> None:
    """Handed in with its paper, reported and accepted."""
    occurrence, title = Occurrence.objects.get(duty__assignment=work), "Quy trình hộ tịch thống nhất"
    text = f"{title}\nVân Khê, ngày {day[8:]} tháng {int(day[5:7])} năm {day[:4]}\nViệc {work.number}"
    brought = assignments.Brought(pieces=[Piece(upload=receive(ContentFile(papers.docx_of(text), name=f"{title}.docx")))])
    assignments.hand_in(occurrence=occurrence, title=title, brought=brought, actor=people["an"], at=_at(f"{day} 15:00"))
    assignments.submit(occurrence=occurrence, actor=people["an"], at=_at(f"{day} 15:05"))
    assignments.accept(occurrence=occurrence, actor=people["phochutich"], at=_at(f"{day} 16:05"))


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)
