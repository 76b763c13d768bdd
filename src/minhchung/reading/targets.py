"""Numbers to be reached: percentages, counts, ranks."""

import re
from dataclasses import dataclass

from minhchung.text.flat import Flat, at_anchors, flatten
from minhchung.text.numbers import UNITS, plain_number, read_number

_NUMBER = r"(?:\d{1,3}(?:\.\d{3}){1,4}(?:,\d{1,4})?|\d{1,9}(?:[.,]\d{1,4})?)(?!\d)"
_DIGITS = re.compile(r"\d{1,9}")
_PERCENT = re.compile(rf"(?<![\w/.,%=×+\-])(?:\d{{1,3}}(?:,\d{{1,3}})?%? ?- ?)?(?P<n>{_NUMBER}) ?(?:%|phần trăm)")
_SPELLED = "|".join(sorted((word for word in UNITS if word not in ("mốt", "lăm", "nhăm", "năm", "tư", "không")), key=len, reverse=True))
_COUNT = re.compile(
    rf"(?<![\w/.,%\-])(?P<n>{_NUMBER}"
    rf"|(?:{_SPELLED})(?= [^\W\d])) (?:\([^\W\d]{{1,12}}\) )?[\"“«]?(?P<noun>[^\W\d]{{1,12}}(?:,? [^\W\d]{{1,12}}){{0,3}})"
)
_RANK = re.compile(
    r"\b(?P<rank>vị trí|thứ hạng|xếp hạng|xếp thứ|đứng thứ|hạng|tốp|top|nhóm)(?: thứ)? (?P<n>\d{1,3})(?![\w/%]"
    r"|[.,]\d)(?P<first> [^,.;]{1,30}(?:dẫn đầu|cao nhất|đứng đầu))?"
)
_COUNT_ANCHOR = re.compile(rf"\d{{1,9}}|(?:{_SPELLED}) ")
_RANK_ANCHOR = re.compile(r"vị trí|thứ hạng|xếp |đứng thứ|hạng|tốp|top|nhóm")
# What can be counted as an achievement; the longest name wins. An unknown noun counts only behind "ít nhất", "mỗi …" and the like.
_NOUNS = re.compile(
    r"(?:thủ tục hành chính|thủ tục|tthc|tổ chức đảng|bình chữa cháy|thùng rác|tờ rơi|tuyến đường|máy quét|máy tính|tổ liên gia"
    r"|chi bộ"
    r"|chi hội|chi đoàn|tiết|mũi thi công|trường học|sáng kiến|mô hình|giải pháp|nhiệm vụ|hội nghị|lớp tập huấn|lớp bồi dưỡng"
    r"|lớp|cuộc kiểm tra"
    r"|cuộc đối thoại|cuộc"
    r"|buổi|đợt|tin,? bài|tin|bài viết|bài|video|clip|chuyên đề|công trình|sản phẩm|dịch vụ công|dịch vụ|hộ gia đình|hộ nghèo"
    r"|hộ cận nghèo|hộ|lượt|học viên"
    r"|cán bộ|công chức|viên chức|đoàn viên|hội viên|đảng viên|đơn vị|điểm|văn bản|quy trình|thành phần hồ sơ|hồ sơ|tuyến|ý tưởng"
    r"|đề xuất|phương án"
    r"|tài khoản|doanh nghiệp|hợp tác xã|tổ|câu lạc bộ|cây|lần|nội dung|gương|cá nhân|tập thể|phiếu|kiến nghị|đề tài|chỉ tiêu|tiêu chí"
    r"|bậc|hạng|căn nhà"
    r"|camera|huy chương vàng|huy chương|giải thưởng|giải|báo cáo|cơ sở|trường hợp|thẻ bảo hiểm y tế|thẻ bảo hiểm|đơn thư|nhà văn hóa"
    r"|nhà văn hoá|vườn|ki ốt|bộ dữ liệu|bộ thủ tục)(?!\w)"
)
# Time, money, measures, copies, levels, parts of documents: numbers of these are no targets.
_NOT_COUNTED = re.compile(
    r"(?:ngày|tháng|năm|giờ|phút|giây|tuần|quý|đồng|triệu|tỷ|tỉ|nghìn|ngàn|usd|m|m2|m3|km|kg|mg|ml|lít|ha|tấn|gam|bộ hồ sơ|bộ|bản|cấp"
    r"|làn|tuổi|trẻ"
    r"|mục|khoản|điều|chương|phụ lục|kỳ|khóa|khoá|lần thứ|trên|và|hoặc|đến|phía|bên|của|là|tỉnh|tiếng|độ|chiều|mặt|số|người có công)(?!\w)"
)
_TIME = re.compile(r"(?:ngày làm việc|ngày|giờ làm việc|giờ|phút)(?!\w)")
_SHORTER = re.compile(
    r"(?<!\w)(?:giảm|rút ngắn|cắt giảm)(?: [^\W\d]{1,12}){0,12} (?:xuống|còn)(?: còn)?"
    r"(?: (?:dưới|không quá|tối đa|không vượt quá|khoảng))? $"
)
_LEAST = r"ít nhất|tối thiểu|không dưới|không ít hơn|không thấp hơn|không nhỏ hơn|tăng thêm|(?<!không )vượt"
_MOST = r"không (?:để )?quá|tối đa|không vượt(?: quá)?|nhiều nhất|không cao hơn|không nhiều hơn|vượt quá|quá"
_OP = re.compile(
    rf"(?:(?<!\w)(?:(?P<least>{_LEAST})|(?P<most>{_MOST})|(?P<above>từ|trên|hơn|đạt trên)|(?P<below>dưới))|(?P<ge>[≥>]=?)|(?P<le>[≤<]=?))"
    r" ?(?:là |đạt |có |được |mức )?$"
)
_OR_MORE = re.compile(r" ?(?:[^\W\d]{1,12} ){0,6}?trở lên\b")
_OR_LESS = re.compile(r" ?(?:[^\W\d]{1,12} ){0,6}?trở xuống\b")
_GOAL = (
    r"phát hành|trang bị|huy động|giám sát(?: chuyên đề)?|bổ sung|mua sắm|cấp phát|chỉnh trang"
    r"|cắt giảm|xây dựng(?: mới)?|tổ chức|thành lập|phấn đấu(?: đạt| có| hoàn thành)?|đạt(?: từ)?|đăng(?: tải)?|hoàn thành|triển khai"
    r"|đề xuất|lựa chọn|chọn"
    r"|thực hiện|viết|đăng ký|mở|trồng|giảm|tăng|duy trì|ra mắt|vận động|giới thiệu|kiểm tra|tuyên truyền|đào tạo|tập huấn(?: cho)?"
    r"|hỗ trợ|tham gia"
    r"|đảm bảo|bảo đảm|phát triển|nhân rộng|kết nạp|bồi dưỡng|cử|rà soát|đơn giản hóa|đơn giản hoá|tái cấu trúc|lắp đặt|nâng"
    r"|giải quyết(?: dứt điểm)?|xử lý(?: dứt điểm)?|cấp|giành"
    r"|bố trí|lập(?! dự toán| danh sách| hồ sơ| báo cáo)|số hóa|số hoá|phải có|cần có|trao|tặng"
)
_GOAL_NEAR = re.compile(rf"(?<!\w)(?:{_GOAL})(?: [^\W\d]{{1,12}}){{0,4}} $")
_GOAL_AND = re.compile(rf"(?<!\w)(?:{_GOAL}) \d{{1,3}}(?: [^\W\d]{{1,12}}){{1,6}}(?: và|,) $")
_BOUND_AND = re.compile(r"(?<!\w)(?:ít nhất|tối thiểu) \d{1,3}(?: [^\W\d]{1,12}){1,6}(?: và|,) $")
# "02 gương/chi hội": so many from each.
_FROM_EACH = re.compile(
    r" ?/ ?(?:01 |1 |một |mỗi )?(?:chi hội|chi bộ|chi đoàn|đơn vị|phòng|trường|lớp|thôn|ấp|bản|xã|phường|khu phố|tổ dân phố|tổ|hộ|người"
    r"|cán bộ|công chức|giáo viên|hội viên|đoàn viên|đảng viên|khoa|ngành|cơ quan|xóm)(?!\w)"
)
# What lies there already is no number to be reached: "12 chỉ tiêu chưa hoàn thành", "07 hợp đồng hết hạn".
_LYING = re.compile(r" (?:chưa|đã|hết hạn)(?!\w)")
_GOAL_AT = re.compile(rf"(?<!\w)(?:{_GOAL}) $")
_PER = re.compile(
    r"\b(?P<per>(?:mỗi|từng) (?:phòng, (?:ban, )?đơn vị|cơ quan, đơn vị|cán bộ, công chức|xã, phường"
    r"|[^\W\d]{1,12}(?: [^\W\d]{1,12}){0,3}?))"
    r"(?=,? (?:có|đề|phải|xây|tổ chức|đăng|ít|tối|đạt|thực|lựa|chọn|cắt|viết|hoàn|gửi|cử|thành lập|lắp|trồng|kết|giới|vận|mở|ra|không"
    r"|\d|một|hai))"
)
_NO_ONE = re.compile(r"(?:mỗi|từng) (?:ngày|tuần|tháng|quý|năm|lần|khi)")
_PAST = re.compile(
    r"\bđã\b|\bchỉ đạt\b|\bước đạt\b|\bđạt được\b|\bhiện đạt\b|\bhiện nay\b|\bhiện có\b|\bhiện còn\b|\bcòn \d|\bmới đạt\b|\bbình quân\b"
    r"|(?<!không )\bcao hơn\b"
    r"|(?<!không )\bthấp hơn\b|\bso với cùng kỳ\b|\bcó hơn\b"
)
_AFTER_PAST = re.compile(
    r" (?:so với cùng kỳ|so với năm trước|so với bình quân|so với tháng trước|so với quý trước)|[^.;]{0,40}(?:tăng"
    r"|giảm) [^.;]{1,12} so với cùng kỳ"
)
_WISH = re.compile(r"\b(?:phấn đấu|đảm bảo|bảo đảm|phải|cần|yêu cầu|mục tiêu|tối thiểu|ít nhất|đề nghị|tiếp tục|hoàn thành)\b")
_MIXTURE = re.compile(
    r"\b(?:nồng độ|dung dịch|javen|cloramin|cồn|clo|pha|độ ẩm|liều|lãi suất|thuế suất|chiếm|mật độ|độ dốc)\b[^.;]{0,100}$"
)
_TWO_WORDS = re.compile(r"[^\W\d]{1,12}(?: (?!(?:mới|cho|tại|của|về|trong|được|tham|để|và|có|từ|ở|theo|với|đạt|trở|là)\b)[^\W\d]{1,12})?")
_OF_END = re.compile(r"[,.;:()|]| (?:để|nhằm|trước ngày|trong quý|trong năm|trở lên|trở xuống|so với|theo quy định|theo kế hoạch)\b")
_CLAUSE = re.compile(r"[.;:] ")


