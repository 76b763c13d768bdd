"""What is odd in a pack is told with code, place, cause and way out; nothing is refused."""

from typing import Any

import pytest

from minhchung.flow.indicators import definition_file
from minhchung.scoring.checking import problems
from minhchung.scoring.loading import packaged, parse
from minhchung.scoring.packs import Pack
from tests.scoring.packs import SMALL, branch, leaf, pack_of

YES: dict[str, Any] = {"shape": "yes_no", "when": "co"}
CO: dict[str, Any] = {"name": "co", "title": "Có", "kind": "yes_no"}
TIERS: dict[str, Any] = {"shape": "count_tiers", "count": "so"}
SO: dict[str, Any] = {"name": "so", "title": "Số"}


def one(rule: dict[str, Any] = YES, variables: tuple[dict[str, Any], ...] = (CO,), most: str = "1", **more: Any) -> Pack:
    return pack_of(leaf("1", most, rule, **more), variables=variables, scale=most if most[0] not in "-0" else 1)


def said(pack: Pack) -> list[str]:
    return [f"{problem.code}: {problem}" for problem in problems(pack, {"dossiers.resolved-in-time"})]


def test_the_sample_pack_is_free_of_problems_and_of_prose() -> None:
    from minhchung.apps.ground.figures import FIGURES

    assert any(name.startswith("dossiers.") for name in FIGURES)
    assert definition_file("dossiers").indicator
    pack = packaged("mau-xa-2026")
    assert problems(pack, FIGURES) == []
    assert (len(pack.leaves), sum(each.max for each in pack.leaves), len(pack.nodes), pack.sample) == (60, 100, 8, True)
    assert all(each.citation and each.evidence for each in (*pack.leaves, *pack.outside))
    assert "ALL" not in pack.units


def test_a_pack_in_order_has_no_problem() -> None:
    assert said(parse(SMALL, "thu.yaml")) == []


