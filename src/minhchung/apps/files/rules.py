"""Which files are taken, and how they are named and shown. Pure: the type comes from the content (minhchung.text.extract.sniff)."""

from dataclasses import dataclass
from pathlib import PurePath

from minhchung.text.extract import MediaType
from minhchung.text.extract.model import VIETNAMESE_NAMES
from minhchung.text.normal import nfc

SUFFIXES: dict[MediaType, tuple[str, ...]] = {
    MediaType.DOCX: (".docx",),
    MediaType.PDF: (".pdf",),
    MediaType.TEXT: (".txt", ".csv", ".md", ".markdown", ".log"),
    MediaType.MARKDOWN: (".md", ".markdown", ".txt"),
    MediaType.DOC: (".doc",),
    MediaType.ODT: (".odt",),
    MediaType.RTF: (".rtf", ".doc"),
    MediaType.PNG: (".png",),
    MediaType.JPEG: (".jpg", ".jpeg", ".jpe", ".jfif"),
    MediaType.TIFF: (".tif", ".tiff"),
    MediaType.XLSX: (".xlsx",),
    MediaType.PPTX: (".pptx",),
    MediaType.XLS: (".xls", ".ppt"),
}
"""The types taken, each with the endings its name may have; the first one is given to a name that has none of them."""

SHOWN_IN_PLACE = frozenset({MediaType.PDF, MediaType.PNG, MediaType.JPEG})
"""What a browser may show instead of saving."""

WITHOUT_TEXT = frozenset({MediaType.XLSX, MediaType.PPTX, MediaType.XLS})
"""Taken as evidence, but not read: what they hold is no running text."""

FATAL = frozenset({"empty", "too-big", "disguised", "encrypted", "broken", "bomb", "secret"})
"""Codes of ExtractError with which a file is not taken at all: nobody could open it. With the others (a scan without its reader, a picture
without letters) it is kept, and the message says why it was not read."""

NAME_LIMIT = 200

_WAY_OUT = "hãy in hoặc xuất nội dung ra PDF rồi tải bản PDF lên."
_REASONS: dict[MediaType, str] = {
    MediaType.EMPTY: "tệp rỗng; hãy tải lại hoặc xin lại tệp từ nơi gửi.",
    MediaType.HTML: f"trang web (HTML) có thể chứa mã chạy được nên kho tệp không nhận; {_WAY_OUT}",
    MediaType.SVG: "ảnh vẽ SVG có thể chứa mã chạy được nên kho tệp không nhận; hãy lưu thành ảnh PNG hoặc PDF rồi tải lên.",
    MediaType.XML: f"tệp XML có thể chứa mã chạy được nên kho tệp không nhận; {_WAY_OUT}",
    MediaType.ZIP: "tệp nén không được nhận vì không kiểm tra được bên trong; hãy giải nén rồi tải từng tệp lên.",
    MediaType.LOCKED_OFFICE: "tệp Office đặt mật khẩu, không ai kiểm tra được; hãy lưu một bản không mật khẩu rồi tải lên.",
}


@dataclass(frozen=True)
class FileRefused(Exception):
    """Why a file is not taken, in Vietnamese: thing, cause, way out."""

    message: str

    def __str__(self) -> str:
        return self.message


def admitted(kind: MediaType, name: str, head: bytes) -> MediaType:
    """The type itself when files of this type are taken; otherwise raises FileRefused. `head` is the beginning of the content."""
    if program := _program(head):
        # Asked first: a script is text.
        raise FileRefused(f"“{name}”: {program} không được nhận vào kho tệp; hãy gửi tài liệu (PDF, Word, Excel, ảnh).")
    if kind in SUFFIXES:
        return kind
    reason = _REASONS.get(kind)
    if reason is None:
        known = VIETNAMESE_NAMES.get(kind, "tệp không rõ loại")
        reason = f"{known}, kho chỉ nhận PDF, Word, Excel, PowerPoint, văn bản thuần và ảnh PNG, JPEG, TIFF; {_WAY_OUT}"
    raise FileRefused(f"“{name}”: {reason}")


def _program(head: bytes) -> str:
    if head.startswith(b"MZ"):
        return "chương trình Windows (.exe, .dll)"
    if head.startswith((b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")):
        return "chương trình hoặc tệp lệnh"
    return ""


def holds_macros(kind: MediaType, members: frozenset[str], data: bytes) -> bool:
    """Whether an office file carries macros, which run when it is opened."""
    if kind in (MediaType.DOC, MediaType.XLS):
        return "_VBA_PROJECT".encode("utf-16-le") in data
    return any(member.casefold().endswith("vbaproject.bin") for member in members)


def file_name(name: str, kind: MediaType) -> str:
    """A name safe to show and to save under: no folders, no control characters, NFC, and an ending that tells the content's type."""
    bare = nfc(name).replace("\\", "/").rsplit("/", 1)[-1]
    bare = "".join(char for char in bare if char.isprintable()).strip(" .") or "tep"
    suffixes = SUFFIXES[kind]
    stem, suffix = PurePath(bare).stem, PurePath(bare).suffix
    if suffix.lower() not in suffixes:
        stem, suffix = bare, suffixes[0]
    return stem[: NAME_LIMIT - len(suffix)] + suffix


def size_words(size: int) -> str:
    """A size in words: "812 KB", "1,3 MB"."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / 1024 / 1024:.1f}".replace(".", ",").removesuffix(",0") + " MB"
