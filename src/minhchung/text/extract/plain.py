"""Plain text and Markdown."""

from __future__ import annotations

from minhchung.text.extract.legacy import scheme_of
from minhchung.text.extract.model import ExtractError
from minhchung.text.extract.sniff import decoded


def plain_text(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """The text of a .txt or .md, as it is, and warnings. Raises ExtractError (wrong-type) when the bytes are not text."""
    text = decoded(data)
    if text is None:
        raise ExtractError(
            "wrong-type",
            f"“{name}” không phải văn bản đọc được; hãy đưa tệp .docx, .pdf, .txt hoặc .html, hoặc mở tệp và dán nội dung vào.",
        )
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        if not marked and b"\x00" not in data and scheme_of(text) is None:
            return text, ("Tệp không dùng bảng mã UTF-8: đã đọc theo bảng mã Windows-1258, hãy xem lại các dấu tiếng Việt.",)
    return text, ()
