"""The sample set from the units' own points to the published result and the evidence bundle, each step by who takes it, in the browser."""

import io
import zipfile
from decimal import Decimal

import pytest

from minhchung.apps.indexes import actions
from minhchung.apps.indexes.models import Criterion, Index, StoredPack
from minhchung.apps.indexes.rounds.declaring import content_of
from minhchung.apps.indexes.rounds.models import Explanation, Mark, Round
from minhchung.apps.indexes.rounds.table import Line, table_of
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.browsing import comes
from tests.e2e.conftest import Desk, Office
from tests.personas import NOW

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
LEAF = "1.4.1"
"""A leaf the journey marks by hand in every column; the others are marked by the acts behind the same buttons."""
DAYS = {
    "Mở tự chấm từ ngày": "16/11/2026",
    "Hết tự chấm": "25/11/2026",
    "Hạn phê duyệt": "30/11/2026",
    "Hết thẩm định lần 1": "10/12/2026",
    "Hết giải trình": "15/12/2026",
    "Hết thẩm định lần 2": "20/12/2026",
}


def lines() -> list[Line]:
    """The leaves of the round with what each column holds, as they stand now."""
    found = Round.objects.select_related("index__pack", "index__commune").get()
    return list(table_of(found, content_of(found, NOW.date()), found.stage(NOW.date())).lines)


def leaf() -> Criterion:
    return Criterion.objects.get(code=LEAF)


def test_the_sample_set_goes_from_self_score_to_bundle(
    ward: Commune, units: dict[str, Unit], standing: Person, head: Person, leader: Person, appraiser: Person, office: Office
) -> None:
    _adopt(office(standing))
    _open(office(standing))
    _score(office(head), units["VH-XH"])
    _take(office(standing), "Tổng hợp điểm tự chấm", "Tổng hợp điểm các đơn vị")
    _take(office(leader), "Phê duyệt điểm tự chấm", "Phê duyệt")
    _take(office(standing), "Khóa đợt chấm", "Khóa và nộp thành phố")
    _appraise(office(appraiser))
    _take(office(appraiser), "Kết thúc thẩm định lần 1", "Kết thúc lần 1")
    _take(office(appraiser), "Mở giải trình", "Mở giải trình")
    _explain(office(head))
    _appraise_again(office(appraiser))
    _take(office(appraiser), "Kết thúc thẩm định lần 2", "Kết thúc lần 2")
    _publish(office(standing))
    assert _columns() == {
        "self": "0.25", "unit_approved": "0.25", "approved": "0.25", "appraised1": "0.00", "appraised2": "0.25", "published": "0.25"
    }  # fmt: skip
    _bundle(office(standing))


def _adopt(desk: Desk) -> None:
    desk.go("/bo-chi-so/bo-tieu-chi/")
    desk.press("bộ mẫu")
    comes(desk.page, StoredPack.objects.count, 1)
    desk.go(f"/bo-chi-so/bo-tieu-chi/{StoredPack.objects.get().pk}/")
    desk.press("Chọn cho năm 2026")
    comes(desk.page, Index.objects.count, 1)


def _open(desk: Desk) -> None:
    desk.go("/bo-chi-so/dot-cham/")
    for label, day in DAYS.items():
        desk.page.get_by_label(label).fill(day)
    desk.press("Mở đợt chấm")
    desk.reads("Đã mở đợt")


def _score(desk: Desk, unit: Unit) -> None:
    """One leaf in its row of the table, refused until it is explained; what the ward scores beside it by the same act."""
    desk.refusals_wanted = True
    Criterion.objects.filter(code=LEAF).update(unit=unit)
    found = Round.objects.get()
    for line in lines():
        if line.self_scored and line.node.code != LEAF:
            actions.score_self(round=found, criterion=line.criterion, points=Decimal(0), reason="Chưa làm", actor=None, at=NOW)
    desk.go(f"/bo-chi-so/dot-cham/{found.pk}/bang-diem/")
    row = desk.page.locator(f"#tc-{leaf().pk}")
    row.get_by_text("Ghi điểm").click()
    row.get_by_label("Điểm", exact=True).fill("0,25")
    row.get_by_role("button", name="Lưu").click()
    row.get_by_text("Cần giải trình").wait_for()
    row.get_by_label("Giải trình").fill("Đã tuyên truyền trên loa, chưa có ảnh.")
    row.get_by_role("button", name="Lưu").click()
    row.get_by_text("đã lưu").wait_for()


