"""How long a file takes to read, told from a short look: what needs another program or has very many pages is better read later."""

from __future__ import annotations

from minhchung.text.extract.model import IMAGES, MediaType

PAGES_AT_ONCE = 60
"""A page with a text layer takes a few milliseconds."""
THROUGH_OFFICE = frozenset({MediaType.DOC, MediaType.ODT, MediaType.RTF})


def takes_long(data: bytes, kind: MediaType, name: str) -> bool:
    """Whether reading means recognising pictures, starting LibreOffice, or going through more than PAGES_AT_ONCE pages.

    Raises ExtractError (broken, encrypted, too-big) for a PDF that cannot be opened at all.
    """
    if kind in IMAGES or kind in THROUGH_OFFICE:
        return True
    if kind is not MediaType.PDF:
        return False
    from minhchung.text.extract.pdf import PDFIUM, opened, usable  # noqa: PLC0415 - only a PDF needs PDFium

    with PDFIUM:
        document = opened(data, name)
        try:
            if len(document) > PAGES_AT_ONCE:
                return True
            return not all(usable(document[index].get_textpage().get_text_range()) for index in range(len(document)))
        finally:
            document.close()
