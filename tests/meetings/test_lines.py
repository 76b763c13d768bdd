"""A typed line is read by the reader: units by the ward's names, the day with the year of the meeting, nothing guessed silently."""

import pytest

from minhchung.apps.assignments.making import due_of_draft
from minhchung.apps.meetings.models import Meeting
from minhchung.apps.meetings.rules.lines import bare, kind_of
from minhchung.apps.meetings.writing import draft_of_line
from minhchung.apps.organisations import actions as organisations
from minhchung.apps.organisations.models import Person, Unit
from tests.personas import NOW

CASES = [
    ("Phòng Kinh tế báo cáo thu ngân sách trước ngày 05/12.", ["KT"], [], "2026-12-05"),
    ("Giao Phòng Văn hóa - Xã hội chủ trì, phối hợp với Văn phòng tự chấm, xong trước ngày 28/11/2026", ["VH-XH"], ["VP"], "2026-11-28"),
    ("VH-XH gửi danh sách tập huấn trước ngày 30/11", ["VH-XH"], [], "2026-11-30"),
    ("KT: rà soát hồ sơ tồn đọng", ["KT"], [], ""),
    ("Yêu cầu Trung tâm PVHCC ra văn bản xin lỗi 05 hồ sơ quá hạn, hoàn thành trong ngày 25/11/2026", ["PVHCC"], [], "2026-11-25"),
    ("Hoàn thiện hồ sơ trước ngày 10/12", [], [], "2026-12-10"),
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("line", "lead", "beside", "day"), CASES, ids=[case[0][:40] for case in CASES])
def test_a_line_says_who_and_when(
    line: str, lead: list[str], beside: list[str], day: str, planned: Meeting, units: dict[str, Unit]
) -> None:
    draft = draft_of_line(line, meeting=planned, at=NOW)
    short = {unit.pk: unit.short for unit in units.values()}
    assert [short[unit] for unit in draft.lead_units] == lead
    assert [short[unit] for unit in draft.cooperating_units] == beside
    assert draft.deadline_on == day


@pytest.mark.django_db
def test_a_day_that_is_excluded_is_due_the_day_before_as_in_every_document(planned: Meeting) -> None:
    draft = draft_of_line("Phòng Kinh tế báo cáo thu ngân sách trước ngày 05/12.", meeting=planned, at=NOW)
    planned.commune.before_excludes_the_day = True
    assert str(due_of_draft(draft, commune=planned.commune, since=NOW.date()).on) == "2026-12-04"


@pytest.mark.django_db
def test_all_units_are_those_the_ward_means_by_the_words(planned: Meeting, units: dict[str, Unit], admin: Person) -> None:
    organisations.add_group(
        commune=planned.commune, name="Mọi đơn vị", wordings=["các phòng, đơn vị"], every=True, units=[], actor=admin, at=NOW
    )
    draft = draft_of_line("Các phòng, đơn vị nộp minh chứng quý IV trước ngày 10/12/2026", meeting=planned, at=NOW)
    assert len(draft.lead_units) == len(units)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Biểu dương Phòng Kinh tế đã hoàn thành sớm", "praise"),
        ("Khen các đơn vị nộp đủ minh chứng", "praise"),
        ("Nhắc nhở Văn phòng chậm báo cáo", "remind"),
        ("Nhắc nhở, phê bình Phòng Kinh tế", "criticise"),
        ("Phê bình Phòng Kinh tế", "criticise"),
        ("Thống nhất nội dung bảng tự chấm", "note"),
        ("Phòng Kinh tế nhắc nhở các hộ kinh doanh", "work"),
    ],
)
def test_the_beginning_of_a_line_says_what_it_does(line: str, kind: str) -> None:
    assert kind_of(line) == kind


def test_bullets_and_numbers_of_a_pasted_line_go() -> None:
    assert bare("  -  Phòng Kinh tế\tbáo cáo ") == "Phòng Kinh tế báo cáo"
    assert bare("2.1. Giao Văn phòng") == "Giao Văn phòng"
    assert bare("05 hồ sơ quá hạn") == "05 hồ sơ quá hạn"
