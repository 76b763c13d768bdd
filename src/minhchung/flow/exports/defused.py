"""XML in pieces, with everything dangerous refused: a document type, entities of its own, anything outside."""

from collections.abc import Callable, Iterable
from typing import Final
from xml.parsers import expat

from minhchung.flow.exports.model import ExportError

Start = Callable[[str, dict[str, str]], None]
DEEPEST: Final = 200


class Stop(Exception):
    """Raised by a handler that has seen enough."""


def parse(pieces: Iterable[bytes], start: Start, end: Callable[[str], None], text: Callable[[str], None] | None = None) -> None:
    """Feed pieces of an XML document to handlers; names come without their prefix. A handler stops the reading by raising Stop.

    Raises ExportError for XML that is broken, too deep, or declares a document type or entities (bombs and outside references).
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    depth = 0

    def opened(name: str, held: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise ExportError("Tệp XML lồng quá sâu, không phải bản xuất thật: xuất lại từ hệ thống.")
        start(name.rpartition(":")[2], held)

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(name.rpartition(":")[2])

    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    if text is not None:
        parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except Stop:
        return
    except expat.ExpatError as error:
        raise ExportError(f"Tệp XML bị hỏng hoặc cụt ở dòng {error.lineno}: tải lại hoặc xuất lại từ hệ thống.") from error
    except LookupError as error:
        raise ExportError("Tệp XML khai báo một bảng mã chữ không có thật: tải lại hoặc xuất lại từ hệ thống.") from error


def _refuse(*_: object) -> None:
    raise ExportError("Tệp XML khai báo DOCTYPE hoặc thực thể riêng, có thể là tệp phá hoại: không đọc. Xuất lại từ hệ thống.")
