"""Is this clause an order? The marks by which the language tells orders from accounts, grounds, formulas and mere entries."""

import re
from typing import NamedTuple

from minhchung.reading.doers import NOUN_MAKERS, office_acts, request_at
from minhchung.reading.forms import after_rhythm, hands_in, is_due, states_limit, told_letter
from minhchung.reading.names import unit_list
from minhchung.reading.words import ACTIONS, ENTRY_NOUNS, MODALS, OPENERS, ORDERS, THINGS, Words
from minhchung.text.normal import lower
from minhchung.text.sought import Sought

_PAST_MARKS = {"đã", "đang", "từng"}
_NOT_YET = ("chưa", "còn")
_STATEMENT_NEXT = {"đã", "được", "còn", "chưa", "bị", "đang", "sẽ", "vẫn", "luôn", "có", "là", "gồm", "đạt"}
# A formula shows itself in this many characters; longer texts are not searched to the end.
_TELLING = 900
_VALIDITY = Sought(
    r"(?<!\()có hiệu lực (?:thi hành )?(?:kể )?từ|chịu trách nhiệm (?:thi hành|thực hiện) (?:quyết định|nghị quyết|chỉ thị|kế hoạch"
    r"|quy chế) này|(?:căn cứ|chiểu) quyết định (?:này )?thi hành"
    r"|tự (?:giải thể|chấm dứt hoạt động)"
)
# Formulas too, but only where they open the clause.
_OPENS_FORMULA = re.compile(
    r"quyết định này|chỉ thị này (?:có|được)"
    r"|biên bản (?:này |cuộc họp |họp |làm việc )?(?:được |đã )?(?:lập|thông qua|đọc|kết thúc|làm|hoàn thành)"
    r"|(?:cuộc |phiên |buổi )?(?:họp|giao ban|làm việc)[^:.;]{0,40} (?:lần sau|tiếp theo|kỳ sau|lần tới) ?(?::|vào|lúc)"
)
# How a body works is laid down, nobody is told to do anything: "Tổ công tác làm việc theo chế độ kiêm nhiệm".
_CHARTER = re.compile(r"[^,.;:]{2,80} (?:làm việc|hoạt động)(?: chủ yếu)? (?:kiêm nhiệm|chuyên trách|theo (?:chế độ|nguyên tắc|cơ chế))\b")
_STATE = re.compile(r"(?:đến nay|hiện nay|hiện|đến thời điểm|tính đến|từ đầu năm|thời gian qua|vừa qua|những năm qua)\b")
_IF_ISSUES = re.compile(r"nếu (?:có|gặp|phát sinh|xảy ra)[^.;:]{0,40}(?:khó khăn|vướng mắc|phát sinh|bất cập)")
_ISSUES = re.compile(
    r"nếu (?:có|gặp|phát sinh|xảy ra)[^.;:]{0,40}(?:khó khăn|vướng mắc|phát sinh|bất cập)|(?:khó khăn"
    r"|vướng mắc)[^.;:]{0,40}(?:phản ánh|báo cáo|liên hệ|kịp thời)[^.;]{0,120}(?:để|xem xét|giải quyết|tổng hợp)"
)
_ATTACHED = Sought(r"[^.;]{0,300}\((?:ban hành )?kèm theo [^)]{5,200}\)$")
# "Lưu ý: Thời gian ... có thể ...": what may be, nothing to do.
_NOTE = re.compile(r"(?:lưu ý|ghi chú) ?:[^.;]{0,120} có thể ")
# Who sits in a body and as what: "Công chức văn thư - Thư ký.".
_MEMBER = re.compile(
    r"[^.;:]{3,160} ?- ?(?:tổ trưởng|tổ phó|trưởng (?:ban|đoàn|tiểu ban)|phó (?:trưởng )?(?:ban|đoàn|trưởng ban)|ủy viên|thành viên|thư ký)"
    r"(?: thường trực| thư ký)?[.;]?$"
)
_ISSUES_OPEN = re.compile(r"(?:trong )?quá trình|nếu |trường hợp|khi |mọi |những |khó khăn")
_TELLS = Sought(
    r"(?<!dự )(?<!cảnh )(?:thông báo|báo|sao gửi|trả lời|phúc đáp|trao đổi)[^.;:]{0,30} (?:để|đề|đến|tới|cho)"
    r"[^;:]{0,240}(?:biết|thực hiện)"
)
_CLOSES = re.compile(r"thừa lệnh|trên đây là|rất mong|trân trọng")
_GENERIC = re.compile(
    r"(?:nghiêm túc|nghiêm|quan tâm|phối hợp|khẩn trương|tập trung|tích cực|chỉ đạo|chủ động"
    r"|có trách nhiệm)[^.;:]{0,60}(?:triển khai|tổ chức|thực hiện|chỉ đạo|thi hành)[^.;:]{0,70}(?:\./\.|\.)?$"
    r"|(?:đề nghị|yêu cầu) [^.;:]{0,90}(?:triển khai|tổ chức|căn cứ|phối hợp)"
    r"[ ,](?:triển khai )?thực hiện(?: nghiêm(?: túc)?| tốt)?(?:\./\.|\.)?$"
)
_CONCRETE = Sought(
    r"(?:trước|chậm nhất|trong|xong|đến) ?(?:hết )?(?:ngày|tháng|giờ) ?\d|(?:cử|gửi|nộp|lập|báo cáo kết quả|đăng ký"
    r"|có văn bản)[^.;:]{0,120}(?:về|đến|tới|cho|trước|qua|tham gia|làm)\b"
)
_ACCOUNT = re.compile(r"chịu (?:hoàn toàn )?trách nhiệm (?:toàn diện )?(?:trước|về|nếu|khi|thi hành)")
_NARRATIVE = re.compile(
    r"(?:hôm nay|sáng|chiều|tối|vào hồi|hồi)?,? ?(?:ngày|từ ngày) \d|hôm nay|cùng dự|tham dự|thành phần|dự (?:họp|hội nghị)"
    r"|tham gia (?:họp|hội nghị|cuộc)|sau khi (?:nghe|xem xét|nghiên cứu|thảo luận)|tại (?:cuộc|hội nghị|buổi)|qua (?:kiểm tra"
    r"|theo dõi|tổng hợp|rà soát|báo cáo|nghe)"
)
_GROUNDS = ("căn cứ", "xét ", "theo đề nghị")
_MEETS = re.compile(r"(?:chủ trì|tổ chức|tham dự|cùng dự|dự) (?:cuộc|buổi|hội nghị|phiên|họp|có)")
_BASES = re.compile(r"(?:căn cứ|xét|theo đề nghị|thực hiện|theo|để thực hiện|tiếp theo|trên cơ sở|nhằm|nhận được|phúc đáp|trả lời)\b")
_LISTS = re.compile(
    r"(?:bao gồm|gồm(?: có)?|gồm các (?:nội dung|nhóm|thành phần)(?: sau)?|cụ thể là các văn bản(?: sau)?|các (?:văn bản"
    r"|tài liệu|chỉ tiêu|số liệu|hồ sơ|biểu mẫu)(?: sau(?: đây)?)?"
    r"|theo (?:các |từng |những )?(?:nhóm(?! nhiệm vụ| giải pháp)|lĩnh vực|tiêu chí|loại|mảng|chủ đề)(?: [^\W\d]{1,12}){0,5} sau(?: đây)?"
    r"|(?:báo cáo|thống kê|cung cấp|gửi|chuẩn bị|tổng hợp|hồ sơ)(?:(?!đề nghị|yêu cầu|thực hiện)[^.;:]){0,80}"
    r"(?:nội dung|tài liệu|số liệu|thông tin|hồ sơ"
    r"|văn bản|mẫu)(?: sau(?: đây)?| chính(?: sau)?)?) ?:$"
)
_FIGURE = re.compile(r"(?:\d{1,3}(?:[.,]\d+)? ?%|(?:tối thiểu|ít nhất|trên|phấn đấu|không quá|đạt|từ) (?:\w+ ){0,3}\d)")
_ASKED_BEFORE = re.compile(r"(?:đề nghị|yêu cầu|cần|phải|(?<!được )giao(?! ban))\b")
_CARRIES_ON = (["trong", "đó"], ["đồng", "thời"], ["ngoài", "ra"], ["bên", "cạnh"], ["cùng", "với"])
_QUOTES = {'"', "“", "”"}
_LONGEST_SAYING = 16
_LONGEST_TOPIC = 24
_LONGEST_MATTER = 12
_SHORTEST_CODE = 3
# An order says more than this; less is a piece of a broken line.
_LONGEST_FRAGMENT = 3
# A past mark further from the start than this belongs to some detail, not to the sentence.
_NEAR = 16
_HARD_PAST = Sought(
    r"đã\b|(?<!phải )(?<!phấn đấu )(?<!mục tiêu )đạt (?:được|kết quả|\d)|"
    r"chưa (?:thực|thật|được|đầy|nghiêm|kịp|cao|đồng|tốt|đạt|triển)|còn (?:một số|chậm"
    r"|hạn chế|tình trạng|tồn|thấp|nhiều|để|xảy)|cơ bản (?:được|bảo đảm|đáp|hoàn|chấp)"
)


