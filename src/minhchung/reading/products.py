"""The paper or thing a clause asks to be made or handed in."""

from minhchung.reading.names import unit_list
from minhchung.reading.words import ADVERBS, Phrases, Words

_PAPERS = Phrases(
    """báo cáo, kế hoạch, quyết định, tờ trình, công văn, văn bản, đề án, phương án, danh mục, biên bản, quy chế, quy trình,
    chương trình, thông báo, dự thảo, đề cương, phụ lục, biểu mẫu, danh sách, bảng tổng hợp, bảng tự chấm điểm, hồ sơ, sổ tay,
    kịch bản, bản cam kết, cam kết, bản đồ, hướng dẫn, nghị quyết, chỉ thị, giấy mời, sáng kiến, mô hình, bộ chỉ số, cơ sở dữ liệu,
    bài viết, tin bài, hệ thống quản lý chất lượng, phiếu khảo sát, quy chuẩn, nội quy, quy định, chuyên đề, kết quả báo cáo,
    báo cáo kết quả, bản công bố"""
)
_MAKES = Phrases(
    """xây dựng, ban hành, tham mưu ban hành, tham mưu xây dựng, hoàn thiện, lập, trình, gửi, nộp, soạn thảo, dự thảo, biên soạn, viết,
    có, xin phê duyệt, công bố, tổng hợp, xây dựng và ban hành, xây dựng, ban hành, thiết kế, cập nhật, bổ sung, sửa đổi, đề xuất,
    báo cáo, phê duyệt, tham mưu, thực hiện, chuẩn bị, phát hành"""
)
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
}
_LONGEST = 16


def find_product(words: Words) -> str | None:
    """The first paper named after a verb of making, with the words that tell which one; None when none is named."""
    low = words.low
    for at, word in enumerate(low):
        step = _MAKES.at(low, at) if word in _MAKES.lengths else 0
        if not step:
            continue
        start = at + step
        while start < len(low) and low[start] in (",", "và", "các", "một", "đầy", "đủ", "bộ", "kịp", "thời") and start - at - step < 3:
            start += 1
        paper = _PAPERS.at(low, start)
        if paper:
            return words.between(start, _end(words, start + paper))
        if word == "báo" and start < len(low) and low[start] in ("kết", "tình", "tiến", "số"):
            return words.between(at, _end(words, start + 1))
    return None


def _is_over(words: Words, at: int, first: int) -> bool:
    """Whether the word no longer tells which paper: "đối với", "cho thuê", "bảo đảm an toàn" still do."""
    low = words.low
    if low[at] not in _ENDS:
        return False
    after = low[at + 1] if at + 1 < len(low) else ""
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
