"""The head of a document: type, number, symbol, place, date, subject, addressees. What is not written stays None."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from minhchung.reading.layout import Line, Wrapping
from minhchung.reading.marks import looks_like_dash_inside
from minhchung.reading.model import DocumentHeader
from minhchung.reading.script import UPPER
from minhchung.reading.spelling import name_case
from minhchung.text.normal import fold

_TYPES = {
    "QUYẾT ĐỊNH": "quyet-dinh", "KẾ HOẠCH": "ke-hoach", "THÔNG BÁO": "thong-bao", "CHỈ THỊ": "chi-thi", "BÁO CÁO": "bao-cao",
    "TỜ TRÌNH": "to-trinh", "NGHỊ QUYẾT": "nghi-quyet", "HƯỚNG DẪN": "huong-dan", "CHƯƠNG TRÌNH": "chuong-trinh", "BIÊN BẢN": "bien-ban",
    "GIẤY MỜI": "giay-moi", "KẾT LUẬN": "ket-luan", "PHƯƠNG ÁN": "phuong-an", "ĐỀ ÁN": "de-an", "QUY CHẾ": "quy-che",
    "QUY ĐỊNH": "quy-dinh",
    "CÔNG ĐIỆN": "khac", "PHIẾU GIAO VIỆC": "khac", "PHIẾU GIAO NHIỆM VỤ": "khac",
    "PHIẾU PHÂN CÔNG NHIỆM VỤ": "khac", "PHIẾU PHÂN CÔNG": "khac", "THƯ MỜI": "giay-moi", "PHIẾU CHUYỂN": "khac", "THƯ KHEN": "khac",
    "THƯ NGỎ": "khac", "THƯ CẢM ƠN": "khac", "THƯ CHÚC MỪNG": "khac",
    "PHIẾU TRÌNH": "khac", "PHIẾU BÁO": "khac", "PHIẾU GỬI": "khac", "LỊCH CÔNG TÁC": "khac", "LỊCH LÀM VIỆC": "khac", "LỊCH TRỰC": "khac",
    "LỊCH TIẾP CÔNG DÂN": "khac", "NỘI QUY": "khac", "LỜI KÊU GỌI": "khac", "THÔNG CÁO": "khac", "ĐỀ CƯƠNG": "khac", "CÔNG VĂN": "cong-van",
}  # fmt: skip
_FOLDED_TYPES = {fold(name): name for name in _TYPES}
_TYPE = re.compile(r"[#*_ ]{0,8}(?P<type>" + "|".join(sorted(_TYPES, key=len, reverse=True)) + r")\b(?P<rest>[^\n]{0,300})$")
_LOOSE_TYPE = re.compile(r"#{1,3} ?[*_]{0,3}(?P<type>" + "|".join(t.capitalize() for t in _TYPES) + r")\b(?P<rest>[^\n]{0,300})$")
_NUMBER = re.compile(
    r"(?:^|[ *_|])[Ss](?:ố|Ố) ?[:.]? {0,3}(?P<number>l?\d{1,6}[A-Za-z]?)?[ ._…]{0,40}"
    r"(?P<sign>[/-]) ?(?P<symbol>(?:\d{4}/)?[A-ZĐ][\w&]{0,14}(?: ?[-/] ?[A-ZĐ][\w&.]{0,20}){0,4})"
)
_DATE = re.compile(
    rf"(?:^|[*_|]|(?<=\s{{3}})|(?<=phúc )|(?<=PHÚC ))[*_ ]{{0,4}}(?P<place>(?:T[Pp]\. ?)?[{UPPER}][^,:;|.\d]{{1,40}}), {{0,3}}"
    r"(?:[Hh]ồi \d{1,2} ?(?:giờ|h|g) ?(?:\d{1,2})?(?: ?phút)?,? )?"
    r"[Nn]gày {0,12}(?P<day>\d{1,2})?[ ._…]{0,20}[Tt]háng {0,12}(?P<month>\d{1,2})?[ ._…]{0,20}[Nn]ăm {0,8}(?P<year>\d{4})?"
)
# A draft may leave out the place as well; such a line holds the day and nothing else.
_BARE_DATE = re.compile(
    r"[*_( ]{0,6}[Nn]gày {0,12}(?P<day>\d{1,2})?[ ._…]{0,20}[Tt]háng {0,12}(?P<month>\d{1,2})?[ ._…]{0,20}"
    r"[Nn]ăm {0,8}(?P<year>\d{4})[*_) ]{0,6}$"
)
# A form gives its day behind a label.
_LABELLED_DATE = re.compile(
    r"(?:Ngày|NGÀY) (?:giao|lập|ký|ban hành|gửi)[^:]{0,12}: {0,3}(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})\b"
)
# Words in capitals behind the type that tell its kind: "KẾT LUẬN THANH TRA", "BIÊN BẢN HỌP".
_KIND = re.compile(
    r"(?:THANH TRA|KIỂM TRA|GIÁM SÁT|HỌP|LÀM VIỆC|HỘI NGHỊ|CUỘC HỌP|NGHIỆM THU|BÀN GIAO|KẾT LUẬN|HÀNH ĐỘNG|CÔNG TÁC|PHỐI HỢP|KHẨN|HỎA TỐC"
    r"|LIÊN TỊCH|KIỂM ĐIỂM|XÁC MINH|GHI NHỚ|THẨM ĐỊNH)$"
)
_SUBJECT = re.compile(r"[*_ ]{0,6}(?:V ?/ ?[vV]|VV|Vv|[Vv]ề việc|VỀ VIỆC|[Tt]rích yếu)\b[ :]{0,3}")
# A wire reprinted without its head opens by telling what it is.
_REPRINTED = re.compile(r"[*_ ]{0,4}Công điện (?:nêu|gửi|số|của|yêu cầu)\b")
_ABOUT = re.compile(r"[*_ ]{0,6}Về [^\W\dA-ZÀ-Ỹ]")
_ADDRESS = re.compile(r"[*_ |]{0,8}(?:Kính gửi|KÍNH GỬI|Kính chuyển|Gửi)[*_ ]{0,4}:?")
_LONGEST_ADDRESSEE = 120
_WIRES = re.compile(rf"[*_ ]{{0,4}}(?P<who>[{UPPER}][^:]{{3,80}}?)[*_ ]{{0,3}} (?:điện|ĐIỆN) ?:")
_MOTTO = re.compile(
    r"C[ỘộỌọ]NG H(?:ÒA|OÀ|òa|oà) X(?:Ã|ã) H(?:ỘI|ội) CH(?:Ủ|ủ) NGH(?:ĨA|ĨÃ|ĩa) VI(?:ỆT|ệt) NAM|ĐỘC LẬP ?- ?TỰ DO ?- ?HẠNH PHÚC"
    r"|Độc lập ?- ?Tự do ?- ?Hạnh phúc|ĐẢNG CỘNG SẢN VIỆT NAM"
    # A narrow column breaks the motto.
    r"|^CỘNG H(?:ÒA|OÀ)(?: XÃ(?: HỘI(?: CHỦ NGHĨA)?)?)?$|^(?:XÃ )?(?:HỘI )?(?:CHỦ NGHĨA )?VIỆT NAM$",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"[*_ ]{0,4}(?:[Cc]ăn cứ|CĂN CỨ|Thực hiện|Xét |Theo |Để |Nhằm |Trong |Qua |Ngày \d|Hôm nay|Sáng|Chiều|Từ ngày|Sau khi"
    r"|Tiếp theo|Hồi |Vào hồi|Thời gian|Yêu cầu |Đề nghị |Hưởng ứng |Kính gửi|Trên cơ sở|Được sự|Vừa qua|Hiện nay|Tại cuộc|UBND"
    r"|Ủy ban nhân dân [^|]{3,60} (?:ban hành|xây dựng|thông báo|yêu cầu|trân trọng))"
)
# A line of a form ("Người nhận việc: ..."), which is no subject.
_FORM = re.compile(r"[*_ ]{0,4}(?:Người|Họ (?:và )?tên|Đơn vị|Bộ phận|Giao)[^:]{0,30}:")
_CAPS_AUTHORITY = re.compile(
    r"[*_ ]{0,4}(?:CHỦ TỊCH|ỦY BAN|UỶ BAN|HỘI ĐỒNG|BAN (?!HÀNH|BỐ)|GIÁM ĐỐC|BỘ TRƯỞNG|TRƯỞNG|HIỆU TRƯỞNG|THỦ TƯỚNG|ĐẢNG ỦY|SỞ |CHÁNH)"
)
# The lines a portal or a signing tool stamps over the page.
_STAMP = re.compile(r"[*_ ]{0,4}(?:Người ký|Ký bởi|Email|Thời gian ký|Ngày ký|Cơ quan ký|Cơ quan|Signed by|Signature)\s?:", re.IGNORECASE)
_MARKS = re.compile(r"[*#_|]+|<br ?/?>")
# The lines of a cell; a "<" begins the next "<br>".
_NARROW = 60
_DAY_AND_MONTH = re.compile(r"\d{1,2} tháng \d")
_RULE = re.compile(r"(?:[-–—_=] ?){3,}")
_CELL_LINE = re.compile(r"(?<=[|>])[^|<>]{1,400}(?=[|<])")
# Lines under a subject that are no part of it: a motto of the plan, a note.
_UNDER_SUBJECT = re.compile(r"[*_ ]{0,4}(?:Chủ đề|Phương châm|Kèm theo|\((?:Kèm|Ban hành|Dự thảo))")
_SIGNS = re.compile(r"(?:T/?M|K/?T|T/?L|TUQ)\s?\.")
_HEADER_LINES = 60
_PADDED = 2
# Number and date that stand under the title do so within this many lines.
_HEAD_REST = 8


@dataclass(frozen=True, slots=True)
class Head:
    """The header and where it ends: ``after`` is the place in the text at which the body starts. ``organs`` are the
    lines in capitals above the number, as written."""

    document: DocumentHeader
    after: int
    organs: tuple[str, ...]


def bare(text: str) -> str:
    """A line without Markdown marks and with single blanks."""
    return " ".join(_MARKS.sub(" ", text).split())


def read_head(lines: Sequence[Line], habit: Wrapping) -> Head:
    """Read the head from the first lines of a document."""
    lines = [*(piece for line in _whole(lines[:_HEADER_LINES]) for piece in _in_cells(line)), *lines[_HEADER_LINES:]]
    top, document = lines[:_HEADER_LINES], _reprinted(lines)
    organs: list[str] = []
    after, at = 0, 0
    while at < len(top):
        line = top[at]
        if _ADDRESS.match(line.text) and (document.type is None or document.type == "giay-moi" or at < 25):
            names, at = _addressees(lines, at)
            document = replace(document, addressees=(*document.addressees, *names))
            return Head(_as_letter(document), lines[at].start if at < len(lines) else lines[-1].end, tuple(organs))
        wires = _WIRES.match(line.text)
        if wires and document.type_text == "Công điện":
            names, at = _addressees(lines, at)
            document = replace(document, addressees=tuple(names), issuer=name_case(who) if (who := bare(wires["who"])).isupper() else who)
            return Head(document, lines[at].start if at < len(lines) else lines[-1].end, tuple(organs))
        typed = _type_of(line.text) if document.type is None else None
        if typed:
            document = replace(document, type=typed[0], type_text=typed[1])
            document, at = _titled(document, lines, at + 1, typed[2], habit)
            after = lines[at].start if at < len(lines) else lines[-1].end
            continue
        if _STAMP.match(line.text):
            at += 1
            continue
        if document.type and (line.mark or len(line.text) > 60 or _BODY.match(line.text) or _is_past_head(document, lines, at)):
            break
        document, step = _plain_line(document, lines, at, organs, habit)
        if step == 0 and (document.symbol or document.subject or at > 30):
            break
        at += max(step, 1)
        if step == 0:
            continue
        if after or document.symbol or document.subject:
            after = max(after, lines[at].start if at < len(lines) else lines[-1].end)
    if document.date is None and document.type == "khac":
        labelled = next((m for line in lines[at : at + _HEAD_REST] if (m := _LABELLED_DATE.match(line.text))), None)
        document = replace(document, date=_iso(labelled)) if labelled else document
    return Head(document, after, tuple(organs))


def _reprinted(lines: Sequence[Line]) -> DocumentHeader:
    """What a text without a head says of itself in its first line: an empty header but for a wire."""
    wire = bool(lines) and _REPRINTED.match(lines[0].text) is not None
    return DocumentHeader(type="khac", type_text="Công điện") if wire else DocumentHeader()


def _whole(lines: Sequence[Line]) -> list[Line]:
    """The lines of a head, those that broke within emphasis ("**ỦY BAN NHÂN / DÂN**") or before a day put together."""
    out: list[Line] = []
    for line in lines:
        last = out[-1] if out else None
        if last is not None and not line.barred and line.mark is None and len(last.text) < _NARROW and _goes_on(last.text, line.text):
            out[-1] = last._replace(end=line.end, text=f"{last.text} {line.text}")
        else:
            out.append(line)
    return out


def _goes_on(text: str, following: str) -> bool:
    emphasis = text.count("*") % 4 in (1, 2) and following.count("*") % 4 in (1, 2) and following.startswith("*") is False
    return emphasis or (text.endswith(" ngày") and _DAY_AND_MONTH.match(following) is not None)


def _in_cells(line: Line) -> list[Line]:
    """The parts of a head that was laid out as a table of one row ("|...<br>...|...|"), each as a line of its own."""
    if "|" not in line.text or not ("<br" in line.text or (line.text.startswith("|") and _MOTTO.search(line.text))):
        return [line]
    pieces = [found for found in _CELL_LINE.finditer(line.text) if found.group().strip("*_ -")]
    return [line._replace(start=line.start + p.start(), end=line.start + p.end(), text=p.group().strip(), mark=None) for p in pieces] or [
        line
    ]


def _is_past_head(document: DocumentHeader, lines: Sequence[Line], at: int) -> bool:
    """Whether an ordinary line after the title belongs to the body: no number, date or other part of a head is still to come."""
    text = lines[at].text
    if bare(text).isupper() and (document.subject is None or _CAPS_AUTHORITY.match(text)):
        return False
    if _SUBJECT.match(text) or _MOTTO.search(text) or _number_at(text) or _date_at(text):
        return False
    if document.date is not None and document.symbol is not None:
        return True
    return not any(_number_at(later.text) or _date_at(later.text) for later in lines[at + 1 : at + _HEAD_REST])


def _plain_line(document: DocumentHeader, lines: Sequence[Line], at: int, organs: list[str], habit: Wrapping) -> tuple[DocumentHeader, int]:
    """Number, date, subject or organ on one line; the second value is how many lines were read (0: the head is over)."""
    text = lines[at].text
    number = _number_at(text)
    date = _date_at(text) or (_DATE.match(text[number.end() :].lstrip()) if number else None)
    if number and document.symbol is None:
        document = replace(document, number=_number(number["number"]), symbol=_symbol(number))
    if date and document.date is None:
        document = replace(document, place=bare(date["place"]), date=_iso(date))
    if date is None and number is None and document.date is None and document.symbol and (undated := _BARE_DATE.match(text)):
        return replace(document, date=_iso(undated)), 1
    if number or date:
        rest = text[number.end() :] if number else ""
        if document.subject is None and (found := _SUBJECT.search(rest)):
            # In a head laid out as a table the date stands in the next cell.
            document = replace(document, subject=bare(rest[found.start() :].partition("|")[0]))
        return document, 1
    if document.subject is None and (_SUBJECT.match(text) or _about_under_number(lines, at)):
        subject, end = _subject(lines, at, "", habit)
        return replace(document, subject=subject), end - at
    organ = bare(_RULE.sub(" ", _MOTTO.sub(" ", text)))
    if _SIGNS.match(organ):
        return document, 0
    if not organ or not organ.strip("-– *"):
        return document, 1
    if organ.isupper():
        if document.symbol is None and document.type is None:
            organs.append(organ)
        return document, 1
    # Stamps of arrival and scanning dirt stand between the parts of a head; a marker, a ground or a long line is the body.
    mark = lines[at].mark
    over = (mark is not None and mark.kind != "hash") or _BODY.match(text) or len(organ) > 75 or at > 35 or text.count("|") > 3
    return document, 0 if over else 1


def _about_under_number(lines: Sequence[Line], at: int) -> bool:
    """Party letters say their subject right under the number, with a bare "Về" ("Về công tác tuyển quân") or with nothing
    before it ("Rà soát hồ sơ đảng viên")."""
    number = _number_at(lines[at - 1].text) if at > 0 else None
    if number is None:
        return False
    text = lines[at].text
    if _ABOUT.match(text):
        return True
    said = bare(text)
    plain = number["symbol"].startswith("CV") and said[:1].isupper() and not said.isupper() and said.count(" ") > 1 and lines[at].gap == 0
    return (
        plain
        and not (_BODY.match(text) and lines[at].gap)
        and not (_MOTTO.search(text) or _date_at(text) or _ADDRESS.match(text) or lines[at].mark)
    )


def _date_at(text: str) -> re.Match[str] | None:
    """Place and day of signing anywhere in the line. Most lines name no day and are not searched."""
    return _DATE.search(text) if "gày" in text else None


def _number_at(text: str) -> re.Match[str] | None:
    """The document's own number: at the start of a line or of a column, not cited within a sentence."""
    found = _NUMBER.search(text)
    before = text[: found.start()] if found else ""
    return found if found and (not before.strip("*_ |#>-") or before.endswith(("   ", "|"))) else None


