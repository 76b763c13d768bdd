"""Which line of a document is what: the elements of Nghị định 30/2020/NĐ-CP are told by their words and their place, never by their format
(a format may be the very thing that is wrong)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from minhchung.letters.inspecting.lines import Line, Paper
from minhchung.letters.nd30 import layout
from minhchung.text import fold, lower, nfc

NUMBER = re.compile(r"\s*s[ốo]\b.{0,25}/", re.IGNORECASE)
DATED = re.compile(r"ng[àa]y\W.{0,20}th[áa]ng\W.{0,20}n[ăa]m\b", re.IGNORECASE)
ANNEX = re.compile(r"phu luc(?: (?:so )?[0-9ivxlc]+)?[.:]?")
_BODIES = re.compile(
    r"(?:uy ban|hoi dong|hdnd|ubnd|ban|so|van phong|trung tam|phong|doan|to|bo|truong|chi cuc|cuc|cong an|"
    r"dang uy|mat tran|chinh phu|vien|tram)\b"
)
_UNFINISHED = ("va", "-", ",")
_ABOUT = re.compile(r"(?:v/v|ve viec)\b")
_GROUND = re.compile(r"(?:can cu|theo de nghi|xet de nghi|xet to trinh|thuc hien)\b")
AUTHORITY = re.compile(r"(?:tm|t/m|kt|k/t|tl|t/l|tuq|q)\s?\.?\s|(?:tm|kt|tl|tuq)\.")
# With their marks: "Trương" and "Phó" are also surnames. The second form asks for more than one word that a name could begin with.
_POST = re.compile(
    r"(?:quyền |phó )?(?:chủ tịch|trưởng|chánh|giám đốc|thư ký|chủ t(?:ọa|oạ)|thủ trưởng|bí thư|tổ trưởng|chỉ huy trưởng|cục trưởng|"
    r"vụ trưởng|chi cục trưởng|viện trưởng|bộ trưởng|thủ tướng|(?:ủy|uỷ) viên|người|đại diện)\b|phó\b"
)
_POST_NAMED = re.compile(
    r"(?:quyền |phó )*(?:(?:trưởng|phó|chánh)\s+(?:phòng|ban|đoàn|trạm|công an|văn phòng|bộ phận|tổ|trung tâm|chủ tịch|"
    r"giám đốc|trưởng|chánh)|chủ tịch|giám đốc|thư ký|chủ t(?:ọa|oạ)|thủ trưởng|bí thư|tổ trưởng|(?:ủy|uỷ) viên)\b"
)
_REMARK = re.compile(r"\(.*\)")
_CUT = re.compile(r"\t+| {3,}")
LONG_HEAD, KEY = 40, 120


@dataclass
class Annex:
    """An annex: its label, title, reference and text."""

    label: Line
    titles: list[Line] = field(default_factory=list)
    reference: Line | None = None
    body: list[Line] = field(default_factory=list)


@dataclass
class Signature:
    """The lines of authority and post, and the name below them."""

    authority: list[Line]
    name: Line | None


@dataclass
class Elements:
    """The lines of a document by what they are. Lists are empty and lines None where the document has none."""

    nation: Line | None = None
    motto: Line | None = None
    parent: list[Line] = field(default_factory=list)
    issuer: list[Line] = field(default_factory=list)
    number: Line | None = None
    place_date: Line | None = None
    about: list[Line] = field(default_factory=list)
    urgency: Line | None = None
    kind: Line | None = None
    subject: list[Line] = field(default_factory=list)
    competence: list[Line] = field(default_factory=list)
    grounds: list[Line] = field(default_factory=list)
    addressee: list[Line] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    signatures: list[Signature] = field(default_factory=list)
    recipients: Line | None = None
    recipient: list[Line] = field(default_factory=list)
    annexes: list[Annex] = field(default_factory=list)
    ends_with_table: bool = False

    @property
    def annex_only(self) -> bool:
        """The file is an annex of a document that is elsewhere."""
        return bool(self.annexes) and self.nation is None and not self.body and self.kind is None


def found_in(paper: Paper) -> Elements:
    """The elements of a document."""
    elements = Elements()
    lines = list(paper.lines)
    first_annex = _first_annex(lines)
    _annexes(lines[first_annex:], elements)
    main = lines[:first_annex]
    begin = _head_end(main)
    foot = _foot_start(main, begin)
    _foot(main[foot:], elements)
    after = _head(main[:begin], elements)
    _opening(after + main[begin:foot], elements)
    return elements


def kind_of(text: str) -> str:
    """The kind a line names ("THÔNG BÁO"), "" when it names none."""
    return _kinds().get(fold(text[:KEY]).strip(" .:"), "")


@cache
def _kinds() -> dict[str, str]:
    return {fold(name): name for name in (*layout().codes.values(), *layout().other_kinds)}


def key_of(line: Line) -> str:
    """The beginning of a line as a search key: elements are told by it, and long paragraphs need not be folded whole."""
    return fold(line.text[:KEY])


def _first_annex(lines: Sequence[Line]) -> int:
    """Where the annexes begin: a line "Phụ lục" of its own behind the signature, or at the very top of a file that is nothing else."""
    texts = [key_of(line) for line in lines]
    signed = next(
        (at for at, (line, text) in enumerate(zip(lines, texts, strict=True)) if text.startswith("noi nhan") or _is_authority(line.text)),
        None,
    )
    for at, (line, text) in enumerate(zip(lines, texts, strict=True)):
        alone = line.place.holder == "body" and ANNEX.fullmatch(text)
        if alone and ((signed is not None and at > signed) or not any(texts[:at])):
            return at
    return len(lines)


def _is_authority(text: str) -> bool:
    return bool(AUTHORITY.match(fold(text[:KEY]) + " ")) or (bool(_POST.match(lower(nfc(text[:KEY])))) and len(text) < LONG_HEAD)


def _is_name(text: str) -> bool:
    """The last line of a signature is a name unless it is a post in capitals or a post whole."""
    post = lower(nfc(text[:KEY]))
    return not (AUTHORITY.match(fold(text[:KEY]) + " ") or (_POST.match(post) if text == text.upper() else _POST_NAMED.match(post)))


def _head_end(lines: Sequence[Line]) -> int:
    """Where the head ends: at the kind, the addressees, or the first long line of the body."""
    for at, line in enumerate(lines):
        text = key_of(line)
        if line.place.holder == "body" and not line.blank and (kind_of(line.text) or _addresses(line)):
            return at
        if line.place.holder == "body" and len(text) > 2 * LONG_HEAD and not DATED.search(line.text) and "cong hoa xa hoi" not in text:
            return at
        if line.place.holder == "body" and _GROUND.match(text):
            return at
    return len(lines)


def _foot_start(lines: Sequence[Line], begin: int) -> int:
    """Where the foot begins: at the table that holds the recipients or the authority; else at the first line of authority above them."""
    anchor = next((at for at in range(len(lines) - 1, begin - 1, -1) if _receives(lines[at])), None)
    if anchor is not None and lines[anchor].place.table is not None:
        return _table_start(lines, anchor)
    start = len(lines) if anchor is None else anchor
    for at in range(start - 1, begin - 1, -1):
        line = lines[at]
        if line.place.holder == "body" and len(line.text) > 2 * LONG_HEAD:
            break
        if not (line.place.ruled and line.place.holder != "body") and _is_authority(line.text) and _looks_signed(line):
            start = at
    return start if start == len(lines) or lines[start].place.table is None else _table_start(lines, start)


def _table_start(lines: Sequence[Line], at: int) -> int:
    return next(place for place, line in enumerate(lines) if line.place.table == lines[at].place.table)


def _receives(line: Line) -> bool:
    return key_of(line).startswith("noi nhan") and not (line.place.ruled and line.place.holder != "body")


def _looks_signed(line: Line) -> bool:
    """A line of authority stands in a cell or box, or is short and no sentence."""
    return (
        line.place.holder != "body"
        or line.text == line.text.upper()
        or (len(line.text) < LONG_HEAD and not line.text.endswith((".", ";", ":")))
    )


def cut(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines of the head and foot; what stands beside each other by tabs or many blanks becomes lines of their own."""
    for line in lines:
        text = "".join(piece.text for piece in line.pieces)
        places = [found.span() for found in _CUT.finditer(text) if text[: found.start()].strip() and text[found.end() :].strip()]
        sides = len(places) == 1 and not NUMBER.match(text[: places[0][1]] + "x/") if places else False
        if (
            sides
            or any(key in fold(text) for key in ("cong hoa xa hoi", "doc lap"))
            or (places and DATED.search(text) and NUMBER.match(text))
        ):
            yield from line.parted(places[-1:]) if places else [line]
        else:
            yield line


