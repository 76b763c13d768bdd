"""Groups of units: "các phòng, ban, đơn vị thuộc phường", with what narrows them."""

from minhchung.reading.proper import LONGEST_NAME, PLACES, STOPS, Name, capitals, name_end
from minhchung.reading.words import ACTIONS, ADVERBS, ARTICLES, GROUP_TAILS, GROUPS, HEADS, SCHOOLS, SCOPES, Words

# "các Ban HĐND phường": the organ a group belongs to.
_ORGANS = {"hđnd", "ubnd", "mttq"}
# Words that go on telling which one is meant.
PLAIN_VERBS = {"lập", "gửi", "nộp", "cử", "ghi", "mang", "ký", "treo", "mua"}
TELLING = {"muốn", "chưa", "không", "có", "được", "đang", "đã", "còn", "thuộc", "trên", "tại", "ở", "đóng", "nằm", "bị", "do", "trong"}
_RELATIVES = {"được", "có", "đang", "do", "thuộc", "đóng", "đứng", "không", "nêu"}
# "các phòng nêu tại Mục 1", "các đơn vị nêu trên": which ones is said elsewhere.
_BREAKS = {",", ";", ":", ".", "(", "và", "chủ", "cần", "phải", "theo", "căn", "rà", "trên"}


def inner_group(words: Words, at: int) -> int:
    """The end of a group inside a name ("UBND các xã, phường"); ``at`` when there is none."""
    article = ARTICLES.at(words.low, at)
    if not article or not GROUPS.at(words.low, at + article):
        return at
    return group_at(words, at, at + article)[-1].after


def group_at(words: Words, first: int, at: int) -> list[Name]:
    """A group of common nouns: "các phòng, ban, đơn vị thuộc phường"."""
    low = words.low
    step = GROUPS.at(low, at)
    if not step:
        return []
    start = at
    at = _group_tails(words, at + step)
    while at < len(low) and at - start < LONGEST_NAME and low[at] in (",", "và", "/", "-", "hoặc"):
        gap = 2 if low[at] == "," and at + 1 < len(low) and low[at + 1] == "và" else 1
        step = GROUPS.at(low, at + gap) or SCHOOLS.at(low, at + gap)
        if not step or (words.starts_big(at + gap) and _is_name(words, at + gap)) or _has_own_name(words, at + gap, step):
            break
        place = PLACES.at(low, at + gap) == step
        at += gap + step
        at = _group_tails(words, capitals(words, at) if place else at)
    return [Name(words.between(first, at), first, at, group=True)]


def _has_own_name(words: Words, at: int, step: int) -> bool:
    """As in "các trường THPT, trung tâm GDTX": a kind with a name of its own behind it is a unit by itself."""
    after = at + step
    place = PLACES.at(words.low, at) == step
    return not place and bool(HEADS.at(words.low, at)) and words.starts_big(after) and words.low[after] not in _ORGANS


def _is_name(words: Words, at: int) -> bool:
    head = HEADS.at(words.low, at)
    return bool(head) and name_end(words, at + head) > at + head


def _group_tails(words: Words, at: int) -> int:
    for _ in range(4):
        step = GROUP_TAILS.at(words.low, at)
        # "các ban tham mưu báo cáo ...": what they do, not what they are.
        if not step or (ACTIONS.at(words.low, at) == step > 1 and ACTIONS.at(words.low, at + step) > 1):
            break
        at += step
        if words.low[at - 1] in ("phường", "xã", "tỉnh", "phố", "thuộc", "bàn") and not GROUP_TAILS.at(words.low, at):
            at = capitals(words, at)
    if words.low[at : at + 1] == ["của"] and words.low[at + 1 : at + 2] and words.low[at + 1] in _ORGANS:
        at += 1
    if at < len(words.low) and words.low[at] in _ORGANS and words.starts_big(at):
        at += 1 + SCOPES.at(words.low, at + 1)
    if at < len(words.low) and words.low[at] in _RELATIVES:
        return relative_end(words, at)
    return unknown_tail(words, at)


def unknown_tail(words: Words, at: int) -> int:
    """As in "các công ty thoát nước nạo vét ...": a few words no list knows belong to the group when an order or a sign follows."""
    low = words.low
    for end in range(at, min(at + 5, len(low))):
        if low[end] in (",", ";", ":", ".", ")", "(") or ACTIONS.at(low, end) > 1 or ADVERBS.at(low, end) > 1 or low[end] in ("để", "và"):
            return at if TELLING & set(low[at:end]) else end
        if (
            not low[end].isalpha()
            or words.starts_big(end)
            or low[end] in STOPS
            or ACTIONS.at(low, end)
            or ADVERBS.at(low, end)
            or GROUPS.at(low, end)
        ):
            return at
    return at


def relative_end(words: Words, at: int) -> int:
    """As in "các địa phương có nông sản xuất khẩu thường xuyên ...": the clause counts when an order follows it; else ``at``."""
    if words.low[at : at + 1] == ["nêu"]:
        return _referring(words, at)
    if at >= len(words.low) or words.low[at] not in _RELATIVES:
        return at
    if words.low[at : at + 2] == ["có", "trách"] or words.low[at : at + 2] == ["có", "nhiệm"]:
        return at
    bound = _bound(words, at)
    for end in range(at + 1, min(at + 16, len(words.low))):
        word = words.low[end]
        if end == bound:
            return end
        if bound and (word not in _BREAKS or word in ("theo", "căn", "rà", "trên")):
            continue
        if (
            word in _BREAKS
            or (end > at + 1 and word in PLAIN_VERBS)
            or (end > at + 2 and (ADVERBS.at(words.low, end) or ACTIONS.at(words.low, end) > 1))
        ):
            return end if word not in (".", "và", "(") and end > at + 1 else at
    return at


def _bound(words: Words, at: int) -> int:
    """Where "có trách nhiệm", "cần", "phải" begins the order after a relative clause; 0 when nothing so plain follows."""
    low = words.low
    for end in range(at + 2, min(at + 16, len(low))):
        if low[end] in (",", ";", ".", ":"):
            return 0
        if low[end] in ("cần", "phải") or low[end : end + 2] in (["có", "trách"], ["chịu", "trách"], ["có", "nhiệm"]):
            return end
    return 0


def _referring(words: Words, at: int) -> int:
    """The end of "nêu tại Mục 1", "nêu trên"."""
    low = words.low
    if low[at + 1 : at + 2] == ["trên"]:
        return at + 2
    if low[at + 1 : at + 2] not in (["tại"], ["ở"], ["trong"]):
        return at
    end = capitals(words, at + 2)
    end += end < len(low) and low[end].isdigit()
    return end if end > at + 2 else at
