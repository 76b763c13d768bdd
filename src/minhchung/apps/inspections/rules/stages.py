"""The stages of an inspection: what may be done in which, and what is missing to go on.

The order is that of the flow in use: plan and decision, the units' own reports, work on the spot, draft of the conclusion, conclusion and
its remedies, end. What blocks must be there; what is only told may be left, with open eyes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

PLANNED, REPORTING, WORKING, DRAFTING, CONCLUDED, CLOSED = "planned", "reporting", "working", "drafting", "concluded", "closed"
ORDER = (PLANNED, REPORTING, WORKING, DRAFTING, CONCLUDED, CLOSED)
TITLES = {
    PLANNED: "Kế hoạch, lập đoàn",
    REPORTING: "Đơn vị tự báo cáo",
    WORKING: "Kiểm tra tại đơn vị",
    DRAFTING: "Dự thảo kết luận",
    CONCLUDED: "Theo dõi khắc phục",
    CLOSED: "Đã đóng",
}
NEXT = {PLANNED: "Gửi đề cương, yêu cầu tự báo cáo", REPORTING: "Bắt đầu kiểm tra", WORKING: "Kết thúc kiểm tra, dự thảo kết luận"}
"""Stage → what the button that leads on is called; concluding and closing have pages of their own."""

BEFORE_CONCLUSION = (PLANNED, REPORTING, WORKING, DRAFTING)
MAY: dict[str, tuple[str, ...]] = {
    "edit": BEFORE_CONCLUSION,
    "arrange": (PLANNED, REPORTING, WORKING),
    "advance": (PLANNED, REPORTING, WORKING),
    "step_back": (REPORTING, WORKING, DRAFTING),
    "report": (REPORTING, WORKING),
    "look": (REPORTING, WORKING),
    "draw": (PLANNED, REPORTING, WORKING),
    "minutes": (WORKING, DRAFTING),
    "find": (WORKING, DRAFTING),
    "require": (WORKING, DRAFTING),
    "cover": (DRAFTING, CONCLUDED),
    "conclude": (DRAFTING,),
    "remedy": (CONCLUDED,),
    "check": (CONCLUDED,),
    "close": (CONCLUDED,),
    "reopen": (CLOSED,),
}
"""What is done → the stages in which it may be done."""


@dataclass(frozen=True)
class Missing:
    """Something that is not there yet. `blocks`: without it the inspection does not go on; otherwise it is only told."""

    text: str
    blocks: bool = True


@dataclass(frozen=True)
class UnitFacts:
    """What is there of one inspected unit. `unseen`: lines of the checklist not looked at; `conflicts`: checkers who belong to it;
    `asked`: something was found at it or required of it, so that it owes a remedy report."""

    name: str
    reported: bool = False
    minuted: bool = False
    unseen: int = 0
    conflicts: tuple[str, ...] = ()
    asked: bool = True
    remedied: bool = False
    checked: bool = False


@dataclass(frozen=True)
class Facts:
    """What is there of an inspection. `own_team`: the ward's own, whose independence is asked for; lists hold how things are called."""

    stage: str
    own_team: bool = True
    has_basis: bool = False
    heads: int = 0
    units: Sequence[UnitFacts] = ()
    requirements: int = 0
    requirements_without_unit: Sequence[str] = ()
    uncovered: int = 0
    without_test: int = 0
    has_document: bool = False
    has_due: bool = False
    has_addressee: bool = False
    open_works: Sequence[str] = ()
    open_findings: Sequence[str] = ()


def refused(what: str, stage: str) -> str:
    """Why something may not be done at this stage; "" when it may."""
    if stage in MAY[what]:
        return ""
    if stage == CLOSED:
        return "Cuộc kiểm tra đã đóng, không sửa được. Mở lại (nêu lý do) rồi làm tiếp."
    wanted = ", ".join(f"“{TITLES[each]}”" for each in MAY[what])
    return f"Cuộc kiểm tra đang ở bước “{TITLES[stage]}”; việc này làm ở bước {wanted}."


def missing(facts: Facts) -> list[Missing]:
    """What is missing to leave the present stage, what blocks first."""
    return sorted(_LACKS[facts.stage](facts), key=lambda each: not each.blocks)