def _head(lines: Sequence[Line], elements: Elements) -> list[Line]:
    """Takes the head apart; gives the lines that are none of it."""
    names: list[Line] = []
    rest: list[Line] = []
    for line in cut(lines):
        text = key_of(line)
        if line.blank:
            continue
        if elements.nation is None and ("cong hoa xa hoi" in text or "cong hoa xhcn" in text):
            elements.nation = line
        elif elements.motto is None and re.sub(r"[^a-z]", "", text).startswith("doclaptudo"):
            elements.motto = line
        elif elements.number is None and NUMBER.match(line.text):
            elements.number = line
        elif elements.place_date is None and DATED.search(line.text):
            elements.place_date = line
        elif any(fold(each.text) == text for each in layout().urgencies.values()):
            elements.urgency = line
        elif _ABOUT.match(text) or (
            elements.about and line.place.holder == elements.about[-1].place.holder and line.place.holder != "body"
        ):
            elements.about.append(line)
        elif elements.number is None and not any(rule.kind == "typed" for rule in line.rules):
            names.append(line)
        elif line.place.holder == "body" and not line.rules:
            rest.append(line)
    _named(names, elements)
    return rest


def _named(names: Sequence[Line], elements: Elements) -> None:
    """The lines beside the national name: each body's name may take several lines; the last body issues, those above it are its parents."""
    bodies: list[list[Line]] = []
    for line in names:
        goes_on = bodies and (not _BODIES.match(key_of(line)) or key_of(bodies[-1][-1]).endswith(_UNFINISHED))
        if goes_on:
            bodies[-1].append(line)
        else:
            bodies.append([line])
    if bodies and (elements.nation is not None or elements.number is not None):
        elements.issuer = bodies[-1]
        elements.parent = [line for body in bodies[:-1] for line in body]


