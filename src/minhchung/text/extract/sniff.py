"""What a file is, from its bytes alone: names and extensions lie."""

from __future__ import annotations

import io
import re
import zipfile

from minhchung.text.extract.legacy import scheme_of
from minhchung.text.extract.model import MediaType

HEAD_BYTES = 4096
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HTML_START = re.compile(rb"<(?:!doctype html|html|head|body|title|meta|div|p|table|span|br|font|center|h[1-6])[\s>/]", re.IGNORECASE)
SVG_TAG = re.compile(rb"<(?:!doctype )?svg[\s>]", re.IGNORECASE)
HTML_ANYWHERE = re.compile(rb"<(?:!doctype )?html[\s>]", re.IGNORECASE)
FIRST_FIELD = re.compile(rb"[a-z-]{2,40}:")
ARCHIVE_FIELD = re.compile(rb"^content-type: {0,4}(?:multipart/related|text/html)\b", re.MULTILINE)
MARKDOWN_LINE = re.compile(r"^(?:#{1,6} \S|\|[ :-]*---|\*\*\S|```)", re.MULTILINE)
BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# Control characters a typed text never holds (tab, line feeds, form feed and the old end-of-file mark stay).
BINARY_BYTES = bytes(sorted(set(range(0x20)) - {0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1A}))


# What people send that is not read, with what they know it as and the way out.
SAVE_PICTURE, UNPACK = "hãy lưu ảnh thành JPG hoặc PNG rồi đưa lại", "hãy giải nén rồi đưa từng tệp văn bản bên trong"
FOREIGN = (
    (re.compile(rb"....ftyp(?:hei|hev|mif1|msf1|avif)", re.DOTALL), "ảnh HEIC (kiểu của iPhone)", SAVE_PICTURE),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "ảnh WEBP", SAVE_PICTURE),
    (re.compile(rb"GIF8[79]a"), "ảnh GIF", SAVE_PICTURE),
    (re.compile(rb"BM.{4}\x00{4}", re.DOTALL), "ảnh BMP", SAVE_PICTURE),
    (re.compile(rb"Rar!\x1a\x07"), "tệp nén RAR", UNPACK),
    (re.compile(rb"7z\xbc\xaf\x27\x1c"), "tệp nén 7-Zip", UNPACK),
    (re.compile(rb"\x1f\x8b\x08"), "tệp nén GZIP", UNPACK),
)


def foreign(data: bytes) -> tuple[str, str] | None:
    """What an UNKNOWN file is known as, and the way out; None when not even that is known."""
    return next(((name, way) for magic, name, way in FOREIGN if magic.match(data)), None)


def sniff(data: bytes) -> MediaType:
    """The media type of `data` by its content. Never raises: what is not recognised is UNKNOWN, no bytes at all is EMPTY."""
    if not data or (not data[:HEAD_BYTES].strip(b"\x00 \t\r\n") and not data.strip(b"\x00 \t\r\n\f")):
        return MediaType.EMPTY
    magic = _by_magic(data)
    if magic is not None:
        return magic
    return _by_words(data)


def _by_magic(data: bytes) -> MediaType | None:
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _zip_kind(data)
    # The PDF reference lets up to 1024 bytes stand before the header; portals do send such files.
    if b"%PDF-" in data[:1024]:
        return MediaType.PDF
    if data.startswith(OLE_MAGIC):
        return _ole_kind(data)
    for magic, kind in (
        (b"\x89PNG\r\n\x1a\n", MediaType.PNG),
        (b"\xff\xd8\xff", MediaType.JPEG),
        (b"II*\x00", MediaType.TIFF),
        (b"MM\x00*", MediaType.TIFF),
        (b"{\\rtf", MediaType.RTF),
    ):
        if data.startswith(magic):
            return kind
    return None


