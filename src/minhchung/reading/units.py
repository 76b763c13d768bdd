"""Who must act and with whom: the unit in the clause, in its heading, in the lead-in, or the addressee of the letter."""

import re
from collections.abc import Sequence

from minhchung.reading.brackets import doer_behind_do, doer_in_brackets
from minhchung.reading.clauses import answers_for, has_predicate, is_action, is_generic_closing
from minhchung.reading.decisions import decides_on_topic, is_decision
from minhchung.reading.doers import doer_after_request, doer_before_colon, is_thing, post_at, request_at
from minhchung.reading.forms import after_occasion, announces, issuer_speaks, speaks_at, told_request
from minhchung.reading.names import unit_list
from minhchung.reading.proper import Name
from minhchung.reading.responsible import Responsible, found_units
from minhchung.reading.subjects import OCCUPATIONS, acting_end, bracket_end, rest_of_name, tells_part, unknown_doer, with_dashes
from minhchung.reading.words import ACTIONS, ARTICLES, GROUPS, HEADS, OPENERS, PERSONS, STAFF, TITLE_REQUESTS, Phrases, Words

_ASKING = {"giao", "đề", "yêu", "phân", "mời"}
_COOPERATION = re.compile(r"(?:đơn vị|cơ quan)? ?phối hợp$")
# Who signs and tells others; at the start of a sentence that asks somebody else it is not the one who must act.
_ISSUERS = Phrases(
    """ubnd, ủy ban nhân dân, chủ tịch, phó chủ tịch, thủ tướng, phó thủ tướng, ban thường vụ, ban chấp hành, bí thư, phó bí thư,
    thường trực, đồng chí"""
)
# Firms are told apart by their trade: "Nhà thầu thi công bổ sung ...".
_FIRMS = (["nhà", "thầu"], ["tư", "vấn"], ["liên", "danh"], ["đơn", "vị"])
_LONGEST_MATTER, _LONGEST_TOPIC, _LONGEST_OPENING = 40, 60, 14
_NO_ACTS = {
    *("đã", "được", "còn", "chưa", "bị", "đang", "sẽ", "vẫn", "luôn", "là", "có", "của", "và", "thuộc", "gồm", "đạt", "này", "trên", "số"),
    *("hoặc", "với", "như", "cũng", "đều"),
}


def unit_of_item(words: Words, *, ordered: bool = False, among_units: bool = False, titled: bool = False) -> Responsible | None:
    """The unit the clause itself tells to act, or None. ``ordered``: the clause stands where orders stand, so that any
    verb after the unit is an order; ``among_units``: the other items of its list begin with units; ``titled``: a unit's title
    stands over it."""
    if is_decision(words.text) or decides_on_topic(words.text):
        return unit_of_later_request(words) or unit_of_later_sentence(words)
    found = _before_colon(words, among_units=among_units) or _at_start(words, 0, ordered=ordered, titled=titled) or _after_topic(words)
    found = found or _after_occasion(words)
    if found and words.low[0] in ("riêng", "đối") and (told := _asked_behind(words)):
        return told
    if found and not found.asked and _gives_on(words, found, ordered=ordered) and (told := _after_request(words, found.after)):
        return told
    if found and not found.asked and _ISSUERS.at(words.low, 0) and announces(words, found.after):
        return None
    if found:
        return _with_later_sentences(words, found)
    if is_action(words, 0):
        # "Thực hiện Công văn số ..., Sở Nội vụ đề nghị ...": outside a list the verb only opens the ground.
        return (None if ordered else _after_request(words, 0)) or doer_in_brackets(words) or doer_behind_do(words)
    return _after_request(words, 0) or _after_ground(words) or doer_behind_do(words) or doer_in_brackets(words)