def _opening(lines: Sequence[Line], elements: Elements) -> None:
    """Kind, abstract, addressees, grounds, then the text."""
    elements.ends_with_table = next((line.place.ruled for line in reversed(lines) if not line.blank), False)
    todo = [line for line in lines if not (line.place.ruled and line.place.holder != "body")]
    at = 0
    while at < len(todo) and todo[at].blank:
        at += 1
    if at < len(todo) and kind_of(todo[at].text):
        elements.kind = todo[at]
        at = _subject(todo, at + 1, elements)
    at = _addressed(todo, at, elements)
    at = _competent(todo, at, elements)
    at = _grounded(todo, at, elements)
    at = _competent(todo, at, elements)
    elements.body = list(todo[at:])


def _subject(todo: Sequence[Line], at: int, elements: Elements) -> int:
    while at < len(todo):
        line = todo[at]
        begins = key_of(line).startswith("kinh gui") or _GROUND.match(key_of(line))
        stands_out = line.align == "center" or all(piece.bold for piece in line.inked)
        if line.blank or begins or (elements.subject and not stands_out) or any(rule.kind == "typed" for rule in line.rules):
            break
        elements.subject.append(line)
        at += 1
        if any(rule.kind == "drawn" for rule in line.rules):
            break
    return at


def _addressed(todo: Sequence[Line], at: int, elements: Elements) -> int:
    ahead = next((place for place in range(at, min(at + 4, len(todo))) if _addresses(todo[place])), None)
    if ahead is None:
        return at
    elements.addressee = [todo[ahead]]
    at = ahead + 1
    listed = key_of(todo[ahead]).rstrip(" :").endswith("kinh gui") or "\n-" in todo[ahead].text
    while listed and at < len(todo) and (todo[at].blank or _dashed(todo[at])):
        if not todo[at].blank:
            elements.addressee.append(todo[at])
            listed = not todo[at].text.endswith(".")
        at += 1
    return at


