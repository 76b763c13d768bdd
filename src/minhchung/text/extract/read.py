"""`extract`: looks at the bytes, calls the reader for what they are, and guards the door."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from minhchung.text.extract.archive import broken
from minhchung.text.extract.causes import cause
from minhchung.text.extract.legacy import in_unicode
from minhchung.text.extract.legacy import warning as legacy_warning
from minhchung.text.extract.model import IMAGES, VIETNAMESE_NAMES, Extracted, ExtractError, MediaType, SecretDocument
from minhchung.text.extract.plain import plain_text
from minhchung.text.extract.secrecy import secrecy_stamp
from minhchung.text.extract.sniff import UNPACK, foreign, sniff
from minhchung.text.extract.tidy import tidy

LIMIT_BYTES = 50 * 1024 * 1024
ANOTHER = "hãy đưa tệp .docx, .pdf, .txt, .html hoặc ảnh chụp văn bản (JPG, PNG, TIFF)"
UNNAMED = "văn bản"

Progress = Callable[[int, int], None]  # pages done, pages in all

# What a file may be named while being something else: a portal's ".doc" is often a web page, Word saves RTF under ".doc".
FITTING: dict[MediaType, frozenset[str]] = {
    MediaType.HTML: frozenset({"", ".html", ".htm", ".xhtml", ".mht", ".mhtml", ".doc", ".aspx", ".php", ".jsp"}),
    MediaType.SVG: frozenset({"", ".svg"}),
}
TYPED = frozenset({".txt", ".md", ".markdown", ".text"})
USUAL: dict[MediaType, frozenset[str]] = {
    MediaType.DOCX: frozenset({".docx", ".docm", ".dotx"}),
    MediaType.PDF: frozenset({".pdf"}),
    MediaType.DOC: frozenset({".doc", ".dot"}),
}
REFUSED = frozenset({MediaType.XLSX, MediaType.PPTX, MediaType.XLS, MediaType.SVG, MediaType.XML, MediaType.ZIP, MediaType.UNKNOWN})


def extract(
    source: Path | bytes,
    *,
    name: str | None = None,
    limit_bytes: int = LIMIT_BYTES,
    refuse_secret: bool = True,
    progress: Progress | None = None,
) -> Extracted:
    """The text of a file in reading order.

    The type is taken from the content: DOCX, PDF, text, Markdown, HTML; .doc, .odt and .rtf when LibreOffice is installed; scanned
    PDF and pictures when Tesseract with Vietnamese is. `name` is what messages call the file (default: the path's name).
    `progress` hears of every page recognised from a picture. A document stamped with a secrecy level raises SecretDocument unless
    `refuse_secret` is false. Raises ExtractError and nothing else for whatever a file may hold.
    """
    if isinstance(source, Path):
        shown = name or source.name
        data = _loaded(source, shown, limit_bytes)
    else:
        shown, data = name or UNNAMED, source
    if len(data) > limit_bytes:
        raise _too_big(shown, len(data), limit_bytes)
    kind = _admitted(data, shown)
    result = _read(data, kind, shown, progress, refuse_secret)
    level = secrecy_stamp(result.text) if refuse_secret else None
    if level is not None:
        raise SecretDocument(shown, level)
    return result


def _loaded(path: Path, name: str, limit: int) -> bytes:
    try:
        if path.is_dir():
            raise ExtractError("unreadable", f"“{name}” là thư mục, không phải tệp; hãy chỉ từng tệp văn bản trong đó.")
        size = path.stat().st_size
        if size > limit:
            raise _too_big(name, size, limit)
        with path.open("rb") as file:
            return file.read(limit + 1)
    except FileNotFoundError as error:
        raise ExtractError("not-found", f"Không thấy tệp “{path}”; hãy xem lại tên và thư mục.") from error
    except OSError as error:
        raise ExtractError(
            "unreadable", f"Không mở được “{name}” ({cause(error)}); hãy xem lại quyền đọc hoặc chép tệp ra chỗ khác."
        ) from error


def _too_big(name: str, size: int, limit: int) -> ExtractError:
    return ExtractError(
        "too-big",
        f"“{name}” nặng {_weight(size, limit)}, quá mức {_mb(limit)} MB; hãy tách riêng phần văn bản chỉ đạo hoặc giảm dung lượng ảnh.",
    )


def _weight(size: int, limit: int) -> str:
    """What is read from a pipe is read no further than the limit: then only that it is more is known."""
    return f"{_mb(size)} MB" if _mb(size) != _mb(limit) else f"hơn {_mb(limit)} MB"


def _mb(size: int) -> str:
    return f"{max(size / 1024 / 1024, 0.1):.1f}".replace(".", ",").removesuffix(",0")


def _admitted(data: bytes, name: str) -> MediaType:
    """The kind to read `name` as, or the reason it is not read at all."""
    kind, suffix = sniff(data), _suffix(name)
    if kind is MediaType.EMPTY:
        raise ExtractError("empty", f"“{name}” rỗng, không có nội dung nào; hãy tải lại hoặc xin lại tệp từ nơi gửi.")
    if kind is MediaType.LOCKED_OFFICE:
        raise ExtractError(
            "encrypted", f"“{name}” là tệp Office đặt mật khẩu nên không đọc được; hãy mở tệp, lưu một bản không mật khẩu rồi thử lại."
        )
    if suffix not in FITTING.get(kind, frozenset({suffix})):
        raise ExtractError(
            "disguised",
            f"“{name}” mang đuôi {suffix} nhưng bên trong là {VIETNAMESE_NAMES[kind]}, có thể do tải nhầm trang báo lỗi hoặc là tệp giả; "
            "hãy tải lại đúng tệp gốc.",
        )
    if kind is MediaType.XLS and suffix in USUAL[MediaType.DOC]:
        raise broken(name, "bên trong không thấy phần văn bản Word (tệp bị cắt, hoặc là tệp khác đổi tên)")
    if kind in REFUSED:
        known, way = foreign(data) or (VIETNAMESE_NAMES[kind], UNPACK if kind is MediaType.ZIP else ANOTHER)
        raise ExtractError("wrong-type", f"“{name}” là {known}, không đọc được như một văn bản; {way}.")
    if kind is MediaType.TEXT and suffix in (".md", ".markdown"):
        return MediaType.MARKDOWN
    return kind


def _suffix(name: str) -> str:
    return Path(name).suffix.lower()


def _read(data: bytes, kind: MediaType, name: str, progress: Progress | None, refuse_secret: bool) -> Extracted:
    # Each reader is imported when first needed: `minhchung read letter.docx` must not load PDFium, nor the other way round.
    warnings = _name_warning(kind, name)
    if kind is MediaType.DOCX:
        return _whole(_word_text(data, name, refuse_secret), kind, name, warnings)
    if kind in (MediaType.TEXT, MediaType.MARKDOWN):
        text, said = plain_text(data, name)
        return _whole(text, kind, name, warnings + said)
    if kind is MediaType.HTML:
        from minhchung.text.extract.markup import html_text  # noqa: PLC0415

        return _whole(html_text(data, name), kind, name, warnings)
    if kind is MediaType.PDF or kind in IMAGES:
        from minhchung.text.extract.paged import read_paged  # noqa: PLC0415

        return read_paged(data, kind, name, warnings, progress)
    from minhchung.text.extract.office import as_docx  # noqa: PLC0415

    return _whole(_word_text(as_docx(data, kind, name), name, refuse_secret), kind, name, warnings)


def _word_text(data: bytes, name: str, refuse_secret: bool) -> str:
    """The running text; a stamp on the pages' heads or feet is no part of it, so it is looked for before."""
    from minhchung.text.extract.docx import docx_text  # noqa: PLC0415
    from minhchung.text.extract.heads import stamped_on_heads  # noqa: PLC0415

    level = stamped_on_heads(data, name) if refuse_secret else None
    if level is not None:
        raise SecretDocument(name, level)
    return docx_text(data, name)


def _name_warning(kind: MediaType, name: str) -> tuple[str, ...]:
    suffix = _suffix(name)
    if kind in USUAL and suffix and suffix not in USUAL[kind]:
        return (f"Tệp mang đuôi {suffix} nhưng bên trong là {VIETNAMESE_NAMES[kind]}: đã đọc theo nội dung.",)
    if kind is MediaType.HTML and suffix == ".doc":
        return ("Tệp mang đuôi .doc nhưng bên trong là trang web (HTML): đã đọc theo nội dung.",)
    if kind in (MediaType.TEXT, MediaType.MARKDOWN) and suffix in (".docx", ".doc", ".pdf"):
        return (f"Tệp mang đuôi {suffix} nhưng bên trong chỉ là văn bản thuần: đã đọc theo nội dung.",)
    return ()


def _whole(text: str, kind: MediaType, name: str, warnings: tuple[str, ...]) -> Extracted:
    (text,), scheme = in_unicode([text])
    text = tidy(text)
    if scheme is not None:
        warnings += (legacy_warning(scheme),)
    if not text:
        raise ExtractError("no-text", f"“{name}” không có chữ nào đọc được (chỉ có ảnh hoặc trang trắng); hãy đưa bản có chữ hoặc bản PDF.")
    return Extracted(text, kind, name, warnings=warnings)