def _take(desk: Desk, step: str, button: str) -> None:
    """A step of the round, as its page offers it."""
    desk.go(f"/bo-chi-so/dot-cham/{Round.objects.get().pk}/")
    desk.page.get_by_role("link", name=step).first.click()
    desk.page.get_by_label("Tôi đã xem bảng điểm").check()
    desk.page.get_by_role("button", name=button).click()
    desk.reads("đã xong lúc")


def _appraise(desk: Desk) -> None:
    """The city gives less for one leaf, with its opinion, and asks; the others as declared."""
    found = Round.objects.get()
    for line in lines():
        if line.node.code != LEAF:
            given = line.declared if line.declared is not None else Decimal(0)
            actions.appraise(declared=found, criterion=line.criterion, points=given, reason="Như phường chấm", actor=None, at=NOW)
    desk.go(f"/bo-chi-so/dot-cham/{found.pk}/tieu-chi/{leaf().pk}/")
    desk.page.get_by_label("Điểm", exact=True).fill("0")
    desk.page.get_by_label("Ý kiến thẩm định").fill("Không có minh chứng.")
    desk.press("Lưu, sang tiêu chí sau")
    comes(desk.page, Mark.objects.filter(criterion=leaf(), column="appraised1").count, 1)
    desk.go(f"/bo-chi-so/dot-cham/{found.pk}/tieu-chi/{leaf().pk}/")
    desk.page.get_by_text("Yêu cầu giải trình").click()
    desk.page.get_by_label("Cần làm rõ").or_(desk.page.locator("form[action$='/hoi/'] textarea")).first.fill("Gửi ảnh có ngày chụp.")
    desk.press("Gửi yêu cầu")


def _explain(desk: Desk) -> None:
    desk.go(f"/bo-chi-so/dot-cham/{Round.objects.get().pk}/giai-trinh/")
    desk.page.get_by_role("link", name=LEAF).first.click()
    desk.page.locator("textarea[name=answer]").fill("Ảnh chụp ngày 12/10/2026 gửi kèm.")
    desk.press("Lưu giải trình")
    comes(desk.page, Explanation.objects.exclude(answer="").count, 1)


def _appraise_again(desk: Desk) -> None:
    desk.go(f"/bo-chi-so/dot-cham/{Round.objects.get().pk}/tieu-chi/{leaf().pk}/")
    desk.says("Ảnh chụp ngày 12/10/2026")
    desk.page.get_by_label("Điểm", exact=True).fill("0.25")
    desk.page.get_by_label("Ý kiến thẩm định").fill("Chấp nhận ảnh.")
    desk.press("Lưu, sang tiêu chí sau")
    comes(desk.page, Mark.objects.filter(criterion=leaf(), column="appraised2").count, 1)


def _publish(desk: Desk) -> None:
    desk.go(f"/bo-chi-so/dot-cham/{Round.objects.get().pk}/")
    desk.page.get_by_role("link", name="Công bố kết quả").first.click()
    desk.page.get_by_label("Số, ký hiệu quyết định").fill("1187/QĐ-UBND")
    desk.page.get_by_label("Thứ hạng").fill("12")
    desk.press("Ghi kết quả công bố")
    desk.reads("đã xong lúc")


def _columns() -> dict[str, str]:
    """What stands in each column for the leaf, the newest mark of each."""
    marks = Mark.objects.filter(criterion=leaf()).order_by("pk").values_list("column", "points")
    return {column: f"{points:.2f}" for column, points in marks}


def _bundle(desk: Desk) -> None:
    desk.go("/bo-chi-so/ho-so-minh-chung/")
    with desk.page.expect_download() as waiting:
        desk.page.get_by_role("link", name="Tải về").click()
    with zipfile.ZipFile(io.BytesIO(waiting.value.path().read_bytes())) as bundle:
        assert bundle.testzip() is None
        folders = {name.split("/")[-2].split(" ")[0] for name in bundle.namelist() if "/" in name}
    assert {"1.1.1", LEAF, "8.1.2"} <= folders
