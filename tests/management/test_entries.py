"""Registers in use: entries written, changed, looked at again, ended; pasted; own registers and columns; work; who may."""

import io

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from minhchung.apps.ground import history, lookup
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.words import told
from minhchung.apps.management import actions
from minhchung.apps.management.models import Entry, RegisterSetting
from minhchung.apps.management.registers import register_of
from minhchung.apps.organisations import actions as organisations
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.management.conftest import At, Write
from tests.management.management_world import POST, RISK, draft
from tests.personas import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def test_an_entry_is_written_in_the_browser_and_found_without_accents(
    ward: Commune, units: dict[str, Unit], standing: Person, at: At
) -> None:
    data = {f"cot-{name}": value for name, value in RISK.items()} | {"unit": units["KT"].pk, "review_on": ""}
    answer = at(standing).post(reverse("management:add_entry", args=["rui-ro"]), data)
    assert answer.status_code == 302
    made = Entry.objects.get()
    assert (made.number, made.values, made.unit) == (1, RISK, units["KT"])
    assert str(made.review_on) == "2027-05-20"
    assert made.ref in lookup.keys_matching("mat dien", commune=ward.pk)
    page = at(standing).get(reverse("management:register", args=["rui-ro"])).content.decode()
    assert "Cao 16" in page


def test_numbers_days_and_people_are_stored_and_said_back(ward: Commune, units: dict[str, Unit], standing: Person, at: At) -> None:
    data = {"cot-source": "Phiếu quý III", "cot-to_on": "30/9/2026", "cot-answers": "1.250", "cot-share": "92,5", "unit": units["PVHCC"].pk}
    assert at(standing).post(reverse("management:add_entry", args=["hai-long"]), data).status_code == 302
    made = Entry.objects.get()
    assert made.values == {"source": "Phiếu quý III", "to_on": "2026-09-30", "answers": "1250", "share": "92.5"}
    page = at(standing).get(reverse("management:entry", args=[made.pk])).content.decode()
    assert "92,5" in page
    assert "1.250" in page


def test_what_is_missing_is_said_at_its_field(standing: Person, at: At) -> None:
    answer = at(standing).post(reverse("management:add_entry", args=["rui-ro"]), {})
    assert answer.status_code == 422
    assert "Rủi ro hoặc cơ hội còn trống" in answer.content.decode()
    assert not Entry.objects.exists()


def test_an_officer_writes_for_the_own_unit_only(
    ward: Commune, units: dict[str, Unit], officer: Person, reader: Person, write: Write
) -> None:
    assert write("rui-ro", RISK, actor=officer).unit == units["KT"]
    with pytest.raises(Refused, match="Chỉ thường trực ISO"):
        write("rui-ro", RISK, actor=officer, unit=units["VP"])
    with pytest.raises(PermissionDenied):
        write("rui-ro", RISK, actor=reader)


def test_an_officer_does_not_change_what_another_unit_answers_for(units: dict[str, Unit], officer: Person, write: Write) -> None:
    other = write("rui-ro", RISK, unit=units["VP"])
    with pytest.raises(PermissionDenied):
        actions.review_entry(entry=other, on=TODAY, note="Đã xem", actor=officer, at=NOW)


def test_a_person_of_another_ward_is_refused_as_a_value(other_leader: Person, write: Write) -> None:
    with pytest.raises(Refused, match="không thuộc phường"):
        write("nang-luc", {**POST, "person": str(other_leader.pk)})


def test_the_history_tells_what_changed_by_the_labels_of_the_columns(leader: Person, write: Write) -> None:
    made = write("rui-ro", RISK)
    changed = {**RISK, "severity": "2", "result": "Đã lắp máy phát điện"}
    actions.edit_entry(entry=made, values=changed, unit=made.unit, review_on=made.review_on, actor=leader, at=NOW)
    event = history.of(made.ref)[0]
    after = next(each for each in told(leader, [event])[event.pk] if each.label == "nội dung")
    assert [each.text for each in after.after] == ["Mức độ ảnh hưởng: 2", "Kết quả, hiệu lực của biện pháp: Đã lắp máy phát điện"]
    assert after.before[0].text == "Mức độ ảnh hưởng: 4"


