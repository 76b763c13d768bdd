"""Numbers to be reached: percentages, counts, ranks."""

import re
from dataclasses import dataclass

from minhchung.text.flat import Flat, flatten
from minhchung.text.numbers import UNITS, plain_number, read_number

_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_PERCENT = re.compile(rf"(?<![\w/.,%=*×+\-])(?<![\w)] [=*×+])(?P<n>{_NUMBER}) ?(?:%|phần trăm)")
_NOUNS = (
    r"thủ tục hành chính|thủ tục|tthc|sáng kiến|mô hình|giải pháp|nhiệm vụ|hội nghị|lớp(?: tập huấn| bồi dưỡng)?|cuộc|buổi|đợt|tin,? bài|tin|bài"
    r"|video|clip|chuyên đề|công trình|sản phẩm|dịch vụ công|dịch vụ|hộ|lượt|người|học viên|cán bộ|công chức|trường hợp|đơn vị|điểm|văn bản|quy trình"
    r"|hồ sơ|tuyến|ý tưởng|đề xuất|phương án|tài khoản|doanh nghiệp|hợp tác xã|tổ|câu lạc bộ|cây|lần|nội dung|gương|cá nhân|tập thể|phiếu"
    r"|đối thoại|kiến nghị|phản ánh|thành viên|cuộc đối thoại|cuộc kiểm tra|đề tài|chỉ tiêu|tiêu chí|bậc|hạng|vị trí|thôn|khu phố|tổ dân phố"
)
_LEAST = r"ít nhất|tối thiểu|không dưới|không ít hơn|không thấp hơn|từ|trên|hơn|vượt|đạt trên|tăng thêm"
_MOST = r"không quá|tối đa|không vượt quá|nhiều nhất|dưới|không cao hơn"
_WORDS = "|".join(sorted((w for w in UNITS if w not in ("mốt", "lăm", "nhăm", "năm", "tư")), key=len, reverse=True))
_COUNT = re.compile(
    rf"(?<![\w/.,%\-])(?P<n>{_NUMBER}|{_WORDS}) (?:\(\w+\) )?(?P<noun>{_NOUNS})\b(?! ?/)"
    rf"|\b(?P<rank>vị trí|thứ hạng|xếp hạng|xếp thứ|hạng|top|tốp)(?: thứ)? (?P<rank_n>\d{{1,3}})(?![\w/%]|[.,]\d)"
)
_OP = re.compile(rf"(?:\b(?P<least>{_LEAST})|\b(?P<most>{_MOST})) (?:là |đạt |có |được )?$")
_OR_MORE = re.compile(r" ?(?:\w+ ){0,6}?trở lên\b")
_OR_LESS = re.compile(r" ?(?:\w+ ){0,6}?trở xuống\b")
_VERB = re.compile(
    r"\b(?:cắt giảm|xây dựng|tổ chức|thành lập|phấn đấu|đạt|đăng(?: tải)?|có|hoàn thành|triển khai|đề xuất|lựa chọn|chọn|thực hiện|viết|đăng ký|mở"
    r"|trồng|giảm|tăng|duy trì|còn|lên|ra mắt|vận động|giới thiệu|kiểm tra|tuyên truyền|đào tạo|tập huấn|hỗ trợ|tham gia|đảm bảo|bảo đảm|phát triển"
    r"|nhân rộng|kết nạp|bồi dưỡng|cử|rà soát|đơn giản hóa|đơn giản hoá|tái cấu trúc)(?: \w+){0,4} $"
)
_PER = re.compile(r"\b(?P<per>(?:mỗi|từng|mỗi một) (?:\w+|phòng, đơn vị|cơ quan, đơn vị|cán bộ, công chức|xã, phường)(?: \w+){0,3}?)(?= (?:có|đề|phải|xây|tổ|đăng|ít|tối|đạt|thực|lựa|chọn|cắt|viết|hoàn|gửi|cử|\d|một))")
_PAST = re.compile(r"\bđã\b|\bchỉ đạt\b|\bước đạt\b|\bđạt được\b|\bhiện đạt\b|\bhiện nay\b|\bmới đạt\b|\bbình quân\b|\bcao hơn\b|\bthấp hơn\b|\bso với cùng kỳ\b|\btheo quy định tại\b")
_AFTER_PAST = re.compile(r" (?:so với cùng kỳ|so với năm trước|so với bình quân)")
_WISH = re.compile(r"\b(?:phấn đấu|đảm bảo|bảo đảm|phải|cần|yêu cầu|mục tiêu|tối thiểu|ít nhất)\b")


