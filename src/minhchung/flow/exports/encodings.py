"""The character encoding of a text of cells, and its bytes as UTF-8 in which whatever cannot be read is a mark."""

import codecs
import re
from io import SEEK_CUR
from pathlib import Path
from typing import Final

import pyarrow as pa

SAMPLE_BYTES: Final = 1 << 18
# A noncharacter: no text holds it (The Unicode Standard, 23.7).
MARK: Final = "\uffff"
_MARKING: Final = "minhchung-mark"
# U+1EA0–1EF9 in UTF-8 (E1 BA .., E1 BB ..) as Windows-1258 shows them: nearly every Vietnamese line has one, none of that encoding.
_LAST_BYTES: Final = bytes(range(0x80, 0xC0)).decode("windows-1258", "ignore")
_OTHERWISE: Final = {"windows-1258": f"{MARK}|á[º»][{_LAST_BYTES}]"}
# How bytes that mean nothing are kept in a text, so that it can become the same bytes again.
_KEEPING: Final = {"utf-16-le": "surrogatepass", "utf-16-be": "surrogatepass"}
Buffer = bytes | memoryview
_STRAY: Final = re.compile("[\ud800-\udfff]")


def _mark(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return MARK, error.end


codecs.register_error(_MARKING, _mark)


def encoding_of(sample: bytes) -> tuple[str, int]:
    """The encoding in which most lines of the first SAMPLE_BYTES of a file can be read, and the length of the byte order mark."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if sample.startswith(mark):
            return name, len(mark)
    even = sample[: len(sample) // 2 * 2]
    zeros = even[0::2].count(0), even[1::2].count(0)
    if max(zeros) > 0.3 * (len(even) // 2):
        return ("utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"), 0
    lines = sample.splitlines()
    if len(sample) == SAMPLE_BYTES and len(lines) > 1:
        lines.pop()  # cut anywhere, perhaps within a letter
    telling = [line for line in lines if not line.isascii()]
    return ("utf-8" if 2 * sum(map(_is_utf8, telling)) >= len(telling) else "windows-1258"), 0


def _is_utf8(line: bytes) -> bool:
    """Whether more letters of the line are UTF-8 than bytes of it are not: one broken byte makes no other encoding."""
    text = line.decode("utf-8", "surrogateescape")
    stray = len(_STRAY.findall(text))
    return 2 * stray <= sum(letter > "\x7f" for letter in text)


class Sample:
    """The beginning of a file as text: what cannot be read in it is U+FFFD, and every place in it is a place in the bytes."""

    def __init__(self, data: bytes, encoding: str) -> None:
        self._encoding, self._errors = encoding, _KEEPING.get(encoding, "surrogateescape")
        self._exact = data[: len(data) // 2 * 2 if encoding in _KEEPING else None].decode(encoding, self._errors)
        self.text = _STRAY.sub("\ufffd", self._exact)

    def length(self, letters: int) -> int:
        """How many bytes the first letters take."""
        return len(self._exact[:letters].encode(self._encoding, self._errors))


class AsUtf8:
    """The bytes of a file from one place on, as UTF-8, for a reader that asks for them piece by piece.

    UTF-8 goes through as it is, whole lines at a time and looked at in one go: only a piece that is not right is taken apart. `pattern`
    (RE2 and Python) tells a cell that could not be read; "" as long as none can have been.
    """

    closed = False

    def __init__(self, path: Path, start: int, encoding: str) -> None:
        self.pattern = _OTHERWISE.get(encoding, "")
        self._file = path.open("rb")
        self._file.seek(start)
        self._decoder = None if encoding == "utf-8" else codecs.getincrementaldecoder(encoding)(_MARKING)
        self._ready: Buffer = b""

    def read(self, size: int) -> Buffer:
        """At most so many bytes; none at the end of the file."""
        while not self._ready:
            data = self._file.read(size)
            self._ready = self._decoded(data, self._decoder) if self._decoder else self._whole_lines(data, size)
            if not data:
                break
        given, self._ready = self._ready[:size], self._ready[size:]
        return given

    def close(self) -> None:
        """Gives the file back."""
        self._file.close()
        self.closed = True

    def _whole_lines(self, data: bytes, size: int) -> Buffer:
        lines = memoryview(data)
        if len(data) == size and (end := max(data.rfind(b"\n"), data.rfind(b"\r")) + 1):
            self._file.seek(end - size, SEEK_CUR)
            lines = lines[:end]
        return lines if _reads(lines) else self._marked(str(lines, "utf-8", _MARKING))

    def _decoded(self, data: bytes, decoder: codecs.IncrementalDecoder) -> bytes:
        text = decoder.decode(data, final=not data)
        return self._marked(text) if MARK in text else text.encode()

    def _marked(self, text: str) -> bytes:
        self.pattern = self.pattern or MARK
        return text.encode()


def _reads(data: memoryview) -> bool:
    """Whether the bytes are UTF-8: looked at by Arrow, several times as fast as decoding them."""
    ends = pa.py_buffer(b"\0" * 8 + len(data).to_bytes(8, "little"))
    try:
        pa.Array.from_buffers(pa.large_string(), 1, [None, ends, pa.py_buffer(data)]).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def in_the_other_encoding(cell: str, encoding: str) -> str:
    """A cell of a text decoded with "surrogateescape", to be shown: read as the other of UTF-8 and Windows-1258 where that reads all of it.

    What stays without meaning is U+FFFD.
    """
    if encoding == "utf-8" and _STRAY.search(cell) and _STRAY.sub("", cell).isascii():
        return cell.encode("utf-8", "surrogateescape").decode("windows-1258", "replace")
    if encoding == "windows-1258" and not cell.isascii():
        try:
            return cell.encode("windows-1258", "surrogateescape").decode("utf-8")
        except UnicodeError:
            pass
    return _STRAY.sub("\ufffd", cell)