def test_looking_again_moves_the_day_by_the_interval_of_the_register(write: Write) -> None:
    made = write("rui-ro", RISK, review_on=TODAY)
    seen = actions.review_entry(entry=made, on=TODAY, note="Vẫn đúng", actor=None, at=NOW)
    assert (seen.reviewed_on, str(seen.review_on)) == (TODAY, "2027-05-20")
    with pytest.raises(Refused, match="kết quả xem lại"):
        actions.review_entry(entry=made, on=TODAY, note=" ", actor=None, at=NOW)


def test_an_ended_entry_is_not_changed_until_it_is_opened_again(write: Write) -> None:
    made = write("thiet-bi", {"item": "Máy quét", "state": "broken"})
    closed = actions.close_entry(entry=made, reason="Đã thanh lý", actor=None, at=NOW)
    assert (closed.state, closed.ended_on) == ("closed", TODAY)
    with pytest.raises(Refused, match="đã đóng"):
        actions.review_entry(entry=made, on=TODAY, note="Xem", actor=None, at=NOW)
    assert actions.reopen_entry(entry=made, actor=None, at=NOW).state == "live"


def test_work_given_from_an_entry_leads_back_to_it(units: dict[str, Unit], leader: Person, write: Write, at: At) -> None:
    made = write("rui-ro", RISK)
    work = actions.give_entry_work(entry=made, draft=draft(units["KT"]), actor=leader, at=NOW)
    assert (work.origin_kind, work.origin_key, work.wording) == ("register_entry", str(made.pk), RISK["what"])
    assert f"Việc {work.number}" in at(leader).get(reverse("management:entry", args=[made.pk])).content.decode()


def test_a_register_of_the_ward_works_like_the_others(ward: Commune, standing: Person, write: Write, at: At) -> None:
    columns = "Công trình *\nKết quả | chọn | Đạt; Chưa đạt"
    data = {"title": "Sổ công trình", "columns": columns, "clauses": "7.1.3", "review_months": "3"}
    assert at(standing).post(reverse("management:add_register"), data).status_code == 302
    made = write("so-cong-trinh", {"x-cong-trinh": "Nhà văn hóa", "x-ket-qua": "dat"})
    assert str(made.review_on) == "2027-02-20"
    page = at(standing).get(reverse("management:register", args=["so-cong-trinh"])).content.decode()
    assert "Nhà văn hóa" in page
    with pytest.raises(Refused, match="Đã có sổ"):
        actions.add_register(commune=ward, title="sổ công trình", columns="A", actor=standing, at=NOW)
    with pytest.raises(Refused, match=r"không có điều khoản 99\.1"):
        actions.add_register(commune=ward, title="Sổ khác", columns="A", clauses=["99.1"], actor=standing, at=NOW)


def test_a_column_the_ward_adds_stands_beside_the_packaged_ones_and_leaves_no_value_behind(ward: Commune, write: Write) -> None:
    actions.set_register(commune=ward, register="rui-ro", columns="Số quyết định", review_months=6, actor=None, at=NOW)
    made = write("rui-ro", {**RISK, "x-so-quyet-dinh": "12/QĐ-UBND"})
    actions.set_register(commune=ward, register="rui-ro", columns="", review_months=6, actor=None, at=NOW)
    made.refresh_from_db()
    assert made.values["x-so-quyet-dinh"] == "12/QĐ-UBND"
    register = register_of(ward.pk, "rui-ro")
    assert register is not None
    assert register.column("x-so-quyet-dinh") is None
    with pytest.raises(Refused, match="sổ đã có"):
        actions.set_register(commune=ward, register="rui-ro", columns="Nguyên nhân", actor=None, at=NOW)
    assert RegisterSetting.objects.get().review_months is None


