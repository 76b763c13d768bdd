"""Whoever stands where a doer stands is the doer: how far the words reach that say who acts, before the verb of the order."""

from minhchung.reading.doers import is_thing, request_at
from minhchung.reading.groups import PLAIN_VERBS, TELLING
from minhchung.reading.names import unit_list
from minhchung.reading.proper import JOINERS, STOPS, Name
from minhchung.reading.words import ACTIONS, ARTICLES, FIELDS, GROUPS, HEADS, NOT_HEADS, OPENERS, ORDERS, SCOPES, Phrases, Words

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
# "Đồng loạt tổ chức", "Thứ Sáu tổng hợp", "Định hướng tuyên truyền": a manner, a time or a verb of its own.
_NOBODY = {
    "thứ",
    "đồng",
    "định",
    "sáng",
    "chiều",
    "tối",
    "trưa",
    "đầu",
    "giữa",
    "cuối",
    "lần",
    "từ",
    "ngày",
    "tuần",
    "luân",
    "trước",
    "sau",
}
_POLITE = {"kính", "trân", "rất", "xin"}
_POINTING = {"đây", "này", "đó", "ấy", "kia", "nêu", "sau"}
# The order stands behind its condition: "các hộ có tàu | khi vào bến phải ...".
_CONDITIONS = {"khi", "nếu", "theo"}
_SIGNS = {".", ";", ":", "(", ")", ","}
# "Cán bộ trực ban ghi sổ": who is on duty.
_ON_DUTY = (["trực", "ban"], ["trực", "ca"], ["trực", "chốt"], ["trực", "lãnh"])
# Behind a dash these are a part of the office before it.
_PARTS = {"chi", "phân", "cơ"}
_ROOMS = {"phòng", "khoa", "tổ", "đội", "bộ"}
_WHOLES = {"ban", "sở", "kho", "ngân", "cục", "bệnh", "trường", "bảo", "điện", "tổng"}
_HOUSES = {"ban", "sở", "ubnd", "công", "trung", "bệnh", "trường", "văn", "chi", "cục"}
_EXPLAINS = (["cơ", "quan"], ["đơn", "vị"], ["sau", "đây"], ["gọi", "tắt"], ["viết", "tắt"], ["là", "cơ"], ["là", "đơn"])
_LONGEST_BRACKET = 40
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
        return _order_from(words, start, whole=True) or known
    if low[known] in TELLING and not _is_bound(words, known) and not _is_duty(words, known):
        return _order_from(words, known + 1, past=low[known] not in ("đã", "đang", "bị", "còn")) or known
    return known


def rest_of_name(words: Words, known: int) -> int:
    """The end of a few small words no list knows between a name and its order: "Phòng Vật tư - Trang thiết bị y tế | kiểm tra"."""
    low = words.low
    if known >= len(low) or not low[known].isalpha() or words.starts_big(known) or low[known] in JOINERS:
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
    close = next((i for i in range(at + 2, min(at + _LONGEST_BRACKET, len(low))) if low[i] == ")"), 0)
    inside = unit_list(words, at + 1, bare=True)
    # How many they are: "các xã A, B (03 xã xếp cuối bảng) | tổ chức ...".
    counted = low[at + 1 : at + 2] and low[at + 1].isdigit() and bool(GROUPS.at(low, at + 2))
    named = (
        counted
        or (inside and inside[-1].after == close)
        or (close and all(words.starts_big(i) or low[i] == "," for i in range(at + 1, close)))
    )
    return close + 1 if named and close + 1 < len(low) and _begins_order(words, close + 1) else at


def with_dashes(words: Words, names: list[Name]) -> list[Name]:
    """As in "Phòng A - Khoa B": a dash before the head of another office joins two; a room and its house are one."""
    low = words.low
    while (
        (at := names[-1].after) + 1 < len(low)
        and low[at] == "-"
        and words.starts_big(at + 1)
        and low[at + 1] not in _PARTS
        and HEADS.at(low, at + 1)
        and not NOT_HEADS.at(low, at + 1)
        and not (FIELDS.at(low, at + 1) and not _is_placed(words, at + 1))
    ):
        more = unit_list(words, at + 1)
        if not more:
            break
        if _is_room_of(low, first := names[-1].first, at + 1):
            more = [Name(words.between(first, more[0].after), first, more[0].after), *more[1:]]
            names = names[:-1]
        names = [*names, *more]
    return names