def _gives_on(words: Words, found: Responsible, *, ordered: bool) -> bool:
    """Whether the one found gives the work to another: who issues the document, or whoever asks in a sentence outside a list of orders
    ("Bà A yêu cầu các xã ...", "Thường trực Thành ủy giao Ban B ..."); in a list "Phòng A đề nghị ..." is what Phòng A has to ask."""
    low, after = words.low, found.after
    after += low[after : after + 1] == ["cũng"]
    gives = request_at(words, after) if low[after : after + 1] and low[after] in _ASKING else 0
    if TITLE_REQUESTS.at(low, 0):
        return False
    return bool(_ISSUERS.at(low, 0) or (gives and (not ordered or low[after] == "giao" or PERSONS.at(low, 0))))


def _before_colon(words: Words, *, among_units: bool) -> Responsible | None:
    """Whoever stands between the number and a colon with an order behind it, known or not: "Trưởng ấp: thành lập ..."."""
    colon = doer_before_colon(words, 0, among_units=among_units)
    if not colon:
        return None
    names = unit_list(words, 0)
    names = with_dashes(words, names) if names else names
    if not names or (len(names) == 1 and names[0].after != colon):
        names = [Name(words.between(0, colon), 0, colon)]
    elif names[-1].after < colon:
        names = [*names[:-1], Name(words.between(names[-1].first, colon), names[-1].first, colon)]
    return found_units(words, names, "item", "đơn vị đứng trước dấu hai chấm", asked=False)


def unit_of_later_request(words: Words) -> Responsible | None:
    """The unit a later sentence of an order asks: "Rà soát ... . Giao Phòng A tổng hợp"."""
    low = words.low
    for at in range(len(low) - 1):
        # Behind a comma only "giao" hands the work over; "đề nghị" may be what the doer itself asks of another.
        parted = low[at] in (".", ";") or (low[at] == "," and low[at + 1] == "giao")
        if parted and low[at + 1] in _ASKING and (step := request_at(words, at + 1)):
            names = unit_list(words, at + 1 + step)
            if names and has_predicate(words, names[-1].after, asked=True):
                return found_units(words, names, "item", "đơn vị đứng sau lời giao việc ở câu sau", asked=True)
    return None


def _asked_behind(words: Words) -> Responsible | None:
    """As in "Riêng các xã có thí điểm, đề nghị UBND xã bổ sung ...": the matter stands first, the doer behind the word of asking."""
    low = words.low
    for at in range(1, min(len(low) - 1, _LONGEST_MATTER)):
        if low[at] in (",", ":") and low[at + 1] in _ASKING and low[at + 1] != "mời" and (step := request_at(words, at + 1)):
            names = unit_list(words, at + 1 + step)
            if names and has_predicate(words, names[-1].after, asked=True):
                return found_units(words, names, "item", "đơn vị đứng sau lời giao việc trong câu", asked=True)
    return None


def _is_stop(words: Words, at: int) -> bool:
    """Whether a sentence or a part of it ends there; the full stop of "P. Kinh tế" ends none."""
    return words.low[at] == ";" or (words.low[at] == "." and not (at and HEADS.at(words.low, at - 1) == 2))


def unit_of_later_sentence(words: Words) -> Responsible | None:
    """The unit that acts in a later sentence: "Đồng ý chủ trương ... . Phòng A lập dự toán"."""
    low = words.low
    for at in range(len(low) - 1):
        if low[at] in (".", ";") and _is_stop(words, at) and (names := unit_list(words, at + 1)) and is_action(words, names[-1].after):
            return found_units(words, names, "item", "đơn vị đứng đầu câu sau", asked=False)
    return None


def _names_at(words: Words, index: int, asked: int, *, ordered: bool) -> list[Name]:
    """The names at a clause's start, behind so many words of asking: of offices, of kinds of offices, of somebody no list knows."""
    names = unit_list(words, index + asked)
    # "12 đơn vị chưa báo cáo khẩn trương gửi": so many of a kind.
    counted = ordered and not asked and words.low[index : index + 1] and words.low[index].isdigit()
    if (asked and not names and words.low[index] not in ("đối", "riêng", "về")) or counted:
        names = unit_list(words, index + asked, bare=True)
    # "Cơ quan, đơn vị trường học báo cáo ...": among orders a kind of offices needs no article.
    if ordered and not asked and not names and words.starts_big(index) and GROUPS.at(words.low, index) and not is_thing(words, index):
        names = unit_list(words, index, bare=True)
    if asked and not names and (end := doer_after_request(words, index + asked)) > index + asked:
        names = [Name(words.between(index + asked, end), index + asked, end)]
    return names


