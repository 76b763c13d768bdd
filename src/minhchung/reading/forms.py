"""Forms of the sentence in which the order does not stand first: the object, the rhythm, the occasion or the doer does."""

import re

from minhchung.reading.names import unit_list
from minhchung.reading.words import ADVERBS, ORDERS, REQUESTS, Phrases, Words
from minhchung.text.normal import lower

_PERIODS = {"ngày", "tuần", "tháng", "quý", "năm", "kỳ", "đợt"}
_RHYTHM_OPENS = {"mỗi", "một", "hằng", "hàng", "từng", "định"}
_RHYTHM_GOES_ON = {"lần", "một", "hai", "ba", "/", ",", "ít", "nhất", "tối", "thiểu", "học", "kỳ", "định", "đầu", "cuối", "giữa"} | _PERIODS
_LONGEST_RHYTHM = 9
_HAND_IN = {"gửi", "nộp", "chuyển"}
_HANDING = _HAND_IN | {"báo"}
_TO_WHOM = {"về", "đến", "tới", "cho", "tại", "qua", "lên"}
# A sentence shows its time in this many characters.
_TELLING = 900
# A subject longer than this is no paper to be sent.
_LONGEST_OBJECT = 14
_NOT_SENT = {"đã", "đang", "chưa", "được", "do", "khi", "nếu", "sau", "sẽ", "để", "mà"}
# What has to be over before the order takes hold.
_OCCASIONS = Phrases("kết thúc, hoàn thành, sơ kết, tổng kết, tiếp nhận, nhận được, hết, xong, cuối")
_RHYTHMS_AND_OCCASIONS = ADVERBS | _OCCASIONS
_LONGEST_OCCASION = 16
_LIMIT = re.compile(
    r"(?:tỷ lệ|tỉ lệ|số|mức|tốc độ|điểm|thời gian|chỉ số|tổng số|diện tích|quân số|thu nhập|chi phí|nợ)\b[^,.;:]{0,90}"
    r"(?:không (?:vượt quá|vượt|quá)|không (?:thấp|cao|lớn|nhỏ|ít|nhiều) hơn|tối thiểu|tối đa|ít nhất|đạt|dưới|trên|còn|là|≥|≤|>|<|bằng)"
    r" (?:từ |trên |ít nhất |tối thiểu |dưới |mức )?(?:≥ ?|≤ ?)?\d"
)
_LETTER = r"(?:công văn|văn bản|thông báo|kế hoạch|tờ trình|công điện|chỉ thị|quyết định|phiếu chuyển|hướng dẫn|thư)"
_TOLD_LETTER = re.compile(
    rf"\bđã (?:\w+ ){{1,4}}?{_LETTER}\b|\b(?:có|ban hành|gửi|nhận được|phát hành|ký) (?!kèm)(?:\w+ ){{0,2}}?{_LETTER}\b[^;]{{0,60}}?\d"
)
_ASKED_ALREADY = re.compile(r"đã (?:\w+ ){0,3}?$")
# "Chủ tịch UBND phường kết luận như sau:" names who speaks, not who must act.
_ISSUER_SPEAKS = {
    ("kết", "luận"),
    ("có", "ý"),
    ("yêu", "cầu"),
    ("đề", "nghị"),
    ("chỉ", "đạo"),
    ("ban", "hành"),
    ("thông", "báo"),
    ("quyết", "định"),
    ("báo", "cáo"),
    ("xây", "dựng"),
    ("giao", "nhiệm"),
}
_ANNOUNCES = {("thông", "báo"), ("đề", "nghị"), ("yêu", "cầu"), ("kết", "luận"), ("trân", "trọng")}
_GROUND = re.compile(r"(?:thực hiện|căn cứ|theo|tiếp theo|phúc đáp|hưởng ứng|trên cơ sở|xét|nhận được)\b")
_LONGEST_TALE = 80
_LONGEST_LINK = 5
_BOUND = re.compile(r"(?:có (?:trách nhiệm|nhiệm vụ)|chủ trì(?! (?:cuộc|buổi|hội|phiên))|chịu trách nhiệm|cần|phải|khẩn trương|tiếp tục)\b")
_DUE = re.compile(r"(?:trước|chậm nhất|muộn nhất|trong|xong|hết|hạn cuối|hạn chót|hạn)\b[^.;]{0,24}\d")
_SPEAKS = re.compile(
    r"[^:.;]{2,90} (?:nhận xét|phát biểu|trình bày|trao đổi|phản ánh|cho rằng|báo cáo|có ý kiến|nêu ý kiến|ý kiến|nêu|đề xuất"
    r"|đề nghị|kiến nghị|thảo luận|giải trình|tham luận)(?: rằng| thêm)? ?:"
)


def after_rhythm(words: Words) -> int:
    """The word after a rhythm that opens the clause ("Mỗi tháng 01 lần ...", "02 tuần/lần ..."); 0 when none does."""
    low = words.low
    if not low or not (low[0] in _RHYTHM_OPENS or low[0].isdigit()):
        return 0
    at, period = 0, False
    while at < min(len(low), _LONGEST_RHYTHM) and (low[at] in _RHYTHM_GOES_ON or low[at] in _RHYTHM_OPENS or low[at].isdigit()):
        period = period or low[at] in _PERIODS
        at += 1
    return at if period else 0


