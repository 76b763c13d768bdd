"""The checks of a document's top."""

import re

from minhchung.letters.inspecting.elements import Elements, kind_of
from minhchung.letters.inspecting.issues import Issues
from minhchung.letters.inspecting.lines import Line, Paper
from minhchung.letters.inspecting.measures import decimal, measure, ruled, rules_of
from minhchung.letters.nd30 import layout
from minhchung.text import fold, nfc

_DAY = re.compile(r"ngày\s*([^\s.…]*)[\s.…]*tháng\s*([^\s.…]*)[\s.…]*năm", re.IGNORECASE)
_NUMBER = re.compile(r"\s*(?P<word>s[ốo])\s*(?P<colon>:?)\s*(?P<number>[\d.…_ \u00a0]*?\w?)\s*/(?P<symbol>.*)", re.IGNORECASE)
_SLASHED = re.compile(r"/\s|\s/")
_DASHED = re.compile(r"\s-|-\s|[–—−]")
UNDATED = ("BIÊN BẢN",)
"""Kinds that say place and day in their text."""
TOUCHING = 3.0


def check_head(issues: Issues, paper: Paper, elements: Elements) -> None:
    """National name, issuing body, number, place and day, kind and abstract."""
    if elements.annex_only:
        return
    _nation(issues, paper, elements)
    _issuer(issues, paper, elements)
    _number(issues, elements)
    _dated(issues, elements)
    _kind(issues, paper, elements)
    if elements.urgency is not None:
        _urgency(issues, elements.urgency)


def _nation(issues: Issues, paper: Paper, elements: Elements) -> None:
    nation, motto = elements.nation, elements.motto
    if nation is None:
        issues.check("nation_missing", "không có Quốc hiệu")
    else:
        measure(issues, "nation", [nation])
        if "\n" in "".join(piece.text for piece in nation.pieces).strip() or (not nation.split and nation.width > nation.place.room + 0.5):
            issues.check("nation_line", f"dòng chữ dài {decimal(nation.width)} mm, ô rộng {decimal(nation.place.room)} mm", nation)
    if motto is None:
        issues.check("motto_missing", "không có Tiêu ngữ")
        return
    measure(issues, "motto", [motto])
    if nfc(" ".join(motto.text.split())) != layout().elements["motto"].text:
        issues.check("motto_text", f"“{motto.text}”", motto)
    if nation is not None and nation.place.holder == motto.place.holder:
        blank = any(line.blank and not line.rules for line in paper.lines[nation.number + 1 : motto.number])
        if blank or nation.after + motto.before > TOUCHING:
            issues.check("motto_spacing", "dòng trống ở giữa" if blank else f"cách {decimal(nation.after + motto.before)} pt", motto)
    ruled(issues, "motto", [motto], rules_of(paper, [motto]))


def _issuer(issues: Issues, paper: Paper, elements: Elements) -> None:
    if not elements.issuer:
        issues.check("issuer_missing", "không có tên cơ quan ban hành")
        return
    measure(issues, "parent", elements.parent)
    measure(issues, "issuer", elements.issuer)
    ruled(issues, "issuer", elements.issuer, rules_of(paper, elements.issuer))


def _number(issues: Issues, elements: Elements) -> None:
    line = elements.number
    if line is None:
        issues.check("number_missing", "không có dòng số, ký hiệu")
        return
    measure(issues, "number", [line])
    found = _NUMBER.match(line.text)
    if found is None:
        return
    text, symbol = line.text, found["symbol"].strip()
    if found["word"] not in ("Số", "số") or not found["colon"]:
        issues.check("number_word", f"“{text[:6].strip()}”", line)
    if re.fullmatch(r"[1-9]", found["number"].strip()):
        issues.check("number_padding", f"“{found['number'].strip()}”", line)
    if _DASHED.search(symbol) or (found["number"].strip() and _SLASHED.search(text[found.start("number") :])):
        issues.check("number_dashes", f"“{symbol}”", line)
    tokens = [token for token in re.split(r"[\s\-–—−]+", symbol) if token]
    if any(token != token.upper() and token not in layout().codes and not re.fullmatch(r"[A-ZĐ]+[a-z]?[A-ZĐ]*", token) for token in tokens):
        issues.check("number_letters", f"“{symbol}”", line)
    _code(issues, elements, tokens, line)


