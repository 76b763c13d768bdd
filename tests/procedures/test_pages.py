"""The pages of the catalogue as a person uses them."""

import io
import json
import zipfile
from datetime import date

import openpyxl
import pytest
from django.core.files.base import ContentFile

from minhchung.apps.files.actions import store
from minhchung.apps.files.receiving import receive
from minhchung.apps.procedures import actions
from minhchung.apps.procedures.decided import decided
from minhchung.apps.procedures.models import Line, Procedure, Source, Workflow
from minhchung.apps.procedures.queries import standing as standing_on
from tests.personas import NOW
from tests.procedures.conftest import WAYS, page, shown

UNCLEAR = f"{WAYS}Trực tiếp5Miễn phí"


@pytest.fixture
def unclear(bring, ward):
    bring(
        [page("1.001193", "Đăng ký khai sinh", cach_thuc_thuc_hien=UNCLEAR), page("2.000815", "Chứng thực bản sao", linh_vuc="Chứng thực")]
    )
    return Procedure.objects.get(commune=ward, code="1.001193")


def test_the_list_is_searched_without_accents_and_narrowed_to_what_is_uncertain(unclear, browse, standing):
    client = browse(standing)
    found = shown(client, "/thu-tuc/?q=khai+sinh")
    assert ("1.001193" in found, "2.000815" in found) == (True, False)
    assert "2.000815" not in shown(client, "/thu-tuc/?loc=chua-ro")
    assert "1.001193" not in shown(client, "/thu-tuc/?lv=Ch%E1%BB%A9ng+th%E1%BB%B1c")
    assert "Ngày 01/11/2026 danh mục chưa có thủ tục nào." in shown(client, "/thu-tuc/?ngay=1/11/2026")


def test_a_doubt_is_shown_with_its_cause_and_settled_from_the_page(unclear, browse, standing):
    client = browse(standing)
    assert "không có đơn vị" in shown(client, f"/thu-tuc/{unclear.pk}/")
    address = f"/thu-tuc/{unclear.pk}/sua/ways/?dong=0"
    assert "Trực tiếp5Miễn phí" in shown(client, address)
    sent = {
        "ways.0.kind": "Trực tiếp",
        "ways.0.limit": "5 ngày làm việc",
        "ways.0.fee": "Miễn phí",
        "note": "Quyết định 12/QĐ-BTP",
        "told": Line.objects.get(procedure=unclear).pk,
    }
    assert client.post(address, {**sent, "ways.0.limit": "5, không rõ đơn vị"}).status_code == 422
    assert client.post(address, sent).status_code == 302
    assert "không có đơn vị" not in shown(client, f"/thu-tuc/{unclear.pk}/")
    assert "không có đơn vị" in shown(client, f"/thu-tuc/{unclear.pk}/?ngay=19/11/2026")


def test_a_pasted_table_is_shown_before_it_is_taken_over(browse, standing, ward):
    client = browse(standing)
    cells = "Mã số\tTên thủ tục\tThời hạn giải quyết\n1.000001\tViệc một\t3 ngày làm việc\n\tKhông mã\t2 ngày"
    look = client.post("/thu-tuc/nhap/", {"bang": cells})
    assert look.status_code == 302
    draft = shown(client, look.url)
    assert "Việc một" in draft and "Không vào được <b>1</b>" in draft
    assert "Không có mã thủ tục đọc được" in shown(client, f"{look.url}?muc=khong")
    assert not Procedure.objects.exists()
    assert client.post(look.url, {"on": "2/11/2026", "scope": "whole"}).status_code == 302
    assert [known.procedure.code for known in standing_on(ward.pk, date(2026, 11, 2))] == ["1.000001"]
    assert "Nhập 0 thủ tục" in shown(client, look.url)


def test_a_changed_file_shows_old_beside_new(unclear, browse, standing, bring):
    changed = json.dumps([page("1.001193", "Đăng ký khai sinh mới")], ensure_ascii=False).encode()
    file = store(commune=unclear.commune, received=receive(ContentFile(changed, name="moi.json")), actor=standing, at=NOW)
    draft = shown(browse(standing), f"/thu-tuc/nhap/{file.pk}/")
    assert "Đăng ký khai sinh mới" in draft and "không rõ đơn vị" in draft


