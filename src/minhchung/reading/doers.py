"""Doers that no list can hold: known by the build of the word ("-trưởng", "-viên", "chủ ...") or by the place where they stand."""

from minhchung.reading.proper import STOPS
from minhchung.reading.words import (
    ACTIONS,
    ADVERBS,
    ARTICLES,
    ENTRY_NOUNS,
    FIELDS,
    GROUPS,
    HEADS,
    NAME_TAILS,
    NOT_HEADS,
    OPENERS,
    ORDERS,
    POSTS,
    REQUESTS,
    SCOPES,
    THINGS,
    Phrases,
    Words,
)

# Before these a verb is a thing: "việc rà soát", "công tác tuyên truyền".
NOUN_MAKERS = {"việc", "tác", "sự", "trình", "của", "về", "hoạch", "được", "vụ"}
# Words that end like a post and are none: growth, to urge, a park, the grounds, the environment.
_NO_POST = {
    "trưởng": {"tăng", "môi", "sinh", "nẩy", "nảy"},
    "viên": {"động", "công", "khuôn", "dưỡng"},
}
# Before these a further word belongs to the post: "thôn đội trưởng", "đảng ủy viên", "kiểm soát viên".
_WHOLE = {
    "trưởng": {"bộ", "thứ", "cục", "vụ", "tổ", "hiệu", "thủ", "viện", "trạm", "hạt", "đồn", "tăng", "môi", "phó"},
    "viên": {"đảng", "nhân", "hội", "đoàn", "thành", "giáo", "học", "chuyên", "sinh", "công", "động", "khuôn", "dân"},
}
# "chủ trì", "chủ động": a verb or an adverb; "chủ rừng", "chủ trọ" own something.
_NO_OWNER = {
    *("trì", "động", "trương", "yếu", "tịch", "đề", "quyền", "thể", "nhật", "đạo", "lực", "chốt", "quan", "huy", "nghĩa", "tọa", "tài"),
}
# "hộ tịch", "hộ khẩu": papers; "hộ nuôi ong", "hộ vay vốn" are households.
_NO_HOUSE = {"tịch", "khẩu", "chiếu", "tống", "sinh", "vệ", "trợ", "lý", "chưa", "đã", "không", "có", "được", "còn", "nào", "này", "và"}
# What opens a matter, an order or a ground.
_MATTERS = THINGS | ORDERS | OPENERS | ENTRY_NOUNS | FIELDS | NOT_HEADS
_OPENING = {"chủ", "trưởng", "hộ"}
_NO_HEAD = {"thành", "các", "nhóm"}
_LONGEST_DOER = 9
_LONGEST_OPENING = 12
_SHORTEST_INITIALS = 3
# Heads of offices that as often count things, told by what follows; "Nhóm Tổ chức", in capitals, is an office.
_SETS = {"nhóm", "bộ", "cụm", "khối"}
_TRADES = Phrases(
    """thiết kế, thi công, thẩm tra, khảo sát, quản lý dự án, đấu thầu, định giá, kiểm định, lập dự án, lập quy hoạch, giám sát, thẩm định,
    xây lắp, cung cấp, cung ứng, lắp đặt, giám sát thi công, thiết kế kỹ thuật"""
)
# "Các doanh nghiệp trong khu công nghiệp: ...": which of the group are meant.
_TELLS = {"trong", "trên", "tại", "ở", "có", "được", "thuộc"}
# Those who do a work are called after it: among "Hiệu trưởng: ...", "Bảo vệ: ..." is somebody.
_JOBS = Phrases(
    """bảo vệ, tạp vụ, cấp dưỡng, lao công, phục vụ, giám thị, trực ban, y tế, y tế học đường, kế toán, thủ quỹ, văn thư, thư viện,
    thiết bị,    thí nghiệm, lễ tân, hậu cần, truyền thông, tổng đài, quản lý học sinh, công nghệ thông tin"""
)
_MORE_THINGS = Phrases(
    "môn, công việc, tiêu chí, hàng hóa, mặt hàng, ngành nghề, nghề, hành vi, lỗi, dự án, thủ tục, câu hỏi, cây, sách, đồ"
)
_TEAMS = {"tổ", "đội", "nhóm", "hội"}
# Verbs that say what part somebody has; other verbs may belong to a name ("Tư vấn giám sát", "Nhà thầu thi công").
LEADING = Phrases(
    """chủ trì, phối hợp, thực hiện, tham mưu, phụ trách, chịu trách nhiệm, có trách nhiệm, có nhiệm vụ, tổng hợp, theo dõi, tiếp tục,
    triển khai, tập trung, khẩn trương, chủ động, tăng cường, báo cáo, đã, được, không"""
)


