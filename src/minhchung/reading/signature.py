"""The foot of a document: recipients, authority, signer; and from them the issuing organ when the head lost it."""

import re
from collections import Counter
from collections.abc import Sequence

from minhchung.reading.header import bare
from minhchung.reading.layout import Line
from minhchung.reading.script import LOWER, UPPER
from minhchung.reading.words import FIELDS, HEADS, words_of

_RECIPIENTS = re.compile(r"[-*_ |#]{0,6}(?:N[ơƠ]I NH[ậẬ]N|Nơi nhận)\b", re.IGNORECASE)
_AUTHORITY = re.compile(rf"(?:T/?M|K/?T|T/?L|TUQ|T\.?U\.?Q|Q)\s?[.:]\s?[{UPPER}]")
_POST = re.compile(
    r"(?:CHỦ TỊCH|PHÓ CHỦ|TRƯỞNG|PHÓ TRƯỞNG|GIÁM ĐỐC|PHÓ GIÁM|CHÁNH|PHÓ CHÁNH|BÍ THƯ|PHÓ BÍ|HIỆU TRƯỞNG|PHÓ HIỆU|BỘ TRƯỞNG"
    r"|THỨ TRƯỞNG|THỦ TƯỚNG|PHÓ THỦ|CỤC TRƯỞNG|CHỈ HUY|CHỦ NHIỆM|PHÓ CHỦ NHIỆM|CHỦ TRÌ|CHỦ TỌA|TỔ TRƯỞNG|TỔNG GIÁM|CHỦ HUY"
    r"|VIỆN TRƯỞNG|TRẠM TRƯỞNG|NGƯỜI LẬP)"
)
_NAME = re.compile(rf"(?:(?:TS|ThS|BS|PGS|GS|CN|KS)\.? ?)?(?P<name>[{UPPER}][{LOWER}]{{0,7}}(?: [{UPPER}][{LOWER}]{{0,7}}){{1,5}})$")
_CAPS_NAME = re.compile(rf"(?P<name>[{UPPER}]{{2,7}}(?: [{UPPER}]{{1,7}}){{1,4}})$")
_STAMP = re.compile(r"(?:Người ký|Ký bởi|Signed|Email|Cơ quan|Thời gian ký|Ngày ký)\s?:", re.IGNORECASE)
_COLUMNS = re.compile(r"\s{3,}|\|")
_COUNCIL = re.compile(
    rf"(?:UBND|[UỦ][ỷyỶY] ?[Bb]an [Nn]hân [Dd]ân) (?P<level>(?:[Pp]hường|[Xx]ã|[Tt]hị trấn|[Đđ]ặc khu|[Qq]uận|[Hh]uyện|[Tt]hị xã"
    rf"|[Tt]hành phố|[Tt]ỉnh))\b(?P<name>(?: [{UPPER}][{LOWER}]{{0,7}}){{0,4}})"
)
_ANNOUNCES = re.compile(rf"(?:^|[.,] |\n)(?P<who>[{UPPER}][^,.;:\n]{{4,70}}?) (?:xin )?(?:thông báo|yêu cầu|đề nghị|trân trọng)\b")


def foot_start(lines: Sequence[Line]) -> int | None:
    """The index of the line where recipients or signature begin, or None when the document has neither."""
    for at, line in enumerate(lines):
        if _RECIPIENTS.match(line.text) and at:
            return at
    for at in range(len(lines) - 1, max(len(lines) - 25, 0), -1):
        if _AUTHORITY.match(bare(lines[at].text)):
            return at
    for at in range(len(lines) - 1, max(len(lines) - 6, 0), -1):
        if _POST.match(bare(lines[at].text)) and lines[at].text.isupper() and len(lines[at].text) < 60:
            return at
    return None


def _parts(lines: Sequence[Line]) -> list[str]:
    return [part for line in lines for raw in _COLUMNS.split(line.text) if (part := bare(raw))]


def signer(lines: Sequence[Line]) -> str | None:
    """The name under the authority and post; ``lines`` is the foot."""
    parts = _parts(lines)
    last = max((i for i, p in enumerate(parts) if _AUTHORITY.match(p) or (p.isupper() and _POST.match(p))), default=None)
    if last is None:
        return None
    for part in parts[last + 1 : last + 12]:
        if _STAMP.search(part):
            continue
        found = _NAME.match(part) or (_CAPS_NAME.match(part) if not _POST.match(part) else None)
        if found:
            return found["name"] if not found["name"].isupper() else found["name"].title()
    return None


