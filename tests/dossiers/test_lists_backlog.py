"""The backlog: classes whose numbers are their rows, causes in bulk by one act, a fault of the system only with proof."""

import io
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.urls import reverse

from minhchung.apps.documents import actions as documents
from minhchung.apps.dossiers import actions, backlogs, queries
from minhchung.apps.dossiers.models import DossierCard
from minhchung.apps.dossiers.reading import opened
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.organisations.models import Commune, Person
from tests.dossiers import small_lake
from tests.dossiers.conftest import At
from tests.personas import NOW

pytestmark = pytest.mark.django_db
PAGE = "/ho-so/ton-dong/"
LETTER = "PHƯỜNG VÂN KHÊ\n\nSố: 15/UBND-VP\nVân Khê, ngày 12 tháng 11 năm 2026\nV/v hệ thống gián đoạn"


def shown(person: Person, commune: Commune, **query: str) -> backlogs.Shown:
    lake = opened(commune)
    assert lake is not None
    return backlogs.shown(lake, queries.cards(person), queries.faults(person), backlogs.Asked.of(query), now=NOW)


def explain(commune: Commune, actor: Person, codes: list[str], **more: Any) -> None:
    actions.explain(commune=commune, codes=codes, actor=actor, at=NOW, **more)


def test_the_numbers_of_the_classes_are_their_rows(lake: Commune, clerk: Person) -> None:
    found = shown(clerk, lake, ky="nam")
    assert found.count == sum(line.total for line in found.lines) == sum(found.totals) == len(found.rows)
    for line in found.lines:
        assert len(shown(clerk, lake, ky="nam", nhom=line.key).rows) == line.total
        for band, count in line.counts:
            assert len(shown(clerk, lake, ky="nam", nhom=line.key, muc=band).rows) == count


def test_a_cause_moves_a_dossier_from_unsaid_to_its_group(lake: Commune, clerk: Person) -> None:
    assert [row.code for row in shown(clerk, lake, nhom="chua-ghi").rows] == [small_lake.LATE]
    explain(lake, clerk, [small_lake.LATE], cause="slow-appraisal", proposal="finish-now")
    row = shown(clerk, lake, nhom="handling").rows[0]
    assert (row.code, row.side, row.proposal) == (small_lake.LATE, "chủ quan", "Hoàn thành ngay, ấn định ngày")
    assert shown(clerk, lake, nhom="chua-ghi").rows == ()


def test_many_dossiers_are_explained_by_one_event(lake: Commune, at: At, clerk: Person) -> None:
    posted = {"ho-so": [small_lake.LATE, small_lake.TODAY], "cause": "slow-signing", "proposal": "apologise"}
    answer = at(clerk).post(f"{PAGE}nguyen-nhan/?ky=nam", posted)
    assert answer["Location"] == f"{PAGE}?ky=nam"
    assert set(DossierCard.objects.values_list("code", "cause")) == {
        (small_lake.LATE, "slow-signing"),
        (small_lake.TODAY, "slow-signing"),
    }
    assert HistoryEvent.objects.filter(commune=lake.pk, act="dossiers.explain").count() == 1


def test_all_that_are_asked_for_may_be_chosen_at_once(lake: Commune, at: At, clerk: Person) -> None:
    at(clerk).post(f"{PAGE}nguyen-nhan/", {"ca-loc": "1", "cause": "slow-signing"})
    assert list(DossierCard.objects.values_list("code", flat=True)) == [small_lake.LATE]


def test_a_code_that_is_no_dossier_of_the_ward_gets_no_card(lake: Commune, at: At, clerk: Person) -> None:
    answer = at(clerk).post(f"{PAGE}nguyen-nhan/", {"ho-so": ["H99.12-000000-9999"], "cause": "slow-signing"})
    assert answer.status_code == 422
    assert "Chưa chọn hồ sơ nào" in answer.content.decode()
    assert not DossierCard.objects.exists()


def test_what_is_wrong_is_said_beside_the_form_and_the_choice_stays(lake: Commune, at: At, clerk: Person) -> None:
    posted = {"ho-so": [small_lake.LATE], "cause": "other-agency", "proof": "99/UBND-XX"}
    html = at(clerk).post(f"{PAGE}nguyen-nhan/", posted).content.decode()
    assert "Trong sổ không có văn bản số 99/UBND-XX" in html
    assert f'value="{small_lake.LATE}" checked' in html
    objective = at(clerk).post(f"{PAGE}nguyen-nhan/", {"ho-so": [small_lake.LATE], "cause": "other-agency"}).content.decode()
    assert "Nguyên nhân khách quan cần chứng cứ" in objective


def test_a_fault_of_the_system_needs_a_logged_fault_in_the_dossiers_time(lake: Commune, clerk: Person) -> None:
    with pytest.raises(Refused, match="Nhật ký chưa ghi lỗi hệ thống nào"):
        explain(lake, clerk, [small_lake.LATE], cause="system-fault", note="Hệ thống chậm")
    began = NOW - timedelta(days=1)
    actions.log_fault(commune=lake, began_at=began, ended_at=began + timedelta(hours=3), what="Không đăng nhập được", actor=clerk, at=NOW)
    hint = shown(clerk, lake).rows[0].hints[0]
    assert "Hệ thống lỗi 3 giờ làm việc: Không đăng nhập được" in hint["fact"]
    explain(lake, clerk, [small_lake.LATE], cause="system-fault", note="Theo nhật ký lỗi")
    assert shown(clerk, lake, nhom="system").rows[0].side == "khách quan"


def test_a_document_proves_a_fault_of_the_system_too(lake: Commune, at: At, clerk: Person, standing: Person) -> None:
    documents.register_incoming(commune=lake, text=LETTER, actor=standing, at=NOW)
    answer = at(clerk).post(f"{PAGE}nguyen-nhan/", {"ho-so": [small_lake.LATE], "cause": "system-fault", "proof": "15/ubnd-vp"})
    assert answer.status_code == 302
    assert "15/UBND-VP" in shown(clerk, lake, nhom="system").rows[0].proof


def test_the_inspector_reads_but_does_not_explain(lake: Commune, at: At, inspector: Person) -> None:
    assert "Ghi nguyên nhân cho các hồ sơ đã chọn" not in at(inspector).get(PAGE).content.decode()
    assert at(inspector).post(f"{PAGE}nguyen-nhan/", {"ho-so": [small_lake.LATE], "cause": "slow-signing"}).status_code == 403


def test_the_print_has_the_classes_and_the_rows(lake: Commune, at: At, leader: Person, clerk: Person) -> None:
    explain(lake, clerk, [small_lake.LATE], cause="slow-appraisal", proposal="finish-now")
    html = at(leader).get(reverse("dossiers:backlog_print")).content.decode()
    assert "Chậm thẩm định, thụ lý (chủ quan)" in html
    assert small_lake.LATE in html


def test_the_sheet_holds_the_rows_asked_for(lake: Commune, at: At, clerk: Person) -> None:
    answer = at(clerk).get(reverse("dossiers:backlog_sheet"))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]
    assert small_lake.LATE in cells
    assert small_lake.DONE not in cells
