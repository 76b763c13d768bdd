"""The measures every element shares: size, weight, slant, capitals, where it stands, indent, spaces, lines, rule."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from minhchung.letters.inspecting.issues import Issues
from minhchung.letters.inspecting.lines import Line, Paper, Piece, Place, Rule
from minhchung.letters.nd30 import Element, layout

MM, PT, LINES, LENGTH = 0.4, 0.05, 0.04, 0.06
"""How far a measure may be off: millimetres, points, lines, and the share of a rule's length (or 2 mm)."""
RULE_MM = 2.0
ALIGN_WORDS = {"left": "canh trái", "center": "canh giữa", "right": "canh phải", "both": "canh đều hai lề"}


def measure(issues: Issues, element: str, lines: Iterable[Line], *, skip: Sequence[str] = ()) -> None:
    """Every measure of an element on each of its lines; `skip` names those that do not apply here."""
    said = layout().elements[element]
    for line in lines:
        if line.inked:
            _type(issues, element, said, line, skip)
            _place(issues, element, said, line, skip)


def type_only(issues: Issues, element: str, line: Line, pieces: Sequence[Piece]) -> None:
    """The measures of type on some pieces of a line."""
    said = layout().elements[element]
    _weight(issues, element, said, line, pieces)


def spanned(span: tuple[float, float]) -> str:
    """ "13–14", "11"."""
    low, high = (decimal(value) for value in span)
    return low if low == high else f"{low}–{high}"


def decimal(value: float) -> str:
    """A number as it is written, at most one decimal."""
    return f"{value:.1f}".rstrip("0").rstrip(".").replace(".", ",")


def _type(issues: Issues, element: str, said: Element, line: Line, skip: Sequence[str]) -> None:
    if said.size is not None and "size" not in skip:
        low, high = said.size
        off = [piece.size for piece in line.inked if not low - PT <= piece.size <= high + PT]
        if off:
            found = "cỡ " + ", ".join(decimal(size) for size in dict.fromkeys(off))
            issues.measure(
                element, "size", line, needed=f"cỡ chữ {spanned(said.size)}", found=found, mend=f"Đặt cỡ chữ {decimal(said.ours.size)}."
            )
    if "weight" not in skip:
        _weight(issues, element, said, line, line.inked)
    if said.letters is not None and "letters" not in skip:
        _letters(issues, element, said, line)


def _weight(issues: Issues, element: str, said: Element, line: Line, pieces: Sequence[Piece]) -> None:
    for name, wanted, yes, no in (("bold", said.bold, "chữ đậm", "chữ không đậm"), ("italic", said.italic, "chữ nghiêng", "chữ đứng")):
        if wanted is None:
            continue
        off = [piece.text.strip() for piece in pieces if getattr(piece, name) != wanted]
        if off:
            needed, found = (yes, no) if wanted else (no, yes)
            issues.measure(element, name, line, needed=needed, found=found, mend=f"Chọn dòng này, đặt {needed}.")


def _letters(issues: Issues, element: str, said: Element, line: Line) -> None:
    text = line.text
    upper = text == text.upper()
    if said.letters == "upper" and not upper:
        issues.measure(element, "letters", line, needed="chữ in hoa", found="chữ in thường", mend="Gõ lại bằng chữ in hoa.")
    if said.letters == "lower" and upper and any(sign.isalpha() for sign in text):
        issues.measure(element, "letters", line, needed="chữ in thường", found="chữ in hoa", mend="Gõ lại bằng chữ in thường.")


def _place(issues: Issues, element: str, said: Element, line: Line, skip: Sequence[str]) -> None:
    if said.align is not None and "align" not in skip and not line.split and not _stands(said.align, line):
        needed = ALIGN_WORDS[said.align]
        issues.measure(
            element, "align", line, needed=needed, found=ALIGN_WORDS.get(line.align, line.align), mend=f"Chọn đoạn, đặt {needed}."
        )
    if said.first_line is not None and "first_line" not in skip and not line.split:
        _first_line(issues, element, said.first_line, line)
    if said.line is not None and "line" not in skip and not said.line[0] - LINES <= line.spacing <= said.line[1] + LINES:
        issues.measure(
            element, "line", line, needed="dòng cách dòng từ dòng đơn đến 1,5 dòng", found=f"{decimal(line.spacing)} dòng",
            mend="Chọn đoạn, đặt Line Spacing: Single.",
        )  # fmt: skip