def test_of_an_official_list_the_wards_own_are_chosen_and_the_rest_is_said_to_stay_out(browse, standing):
    client = browse(standing)
    cells = "Mã số\tTên thủ tục\tCơ quan thực hiện\n" + "\n".join(
        [f"1.0000{n:02}\tViệc xã {n}\tỦy ban nhân dân cấp xã" for n in range(60)]
        + ["2.000001\tViệc tỉnh\tSở Nội vụ", "2.000002\tViệc lạ\t"]
    )
    look = client.post("/thu-tuc/nhap/", {"bang": cells}).url
    page = shown(client, look)
    assert "Nhập 60 thủ tục" in page and "Để ngoài 2 thủ tục, trong đó 1 không ghi cấp" in page and "Việc tỉnh" not in page
    assert "Việc xã 55" not in page and "Việc xã 55" in shown(client, f"{look}?trang=2")
    assert "Nhập 62 thủ tục" in shown(client, f"{look}?on=20/11/2026&scope=whole")
    wrong = client.get(f"{look}?on=32/11/2026&scope=whole")
    assert (wrong.status_code, Procedure.objects.exists()) == (422, False)


def test_an_archive_of_pages_is_one_file(browse, standing):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in (1, 2):
            archive.writestr(f"{number}.json", json.dumps(page(f"1.00000{number}", f"Việc {number}")))
    packed.seek(0)
    packed.name = "trang.zip"
    look = browse(standing).post("/thu-tuc/nhap/", {"files": packed})
    assert look.status_code == 302


@pytest.mark.parametrize(
    ("name", "content", "why"), [("hong.zip", b"PK hong", "tệp nén hỏng"), ("rong.txt", b"xin chao", "không có thủ tục nào")]
)
def test_a_file_without_procedures_is_refused_with_the_way_out(browse, standing, name, content, why):
    file = io.BytesIO(content)
    file.name = name
    refused = browse(standing).post("/thu-tuc/nhap/", {"files": file})
    assert (refused.status_code, why in refused.content.decode()) == (422, True)


def test_the_decision_page_proposes_and_a_person_confirms(decision, browse, standing, marriage):
    client = browse(standing)
    address = f"/thu-tuc/quyet-dinh/{decision.pk}/"
    proposed = shown(client, address)
    assert "chưa có trong danh mục" in proposed and "Cập nhật danh mục thủ tục" in shown(client, f"/van-ban/{decision.pk}/")
    rows = {f"d-{line.read.row}": line.kind for line in _lines(decision)}
    assert client.post(address, {"on": "16/11/2026", **rows}).status_code == 302
    source = Source.objects.get(kind="decision")
    assert "đã được cập nhật" in shown(client, address)
    assert client.post(f"/thu-tuc/nguon/{source.pk}/hoan-tac/", {"reason": "Nhầm"}).status_code == 302
    assert "Đã hoàn tác" in shown(client, "/thu-tuc/nguon/")


def _lines(decision):
    return decided(decision).lines


def test_many_procedures_are_arranged_at_once_and_counted_by_unit(unclear, units, browse, standing):
    client, keys = browse(standing), list(Procedure.objects.values_list("pk", flat=True))
    asked = client.post("/thu-tuc/sap-xep/", {"tt": keys, "unit": units["VP"].pk, "at_centre": "yes"})
    assert asked.status_code == 302
    assert set(Procedure.objects.values_list("unit", "at_centre")) == {(units["VP"].pk, True)}
    assert "Văn phòng HĐND và UBND" in shown(client, "/thu-tuc/thong-ke/")


def test_the_sheet_has_a_row_for_each_procedure_and_says_what_is_uncertain(unclear, browse, standing):
    book = openpyxl.load_workbook(io.BytesIO(browse(standing).get("/thu-tuc/xuat/").content))
    cells = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value]
    assert {"1.001193", "2.000815"} <= set(cells)
    assert any("không có đơn vị" in cell for cell in cells)


