"""Who must act by a title: the unit it names, the unit said at its end, and what only looks like a unit's name."""

import re

from minhchung.reading.circle import is_everyone
from minhchung.reading.clauses import has_predicate, is_action
from minhchung.reading.cooperation import cooperating_units
from minhchung.reading.doers import LEADING, names_things, request_at
from minhchung.reading.marks import LABEL
from minhchung.reading.names import unit_list
from minhchung.reading.proper import STOPS, Name
from minhchung.reading.responsible import Responsible, found_units
from minhchung.reading.subjects import with_dashes
from minhchung.reading.words import (
    ACTIONS,
    ADVERBS,
    ARTICLES,
    FIELDS,
    GROUPS,
    HEADS,
    NOT_HEADS,
    OPENERS,
    PERSONS,
    POSTS,
    THINGS,
    TITLE_REQUESTS,
    Phrases,
    Words,
    words_of,
)
from minhchung.text.normal import lower

# What a place or office is to become: "Chính quyền số", "Khu phố văn minh", "Văn phòng không giấy" are aims, nobody's names.
_AIMS = Phrases(
    """số, điện tử, thông minh, văn minh, hạnh phúc, an toàn, kiểu mẫu, kiểu mới, xanh, sạch, nông thôn mới, tự nguyện, không,
    vì, thân thiện, bền vững, và phí, thu nhập, giá trị, đoàn kết, khởi nghiệp"""
)
_AIMING = {"chính", "khu", "thôn", "ấp", "xã", "phường", "thành", "tỉnh", "văn", "thuế", "bảo", "trường", "doanh", "tổ"}
# Teams are named after their work: "Tổ Cảnh sát quản lý hành chính về trật tự xã hội".
_TEAMS = {"tổ", "đội", "nhóm", "đoàn", "cục", "bộ", "trạm", "ban", "trung", "hội"}
_LONGEST_TEAM = 16
_LONGEST_END = 90
# A unit behind the title: "Thu ngân sách - Giao Phòng A chủ trì", "Xây dựng nông thôn mới. Chủ trì: Phòng A".
_AT_END = re.compile(
    r"(?:[.;,]|[.;,]? -)? (?=(?:[Gg]iao|[Pp]hân công) |(?:[Cc]ơ quan|[Đđ]ơn vị) (?:chủ|thực|phụ|tham)"
    r"|(?:[Cc]hủ trì|[Pp]hụ trách|[Tt]hực hiện|[Tt]rách nhiệm)(?: thực hiện)? ?:)"
)
# "Yêu cầu chung đối với các đơn vị", "Nhiệm vụ cụ thể của Phòng A": what stands before the name of whose they are.
_WHOSE = re.compile(
    r"(?:một số |các |những )?(?:yêu cầu|nhiệm vụ|trách nhiệm|nội dung|công việc|phần việc|việc)(?: công việc| nhiệm vụ)?"
    r"(?: chung| cụ thể| riêng| chính| trọng tâm| chủ yếu)?(?: giao)?(?: đối với| dành cho| của| cho| với)? $"
)
_OPENS_WHOSE = {"một", "các", "những", "yêu", "nhiệm", "trách", "nội", "công", "phần", "việc"}
_LONGEST_WHOSE = 9
_PARTY = re.compile(r"(?:ban thường vụ |thường trực |ban chấp hành )?(?:đảng (?:ủy|uỷ|bộ)|chi (?:bộ|ủy|uỷ)|cấp ủy|thành ủy|tỉnh ủy)")
# A general title that names nobody under a part on organisation.
_NO_NAMES = {"công", "nội", "một", "nhiệm", "chế", "kinh", "thời", "các", "việc", "lĩnh", "giải", "nhóm"}

# What begins the words that tell which of a group are meant.
_WHICH = {"chưa", "đang", "đã", "còn", "được", "không", "có"}
_LONGEST_WHICH = 8


def unit_named(words: Words) -> Responsible | None:
    """The unit a title names: "2.1. Giao Phòng A", "Đối với Phòng A:", "Trách nhiệm của Phòng A", "Phòng A - Khoa B"."""
    asked = _before_name(words)
    names = unit_list(words, asked)
    if not names and (told := _bare_group(words, asked)):
        names = told
    if team := _team(words, asked, names):
        names = [team]
    if not names or _is_aim(words, names):
        return None
    names = with_dashes(words, names)
    after = names[-1].after
    if through := _through(words, names):
        return through
    rest = max(_short_rest(words, after), _small_rest(words, names), _which_rest(words, names[-1]))
    if rest > after:
        names = [*names[:-1], Name(words.between(names[-1].first, rest), names[-1].first, rest)]
        names = with_dashes(words, names)
        after = names[-1].after
    if after < len(words.low) and not has_predicate(words, after, asked=bool(asked)):
        return None
    return found_units(words, names, "heading", "đơn vị ở đề mục", asked=False)