def _at_start(words: Words, index: int, *, ordered: bool = False, titled: bool = False) -> Responsible | None:
    asked = 0
    while (step := request_at(words, index + asked)) and asked < 8:
        asked += step
    asked = asked or (TITLE_REQUESTS.at(words.low, index) if ordered else 0)
    names = _names_at(words, index, asked, ordered=ordered)
    names = _told_apart(words, names)
    if asked and names and _is_posted(words, index, names):
        return None
    if not names and not asked and ordered and not is_decision(words.text) and (end := unknown_doer(words, index, titled=titled)) > index:
        names = [Name(words.between(index, end), index, end)]
    if not names or (not asked and names[0].first == names[-1].after):
        return None
    after = names[-1].after
    clear = asked and words.low[index] in _ASKING
    # "Thanh tra công vụ đột xuất ...": what is an office and a verb alike is the verb unless a verb follows.
    twofold = len(names) == 1 and ACTIONS.at(words.low, names[0].first) == after - names[0].first
    loose = (
        ordered
        and not twofold
        and after + 1 < len(words.low)
        and words.low[after].isalpha()
        and not words.starts_big(after)
        and words.low[after] not in _NO_ACTS
    )
    if not (has_predicate(words, after, asked=bool(asked)) or loose) or (answers_for(words, after) and not clear):
        return None
    if not asked and after >= len(words.low):
        return None
    if not asked and not ordered and GROUPS.at(words.low, index) and not _has_name(words, index, names):
        return None
    return found_units(words, names, "item", "đơn vị đứng sau lời giao việc" if asked else "đơn vị đứng đầu ý", asked=bool(clear))


def _is_posted(words: Words, index: int, names: Sequence[Name]) -> bool:
    """Whether the names are those whom the doer puts to a work: "Phân công 01 công chức làm đầu mối", not who must act; somebody
    with a name or an office of his own is asked himself."""
    low = words.low
    first = names[0].first
    counted = low[first].isdigit() or low[first] in ("một", "hai", "ba")
    if low[index : index + 2] != ["phân", "công"] and not counted:
        return False
    person = first + counted
    if not (post_at(words, person) or STAFF.at(low, person) or PERSONS.at(low, person) or counted):
        return False
    return not any(words.starts_big(i) for i in range(first, names[-1].after))


def _told_apart(words: Words, names: Sequence[Name]) -> list[Name]:
    """The names with the words that tell which ones are meant: "các đơn vị thi công trên tuyến số 3"."""
    if not names or words.low[names[-1].first] == "quý":
        return list(names)
    last = names[-1]
    firm = words.low[last.first : last.first + 2] in _FIRMS
    if ACTIONS.at(words.low, last.first) == last.after - last.first and not (firm and OCCUPATIONS.at(words.low, last.after)):
        return list(names)
    many = bool(last.group or firm or {"các", "lực", "hộ"} & set(words.low[last.first : last.after]))
    kind = post_at(words, last.first) == last.after - last.first
    end = acting_end(words, last.after, works=many) if many or kind else last.after
    if end == last.after < len(words.low) and not (last.group or has_predicate(words, end) or words.low[end] in _NO_ACTS):
        end = rest_of_name(words, end)
    shown = end
    if end > last.after and words.low[end - 1] == ")":
        shown = next(i for i in range(end - 1, last.after, -1) if words.low[i] == "(")
    if end == last.after and (close := bracket_end(words, end)) > end:
        shown, end = close if tells_part(words, last.first, end) else end, close
    if end == last.after:
        return list(names)
    return [*names[:-1], last._replace(name=last.name + words.text[words.end(last.after - 1) : words.end(shown - 1)], after=end)]


