"""What an extraction gives back, and how it says no."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class MediaType(StrEnum):
    """What a file is by its content. The values are registered media types where one exists."""

    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    PDF = "application/pdf"
    TEXT = "text/plain"
    MARKDOWN = "text/markdown"
    HTML = "text/html"
    DOC = "application/msword"
    ODT = "application/vnd.oasis.opendocument.text"
    RTF = "application/rtf"
    PNG = "image/png"
    JPEG = "image/jpeg"
    TIFF = "image/tiff"
    # Recognised only so that the refusal can say what the file is.
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    XLS = "application/vnd.ms-excel"
    LOCKED_OFFICE = "application/x-ole-storage+encrypted"
    SVG = "image/svg+xml"
    XML = "application/xml"
    ZIP = "application/zip"
    EMPTY = "application/x-empty"
    UNKNOWN = "application/octet-stream"


VIETNAMESE_NAMES: dict[MediaType, str] = {
    MediaType.DOCX: "tệp Word (.docx)",
    MediaType.PDF: "tệp PDF",
    MediaType.TEXT: "tệp văn bản thuần (.txt)",
    MediaType.MARKDOWN: "tệp Markdown (.md)",
    MediaType.HTML: "trang web (HTML)",
    MediaType.DOC: "tệp Word đời cũ (.doc)",
    MediaType.ODT: "tệp LibreOffice Writer (.odt)",
    MediaType.RTF: "tệp RTF",
    MediaType.PNG: "ảnh PNG",
    MediaType.JPEG: "ảnh JPEG",
    MediaType.TIFF: "ảnh TIFF",
    MediaType.XLSX: "bảng tính Excel (.xlsx)",
    MediaType.PPTX: "tệp trình chiếu PowerPoint (.pptx)",
    MediaType.XLS: "tệp Office đời cũ không phải văn bản (.xls, .ppt)",
    MediaType.LOCKED_OFFICE: "tệp Office đặt mật khẩu",
    MediaType.SVG: "ảnh vẽ SVG",
    MediaType.XML: "tệp XML",
    MediaType.ZIP: "tệp nén ZIP",
    MediaType.EMPTY: "tệp rỗng",
    MediaType.UNKNOWN: "tệp không rõ loại",
}

IMAGES = frozenset({MediaType.PNG, MediaType.JPEG, MediaType.TIFF})


class ExtractError(Exception):
    """A file whose text cannot be had.

    `code` is stable and for programs: not-found, unreadable, empty, too-big, wrong-type, disguised, encrypted, broken, bomb,
    no-text, needs-office, needs-ocr, tool-failed, secret. `str(error)` is one Vietnamese sentence naming the file, the cause
    and the way out, fit to be shown as it is.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class SecretDocument(ExtractError):
    """A document stamped MẬT, TỐI MẬT or TUYỆT MẬT: refused, and nothing of its text is carried by the error."""

    def __init__(self, name: str, level: str) -> None:
        super().__init__(
            "secret",
            f"“{name}” đóng dấu {level}: phần mềm này không được phép đọc hay lưu văn bản bí mật nhà nước; "
            "hãy xử lý theo chế độ văn bản mật và xóa tệp khỏi máy nếu máy không dành cho văn bản mật.",
        )
        self.level = level


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of one file.

    `text` is in reading order and NFC. A blank line ends a paragraph; a single newline is a line break inside one (a wrapped
    line of a PDF, a manual break of a DOCX). A table is consecutive lines "| cell | cell |" of equal width. A page of a paged
    file begins with a form feed, except the first.
    `pages` holds the offset in `text` of the first character of each page; empty when the file has no pages of its own.
    `stamped` lists the texts that stood only in signature widgets, stamps or form fields and were put where they stand on the page.
    `ocr` is true when the text, or part of it, was recognised from a picture: it may hold misread words.
    `warnings` are Vietnamese sentences for whoever checks the result.
    """

    text: str
    media_type: MediaType
    name: str
    pages: tuple[int, ...] = ()
    warnings: tuple[str, ...] = ()
    stamped: tuple[str, ...] = ()
    ocr: bool = False
