"""Control slips: two taps, a photograph of a code, slips on paper, the record beside the deed."""

import io
import re
from datetime import datetime, timedelta
from html import escape
from pathlib import Path

import pytest
import segno
from django.contrib.staticfiles import finders
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from minhchung.apps.dossiers import actions, reading
from minhchung.apps.dossiers.models import SlipHandover
from minhchung.apps.dossiers.reading import opened
from minhchung.apps.dossiers.real_moments import SlipLine
from minhchung.apps.dossiers.scanning import code_in
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.clock import ZONE
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.flow.exports.codes import FORM
from tests.dossiers import small_lake
from tests.dossiers.conftest import At
from tests.personas import NOW

pytestmark = pytest.mark.django_db
CODE = small_lake.TODAY
PASTED = "Mã hồ sơ\tĐơn vị\tNgày\tGiờ\tGhi chú\n"


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def qr(text: str) -> SimpleUploadedFile:
    out = io.BytesIO()
    segno.make(text).save(out, kind="png", scale=6)
    return SimpleUploadedFile("anh.png", out.getvalue(), "image/png")


def copied(ward: Commune, *rows: tuple[str, Unit, str]) -> None:
    actions.copy_slips(commune=ward, lines=[SlipLine(code, None, unit, moment(at)) for code, unit, at in rows], actor=None, at=NOW)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("H99.12-261116-0002", "H99.12-261116-0002"),
        ("h99.12-261116-0002 ", "H99.12-261116-0002"),
        ("https://mc.example/tra-cuu?ma=000.00.16.H24-230105-0001&x=1", "000.00.16.H24-230105-0001"),
        ("http://phuong.local/ho-so/H99.12-261116-0002/giao-nhan/", "H99.12-261116-0002"),
        ("kết quả_H44.100-260813-0007.pdf", "H44.100-260813-0007"),
        ("H44.100–260813–0007", "H44.100-260813-0007"),
        ("090-123-4567", None),
        ("", None),
    ],
)
def test_a_code_is_found_in_what_a_scanner_gives(text: str, code: str | None) -> None:
    assert code_in(text) == code


def test_two_taps_record_who_takes_the_dossier_over(lake: Commune, at: At, clerk: Person) -> None:
    page = at(clerk).post(reverse("dossiers:scan"), {"anh": qr(f"http://x/ho-so/{CODE}/giao-nhan/")})
    assert page["Location"] == reverse("dossiers:slip", args=[CODE])
    html = at(clerk).get(page["Location"]).content.decode()
    assert "Tôi nhận hồ sơ này" in html
    assert small_lake.PROCEDURE["procedure"] in html
    html = at(clerk).post(page["Location"], {"gn-person": clerk.pk}, follow=True).content.decode()
    assert f"Đã ghi lúc 09:00: Trịnh Mai Chi nhận hồ sơ {CODE}." in html
    made = SlipHandover.objects.get()
    assert (made.code, made.person, made.unit and made.unit.short, made.taken_at, made.way) == (CODE, clerk, "PVHCC", NOW, "tap")
    event = HistoryEvent.objects.latest("position")
    assert (event.act, event.key) == ("dossiers.hand_over", f"98001/mc/{CODE}")


def test_who_has_the_dossier_cannot_take_it_again_until_another_had_it(lake: Commune, at: At, clerk: Person, officer: Person) -> None:
    address = reverse("dossiers:slip", args=[CODE])
    at(clerk).post(address, {"gn-person": clerk.pk})
    assert "Bạn đang giữ hồ sơ này" in at(clerk).get(address).content.decode()
    again = at(clerk).post(address, {"gn-person": clerk.pk})
    assert again.status_code == 422
    assert "không ghi hai lần" in again.content.decode()
    at(officer).post(address, {"gn-person": officer.pk})
    actions.hand_over(commune=lake, code=CODE, person=clerk, unit=None, actor=clerk, at=NOW + timedelta(minutes=1))
    assert [each.person for each in SlipHandover.objects.order_by("pk")] == [clerk, officer, clerk]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (qr("xin chào"), "Ảnh có mã nhưng không phải mã hồ sơ"),
        (SimpleUploadedFile("a.jpg", b"not a picture"), "Tệp không phải ảnh đọc được"),
    ],
)
def test_a_picture_without_a_code_says_what_to_do(lake: Commune, at: At, clerk: Person, sent: SimpleUploadedFile, said: str) -> None:
    sent.seek(0)
    response = at(clerk).post(reverse("dossiers:scan"), {"anh": sent})
    assert response.status_code == 422
    assert said in response.content.decode()


def test_an_empty_picture_and_a_wrong_code_are_told(lake: Commune, at: At, clerk: Person) -> None:
    out = io.BytesIO()
    Image.new("L", (300, 300), 255).save(out, "png")
    blank = at(clerk).post(reverse("dossiers:scan"), {"anh": SimpleUploadedFile("t.png", out.getvalue())})
    assert "Không thấy mã vạch hay mã QR trong ảnh" in blank.content.decode()
    assert "“abc” không phải mã hồ sơ" in at(clerk).get(reverse("dossiers:scan"), {"ma": "abc"}).content.decode()


