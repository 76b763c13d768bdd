"""Files with pages: PDF and pictures. A page without a text layer is recognised from its picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from minhchung.text.extract.legacy import in_unicode
from minhchung.text.extract.legacy import warning as legacy_warning
from minhchung.text.extract.model import Extracted, ExtractError, MediaType
from minhchung.text.extract.ocr import recognise
from minhchung.text.extract.pdf import pdf_text
from minhchung.text.extract.tidy import tidy

PAGE_BREAK = "\n\n\f"


def read_paged(
    data: bytes, kind: MediaType, name: str, warnings: tuple[str, ...], progress: Callable[[int, int], None] | None
) -> Extracted:
    """The text of a PDF or a picture, page by page. Raises ExtractError."""
    if kind is not MediaType.PDF:
        pages = recognise(data, kind, name, progress=progress)
        return _joined(list(pages.values()), kind, name, (*warnings, RECOGNISED), (), ocr=True)
    layer = pdf_text(data, name)
    warnings += layer.warnings
    texts = list(layer.pages)
    ocr = False
    if layer.blank:
        all_blank = len(layer.blank) == len(texts)
        try:
            covers = {index: [stamp.box for stamp in stamps] for index, stamps in layer.certificates.items()}
            for index, text in recognise(data, kind, name, pages=layer.blank, covers=covers, progress=progress).items():
                texts[index], ocr = text, ocr or bool(text.strip())
            for index, stamps in layer.certificates.items():
                texts[index] = "\n".join([texts[index], *(stamp.text for stamp in stamps)])
        except ExtractError as error:
            if all_blank or error.code not in ("needs-ocr", "tool-failed"):
                raise
            warnings += (f"{_named(layer.blank)} không có lớp chữ nên chưa đọc được: {error.message}",)
    if ocr:
        warnings += (RECOGNISED,)
    return _joined(texts, kind, name, warnings, layer.stamped, ocr=ocr)


RECOGNISED = "Chữ được nhận dạng từ ảnh, có thể sai vài chỗ: hãy đối chiếu số, ngày và tên đơn vị với bản gốc."


def _named(pages: Sequence[int]) -> str:
    return "Trang " + ", ".join(str(index + 1) for index in pages[:20]) + ("…" if len(pages) > 20 else "")


def _joined(
    texts: Sequence[str], kind: MediaType, name: str, warnings: tuple[str, ...], stamped: tuple[str, ...], *, ocr: bool
) -> Extracted:
    parts: list[str] = []
    offsets: list[int] = []
    length = 0
    texts, scheme = in_unicode(texts)
    if scheme is not None:
        warnings += (legacy_warning(scheme),)
    for text in map(tidy, texts):
        part = text if not parts else PAGE_BREAK + text
        offsets.append(length + len(part) - len(text))
        length += len(part)
        parts.append(part)
    whole = "".join(parts)
    if not whole.strip():
        raise ExtractError(
            "no-text", f"“{name}” không có chữ nào đọc được trên {len(texts)} trang; hãy đưa bản rõ hơn, hoặc gõ lại nội dung rồi dán vào."
        )
    return Extracted(whole, kind, name, tuple(offsets), warnings, stamped, ocr)