def _zip_kind(data: bytes) -> MediaType:
    """Which of the zipped office forms this is. A damaged archive is told from its first local headers."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            mimetype = archive.read("mimetype")[:100] if "mimetype" in names and archive.getinfo("mimetype").file_size < 100 else b""
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError):
        if MediaType.ODT.encode() in data[:200]:
            return MediaType.ODT
        return MediaType.DOCX if b"word/" in data or b"[Content_Types].xml" in data[:HEAD_BYTES] else MediaType.ZIP
    if mimetype == MediaType.ODT.encode():
        return MediaType.ODT
    for prefix, kind in (("word/", MediaType.DOCX), ("xl/", MediaType.XLSX), ("ppt/", MediaType.PPTX)):
        if any(name.startswith(prefix) for name in names):
            return kind
    return MediaType.DOCX if "[Content_Types].xml" in names else MediaType.ZIP


def _ole_kind(data: bytes) -> MediaType:
    """Tells an old .doc from a password-protected .docx by the stream names in the directory (UTF-16)."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return MediaType.LOCKED_OFFICE
    if "WordDocument".encode("utf-16-le") in data:
        return MediaType.DOC
    return MediaType.XLS


def _by_words(data: bytes) -> MediaType:
    head = _readable_head(data)
    start = head.lstrip()
    while start.startswith(b"<!--") and b"-->" in start:
        start = start.partition(b"-->")[2].lstrip()
    if start.startswith(b"<?xml"):
        if SVG_TAG.search(start):
            return MediaType.SVG
        return MediaType.HTML if HTML_ANYWHERE.search(start) else MediaType.XML
    if SVG_TAG.match(start):
        return MediaType.SVG
    if HTML_START.match(start):
        return MediaType.HTML
    if is_web_archive(data):
        return MediaType.HTML
    text = decoded(data)
    if text is None:
        return MediaType.UNKNOWN
    return MediaType.MARKDOWN if MARKDOWN_LINE.search(text[:20_000]) else MediaType.TEXT


def is_web_archive(data: bytes) -> bool:
    """Whether this is a web page packed as a mail message (.mht), as Word and browsers save it."""
    fields = data[:HEAD_BYTES].replace(b"\r\n", b"\n").partition(b"\n\n")[0].lower()
    return FIRST_FIELD.match(fields) is not None and b"mime-version:" in fields and ARCHIVE_FIELD.search(fields) is not None


def _readable_head(data: bytes) -> bytes:
    """The first bytes as ASCII-compatible bytes, whatever Unicode form they were saved in."""
    for bom, encoding in BOMS:
        if data.startswith(bom):
            even = data[: HEAD_BYTES - HEAD_BYTES % 2]
            return even.decode(encoding, "ignore").encode()
    return data[:HEAD_BYTES]


def decoded(data: bytes) -> str | None:
    """`data` as text, or None when it is not text.

    Byte order marks are obeyed; then UTF-8; then UTF-16 without a mark; then letters of TCVN3 and VNI fonts, given back as the
    Latin-1 they are (`legacy` turns them into Unicode); then Windows-1258, the code page of Vietnamese Windows before Unicode.
    Newlines are left as they are.
    """
    for bom, encoding in BOMS:
        if data.startswith(bom):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                return None
    if b"\x00" in data:
        return _utf16(data)
    if data.translate(None, BINARY_BYTES) != data:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    old = data.decode("latin-1")
    if scheme_of(old) is not None:
        return old
    try:
        text = data.decode("cp1258")
    except UnicodeDecodeError:
        return None
    letters = sum(1 for char in text[:20_000] if char.isalpha() or char.isspace() or char.isdigit())
    return text if letters >= 0.7 * len(text[:20_000]) else None


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a byte order mark: half of the bytes of plain Latin text are zero, all on the same side."""
    sample = data[: HEAD_BYTES - HEAD_BYTES % 2]
    high, low = sample[1::2].count(0), sample[0::2].count(0)
    if max(high, low) < 0.3 * (len(sample) // 2) or min(high, low) > 0.02 * len(sample):
        return None
    try:
        return data.decode("utf-16-le" if high > low else "utf-16-be")
    except UnicodeDecodeError:
        return None