@dataclass(frozen=True, slots=True)
class Target:
    """A number to be reached. ``value`` has no leading zeros and a decimal point; ``op`` is "=", ">=" or "<=".

    ``unit`` is "%" or the thing counted ("sáng kiến", "vị trí"), ``of`` the words behind the number, as written;
    ``per`` the circle each member of which owes the number ("mỗi đơn vị"), or None. ``start``/``end`` are offsets in
    the given text.
    """

    value: str
    unit: str
    op: str
    of: str | None
    per: str | None
    start: int
    end: int


def find_targets(text: str) -> list[Target]:
    """The targets of an NFC text in order, none overlapping. Law articles, money, dates, amounts of time, document numbers,
    copies, strengths of solutions and past results are none."""
    flat = flatten(text)
    found = [target for match in at_anchors(_PERCENT, _DIGITS, flat.low) if (target := _percent(flat, match)) is not None]
    found += [target for match in at_anchors(_RANK, _RANK_ANCHOR, flat.low) if (target := _rank(flat, match)) is not None]
    found += [target for match in at_anchors(_COUNT, _COUNT_ANCHOR, flat.low) if (target := _count(flat, match)) is not None]
    kept: list[Target] = []
    for target in sorted(found, key=lambda t: t.start):
        if not kept or target.start >= kept[-1].end:
            kept.append(target)
    return kept


