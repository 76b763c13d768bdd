"""Whoever stands where a doer stands is the doer: how far the words reach that say who acts, before the verb of the order."""

from minhchung.reading.doers import is_thing, request_at
from minhchung.reading.groups import PLAIN_VERBS, TELLING
from minhchung.reading.names import unit_list
from minhchung.reading.proper import STOPS
from minhchung.reading.words import ACTIONS, ADVERBS, ARTICLES, OPENERS, Phrases, Words

# What a body does for a living belongs to its name when another verb follows: "các đơn vị thi công ... bổ sung nhân lực".
OCCUPATIONS = Phrases(
    """thi công, tư vấn, giám sát, quản lý, vận hành, sản xuất, kinh doanh, khai thác, cung cấp, cung ứng, vận tải, thiết kế, tham gia,
    chủ quản, đầu tư, chế biến, phân phối, sử dụng, thu gom, vận chuyển, trực tiếp sử dụng, nuôi, trồng, bán, buôn bán, trúng thầu,
    được giao, được phân công, cho thuê, tiếp nhận,
    giáo dục, đào tạo, khám bệnh, chữa bệnh, khám chữa bệnh, khám bệnh và chữa bệnh, lưu trú, dạy nghề, chăn nuôi, trợ giúp, giết mổ,
    lắp đặt, bảo trì, nghiên cứu, thu mua, nuôi dưỡng, chăm sóc"""
)
# After these a verb is a thing done or a part of what tells, not the order itself.
_NO_ORDER_AFTER = {
    *("việc", "được", "do", "để", "muốn", "chưa", "không", "đang", "đã", "cho", "về", "và", "của", "bị", "sẽ", "tác", "vụ", "án", "hoạch"),
    *("có", "bộ", "phòng", "theo", "sự", "trình", "nhằm", "từ", "xin", "công"),
}
_POLITE = {"kính", "trân", "rất", "xin"}
_POINTING = {"đây", "này", "đó", "ấy", "kia", "nêu", "sau"}
# The order stands behind its condition: "các hộ có tàu | khi vào bến phải ...".
_CONDITIONS = {"khi", "nếu", "theo"}
_SIGNS = {".", ";", ":", "(", ")", ","}
# "Cán bộ trực ban ghi sổ": who is on duty.
_ON_DUTY = (["trực", "ban"], ["trực", "ca"], ["trực", "chốt"], ["trực", "lãnh"])
_FEW = 3
_FARTHEST = 14
_FARTHEST_UNKNOWN = 7


def acting_end(words: Words, known: int, *, works: bool = True) -> int:
    """Where the telling part behind a name known up to word ``known`` ends and the order begins; ``known`` when nothing is told.

    "các đơn vị thi công trên tuyến số 3 | khơi thông cống", "các hộ chưa nộp hồ sơ | cần liên hệ". ``works``: the name may go
    on with what such a body does for a living.
    """
    low = words.low
    if known >= len(low):
        return known
    work = OCCUPATIONS.at(low, known) if works else 2 * (low[known : known + 2] in _ON_DUTY)
    if work:
        start = known + work
        start += ACTIONS.at(low, start) if low[known] == "tham" else 0
        return _order_from(words, start + (low[start : start + 1] == [","])) or known
    if low[known] in TELLING and not _is_bound(words, known) and not _is_duty(words, known):
        return _order_from(words, known + 1, past=low[known] not in ("đã", "đang", "bị", "còn")) or known
    return known


def rest_of_name(words: Words, known: int) -> int:
    """The end of a few small words no list knows between a name and its order: "Phòng Vật tư - Trang thiết bị y tế | kiểm tra"."""
    low = words.low
    if known >= len(low) or not low[known].isalpha() or words.starts_big(known):
        return known
    if _begins_order(words, known) or ACTIONS.at(low, known) or OPENERS.at(low, known) or low[known] in _POLITE:
        return known
    end = next((i for i in range(known + 1, min(known + _FEW + 1, len(low))) if low[i] in _SIGNS or _begins_order(words, i)), known)
    return end if low[end] not in _SIGNS and low[end - 1] not in _NO_ORDER_AFTER and known < end and not request_at(words, end) else known


def bracket_end(words: Words, at: int) -> int:
    """The end of the part of the office that is meant, when an order follows: "Sở A (Chi cục B) | kiểm tra"; ``at`` without one."""
    low = words.low
    if low[at : at + 1] != ["("]:
        return at
    close = next((i for i in range(at + 2, min(at + _FARTHEST, len(low))) if low[i] == ")"), 0)
    inside = unit_list(words, at + 1, bare=True)
    named = (inside and inside[-1].after == close) or (close and all(words.starts_big(i) or low[i] == "," for i in range(at + 1, close)))
    return close + 1 if named and close + 1 < len(low) and _begins_order(words, close + 1) else at


def unknown_doer(words: Words, at: int) -> int:
    """The end of somebody no list knows who acts in a clause standing among orders; ``at`` when there is nobody."""
    low = words.low
    start = at + ARTICLES.at(low, at)
    stops = STOPS - TELLING if start > at else STOPS
    if not words.starts_big(at) or is_thing(words, start) or low[start] in STOPS:
        return at
    for end in range(start + 2, min(start + _FARTHEST_UNKNOWN, len(low))):
        if not low[end - 1].isalpha() or low[end - 1] in stops or low[end - 1] in _NO_ORDER_AFTER or low[end - 1] in _POINTING:
            return at
        if _begins_order(words, end):
            return acting_end(words, end) if OCCUPATIONS.at(low, end) else end
    return at


def _order_from(words: Words, start: int, *, past: bool = True) -> int:
    """The first word from ``start`` on where an order begins; 0 when a sign comes first. ``past``: a plain verb will do."""
    low = words.low
    for end in range(start, min(start + _FARTHEST, len(low))):
        if low[end] in _SIGNS:
            return 0
        if _is_bound(words, end) or (end > start + 1 and low[end] in _CONDITIONS):
            return end
        if past and low[end - 1] not in _NO_ORDER_AFTER and _begins_order(words, end):
            return end
    return 0


def _begins_order(words: Words, at: int) -> bool:
    low = words.low
    if words.starts_big(at):
        return False
    return ACTIONS.at(low, at) > 1 or ADVERBS.at(low, at) > 1 or low[at] in PLAIN_VERBS or _is_bound(words, at)


def _is_bound(words: Words, at: int) -> bool:
    """Whether "phải", "cần", "có trách nhiệm" stands there."""
    low = words.low
    after = low[at + 1 : at + 2]
    if low[at] == "cần":
        return after not in (["thiết"], ["trợ"])
    if low[at] == "phải":
        return after not in (["trái"], ["chịu"])
    return low[at : at + 3] == ["có", "trách", "nhiệm"]


def _is_duty(words: Words, at: int) -> bool:
    """As in "có nhiệm vụ chuẩn bị ...": the duty itself, not what tells which one ("có nhiệm vụ quá hạn")."""
    low = words.low
    if low[at : at + 2] in (["có", "văn"], ["có", "báo"], ["có", "kế"], ["có", "biện"], ["có", "phương"], ["có", "giải"], ["có", "ý"]):
        return True
    return low[at : at + 3] == ["có", "nhiệm", "vụ"] and bool(ACTIONS.at(low, at + 3))