def test_a_dossier_not_yet_imported_can_be_taken_over_but_a_word_cannot(ward: Commune, at: At, clerk: Person) -> None:
    address = reverse("dossiers:slip", args=["H99.12-261120-0009"])
    assert "Hồ sơ chưa có trong số liệu đã nhập" in at(clerk).get(address).content.decode()
    at(clerk).post(address, {"gn-person": clerk.pk})
    assert SlipHandover.objects.count() == 1
    assert at(clerk).get(reverse("dossiers:slip", args=["tep-2"])).status_code == 404


def test_pasted_lines_are_looked_at_first_and_good_ones_survive_bad_ones(lake: Commune, at: At, clerk: Person) -> None:
    lines = (
        PASTED
        + f"{CODE}\tPhòng Kinh tế\t17/11/2026\t7h50\ttrả bản vẽ\n"
        + "không mã\tPhòng Kinh tế\t17/11/2026\t8:00\t\n"
        + f"{CODE}\tTrung tâm\t17/11/2026\t08:00\t\n"
        + f"{CODE}\tPhòng Kinh tế\t17/11/2026\t\t\n"
        + f"{CODE}\tPhòng Kinh tế\t17/11/2027\t08:00\t\n"
    )
    address = reverse("dossiers:slip_paste")
    looked = at(clerk).post(address, {"lines": lines}).content.decode()
    assert not SlipHandover.objects.exists(), "a look writes nothing"
    for said in ("không phải mã hồ sơ", "Không rõ đơn vị “Trung tâm”", "chỉ có ngày; cần cả giờ nhận", "chưa tới", "Ghi 1 lượt giao nhận"):
        assert said in looked
    html = at(clerk).post(address, {"lines": lines, "ghi": "1"}).content.decode()
    made = SlipHandover.objects.get()
    assert (made.unit and made.unit.short, made.taken_at, made.note, made.way) == ("KT", moment("2026-11-17 07:50"), "trả bản vẽ", "paper")
    assert "Còn 4 dòng chưa ghi được." in html
    assert "trả bản vẽ" not in html.split("<textarea", 1)[1].split("</textarea>")[0], "only what is left stays in the box"
    assert "đã ghi trước đó" in at(clerk).post(address, {"lines": lines, "ghi": "1"}).content.decode()
    assert SlipHandover.objects.count() == 1


def test_lines_without_a_heading_follow_the_order_of_the_page(lake: Commune, at: At, clerk: Person, officer: Person) -> None:
    at(clerk).post(reverse("dossiers:slip_paste"), {"lines": f"{CODE};Phan Gia Huy;;14:05 17/11/2026", "ghi": "1"})
    made = SlipHandover.objects.get()
    assert (made.person, made.unit and made.unit.short, made.taken_at) == (officer, "KT", moment("2026-11-17 14:05"))


def test_the_record_stands_beside_the_deed(lake: Commune, at: At, clerk: Person, units: dict[str, Unit]) -> None:
    copied(
        lake, (CODE, units["PVHCC"], "2026-11-16 08:00"), (CODE, units["KT"], "2026-11-16 15:30"), (CODE, units["KT"], "2026-11-19 08:10")
    )
    html = at(clerk).get(reverse("dossiers:two_clocks")).content.decode()
    assert "muộn hơn thật 1 lần" in html, "the system has 08:10 of the next day for 15:30: two office hours and ten minutes and more"
    assert "sớm hơn 1 lần" in html
    page = at(clerk).get(reverse("dossiers:dossier", args=[CODE])).content.decode()
    assert "muộn hơn" in page.split('id="dh-h"', 1)[1]
    later = at(clerk).get(reverse("dossiers:two_clocks"), {"loai": "later"}).content.decode()
    assert later.count("data-row-key") == 1
    sheet = at(clerk).get(reverse("dossiers:two_clocks_sheet"))
    assert sheet.status_code == 200
    assert sheet.content.startswith(b"PK")


def test_slips_answer_the_question_about_the_route(lake: Commune, units: dict[str, Unit]) -> None:
    reading._anomalies.cache_clear()  # the clock of the tests stands still: other slips of the same number and moment look the same
    before = opened(lake)
    assert before is not None
    assert "route-differs" in before.anomalies().unchecked
    copied(
        lake,
        (CODE, units["PVHCC"], "2026-11-16 08:00"),
        (CODE, units["VH-XH"], "2026-11-17 08:00"),
        (CODE, units["KT"], "2026-11-18 08:00"),
    )
    after = opened(lake)
    assert after is not None
    asked = [each for each in after.anomalies().anomalies if each.kind == "route-differs"]
    assert [each.code for each in asked] == [CODE]
    assert "Phòng Văn hóa - Xã hội" in asked[0].facts
    assert "Trung tâm PVHCC → Phòng Kinh tế" in asked[0].facts, "the lake's own word for the unit"