def _clause(low: str, at: int) -> str:
    """What stands before ``at`` in the same clause, at most 100 characters."""
    return _CLAUSE.split(low[max(0, at - 100) : at])[-1]


def _op(low: str, start: int, end: int, said: re.Match[str] | None) -> str:
    if _OR_MORE.match(low, end):
        return ">="
    if _OR_LESS.match(low, end):
        return "<="
    if said is None:
        return "="
    if said.group("most") or said.group("below") or said.group("le"):
        return "<="
    # "từ 90 đến 95%" and a bare "từ" name no lower bound.
    return "=" if said.group("above") == "từ" else ">="


def _op_words(low: str, start: int) -> re.Match[str] | None:
    return _OP.search(low[max(0, start - 30) : start])


def _is_past(low: str, start: int, end: int) -> bool:
    clause = _clause(low, start)
    if (_AFTER_PAST.match(low, end) or low.startswith(" là ", end)) and not _WISH.search(clause):
        return True
    past = _PAST.search(clause)
    return past is not None and not _WISH.search(clause, past.end())


def _made(flat: Flat, number: str, unit: str, op: str, *, start: int, end: int) -> Target | None:
    value = read_number(number)
    if value is None:
        return None
    begin, stop = flat.span(start, end)
    rest = flat.line[end : end + 120]
    boundary = _OF_END.search(rest)
    of = (rest[: boundary.start()] if boundary else rest).strip()
    return Target(plain_number(value), unit, op, of or None, _per(flat, start), begin, stop)


