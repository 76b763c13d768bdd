"""What people see of findings: the list with its bands and folds, one finding with its next step, acts whose refusal stands in the form."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from minhchung.apps.assignments.models import Assignment
from minhchung.apps.findings import actions
from minhchung.apps.findings.models import Finding
from minhchung.apps.findings.queries import bands, listing
from minhchung.apps.findings.writing import Found, write
from minhchung.apps.ground import lookup
from minhchung.apps.ground.problems import Severity
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.findings.conftest import WORDS
from tests.guards.test_rights import signed_in
from tests.personas import NOW

pytestmark = pytest.mark.django_db
LIST = "/ra-soat/"


def of_check(
    ward: Commune, unit: Unit, count: int, *, code: str = "NV-09", severity: str = Severity.ERROR, start: int = 1
) -> list[Finding]:
    """Findings of a check on records that do not matter."""
    found = [
        Found(
            Finding.Source.CHECK,
            f"Việc {number}: quá hạn mà chưa có báo cáo tiến độ.",
            severity,
            {unit.pk: ""},
            fix="Ghi tiến độ.",
            check=code,
            subject=Ref("unit", str(unit.pk)),
            part=str(number),
        )
        for number in range(start, start + count)
    ]
    return write(found, commune=ward, actor=None, at=NOW)


def page(person: Person, query: str = "") -> str:
    return signed_in(person).get(LIST + query).content.decode()


def test_what_one_check_finds_in_a_unit_is_folded_and_opens_by_one_link(ward: Commune, units: dict[str, Unit], officer: Person) -> None:
    of_check(ward, units["KT"], 5)
    of_check(ward, units["VP"], 2, start=6)
    groups, _ = listing.page_of(officer, listing.Asked(), page=None, now=NOW)
    assert [(group.title, group.total, [fold.more for fold in group.folds]) for group in groups] == [
        ("Phòng Kinh tế", 5, [4]),  # the own unit first, whatever the ward's order
        ("Văn phòng HĐND và UBND", 2, [1]),
    ]
    text = page(officer)
    assert "Xem 4 phát hiện khác của NV-09" in text
    whole, _ = listing.page_of(officer, listing.Asked(code="NV-09", unit=units["KT"].pk), page=None, now=NOW)
    assert [len(group.folds) for group in whole] == [5]


def test_a_finding_under_two_units_stands_in_both_and_one_of_the_ward_last(
    ward: Commune, units: dict[str, Unit], finding: Finding, standing: Person
) -> None:
    actions.add(commune=ward, message="Trang thông tin chưa cập nhật", units=[], actor=standing, at=NOW)
    groups, _ = listing.page_of(standing, listing.Asked(), page=None, now=NOW)
    assert [group.title for group in groups] == ["Văn phòng HĐND và UBND", "Phòng Kinh tế", listing.WARD]


def test_groups_by_check_put_the_worst_first_and_by_record_the_most(ward: Commune, units: dict[str, Unit], leader: Person) -> None:
    of_check(ward, units["KT"], 9, code="NV-08", severity=Severity.HINT)
    of_check(ward, units["VP"], 1, code="NV-06", start=10)
    actions.add(commune=ward, message="Thiếu sổ", units=[units["VP"]], actor=leader, at=NOW)
    groups, _ = listing.page_of(leader, listing.Asked(group="quy-tac"), page=None, now=NOW)
    assert [(group.code, len(group.folds), group.folds[-1].more) for group in groups] == [("NV-06", 1, 0), ("NV-08", 5, 4), ("", 1, 0)]
    groups, _ = listing.page_of(leader, listing.Asked(group="doi-tuong"), page=None, now=NOW)
    assert [group.total for group in groups] == [9, 1, 1]
    assert groups[0].title.endswith("Phòng Kinh tế")


def test_bands_count_what_they_show(
    ward: Commune, units: dict[str, Unit], working: Finding, mend: Callable[[Assignment], None], inspector: Person, leader: Person
) -> None:
    other = actions.add(commune=ward, message="Thiếu sổ", units=[units["VP"]], actor=inspector, at=NOW)
    waiver = actions.ask_waiver(finding=other, reason="Chờ", until=NOW.date(), actor=inspector, at=NOW)
    gone = of_check(ward, units["VP"], 1)[0]
    actions.passed(finding=gone, actor=None, at=NOW)
    old = of_check(ward, units["VP"], 1, start=2)[0]
    actions.passed(finding=old, actor=None, at=NOW - timedelta(days=8))

    def counts() -> dict[str, int]:
        found = listing.narrowed(leader, listing.Asked())
        counted = bands.counted(found, {**bands.PICKS, **bands.STEPS}, NOW)
        shown = {key: listing.wanted(leader, listing.Asked(state=key), NOW).count() for key in counted}
        assert counted == shown
        return {key: count for key, count in counted.items() if count}

    assert counts() == {
        "": 2,
        "chua-giao": 1,
        "dang-khac-phuc": 1,
        "cho-duyet": 1,
        "da-dong": 1,
        "het": 4,
        "cho-nguyen-nhan": 1,
        "dang-lam": 1,
    }
    actions.decide_waiver(waiver=waiver, granted=True, actor=leader, at=NOW)
    mend(working.works.get().assignment)
    assert counts() == {"": 2, "dang-khac-phuc": 1, "tam-chap-nhan": 1, "da-dong": 1, "het": 4, "cho-danh-gia": 1}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?muc=error", {"NV-09"}),
        ("?nguon=person", {"TT-01/2026"}),
        ("?quy-tac=NV-09", {"NV-09"}),
        ("?tim=ho so dien tu", {"TT-01/2026"}),
        ("?don-vi=0", set()),
        ("?loc=khong-co&nhom=la&muc=x&nguon=y&don-vi=z", {"NV-09", "TT-01/2026"}),
    ],
)
def test_filters_narrow_and_what_means_nothing_is_left_out(
    ward: Commune, units: dict[str, Unit], finding: Finding, leader: Person, query: str, found: set[str]
) -> None:
    of_check(ward, units["KT"], 1)
    text = page(leader, query)
    assert {label for label in ("NV-09", "TT-01/2026") if f'class="code" href="/ra-soat/{_pk(label)}/">{label}<' in text} == found


def _pk(label: str) -> int:
    return next(each.pk for each in Finding.objects.all() if each.label == label)


def test_an_empty_list_says_why(ward: Commune, standing: Person, finding: Finding) -> None:
    assert "Không có phát hiện nào khớp." in page(standing, "?quy-tac=NV-09")
    assert "Chưa chạy rà soát lần nào." not in page(standing)
    Finding.objects.all().delete()
    assert "Chưa chạy rà soát lần nào." in page(standing)


def test_hundreds_of_findings_are_paged_in_as_many_queries_as_a_few(ward: Commune, units: dict[str, Unit], leader: Person) -> None:
    def queries() -> int:
        client = signed_in(leader)
        client.get(LIST)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(LIST, {"quy-tac": "NV-09"}).status_code == 200
        return len(seen)

    of_check(ward, units["KT"], 3)
    few = queries()
    of_check(ward, units["KT"], 300, start=4)
    assert queries() <= few
    groups, shown = listing.page_of(leader, listing.Asked(code="NV-09"), page="2", now=NOW)
    assert (shown.paginator.count, len(groups[0].folds), groups[0].total) == (303, listing.PAGE, 303)


def test_the_list_goes_out_as_text_per_unit_and_as_a_workbook(
    ward: Commune, units: dict[str, Unit], finding: Finding, leader: Person, inspector: Person
) -> None:
    of_check(ward, units["KT"], 1)
    text = signed_in(leader).get("/ra-soat/nhan-tin/").content.decode()
    assert text.count(WORDS) == 2  # under each of its units
    assert "Cách sửa: Ghi tiến độ." in text
    assert inspector.full_name not in text
    book = load_workbook(io.BytesIO(signed_in(leader).get("/ra-soat/xuat/?nguon=person").content))
    cells = [str(cell.value) for row in book.active.iter_rows() for cell in row if cell.value]
    assert "TT-01/2026" in cells
    assert "Văn phòng HĐND và UBND; Phòng Kinh tế" in cells
    assert not any("NV-09" in cell for cell in cells)


def test_who_may_take_the_next_step_has_its_form_in_place_and_others_read_who_may(
    finding: Finding, officer: Person, clerk: Person, standing: Person, leader: Person
) -> None:
    own, stranger = (signed_in(person).get(f"/ra-soat/{finding.pk}/").content.decode() for person in (officer, clerk))
    assert f'action="/ra-soat/{finding.pk}/nguyen-nhan/"' in own
    assert '<optgroup label="Con người, phân công">' in own
    assert "nguyen-nhan" not in stranger
    assert "Đơn vị có tên trong tồn tại, Thường trực CCHC hoặc lãnh đạo nêu nguyên nhân." in stranger
    signed_in(officer).post(f"/ra-soat/{finding.pk}/nguyen-nhan/", {"cause": "skill", "note": ""})
    assert "kế hoạch" in signed_in(officer).get(f"/ra-soat/{finding.pk}/").content.decode()
    assert f'action="/ra-soat/{finding.pk}/ke-hoach/"' in signed_in(leader).get(f"/ra-soat/{finding.pk}/").content.decode()


def test_a_refused_gate_stands_in_the_form_with_what_was_typed(finding: Finding, units: dict[str, Unit], standing: Person) -> None:
    client = signed_in(standing)
    address = f"/ra-soat/{finding.pk}/giao-viec/"
    before = client.get(address)
    assert "Nêu nguyên nhân trước." in before.content.decode()
    sent = {"title": "Lập hồ sơ điện tử", "due_on": "10/12/2026", "lead": [units["KT"].pk]}
    answer = client.post(address, sent)
    assert answer.status_code == 422
    assert 'role="alert"><div>Chưa nêu nguyên nhân và chưa có kế hoạch khắc phục' in answer.content.decode()
    assert "Lập hồ sơ điện tử" in answer.content.decode()
    assert not Assignment.objects.exists()
    objective = client.post(f"/ra-soat/{finding.pk}/nguyen-nhan/", {"cause": "system-fault", "note": ""})
    assert "Sổ ghi lỗi hệ thống" in objective.content.decode()


def test_the_whole_way_by_its_pages(
    finding: Finding, units: dict[str, Unit], officer: Person, standing: Person, inspector: Person, mend: Callable[[Assignment], None]
) -> None:
    def sent(person: Person, slug: str, values: dict[str, Any]) -> None:
        answer = signed_in(person).post(f"/ra-soat/{finding.pk}/{slug}/", values)
        assert (answer.status_code, answer["Location"]) == (302, f"/ra-soat/{finding.pk}/")

    sent(officer, "nguyen-nhan", {"cause": "not-followed", "note": ""})
    sent(standing, "ke-hoach", {"plan": "Lập danh mục.", "closing_test": "Đủ 100%."})
    sent(standing, "giao-viec", {"title": "Lập hồ sơ", "due_on": "10/12/2026", "lead": [units["KT"].pk], "product": "Danh mục"})
    work = Assignment.objects.get()
    assert (work.wording, work.origin_kind, work.origin_key, str(work.deadline_on)) == (WORDS, "finding", str(finding.pk), "2026-12-10")
    mend(work)
    sent(inspector, "danh-gia", {"effective": "1", "note": "Đã xem 12 hồ sơ."})
    sent(inspector, "dong", {"note": ""})
    text = signed_in(officer).get(f"/ra-soat/{finding.pk}/").content.decode()
    assert text.count('<li data-s="done">') == 6
    assert "Đã đóng 09:00 ngày 20/11/2026" in text
    sent(inspector, "mo-lai", {"reason": "Lại có hồ sơ giấy"})
    assert Finding.objects.get().times_reopened == 1


def test_a_waiver_is_asked_decided_and_ended_by_its_pages(finding: Finding, inspector: Person, leader: Person) -> None:
    signed_in(inspector).post(f"/ra-soat/{finding.pk}/tam-chap-nhan/", {"reason": "Chờ kinh phí", "until": "31/12/2026"})
    waiver = finding.waivers.get()
    address = f"/ra-soat/tam-chap-nhan/{waiver.pk}/"
    assert signed_in(inspector).get(f"{address}duyet/").status_code == 403
    refused = signed_in(leader).post(f"{address}duyet/", {"granted": "0", "note": ""})
    assert "Chưa ghi lý do không chấp nhận" in refused.content.decode()
    signed_in(leader).post(f"{address}duyet/", {"granted": "1"})
    assert "Tạm chấp nhận đến 31/12/2026" in page(leader, "?loc=tam-chap-nhan")
    signed_in(leader).post(f"{address}thoi/", {"reason": "Đã có kinh phí"})
    assert finding.waivers.get().state == "ended"


def test_something_seen_is_put_down_by_hand_for_the_ward_or_for_units(ward: Commune, units: dict[str, Unit], inspector: Person) -> None:
    client = signed_in(inspector)
    answer = client.post("/ra-soat/them/", {"message": "Thiếu sổ", "kind": "minor", "found_on": "21/11/2026"})
    assert "Ngày phát hiện ở sau hôm nay." in answer.content.decode()
    client.post("/ra-soat/them/", {"message": "Thiếu sổ", "kind": "minor", "found_on": "18/11/2026", "units": [units["KT"].pk]})
    made = Finding.objects.get()
    assert (made.kind, made.severity, made.found_on, made.units.get().unit) == ("minor", "warning", date(2026, 11, 18), units["KT"])
    assert lookup.search(inspector, "thieu so")[0].url == reverse("findings:finding", args=[made.pk])


def test_people_of_another_ward_see_nothing(finding: Finding, other_leader: Person, appraiser: Person) -> None:
    assert WORDS not in page(other_leader)
    for person in (other_leader, appraiser):
        assert signed_in(person).get(f"/ra-soat/{finding.pk}/").status_code == 404
    assert signed_in(appraiser).get(LIST).status_code == 404


def test_a_record_the_reader_may_not_open_is_not_linked(ward: Commune, units: dict[str, Unit], leader: Person) -> None:
    found = [Found("check", "Đơn sai", Severity.HINT, {}, check="XX-01", subject=Ref("unit", "999999"), fix="Sửa.")]
    made = write(found, commune=ward, actor=None, at=NOW)[0]
    text = signed_in(leader).get(f"/ra-soat/{made.pk}/").content.decode()
    assert "Bản ghi hạn chế hoặc không còn" in text


def test_the_client_of_a_stranger_is_asked_to_sign_in(finding: Finding) -> None:
    assert Client().get(f"/ra-soat/{finding.pk}/").status_code == 302