def _before_name(words: Words) -> int:
    """How many words of asking or telling whose it is stand before the name."""
    low = words.low
    for end in range(min(_LONGEST_WHOSE, len(low) - 1), 2, -1) if low and low[0] in _OPENS_WHOSE else ():
        if low[end - 1] in ("với", "của", "cho", "giao") and _WHOSE.match(" ".join(low[:end]) + " "):
            return end
    asked = 0
    while (step := max(request_at(words, asked), TITLE_REQUESTS.at(low, asked))) and asked < 8:
        asked += step
    return asked


def _through(words: Words, names: list[Name]) -> Responsible | None:
    """As in "Đề nghị UBND tỉnh chỉ đạo Sở A:": the work is for whom it sees to; whoever leads ("Đảng ủy xã lãnh đạo UBND xã:") does it
    itself."""
    low, at = words.low, names[-1].after
    if low[at : at + 2] not in (["chỉ", "đạo"], ["lãnh", "đạo"]) or words.starts_big(at):
        return None
    led = unit_list(words, at + 2, bare=True)
    end = len(low) - (low[-1] == ":")
    if not led or led[-1].after < end:
        return None
    who = led if low[at] == "chỉ" else names
    return found_units(words, who, "heading", "đơn vị ở đề mục", asked=False)._replace(after=len(low))


def unit_at_end(words: Words) -> Responsible | None:
    """The unit said behind a matter: "Lĩnh vực kinh tế (giao Phòng A)", "Thu ngân sách. Đơn vị chủ trì: Phòng A"."""
    text = words.text.rstrip(" :.")
    if text.endswith(")") and (opened := text.rfind("(")) > 0:
        return _named_at(words, words.at(opened + 1), bracket=True)
    found = next((m for m in _AT_END.finditer(text) if m.start() and len(text) - m.end() < _LONGEST_END), None)
    return _named_at(words, words.at(found.end()), bracket=False) if found else None


def _named_at(words: Words, start: int, *, bracket: bool) -> Responsible | None:
    low = words.low
    label = LABEL.match(_begun_big(words.text[words.starts[start] :])) if start < len(low) else None
    if label and ("thời" in lower(label.group()) or "phối" in lower(label.group())):
        return None
    if label:
        start = words.at(words.starts[start] + label.end())
    asked = request_at(words, start) if start < len(low) else 0
    names = unit_list(words, start + asked)
    if not names or (bracket and not (label or asked) and PERSONS.at(low, start)):
        return None
    after = names[-1].after
    leads = after < len(low) and (LEADING.at(low, after) or (bracket and low[after] in (")", ";", ",")))
    if not (leads or after >= len(low) or low[after] in (":", ".")) or low[after : after + 1] == ["phối"]:
        return None
    helpers = tuple(cooperating_units(words, [n.name for n in names]))
    return found_units(words, names, "heading", "đơn vị ghi ở cuối đề mục", asked=False)._replace(cooperating=helpers, after=len(low))


def _begun_big(text: str) -> str:
    return text[:1].upper() + text[1:]


def _is_aim(words: Words, names: list[Name]) -> bool:
    """Whether the title says what is to become of offices or places, and so names none of them."""
    low, head = words.low, names[0].first
    if names[0].after - head == ACTIONS.at(low, head) and low[names[0].after : names[0].after + 1] in ([","], ["và"]):
        # "Thanh tra, kiểm tra công vụ": the work, not the inspectors.
        return bool(ACTIONS.at(low, names[0].after + 1))
    if low[head] not in _AIMING or len(names) > 1:
        return False
    start = head + max(HEADS.at(low, head), GROUPS.at(low, head), 1)
    return start < len(low) and not words.starts_big(start) and bool(_AIMS.at(low, start))


def _bare_group(words: Words, at: int) -> list[Name]:
    """As in "Đơn vị được kiểm tra:": a group without its article, told by what befalls it."""
    low = words.low
    kind = GROUPS.at(low, at)
    names = unit_list(words, at, bare=True) if kind and low[at + kind : at + kind + 1] == ["được"] else []
    if not names and kind and low[at + kind : at + kind + 1] == ["được"]:
        end = len(low) - (low[-1] == ":")
        return [Name(words.between(at, end), at, end)] if end - at < _LONGEST_TEAM and all(w.isalpha() for w in low[at:end]) else []
    return names


def _team(words: Words, at: int, names: list[Name]) -> Name | None:
    """A team whose name is its work and fills the title; a verb that hands out a part ends a name."""
    low = words.low
    head = HEADS.at(low, at)
    if not head or low[at] not in _TEAMS or low[at : at + 2] == ["tổ", "chức"] or NOT_HEADS.at(low, at) or names_things(words, at):
        return None
    if len(names) > 1 or (names and names[0].after >= len(low)):
        return None
    end = len(low) - (low[-1] == ":")
    start = names[0].after if names else at + head
    joins = start < end and low[start] in ("và", "việc", "về") and start + 1 < end
    if (
        end - at > _LONGEST_TEAM
        or start >= end
        or not (ACTIONS.at(low, start + joins) or NOT_HEADS.at(low, start) or (names and low[start] == "về"))
    ):
        return None
    if low[at] == "hội" and not names:
        return None
    rest = range(start, end)
    if any(
        not low[i].isalpha() or (LEADING.at(low, i) == 2 and low[i - 1] != "việc") or low[i] in STOPS - {"về", "trên", "tại"} for i in rest
    ):
        return None
    if any(ADVERBS.at(low, i) > 1 or low[i] in ("các", "cho") for i in rest):
        return None
    return Name(words.between(at, end), at, end)