def _per(flat: Flat, start: int) -> str | None:
    """The nearest "mỗi đơn vị" before the number in its clause; "mỗi tháng" is a rhythm and no circle."""
    base = start - len(_clause(flat.low, start))
    circles = _PER.finditer(flat.low, base, min(len(flat.low), start + 12))
    near = [m for m in circles if m.start() < start and not _NO_ONE.match(m.group("per"))]
    return flat.line[near[-1].start("per") : near[-1].end("per")] if near else None


def _percent(flat: Flat, match: re.Match[str]) -> Target | None:
    low = flat.low
    clause = _clause(low, match.start())
    place = flat.start(match.start())
    formula = flat.source[max(0, place - 2) : place] == "* "
    if formula or "=" in clause or _MIXTURE.search(clause) or _is_past(low, match.start(), match.end()):
        return None
    op = _op(low, match.start(), match.end(), _op_words(low, match.start()))
    return _made(flat, match.group("n"), "%", op, start=match.start(), end=match.end())


def _rank(flat: Flat, match: re.Match[str]) -> Target | None:
    if match.group("rank") == "nhóm" and match.group("first") is None:
        return None
    if _is_past(flat.low, match.start(), match.end("n")):
        return None
    among = match.group("rank") in ("tốp", "top", "nhóm")
    unit = flat.line[match.start("rank") : match.end("rank")]
    if match.group("rank") == "nhóm":
        unit = match.group("first").split()[0]
    elif match.group("rank") in ("xếp thứ", "đứng thứ"):
        unit = "thứ"
    return _made(flat, match.group("n"), unit, "<=" if among else "=", start=match.start(), end=match.end("n"))


def _count(flat: Flat, match: re.Match[str]) -> Target | None:
    low = flat.low
    at = match.start("noun")
    if (_NOT_COUNTED.match(low, at) and not _is_shortened(low, match)) or _is_past(low, match.start(), match.end("n")):
        return None
    clause = _clause(low, match.start())
    op = _op_words(low, match.start())
    bound = op is not None and any(op.group(name) for name in ("least", "most", "ge", "le"))
    known = _NOUNS.match(low, at)
    if known and known.group() == "lần" and not bound:
        return None
    near = clause[: len(clause) - len(op.group())] if op is not None else clause
    goal = _GOAL_AT.search(near) or (known and (_GOAL_NEAR.search(near) or _GOAL_AND.search(near)))
    lying = known is not None and not bound and _LYING.match(low, known.end()) is not None
    each = known is not None and _FROM_EACH.match(low, known.end()) is not None
    if lying or not (bound or goal or each or _BOUND_AND.search(near) or _is_shortened(low, match) or _per(flat, match.start())):
        return None
    time = _TIME.match(low, at)
    end = known.end() if known else time.end() if time else _unknown_end(low, match)
    return _made(flat, match.group("n"), flat.line[at:end], _op(low, match.start(), end, op), start=match.start(), end=end)


def _is_shortened(low: str, match: re.Match[str]) -> bool:
    """A time a thing may take, to be brought down: "giảm thời gian chờ xuống dưới 30 phút"."""
    return _TIME.match(low, match.start("noun")) is not None and _SHORTER.search(_clause(low, match.start())) is not None


def _unknown_end(low: str, match: re.Match[str]) -> int:
    """An unknown noun is taken as two words, or one before a particle."""
    two = _TWO_WORDS.match(low, match.start("noun"))
    return two.end() if two else match.end("noun")