def _addresses(line: Line) -> bool:
    """ "Kính gửi" with what follows, not a sentence that begins so."""
    text = line.text
    return key_of(line).startswith("kinh gui") and (":" in text or (len(text) < 2 * LONG_HEAD and not text.endswith(".")))


def _dashed(line: Line) -> bool:
    return line.text.startswith(("-", "–", "•", "+"))


def _competent(todo: Sequence[Line], at: int, elements: Elements) -> int:
    """Who decides, and the word itself, in decisions and resolutions."""
    if elements.kind is None or kind_of(elements.kind.text) not in ("QUYẾT ĐỊNH", "NGHỊ QUYẾT"):
        return at
    place = at
    while place < len(todo) and (todo[place].blank or _competence(todo[place], elements)):
        if not todo[place].blank:
            elements.competence.append(todo[place])
            at = place + 1
        place += 1
    return at


def _competence(line: Line, elements: Elements) -> bool:
    text = key_of(line)
    word = elements.kind is not None and text.rstrip(" :") == key_of(elements.kind)
    return word or (
        len(text) < 2 * LONG_HEAD
        and bool(_BODIES.match(text) or _POST.match(lower(nfc(line.text[:KEY]))))
        and not text.endswith((".", ";"))
    )


def _grounded(todo: Sequence[Line], at: int, elements: Elements) -> int:
    while at < len(todo):
        line = todo[at]
        goes_on = bool(elements.grounds) and elements.grounds[-1].text.rstrip().endswith(";")
        slanted = bool(line.inked) and all(piece.italic for piece in line.inked)
        if line.blank and elements.grounds:
            at += 1
        elif _GROUND.match(key_of(line)) and (slanted or line.text.endswith(";") or goes_on):
            elements.grounds.append(line)
            at += 1
        elif line.blank:
            at += 1
        else:
            break
    return at


def _foot(lines: Sequence[Line], elements: Elements) -> None:
    groups: dict[str, list[Line]] = {}
    receiving = ""
    for line in cut(lines):
        if line.blank:
            continue
        text = key_of(line)
        holder = line.place.holder
        if elements.recipients is None and text.startswith("noi nhan"):
            elements.recipients, receiving = line, holder
        elif elements.recipients is not None and holder == receiving and (_dashed(line) or (holder != "body" and not line.split)):
            elements.recipient.append(line)
        elif not _REMARK.fullmatch(line.text):
            groups.setdefault(holder, []).append(line)
    elements.signatures = [made for group in groups.values() if (made := _signature(group)) is not None]


def _signature(group: Sequence[Line]) -> Signature | None:
    if not any(_is_authority(line.text) for line in group):
        return None
    last = group[-1]
    named = len(group) > 1 and _is_name(last.text)
    return Signature(list(group[:-1] if named else group), last if named else None)


def _annexes(lines: Sequence[Line], elements: Elements) -> None:
    for line in lines:
        if line.place.holder == "body" and ANNEX.fullmatch(key_of(line)):
            elements.annexes.append(Annex(line))
            continue
        if not elements.annexes or (line.place.ruled and line.place.holder != "body"):
            continue
        annex = elements.annexes[-1]
        if line.blank and not annex.body:
            continue
        if annex.reference is None and not annex.body:
            if key_of(line).startswith(("(kem theo", "(ban hanh kem", "(dinh kem")):
                annex.reference = line
                continue
            if len(annex.titles) < 3 and (line.align == "center" or all(piece.bold for piece in line.inked)):
                annex.titles.append(line)
                continue
        annex.body.append(line)