def _is_placed(words: Words, at: int) -> bool:
    """Whether a place follows the head, which makes it an office: "Công an phường" beside the field "Công an"."""
    return bool(SCOPES.at(words.low, at + HEADS.at(words.low, at)))


def _is_room_of(low: list[str], first: int, other: int) -> bool:
    """Whether one is a room of the other: "Phòng Bồi thường - Ban QLDA", "Kho bạc khu vực 3 - Phòng Giao dịch số 6"."""
    houses = [low[i] in _WHOLES or low[i : i + 2] == ["công", "ty"] for i in (first, other)]
    rooms = [low[i] in _ROOMS and low[i : i + 2] != ["bộ", "chỉ"] for i in (first, other)]
    return (rooms[0] and houses[1]) or (houses[0] and rooms[1])


def tells_part(words: Words, first: int, at: int) -> bool:
    """Whether the bracket at ``at`` tells which part of the office is meant; codes ("P2, P4") and the body a room belongs to
    ("Phòng Kỹ thuật (Ban QLDA)") only explain it."""
    low = words.low
    inside = words.between(at + 1, at + 2)
    coded = inside.isupper() and any(c.isdigit() for c in inside)
    if low[at + 1 : at + 3] in _EXPLAINS or inside.isdigit():
        # "(Cơ quan thường trực Ban Chỉ đạo)": what part the office has.
        return False
    return not coded and not (low[first] in _ROOMS and low[at + 1] in _HOUSES)


def unknown_doer(words: Words, at: int, *, titled: bool = False) -> int:
    """The end of somebody no list knows who acts in a clause standing among orders; ``at`` when there is nobody.

    ``titled``: a unit's title stands over the clause, so that only somebody with a name of his own is another doer."""
    low = words.low
    start = at + ARTICLES.at(low, at)
    stops = STOPS - TELLING if start > at else STOPS
    if not words.starts_big(at) or is_thing(words, start) or low[start] in STOPS or low[at] in _NOBODY:
        return at
    for end in range(start + 2, min(start + _FARTHEST_UNKNOWN, len(low))):
        if not low[end - 1].isalpha() or low[end - 1] in stops or low[end - 1] in _NO_ORDER_AFTER or low[end - 1] in _POINTING:
            return at
        if _begins_order(words, end):
            if titled and start == at and not any(words.starts_big(i) for i in range(at + 1, end)):
                return at
            return acting_end(words, end) if OCCUPATIONS.at(low, end) else end
    return at


def _order_from(words: Words, start: int, *, past: bool = True, whole: bool = False) -> int:
    """The first word from ``start`` on where an order begins; 0 when a sign comes first. ``past``: a plain verb will do;
    ``whole``: what stands before ``start`` is told to its end, so that an order may follow at once."""
    low = words.low
    closed = 0
    for end in range(start, min(start + _FARTHEST, len(low))):
        if end < closed:
            continue
        if low[end] == "(" and (close := next((i for i in range(end + 1, min(end + _FARTHEST, len(low) - 1)) if low[i] == ")"), 0)):
            # What stands in brackets is passed over: a list attached to "12 đơn vị chưa báo cáo | khẩn trương gửi".
            closed = close + 1
            continue
        if low[end] == ":" and end > start and end + 1 < len(low) and ORDERS.at(low, end + 1):
            # The order stands behind the colon: "Đối với các đơn vị đã gửi báo cáo: tiếp tục rà soát".
            return end
        if low[end] in _SIGNS:
            return 0
        if _is_bound(words, end) or (end > start + 1 and low[end] in _CONDITIONS):
            return end
        if past and ((whole and end == start) or low[end - 1] not in _NO_ORDER_AFTER) and _begins_order(words, end):
            return end
    return 0


def _begins_order(words: Words, at: int) -> bool:
    low = words.low
    if words.starts_big(at):
        return False
    return ORDERS.at(low, at) > 1 or low[at] in PLAIN_VERBS or _is_bound(words, at)


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