def _code(issues: Issues, elements: Elements, tokens: list[str], line: Line) -> None:
    kind = kind_of(elements.kind.text) if elements.kind is not None else ""
    codes = {code.casefold(): name for code, name in layout().codes.items()}
    said = codes.get(tokens[0].casefold(), "") if tokens else ""
    if kind and kind not in layout().other_kinds and tokens and said != kind:
        issues.check("number_kind", f"tên loại {kind}, ký hiệu mở đầu bằng “{tokens[0]}”", line)
    if not kind and elements.about and said and tokens[0] in layout().codes and len(tokens) > 1 and tokens[0] not in ("TT", "HĐ"):
        issues.check("number_kind", f"công văn mà ký hiệu mở đầu bằng “{tokens[0]}”", line)


def _dated(issues: Issues, elements: Elements) -> None:
    line = elements.place_date
    if line is None:
        if elements.kind is None or kind_of(elements.kind.text) not in UNDATED:
            issues.check("date_missing", "không có địa danh, ngày tháng năm")
        return
    measure(issues, "place_date", [line])
    found = _DAY.search(line.text)
    if found is not None:
        day, month = found[1], found[2]
        wrong = re.fullmatch(r"[1-9]", day) or re.fullmatch(r"[12]|0[3-9]", month)
        if wrong:
            issues.check("date_padding", f"“{found[0]}”", line)
        if found.start() and not line.text[: found.start()].rstrip().endswith(","):
            issues.check("date_comma", f"“{line.text[: found.start()].strip()}”", line)


def _kind(issues: Issues, paper: Paper, elements: Elements) -> None:
    if elements.kind is None:
        if not elements.about:
            issues.check("kind_missing", "không có tên loại, không có “V/v”")
            return
        measure(issues, "about", elements.about)
        _about(issues, elements)
        return
    measure(issues, "kind", [elements.kind])
    if not elements.subject:
        issues.check("subject_missing", "không có trích yếu", elements.kind)
        return
    measure(issues, "subject", elements.subject)
    ruled(issues, "subject", elements.subject, rules_of(paper, elements.subject))


def _about(issues: Issues, elements: Elements) -> None:
    first = elements.about[0]
    if not first.text.startswith(("V/v", "v/v")):
        issues.check("about_word", f"“{first.text[:10]}…”", first)
    number, needed = elements.number, layout().elements["about"].gap or 0
    if number is not None and number.place.holder == first.place.holder and number.number + 1 == first.number:
        gap = number.after + first.before
        if gap < needed - 0.5:
            issues.measure(
                "about", "gap", first, needed=f"cách số, ký hiệu {decimal(needed)} pt", found=f"{decimal(gap)} pt",
                mend="Chọn dòng trích yếu, đặt Spacing › Before: 6 pt.",
            )  # fmt: skip


def _urgency(issues: Issues, line: Line) -> None:
    measure(issues, "urgency", [line])
    said = next(each for each in layout().urgencies.values() if fold(each.text) == fold(line.text))
    colored = all(piece.color.upper() == layout().elements["urgency"].color for piece in line.inked)
    if not colored:
        issues.measure("urgency", "color", line, needed="mực đỏ tươi", found="màu khác", mend="Đặt màu chữ và khung đỏ (FF0000).")
    if line.box is None or abs(line.box[0] - said.width) > 1 or abs(line.box[1] - said.height) > 1:
        found = "không có khung" if line.box is None else f"khung {decimal(line.box[0])} x {decimal(line.box[1])} mm"
        issues.check("urgency_box", found, line)
