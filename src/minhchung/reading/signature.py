"""The foot of a document: recipients, authority, signer; and from them the issuing organ when the head lost it."""

import re
from collections import Counter
from collections.abc import Sequence

from minhchung.reading.header import bare
from minhchung.reading.layout import Line
from minhchung.reading.script import LOWER, UPPER
from minhchung.reading.spelling import name_case
from minhchung.reading.words import HEADS, POSTS, words_of

_RECIPIENTS = re.compile(r"[-*_ |#]{0,6}N[ơƠ]I NH[ậẬâÂ]N\b", re.IGNORECASE)
_AUTHORITY = re.compile(rf"(?:T/?M|K/?T|T/?L|TUQ|T\.?U\.?Q|Q)\s?[.:]\s?[{UPPER}]")
_POST = re.compile(
    r"(?:CHỦ TỊCH|PHÓ CHỦ|TRƯỞNG|PHÓ TRƯỞNG|GIÁM ĐỐC|PHÓ GIÁM|CHÁNH|PHÓ CHÁNH|BÍ THƯ|PHÓ BÍ|HIỆU TRƯỞNG|PHÓ HIỆU|BỘ TRƯỞNG"
    r"|THỨ TRƯỞNG|THỦ TƯỚNG|PHÓ THỦ|CỤC TRƯỞNG|CHỈ HUY|CHỦ NHIỆM|PHÓ CHỦ NHIỆM|CHỦ TRÌ|CHỦ TỌA|TỔ TRƯỞNG|TỔNG GIÁM|CHỦ HUY"
    r"|VIỆN TRƯỞNG|TRẠM TRƯỞNG|NGƯỜI LẬP)"
)
# A post anywhere in the line: "PHÓ CỤC TRƯỞNG" is no name in capitals.
_POST_WORD = re.compile(
    r"(?<!\w)(?:TRƯỞNG|GIÁM ĐỐC|CHỦ TỊCH|BÍ THƯ|CHÁNH|CHỦ NHIỆM|CHỈ HUY|THƯ KÝ|ỦY VIÊN|UỶ VIÊN|THỦ TƯỚNG|CHỦ TRÌ|CHỦ TỌA|VIÊN|PHÓ)(?!\w)"
)
_RANK = r"(?:(?:Thiếu|Trung|Thượng|Đại) (?:tá|úy|uý|tướng) |(?:TS|ThS|BS|PGS|GS|CN|KS|DS|BSCK ?I{1,2}|CK ?I{1,2}|NGƯT|NGND)\.? ?){0,3}"
# "K'Brêu", "H’Hen": names of the highlands.
_NAME = re.compile(rf"{_RANK}(?P<name>(?:[{UPPER}]['’])?[{UPPER}][{LOWER}]{{0,7}}(?: [{UPPER}][{LOWER}]{{0,7}}){{1,5}})$")
# "Viên" and "Chánh" are names as well as words of posts.
_NAMED_LIKE_A_POST = re.compile(rf"[{UPPER}][{LOWER}]{{1,7}}(?: [{UPPER}][{LOWER}]{{1,7}}){{0,2}} (?:Viên|Chánh)$")
_CAPS_NAME = re.compile(rf"(?P<name>[{UPPER}]{{2,7}}(?: [{UPPER}]{{1,7}}){{1,4}})$")
_FOOT_LINES = 25
_SIGNATURE_LINES = 6
_STAMP = re.compile(r"(?:Người ký|Ký bởi|Signed|Email|Cơ quan|Thời gian ký|Ngày ký)\s?:", re.IGNORECASE)
_COLUMNS = re.compile(r"\s{3,}|\t|\||<br ?/?>")
_GIVES = re.compile(
    r"(?:Người|NGƯỜI|Lãnh đạo|LÃNH ĐẠO) (?:giao|GIAO|duyệt|DUYỆT|phụ trách|PHỤ TRÁCH)(?: (?:việc|VIỆC|nhiệm vụ|NHIỆM VỤ|đơn vị|ĐƠN VỊ))?$"
    r"|(?:NGƯỜI )?CHỦ (?:TRÌ|TỌA|TOẠ)(?: [A-ZĐ ]{2,30})?$"
)
_SIGN_HERE = re.compile(r"\((?:Đã ký|đã ký|ĐÃ KÝ|Ký|ký|KÝ)[^)]{0,60}\)")
# Where the column of recipients may end and that of the signature begin; the name stands beside the last recipient, the file.
_CUT = re.compile(r"[;,.)] ")
_KEPT = re.compile(r"[-+] ?Lưu\b")
# Post and name on one line: "KT. GIÁM ĐỐC - PHÓ GIÁM ĐỐC Trần Văn An".
_NAME_BEHIND_POST = re.compile(
    rf"(?=[{UPPER} ./,-]{{0,80}}(?:TRƯỞNG|GIÁM ĐỐC|CHỦ TỊCH|BÍ THƯ|CHÁNH VĂN PHÒNG|CHỦ NHIỆM|THỦ TƯỚNG) {_RANK}[{UPPER}][{LOWER}])"
    rf"[{UPPER} ./,-]{{6,100}} {_RANK}(?P<name>[{UPPER}][{LOWER}]{{1,7}}(?: [{UPPER}][{LOWER}]{{1,7}}){{1,4}})$"
)
_COUNCIL = re.compile(
    rf"(?:UBND|[UỦ][ỷyỶY] ?[Bb]an [Nn]hân [Dd]ân) (?P<level>(?:[Pp]hường|[Xx]ã|[Tt]hị trấn|[Đđ]ặc khu|[Qq]uận|[Hh]uyện|[Tt]hị xã"
    rf"|[Tt]hành phố|[Tt]ỉnh))\b(?P<name>(?: [{UPPER}][{LOWER}]{{0,7}}){{0,4}})"
)
_PLACE = re.compile(rf"(?:phường|xã|thị trấn|đặc khu|thành phố|tỉnh)(?: [{UPPER}][{LOWER}]{{0,7}}){{1,5}}$")
# "ĐOÀN TNCS HỒ CHÍ MINH / BCH TỈNH LẠC HỒNG": the board is that of the body above, in its place.
_BOARD = re.compile(r"(?P<board>BCH|Ban Chấp hành|Ban Thường vụ|BTV) (?P<place>(?:phường|xã|thành phố|tỉnh|đặc khu) .{2,40})$")
# Titles of papers no list of types holds end the head as well.
_TITLE = re.compile(r"(?:PHIẾU|LỊCH|GIẤY|DANH SÁCH|DANH MỤC|BẢNG|BIỂU|SỔ|ĐƠN|THƯ|LỜI|NỘI QUY|MẪU|BẢN) ")
_PLACE_LINE = re.compile(r"(?:PHƯỜNG|XÃ|THÀNH PHỐ|TỈNH|HUYỆN|QUẬN|THỊ XÃ|ĐẶC KHU|THỊ TRẤN|XÃ HỘI|TP)\b")
_LEVEL = re.compile(r"^(?:[Pp]hường|[Xx]ã|[Tt]hành phố|[Tt]ỉnh|[Đđ]ặc khu) ")
_PARTY = re.compile(r"(?:Đảng [uủ][ỷy]|Đảng bộ|Ban Chấp hành Đảng bộ) (?P<level>phường|xã|đặc khu)\b")
_LEADS_IN = re.compile(
    rf"(?:^|[.,] |\n)(?P<who>[{UPPER}][^,.;:\n]{{4,60}}?)(?: cũng| có ý kiến)? (?:yêu cầu|chỉ đạo)(?: [^,.:\n]{{1,80}})?: ?\n"
)
_IN_OFFICE = re.compile(r"(?:Phó )?Thủ tướng Chính phủ$|Bộ trưởng Bộ |Chủ tịch (?:UBND|Ủy ban)|Ban Chỉ đạo ")
_ANNOUNCES = re.compile(
    rf"(?:^|[.,] |\n)(?P<who>[{UPPER}][^,.;:\n]{{4,70}}?)(?: cũng| xin| sẽ)? (?:thông báo|yêu cầu|đề nghị|trân trọng)\b"
)