@pytest.mark.parametrize(
    ("pack", "expected"),
    [
        (pack_of(branch("1", leaf("1.1", "1", YES)) | {"max": 2}, variables=[CO], scale=2),
         "sum: mục 1: điểm tối đa 2 nhưng các mục con cộng lại 1: sửa điểm của mục này hoặc của mục con."),
        (pack_of(leaf("1", "1", YES), variables=[CO]),
         "scale: cả bộ: các lĩnh vực cộng lại 1, thang điểm là 100: sửa điểm của lĩnh vực hoặc thang điểm (scale)."),
        (one(YES | {"yes": 0.5}),
         "best: tiêu chí 1: mức tốt nhất của cách chấm được 0,5 điểm, chưa tới điểm tối đa 1: sửa điểm tối đa hoặc điểm của mức tốt nhất."),
        (one(YES | {"yes": 2}),
         "best: tiêu chí 1: mức tốt nhất của cách chấm được 2 điểm, cao hơn điểm tối đa 1: sửa điểm tối đa hoặc điểm của mức tốt nhất."),
        (pack_of(leaf("1", "0.5", YES), leaf("1", "0.5", YES), variables=[CO], scale=1),
         "duplicate: tiêu chí 1: mã này dùng 2 lần: mỗi mục một mã riêng, vì điểm và minh chứng gọi theo mã."),
        (one(YES | {"no": "0.125"}),
         "decimals: tiêu chí 1: điểm 0,125 nhiều số lẻ hơn 2 của bộ nên bị làm tròn: tăng số lẻ (decimals), hoặc sửa điểm."),
        (one(YES, (CO, CO)), "duplicate: biến co: khai 2 lần: giữ một lần."),
        (pack_of(leaf("1", "1", YES), leaf("2", "0", YES), variables=[CO], scale=1),
         "maximum: tiêu chí 2: điểm tối đa 0: ghi số lớn hơn 0; điểm phạt ghi số dương ở phần điểm phạt (penalty)."),
        (pack_of(leaf("1", "2", YES), leaf("2", "-1", YES), variables=[CO], scale=1),
         "maximum: tiêu chí 2: điểm tối đa -1: ghi số lớn hơn 0; điểm phạt ghi số dương ở phần điểm phạt (penalty)."),
        (one({"shape": "ratio_linear", "ratio": "dossiers.on_time"}, ()),
         "unknown-figure: tiêu chí 1: phần mềm không có số liệu “dossiers.on_time”: chọn tên trong danh mục số liệu, hoặc khai một biến."),
        (one(YES, ()),
         ("unknown-variable: tiêu chí 1: biến “co” chưa khai: "
         "khai biến ở mục variables, kèm nội dung (title) và kiểu (kind).")),
        (one(YES, (CO, SO)), "unused: biến so: không tiêu chí nào dùng: bỏ biến, hoặc dùng trong một cách chấm."),
        (one(lead="XY"), "unit: tiêu chí 1: đơn vị XY chưa khai: thêm XY vào mục units, hoặc chọn khóa có ở đó."),
        (pack_of(leaf("1", "1", YES, lead="VP", supporting=["VP"]), variables=[CO], scale=1, units={"VP": "Văn phòng"}),
         "unit: tiêu chí 1: VP vừa chủ trì vừa phối hợp: bỏ khỏi đơn vị phối hợp (supporting)."),
        (one(deadline="2025-06-30"),
         ("date-order: tiêu chí 1: thời hạn (deadline) 30/6/2025 không thuộc năm 2026: "
         "sửa ngày, hoặc sửa năm (year) của bộ.")),
        (one(deadline="2026-06-30", evidence=[{"text": "Kế hoạch", "before": "2026-07-01"}]),
         ("date-order: tiêu chí 1: minh chứng “Kế hoạch” được có đến 01/7/2026, sau hạn 30/6/2026 của tiêu chí: "
         "sửa ngày của minh chứng (before) hoặc thời hạn (deadline).")),
        (one(evidence=[{"text": "Kế hoạch", "before": "2025-07-01"}]),
         ("date-order: tiêu chí 1: minh chứng “Kế hoạch” phải trong năm 2026 mà lại trước 01/7/2025: "
         "sửa ngày của minh chứng (before), hoặc bỏ điều kiện trong năm (in_year: false).")),
        (one({"shape": "deadline_graded", "on": "ngay", "due": "2025-01-31", "bands": [{"late_days": 0, "points": 1}]},
             ({"name": "ngay", "title": "Ngày", "kind": "date"},)),
         "date-order: tiêu chí 1: hạn của cách chấm (rule.due) 31/01/2025 không thuộc năm 2026: sửa ngày, hoặc sửa năm (year) của bộ."),
        (pack_of(leaf("1", "1", YES), variables=[CO], scale=1, valid_to="2025-12-31"),
         "date-order: ngày hết hiệu lực (valid_to): hết hiệu lực 31/12/2025 trước khi có hiệu lực 01/01/2026: đổi lại hai ngày."),
        (pack_of(leaf("1", "1", YES), variables=[CO], scale=1, year=2025),
         "date-order: ngày có hiệu lực (valid_from): không có hiệu lực ngày nào trong năm 2025: sửa năm (year) hoặc ngày hiệu lực."),
        (one(TIERS | {"bands": [{"min": 4, "points": 0.5}, {"min": 2, "points": 1}]}, (SO,)),
         "bands: tiêu chí 1: một bậc kém hơn lại được nhiều điểm hơn bậc trên nó: xếp lại điểm của các bậc."),
        (pack_of(leaf("1", "1", YES), variables=[CO], scale=1, bands=[{"label": "Tốt", "min": 80}, {"label": "Xuất sắc", "min": 90}]),
         ("bands: mức xếp loại (bands): mức “Xuất sắc” từ 90 đứng sau mức “Tốt” từ 80: "
         "xếp các mức xếp loại từ cao đến thấp, không trùng nhau.")),
        (one(source="metric"),
         ("no-figure: tiêu chí 1: nguồn là số liệu phần mềm (metric) nhưng không đọc số liệu nào của phần mềm: "
         "ghi tên một số liệu, hoặc đổi nguồn (source).")),
        (one(YES, (CO | {"kind": "date"},)),
         "kind: tiêu chí 1: biến “co” khai là một ngày, cách chấm đọc có hay không: sửa kiểu (kind) của biến hoặc đổi cách chấm."),
        (one({"shape": "levels", "choice": "muc", "options": [{"label": "Tốt", "points": 1}]},
             ({"name": "muc", "title": "Mức", "kind": "choice", "choices": ["Tốt", "Khá"]},)),
         "kind: tiêu chí 1: các lựa chọn của biến “muc” khác các mức của cách chấm: ghi cùng những chữ ấy ở hai nơi."),
    ],
    ids=lambda value: value.partition(" ")[0] if isinstance(value, str) else "",
)  # fmt: skip
def test_what_is_odd_is_told_and_nothing_else(pack: Pack, expected: str) -> None:
    assert said(pack) == [expected]


def test_figures_are_left_alone_where_nobody_knows_them() -> None:
    assert problems(one({"shape": "ratio_linear", "ratio": "dossiers.on_time"}, ())) == []
