"""The pages of inspections: what they show, what they refuse where it was typed, and that a list costs the same for many rows."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from minhchung.apps.evidence import actions as evidence
from minhchung.apps.evidence.claimable import Place
from minhchung.apps.files.receiving import receive
from minhchung.apps.inspections import actions
from minhchung.apps.inspections.actions.planning import Planned
from minhchung.apps.inspections.models import InspectedUnit, Inspection
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.dossiers import small_lake
from tests.personas import NOW

pytestmark = pytest.mark.django_db
At = Callable[[Person], Client]


def page(client: Client, name: str, *args: object, **query: str) -> str:
    return client.get(reverse(f"inspections:{name}", args=args), query).content.decode()


def test_an_empty_ward_is_told_how_to_begin(at: At, standing: Person, reader: Person) -> None:
    assert "Lập cuộc đầu tiên" in page(at(standing), "list")
    assert "Lãnh đạo, Thường trực CCHC hoặc người kiểm tra lập cuộc kiểm tra." in page(at(reader), "list")


def test_a_longer_list_costs_no_more_queries(
    at: At, standing: Person, ward: Commune, units: dict[str, Unit], inspection: Inspection
) -> None:
    client = at(standing)
    page(client, "list")

    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            page(client, "list")
        return len(seen)

    few = cost()
    for number in range(6):
        planned = Planned(title=f"Lần {number}")
        actions.plan(commune=ward, kind="iso", planned=planned, units=list(units.values()), actor=standing, at=NOW)
    assert cost() == few


def test_the_list_is_picked_by_what_is_closed(at: At, standing: Person, inspection: Inspection) -> None:
    client = at(standing)
    assert inspection.title in page(client, "list", xem="dang")
    assert "Không có cuộc nào khớp." in page(client, "list", xem="xong")


def test_an_inspection_shows_its_line_and_what_is_missing(at: At, standing: Person, inspection: Inspection) -> None:
    shown = page(at(standing), "inspection", inspection.pk)
    assert shown.count("đang ở bước này") == 1
    assert "Gửi đề cương, yêu cầu tự báo cáo" in shown
    inspection.plans.clear()
    blocked = page(at(standing), "inspection", inspection.pk)
    assert "Chưa gắn kế hoạch hoặc quyết định kiểm tra." in blocked
    assert "Gửi đề cương, yêu cầu tự báo cáo</button>" not in blocked


def test_a_reader_sees_everything_and_presses_nothing(at: At, reader: Person, inspection: Inspection) -> None:
    client = at(reader)
    for name in ("inspection", "team", "findings", "requirements", "coverage", "draft", "samples"):
        shown = page(client, name, inspection.pk)
        assert inspection.label in shown
        assert 'class="btn btn-primary"' not in shown
    assert client.post(reverse("inspections:act_inspection", args=[inspection.pk, "tien"])).status_code == 403


def test_another_ward_sees_none_of_it(at: At, other_leader: Person, inspection: Inspection) -> None:
    client, inspected = at(other_leader), InspectedUnit.objects.first()
    assert inspected is not None
    for name, pk in (("inspection", inspection.pk), ("unit", inspected.pk), ("checklist", inspected.pk), ("draft", inspection.pk)):
        assert client.get(reverse(f"inspections:{name}", args=[pk])).status_code == 404


def test_a_figure_stands_beside_its_question_with_its_definition(at: At, inspector: Person, inspection: Inspection) -> None:
    inspected = InspectedUnit.objects.get(unit__short="KT")
    shown = page(at(inspector), "checklist", inspected.pk)
    assert "Tỷ lệ nhiệm vụ hoàn thành đúng hạn, 01/01/2026 đến 20/11/2026." in shown
    assert "chưa xác nhận" in shown
    assert "Đoàn xem hồ sơ của đơn vị" in shown


def test_a_line_is_saved_in_place_or_says_there_why_not(at: At, inspector: Person, at_stage: Callable[[str], Inspection]) -> None:
    at_stage("reporting")
    inspected, client = InspectedUnit.objects.get(unit__short="KT"), at(inspector)
    address = reverse("inspections:line", args=[inspected.pk, "CC-01"])
    saved = client.post(address, {"result": "ok"}, headers={"HX-Request": "true"})
    assert (saved.status_code, "đã xem 1/30 dòng" in saved.content.decode()) == (200, True)
    refused = client.post(address, {"result": "shortcoming", "note": ""}, headers={"HX-Request": "true"})
    assert (refused.status_code, "chưa ghi đã thấy gì" in refused.content.decode()) == (422, True)
    assert client.post(address, {"result": "ok"})["Location"].endswith("bang-kiem/#dong-CC-01")
    assert client.post(reverse("inspections:line", args=[inspected.pk, "XX-99"]), {"result": "ok"}).status_code == 404


def test_somebody_outside_the_team_is_told_so_before_filling(at: At, standing: Person, at_stage: Callable[[str], Inspection]) -> None:
    at_stage("reporting")
    shown = page(at(standing), "checklist", InspectedUnit.objects.get(unit__short="KT").pk)
    assert "Chỉ thành viên đoàn ghi kết quả kiểm tra." in shown
    assert "data-result" not in shown


def test_drawn_dossiers_are_listed_by_unit_for_those_who_handle_dossiers(
    at: At, standing: Person, reader: Person, inspection: Inspection, ward: Commune
) -> None:
    small_lake.fill(ward)
    sent = {"first_day": "01/01/2026", "last_day": "20/11/2026", "count": "2", "seed": "2026"}
    client = at(standing)
    client.post(reverse("inspections:samples", args=[inspection.pk]), sent)
    sample = inspection.drawnsamples.get()
    shown = page(client, "sample", sample.pk)
    assert all(code in shown for code, _ in sample.codes)
    assert sample.digest in shown
    other = at(reader)
    assert other.get(reverse("inspections:sample", args=[sample.pk])).status_code == 403
    assert not any(code in page(other, "samples", inspection.pk) for code, _ in sample.codes)


def test_the_ward_changes_a_limit_with_its_source(at: At, standing: Person, inspection: Inspection) -> None:
    client = at(standing)
    address = reverse("inspections:set_limit", args=["conclusion"])
    assert client.post(address, {"days": "10", "source": ""}).status_code == 422
    client.post(address, {"days": "10", "working": "on", "source": "QĐ 12/QĐ-UBND"})
    assert "Phường đặt, theo: QĐ 12/QĐ-UBND." in page(client, "limits")
    assert client.post(reverse("inspections:set_limit", args=["gi-do"]), {"days": "1"}).status_code == 404


def test_the_draft_is_saved_as_docx(at: At, standing: Person, inspection: Inspection) -> None:
    response = at(standing).get(reverse("inspections:docx", args=[inspection.pk]))
    assert response.content.startswith(b"PK")
    assert "KT-01-2026.docx" in response["Content-Disposition"]


def test_days_that_end_before_they_begin_are_refused_at_the_form(at: At, standing: Person, inspection: Inspection) -> None:
    sent = {"title": "x", "starts_on": "10/11/2026", "ends_on": "01/11/2026"}
    response = at(standing).post(reverse("inspections:edit", args=[inspection.pk]), sent)
    assert "Ngày kết thúc kiểm tra phải có ngày đầu" in response.content.decode()
    assert Inspection.objects.get().ends_on == date(2026, 11, 13)


def test_a_result_names_the_evidence_gathered_in_the_inspection(at: At, inspector: Person, at_stage: Callable[[str], Inspection]) -> None:
    found = at_stage("reporting")
    upload = receive(ContentFile("Ảnh bảng niêm yết ngày 12/11/2026".encode(), name="niem-yet.txt"))
    claim = evidence.claim(place=Place(found.commune_id, "inspection", str(found.pk)), upload=upload, actor=inspector, at=NOW)
    inspected, client = InspectedUnit.objects.get(unit__short="KT"), at(inspector)
    assert "Minh chứng của dòng CC-01" in page(client, "checklist", inspected.pk)
    client.post(reverse("inspections:line", args=[inspected.pk, "CC-01"]), {"result": "ok", "claim": str(claim.pk)})
    assert inspected.results.get().claim == claim


def test_an_act_at_the_wrong_stage_says_so_before_anybody_types(at: At, standing: Person, inspection: Inspection) -> None:
    client = at(standing)
    early = client.get(reverse("inspections:act_inspection", args=[inspection.pk, "uu-diem"])).content.decode()
    assert "Chưa làm được bước này." in early
    assert "việc này làm ở bước “Kiểm tra tại đơn vị”, “Dự thảo kết luận”" in early
    assert "Chưa kết luận được." in page(client, "conclude", inspection.pk)
    team = client.get(reverse("inspections:act_inspection", args=[inspection.pk, "thanh-vien"])).content.decode()
    assert "Chưa làm được bước này." not in team
    assert inspection.title in team


def test_a_step_back_says_where_it_leads(at: At, standing: Person, at_stage: Callable[[str], Inspection]) -> None:
    found = at_stage("working")
    shown = at(standing).get(reverse("inspections:act_inspection", args=[found.pk, "lui"])).content.decode()
    assert "lùi về bước “Đơn vị tự báo cáo”" in shown


def test_lines_filled_one_after_the_other_are_one_line_of_the_history(
    at: At, standing: Person, inspector: Person, at_stage: Callable[[str], Inspection]
) -> None:
    found = at_stage("working")
    inspected = InspectedUnit.objects.get(unit__short="KT")
    for line in ("CC-01", "CC-02", "CC-03"):
        actions.fill_line(inspected=inspected, line=line, result="ok", note="", actor=inspector, at=NOW)
    shown = page(at(standing), "inspection", found.pk)
    assert "Ghi kết quả bảng kiểm (3 lần trong ngày)" in shown
    assert shown.count("Ghi kết quả bảng kiểm") == 1


def test_a_figure_that_is_not_known_says_so_shortly_and_why(at: At, inspector: Person, inspection: Inspection) -> None:
    shown = page(at(inspector), "checklist", InspectedUnit.objects.get(unit__short="KT").pk)
    assert '<span class="unknown">Chưa có số liệu</span>' in shown
    assert "Chưa có số liệu:" not in shown


def test_the_draft_names_its_basis_as_a_letter_does(at: At, standing: Person, inspection: Inspection) -> None:
    assert "Thực hiện Kế hoạch số 64/KH-UBND ngày 10/02/2026, từ ngày" in page(at(standing), "draft", inspection.pk)