class Verdict(NamedTuple):
    """Whether the clause is an order, by which rule, and how sure the rule is (0 to 1)."""

    order: bool
    rule: str
    sure: float


def is_action(words: Words, index: int) -> bool:
    """Whether the word starts what one tells somebody to do."""
    return ORDERS.at(words.low, index) > 0


def has_predicate(words: Words, index: int, *, asked: bool = False) -> bool:
    """Whether what follows a unit's name makes it the one who must act; ``asked``: a verb of asking stood before it."""
    low = words.low
    if index >= len(low):
        return asked
    if low[index] in (":", "("):
        # "Phòng Kinh tế: 0236 ...": where to call.
        return not (low[index] == ":" and index + 1 < len(low) and low[index + 1].isdigit() and len(low[index + 1]) >= _SHORTEST_CODE)
    if low[index] in _QUOTES:
        # "Tổ công nghệ số "đi từng ngõ" hướng dẫn ...": the saying stands between the doer and the order.
        close = next((i for i in range(index + 1, min(index + _LONGEST_SAYING, len(low) - 1)) if low[i] in _QUOTES), 0)
        return bool(close) and (is_action(words, close + 1) or low[close + 1] == ",")
    if low[index] in (",", "-"):
        return index + 1 < len(low) and (is_action(words, index + 1) or bool(OPENERS.at(low, index + 1)) or low[index + 1] == "trọng")
    if low[index] == "có" and low[index + 1 : index + 3] in (["ít", "nhất"], ["tối", "thiểu"]):
        return True
    if low[index] in _STATEMENT_NEXT and not ORDERS.at(low, index):
        return asked and low[index] in ("có", "được", "là")
    if is_action(words, index):
        return True
    if OPENERS.at(low, index):
        return True
    return asked and low[index].isalpha()