# "giao ban", "giao dịch": one word; the small letter tells it from "Giao Ban Quản lý ...".
_NOT_GIVEN = {"ban", "dịch", "thông", "lưu", "nhận", "tiếp", "thừa", "khoán", "hàng", "nộp", "hữu", "diện"}
_GIVEN_TO_ONESELF = {"bàn", "chuyển", "được", "tiếp", "tuyển"}


def request_at(words: Words, at: int) -> int:
    """How many words the asking at ``at`` takes ("giao cho", "đề nghị"); 0 when nothing is asked there ("giao ban", "bàn giao")."""
    low = words.low
    step = REQUESTS.at(low, at)
    if step != 1 or low[at] != "giao":
        return step
    thing = at + 1 < len(low) and low[at + 1] in _NOT_GIVEN and not words.starts_big(at + 1)
    return 0 if thing or (at and low[at - 1] in _GIVEN_TO_ONESELF) else step


def post_at(words: Words, at: int) -> int:
    """How many words the post or kind of person at ``at`` takes: listed, or told by its build; 0 when there is none."""
    low = words.low
    return POSTS.at(low, at) or _built(words, at)


def _built(words: Words, at: int) -> int:
    low = words.low
    if at + 1 >= len(low):
        return 0
    after = low[at + 1]
    # Nearly all words are dismissed here.
    if not (low[at] in _OPENING or after in _NO_POST or (at + 2 < len(low) and low[at + 2] in _NO_POST)) or not low[at].isalpha():
        return 0
    if low[at] == "hộ":
        return 2 if after.isalpha() and after not in _NO_HOUSE else 0
    if low[at] == "chủ":
        return 2 if after.isalpha() and after not in _NO_OWNER else 0
    if low[at] == "trưởng":
        if not after.isalpha() or after in _NO_HEAD or ACTIONS.at(low, at + 1):
            return 0
        # "Trưởng Khoa Dược" heads a named office, "trưởng khoa" is a post by itself.
        return 1 if HEADS.at(low, at + 1) and words.starts_big(at + 1) else 2
    if low[at] in STOPS or max(ACTIONS.at(low, at), OPENERS.at(low, at), ARTICLES.at(low, at), REQUESTS.at(low, at)) == 1:
        return 0
    if after in _NO_POST:
        return 0 if low[at] in _NO_POST[after] or ADVERBS.at(low, at) else 2
    third = low[at + 2] if at + 2 < len(low) else ""
    if third not in _NO_POST or after in _WHOLE[third] or after in STOPS or after in ("và", "hoặc", ",", "/"):
        return 0
    return 3


def initials_at(words: Words, at: int) -> int:
    """1 when the word is an office in initials ("BCHQS phường rà soát", "CAP tăng cường"), told by what follows."""
    low = words.low
    if at + 1 >= len(low):
        return 0
    start, end = words.starts[at], words.end(at)
    said = words.text[start:end]
    if not (said.isupper() and said.isalpha()) or len(said) < _SHORTEST_INITIALS or THINGS.at(low, at):
        return 0
    if words.text[end : end + 20].isupper() or all(c in "IVXLC" for c in said):
        return 0
    after = at + 1 + SCOPES.at(low, at + 1)
    return 1 if ACTIONS.at(low, after) or (after < len(low) and low[after] in (":", ",") and after > at + 1) else 0


def team_end(words: Words, first: int, at: int) -> int:
    """The end of a team named by its work: "Tổ số hóa hồ sơ hoàn thành ..."; ``at`` when there is none."""
    low = words.low
    part = low[first : first + 2] == ["bộ", "phận"]
    if not part and (low[first] not in _TEAMS or ACTIONS.at(low, first) > 1 or GROUPS.at(low, first) > 1):
        return at
    for end in range(at + 2, min(at + _LONGEST_DOER, len(low))):
        if not low[end - 1].isalpha() or not low[end - 2].isalpha() or low[end - 1] in STOPS:
            return at
        if ACTIONS.at(low, end) and not words.starts_big(end):
            return end
    return at