def _type_of(text: str) -> tuple[str, str, str] | None:
    found = _TYPE.match(text) or _LOOSE_TYPE.match(text)
    if not found:
        return _scanned_type(text)
    rest = bare(found["rest"])
    if rest.startswith(("số", "Số", ":")) or (rest and not rest[0].isupper()) or rest.endswith(":"):
        return None
    return _TYPES[found["type"].upper()], found["type"].capitalize(), rest


def _scanned_type(text: str) -> tuple[str, str, str] | None:
    """A type read by a machine: the letters stand, marks over them may be wrong ("QUYÉT ĐỊNH")."""
    if len(text) > 30 or not any(c.isupper() for c in text):
        return None
    letters = "".join(c for c in text if c.isupper() or c == " ").strip()
    kind = _FOLDED_TYPES.get(fold(letters)) if len(letters) > 6 and not text.rstrip().endswith(":") else None
    return (_TYPES[kind], kind.capitalize(), "") if kind else None


def _titled(document: DocumentHeader, lines: Sequence[Line], at: int, rest: str, habit: Wrapping) -> tuple[DocumentHeader, int]:
    """The document with the subject under a title whose own line ends with ``rest``: words that tell the kind of paper are no
    part of the subject but of the type."""
    kind = _KIND.match(rest) is not None
    subject, after = _subject(lines, at, "" if kind else rest, habit)
    if kind and subject:
        document = replace(document, type_text=f"{document.type_text} {rest.lower()}")
    return replace(document, subject=subject or rest or document.subject), after