def _has_name(words: Words, index: int, names: Sequence[Name]) -> bool:
    """A bare common noun ("đơn vị ...") at the start acts only when it is a name."""
    if not names[0].group or STAFF.at(words.low, index):
        return True
    return words.low[index] in ("các", "những", "mỗi", "từng", "mọi", "toàn", "tất")


def _after_topic(words: Words) -> Responsible | None:
    """As in "Báo cáo tháng: Sở Tài chính tổng hợp ..."."""
    if ":" not in words.text:
        return None
    for index, word in enumerate(words.low[:_LONGEST_TOPIC]):
        if word == ":":
            found = _at_start(words, index + 1)
            # Behind "yêu cầu:" stands whoever is asked.
            return found._replace(asked=True) if found and words.low[index - 2 : index] in (["yêu", "cầu"], ["đề", "nghị"]) else found
        if word == ";" or (word == "." and not words.low[index - 1].isdigit()):
            return None
    return None


def _after_request(words: Words, index: int) -> Responsible | None:
    """As in "Để ..., yêu cầu các phòng, đơn vị ..."."""
    low = words.low
    for at in range(index, len(low)) if not _ASKING.isdisjoint(low) else ():
        if low[at] not in _ASKING:
            continue
        step = request_at(words, at)
        if not step or told_request(words, at):
            continue
        parted = low[at + step : at + step + 1] == [":"] or (
            low[at + step : at + step + 1] == [","] and low[at - 1 : at] not in (["theo"], [])
        )
        names = unit_list(words, at + step + parted)
        if not names and (end := doer_after_request(words, at + step)) > at + step:
            names = [Name(words.between(at + step, end), at + step, end)]
        if names and has_predicate(words, names[-1].after, asked=True):
            named = [*_told_apart(words, names), *_also_asked(words, names[-1].after)]
            asked = found_units(words, named, "item", "đơn vị đứng sau lời giao việc trong câu", asked=True)
            return _with_later_sentences(words, asked)
    return None


def _also_asked(words: Words, at: int) -> list[Name]:
    """As in "giao Phòng A, Phòng B và đề nghị Hội C tuyên truyền": whom the second word of asking adds."""
    low = words.low
    step = request_at(words, at + 1) if low[at : at + 1] in ([","], ["và"], [";"]) and low[at + 1 : at + 2] else 0
    names = unit_list(words, at + 1 + step) if step else []
    return names if names and has_predicate(words, names[-1].after, asked=True) else []


def _after_occasion(words: Words) -> Responsible | None:
    """As in "Kết thúc từng đợt, Phòng A báo cáo ...": the doer stands after the comma."""
    start = after_occasion(words)
    names = unit_list(words, start) if start else []
    return _at_start(words, start) if names and is_action(words, names[-1].after) else None


def _in_list(words: Words, comma: int) -> bool:
    """Whether the comma parts two names that only tell whose something is: "văn bản do HĐND, UBND tỉnh ban hành"."""
    low = words.low
    near = range(max(comma - _LONGEST_OPENING, 0), comma)
    return low[comma] == "," and any(low[i] in ("do", "cùng") and (n := unit_list(words, i + 1)) and n[-1].after > comma for i in near)


def _after_ground(words: Words) -> Responsible | None:
    """As in "Căn cứ ..., Phòng A rà soát ..."."""
    if not OPENERS.at(words.low, 0):
        return None
    comma = words.low.index(",") if "," in words.low else 0
    if words.low[0] == "theo" and comma and ACTIONS.at(words.low, comma + 1) > 1:
        return None  # "Theo lĩnh vực phụ trách, rà soát ...; Sở A tổng hợp": the order begins before anybody is named.
    for at, word in enumerate(words.low):
        names = unit_list(words, at + 1) if word in (",", ";", ".") and not _in_list(words, at) else []
        names = _told_apart(words, names) if names and ARTICLES.at(words.low, names[-1].first) else names
        if names and is_action(words, names[-1].after):
            return found_units(words, names, "item", "đơn vị đứng sau phần căn cứ, điều kiện", asked=False)
    return None