def hands_in(words: Words) -> bool:
    """Object first: "Kết quả gửi về Phòng A trước ngày ...", "Danh sách nộp tại ...": what is to be sent, and to whom."""
    low = words.low
    if _HANDING.isdisjoint(low[1:_LONGEST_OBJECT]):
        return False
    for at in range(1, min(len(low) - 1, _LONGEST_OBJECT)):
        if low[at] in (",", ";", ":", ".") or (low[at] in _NOT_SENT and not (low[at] == "được" and low[at + 1] in _HAND_IN)):
            return False
        if low[at] in _HAND_IN and low[at + 1] in _TO_WHOM:
            return True
        if low[at : at + 2] == ["báo", "cáo"] and low[at + 2 : at + 3] in (["về"], ["cho"], ["lên"]):
            return True
    return False


def states_limit(text: str) -> bool:
    """A figure to be kept or reached, said of its subject: "Tỷ lệ hồ sơ trễ hạn không quá 1%"."""
    return bool(_LIMIT.match(lower(text)[:240]))


def after_occasion(words: Words) -> int:
    """The word after the occasion or rhythm that opens the clause ("Kết thúc từng đợt, ..."); 0 when none does."""
    low = words.low
    start = after_rhythm(words)
    if start:
        return start + (low[start : start + 1] == [","])
    if not _RHYTHMS_AND_OCCASIONS.at(low, 0) or low[0] == "cùng":
        return 0  # "Cùng Hội A, Hội B xây dựng ...": with whom, no occasion.
    comma = next((i for i in range(2, min(len(low), _LONGEST_OCCASION)) if low[i] == ","), 0)
    return comma + 1 if comma else 0


def told_request(words: Words, at: int) -> bool:
    """Whether the verb of asking at ``at`` only tells what was asked before: "Ngày ..., UBND xã có Công văn số ... đề nghị ..."."""
    low = words.low
    start = next(
        (i + 1 for i in range(at - 1, max(at - _LONGEST_TALE, -1), -1) if low[i] in (".", ";") and words.starts_big(i + 1)),
        max(at - _LONGEST_TALE, 0),
    )
    if at and low[at - 1] in ("việc", "có"):  # "... về việc đề nghị các địa phương ...", "công văn ... có đề nghị người dân ..."
        return True
    comma = next((i for i in range(at - 1, start - 1, -1) if low[i] == ","), -1)
    if comma >= 0 and (names := unit_list(words, comma + 1)) and names[-1].after == at:
        return False
    before = " ".join(low[start:at]) + " "
    return bool(_ASKED_ALREADY.search(before[-40:]) or _TOLD_LETTER.search(before))


def asks_addressees(words: Words) -> bool:
    """A request that names nobody: "..., đề nghị cử người tham dự": the addressees are meant. The verb of asking opens a clause
    or follows the issuer's name; elsewhere it is a noun ("theo yêu cầu")."""
    low = words.low
    opens = 0
    for at, word in enumerate(low):
        if word in (",", ";", ".", ":", "và"):
            opens = at + 1
        step = REQUESTS.at(low, at) if word in ("đề", "yêu") else 0
        acts = step and ORDERS.at(low, at + step)
        if acts and (opens == at or ((names := unit_list(words, opens)) and names[-1].after == at)) and not told_request(words, at):
            return True
    return False


def asks_upward(words: Words) -> bool:
    """Whether the only words of asking are those one uses to one's superiors: "đề nghị", "kiến nghị", "mời"."""
    low = words.low
    return not any(
        word in ("giao", "yêu", "phân") and (step := REQUESTS.at(low, at)) and unit_list(words, at + step) for at, word in enumerate(low)
    )


def told_letter(text: str) -> bool:
    """Whether a sentence tells that a letter was written or has come."""
    return bool(_TOLD_LETTER.search(lower(text)))


def is_due(text: str) -> bool:
    """Whether the clause says by when."""
    return bool(_DUE.search(lower(text)[:_TELLING]))


def states_due(words: Words, at: int) -> bool:
    """Whether by when is said behind the word ``at``, with nothing of the past between."""
    rest = lower(words.text[words.starts[at] :][:_TELLING]) if at < len(words.starts) else ""
    return bool(_DUE.search(rest)) and " đã " not in rest


def is_remark(text: str) -> bool:
    """What somebody said in a meeting: "Tư vấn giám sát nhận xét: ..."."""
    return bool(_SPEAKS.match(lower(text)[:140]))


def issuer_speaks(words: Words) -> bool:
    """Whether the words tell who speaks, not who must act: "Chủ tịch UBND phường kết luận như sau:"."""
    # "Giám đốc Sở Xây dựng": in a name the verb says nothing.
    return any(tuple(words.low[i : i + 2]) in _ISSUER_SPEAKS and not (i and words.starts_big(i)) for i in range(len(words.low)))


def speaks_at(words: Words, at: int) -> bool:
    """Whether the verb there is one of speaking with authority: "kết luận", "có ý kiến"."""
    return tuple(words.low[at : at + 2]) in _ISSUER_SPEAKS


def announces(words: Words, at: int) -> bool:
    """Whether the word begins what an issuer does by writing: it announces, asks, concludes."""
    return tuple(words.low[at : at + 2]) in _ANNOUNCES


def opens_with_ground(text: str) -> bool:
    """Whether the text first names its ground: a letter, a plan, a law."""
    return bool(_GROUND.match(lower(text)[:40]))


def must_act(words: Words) -> bool:
    """Whether the unit at the start is bound in so many words: "có trách nhiệm", "chủ trì", "cần", "phải"."""
    # "Theo đó, Sở A chủ trì ...": behind the word that links the sentence.
    start = words.low.index(",") + 1 if "," in words.low[:_LONGEST_LINK] else 0
    names = unit_list(words, 0) or unit_list(words, start)
    return bool(names) and bool(_BOUND.match(" ".join(words.low[names[-1].after : names[-1].after + 4])))