def test_a_line_recorded_by_mistake_is_withdrawn_and_no_longer_counts(lake: Commune, at: At, clerk: Person, officer: Person) -> None:
    at(officer).post(reverse("dossiers:slip", args=[CODE]), {"gn-person": officer.pk})
    line = SlipHandover.objects.get()
    address = reverse("dossiers:withdraw_handover", args=[line.pk])
    assert "Chưa ghi vì sao rút." in at(clerk).post(address, {"reason": ""}, follow=True).content.decode()
    assert "Đã rút" in at(clerk).post(address, {"reason": "Quét nhầm"}, follow=True).content.decode()
    assert "Phiếu chưa ghi lượt nào." in at(officer).get(reverse("dossiers:slip", args=[CODE])).content.decode()
    assert at(clerk).post(address, {"reason": "lại"}).status_code == 404
    with pytest.raises(Refused, match="đã được rút"):
        actions.withdraw_handover(slip_line=line, reason="lại", actor=None, at=NOW)


def test_the_form_on_paper_carries_a_code_that_leads_back(lake: Commune, at: At, clerk: Person, units: dict[str, Unit]) -> None:
    copied(lake, (CODE, units["PVHCC"], "2026-11-16 08:00"))
    html = at(clerk).get(reverse("dossiers:slip_print", args=[CODE])).content.decode()
    assert "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ" in html
    drawn = html.split('class="slip-qr" src="data:image/svg+xml', 1)[1]
    assert "path" in drawn.split('"', 1)[0]
    assert "08:00 ngày 16/11/2026" in html


def test_another_ward_and_those_who_only_read_do_not_touch_slips(
    lake: Commune, at: At, clerk: Person, other_clerk: Person, reader: Person, inspector: Person
) -> None:
    at(clerk).post(reverse("dossiers:slip", args=[CODE]), {"gn-person": clerk.pk})
    line = SlipHandover.objects.get()
    assert at(other_clerk).post(reverse("dossiers:withdraw_handover", args=[line.pk]), {"reason": "x"}).status_code == 404
    assert "Trịnh Mai Chi" not in at(other_clerk).get(reverse("dossiers:slip", args=[CODE])).content.decode()
    assert at(reader).get(reverse("dossiers:two_clocks")).status_code == 403
    assert at(reader).get(reverse("dossiers:scan")).status_code == 403
    assert at(inspector).post(reverse("dossiers:slip", args=[CODE]), {"gn-person": inspector.pk}).status_code == 403
    assert at(inspector).get(reverse("dossiers:two_clocks")).status_code == 200


def test_a_ward_whose_system_numbers_otherwise_takes_its_dossiers_over_too(ward: Commune, at: At, clerk: Person, officer: Person) -> None:
    own = "2026-KT-00012"
    small_lake.put(
        ward, [small_lake.dossier(own, *(small_lake.moment(f"2026-11-{day} 08:00") for day in ("16", "23")))], as_of=small_lake.NEWER
    )
    assert at(clerk).get(reverse("dossiers:scan"), {"ma": f" {own} "})["Location"] == reverse("dossiers:slip", args=[own])
    assert at(clerk).get(reverse("dossiers:scan"), {"ma": "2026-KT-00013"}).status_code == 422
    printed = f"https://mc.example{reverse('dossiers:slip', args=[own])}"
    for said in ("2026–kt – 00012", printed):
        assert at(clerk).get(reverse("dossiers:scan"), {"ma": said})["Location"] == reverse("dossiers:slip", args=[own]), said
    answer = at(clerk).post(reverse("dossiers:scan"), {"anh": qr(own)})
    assert answer["Location"] == reverse("dossiers:slip", args=[own])
    assert "data-otherwise" in at(clerk).get(reverse("dossiers:scan")).content.decode()
    at(clerk).post(reverse("dossiers:slip_paste"), {"lines": f"{own}\tPhan Gia Huy\t\t14:05 17/11/2026", "ghi": "1"})
    assert [(each.code, each.person) for each in SlipHandover.objects.all()] == [(own, officer)]


def test_what_a_code_looks_like_is_told_to_the_camera_by_the_page(lake: Commune, at: At, clerk: Person) -> None:
    page = at(clerk).get(reverse("dossiers:scan")).content.decode()
    assert f'data-form="{escape(FORM)}"' in page
    assert "data-otherwise" not in page, "every dossier of this lake is numbered as the law says"
    script = Path(str(finders.find("dossiers/scan.js"))).read_text("utf-8")
    assert "dataset.form" in script
    assert not re.search(r"\\d\{6\}|\[0-9\]\{6\}", script), "the form of a code stands in one place"