def _small_rest(words: Words, names: list[Name]) -> int:
    """A verb without an object that ends the title or stands before the next office is a part of the name: "Phòng Kế hoạch tổng hợp"."""
    low, at = words.low, names[-1].after
    verb = ACTIONS.at(low, at)
    if not verb or words.starts_big(at) or names[-1].group or (LEADING.at(low, at) and low[at : at + 2] != ["tổng", "hợp"]):
        return at
    end = at + max(verb, FIELDS.at(low, at))
    return end if end >= len(low) or low[end] in (":", "-") else at


def _which_rest(words: Words, last: Name) -> int:
    """As in "Đối với các đơn vị chưa được kiểm tra": the rest of the title tells which of the group are meant."""
    low = words.low
    end = len(low) - (low[-1] == ":")
    which = last.group and low[last.after : last.after + 1] and low[last.after] in _WHICH
    return end if which and end - last.after <= _LONGEST_WHICH and all(w.isalpha() for w in low[last.after : end]) else last.after


def _short_rest(words: Words, at: int) -> int:
    """A few small words that end the title belong to the last name: "Giáo viên chủ nhiệm, giáo viên bộ môn"."""
    start = at + (words.low[at : at + 1] == [","] and (PERSONS.at(words.low, 0) > 0 or _is_kind(words, at)))
    for end in range(start, min(start + 5, len(words.low) + 1)):
        if end == len(words.low) or words.low[end] in (":", "("):
            return end
        numbered = words.low[end] == "-" or (words.low[end].isalnum() and not words.text[words.starts[end]].islower())
        if (not words.low[end].isalpha() or words.starts_big(end)) and not numbered:
            break
        if is_action(words, end) and (LEADING.at(words.low, end) or end > at + 1):
            break
    return at


def _is_kind(words: Words, at: int) -> bool:
    """As in "Các cơ sở giáo dục mầm non, phổ thông:": behind the comma only another kind of the same group is told."""
    low = words.low
    return bool(ARTICLES.at(low, 0)) and not (GROUPS.at(low, at + 1) or is_action(words, at + 1) or OPENERS.at(low, at + 1))


def unit_of_title(words: Words) -> Responsible | None:
    """A title under "Tổ chức thực hiện" that is no action and no subject matter is taken as a name whole."""
    low = words.low
    if not low or len(low) > 14 or is_action(words, 0) or OPENERS.at(low, 0) or not words.starts_big(0):
        return None
    if NOT_HEADS.at(low, 0) and low[1:2] != ["viên"]:
        return None
    if names_things(words, 0) or _is_aim(words, [Name("", 0, 1)]) or (THINGS.at(low, 0) and not max(HEADS.at(low, 0), POSTS.at(low, 0))):
        return None
    if low[0] in _NO_NAMES and not HEADS.at(low, 0):
        return None
    name = words.text.strip(" :.")
    return Responsible((name,), name, "heading", "đề mục là tên đơn vị", after=len(low))


def speaks_of_others(words: Words, own: Responsible, titled: Responsible) -> bool:
    """Under "Phòng A": "mỗi tổ có 01 ..." counts for whom Phòng A sees to, "Đề nghị cấp ủy ..." is what Phòng A asks of others."""
    low = words.low
    first = words.at(words.text.find(own.words))
    # "Yêu cầu chủ đầu tư ...": an office asks that of those it oversees; another office is asked by whoever issues the document.
    asks = low[0] in ("đề", "kiến") or (low[0] == "yêu" and not (words.starts_big(first) or HEADS.at(low, first)))
    # A group that is told apart ("Các đơn vị chưa được kiểm tra") asks nothing of others: the document does.
    grouped = _WHICH & {word for name in titled.units if lower(name).startswith("các ") for word in words_of(name).low}
    if asks and not grouped and not any(is_everyone(name, ()) for name in titled.units):
        return True
    many = [words_of(name).low for name in titled.units if name[:4].lower() == "các "]
    # "Chỉ đạo Trưởng khu 4 ...", "Phân công ủy viên dự ...": whom the office of the title sets to work; a committee of the Party leads.
    party = all(_PARTY.match(lower(name)) for name in titled.units)
    if low[:2] in (["chỉ", "đạo"], ["cho", "phép"], ["phân", "công"]) or (party and low[:2] == ["lãnh", "đạo"]):
        return not any(PERSONS.at(low, i) for i in (first, first + 1))
    return low[first] in ("mỗi", "từng") and not (many and not any(low[first + 1] in name for name in many))