@dataclass(frozen=True, slots=True)
class Target:
    """A number to be reached. ``value`` has no leading zeros and a decimal point; ``op`` is "=", ">=" or "<=".

    ``of`` is what is counted, as written; ``per`` the circle each member of which owes the number ("mỗi đơn vị"), or None.
    """

    value: str
    unit: str
    op: str
    of: str | None
    per: str | None
    start: int
    end: int


def find_targets(text: str) -> list[Target]:
    """The targets of an NFC text in order. Law articles, money, dates, document numbers and past results are none."""
    flat = flatten(text)
    found = [target for match in _PERCENT.finditer(flat.low) if (target := _percent(flat, match)) is not None]
    found += [target for match in _COUNT.finditer(flat.low) if (target := _count(flat, match)) is not None]
    return sorted(found, key=lambda t: t.start)


def _clause(low: str, at: int) -> str:
    """What stands before ``at`` in the same clause, at most 90 characters."""
    left = low[max(0, at - 90) : at]
    return re.split(r"[.;:] ", left)[-1]


def _op(low: str, start: int, end: int) -> str:
    said = _OP.search(low[max(0, start - 30) : start])
    if _OR_MORE.match(low, end):
        return ">="
    if _OR_LESS.match(low, end):
        return "<="
    if said is None:
        return "="
    return ">=" if said.group("least") else "<="


def _is_past(low: str, start: int, end: int) -> bool:
    clause = _clause(low, start)
    if _AFTER_PAST.match(low, end) and not _WISH.search(clause):
        return True
    past = _PAST.search(clause)
    return past is not None and not _WISH.search(clause, past.end())


def _of(flat: Flat, end: int) -> str | None:
    """The words behind the number up to the end of the phrase."""
    rest = re.split(r"[,.;:()]| được | phải | trong | trước | so với | để | trở lên", flat.line[end : end + 120])[0]
    return rest.strip() or None


def _per(low: str, flat: Flat, start: int) -> str | None:
    begin = max(0, start - 90)
    said = _PER.search(flat.low, begin, start + 12)
    return flat.line[said.start("per") : said.end("per")] if said else None


def _percent(flat: Flat, match: re.Match[str]) -> Target | None:
    low = flat.low
    if _is_past(low, match.start(), match.end()):
        return None
    value = read_number(match.group("n"))
    if value is None:
        return None
    start, end = flat.span(match.start(), match.end())
    op = _op(low, match.start(), match.end())
    return Target(plain_number(value), "%", op, _of(flat, match.end()), _per(low, flat, match.start()), start, end)


def _count(flat: Flat, match: re.Match[str]) -> Target | None:
    low = flat.low
    rank = match.group("rank") is not None
    number = read_number(match.group("rank_n" if rank else "n"))
    if number is None or _is_past(low, match.start(), match.end()):
        return None
    begin = match.start()
    if not rank:
        clause = _clause(low, begin)
        said_op = _OP.search(low[max(0, begin - 30) : begin])
        per = _per(low, flat, begin)
        if not (said_op or per or _VERB.search(clause)):
            return None
    unit = match.group("rank") if rank else flat.line[match.start("noun") : match.end("noun")]
    start, end = flat.span(begin, match.end())
    return Target(plain_number(number), unit, _op(low, begin, match.end()), _of(flat, match.end()), _per(low, flat, begin), start, end)