def test_a_pasted_table_is_first_shown_then_written(ward: Commune, units: dict[str, Unit], standing: Person, write: Write, at: At) -> None:
    first = write("thiet-bi", {"item": "Máy quét", "state": "broken", "place": "Quầy 1"})
    table = (
        "Số\tThiết bị, hạng mục\tTình trạng\tĐơn vị\n"
        "1\tMáy quét\tTốt\t\n"
        "\tMáy in\tCần sửa chữa\tPhòng Kinh tế\n"
        "\tMáy lạ\tCháy\tPhòng Kinh tế\n"
        "7\tGhế\tTốt\tPhòng Kinh tế\n"
    )
    address = reverse("management:paste", args=["thiet-bi"])
    page = at(standing).post(address, {"table": table}).content.decode()
    assert Entry.objects.count() == 1
    for words in ("1 mục mới · 1 mục sửa · 0 mục giữ nguyên · 2 dòng lỗi", "<del>Hỏng</del>", "<ins>Tốt</ins>", "không có mục 7"):
        assert words in page
    assert at(standing).post(address, {"table": table, "do": "ghi"}).status_code == 302
    first.refresh_from_db()
    assert first.values == {"item": "Máy quét", "state": "good", "place": "Quầy 1"}
    assert Entry.objects.get(number=2).values == {"item": "Máy in", "state": "worn"}
    assert Entry.objects.count() == 2


def test_the_workbook_of_a_register_can_be_pasted_back_unchanged(standing: Person, write: Write, at: At) -> None:
    write("rui-ro", {**RISK, "cause": "Lưới điện cũ"})
    answer = at(standing).get(reverse("management:register_xlsx", args=["rui-ro"]))
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(min_row=6, max_row=7, values_only=True))
    table = "\n".join("\t".join(str(cell or "") for cell in row) for row in rows)
    page = at(standing).post(reverse("management:paste", args=["rui-ro"]), {"table": table}).content.decode()
    assert "0 mục mới · 0 mục sửa · 1 mục giữ nguyên · 0 dòng lỗi" in page


def test_entries_follow_a_handover_of_their_unit(ward: Commune, units: dict[str, Unit], write: Write) -> None:
    made, over = write("rui-ro", RISK), write("rui-ro", RISK)
    actions.close_entry(entry=over, reason="Xong", actor=None, at=NOW)
    handover = organisations.hand_over(
        commune=ward, from_unit=units["KT"], to_unit=units["VP"], from_person=None, to_person=None, on=TODAY, decision="", note="",
        actor=None, at=NOW,
    )  # fmt: skip
    actions.pass_on(handover=handover, actor=None, at=NOW)
    made.refresh_from_db()
    over.refresh_from_db()
    assert (made.unit, over.unit) == (units["VP"], units["KT"])


def test_a_page_of_many_entries_asks_no_more_of_the_database(standing: Person, write: Write, at: At) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert at(standing).get(reverse("management:register", args=["rui-ro"])).status_code == 200
        return len(queries)

    write("rui-ro", RISK)
    asked()
    few = asked()
    for _ in range(5):
        write("rui-ro", RISK)
    assert asked() == few


def test_another_ward_sees_nothing(other_leader: Person, write: Write, at: At) -> None:
    made = write("rui-ro", RISK)
    assert at(other_leader).get(reverse("management:entry", args=[made.pk])).status_code == 404
    assert "Mất điện" not in at(other_leader).get(reverse("management:register", args=["rui-ro"])).content.decode()


def test_pasting_over_another_units_entry_is_told_in_the_dry_run(units: dict[str, Unit], officer: Person, write: Write, at: At) -> None:
    write("thiet-bi", {"item": "Máy quét", "state": "broken"}, unit=units["VP"])
    table = "Số\tTình trạng\n1\tTốt"
    address = reverse("management:paste", args=["thiet-bi"])
    assert "nhờ đơn vị đó hoặc thường trực ISO sửa" in at(officer).post(address, {"table": table}).content.decode()
    at(officer).post(address, {"table": table, "do": "ghi"})
    assert Entry.objects.get().values["state"] == "broken"
