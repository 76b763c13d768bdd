"""Numbers to be reached: percentages, counts, ranks."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from minhchung.reading.told_figures import LYING, WISH, is_told_of
from minhchung.reading.words import ACTIONS
from minhchung.text.flat import Flat, amounts_of, at_anchors, at_places, flatten
from minhchung.text.numbers import UNITS, plain_number, read_number
from minhchung.text.sought import Sought

_NUMBER = r"(?:\d{1,3}(?:\.\d{3}){1,4}(?:,\d{1,4})?|\d{1,9}(?:[.,]\d{1,4})?)(?!\d)"
_PERCENT = re.compile(rf"(?<![\w/.,%=×+\-])(?:\d{{1,3}}(?:,\d{{1,3}})?%? ?- ?)?(?P<n>{_NUMBER}) ?(?:%|phần trăm)")
_BEFORE_PERCENT = re.compile(r"[\d.,% -]{0,16}(?:%|phần trăm)")
_SPELLED = "|".join(sorted((word for word in UNITS if word not in ("mốt", "lăm", "nhăm", "năm", "tư", "không")), key=len, reverse=True))
_COUNT = re.compile(
    rf"(?<![\w/.,%\-])(?P<n>{_NUMBER}"
    rf"|(?:{_SPELLED})(?= [^\W\d])) (?:\([^\W\d]{{1,12}}\) )?[\"“«]?(?P<noun>[^\W\d]{{1,12}}(?:,? [^\W\d]{{1,12}}){{0,3}})"
)
_RANK = re.compile(
    r"\b(?P<rank>vị trí|thứ hạng|xếp hạng|xếp thứ|đứng thứ|hạng|tốp|top|nhóm)(?: thứ)? (?P<n>\d{1,3})(?![\w/%]"
    r"|[.,]\d)(?P<first> [^,.;]{1,30}(?:dẫn đầu|cao nhất|đứng đầu))?"
)
_RANK_ANCHOR = re.compile(r"vị trí|thứ hạng|xếp |đứng thứ|hạng|tốp|top|nhóm")
# What can be counted as an achievement; the longest name wins. An unknown noun counts only behind "ít nhất", "mỗi …" and the like.
_NOUNS = re.compile(
    r"(?:đơn vị máu|đoàn kiểm tra|thanh niên|lãnh đạo"
    r"|lô đất|giường bệnh|liều|phóng sự|chuyên mục|vị trí|đối tượng|học sinh|công dân|người dân|tổ dân phố|tổ trưởng|khu phố|bảng tin"
    r"|pa nô|băng rôn|thiết bị|hạng mục|chốt"
    r"|ki-ốt|ca (?:trực|tuần tra)|thủ tục hành chính|thủ tục|tthc|tổ chức đảng|bình chữa cháy|thùng rác|tờ rơi|tuyến đường"
    r"|máy quét|máy tính|tổ liên gia"
    r"|chi bộ"
    r"|chi hội|chi đoàn|tiết|mũi thi công|trường học|sáng kiến|mô hình|giải pháp|nhiệm vụ|hội nghị|lớp tập huấn|lớp bồi dưỡng"
    r"|lớp|cuộc kiểm tra"
    r"|cuộc đối thoại|cuộc"
    r"|buổi|đợt|tin,? bài|tin|bài viết|bài|video|clip|chuyên đề|công trình|sản phẩm|dịch vụ công|dịch vụ|hộ gia đình|hộ nghèo"
    r"|hộ cận nghèo|hộ|lượt|học viên"
    r"|cán bộ|công chức|viên chức|đoàn viên|hội viên|đảng viên|đơn vị|điểm|văn bản|quy trình|thành phần hồ sơ|hồ sơ|tuyến|ý tưởng"
    r"|đề xuất|phương án"
    r"|tài khoản|doanh nghiệp|hợp tác xã|tổ|câu lạc bộ|cây|lần|nội dung|gương|cá nhân|tập thể|phiếu|kiến nghị|đề tài|chỉ tiêu|tiêu chí"
    r"|bậc|hạng|căn nhà|tham luận|bộ sách|ngày lương|ngày công"
    r"|camera|huy chương vàng|huy chương|giải thưởng|giải|báo cáo|cơ sở|trường hợp|thẻ bảo hiểm y tế|thẻ bảo hiểm|đơn thư|nhà văn hóa"
    r"|nhà văn hoá|vườn|ki ốt|bộ dữ liệu|bộ thủ tục)(?!\w)"
)
# Time, money, measures, copies, levels, parts of documents: numbers of these are no targets.
_NOT_COUNTED = re.compile(
    r"(?:ngày(?! công| lương)|tháng|năm|giờ|phút|giây|tuần|quý"
    r"|đồng(?! chí| hồ)|triệu|tỷ|tỉ|nghìn|ngàn|usd|m|m2|m3|km|kg|mg|ml|lít|ha|tấn|gam"
    r"|bộ hồ sơ|bộ(?! sách)|bản|cấp"
    r"|làn|tuổi|trẻ"
    r"|mục|khoản|điều(?! tra| dưỡng| phối)|chương|phụ lục|kỳ|khóa|khoá|lần thứ|trên|và|hoặc|đến|phía|bên|của|là|tỉnh|tiếng|độ"
    r"|chiều|mặt|rõ|không|sạch|tại chỗ|cùng|dám|biết|tốt|nhất|số|người có công)(?!\w)"
)
_TIME = re.compile(r"(?:ngày làm việc|ngày|giờ làm việc|giờ|phút)(?!\w)")
_SHORTER = re.compile(
    r"(?<!\w)(?:giảm|rút ngắn|cắt giảm)(?: \w{1,12}){0,12} (?:xuống|còn)(?: còn)?"
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
    r"hiến(?: tặng)?|khởi công|bàn giao|giới thiệu"
    r"|lắp|tiêm(?: chủng)?(?: cho)?|khám(?: sức khỏe| sức khoẻ)?(?: cho)?|phát hành|trang bị|huy động|giám sát(?: chuyên đề)?"
    r"|bổ sung|mua sắm|cấp phát|chỉnh trang"
    r"|cắt giảm|xây dựng(?: mới)?|tổ chức|thành lập|phấn đấu(?: đạt| có| hoàn thành)?|đạt(?: từ)?|đăng(?: tải)?|hoàn thành|triển khai"
    r"|đề xuất|lựa chọn|chọn"
    r"|thực hiện|viết|đăng ký|mở|trồng|giảm|tăng|duy trì|ra mắt|vận động|kiểm tra|tuyên truyền|đào tạo|tập huấn(?: cho)?"
    r"|hỗ trợ|tham gia"
    r"|đảm bảo|bảo đảm|phát triển|nhân rộng|kết nạp|bồi dưỡng|cử|rà soát|đơn giản hóa|đơn giản hoá|tái cấu trúc|lắp đặt|nâng"
    r"|giải quyết(?: dứt điểm)?|xử lý(?: dứt điểm)?|cấp|giành"
    r"|bố trí|lập(?! dự toán| danh sách| hồ sơ| báo cáo)|số hóa|số hoá|phải có|cần có|trao|tặng"
)
# "đặt thêm 60 bể chứa", "đủ chỉ tiêu 04 đồng chí": a goal whatever is counted.
_MORE_OF = re.compile(r"(?<!\w)(?:thêm|bổ sung|chỉ tiêu(?: là| giao)?) $")
_GOAL_NEAR = re.compile(rf"(?<!\w)(?:{_GOAL})(?: [^\W\d]{{1,12}}){{0,4}} $")
_GOAL_AND = re.compile(rf"(?<!\w)(?:{_GOAL}) \d{{1,3}}(?: [^\W\d]{{1,12}}){{1,6}}(?: và|,) $")
_BOUND_AND = re.compile(r"(?<!\w)(?:ít nhất|tối thiểu) \d{1,3}(?: [^\W\d]{1,12}){1,6}(?: và|,) $")
# "từ 70% lên 85%": the first figure is where things stand.
_RISES = re.compile(r" (?:lên|xuống|còn)\b")
# "02 gương/chi hội": so many from each.
_FROM_EACH = re.compile(
    r" ?/ ?(?:01 |1 |một |mỗi )?(?:chi hội|chi bộ|chi đoàn|đơn vị|phòng|trường|lớp|thôn|ấp|bản|xã|phường|khu phố|tổ dân phố|tổ|hộ|người"
    r"|cán bộ|công chức|giáo viên|hội viên|đoàn viên|đảng viên|khoa|ngành|cơ quan|xóm)(?!\w)"
)
_GOAL_AT = re.compile(rf"(?<!\w)(?:{_GOAL}) $")
# Done, more, new: what may stand between the verb and the number.
_AFTER_VERB = re.compile(r" (?:xong|thêm|mới|được|đủ|lại|ít nhất|tối thiểu|cho)$")
_WORDS_OF_VERB = 3
# Verbs that set no goal: rules provide, reports state.
_STATING = frozenset({"quy định", "báo cáo", "tiếp nhận", "phát sinh", "phát hiện", "ghi nhận", "sử dụng", "gồm", "gửi", "đối thoại"})
# "bản tự chấm 83 tiêu chí": the verb is part of a paper's name.
_IN_A_NAME = re.compile(r"(?<!\w)(?:bản|phiếu|bảng|biểu|tờ|sổ|về|việc)(?: [^\W\d]{1,12}){1,3} $")
_NONE = re.compile(r"0{1,3}|không")
# "mỗi ngày 02 lượt", "hoàn thành chỉ tiêu 32 công dân", "cho ký cam kết đối với 46 đối tượng".
_SO_MANY = re.compile(
    r"(?<!\w)(?:(?:mỗi|hằng|hàng) (?:ngày|đêm|tuần|tháng|quý|năm),?|chỉ tiêu(?: là| giao)?"
    r"|(?:cam kết|vận động|tập huấn|tuyên truyền|kiểm tra|hỗ trợ|khám|cấp phát)(?: [^\W\d]{1,12}){0,4} đối với) $"
)
# How often in a period: "mỗi ngày 02 lần", "ngày 02 lượt", "02 lần mỗi tuần"; "ít nhất mỗi tháng 01 lần".
_OFTEN = re.compile(r"(?<!\w)(?:(?:mỗi|hằng|hàng|một) (?:ngày|đêm|tuần|tháng|quý)|(?<!\d )ngày),? $")
_EACH_TIME = re.compile(r" (?:mỗi|một|trong một|hằng|hàng) (?:ngày|đêm|tuần|tháng|quý)(?!\w)")
_AT_LEAST_EACH = re.compile(r"(?<!\w)(?:ít nhất|tối thiểu) (?:mỗi|hằng|hàng) (?:ngày|tuần|tháng|quý|năm),? $")
# "không để rác lưu lại quá 12 giờ": a time nothing may exceed.
_NOT_LONGER = re.compile(r"(?<!\w)không để(?: [^\W\d]{1,12}){1,12} quá $")
# "khu dân cư số 5 tổ chức", "Ban Quản lý khu vực 5 báo cáo", "từ cấp 2 trở lên": the number is part of a name or level.
_IN_A_NUMBERED_NAME = re.compile(r"(?<!\w)(?:số|khu vực|khu phố|khu|quận|ấp|khối|(?:từ|trên|dưới) cấp|lớp|tầng|tổ dân phố|thôn|phòng) $")
# "khi giá biến động trên 10%": the case in which something is to be done.
_IN_CASE = re.compile(r"(?<!\w)(?:khi|nếu|trường hợp) [^,;.]{0,60}$")
# What has to last: "dự trữ đủ dùng tối thiểu 03 ngày".
_SUPPLIES = re.compile(r"(?<!\w)(?:dự trữ|dự phòng|lưu(?: trữ| giữ)?|đủ (?:dùng|sử dụng|ăn))(?: [^\W\d]{1,12}){0,10} $")
_SUPPLY_TIME = re.compile(r"(?:ngày|tuần|tháng)(?!\w)")
# "3,2 triệu lượt khách": thousands of a thing that can be counted.
_SCALED = re.compile(r"(?:triệu|nghìn|ngàn|vạn) (?:lượt khách|lượt người|lượt|khách|người|con|cây|hộ|sản phẩm)(?!\w)")
_REACHES = re.compile(r"(?<!\w)(?:đạt|đón|thu hút|phục vụ) (?:được )?$")
_MEASURE = re.compile(r"(?:km|m2|m3(?:/(?:h|giờ|ngày))?|mét|m|ha|tấn)(?![\w/])")
_ALL_OF = re.compile(r"(?<![\w/.,%\-])(?P<n>\d{1,4})/(?P=n) (?P<noun>[^\W\d]{1,12}(?: [^\W\d]{1,12}){0,3})")
# A number that is all a cell or a pair of brackets says.
_CLOSES = re.compile(r" ?[|)]")
_CELL_NOUN = re.compile(r"[^\W\d]{1,12}(?:[ -][^\W\d]{1,12}){0,3}")
_ORGAN = re.compile(
    r"(?:tổ|xã|phường|thôn|khu phố|đơn vị|phòng|trường(?! hợp)|chi bộ|chi đoàn|chi hội|đồng chí|người|cơ quan|ban|sở|ngành)(?!\w)"
)
_AND_MORE = re.compile(r"(?: [^\W\d]{1,12}){0,3}(?:,|,? và) $")
# "xin bổ sung 02 máy bơm" tells what somebody asked for.
_ASKED_FOR = re.compile(r"(?<!\w)xin (?:[^\W\d]{1,12} ){0,3}$")
_PER = re.compile(
    r"\b(?P<per>(?:mỗi|từng) (?:phòng, (?:ban, )?đơn vị|cơ quan, đơn vị|cán bộ, công chức|xã, phường"
    r"|[^\W\d]{1,12}(?: [^\W\d]{1,12}){0,3}?))"
    r"(?=,? (?:có|đề|phải|xây|tổ chức|đăng|ít|tối|đạt|thực|lựa|chọn|cắt|viết|hoàn|gửi|cử|thành lập|lắp|trồng|kết|giới|vận|mở|ra|không"
    r"|\d|một|hai))"
)
_NO_ONE = re.compile(r"(?:mỗi|từng) (?:ngày|tuần|tháng|quý|năm|lần|khi)")
# Each choice opens with a letter: a pattern with a look-behind in front is tried at every character.
_PAST = re.compile(
    r"(?:đã|chỉ đạt|ước đạt(?<!\wước đạt)|đạt được|hiện(?<!\whiện) (?:đạt|nay|có|còn)|mới đạt|bình quân|cao hơn(?<!không cao hơn)"
    r"|thấp hơn(?<!không thấp hơn)|so với cùng kỳ|có hơn)\b|còn \d"
)
_AFTER_PAST = re.compile(
    r" (?:so với cùng kỳ|so với năm trước|so với bình quân|so với tháng trước|so với quý trước)|[^.;]{0,40}(?:tăng"
    r"|giảm) [^.;]{1,12} so với cùng kỳ"
)
_MIXTURE = Sought(r"\b(?:nồng độ|dung dịch|javen|cloramin|cồn|clo|pha|độ ẩm|liều|lãi suất|thuế suất|chiếm|mật độ|độ dốc)\b[^.;]{0,100}$")
_TWO_WORDS = re.compile(r"[^\W\d]{1,12}(?: (?!(?:mới|cho|tại|của|về|trong|được|tham|để|và|có|từ|ở|theo|với|đạt|trở|là)\b)[^\W\d]{1,12})?")
_OF_END = re.compile(r"[,.;:()|]| (?:để|nhằm|trước ngày|trong quý|trong năm|trở lên|trở xuống|so với|theo quy định|theo kế hoạch)\b")
_LIST_GAP = 40


class Target(NamedTuple):
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
    found: list[Target] = []
    if "%" in flat.low or "phần trăm" in flat.low:
        places = [start for start, end in flat.numbers if _BEFORE_PERCENT.match(flat.low, end)]
        found += [target for match in at_places(_PERCENT, places, flat.low) if (target := _percent(flat, match)) is not None]
    if flat.numbers:
        found += [target for match in at_anchors(_RANK, _RANK_ANCHOR, flat.low) if (target := _rank(flat, match)) is not None]
    found += _counts(flat)
    if "/" in flat.low:
        places = [start for start, end in flat.numbers if flat.low.startswith("/", end)]
        found += [target for match in at_places(_ALL_OF, places, flat.low) if (target := _all_of(flat, match)) is not None]
    kept: list[Target] = []
    for target in sorted(found, key=lambda t: t.start):
        if not kept or target.start >= kept[-1].end:
            kept.append(target)
    return kept


def _counts(flat: Flat) -> Iterator[Target]:
    """The things counted, in order. What a list goes on with after a thing counted is counted as well: "01 bác sĩ, 02 điều dưỡng"."""
    last = -1
    for match in at_places(_COUNT, amounts_of(flat, follow="., "), flat.low):
        listed = last > 0 and match.start() - last < _LIST_GAP and _AND_MORE.fullmatch(flat.low, last, match.start()) is not None
        found = _count(flat, match, listed=listed)
        if found is not None:
            target, last = found
            yield target


def _all_of(flat: Flat, match: re.Match[str]) -> Target | None:
    """ "26/26 tổ dân phố": all of them."""
    low, at = flat.low, match.start("noun")
    known = _NOUNS.match(low, at) or _ORGAN.match(low, at)
    clause = _clause(low, match.start())
    if known is None or _is_past(low, clause, match.end("n")) or LYING.match(low, known.end()):
        return None
    return _made(flat, clause, match.group("n"), flat.line[at : known.end()], "=", start=match.start(), end=known.end())


def _clause(low: str, at: int) -> str:
    """What stands before ``at`` in the same clause, at most 100 characters."""
    before = low[max(0, at - 100) : at]
    cut = max(before.rfind(". "), before.rfind("; "), before.rfind(": "))
    return before[cut + 2 :] if cut >= 0 else before


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


def _is_past(low: str, clause: str, end: int) -> bool:
    if (_AFTER_PAST.match(low, end) or low.startswith(" là ", end)) and not WISH.search(clause):
        return True
    past = _PAST.search(clause)
    return past is not None and not WISH.search(clause, past.end())


def _made(flat: Flat, clause: str, number: str, unit: str, op: str, *, start: int, end: int) -> Target | None:
    value = read_number(number)
    if value is None:
        return None
    begin, stop = flat.span(start, end)
    rest = flat.line[end : end + 120]
    boundary = _OF_END.search(rest)
    of = (rest[: boundary.start()] if boundary else rest).strip()
    return Target(plain_number(value), unit, op, of or None, _per(flat, clause, start), begin, stop)


def _per(flat: Flat, clause: str, start: int) -> str | None:
    """The nearest "mỗi đơn vị" before the number in its clause; "mỗi tháng" is a rhythm and no circle."""
    # Only the clause is looked through: a search of the whole line for every number would grow with its square.
    if "mỗi " not in clause and "từng " not in clause:
        return None
    circles = _PER.finditer(flat.low, start - len(clause), min(len(flat.low), start + 12))
    near = [m for m in circles if m.start() < start and not _NO_ONE.match(m.group("per"))]
    return flat.line[near[-1].start("per") : near[-1].end("per")] if near else None


def _percent(flat: Flat, match: re.Match[str]) -> Target | None:
    low = flat.low
    clause = _clause(low, match.start())
    place = flat.start(match.start())
    formula = flat.source[max(0, place - 2) : place] == "* "
    if formula or "=" in clause or _IN_CASE.search(clause) or _MIXTURE.search(clause) or _is_past(low, clause, match.end()):
        return None
    said = _op_words(low, match.start())
    if is_told_of(clause, clause[: len(clause) - len(said.group())] if said else clause, said):
        return None
    if said is not None and said.group("above") == "từ" and _RISES.match(low, match.end()):
        return None
    op = _op(low, match.start(), match.end(), said)
    return _made(flat, clause, match.group("n"), "%", op, start=match.start(), end=match.end())


def _rank(flat: Flat, match: re.Match[str]) -> Target | None:
    if match.group("rank") == "nhóm" and match.group("first") is None:
        return None
    clause = _clause(flat.low, match.start())
    if _is_past(flat.low, clause, match.end("n")):
        return None
    among = match.group("rank") in ("tốp", "top", "nhóm")
    unit = flat.line[match.start("rank") : match.end("rank")]
    if match.group("rank") == "nhóm":
        known = _NOUNS.match(match.group("first").strip())
        unit = known.group() if known else match.group("first").split()[0]
    elif match.group("rank") in ("xếp thứ", "đứng thứ"):
        unit = "thứ"
    return _made(flat, clause, match.group("n"), unit, "<=" if among else "=", start=match.start(), end=match.end("n"))


def _count(flat: Flat, match: re.Match[str], *, listed: bool) -> tuple[Target, int] | None:
    """The target a count makes and where its words end; None for a mere count."""
    low, at = flat.low, match.start("noun")
    clause = _clause(low, match.start())
    op = _op_words(low, match.start())
    bound = op is not None and any(op.group(name) for name in ("least", "most", "ge", "le"))
    near = clause[: len(clause) - len(op.group())] if op is not None else clause
    time = _time(low, at, clause)
    if op is not None and op.group("least") and _SUPPLIES.search(near):
        time = _SUPPLY_TIME.match(low, at) or time
    scaled = _SCALED.match(low, at)
    measure = _MEASURE.match(low, at) or scaled
    if _is_past(low, clause, match.end("n")) or _ASKED_FOR.search(near):
        return None
    if _NOT_COUNTED.match(low, at) and not (time or measure):
        return None
    if op is None and (_IN_A_NUMBERED_NAME.search(near) or near.endswith("của ")):
        return None
    known = measure or time or _NOUNS.match(low, at)
    often = _comes_back(low, near, match, known)
    if known and known.group() == "lần" and not (bound or often):
        return None
    end = known.end() if known else _unknown_end(low, match)
    reached = op is not None and op.group("above") == "đạt trên" and known is not None
    aimed = measure is not None and _REACHES.search(near) is not None and (scaled is not None or WISH.search(clause) is not None)
    wanted = aimed or (
        reached or _is_wanted(near, known) if not measure else (_follows_verb(near) or (bound and op is not None and op.group("least")))
    )
    # A length that is left over is still to be made: "hoàn thành 3,6 km kênh còn lại".
    lying = not (bound or measure) and _NONE.fullmatch(match.group("n")) is None and LYING.match(low, end) is not None
    each = known is not None and _FROM_EACH.match(low, known.end()) is not None
    alone = _fills(low, match)
    if alone:
        end = max(end, alone)
    if lying or not (
        time or (bound and not measure) or wanted or each or often or listed or alone or (not measure and _per(flat, clause, match.start()))
    ):
        return None
    made = _made(flat, clause, match.group("n"), flat.line[at:end], _op(low, match.start(), end, op), start=match.start(), end=end)
    return (made, end) if made else None


def _is_wanted(near: str, known: re.Match[str] | None) -> bool:
    """Whether the words before the number set a goal; a thing one can count needs them less near."""
    if _GOAL_AT.search(near) or _MORE_OF.search(near) or _BOUND_AND.search(near):
        return True
    return known is not None and bool(_GOAL_NEAR.search(near) or _GOAL_AND.search(near) or _SO_MANY.search(near) or _follows_verb(near))


def _comes_back(low: str, near: str, match: re.Match[str], known: re.Match[str] | None) -> bool:
    """Whether so many times in a period are asked for: "mỗi ngày 02 lần", "ít nhất mỗi tháng 01 lần". "mỗi tuần một lần" is a rhythm."""
    if known is None or known.group() not in ("lần", "lượt"):
        return False
    if known.group() == "lần" and match.group("n").lstrip("0") in ("1", "một"):
        return match.group("n").isdigit() and _AT_LEAST_EACH.search(near) is not None
    return bool(_OFTEN.search(near) or _EACH_TIME.match(low, known.end()))


def _follows_verb(near: str) -> bool:
    """Whether a verb of work stands right before the number ("di dời xong 14 vị trí")."""
    if _IN_A_NAME.search(near):
        return False
    words = _AFTER_VERB.sub("", near.rstrip(" ")).split(" ")[-_WORDS_OF_VERB:]
    verbs = (" ".join(words[first:]) for first in range(len(words)))
    return any(verb not in _STATING and ACTIONS.holds(verb) for verb in verbs)


def _fills(low: str, match: re.Match[str]) -> int:
    """Where the words of the count end when they are all a table cell or a pair of brackets says, else 0."""
    before = low[max(0, match.start() - 2) : match.start()].rstrip(" ")[-1:]
    if before not in ("(", "|"):
        return 0
    noun = _CELL_NOUN.match(low, match.start("noun"))
    closed = noun is not None and _CLOSES.match(low, noun.end()) is not None
    known = _NOUNS.match(low, match.start("noun")) is not None
    if noun is None or not closed or not (known or before == "|") or _ORGAN.match(low, noun.start()):
        return 0
    return noun.end()


def _time(low: str, at: int, clause: str) -> re.Match[str] | None:
    """A time a thing may take, to be brought down or not to be exceeded: "giảm thời gian chờ xuống dưới 30 phút"."""
    time = _TIME.match(low, at)
    return time if time and (_SHORTER.search(clause) or _NOT_LONGER.search(clause)) else None


def _unknown_end(low: str, match: re.Match[str]) -> int:
    """An unknown noun is taken as two words, or one before a particle."""
    two = _TWO_WORDS.match(low, match.start("noun"))
    return two.end() if two else match.end("noun")
