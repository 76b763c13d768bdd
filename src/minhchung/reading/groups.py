"""Groups of units: "các phòng, ban, đơn vị thuộc phường", with what narrows them."""

from minhchung.reading.doers import names_things
from minhchung.reading.proper import LONGEST_NAME, PLACES, STOPS, Name, capitals, name_end
from minhchung.reading.words import (
    ACTIONS,
    ADVERBS,
    ARTICLES,
    FIELDS,
    GROUP_TAILS,
    GROUPS,
    HEADS,
    NOT_HEADS,
    ORDERS,
    SCHOOLS,
    SCOPES,
    Phrases,
    Words,
)

# "các Ban HĐND phường": the organ a group belongs to.
_ORGANS = {"hđnd", "ubnd", "mttq"}
# "Các chi bộ khu phố", "các chi đoàn thôn": bodies told apart by the places they belong to.
_PLACED = Phrases("khu dân cư, trường học, cơ quan")
_COUNCILS = {"ubnd", "ủy"}
_MEMBERS = {"bộ", "đoàn", "hội", "tổ"}
# Fields that are verbs as well and that a body is called after.
_TRADES = Phrases("truyền thông, giáo dục, đào tạo, đầu tư, lưu trữ, tư vấn, kiểm định, nghiên cứu, xúc tiến")
_MOVEMENTS = {"đoàn", "hội", "đảng", "đội"}
# Groups of offices that produce nothing for a living.
_DESKS = {"phòng", "môn", "ban", "sở", "ngành", "học", "trường", "khoa", "phương", "quan"}
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
    step = GROUPS.at(low, at) or _villages(words, at)
    if not step:
        return []
    start = at
    at += step
    if words.starts_big(at) and (field := FIELDS.at(low, at)):
        # "các phòng Giáo dục và Đào tạo các huyện": offices of one field, and of which places.
        at = inner_group(words, at + field)
    at = _group_tails(words, at)
    while at < len(low) and at - start < LONGEST_NAME and low[at] in (",", "và", "/", "-", "hoặc"):
        gap = 2 if low[at] == "," and at + 1 < len(low) and low[at + 1] == "và" else 1
        step = GROUPS.at(low, at + gap) or SCHOOLS.at(low, at + gap)
        # "các sở, ngành, UBND các xã", "..., UBND huyện, thị xã": an office with places of its own begins another name.
        if step and (ARTICLES.at(low, at + gap + step) or (low[at + gap] in _COUNCILS and PLACES.at(low, at + gap + step))):
            break
        # "Các chi đoàn thôn, chi đoàn trường học": the same noun again is another group.
        again, after = low[start : start + step] == low[at + gap : at + gap + step], at + gap + step
        if step > 1 and again and _group_tails(words, after) > after:
            break
        if not step or (words.starts_big(at + gap) and _is_name(words, at + gap)) or _has_own_name(words, at + gap, step):
            break
        # "các tổ dân phố, Trạm Y tế": in capitals it is written as a name.
        if not words.starts_big(start) and all(words.starts_big(i) for i in (at + gap, at + gap + 1)) and step > 1:
            break
        place = PLACES.at(low, at + gap) == step
        at += gap + step
        at = _group_tails(words, capitals(words, at) if place else at)
    at = _from_to(words, at) if at < len(low) and low[at] == "từ" else at
    return [Name(words.between(first, at), first, at, group=True)]


def _villages(words: Words, at: int) -> int:
    """1 where "các bản" are the villages of the highlands and not papers ("các bản cam kết"): a sign or an order follows."""
    low = words.low
    if low[at : at + 1] != ["bản"] or words.starts_big(at):
        return 0
    over = at + 1 >= len(low) or low[at + 1] in _BREAKS or low[at + 1] in ("trên", "thuộc", "vùng", "xa") or ACTIONS.at(low, at + 1) > 1
    return int(over and ACTIONS.at(low, at + 1) != 1)


def group_of_offices(words: Words, first: int, at: int) -> list[Name]:
    """As in "các Điện lực trực thuộc", "các Hạt Kiểm lâm": offices of one name under an article."""
    head = HEADS.at(words.low, at)
    if not head or not words.starts_big(at) or NOT_HEADS.at(words.low, at) or names_things(words, at):
        return []
    after = _group_tails(words, name_end(words, at + head, complete=True))
    return [Name(words.between(first, after), first, after, group=True)]


def _from_to(words: Words, at: int) -> int:
    """As in "các tỉnh, thành phố từ Lạc Hồng đến Bình Thành": which places are meant."""
    middle = capitals(words, at + 1)
    if middle == at + 1 or words.low[middle : middle + 1] not in (["đến"], ["tới"]):
        return at
    end = capitals(words, middle + 1)
    return end if end > middle + 1 else at


