"""The paper or thing a clause asks to be made or handed in."""

from minhchung.reading.names import unit_list
from minhchung.reading.words import ACTIONS, ADVERBS, Phrases, Words

# What can be handed in or issued. A system, a model, a data base is no paper, however much work goes into it.
_PAPERS = Phrases(
    """báo cáo, kế hoạch, quyết định, tờ trình, công văn, văn bản, đề án, phương án, danh mục, biên bản, quy chế, quy trình,
    chương trình, thông báo, dự thảo, đề cương, phụ lục, biểu mẫu, danh sách, bảng tổng hợp, bảng tự chấm điểm, hồ sơ, sổ tay,
    kịch bản, bản cam kết, cam kết, bản đồ, hướng dẫn, nghị quyết, chỉ thị, giấy mời, bộ chỉ số, dự toán, tờ khai, giấy chứng nhận,
    bài viết, tin bài, phiếu khảo sát, quy chuẩn, nội quy, quy định, chuyên đề, biểu tổng hợp, biểu số liệu, phiếu,
    báo cáo kết quả, bản công bố, bảng tự đánh giá, lịch trực, lịch công tác, bản tự đánh giá, công điện, hợp đồng, sáng kiến"""
)
_MAKES = Phrases(
    """xây dựng, ban hành, tham mưu ban hành, tham mưu xây dựng, hoàn thiện, lập, trình, gửi, nộp, soạn thảo, dự thảo, biên soạn, viết,
    có, xin phê duyệt, công bố, tổng hợp, xây dựng và ban hành, xây dựng, ban hành, thiết kế, sửa đổi, đề xuất, hoàn chỉnh,
    báo cáo, phê duyệt, tham mưu, chuẩn bị, phát hành, ký"""
)
# "Văn bản" alone says nothing; what it is written for does ("văn bản xin lỗi", "văn bản trả lời").
_WRITTEN_FOR = Phrases(
    """xin lỗi, trả lời, hướng dẫn, đề nghị, đôn đốc, chỉ đạo, báo cáo, góp ý, phúc đáp, thông báo, chấn chỉnh, giải trình, xin ý kiến,
    tham gia ý kiến, cam kết, xác nhận, chấp thuận, thẩm định, ủy quyền, triển khai, kiến nghị, yêu cầu, nhắc nhở, cử, giới thiệu"""
)
# Of these only the writing or handing in makes a paper: "xây dựng sáng kiến" is work.
_ONLY_WRITTEN = {"sáng": {"viết", "nộp", "gửi"}, "phiếu": {"lập", "gửi", "nộp", "xây", "thiết"}, "cam": {"ký"}}
_ENDS = {
    ",",
    ";",
    ".",
    "(",
    ")",
    ":",
    "gửi",
    "trước",
    "để",
    "chậm",
    "theo",
    "trình",
    "đảm",
    "bảo",
    "nhằm",
    "trong",
    "và",
    "đúng",
    "cho",
    "đến",
    "tới",
    "hoàn",
    "khi",
    "căn",
    "phù",
    "trên",
    "bằng",
    "có",
    "do",
    "với",
    "xong",
    "hàng",
    "hằng",
    "định",
    "đề",
    "cử",
    "vào",
    "lúc",
}
# Ends only together with the next word: "định kỳ" but "thẩm định", "cử cán bộ" but "cử tri".
_ONLY_WITH = {"định": "kỳ", "cử": "người"}
# First of two verbs that go together over one object.
_SHARING = {"tiếp", "quản", "phòng", "thu", "kiểm", "thanh", "rà", "theo", "xử", "giải", "đầu", "thẩm", "phân"}
_LONGEST = 20


def find_product(words: Words) -> str | None:
    """The first paper named after a verb of making, with the words that tell which one; None when none is named."""
    low = words.low
    opening = _MAKES.lengths
    for at, word in enumerate(low):
        if word not in opening or not (step := _MAKES.at(low, at)):
            continue
        start = at + step
        while start < len(low) and low[start] in (",", "và", "các", "một", "đầy", "đủ", "bộ", "kịp", "thời") and start - at - step < 3:
            start += 1
        paper = _PAPERS.at(low, start)
        # "tổng hợp, báo cáo Chủ tịch UBND phường": to whom one reports, not what the report is.
        if paper and low[start] == "báo" and unit_list(words, start + paper):
            continue
        if paper and _is_product(low, word, start, paper):
            return words.between(start, _end(words, start + paper))
        if word == "báo" and start < len(low) and low[start] in ("kết", "tình", "tiến", "số"):
            return words.between(at, _end(words, start + 1))
    return None


def _is_product(low: list[str], verb: str, start: int, paper: int) -> bool:
    """Whether the paper is the output: not bare "văn bản", and made by a verb that makes such a one."""
    if low[start : start + 2] == ["văn", "bản"]:
        return bool(_WRITTEN_FOR.at(low, start + paper))
    makers = _ONLY_WRITTEN.get(low[start]) if paper <= 2 else None
    return makers is None or verb in makers


def _is_over(words: Words, at: int, first: int) -> bool:
    """Whether the word no longer tells which paper: "đối với", "cho thuê", "bảo đảm an toàn" still do."""
    low = words.low
    if low[at] not in _ENDS:
        return False
    after = low[at + 1] if at + 1 < len(low) else ""
    if low[at] in _ONLY_WITH:
        return after == _ONLY_WITH[low[at]]
    if low[at] == ",":
        # "tình hình tiếp nhận, giải quyết hồ sơ": two verbs share their object.
        return not (at - first >= 2 and ACTIONS.at(low, at - 2) == 2 and ACTIONS.at(low, at + 1) > 1 and low[at - 2] in _SHARING)
    if low[at] == "với":
        return low[at - 1] not in ("đối", "hợp", "cùng", "so")
    if low[at] == "bằng":
        return low[at - 1] not in ("mặt", "cân", "công", "đồng", "văn", "khu")
    if low[at] == "cho":
        return after != "thuê"
    if low[at] == "có":
        return after not in ("nguy", "liên", "công", "thẩm", "hoàn", "điều", "nhu", "hành", "yếu")
    if low[at] in ("bảo", "đảm"):
        return low[at + 2 : at + 3] in (["đúng"], ["chất"], ["kịp"], ["tiến"], ["thời"], ["yêu"], ["theo"])
    if low[at] == "hoàn":
        return after in ("thành", "thiện", "tất")
    return not (low[at] == "đề" and at == first)


def _end(words: Words, at: int) -> int:
    low = words.low
    first = at
    while at < len(low) and at - first < _LONGEST and not _is_over(words, at, first) and not (at > first and ADVERBS.at(low, at) > 1):
        if low[at] == "về" and unit_list(words, at + 1):
            break
        at += 1
    return at