def test_a_paper_the_state_holds_is_proposed_to_be_dropped_and_decided(unclear, units, ward, decision, browse, standing):
    client = browse(standing)
    assert "Đề xuất bỏ" in shown(client, f"/thu-tuc/{unclear.pk}/")
    address = f"/thu-tuc/{unclear.pk}/de-xuat/?giay-to=1"
    form = client.get(address).context["form"]
    sent = {**form.initial, "unit": units["VP"].pk}
    assert "Giấy khai sinh của trẻ" in sent["component"]
    made = client.post(address, sent)
    assert made.status_code == 302
    assert client.post(address, sent).status_code == 422, "the same paper is not proposed twice"
    for slug, more in (("trinh", {}), ("ket-qua", {"approved": "yes"}), ("thuc-hien", {})):
        assert client.post(f"{made.url}{slug}/", {"document": decision.pk, **more}).status_code == 302
    assert "Đã thực hiện" in shown(client, made.url)


def test_another_ward_sees_nothing_of_it(unclear, browse, other_leader):
    client = browse(other_leader)
    assert client.get(f"/thu-tuc/{unclear.pk}/").status_code == 404
    assert "1.001193" not in shown(client, "/thu-tuc/?q=khai+sinh")


def test_an_officer_of_another_unit_settles_nothing(unclear, units, browse, officer, standing):
    actions.arrange_many(commune=unclear.commune, procedures=[unclear.pk], given={"unit": units["VP"]}, actor=standing, at=NOW)
    assert browse(officer).get(f"/thu-tuc/{unclear.pk}/sua/ways/").status_code == 403


def test_steps_are_typed_in_rows_and_a_press_keeps_nothing(unclear, units, browse, standing):
    client, address = browse(standing), f"/thu-tuc/{unclear.pk}/quy-trinh/"
    assert 'name="steps.0.name"' in shown(client, address)
    typed = {"on": "20/11/2026", "steps.0.name": "Tiếp nhận", "steps.0.unit": "VP", "steps.0.hours": "0,5"}
    more = client.post(address, {**typed, "do": "them:steps"}).content.decode()
    assert 'name="steps.1.name"' in more and "Thay đổi chưa lưu" in more and "Tiếp nhận" in more
    assert not Workflow.objects.exists()
    for wrong, why in (({"steps.0.hours": "vài"}, "không phải số giờ"), ({"steps.0.unit": "Phòng lạ"}, "không phải đơn vị của phường")):
        refused = client.post(address, {**typed, **wrong})
        assert (refused.status_code, why in refused.content.decode()) == (422, True)
    assert client.post(address, {**typed, "steps.1.name": "Ký\tvp\tCông chức\t4"}).status_code == 302
    steps = [(step["name"], step["unit"], step["post"], step["hours"]) for step in Workflow.objects.get().steps]
    assert steps == [("Tiếp nhận", units["VP"].pk, "", "0.5"), ("Ký", units["VP"].pk, "Công chức", "4")]


def test_pasted_papers_fill_rows_before_anything_is_kept(unclear, browse, standing):
    client, address = browse(standing), f"/thu-tuc/{unclear.pk}/sua/components/"
    told, lines = Line.objects.get(procedure=unclear).pk, Line.objects.count()
    pasted = {"told": told, "note": "QĐ 12", "components.0.name": "Tờ khai\t01/HT\t1\nGiấy chứng sinh\t\t\t2", "do": "trai:components:0"}
    seen = client.post(address, pasted).content.decode()
    assert 'value="2"' in seen and "Giấy chứng sinh" in seen
    assert Line.objects.count() == lines
    sent = {"told": told, "note": "QĐ 12", "components.0.name": "Tờ khai", "components.0.form": "01/HT", "components.0.originals": "1"}
    assert client.post(address, {**sent, "components.1.originals": "2"}).status_code == 422
    assert client.post(address, {**sent, "components.1.name": "Giấy chứng sinh", "components.1.copies": "2"}).status_code == 302
    assert "Giấy chứng sinh" in shown(client, f"/thu-tuc/{unclear.pk}/")
