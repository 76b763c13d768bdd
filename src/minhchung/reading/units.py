"""Who must act and with whom: the unit in the clause, in its heading, in the lead-in, or the addressee of the letter."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from minhchung.reading.circle import BARE_PLACES, is_everyone
from minhchung.reading.clauses import answers_for, has_predicate, is_action, is_decision
from minhchung.reading.doers import LEADING, doer_after_request, doer_before_colon
from minhchung.reading.forms import after_occasion, announces, issuer_speaks, told_request
from minhchung.reading.marks import LABEL
from minhchung.reading.model import ALL
from minhchung.reading.names import unit_list
from minhchung.reading.proper import Name
from minhchung.reading.words import GROUPS, HEADS, OPENERS, REQUESTS, STAFF, TITLE_REQUESTS, Phrases, Words, words_of
from minhchung.text.normal import lower

_ASKING = {"giao", "đề", "yêu", "phân", "mời"}
# "Trợ lý hậu cần (kiêm nhiệm)": a remark in brackets is no unit.
_REMARK = re.compile(r"(?:<br ?/?>)? ?\([^()]{0,80}\)")
_COOPERATION = re.compile(r"(?:đơn vị|cơ quan)? ?phối hợp$")
_PARTNER = re.compile(
    r"làm việc (?:với|tại) (?:lãnh đạo |thường trực |ban thường vụ |đoàn công tác |cán bộ chủ chốt )?(?P<unit>[^,;.()]{4,60})",
    re.IGNORECASE,
)
# Who signs and tells others; at the start of a sentence that asks somebody else it is not the one who must act.
_ISSUERS = Phrases(
    "ubnd, ủy ban nhân dân, chủ tịch, phó chủ tịch, thủ tướng, phó thủ tướng, ban thường vụ, bí thư, phó bí thư, thường trực, đồng chí"
)
_LEADS = (["chủ", "trì"], ["tham", "mưu"], ["thực", "hiện"], ["phụ", "trách"], ["chịu", "trách"], ["tổng", "hợp"], ["theo", "dõi"])
_NO_ACTS = {
    "đã",
    "được",
    "còn",
    "chưa",
    "bị",
    "đang",
    "sẽ",
    "vẫn",
    "luôn",
    "là",
    "có",
    "của",
    "và",
    "thuộc",
    "gồm",
    "đạt",
    "này",
    "trên",
    "số",
    "hoặc",
    "với",
    "như",
    "cũng",
    "đều",
}


@dataclass(frozen=True, slots=True)
class Responsible:
    """The units found, the words that named them, where they stood (item, heading, lead-in, addressee) and by which rule."""

    units: tuple[str, ...]
    words: str
    origin: str
    rule: str
    asked: bool = False
    after: int = 0
    cooperating: tuple[str, ...] = ()


def _found(words: Words, names: Sequence[Name], origin: str, rule: str, *, asked: bool) -> Responsible:
    said = words.between(names[0].first, names[-1].after)
    return Responsible(tuple(dict.fromkeys(n.name for n in names)), said, origin, rule, asked, names[-1].after)


def unit_of_item(words: Words, *, ordered: bool = False, among_units: bool = False) -> Responsible | None:
    """The unit the clause itself tells to act, or None. ``ordered``: the clause stands where orders stand, so that any
    verb after the unit is an order; ``among_units``: the other items of its list begin with units."""
    found = _before_colon(words, among_units=among_units) or _at_start(words, 0, ordered=ordered) or _after_topic(words)
    found = found or _after_occasion(words)
    if found and not found.asked and _ISSUERS.at(words.low, 0) and (told := _after_request(words, found.after)):
        return told
    if found and not found.asked and _ISSUERS.at(words.low, 0) and announces(words, found.after):
        return None
    if found:
        return _with_later_sentences(words, found)
    if is_action(words, 0) and not is_decision(words.text):
        # "Thực hiện Công văn số ..., Sở Nội vụ đề nghị ...": outside a list the verb only opens the ground.
        return (None if ordered else _after_request(words, 0)) or _in_brackets(words)
    return _after_request(words, 0) or _after_ground(words) or _by_whom(words) or _in_brackets(words)


def _before_colon(words: Words, *, among_units: bool) -> Responsible | None:
    """Whoever stands between the number and a colon with an order behind it, known or not: "Trưởng ấp: thành lập ..."."""
    colon = doer_before_colon(words, 0, among_units=among_units)
    if not colon:
        return None
    names = unit_list(words, 0)
    if not names or names[-1].after > colon or (names[-1].after < colon and len(names) == 1):
        names = [Name(words.between(0, colon), 0, colon)]
    elif names[-1].after < colon:
        names = [*names[:-1], Name(words.between(names[-1].first, colon), names[-1].first, colon)]
    return _found(words, names, "item", "đơn vị đứng trước dấu hai chấm", asked=False)


def _by_whom(words: Words) -> Responsible | None:
    """As in "Việc cắm mốc do Phòng A thực hiện": the unit stands between "do" and its verb."""
    low = words.low
    for at, word in enumerate(low):
        if word != "do" or low[at - 1 : at] in (["lý"], ["tự"]) or at == 0:
            continue
        names = unit_list(words, at + 1)
        if names and LEADING.at(low, names[-1].after):
            return _found(words, names, "item", "đơn vị đứng sau chữ “do”", asked=False)
    return None


def _in_brackets(words: Words) -> Responsible | None:
    """As in "... (Phòng A chủ trì)", "... (Giao Phòng A)", "... (Đơn vị thực hiện: Phòng A)"."""
    low = words.low
    for at, word in enumerate(low):
        if word != "(":
            continue
        start = at + 1
        label = LABEL.match(words.text, words.spans[start][0]) if start < len(low) else None
        if label and "thời" not in lower(label.group()) and "phối" not in lower(label.group()):
            start = words.at(label.end())
        asked = REQUESTS.at(low, start) if start < len(low) and low[start] in _ASKING else 0
        names = unit_list(words, start + asked)
        if names and (label or asked or low[names[-1].after : names[-1].after + 2] in _LEADS):
            return _found(words, names, "item", "đơn vị ghi trong ngoặc", asked=False)
    return None


def unit_of_later_request(words: Words) -> Responsible | None:
    """The unit a later sentence of an order asks: "Rà soát ... . Giao Phòng A tổng hợp"."""
    low = words.low
    for at in range(len(low) - 1):
        # Behind a comma only "giao" hands the work over; "đề nghị" may be what the doer itself asks of another.
        parted = low[at] in (".", ";") or (low[at] == "," and low[at + 1] == "giao")
        if parted and low[at + 1] in _ASKING and (step := REQUESTS.at(low, at + 1)):
            names = unit_list(words, at + 1 + step)
            if names and has_predicate(words, names[-1].after, asked=True):
                return _found(words, names, "item", "đơn vị đứng sau lời giao việc ở câu sau", asked=True)
    return None


def _at_start(words: Words, index: int, *, ordered: bool = False) -> Responsible | None:
    asked = 0
    while (step := REQUESTS.at(words.low, index + asked)) and asked < 8:
        asked += step
    names = unit_list(words, index + asked)
    if asked and not names and words.low[index] not in ("đối", "riêng", "về"):
        names = unit_list(words, index + asked, bare=True)
    if asked and not names and (end := doer_after_request(words, index + asked)) > index + asked:
        names = [Name(words.between(index + asked, end), index + asked, end)]
    if not names or (not asked and names[0].first == names[-1].after):
        return None
    after = names[-1].after
    clear = asked and words.low[index] in _ASKING
    loose = (
        ordered
        and after < len(words.low)
        and words.low[after].isalpha()
        and not words.starts_big(after)
        and words.low[after] not in _NO_ACTS
    )
    if not (has_predicate(words, after, asked=bool(asked)) or loose) or (answers_for(words, after) and not clear):
        return None
    if not asked and after >= len(words.low):
        return None
    if not asked and GROUPS.at(words.low, index) and not _has_name(words, index, names):
        return None
    return _found(words, names, "item", "đơn vị đứng sau lời giao việc" if asked else "đơn vị đứng đầu ý", asked=bool(clear))


def _has_name(words: Words, index: int, names: Sequence[Name]) -> bool:
    """A bare common noun ("đơn vị ...") at the start acts only when it is a name."""
    if not names[0].group or STAFF.at(words.low, index):
        return True
    return words.low[index] in ("các", "những", "mỗi", "từng", "mọi", "toàn", "tất")


def _after_topic(words: Words) -> Responsible | None:
    """As in "Báo cáo tháng: Sở Tài chính tổng hợp ..."."""
    for index, word in enumerate(words.low[:40]):
        if word == ":":
            return _at_start(words, index + 1)
        if word in (".", ";"):
            return None
    return None


def _after_request(words: Words, index: int) -> Responsible | None:
    """As in "Để ..., yêu cầu các phòng, đơn vị ..."."""
    low = words.low
    for at in range(index, len(low)):
        if low[at] not in _ASKING:
            continue
        step = REQUESTS.at(low, at)
        if not step or told_request(words, at):
            continue
        names = unit_list(words, at + step)
        if names and has_predicate(words, names[-1].after, asked=True):
            return _found(words, names, "item", "đơn vị đứng sau lời giao việc trong câu", asked=True)
    return None


def _after_occasion(words: Words) -> Responsible | None:
    """As in "Kết thúc từng đợt, Phòng A báo cáo ...": the doer stands after the comma."""
    start = after_occasion(words)
    names = unit_list(words, start) if start else []
    return _at_start(words, start) if names and is_action(words, names[-1].after) else None


def _after_ground(words: Words) -> Responsible | None:
    """As in "Căn cứ ..., Phòng A rà soát ..."."""
    if not OPENERS.at(words.low, 0):
        return None
    for at, word in enumerate(words.low):
        if word in (",", ";", ".") and (names := unit_list(words, at + 1)) and is_action(words, names[-1].after):
            return _found(words, names, "item", "đơn vị đứng sau phần căn cứ, điều kiện", asked=False)
    return None


def _with_later_sentences(words: Words, first: Responsible) -> Responsible:
    """A second sentence may tell a second unit to act."""
    units = dict.fromkeys(first.units)
    for at in range(first.after, len(words.low) - 1):
        if words.low[at] in (".", ";") and words.starts_big(at + 1):
            more = _at_start(words, at + 1)
            acts = more and (is_action(words, more.after) or words.low[more.after : more.after + 1] == [":"])
            if more and acts and not answers_for(words, more.after):
                units.update(dict.fromkeys(more.units))
    return Responsible(tuple(units), first.words, first.origin, first.rule, first.asked, first.after)


def unit_of_heading(words: Words) -> Responsible | None:
    """The unit a title names: "2.1. Giao Phòng A", "Đối với Phòng A:", "Trách nhiệm của Phòng A", "Phòng A"."""
    asked = 0
    while (step := max(REQUESTS.at(words.low, asked), TITLE_REQUESTS.at(words.low, asked))) and asked < 8:
        asked += step
    names = unit_list(words, asked)
    if not names:
        return None
    after = names[-1].after
    rest = _short_rest(words, after)
    if rest > after:
        names = [*names[:-1], Name(words.between(names[-1].first, rest), names[-1].first, rest)]
        after = rest
    if after < len(words.low) and not has_predicate(words, after, asked=bool(asked)):
        return None
    return _found(words, names, "heading", "đơn vị ở đề mục", asked=False)


def _short_rest(words: Words, at: int) -> int:
    """A few small words that end the title belong to the last name: "Giáo viên chủ nhiệm, giáo viên bộ môn"."""
    for end in range(at, min(at + 5, len(words.low) + 1)):
        if end == len(words.low) or words.low[end] == ":":
            return end
        numbered = words.low[end] == "-" or (words.low[end].isalnum() and not words.text[words.spans[end][0]].islower())
        if (not words.low[end].isalpha() or words.starts_big(end)) and not numbered:
            break
        if is_action(words, end) and (LEADING.at(words.low, end) or end > at + 1):
            break
    return at


def unit_of_title(words: Words) -> Responsible | None:
    """A title under "Tổ chức thực hiện" that is no action and no subject matter is taken as a name whole."""
    low = words.low
    if not low or len(low) > 14 or is_action(words, 0) or OPENERS.at(low, 0) or not words.starts_big(0):
        return None
    if low[0] in ("công", "nội", "một", "nhiệm", "chế", "kinh", "thời", "các", "việc", "lĩnh", "giải", "nhóm") and not HEADS.at(low, 0):
        return None
    name = words.text.strip(" :.")
    return Responsible((name,), name, "heading", "đề mục là tên đơn vị", after=len(low))


def unit_of_lead_in(words: Words) -> Responsible | None:
    """The unit a lead-in asks: "..., đề nghị các phòng chuyên môn:"; the last one asked counts."""
    low = words.low
    for at in range(len(low) - 1, -1, -1):
        step = REQUESTS.at(low, at) if low[at] in _ASKING else 0
        names = unit_list(words, at + step) if step else []
        if names and (names[-1].after >= len(low) or has_predicate(words, names[-1].after, asked=True)):
            return _found(words, names, "lead-in", "đơn vị ở câu dẫn", asked=True)
    if issuer_speaks(words):
        return None
    found = unit_of_item(words)
    return Responsible(found.units, found.words, "lead-in", "đơn vị ở câu dẫn", found.asked, found.after) if found else None


def unit_of_addressees(addressees: Sequence[str]) -> Responsible | None:
    """Everybody the letter is addressed to."""
    if not addressees:
        return None
    names: list[str] = []
    for addressee in addressees:
        names.extend(split_units(addressee))
    return Responsible(tuple(dict.fromkeys(names)), "; ".join(addressees), "addressee", "nơi nhận ở phần Kính gửi")


def split_units(text: str) -> list[str]:
    """The units of a cell or an addressee line; the whole text when it is no name the grammar knows."""
    text = _REMARK.sub(" ", text).strip() or text
    words = words_of(text)
    names = unit_list(words, 0, bare=True)
    if names and names[-1].after >= len(words.low) - 1:
        return [n.name for n in names]
    parts = [p.strip(" .-") for p in re.split(r"[;\n]|<br ?/?>", text)]
    return [p for p in parts if p]


def meeting_partner(texts: Sequence[str]) -> Responsible | None:
    """As in "... tại buổi làm việc với lãnh đạo tỉnh X": the conclusions of such a meeting are for X."""
    for text in texts:
        found = _PARTNER.search(text)
        if not found:
            continue
        words = words_of(found["unit"])
        names = unit_list(words, 0, bare=True)
        if names:
            name = names[0].name
            return Responsible((name,), name, "lead-in", "nơi cuộc làm việc kết luận cho")
    return None


def as_said(found: Responsible, addressees: Sequence[str], partner: Responsible | None) -> tuple[tuple[str, ...], str]:
    """(units, the words): ALL when everybody is meant; a bare "Tỉnh" is the one the meeting was with."""
    if is_everyone(found.words, addressees) and len(found.units) <= 8:
        return (ALL,), found.words
    units = tuple(
        partner.units[0] if partner and lower(u) in BARE_PLACES and lower(partner.units[0]).startswith(lower(u)) else u for u in found.units
    )
    return units, found.words