def names_things(words: Words, at: int) -> bool:
    """As in "Nhóm chỉ tiêu ...", "Bộ thủ tục ...", "Cụm công trình ...": the head of an office over things, which is no office."""
    low = words.low
    if low[at] not in _SETS or at + 1 >= len(low):
        return False
    shouted = words.between(at, at + 2).isupper()
    return (shouted or not words.starts_big(at + 1)) and bool(THINGS.at(low, at + 1) or _MORE_THINGS.at(low, at + 1))


def trade_end(words: Words, first: int, at: int) -> int:
    """The end of a firm told by its trade: "Tư vấn thiết kế | hoàn chỉnh ..."; ``at`` when no order follows."""
    low = words.low
    trade = _TRADES.at(low, at) if low[first : first + 2] in (["tư", "vấn"], ["nhà", "thầu"]) else 0
    after = at + trade
    return at + trade if trade and after < len(low) and (ORDERS.at(low, after) or low[after] == ":") else at


def is_thing(words: Words, at: int) -> bool:
    """Whether the words at ``at`` open a matter, an order or a ground, and so name nobody."""
    low = words.low
    if at >= len(low) or not low[at].isalpha():
        return True
    return bool(_MATTERS.at(low, at) or (NAME_TAILS.at(low, at) and not GROUPS.at(low, at)))


def doer_before_colon(words: Words, index: int, *, among_units: bool) -> int:
    """The colon of "X: <order>" where X is somebody no list knows; 0 when X may as well be a matter.

    X is taken for somebody when its neighbours in the list are units (``among_units``), when it opens like an office or when
    it bears a name of its own.
    """
    low = words.low
    if ":" not in words.text:
        return 0
    office = bool(post_at(words, index) or (HEADS.at(low, index) and not NOT_HEADS.at(low, index)))
    office = office or (among_units and GROUPS.at(low, index) > 0)
    job = _JOBS.at(low, index) if among_units else 0
    if job and low[index + job : index + job + 1] == [":"]:
        return index + job
    if not words.starts_big(index) or (is_thing(words, index) and not office):
        return 0
    article = ARTICLES.at(low, index)
    told = article + GROUPS.at(low, index + article) if article and GROUPS.at(low, index + article) else 0
    office = office or bool(told and low[index + told] in _TELLS)
    for at in range(index + 1, min(index + 1 + _LONGEST_DOER * (1 + office), len(low) - 1)):
        if low[at] == ":":
            named = any(words.starts_big(i) and words.starts_big(i + 1) for i in range(index + 1, at - 1))
            orders = ORDERS.at(low, at + 1)
            return at if orders and (among_units or named or office) else 0
        if (
            not (low[at].isalnum() or low[at] in (",", "-", "+", "và"))
            or (low[at] in STOPS and not (told and low[at] in _TELLS))
            or (LEADING.at(low, at) and not words.starts_big(at) and low[at : at + 3] != ["tổng", "hợp", ":"])
        ):
            return 0
    return 0


def doer_after_request(words: Words, at: int) -> int:
    """The end of somebody unknown after a word of asking: "Giao Hợp ca Sông Vân chuẩn bị ..."; ``at`` when there is nobody.

    A capital after the word of asking is a name; it ends where an order of at least two syllables begins.
    """
    low = words.low
    # "Yêu cầu liên danh nhà thầu tăng cường ...": in small letters only the head of an office is somebody.
    article = ARTICLES.at(low, at)
    if is_thing(words, at + article) or not (words.starts_big(at) or article or (HEADS.at(low, at) and not ADVERBS.at(low, at))):
        return at
    for end in range(at + 1, min(at + _LONGEST_DOER, len(low))):
        if (ACTIONS.at(low, end) > 1 and not words.starts_big(end)) or (article and low[end] in ("cần", "phải")):
            return end
        if not low[end].isalnum() and low[end] != "-":
            return at
    return at


def office_acts(words: Words) -> bool:
    """Whether an office or a kind of offices opens the clause and a verb of order follows within a few words."""
    low = words.low
    opens = max(HEADS.at(low, 0), GROUPS.at(low, 0))
    if not opens or NOT_HEADS.at(low, 0) or THINGS.at(low, 0) or ENTRY_NOUNS.at(low, 0):
        return False
    near = range(opens, min(len(low), _LONGEST_OPENING))
    return any(ACTIONS.at(low, i) > 1 and not words.starts_big(i) and low[i - 1] not in NOUN_MAKERS for i in near)
