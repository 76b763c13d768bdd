"""What is odd in a pack that loads: told, never refused, since official tables contradict themselves too (QĐ 212/2025 Hải Phòng gives a
line a maximum of 2 and a best level of 1)."""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise

from minhchung.scoring.fineness import places, points_in
from minhchung.scoring.packs import Node, Pack, Variable
from minhchung.scoring.problems import Problem
from minhchung.scoring.shapes import Kind, Levels
from minhchung.scoring.shapes.base import Shape, Worth
from minhchung.scoring.words import plain, points, written_day

ZERO = Decimal(0)
READS: dict[Kind, str] = {"number": "một số", "yes_no": "có hay không", "date": "một ngày", "choice": "một lựa chọn", "share": "một tỷ lệ"}


def problems(pack: Pack, figures: Collection[str] | None = None) -> list[Problem]:
    """Everything odd, in the order of the pack. `figures`: the names the software knows; None leaves them unchecked."""
    found = [*_validity(pack), *_ratings(pack), *_codes(pack), *_sums(pack)]
    for leaf in (*pack.leaves, *pack.outside):
        found += [
            *_maximum(leaf),
            *_fine(pack, leaf),
            *_falling(leaf),
            *_units(pack, leaf),
            *_dates(pack, leaf),
            *_inputs(pack, leaf, figures),
        ]
    return [*found, *_unused(pack)]


def _at(node: Node) -> str:
    return f"tiêu chí {node.code}"


def _validity(pack: Pack) -> Iterator[Problem]:
    if pack.valid_to and pack.valid_to < pack.valid_from:
        said = f"hết hiệu lực {written_day(pack.valid_to)} trước khi có hiệu lực {written_day(pack.valid_from)}"
        yield Problem("date-order", "ngày hết hiệu lực (valid_to)", said, "đổi lại hai ngày")
    elif pack.valid_from > date(pack.year, 12, 31) or (pack.valid_to and pack.valid_to < date(pack.year, 1, 1)):
        yield Problem(
            "date-order",
            "ngày có hiệu lực (valid_from)",
            f"không có hiệu lực ngày nào trong năm {pack.year}",
            "sửa năm (year) hoặc ngày hiệu lực",
        )


def _ratings(pack: Pack) -> Iterator[Problem]:
    for better, worse in pairwise(pack.bands):
        if worse.min >= better.min:
            said = f"mức “{worse.label}” từ {plain(worse.min)} đứng sau mức “{better.label}” từ {plain(better.min)}"
            yield Problem("bands", "mức xếp loại (bands)", said, "xếp các mức xếp loại từ cao đến thấp, không trùng nhau")


def _codes(pack: Pack) -> Iterator[Problem]:
    nodes = [
        node for top in (*pack.nodes, *(item for part in (pack.bonus, pack.penalty) if part for item in part.items)) for node in top.nodes()
    ]
    for code, count in Counter(node.code for node in nodes).items():
        if count > 1:
            yield Problem(
                "duplicate", f"tiêu chí {code}", f"mã này dùng {count} lần", "mỗi mục một mã riêng, vì điểm và minh chứng gọi theo mã"
            )
    for name, count in Counter(variable.name for variable in pack.variables).items():
        if count > 1:
            yield Problem("duplicate", f"biến {name}", f"khai {count} lần", "giữ một lần")


def _sums(pack: Pack) -> Iterator[Problem]:
    for node in (node for top in pack.nodes for node in top.nodes()):
        total = sum((child.max for child in node.children), ZERO)
        if node.children and total != node.max:
            said = f"điểm tối đa {plain(node.max)} nhưng các mục con cộng lại {plain(total)}"
            yield Problem("sum", f"mục {node.code}", said, "sửa điểm của mục này hoặc của mục con")
    total = sum((node.max for node in pack.nodes), ZERO)
    if total != pack.scale:
        said = f"các lĩnh vực cộng lại {plain(total)}, thang điểm là {plain(pack.scale)}"
        yield Problem("scale", "cả bộ", said, "sửa điểm của lĩnh vực hoặc thang điểm (scale)")


def _maximum(leaf: Node) -> Iterator[Problem]:
    if leaf.max <= 0:
        yield Problem(
            "maximum", _at(leaf), f"điểm tối đa {plain(leaf.max)}", "ghi số lớn hơn 0; điểm phạt ghi số dương ở phần điểm phạt (penalty)"
        )
        return
    best = leaf.scored_by.best(leaf.max)
    if best is not None and best != leaf.max:
        more = "cao hơn" if best > leaf.max else "chưa tới"
        said = f"mức tốt nhất của cách chấm được {points(best)}, {more} điểm tối đa {plain(leaf.max)}"
        yield Problem("best", _at(leaf), said, "sửa điểm tối đa hoặc điểm của mức tốt nhất")