def foot_start(lines: Sequence[Line]) -> int | None:
    """The index of the line where recipients or signature begin, or None when the document has neither."""
    for at, line in enumerate(lines):
        if _RECIPIENTS.match(line.text) and at:
            return _signed_above(lines, at)
    for at in range(1, len(lines)):
        if len(lines) - at < _FOOT_LINES and (_SIGN_HERE.match(lines[at].text) or _are_posts(lines[at])):
            return at - 1 if _SIGN_HERE.match(lines[at].text) else at
    for at in range(len(lines) - 1, max(len(lines) - _FOOT_LINES, 0), -1):
        if _AUTHORITY.match(bare(lines[at].text)):
            return at
    for at in range(len(lines) - 1, max(len(lines) - 6, 0), -1):
        if _POST.match(bare(lines[at].text)) and lines[at].text.isupper() and len(lines[at].text) < 60:
            return at
    return None


def _signed_above(lines: Sequence[Line], at: int) -> int:
    """Where the foot begins when the signature stands over the recipients: at its post in capitals, within a few lines."""
    for above in range(at - 1, max(at - _SIGNATURE_LINES, 0), -1):
        said = bare(lines[above].text)
        if said.isupper() and len(said) < 60 and (_POST.match(said) or _AUTHORITY.match(said)):
            return above - 1 if _AUTHORITY.match(bare(lines[above - 1].text)) else above
        if not (_NAME.match(said) or said.isupper() or _SIGN_HERE.search(said)):
            break
    return at


