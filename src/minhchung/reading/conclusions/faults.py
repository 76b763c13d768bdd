"""What is wrong in a finding, without the polite words around it; and the words in it that nobody can measure."""

import re
from collections.abc import Iterator

from minhchung.reading.conclusions.parts import tells_wrong, wrong_at
from minhchung.text.normal import lower

# "… đã được quan tâm; tuy nhiên …", "tuy đã triển khai nhưng …": what is wrong stands behind.
_TURN = re.compile(
    r"(?:[,;.] ?|\s)(?:tuy nhiên|tuy vậy|tuy thế|(?<!song )song(?! song)|nhưng|thế nhưng|mặc dù vậy)(?: vẫn)?(?:,| thì| là)? ?(?!lẽ)"
)
# "Mặc dù đã được nhắc nhở, đơn vị vẫn …": the concession ends at the comma.
_CONCESSION = re.compile(r"(?:mặc dù|tuy)(?! nhiên| vậy| thế) [^,;.]{3,160}, (?=\S)")
_CONCEDED = re.compile(
    r"\b(?:đã|tuy|mặc dù|cơ bản|được (?:quan tâm|triển khai|thực hiện|duy trì)|có (?:nhiều )?(?:cố gắng|tiến bộ|quan tâm))\b"
)
# A sentence that demands, behind those that tell.
_DEMAND = re.compile(
    r"(?:cần|phải|đề nghị|yêu cầu|đảm bảo|bảo đảm|thời gian tới|đồng thời cần|do đó|vì vậy|[^.;,]{3,60}? (?:cần|phải) (?:rút kinh nghiệm"
    r"|khắc phục|chấn chỉnh))\b"
)
# ", cần tiếp tục rà soát để bảo đảm …": the remedy behind the fault.
_REMEDY = re.compile(
    r"[,;] (?:thời gian tới,? )?(?:do đó |vì vậy |nên )?(?:đề nghị |yêu cầu )?(?:cần|phải) (?:tiếp tục|được|rà soát|khẩn trương|sớm|có )"
)
_SENTENCE = re.compile(r"(?<=[.;]) ")

_QUALITY = (
    r"(?:đầy đủ|thường xuyên|kịp thời|chặt chẽ|đồng đều|đồng bộ|hiệu quả|đa dạng|khoa học|sâu sát|sát sao|quyết liệt|triệt để|nghiêm túc"
    r"|nghiêm|rõ ràng|rõ nét|cao|tốt|đều|nhiều|đúng mức|quan tâm|chủ động|hợp lý|phù hợp|thống nhất|tương xứng|kỹ|đáp ứng yêu cầu)"
)
_HARD_FAULT = re.compile(r"\b(?:chưa|vi phạm|quá hạn|thiếu)\b")
_VAGUE = re.compile(
    r"\b(?:có (?:thời điểm|lúc|nơi|nội dung|việc|đơn vị|trường hợp)|đôi (?:khi|lúc)|nhiều khi"
    r"|còn (?:có )?(?:một số |nhiều |những )?(?:hạn chế|bất cập|chậm|lúng túng|yếu|thiếu sót|tồn đọng nhiều)|một (?:số|vài|phần|bộ phận)"
    rf"|(?:chưa|thiếu|(?<!điểm )(?<!sự )không) (?:[^\W\d_]+ ){{0,3}}?{_QUALITY}\b(?:,? (?:và )?{_QUALITY}\b)*"
    r"|cần (?:được |tiếp tục |tiếp tục được )*(?:quan tâm|tăng cường|chú trọng|nâng cao)(?: (?:thường xuyên|nhiều|hơn nữa))*(?: hơn)?"
    rf"|{_QUALITY}(?:,? (?:và )?{_QUALITY})* hơn|(?:rà soát|kiểm tra|theo dõi|cập nhật) thường xuyên"
    r"|hiệu quả (?:chưa|còn|không) (?:cao|thấp)|nhìn chung|phần nào|tương đối)\b"
)
# A number that measures; not a year, a day, the number of a document or a standard.
_FIGURE = re.compile(r"(?<![\w/:.\-,])(?!(?:19|20)\d\d\b)\d{1,6}(?:[.,]\d{1,3})*\s?%?(?![\w/:\-])")
_NO_MEASURE = re.compile(r"(?:iso|tcvn|ngày|tháng|năm|quý|điều|khoản|mục|điểm|số|từ|đến|khu phố|tổ|quầy) ?$")


def fault_in(text: str) -> tuple[int, int]:
    """The stretch of a finding that says what is wrong; the whole text where no praise or demand stands around it."""
    low = lower(text)
    start, end = 0, len(low)
    turn = _TURN.search(low)
    if turn and _concedes(low[: turn.start()]):
        start = turn.end()
    elif conceded := _CONCESSION.match(low):
        start = conceded.end()
    end = _without_demands(low, start, end)
    if (remedy := _REMEDY.search(low, start, end)) and tells_wrong(low[start : remedy.start()]):
        end = remedy.start()
    while end > start + 1 and low[end - 1] in " .;,/":
        end -= 1
    return start, end


def _concedes(before: str) -> bool:
    """Whether what stands before a turn only praises: no fault told in a sentence of its own, none in the sentence that turns."""
    if not tells_wrong(before):
        return True
    *earlier, last = _SENTENCE.split(before)
    return not any(tells_wrong(sentence) for sentence in earlier) and bool(_CONCEDED.search(last)) and not _HARD_FAULT.search(last)


def _without_demands(low: str, start: int, end: int) -> int:
    """Where the telling ends: sentences at the end that only demand are left out."""
    fault = wrong_at(low[start:end])
    cuts = [found.end() for found in _SENTENCE.finditer(low, start, end)]
    for cut in reversed(cuts):
        if fault is None or cut <= start + fault or not _DEMAND.match(low, cut):
            break
        end = cut
    return end


def vague_words(text: str) -> Iterator[tuple[int, int]]:
    """The stretches that cannot be measured, in order; words beside a figure ("chưa đầy đủ, mới đạt 63%") can be."""
    low = lower(text)
    at = 0
    for end in [*(found.start() for found in _SENTENCE.finditer(low)), len(low)]:
        if not any(not _NO_MEASURE.search(low, at, figure.start()) for figure in _FIGURE.finditer(low, at, end)):
            yield from (found.span() for found in _VAGUE.finditer(low, at, end))
        at = end