def _has_own_name(words: Words, at: int, step: int) -> bool:
    """As in "các trường THPT, trung tâm GDTX": a kind with a name of its own behind it is a unit by itself."""
    after = at + step
    place = PLACES.at(words.low, at) == step
    return not place and bool(HEADS.at(words.low, at)) and words.starts_big(after) and words.low[after] not in _ORGANS


def _is_name(words: Words, at: int) -> bool:
    head = HEADS.at(words.low, at)
    return bool(head) and name_end(words, at + head) > at + head


def _works_in(words: Words, at: int) -> int:
    """A field that is a verb as well belongs to the group when an order follows at once: "các cơ quan báo chí truyền thông | thực hiện";
    so it does before another office: "các khoa đào tạo, Trường A"."""
    field = _TRADES.at(words.low, at)
    if not field or words.starts_big(at):
        return 0
    after = at + field
    listed = words.low[after : after + 1] == [","] and words.starts_big(after + 1) and HEADS.at(words.low, after + 1) > 0
    return field if listed or ACTIONS.at(words.low, after) > 1 else 0


def _is_work(words: Words, at: int, step: int, first: int) -> bool:
    """As in "các đơn vị tham mưu kế hoạch", "các phòng chuyên môn sản xuất phóng sự": a verb with its object, no kind of office."""
    low = words.low
    after = at + step
    if low[at : at + 2] not in (["tham", "mưu"], ["sản", "xuất"]) or step > 2 or after >= len(low) or not low[after].isalnum():
        return False
    if low[at] == "tham" and (office := HEADS.at(low, after)):
        # "các cơ quan, địa phương tham mưu UBND tỉnh xây dựng ...": whom they advise to act.
        end = name_end(words, after + office, complete=True)
        return ACTIONS.at(low, end + SCOPES.at(low, end)) > 1
    if words.starts_big(after) or low[after] in STOPS or low[after] in ("và", "giúp", "cho", "của") or GROUP_TAILS.at(low, after):
        return False
    return low[at] == "tham" or at > first or low[first - 1] in _DESKS


def _group_tails(words: Words, at: int) -> int:
    first = at
    # "các cơ sở Đoàn", "các tổ chức Hội"
    at += at > 0 and at < len(words.low) and words.low[at] in _MOVEMENTS and words.starts_big(at) and not words.starts_big(at + 1)
    for _ in range(4):
        step = GROUP_TAILS.at(words.low, at)
        if not step and (work := _works_in(words, at)):
            at += work
            continue
        # "các ban tham mưu báo cáo ...": what they do, not what they are.
        if not step or (ACTIONS.at(words.low, at) == step > 1 and ACTIONS.at(words.low, at + step) > 1):
            break
        if _is_work(words, at, step, first):
            return at
        at += step
        if words.low[at - 1] in ("phường", "xã", "tỉnh", "phố", "thuộc", "bàn") and not GROUP_TAILS.at(words.low, at):
            at = capitals(words, at)
    if not words.starts_big(at) and words.low[at - 1] in _MEMBERS and (place := max(PLACES.at(words.low, at), _PLACED.at(words.low, at))):
        at = capitals(words, at + place)
    if words.low[at : at + 1] == ["của"] and words.low[at + 1 : at + 2]:
        if words.low[at + 1] in _ORGANS:
            at += 1
        elif words.starts_big(at + 1) and (owner := HEADS.at(words.low, at + 1)):
            return name_end(words, at + 1 + owner, complete=True)
    if at < len(words.low) and words.low[at] in _ORGANS and words.starts_big(at):
        at += 1 + SCOPES.at(words.low, at + 1)
    if at < len(words.low) and words.low[at] in _RELATIVES:
        return relative_end(words, at)
    return unknown_tail(words, at)


def unknown_tail(words: Words, at: int) -> int:
    """As in "các công ty thoát nước nạo vét ...": a few words no list knows belong to the group when an order or a sign follows."""
    low = words.low
    for end in range(at, min(at + 5, len(low))):
        if end > at + 1 and low[end] in PLAIN_VERBS:
            return end
        if low[end] in (",", ";", ":", ".", ")", "(") or ORDERS.at(low, end) > 1 or low[end] in ("để", "và"):
            return at if TELLING & set(low[at:end]) else end
        if (
            not low[end].isalpha()
            or words.starts_big(end)
            or low[end] in STOPS
            or ACTIONS.at(low, end)
            or ADVERBS.at(low, end)
            or (GROUPS.at(low, end) and not names_things(words, end))
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
            or (
                end > at + 2 - (words.low[at] == "có")
                and (ADVERBS.at(words.low, end) or (ACTIONS.at(words.low, end) > 1 and words.low[end - 1] not in ("diện", "việc")))
            )
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