def _are_posts(line: Line) -> bool:
    """Two posts side by side: "THƯ KÝ          CHỦ TRÌ"."""
    parts = columns(line)
    return len(parts) > 1 and all(part.isupper() for part in parts) and any(_GIVES.match(part) for part in parts)


def columns(line: Line) -> list[str]:
    """What a line of the foot says, column by column."""
    return [part for raw in _COLUMNS.split(line.text) if (whole := bare(raw)) for part in _side_by_side(whole)]


def _side_by_side(part: str) -> list[str]:
    """Recipients and signature on one line with a single blank between their columns, parted: "- Như trên; PHÓ GIÁM ĐỐC",
    "Nơi nhận: TM. ỦY BAN NHÂN DÂN", "- Lưu: VT. Lê Thị Hạ"."""
    label = _RECIPIENTS.match(part)
    cuts = [label.end() + 1] if label else [found.end() for found in _CUT.finditer(part)] if part[0] in "-+" else []
    for cut in cuts:
        right = part[cut:].lstrip(": ")
        posted = right.isupper() and (_AUTHORITY.match(right) or _POST_WORD.search(right)) and not right.startswith(("-", "+"))
        if posted or (_KEPT.match(part) and part[cut - 2] != "," and _NAME.match(right)):
            return [part[:cut].rstrip(), right]
    return [part]


def signer(foot: Sequence[Sequence[str]]) -> str | None:
    """The name under the authority and post; ``foot`` holds the columns of each of its lines."""
    if beside := _giver(foot):
        return beside
    parts = [said for line in foot for part in line if (said := " ".join(_SIGN_HERE.sub(" ", part).split()))]
    posts = (i for i, p in enumerate(parts) if _AUTHORITY.match(p) or (p.isupper() and _POST_WORD.search(p)) or _NAME_BEHIND_POST.match(p))
    last = max(posts, default=None)
    if last is None:
        return None
    if named := _NAME_BEHIND_POST.match(parts[last]):
        return named["name"]
    for part in parts[last + 1 : last + 12]:
        if _STAMP.search(part):
            continue
        if _POST_WORD.search(part.upper()) and (part.isupper() or (part.istitle() and not _NAMED_LIKE_A_POST.match(part))):
            continue
        found = _NAME.match(part) or _CAPS_NAME.match(part)
        if found:
            return found["name"] if not found["name"].isupper() else found["name"].title()
    return None


def _giver(foot: Sequence[Sequence[str]]) -> str | None:
    """The name under "Người giao việc" or "CHỦ TRÌ" where those who give and take, preside and write sign side by side."""
    column: int | None = None
    for parts in foot:
        if len(parts) > 1:
            column = next((i for i, part in enumerate(parts) if _GIVES.match(part)), column)
        if column is not None and column < len(parts) and (found := _NAME.match(parts[column])) and not _GIVES.match(parts[column]):
            return found["name"]
    return None


def _authority(parts: Sequence[str]) -> str | None:
    """The organ the signer stands for ("TM. ĐOÀN KIỂM TRA" → "ĐOÀN KIỂM TRA"), in capitals as written."""
    for i, part in enumerate(parts):
        found = re.match(r"T/?M ?[.:] ?(.+)", part)
        if found:
            organ = found.group(1)
            # "TM. ỦY BAN NHÂN / DÂN": a narrow column breaks the name.
            if organ.endswith((" NHÂN", " BAN")) and i + 1 < len(parts):
                organ += " " + parts[i + 1]
            return organ
    return None


def issuer(text: str, organs: Sequence[str], place: str | None, symbol: str | None, foot: Sequence[Sequence[str]]) -> str | None:
    """The issuing organ: from the lines above the number; else from authority, symbol and the body, never from nothing. ``foot`` holds
    the columns of each line of the foot."""
    named = _from_organs(organs)
    if named:
        return _complete(_with_place(named, place), text, place)
    parts = [part for line in foot for part in line]
    stands_for = _authority(parts)
    if stands_for and not stands_for.startswith(("ỦY BAN NHÂN DÂN", "UỶ BAN NHÂN DÂN", "UBND")):
        return name_case(stands_for)
    by_chairman = any("CHỦ TỊCH" in part and (part.startswith(("TL", "KT", "TUQ")) or part == "CHỦ TỊCH") for part in parts)
    tokens = re.split(r"[-/]", symbol or "")
    if "ĐU" in tokens and (committee := _party_committee(text, place)):
        return committee
    if stands_for or by_chairman or "UBND" in tokens:
        council = _council(text, place)
        if council:
            return council
    if asking := _asking(text):
        return asking
    for found in reversed(list(_ANNOUNCES.finditer(text[-6000:]))):
        words = words_of(found["who"])
        if HEADS.at(words.low, 0) or _IN_OFFICE.match(found["who"]):
            return found["who"]
    return None


