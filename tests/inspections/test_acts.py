"""The acts of an inspection made here: each gate is tried open and shut, each write is one event."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from minhchung.apps.assignments.models import Assignment, Occurrence
from minhchung.apps.documents.models import Document
from minhchung.apps.files.receiving import receive
from minhchung.apps.findings.models import Finding
from minhchung.apps.ground import notices
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.inspections import actions
from minhchung.apps.inspections.actions.planning import Planned
from minhchung.apps.inspections.drafting import notice as drafted
from minhchung.apps.inspections.drawing import Query
from minhchung.apps.inspections.limits import limits_of
from minhchung.apps.inspections.models import ChecklistResult, InspectedUnit, Inspection, Member, Requirement
from minhchung.apps.inspections.presenting import conclusion_limit, linkable, shown_requirements
from minhchung.apps.inspections.queries.facts import findings_of, requirements_of
from minhchung.apps.inspections.writing import Closing, Due
from minhchung.apps.organisations import actions as organisations
from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.dossiers import small_lake
from tests.inspections.conftest import registered
from tests.personas import NOW, SINCE

pytestmark = pytest.mark.django_db
CLOSING = Closing(Due("chậm nhất trước ngày 15/12/2026", date(2026, 12, 15), inclusive=False), "Đoàn kiểm tra")


@pytest.fixture
def signed(ward: Commune) -> Document:
    return registered(ward, "", number=30, direction="out", state="issued", issued_on=date(2026, 11, 19), subject="Kết luận kiểm tra")


def of(inspection: Inspection, unit: Unit) -> InspectedUnit:
    return InspectedUnit.objects.select_related("inspection__commune", "unit").get(inspection=inspection, unit=unit)


def test_from_plan_to_closing_every_write_is_one_event(
    at_stage: Callable[[str], Inspection], units: dict[str, Unit], signed: Document, standing: Person, inspector: Person, leader: Person,
    officer: Person,
) -> None:  # fmt: skip
    found = at_stage("working")
    for unit in ("KT", "VP"):
        actions.fill_line(
            inspected=of(found, units[unit]), line="CC-26", result="shortcoming", note=f"{unit}: 12/40 hồ sơ giấy", actor=inspector, at=NOW
        )
    finding = actions.findings_of_checklist(inspection=found, actor=inspector, at=NOW)[0]
    assert {each.unit.short: each.words for each in finding.units.all()} == {"KT": "KT: 12/40 hồ sơ giấy", "VP": "VP: 12/40 hồ sơ giấy"}
    assert (finding.source, finding.origin_kind, finding.origin_key) == ("inspection", "inspection", str(found.pk))
    actions.add_strength(inspection=found, theme="Chỉ đạo", text="Đã ban hành quy chế.", actor=inspector, at=NOW)
    actions.require_work(
        inspection=found, text="Lập đủ hồ sơ điện tử.", units=[units["KT"], units["VP"]], findings=[finding], actor=inspector, at=NOW
    )
    found = at_stage("drafting")
    done = actions.conclude(inspection=found, document=signed, concluded_on=date(2026, 11, 19), closing=CLOSING, actor=leader, at=NOW)
    work = Assignment.objects.get()
    assert set(Occurrence.objects.values_list("duty__holdings__unit__short", "due_on")) == {
        ("KT", date(2026, 12, 14)),
        ("VP", date(2026, 12, 14)),
    }
    assert (work.document, work.origin_kind, work.deadline_text) == (signed, "inspection", "chậm nhất trước ngày 15/12/2026")
    shown = shown_requirements(standing, done, requirements_of(done), now=NOW)
    assert linkable(shown) == {finding.pk: [work]}
    events = HistoryEvent.objects.filter(act__startswith="inspections.")
    assert events.count() == 3 + 3 + 2 + 2 + 1 + 1 + 1 + 1  # plan and team, stages, minutes, lines, findings, strength, requirement, notice


def test_the_team_is_led_by_one_and_holds_nobody_twice(
    inspection: Inspection, inspector: Person, officer: Person, standing: Person
) -> None:
    with pytest.raises(Refused, match="đã có trưởng đoàn"):
        actions.put_on_team(inspection=inspection, person=officer, role=Member.Role.HEAD, actor=standing, at=NOW)
    with pytest.raises(Refused, match="đã ở trong đoàn"):
        actions.put_on_team(inspection=inspection, person=inspector, role=Member.Role.MEMBER, actor=standing, at=NOW)
    with pytest.raises(Refused, match="Chưa chọn người"):
        actions.put_on_team(inspection=inspection, person=None, name=" ", role=Member.Role.MEMBER, actor=standing, at=NOW)
    outside = actions.put_on_team(inspection=inspection, person=None, name="Vũ An, Sở Nội vụ", role="member", actor=standing, at=NOW)
    assert str(outside) == "Vũ An, Sở Nội vụ"


def test_somebody_of_an_inspected_unit_keeps_the_inspection_where_it_is_until_others_are_named(
    inspection: Inspection, units: dict[str, Unit], officer: Person, inspector: Person, standing: Person
) -> None:
    actions.put_on_team(inspection=inspection, person=officer, role=Member.Role.MEMBER, actor=standing, at=NOW)
    with pytest.raises(Refused, match="Phan Gia Huy thuộc chính đơn vị này"):
        actions.advance(inspection=inspection, actor=standing, at=NOW)
    other = Member.objects.get(person=inspector)
    actions.name_checkers(inspected=of(inspection, units["KT"]), members=[other], actor=standing, at=NOW)
    assert actions.advance(inspection=inspection, actor=standing, at=NOW).state == "reporting"


def test_a_checklist_is_filled_by_the_team_and_not_for_the_own_unit(
    at_stage: Callable[[str], Inspection], inspection: Inspection, units: dict[str, Unit], officer: Person, inspector: Person,
    standing: Person, head: Person,
) -> None:  # fmt: skip
    actions.put_on_team(inspection=inspection, person=officer, role=Member.Role.MEMBER, actor=standing, at=NOW)
    actions.name_checkers(inspected=of(inspection, units["KT"]), members=[Member.objects.get(person=inspector)], actor=standing, at=NOW)
    found = at_stage("reporting")
    own = of(found, units["KT"])
    with pytest.raises(Refused, match="không tự kiểm tra đơn vị mình"):
        actions.fill_line(inspected=own, line="CC-01", result="ok", actor=officer, at=NOW)
    with pytest.raises(Refused, match="Chỉ thành viên đoàn"):
        actions.fill_line(inspected=own, line="CC-01", result="ok", actor=standing, at=NOW)
    with pytest.raises(PermissionDenied):
        actions.fill_line(inspected=own, line="CC-01", result="ok", actor=head, at=NOW)
    assert actions.fill_line(inspected=of(found, units["VP"]), line="CC-01", result="ok", actor=officer, at=NOW) is not None


def test_a_line_that_is_not_right_says_what_was_seen_and_may_be_taken_back(
    at_stage: Callable[[str], Inspection], units: dict[str, Unit], inspector: Person
) -> None:
    inspected = of(at_stage("reporting"), units["KT"])
    fill: dict[str, Any] = {"inspected": inspected, "line": "CC-01", "actor": inspector, "at": NOW}
    with pytest.raises(Refused, match="chưa ghi đã thấy gì"):
        actions.fill_line(**fill, result="shortcoming")
    with pytest.raises(Refused, match="Tải lại trang"):
        actions.fill_line(**fill, result="major", note="Loại này của bảng ISO")
    actions.fill_line(**fill, result="shortcoming", note="Thiếu 3 mục")
    actions.fill_line(**fill, result="ok")
    assert ChecklistResult.objects.get().note == ""
    actions.fill_line(**fill, result="")
    assert not ChecklistResult.objects.exists()


def test_a_line_that_became_a_finding_is_settled_there(
    at_stage: Callable[[str], Inspection], units: dict[str, Unit], inspector: Person
) -> None:
    found = at_stage("working")
    inspected = of(found, units["KT"])
    actions.fill_line(inspected=inspected, line="CC-01", result="recommendation", note="Nên tách mục 7", actor=inspector, at=NOW)
    finding = actions.findings_of_checklist(inspection=found, actor=inspector, at=NOW)[0]
    assert (finding.kind, finding.message, finding.severity) == ("recommendation", "Nên tách mục 7", "hint")
    with pytest.raises(Refused, match="đã nêu thành tồn tại"):
        actions.fill_line(inspected=inspected, line="CC-01", result="ok", actor=inspector, at=NOW)
    with pytest.raises(Refused, match="Không có dòng nào"):
        actions.findings_of_checklist(inspection=found, actor=inspector, at=NOW)


def test_an_audit_makes_nonconformities_the_worst_of_a_line_counts(
    at_stage: Callable[[str], Inspection], units: dict[str, Unit], inspector: Person
) -> None:
    Inspection.objects.update(kind="iso")
    found = at_stage("working")
    for unit, result in (("KT", "minor"), ("VP", "major")):
        actions.fill_line(inspected=of(found, units[unit]), line="8.1b", result=result, note=f"{unit}: căn cứ cũ", actor=inspector, at=NOW)
    finding = actions.findings_of_checklist(inspection=found, actor=inspector, at=NOW)[0]
    assert (finding.source, finding.kind, finding.severity) == ("audit", "major", "error")


def test_an_act_out_of_its_stage_is_refused(inspection: Inspection, units: dict[str, Unit], inspector: Person, standing: Person) -> None:
    with pytest.raises(Refused, match="“Kế hoạch, lập đoàn”"):
        actions.keep_minutes(inspected=of(inspection, units["KT"]), worked_on=date(2026, 11, 12), text="x", actor=inspector, at=NOW)
    with pytest.raises(Refused, match="Kiểm tra tại đơn vị"):
        actions.add_finding(inspection=inspection, message="x", units=[units["KT"]], kind="shortcoming", actor=inspector, at=NOW)
    with pytest.raises(Refused, match="Theo dõi khắc phục"):
        actions.close(inspection=inspection, actor=standing, at=NOW)


def test_the_way_back_needs_a_reason(at_stage: Callable[[str], Inspection], standing: Person) -> None:
    found = at_stage("working")
    with pytest.raises(Refused, match="Chưa ghi lý do"):
        actions.step_back(inspection=found, reason=" ", actor=standing, at=NOW)
    assert actions.step_back(inspection=found, reason="Đơn vị xin lùi", actor=standing, at=NOW).state == "reporting"


def test_a_unit_reports_with_text_or_file_and_only_the_own_one(
    at_stage: Callable[[str], Inspection], units: dict[str, Unit], officer: Person, clerk: Person
) -> None:
    found = at_stage("reporting")
    with pytest.raises(Refused, match="Chưa có nội dung báo cáo"):
        actions.send_report(inspected=of(found, units["KT"]), text="", actor=officer, at=NOW)
    with pytest.raises(PermissionDenied):
        actions.send_report(inspected=of(found, units["VP"]), text="x", actor=officer, at=NOW)
    upload = receive(ContentFile("Báo cáo tự kiểm tra năm 2026".encode(), name="bao-cao.txt"))
    sent = actions.send_report(inspected=of(found, units["KT"]), text="", upload=upload, actor=officer, at=NOW)
    assert sent.report_file is not None
    assert sent.report_file.name == "bao-cao.txt"


def test_a_notice_concludes_one_inspection(at_stage: Callable[[str], Inspection], signed: Document, leader: Person, ward: Commune) -> None:
    found = at_stage("drafting")
    actions.conclude(inspection=found, document=signed, concluded_on=date(2026, 11, 19), closing=CLOSING, actor=leader, at=NOW)
    planned = Planned(title="Lần hai")
    other = actions.plan(commune=ward, kind="cchc", planned=planned, actor=leader, at=NOW)
    Inspection.objects.filter(pk=other.pk).update(state="drafting")
    with pytest.raises(Refused, match="đã là kết luận của KT-01/2026"):
        actions.conclude(inspection=other, document=signed, concluded_on=date(2026, 11, 19), closing=CLOSING, actor=leader, at=NOW)


def test_requirements_are_not_concluded_without_limit_and_addressee(
    at_stage: Callable[[str], Inspection], units: dict[str, Unit], signed: Document, leader: Person, inspector: Person
) -> None:
    found = at_stage("drafting")
    actions.require_work(inspection=found, text="Lập sổ.", units=[units["KT"]], actor=inspector, at=NOW)
    with pytest.raises(Refused, match=r"hạn báo cáo.*nơi nhận"):
        actions.conclude(inspection=found, document=signed, concluded_on=date(2026, 11, 19), closing=Closing(), actor=leader, at=NOW)
    assert Inspection.objects.get(pk=found.pk).state == "drafting"
    assert not Assignment.objects.exists()


def test_a_requirement_with_a_limit_of_its_own_keeps_it(
    at_stage: Callable[[str], Inspection], units: dict[str, Unit], signed: Document, leader: Person, inspector: Person
) -> None:
    found = at_stage("drafting")
    own = Due("chậm nhất ngày 30/11/2026", date(2026, 11, 30), inclusive=True)
    actions.require_work(inspection=found, text="Lập sổ.", units=[units["KT"]], due=own, actor=inspector, at=NOW)
    actions.conclude(inspection=found, document=signed, concluded_on=date(2026, 11, 19), closing=CLOSING, actor=leader, at=NOW)
    assert Occurrence.objects.get().due_on == date(2026, 11, 30)


def test_a_remedy_is_checked_by_somebody_of_neither_the_unit_nor_the_report(
    at_stage: Callable[[str], Inspection], units: dict[str, Unit], signed: Document, leader: Person, inspector: Person, officer: Person
) -> None:
    found = at_stage("drafting")
    actions.conclude(inspection=found, document=signed, concluded_on=date(2026, 11, 19), closing=CLOSING, actor=leader, at=NOW)
    with pytest.raises(Refused, match="chưa gửi báo cáo khắc phục"):
        actions.check_remedy(inspected=of(found, units["KT"]), met=True, note="x", actor=inspector, at=NOW)
    actions.send_remedy(inspected=of(found, units["KT"]), text="Đã lập đủ.", actor=officer, at=NOW)
    actions.send_remedy(inspected=of(found, units["VP"]), text="Đã lập đủ.", actor=inspector, at=NOW)
    with pytest.raises(PermissionDenied):
        actions.check_remedy(inspected=of(found, units["KT"]), met=True, note="x", actor=officer, at=NOW)
    with pytest.raises(Refused, match="không tự kiểm tra lại"):
        actions.check_remedy(inspected=of(found, units["VP"]), met=True, note="x", actor=inspector, at=NOW)
    actions.check_remedy(inspected=of(found, units["KT"]), met=False, note="Còn 3 hồ sơ", actor=inspector, at=NOW)
    again = actions.send_remedy(inspected=of(found, units["KT"]), text="Đã lập nốt.", actor=officer, at=NOW)
    assert again.verdict == ""


def test_closed_is_closed_until_it_is_opened_again_with_a_reason(
    at_stage: Callable[[str], Inspection], signed: Document, leader: Person, inspector: Person, standing: Person
) -> None:
    found = at_stage("drafting")
    actions.conclude(inspection=found, document=signed, concluded_on=date(2026, 11, 19), closing=CLOSING, actor=leader, at=NOW)
    for each in InspectedUnit.objects.filter(inspection=found):
        actions.send_remedy(inspected=each, text="Xong.", actor=leader, at=NOW)
        actions.check_remedy(inspected=each, met=True, note="Đã xem.", actor=inspector, at=NOW)
    actions.close(inspection=found, actor=standing, at=NOW)
    with pytest.raises(Refused, match="đã đóng"):
        actions.send_remedy(inspected=InspectedUnit.objects.first(), text="x", actor=leader, at=NOW)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="Chưa ghi lý do"):
        actions.reopen(inspection=found, reason="", actor=standing, at=NOW)
    assert actions.reopen(inspection=found, reason="Phát hiện thêm", actor=standing, at=NOW).state == "concluded"


def test_dossiers_are_drawn_again_the_same_from_the_kept_seed(inspection: Inspection, ward: Commune, standing: Person) -> None:
    query = Query(date(2026, 1, 1), date(2026, 11, 20), count=2)
    with pytest.raises(Refused, match="Kho hồ sơ chưa có dữ liệu"):
        actions.draw_dossiers(inspection=inspection, query=query, seed="2026", actor=standing, at=NOW)
    small_lake.fill(ward)
    first = actions.draw_dossiers(inspection=inspection, query=query, seed="2026", actor=standing, at=NOW)
    second = actions.draw_dossiers(inspection=inspection, query=query, seed="2026", actor=standing, at=NOW)
    assert (first.codes, first.digest) == (second.codes, second.digest)
    assert len(first.codes) == 2
    assert first.population > 2
    with pytest.raises(Refused, match="Nới khoảng ngày"):
        actions.draw_dossiers(inspection=inspection, query=Query(date(2020, 1, 1), date(2020, 1, 2), 1), seed="x", actor=standing, at=NOW)


def test_the_ward_sets_its_own_limits_with_their_source(inspection: Inspection, ward: Commune, standing: Person, head: Person) -> None:
    assert conclusion_limit(inspection, today=NOW.date()).on == date(2026, 12, 7)  # 15 working days after 13/11
    actions.set_limit(commune=ward, name="conclusion", days=10, working=False, source="QĐ 12/QĐ-UBND", actor=standing, at=NOW)
    limit = limits_of(ward.pk)["conclusion"]
    assert (limit.words, limit.source, limit.own) == ("10 ngày", "QĐ 12/QĐ-UBND", True)
    assert conclusion_limit(inspection, today=date(2026, 11, 24)).late
    with pytest.raises(Refused, match="văn bản quy định"):
        actions.set_limit(commune=ward, name="conclusion", days=10, working=False, source=" ", actor=standing, at=NOW)
    with pytest.raises(PermissionDenied):
        actions.set_limit(commune=ward, name="remedy", days=1, working=True, source="x", actor=head, at=NOW)


def test_things_of_another_ward_are_refused(
    inspection: Inspection, other_units: dict[str, Unit], other_leader: Person, standing: Person
) -> None:
    with pytest.raises(Refused, match="không thuộc phường này"):
        actions.arrange_units(inspection=inspection, units=[other_units["KT"]], actor=standing, at=NOW)
    with pytest.raises(Refused, match="không thuộc phường này"):
        actions.put_on_team(inspection=inspection, person=other_leader, role="member", actor=standing, at=NOW)
    with pytest.raises(PermissionDenied):
        actions.advance(inspection=inspection, actor=other_leader, at=NOW)


def test_a_unit_of_which_something_was_written_stays(
    at_stage: Callable[[str], Inspection], units: dict[str, Unit], standing: Person, officer: Person
) -> None:
    found = at_stage("reporting")
    actions.send_report(inspected=of(found, units["KT"]), text="Đã tự kiểm tra.", actor=officer, at=NOW)
    with pytest.raises(Refused, match="Phòng Kinh tế đã có báo cáo"):
        actions.arrange_units(inspection=found, units=[units["VP"]], actor=standing, at=NOW)
    left = actions.arrange_units(inspection=found, units=[units["KT"], units["PVHCC"]], actor=standing, at=NOW)
    assert sorted(left.inspectedunits.values_list("unit__short", flat=True)) == ["KT", "PVHCC"]


def test_the_draft_says_once_what_stands_under_several_units(
    at_stage: Callable[[str], Inspection], units: dict[str, Unit], inspector: Person
) -> None:
    found = at_stage("working")
    actions.add_finding(inspection=found, message="Chưa lập sổ.", units=[units["KT"]], kind="shortcoming", actor=inspector, at=NOW)
    both = [units["KT"], units["VP"]]
    actions.add_finding(inspection=found, message="Thiếu hồ sơ điện tử.", units=both, kind="shortcoming", actor=inspector, at=NOW)
    lines = [line.text for line in drafted(found, [], list(findings_of(found)), [])]
    part = lines[lines.index("II. TỒN TẠI, HẠN CHẾ") + 1 : lines.index("III. YÊU CẦU, KIẾN NGHỊ SAU KIỂM TRA")]
    names = "Văn phòng HĐND và UBND; Phòng Kinh tế"
    assert part == ["1. Đối với Phòng Kinh tế", "- Chưa lập sổ.", f"2. Đối với {names}", "- Thiếu hồ sơ điện tử."]


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ({"closed_at": NOW}, "a_closed_inspection_says_when"),
        ({"state": "concluded"}, "a_concluded_inspection_has_its_notice"),
        ({"ends_on": date(2020, 1, 1)}, "inspection_ends_after_it_begins"),
    ],
)
def test_the_database_holds_the_invariants(inspection: Inspection, row: dict[str, Any], name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Inspection.objects.filter(pk=inspection.pk).update(**row)


def test_the_database_lets_nobody_judge_the_own_remedy(inspection: Inspection, inspector: Person) -> None:
    who: dict[str, Any] = {"remedied_by": inspector, "checked_by": inspector}
    with pytest.raises(IntegrityError, match="a_remedy_is_judged_by_another"), transaction.atomic():
        InspectedUnit.objects.filter(inspection=inspection).update(**who)
    with pytest.raises(IntegrityError, match="a_requirement_says_what"), transaction.atomic():
        Requirement.objects.create(inspection=inspection, order=1, text="")
    assert Finding.objects.count() == 0


def told(person: Person) -> list[str]:
    return [news.notice.text for news in notices.current(person, today=NOW.date())]


def test_units_are_told_that_their_report_is_wanted_until_it_is_sent(
    at_stage: Callable[[str], Inspection], units: dict[str, Unit], officer: Person, reader: Person, ward: Commune
) -> None:
    head = organisations.grant_role(
        person=reader, role=Role.UNIT_HEAD, unit=units["KT"], valid_from=SINCE, valid_to=None, actor=None, at=NOW
    ).person
    found = at_stage("reporting")
    assert told(head) == [f"{found.label} cần báo cáo tự kiểm tra của đơn vị: {found.title}"]
    assert told(officer) == [], "of another unit"
    actions.send_report(inspected=of(found, units["KT"]), text="Đã tự kiểm tra.", actor=None, at=NOW)
    assert told(head) == []


def test_the_team_is_told_of_a_remedy_report_until_it_is_judged(
    at_stage: Callable[[str], Inspection], units: dict[str, Unit], signed: Document, standing: Person, inspector: Person, leader: Person
) -> None:
    found = at_stage("drafting")
    actions.conclude(inspection=found, document=signed, concluded_on=NOW.date(), closing=Closing(), actor=leader, at=NOW)
    actions.send_remedy(inspected=of(found, units["KT"]), text="Đã bổ sung.", actor=None, at=NOW)
    assert told(inspector)[0].startswith("Phòng Kinh tế đã báo cáo khắc phục, chờ kiểm tra lại")
    assert told(leader)[0].startswith("Phòng Kinh tế đã báo cáo khắc phục")
    assert told(standing) == [], "not of the team"
    actions.check_remedy(inspected=of(found, units["KT"]), met=True, note="Đã xem hồ sơ.", actor=inspector, at=NOW)
    assert told(inspector) == []


def test_a_unit_nothing_was_asked_of_does_not_keep_the_inspection_open(
    at_stage: Callable[[str], Inspection], units: dict[str, Unit], signed: Document, standing: Person, leader: Person, client: Client
) -> None:
    found = at_stage("drafting")
    actions.conclude(inspection=found, document=signed, concluded_on=NOW.date(), closing=Closing(), actor=leader, at=NOW)
    client.force_login(standing, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("inspections:unit", args=[of(found, units["KT"]).pk])).content.decode()
    assert "không phải báo cáo khắc phục" in page
    assert actions.close(inspection=found, actor=standing, at=NOW).state == "closed"