def is_entry(words: Words) -> bool:
    """A mere entry of a list (a law, a figure, a paper): no verb of order opens it and none is asked for inside."""
    low = words.low
    if not low:
        return True
    if hands_in(words) or states_limit(words.text) or is_action(words, after_rhythm(words)):
        return False
    entry = ENTRY_NOUNS.at(low, 0)
    if entry and entry >= ACTIONS.at(low, 0) and not any(word in ("cần", "phải") for word in low):
        return True
    if request_at(words, 0) or _asks(low):
        return False
    if is_action(words, 0) or OPENERS.at(low, 0) or low[0].isdigit() or tells_of_the_past(words.text) or _topic_acts(words):
        return False
    if office_acts(words):
        return False
    # "Về thu ngân sách: Phòng A đôn đốc ...": behind its topic somebody acts.
    starts = [0, *(i + 1 for i, word in enumerate(low[:_LONGEST_TOPIC]) if word == ":")][:2]
    return not any((names := unit_list(words, start)) and has_predicate(words, names[-1].after) for start in starts)


def announces_entries(text: str) -> bool:
    """Whether the text before a colon says that mere entries follow ("bao gồm:")."""
    return bool(_LISTS.search(lower(text)[-140:]))


def _asks(low: list[str]) -> bool:
    return any(
        (word in ("cần", "phải") and low[i + 1 : i + 2] not in (["thiết"], ["trái"]))
        or (
            word == "đề"
            and low[i + 1 : i + 2] == ["nghị"]
            and low[i - 1 : i] not in (["theo"], ["được"])
            and "việc" not in low[max(i - _NEAR // 2, 0) : i]
        )
        or (
            word == "yêu"
            and low[i + 1 : i + 2] == ["cầu"]
            and low[i - 1 : i] not in (["theo"], ["có"], ["đúng"], ["ứng"], ["các"], ["của"])
        )
        for i, word in enumerate(low)
    )


def is_formula(text: str, *, marked: bool) -> bool:
    """Closing and procedural formulas: validity, "nếu có vướng mắc", "thông báo để ... biết, thực hiện"."""
    low = lower(text)[:_TELLING]
    valid = _VALIDITY.search(low)
    if (
        _OPENS_FORMULA.match(low)
        or (valid and not _orders_before(low, valid.start()))
        or _CHARTER.match(low)
        or _ATTACHED.match(low)
        or ("-" in low and _MEMBER.match(low))
        or _NOTE.match(low)
        or (_ISSUES_OPEN.match(low) and _ISSUES.search(low))
        or (not marked and (issues := _IF_ISSUES.search(low)) and not _orders_before(low, issues.start()))
    ):
        return True
    told = _TELLS.search(low)
    # "Đề nghị ... thông báo đến từng lớp thực hiện": somebody is asked to tell others.
    if _CLOSES.match(low) or (told and not _ASKED_BEFORE.search(low, 0, told.start())):
        return not (("đề nghị" in low or "yêu cầu" in low) and _CONCRETE.search(low))
    return False


def _orders_before(low: str, at: int) -> bool:
    """Whether a sentence before the one at ``at`` asks for something that could be shown."""
    before = low[: max(low.rfind(". ", 0, at), 0)]
    if _CONCRETE.search(before) and _ASKED_BEFORE.search(before):
        return True
    return any(
        ("có trách nhiệm" in said or _ASKED_BEFORE.search(said)) and said.count(" ") > _LONGEST_MATTER and not is_generic_closing(said)
        for said in before.split(". ")
    )


def is_generic_closing(text: str) -> bool:
    """A closing such as "Yêu cầu các đơn vị nghiêm túc triển khai thực hiện./.": it asks for nothing that could be shown."""
    low = lower(text)
    first, _, rest = low.partition(". ")
    if rest and first.count(" ") > _LONGEST_MATTER and _ASKED_BEFORE.search(first) and not _GENERIC.search(first):
        return False
    return low.count(" ") < 60 and bool(_GENERIC.search(low)) and not _CONCRETE.search(low)


def is_concrete(text: str) -> bool:
    """Whether the clause has a day or tells something to be sent, handed in or sent out."""
    return bool(_CONCRETE.search(lower(text)[:_TELLING]))


def is_narrative(text: str, *, asked: bool) -> bool:
    """The story of the meeting, the persons present, the ground of the letter; ``asked``: a unit is asked to act in it."""
    low = lower(text)[:_TELLING]
    if asked and not _MEETS.search(low):
        return False
    return bool(_NARRATIVE.match(low))


def is_basis(words: Words, text: str, *, among_orders: bool) -> bool:
    """A line of legal bases: it opens with one and ends with a semicolon or comma, or names only the ground.

    ``among_orders``: the clause is an item or stands under an order, where "Thực hiện ...;" is work to do.
    """
    low = lower(text)[:_TELLING]
    if not _BASES.match(low) or (among_orders and not low.startswith(_GROUNDS)):
        return False
    if text.endswith((";", ",")) and not among_orders:
        return True
    return low.startswith(_GROUNDS) and not any(ACTIONS.at(words.low, i) > 1 for i in range(2, len(words.low)))


def carries_on(words: Words) -> bool:
    """Whether the sentence links itself to the one before: "Ngoài ra, có thêm các việc sau:"."""
    return words.low[:2] in _CARRIES_ON


def goes_on(words: Words) -> bool:
    """A paragraph that carries the order before it further: "Trong đó tập trung ...", "Trước khi ... phải ..."."""
    low = words.low
    if low[:2] in _CARRIES_ON:
        return any(ACTIONS.at(low, i) > 1 for i in range(2, min(len(low), _LONGEST_TOPIC)))
    opens = low[:2] in (["trước", "khi"], ["sau", "khi"], ["đối", "với"])
    return opens and _asks(low) and not tells_of_the_past(words.text[: _TELLING // 6])


def acts_on(words: Words, text: str) -> bool:
    """A paragraph that goes on with the orders before it by its verb alone: "Tiếp tục triển khai ...", "Đảm bảo lực lượng trực ..."."""
    low = words.low
    return (
        ACTIONS.at(low, 0) > 1
        and len(low) > _LONGEST_MATTER
        and not _BASES.match(lower(text)[:_TELLING])
        and not is_generic_closing(text)
        and not tells_of_the_past(text)
    )


def unit_acts_later(words: Words) -> bool:
    """Whether after a comma a unit is told to act."""
    commas = (i for i, word in enumerate(words.low) if word == ",") if "," in words.low else ()
    return any((names := unit_list(words, comma + 1)) and is_action(words, names[-1].after) for comma in commas)


def is_account(words: Words, text: str, *, marked: bool, subject: bool) -> bool:
    """Past or present state of things: "đã triển khai", "còn một số", and nobody is asked anything before that."""
    if is_action(words, 0):
        return False
    if OPENERS.at(words.low, 0) and words.low[0] != "về" and ((marked and _acts_later(words)) or unit_acts_later(words)):
        return False
    if words.low[0] in ("đối", "riêng") and _topic_acts(words):
        return False  # "Đối với các đơn vị đã gửi báo cáo: tiếp tục rà soát": the past tells whom, not what.
    low = lower(text)
    if _STATE.match(low) and not unit_acts_later(words):
        return True
    if subject and (_unit_acts_on_topic(words) or _topic_acts(words)) and "đã" not in words.low:
        return False
    found = _HARD_PAST.search(low[:_TELLING])
    if not found or ((marked or subject) and low.count(" ", 0, found.start()) > _NEAR):
        return False
    if found.group() in ("đã", "đang") and _acts_before(words, words.at(found.start())):
        return False
    return not _ASKED_BEFORE.search(low, 0, found.start())


def _acts_before(words: Words, at: int) -> bool:
    """As in "Phòng A rà soát các công trình đã bàn giao": the past belongs to the thing, not to who acts."""
    low = words.low
    return not THINGS.at(low, 0) and any(
        ACTIONS.at(low, i) > 1 and low[i - 1] not in NOUN_MAKERS and not words.starts_big(i) for i in range(1, at - 1)
    )


def _unit_acts_on_topic(words: Words) -> bool:
    """As in "Về thu ngân sách: Phòng A đôn đốc, đạt 100% ...": what is reached there is still to be reached."""
    colon = next((i for i, word in enumerate(words.low[:_LONGEST_TOPIC]) if word == ":"), 0) if ":" in words.text else 0
    names = unit_list(words, colon + 1) if colon else []
    return bool(names) and is_action(words, names[-1].after)


def tells_of_the_past(text: str) -> bool:
    """Whether the words hold a mark of what was done or is lacking ("đã", "còn chậm")."""
    return bool(_HARD_PAST.search(lower(text)[:_TELLING])) or told_letter(text[:_TELLING])


def answers_for(words: Words, index: int) -> bool:
    """As in "... chịu trách nhiệm trước Chủ tịch về ...": accountability, nothing to do."""
    return bool(_ACCOUNT.match(" ".join(words.low[index : index + 8])))


def verdict(words: Words, text: str, *, marked: bool, asked: bool, subject: bool, titled: bool = False) -> Verdict:
    """Judge a clause standing where orders stand. ``asked``: a verb of asking with a unit was found; ``subject``: a unit acts in
    it; ``titled``: it is an item under the name of a unit, where any verb is an order."""
    low = words.low
    if asked:
        return Verdict(True, "có lời giao việc và đơn vị", 0.95)
    if is_action(words, 0):
        entry = ENTRY_NOUNS.at(low, 0)
        if entry > ORDERS.at(low, 0):
            return Verdict(False, "mục liệt kê", 0.6)
        return Verdict(True, "mở đầu bằng động từ giao việc", 0.9)
    if subject:
        return Verdict(True, "đơn vị và động từ giao việc", 0.9)
    if is_action(words, after_rhythm(words)):
        return Verdict(True, "nhịp thực hiện rồi đến việc", 0.85)
    if hands_in(words) and (marked or is_due(text)):
        return Verdict(True, "việc gửi, nộp có nơi nhận", 0.85)
    if OPENERS.at(low, 0) and _acts_later(words):
        return Verdict(True, "việc sau phần căn cứ, điều kiện", 0.8)
    if OPENERS.at(low, 0) and marked and any(ACTIONS.at(low, i) > 1 and not _is_noun(low, i) for i in range(2, len(low))):
        return Verdict(True, "việc sau phần căn cứ, điều kiện", 0.6)
    if _FIGURE.match(lower(text)[:_TELLING]) or states_limit(text):
        return Verdict(marked, "chỉ tiêu phải đạt", 0.7)
    if marked and any(word == ";" and is_action(words, i + 1) for i, word in enumerate(low)):
        return Verdict(True, "có việc phải làm ở vế sau", 0.6)
    if _topic_acts(words):
        return Verdict(True, "chủ đề rồi đến việc", 0.8)
    if _asks(low) or any(MODALS.at(low, i) for i in range(min(len(low), 60)) if low[i] in ("tiếp", "bảo", "đảm", "phấn")):
        return Verdict(marked, "có từ chỉ yêu cầu (cần, phải, bảo đảm)", 0.6)
    if titled and not ENTRY_NOUNS.at(low, 0) and low[0].isalpha() and len(low) > _LONGEST_FRAGMENT:
        return Verdict(True, "ý dưới đề mục là tên đơn vị", 0.6)
    return Verdict(False, "không có lời giao việc", 0.7)


def _is_noun(low: list[str], at: int) -> bool:
    """Whether the verb there only tells what a thing is for: "kinh phí sửa chữa", "nhiệm vụ chi"."""
    return low[at - 1] in NOUN_MAKERS or any(THINGS.at(low, at - step) == step for step in (1, 2, 3) if at >= step)


def _acts_later(words: Words) -> bool:
    return any(words.low[i] in (",", ":", ";") and is_action(words, i + 1) for i in range(len(words.low) - 1))


def _topic_acts(words: Words) -> bool:
    if ":" not in words.text:
        return False
    for i, word in enumerate(words.low[:24]):
        if word == ":":
            comma = next((j for j in range(i + 1, min(i + _LONGEST_SAYING, len(words.low))) if words.low[j] == ","), 0)
            timed = comma and words.low[i + 1] in ("từ", "trước", "trong", "ngày", "hằng", "hàng")
            return is_action(words, i + 1) or bool(timed and is_action(words, comma + 1))
    return False