def blocked(facts: Facts) -> str:
    """What keeps the inspection where it is, as one sentence; "" when nothing does."""
    return " ".join(each.text for each in missing(facts) if each.blocks)


def next_stage(stage: str) -> str:
    """The stage behind one; the last stays."""
    return ORDER[min(ORDER.index(stage) + 1, len(ORDER) - 1)]


def stage_before(stage: str) -> str:
    """The stage in front of one; the first stays."""
    return ORDER[max(ORDER.index(stage) - 1, 0)]


def _planned(facts: Facts) -> list[Missing]:
    found = []
    if not facts.has_basis:
        found.append(Missing("Chưa gắn kế hoạch hoặc quyết định kiểm tra. Chọn văn bản trong sổ."))
    if facts.heads != 1:
        found.append(Missing("Đoàn phải có đúng một trưởng đoàn. Thêm hoặc sửa thành viên."))
    if not facts.units:
        found.append(Missing("Chưa có đơn vị nào được kiểm tra. Chọn đơn vị."))
    found += [
        Missing(f"{unit.name}: {', '.join(unit.conflicts)} thuộc chính đơn vị này. Cử người khác kiểm tra đơn vị này.")
        for unit in facts.units
        if facts.own_team and unit.conflicts
    ]
    return found


def _reporting(facts: Facts) -> list[Missing]:
    late = [unit.name for unit in facts.units if not unit.reported]
    return [*_planned(facts), *([Missing(f"Chưa có báo cáo tự kiểm tra của {', '.join(late)}.", blocks=False)] if late else [])]


def _working(facts: Facts) -> list[Missing]:
    found = _reporting(facts)
    unseen = [f"{unit.name} ({unit.unseen})" for unit in facts.units if unit.unseen]
    without = [unit.name for unit in facts.units if not unit.minuted]
    if without:
        found.append(Missing(f"Chưa có biên bản làm việc với {', '.join(without)}. Ghi biên bản ở trang của đơn vị."))
    if unseen:
        found.append(Missing(f"Còn dòng bảng kiểm chưa xem: {', '.join(unseen)}.", blocks=False))
    return found


def _drafting(facts: Facts) -> list[Missing]:
    found = []
    if not facts.has_document:
        found.append(Missing("Chưa gắn thông báo kết luận đã ký. Vào sổ văn bản rồi chọn ở đây."))
    if facts.requirements and not facts.has_due:
        found.append(Missing("Chưa ghi hạn báo cáo kết quả khắc phục."))
    if facts.requirements and not facts.has_addressee:
        found.append(Missing("Chưa ghi nơi nhận báo cáo khắc phục (ví dụ: Đoàn kiểm tra)."))
    if facts.requirements_without_unit:
        found.append(Missing(f"Yêu cầu {', '.join(facts.requirements_without_unit)} chưa có đơn vị thực hiện."))
    if facts.uncovered:
        found.append(Missing(f"{facts.uncovered} tồn tại chưa có yêu cầu nào khắc phục.", blocks=False))
    if facts.without_test:
        found.append(Missing(f"{facts.without_test} tồn tại chưa ghi cách kiểm tra đã khắc phục.", blocks=False))
    return found


def _concluded(facts: Facts) -> list[Missing]:
    found = []
    if facts.open_works:
        found.append(Missing(f"Việc {', '.join(facts.open_works)} chưa xong. Nghiệm thu hoặc cho thôi việc trước."))
    if facts.open_findings:
        found.append(Missing(f"Tồn tại {', '.join(facts.open_findings)} chưa đóng. Đóng từng tồn tại ở trang của nó."))
    for unit in facts.units:
        if not unit.remedied and not unit.asked:
            continue
        if not unit.remedied:
            found.append(Missing(f"{unit.name} chưa gửi báo cáo khắc phục."))
        elif not unit.checked:
            found.append(Missing(f"Chưa kiểm tra lại {unit.name}."))
    return found


_LACKS: dict[str, Callable[[Facts], list[Missing]]] = {
    PLANNED: _planned,
    REPORTING: _reporting,
    WORKING: _working,
    DRAFTING: _drafting,
    CONCLUDED: _concluded,
    CLOSED: lambda facts: [],
}