def _council(text: str, place: str | None) -> str | None:
    """The people's committee the text speaks of as its own: by far the most named one, completed by the place of signing."""
    counts: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for found in _COUNCIL.finditer(text):
        level = found["level"]
        counts[level.lower()] += 1
        if found["name"]:
            names[level.lower() + found["name"]] += 1
    local = _LEVEL.sub("", place or "")
    if local:
        level = re.search(r"\b([Pp]hường|[Xx]ã|[Tt]hị trấn|[Đđ]ặc khu|[Tt]hành phố|[Tt]ỉnh) " + re.escape(local), f"{text} {place}")
        if level and (level.group(1).lower() in counts or not counts):
            return f"Ủy ban nhân dân {level.group(1).lower()} {local}"
    if not counts:
        return None
    best = counts.most_common(1)[0][0]
    full = [n for n, _ in names.most_common() if n.startswith(best)]
    return f"Ủy ban nhân dân {full[0] if len(full) == 1 else best}"


def _party_committee(text: str, place: str | None) -> str | None:
    """The Party committee of the commune the text speaks of, named after the place of signing."""
    found = _PARTY.search(text)
    local = _LEVEL.sub("", place or "")
    return f"Đảng ủy {found['level'].lower()} {local}" if found and local else None


def _asking(text: str) -> str | None:
    """Whoever asks in the sentence that leads to the works: "..., Thủ tướng Chính phủ yêu cầu:"."""
    for found in _LEADS_IN.finditer(text):
        words = words_of(found["who"])
        if HEADS.at(words.low, 0) or POSTS.at(words.low, 0):
            return found["who"]
    return None


def _from_organs(organs: Sequence[str]) -> str | None:
    """Lines in capitals to names: a line that opens no office goes on with the one before; the lowest office issues."""
    names: list[str] = []
    for organ in organs:
        if _TITLE.match(organ) or _AUTHORITY.match(organ):
            break
        opens = HEADS.at(words_of(organ).low, 0) and not _PLACE_LINE.match(organ)
        if opens or not names:
            if opens:
                names.append(organ)
        else:
            names[-1] += " " + organ
    return _placed([name_case(name) for name in names]) if names else None


def _placed(names: Sequence[str]) -> str:
    """The lowest office; one named without its place takes that of the office above ("Văn phòng Sở", "Phòng Kinh tế")."""
    name = names[-1]
    above = names[-2] if len(names) > 1 else ""
    if name in ("Ban Chấp hành", "Ban Thường vụ") and above:
        return f"{name} {above}"
    if name == "Văn phòng" and above:
        return f"{name} {above}"
    if name == "Đảng ủy" and above.startswith("Đảng bộ "):
        return f"{name} {above.removeprefix('Đảng bộ ')}"
    last = name.rsplit(" ", 1)[-1]
    if last in ("Sở", "Bộ", "Cục", "Ban") and above.startswith(last + " "):
        return f"{name[: -len(last)]}{above}"
    if (board := _BOARD.match(name)) and above.startswith(("Đoàn", "Hội", "Công đoàn", "Đảng bộ", "Liên đoàn")):
        return f"{board['board']} {above} {board['place']}"
    place = _PLACE.search(above)
    named = name.startswith(("Phòng ", "Sở ", "Trung tâm ", "Trạm ", "Văn phòng HĐND", "Văn phòng Hội", "Thanh tra "))
    if place and named and not _PLACE.search(name) and not name.endswith(("thành phố", "tỉnh", "xã", "phường")):
        return f"{name} {place.group()}"
    return name


def _with_place(name: str, place: str | None) -> str:
    """The place of signing keeps its capitals in a name that was written in capitals only: "Bệnh viện Đa khoa Hồng Phát"."""
    local = _LEVEL.sub("", place or "")
    at = name.lower().find(local.lower()) if local else -1
    return name[:at] + local + name[at + len(local) :] if at > 0 else name


def _complete(name: str, text: str, place: str | None) -> str:
    """A head that says only "ỦY BAN NHÂN DÂN" is completed by the body."""
    return (_council(text, place) or name) if name == "Ủy ban nhân dân" else name
