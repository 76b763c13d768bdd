"""Whether the head of a document may be that of a conclusion; a look at every document, so that it costs next to nothing."""

from minhchung.reading.model import DocumentHeader
from minhchung.text.normal import lower
from minhchung.text.sought import Sought

_KINDS = {"thong-bao", "ket-luan", "bien-ban", "bao-cao", "khac", None}
# A scanner takes marks away: "Kết luận kiêm tra".
_LOOKED_AT = r"(?:ki[ểêe]m tra|thanh tra|giám sát|phúc tra|xác minh|đánh giá (?:nội bộ|chéo|hệ thống|giám sát|iso|chất lượng nội bộ))"
_BETWEEN = (
    r"(?: (?:về|cuộc|đợt|công tác|việc|thực hiện|đoàn|chuyên đề|đột xuất|định kỳ|buổi|của đoàn|chương trình|kết quả|kết luận|tổng hợp"
    r"|làm việc|qua|sau))*"
)
_CONCLUDES = Sought(rf"k[ếê]t (?:lu[ậâ]n|qu[ảa]){_BETWEEN} {_LOOKED_AT}|^báo cáo (?:cuộc |đợt |về )?(?:đánh giá nội bộ|kiểm tra|thanh tra)")
# Minutes are those of an inspection when they say so anywhere in their title; those of a meeting are not.
_MINUTES = Sought(rf"^biên bản (?!họp|giao ban|hội nghị|cuộc họp).{{0,400}}{_LOOKED_AT}")


def may_conclude(document: DocumentHeader) -> bool:
    """Whether type and subject are those of a conclusion of an inspection, an audit or a check, or of the minutes or report of one."""
    if document.type not in _KINDS or document.subject is None:
        return False
    title = lower(f"{document.type_text or ''} {document.subject}")
    return (_MINUTES if document.type == "bien-ban" else _CONCLUDES).search(title) is not None