def _stands(wanted: str, line: Line) -> bool:
    """A single line of text that is drawn to the left looks the same as a justified one."""
    if line.align == wanted:
        return True
    return wanted == "both" and line.align == "left" and line.left + max(0, line.first_line) + line.width <= line.place.room - line.right


def _first_line(issues: Issues, element: str, allowed: tuple[float, float], line: Line) -> None:
    raw = "".join(piece.text for piece in line.pieces)
    start = line.left + line.first_line
    if line.label or line.align == "center" or (raw.startswith("\t") and start < allowed[0]):
        return  # a list draws its number in by itself; a tab goes to 1.27 cm
    if not any(abs(start - value) <= MM for value in allowed):
        issues.measure(
            element, "first_line", line, needed="chữ đầu dòng lùi vào 1 cm hoặc 1,27 cm", found=f"lùi {decimal(start / 10)} cm",
            mend="Chọn đoạn, đặt Indentation › Special: First line 1,27 cm.",
        )  # fmt: skip


def gaps(issues: Issues, lines: Sequence[Line], grounds: int) -> None:
    """The space between paragraphs that follow each other; the first `grounds` of them are grounds."""
    needed = layout().elements["body"].gap or 0
    for at, (above, below) in enumerate(pairwise(lines)):
        if above.blank or below.blank or below.number != above.number + 1:
            continue
        if "center" in (above.align, below.align):
            continue  # a title stands right under its number, a caption right over its table
        gap = 0.0 if above.pulled and below.pulled else above.after + below.before
        if gap < needed - PT:
            element = "ground" if at + 1 < grounds else "body"
            issues.measure(
                element, "gap", below, needed=f"giữa các đoạn tối thiểu {decimal(needed)} pt", found=f"{decimal(gap)} pt",
                mend="Chọn các đoạn, đặt Spacing › After: 6 pt.",
            )  # fmt: skip


def ruled(issues: Issues, element: str, lines: Sequence[Line], rules: Sequence[Rule]) -> None:
    """The rule under an element: there, drawn, and as long as asked."""
    span = layout().elements[element].rule
    if not lines or span is None:
        return
    if not rules:
        issues.check(f"{element}_rule", "không có đường kẻ", lines[-1])
        return
    drawn = [rule for rule in rules if rule.kind == "drawn"]
    if not drawn:
        underlined = rules[0].kind == "underlined"
        issues.check("rule_typed", "gạch chân dòng chữ" if underlined else "dãy gạch gõ bằng bàn phím", lines[-1])
        return
    widths = [line.printed_width for line in lines if line.inked]
    low, high = span[0] * min(widths), span[1] * max(widths)
    low, high = low - max(RULE_MM, LENGTH * low), high + max(RULE_MM, LENGTH * high)
    if not any(rule.length == 0 or low <= rule.length <= high for rule in drawn):
        issues.check(f"{element}_rule_length", f"dài {decimal(drawn[0].length)} mm, dòng chữ dài {decimal(widths[-1])} mm", lines[-1])


def rules_of(paper: Paper, lines: Sequence[Line]) -> list[Rule]:
    """The rules that may belong under an element: on its own lines and the blank ones below, else anywhere in its column of the head."""
    if not lines:
        return []
    found = [rule for line in lines for rule in line.rules]
    last = lines[-1]
    for line in paper.lines[last.number + 1 :]:
        if line.place.holder != last.place.holder or not (line.blank or any(rule.kind == "typed" for rule in line.rules)):
            break
        found += line.rules
    if found:
        return found
    beside = [line for line in paper.lines[: last.number + 12] if _beside(line.place, last.place) and line.number > last.number - 12]
    return [rule for line in beside for rule in line.rules if rule.kind == "drawn" and line.blank is False]


def _beside(place: Place, other: Place) -> bool:
    same_column = place.table == other.table and place.column == other.column
    return same_column if other.table is not None else place.holder == other.holder