def authority(lines: Sequence[Line]) -> str | None:
    """The organ the signer stands for ("TM. ĐOÀN KIỂM TRA" → "ĐOÀN KIỂM TRA"), in capitals as written."""
    parts = _parts(lines)
    for i, part in enumerate(parts):
        found = re.match(r"T/?M ?[.:] ?(.+)", part)
        if found:
            organ = found.group(1)
            # "TM. ỦY BAN NHÂN / DÂN": a narrow column breaks the name.
            if organ.endswith((" NHÂN", " BAN")) and i + 1 < len(parts):
                organ += " " + parts[i + 1]
            return organ
    return None


def issuer(text: str, organs: Sequence[str], place: str | None, symbol: str | None, foot: Sequence[Line]) -> str | None:
    """The issuing organ: from the lines above the number; else from authority, symbol and the body, never from nothing."""
    named = _from_organs(organs)
    if named:
        return _complete(named, text, place)
    stands_for = authority(foot)
    if stands_for and not stands_for.startswith(("ỦY BAN NHÂN DÂN", "UỶ BAN NHÂN DÂN", "UBND")):
        return name_case(stands_for)
    by_chairman = any("CHỦ TỊCH" in part and (part.startswith(("TL", "KT", "TUQ")) or part == "CHỦ TỊCH") for part in _parts(foot))
    tokens = re.split(r"[-/]", symbol or "")
    if stands_for or by_chairman or "UBND" in tokens:
        council = _council(text, place)
        if council:
            return council
    for found in reversed(list(_ANNOUNCES.finditer(text[-6000:]))):
        words = words_of(found["who"])
        if HEADS.at(words.low, 0):
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
    local = re.sub(r"^(?:[Pp]hường|[Xx]ã|[Tt]hành phố|[Tt]ỉnh|[Đđ]ặc khu) ", "", place or "")
    if local:
        level = re.search(r"\b([Pp]hường|[Xx]ã|[Tt]hị trấn|[Đđ]ặc khu|[Tt]hành phố|[Tt]ỉnh) " + re.escape(local), f"{text} {place}")
        if level and (level.group(1).lower() in counts or not counts):
            return f"Ủy ban nhân dân {level.group(1).lower()} {local}"
    if not counts:
        return None
    best = counts.most_common(1)[0][0]
    full = [n for n, _ in names.most_common() if n.startswith(best)]
    return f"Ủy ban nhân dân {full[0] if len(full) == 1 else best}"


def _from_organs(organs: Sequence[str]) -> str | None:
    """Lines in capitals to names: a line that opens no office goes on with the one before; the lowest office issues."""
    names: list[str] = []
    for organ in organs:
        opens = HEADS.at(words_of(organ).low, 0) and not re.match(r"(?:PHƯỜNG|XÃ|THÀNH PHỐ|TỈNH|ĐẶC KHU|THỊ TRẤN|XÃ HỘI|TP)\b", organ)
        if opens or not names:
            if opens:
                names.append(organ)
        else:
            names[-1] += " " + organ
    return name_case(names[-1]) if names else None


def _complete(name: str, text: str, place: str | None) -> str:
    """A head that says only "ỦY BAN NHÂN DÂN" is completed by the body."""
    return (_council(text, place) or name) if name == "Ủy ban nhân dân" else name


_LEVELS = {"phường", "xã", "tỉnh", "phố", "quận", "huyện", "trấn", "khu", "thpt", "thcs"}
_SHORT = {"ubnd", "hđnd", "thpt", "thcs", "mttq", "tp", "ubmttq", "ccb", "lhpn", "tncs"}


def name_case(capitals: str) -> str:
    """A name set in capitals in the usual spelling: "ỦY BAN NHÂN DÂN PHƯỜNG VÂN KHÊ" → "Ủy ban nhân dân phường Vân Khê"."""
    words = words_of(capitals)
    out: list[str] = []
    proper = False
    big: set[int] = {0}
    at = HEADS.at(words.low, 0)
    while at < len(words.low):
        step = FIELDS.at(words.low, at)
        if step:
            big.add(at)
            big.update(i + 1 for i in range(at, at + step - 1) if words.low[i] in ("-", "và", ","))
        elif HEADS.at(words.low, at):
            big.add(at)
            step = HEADS.at(words.low, at)
        at += max(step, 1)
    for i, word in enumerate(words.low):
        if word in _SHORT:
            spelled = word.upper()
        elif proper or (i in big and not (word in _LEVELS and i)):
            spelled = word[:1].upper() + word[1:]
        else:
            spelled = word
        out.append(spelled)
        proper = (proper or word in _LEVELS) and word != "và"
    return " ".join(out).replace(" ,", ",")