def _fine(pack: Pack, leaf: Node) -> Iterator[Problem]:
    finer = next((each for each in points_in(leaf.max, leaf.scored_by) if places(each) > pack.decimals), None)
    if finer is not None:
        said = f"điểm {finer.normalize():f}".replace(".", ",")
        yield Problem(
            "decimals", _at(leaf), f"{said} nhiều số lẻ hơn {pack.decimals} của bộ nên bị làm tròn", "tăng số lẻ (decimals), hoặc sửa điểm"
        )


def _falling(leaf: Node) -> Iterator[Problem]:
    bands: tuple[Worth, ...] = getattr(leaf.scored_by, "bands", ())
    if any(worse.of(leaf.max) > better.of(leaf.max) for better, worse in pairwise(bands)):
        yield Problem("bands", _at(leaf), "một bậc kém hơn lại được nhiều điểm hơn bậc trên nó", "xếp lại điểm của các bậc")


def _units(pack: Pack, leaf: Node) -> Iterator[Problem]:
    for key in dict.fromkeys(key for key in (leaf.lead, *leaf.supporting) if key):
        if key not in pack.units:
            yield Problem(
                "unit",
                _at(leaf),
                f"đơn vị {key} chưa khai",
                f"thêm {key} vào mục units, hoặc chọn {', '.join(pack.units) or 'khóa có ở đó'}",
            )
    if leaf.lead and leaf.lead in leaf.supporting:
        yield Problem("unit", _at(leaf), f"{leaf.lead} vừa chủ trì vừa phối hợp", "bỏ khỏi đơn vị phối hợp (supporting)")


def _dates(pack: Pack, leaf: Node) -> Iterator[Problem]:
    due = getattr(leaf.scored_by, "due", None)
    for name, day in (("thời hạn (deadline)", leaf.deadline), ("hạn của cách chấm (rule.due)", due)):
        if isinstance(day, date) and day.year != pack.year:
            yield Problem(
                "date-order", _at(leaf), f"{name} {written_day(day)} không thuộc năm {pack.year}", "sửa ngày, hoặc sửa năm (year) của bộ"
            )
    for wanted in leaf.evidence:
        if wanted.before and leaf.deadline and wanted.before > leaf.deadline:
            said = f"minh chứng “{wanted.text}” được có đến {written_day(wanted.before)}, sau hạn {written_day(leaf.deadline)} của tiêu chí"
            yield Problem("date-order", _at(leaf), said, "sửa ngày của minh chứng (before) hoặc thời hạn (deadline)")
        if wanted.before and wanted.in_year and wanted.before.year < pack.year:
            said = f"minh chứng “{wanted.text}” phải trong năm {pack.year} mà lại trước {written_day(wanted.before)}"
            yield Problem("date-order", _at(leaf), said, "sửa ngày của minh chứng (before), hoặc bỏ điều kiện trong năm (in_year: false)")


def _inputs(pack: Pack, leaf: Node, figures: Collection[str] | None) -> Iterator[Problem]:
    variables = {variable.name: variable for variable in pack.variables}
    names = [read.name for read in leaf.scored_by.inputs()]
    if leaf.source == "metric" and not any("." in name for name in names):
        yield Problem(
            "no-figure",
            _at(leaf),
            "nguồn là số liệu phần mềm (metric) nhưng không đọc số liệu nào của phần mềm",
            "ghi tên một số liệu, hoặc đổi nguồn (source)",
        )
    for read in dict.fromkeys(leaf.scored_by.inputs()):
        if "." in read.name:
            if figures is not None and read.name not in figures:
                said = f"phần mềm không có số liệu “{read.name}”"
                yield Problem("unknown-figure", _at(leaf), said, "chọn tên trong danh mục số liệu, hoặc khai một biến")
        elif read.name not in variables:
            yield Problem(
                "unknown-variable",
                _at(leaf),
                f"biến “{read.name}” chưa khai",
                "khai biến ở mục variables, kèm nội dung (title) và kiểu (kind)",
            )
        else:
            yield from _kind(leaf, variables[read.name], read.kind)


def _kind(leaf: Node, variable: Variable, wanted: Kind) -> Iterator[Problem]:
    if variable.kind != wanted and (variable.kind, wanted) not in {("number", "share"), ("yes_no", "number")}:
        said = f"biến “{variable.name}” khai là {READS[variable.kind]}, cách chấm đọc {READS[wanted]}"
        yield Problem("kind", _at(leaf), said, "sửa kiểu (kind) của biến hoặc đổi cách chấm")
    rule: Shape = leaf.scored_by
    if isinstance(rule, Levels) and set(variable.choices) != {option.label for option in rule.options}:
        yield Problem(
            "kind", _at(leaf), f"các lựa chọn của biến “{variable.name}” khác các mức của cách chấm", "ghi cùng những chữ ấy ở hai nơi"
        )


def _unused(pack: Pack) -> Iterator[Problem]:
    used = {read.name for _, read in pack.inputs()}
    for variable in pack.variables:
        if variable.name not in used:
            yield Problem("unused", f"biến {variable.name}", "không tiêu chí nào dùng", "bỏ biến, hoặc dùng trong một cách chấm")