def _subject(lines: Sequence[Line], at: int, rest: str, habit: Wrapping) -> tuple[str | None, int]:
    """The lines of the subject from ``at`` on."""
    parts = [rest] if rest else []
    first = at
    while at < len(lines) and at - first < 9:
        line = lines[at]
        text = bare(line.text)
        if parts:
            small = text[:1].islower()
            if line.gap > habit.gap and not small:
                break
            if _ends_subject(lines[at - 1], line, habit):
                break
            inside = line.mark is not None and looks_like_dash_inside(parts[-1], text)
            if ((mark := line.mark) and mark.kind != "hash" and not inside) or (
                _CAPS_AUTHORITY.match(line.text) and line.text.isupper() and not parts[0].isupper()
            ):
                break
            if habit.gap == 0 and line.gap and not small:
                break
        elif (
            ((mark := line.mark) and mark.kind != "hash")
            or (_BODY.match(line.text) and text.endswith((".", ",", ";", ":")))
            or _ADDRESS.match(line.text)
            or _number_at(line.text)
            or _FORM.match(line.text)
            or len(text) > 400
            or (_CAPS_AUTHORITY.match(line.text) and text.isupper() and not _SUBJECT.match(line.text))
        ):
            break
        parts.append(text)
        at += 1
    return (" ".join(parts) or None), at