def _with_later_sentences(words: Words, first: Responsible) -> Responsible:
    """A second sentence may tell a second unit to act; where the first only says that all are to be in earnest, the second alone counts."""
    units = dict.fromkeys(first.units)
    opened = False
    low = words.low
    for at in range(first.after, len(low) - 1):
        if low[at] in (".", ";") and _is_stop(words, at) and (words.starts_big(at + 1) or _asks_further(words, at, first)):
            more = _later_told(words, at + 1)
            acts = more and (is_action(words, more.after) or low[more.after : more.after + 1] in ([":"], ["theo"]))
            generic = more and more.asked and is_generic_closing(words.text[words.starts[at + 1] :])
            if more and acts and not generic and not any(answers_for(words, more.after + i) for i in range(3)):
                if not opened and more.asked and is_generic_closing(words.text[: words.end(at)]):
                    units, first = {}, more
                opened = True
                units.update(dict.fromkeys(more.units))
    return Responsible(tuple(units), first.words, first.origin, first.rule, first.asked, first.after)


def _asks_further(words: Words, at: int, first: Responsible) -> bool:
    """As in "giao Phòng A rà soát; đề nghị Sở B thẩm định": whoever issues the order goes on asking others."""
    low = words.low
    if not first.asked or low[at] != ";" or low[at + 1] not in _ASKING or low[at + 1] == "mời":
        return False
    # "đề nghị UBND phường A cử người dự; giao các tổ dân phố mời ...": whoever is asked hands that on.
    return request_at(words, at + 1) > 0 and ("giao" in low[: first.after] or low[at + 1] != "giao")


def _later_told(words: Words, start: int) -> Responsible | None:
    """Whoever a further sentence tells to act: at its start, behind its time or occasion ("Trước ngày 18/10, các xã phải ..."), or behind
    a word of asking ("UBND tỉnh yêu cầu các sở ...")."""
    low = words.low
    if OPENERS.at(low, start) and not request_at(words, start):
        comma = next((i for i in range(start + 1, min(start + _LONGEST_OPENING, len(low))) if low[i] == ","), 0)
        start = comma + 1 if comma else start
    told = _at_start(words, start)
    gives = told is not None and not told.asked and told.after < len(low) and low[told.after] in _ASKING
    step = request_at(words, told.after) if told and gives else 0
    return _at_start(words, told.after) if told and step and unit_list(words, told.after + step) else told


def _last_clause(words: Words) -> Responsible | None:
    """As in "Văn bản trên yêu cầu chấn chỉnh ngay, Giám đốc Sở A tổ chức thực hiện:": who acts in the last clause."""
    low = words.low
    comma = next((i for i in range(len(low) - 2, 0, -1) if low[i] in (",", ";")), 0)
    names = unit_list(words, comma + 1) if comma else []
    if not names or not is_action(words, names[-1].after) or announces(words, names[-1].after) or speaks_at(words, names[-1].after):
        return None
    if _ISSUERS.at(low, names[0].first):
        return None
    return found_units(words, names, "lead-in", "đơn vị ở câu dẫn", asked=False)


def unit_of_lead_in(words: Words) -> Responsible | None:
    """The unit a lead-in asks: "..., đề nghị các phòng chuyên môn:"; the last one asked counts."""
    low = words.low
    for at in range(len(low) - 1, -1, -1):
        step = request_at(words, at) if low[at] in _ASKING and low[at - 1 : at] != ["có"] else 0
        names = unit_list(words, at + step) if step else []
        if names and (names[-1].after >= len(low) or has_predicate(words, names[-1].after, asked=True)):
            return found_units(words, names, "lead-in", "đơn vị ở câu dẫn", asked=True)
    if told := _last_clause(words):
        return told
    if issuer_speaks(words):
        return None
    found = unit_of_item(words)
    return Responsible(found.units, found.words, "lead-in", "đơn vị ở câu dẫn", found.asked, found.after) if found else None
