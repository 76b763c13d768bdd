"""Slips that hand out work ("Phiếu giao việc"): one taker, one helper and one time, written as lines of a form, for all works."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from minhchung.reading.addressees import split_units
from minhchung.reading.deadlines import find_deadlines, main_deadline
from minhchung.reading.fields import Clause, Facts
from minhchung.reading.model import Assignment
from minhchung.reading.outline import Node
from minhchung.reading.recurrence import find_recurrence
from minhchung.reading.responsible import Responsible
from minhchung.text.normal import lower, squeeze

_TAKER = re.compile(
    r"(?:(?:họ (?:và )?tên )?(?:người|đơn vị|bộ phận|phòng|cá nhân|cơ quan|công chức|cán bộ) (?:tiếp )?(?:nhận|được giao|được phân công)"
    r"(?: việc| nhiệm vụ| công việc| thực hiện)?|giao cho|giao việc cho) ?:"
)
_GIVER = re.compile(r"(?:người|đơn vị|cơ quan|lãnh đạo) giao(?: việc| nhiệm vụ| công việc)? ?:")
_HELPER = re.compile(r"(?:người|đơn vị|bộ phận|cá nhân|cơ quan) (?:cùng )?phối hợp(?: thực hiện)? ?:")
_LEADS = re.compile(r"chủ trì|(?<!thời gian )thực hiện|phụ trách|phân công|tham mưu")
_TIME = re.compile(r"(?:thời hạn|thời gian|hạn)(?: (?:hoàn thành|thực hiện|xong|nộp|báo cáo))? ?:|hoàn thành (?:trước|trong|chậm nhất)")
# The lines of the form stand before the works.
_FORM_LINES = 12
_ASIDE = re.compile(r" ?\([^()]{0,60}\)")


def taker(root: Node) -> Responsible | None:
    """Who takes the works of a slip, with the helpers; None when the document is no slip."""
    lines = [n for n in islice(root.walk(), 1, _FORM_LINES) if ":" in n.text]
    said = next((_said(n.text) for n in lines if _TAKER.match(lower(n.text)) and not _GIVER.match(lower(n.text))), "")
    if not said:
        return None
    helpers = [name for n in lines if _HELPER.match(lower(n.text)) for name in split_units(_said(n.text))]
    return Responsible(
        tuple(split_units(said)), said, "lead-in", "dòng “người nhận việc” của phiếu", cooperating=tuple(dict.fromkeys(helpers))
    )


def is_form_line(text: str) -> bool:
    """Whether the line fills in the form itself and orders nothing."""
    low = lower(text)[:60]
    return ":" in low and bool(_TAKER.match(low) or _GIVER.match(low) or _HELPER.match(low))


def closing_unit(node: Node) -> Responsible | None:
    """The unit a line of its own gives under a whole list of dashes: "Đơn vị chủ trì: Phòng A. Đơn vị phối hợp: Phòng B." """
    items = [n for n in node.children if n.mark and n.mark.kind == "bullet"]
    if len(items) < 2 or len(items) != len(node.children):
        return None
    line = next((c for c in items[-1].children if c.mark is None and c.is_label), None)
    if line is None or any(c.is_label for item in items[:-1] for c in item.walk()):
        return None
    labels = Clause.of(line, [], entries=False).labels
    lead = next((said for name, said in labels.items() if _LEADS.search(name)), None)
    if lead is None:
        return None
    helpers = next((said for name, said in labels.items() if "phối hợp" in name), "")
    names = tuple(split_units(helpers)) if helpers else ()
    return Responsible(tuple(split_units(lead)), lead, "heading", "dòng ghi đơn vị dưới cả nhóm việc", cooperating=names)


def take_time_lines(root: Node) -> list[Node]:
    """Take the unmarked lines of the form ("Thời hạn hoàn thành: ...", "Yêu cầu sản phẩm: ...") out of the list of works: they
    stand under all works, not under the last one. The lines of time are returned."""
    lines = [n for n in root.walk() if n.mark is None and n.is_label and n.parent]
    for line in lines:
        if line.parent:
            line.parent.children.remove(line)
    return [n for n in lines if _TIME.match(lower(n.text[:40]))]


def share_time(lines: Sequence[Node], found: Sequence[Assignment], facts: Facts) -> list[Assignment]:
    """The one time of the form holds for each work without a time of its own."""
    if len(lines) != 1:
        return list(found)
    line = lines[0]
    time = main_deadline(find_deadlines(line.text, document_date=facts.date, year=facts.year))
    if time is None or time.kind in ("urgent", "standing"):
        return list(found)
    span = line.block.start(line.offset + time.start), line.block.end(line.offset + time.end)
    rhythm = next((found.value for found in find_recurrence(line.text)), None) if time.recurring_days else None
    return [
        replace(
            a,
            deadline=time.date,
            deadline_text=squeeze(time.text),
            deadline_kind=time.kind,
            deadline_inclusive=time.includes_its_day,
            deadline_period=time.period,
            deadline_recurring=time.recurring_days,
            recurrence=rhythm,
            deadline_span=span,
            why={**a.why, "deadline": "dòng thời hạn chung của phiếu"},
        )
        if a.deadline_text is None and a.recurrence is None
        else a
        for a in found
    ]


def _said(text: str) -> str:
    return _ASIDE.sub("", text.split(":", 1)[1]).strip(" .;")