def _ends_subject(before: Line, line: Line, habit: Wrapping) -> bool:
    """Whether another part of the head, or the body, begins with the line."""
    text = line.text
    if _BODY.match(text) and not _names_on(before, line, habit):
        return True
    others = (_WIRES, _UNDER_SUBJECT, _ADDRESS, _BARE_DATE, _NUMBER)
    return any(part.match(text) for part in others) or bool(_MOTTO.search(text) or _date_at(text))


def _names_on(before: Line, line: Line, habit: Wrapping) -> bool:
    """As in "... các Phó Chủ tịch / UBND tỉnh với các sở": an office's name at the start of a line goes on with a full line before."""
    full = len(before.text) > max(_NARROW, habit.width * 0.8) and line.gap <= habit.gap and not before.text.endswith((".", ";", ":"))
    return full and line.text.startswith(("UBND", "Ủy ban")) and not line.text.rstrip().endswith((".", ";", ":", ","))


def _addressees(lines: Sequence[Line], at: int) -> tuple[list[str], int]:
    """The names after "Kính gửi:", on its line or in the list under it."""
    head = lines[at].text
    rest = bare(head.split(":", 1)[1] if ":" in head else _ADDRESS.sub("", head, count=1))
    whom, _, letter = rest.partition(". ")
    if len(letter) > _LONGEST_ADDRESSEE:  # the letter itself goes on in the same paragraph
        return [part.strip(" -;.") for part in whom.split(";")], at
    names = [part.strip(" -;.") for part in rest.split(";")] if rest else []
    at += 1
    while at < len(lines) and len(names) < 40:
        line = lines[at]
        mark = line.mark
        text = bare(line.text[mark.end :] if mark else line.text)
        if mark and mark.kind not in ("bullet",):
            break
        if not mark and not names and _list_follows(lines[at + 1 : at + 5]):
            at += 1
            continue
        if mark or (not names and len(text) < _LONGEST_ADDRESSEE and not _BODY.match(line.text)):
            names.append(text)
        elif names and text[:1].islower() and not names[-1].endswith((".", ";")):
            names[-1] += " " + text
        elif names and names[-1].endswith((";", ",")) and text.endswith((";", ".")) and len(text) < 100 and not _BODY.match(line.text):
            names.append(text)
        else:
            break
        at += 1
        if names[-1].endswith(".") and not (at < len(lines) and lines[at].mark and lines[at].gap == 0):
            break
    return [name.strip(" ,;.") for name in names if name.strip(" ,;.")], at


def _list_follows(lines: Sequence[Line]) -> bool:
    """Whether dashes follow before anything long: a long line is the letter itself, and dashes after it are its works."""
    for line in lines:
        if line.mark or len(line.text) >= _LONGEST_ADDRESSEE:
            return line.mark is not None and line.mark.kind == "bullet"
    return False


def _as_letter(document: DocumentHeader) -> DocumentHeader:
    return document if document.type else replace(document, type="cong-van", type_text="Công văn")


def _number(digits: str | None) -> str | None:
    if not digits:
        return None
    said = digits.replace("l", "1")
    # By NĐ 30/2020 a zero stands before 1 to 9 and means nothing; a further one ("012") is an office's own way of numbering.
    return (said[1:] if len(said) == _PADDED and said[0] == "0" else said).strip() or None


def _symbol(found: re.Match[str]) -> str:
    return re.sub(r" ?([-/]) ?", r"\1", found["symbol"]).rstrip("./-")


def _iso(found: re.Match[str]) -> str | None:
    year, month, day = found["year"], found["month"], found["day"]
    if not year:
        return None
    if not month or not 1 <= int(month) <= 12:
        return year
    return f"{year}-{int(month):02}" + (f"-{int(day):02}" if day and 1 <= int(day) <= 31 else "")
