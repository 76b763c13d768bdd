"""Letters as LibreOffice prints them, measured in the PDF: every line of text with its place, font and size, every drawn rule."""

import ctypes
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

MM = 25.4 / 72


@dataclass(frozen=True)
class Printed:
    """A line of text; millimetres from the left and from the top of the page."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    font: str

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class Stroke:
    """What is drawn: its box in millimetres."""

    left: float
    right: float
    top: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True)
class Sheet:
    """A printed page."""

    width: float
    height: float
    lines: tuple[Printed, ...]
    strokes: tuple[Stroke, ...]

    def line(self, start: str) -> Printed:
        return next(line for line in self.lines if line.text.startswith(start))

    @property
    def number(self) -> str:
        """What stands in the top margin."""
        return " ".join(line.text for line in self.lines if line.bottom < 20)

    def rules_under(self, line: Printed) -> list[Stroke]:
        return [
            each for each in self.strokes if each.height < 1 and 0 <= each.top - line.bottom < 4 and each.left < line.middle < each.right
        ]


def printed(files: Mapping[str, bytes], folder: Path, soffice: str) -> dict[str, list[Sheet]]:
    """The files as pages, converted at once."""
    _converted(files, "pdf", folder, folder, soffice)
    return {name: _sheets(folder / f"{name}.pdf") for name in files}


def saved_again(files: Mapping[str, bytes], folder: Path, soffice: str) -> dict[str, bytes]:
    """The files as LibreOffice writes them when it opens and saves them."""
    _converted(files, "docx", folder, folder / "again", soffice)
    return {name: (folder / "again" / f"{name}.docx").read_bytes() for name in files}


def _converted(files: Mapping[str, bytes], into: str, folder: Path, out: Path, soffice: str) -> None:
    for name, data in files.items():
        (folder / f"{name}.docx").write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder.parent / 'profile'}"
    names = [str(folder / f"{name}.docx") for name in files]
    command = [soffice, profile, "--headless", "--convert-to", into, "--outdir", str(out), *names]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


def _sheets(path: Path) -> list[Sheet]:
    with pypdfium2.PdfDocument(path) as document:
        return [_sheet(page) for page in document]


def _sheet(page: pypdfium2.PdfPage) -> Sheet:
    width, height = page.get_size()
    strokes = []
    for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = thing.get_bounds()
        strokes.append(Stroke(left * MM, right * MM, (height - top) * MM, (height - bottom) * MM))
    return Sheet(width * MM, height * MM, tuple(_lines(page, height)), tuple(strokes))


def _lines(page: pypdfium2.PdfPage, height: float) -> list[Printed]:
    text = page.get_textpage()
    made: list[Printed] = []
    run: list[tuple[str, float, float, float, float, float, str]] = []
    for at in range(text.count_chars()):
        sign = text.get_text_range(at, 1)
        if sign in ("\r", "\n", ""):
            _close(run, made)
            continue
        left, bottom, right, top = text.get_charbox(at, loose=True)
        baseline = (height - bottom) * MM
        if run and (abs(baseline - run[-1][4]) > 1.5 or left * MM - run[-1][2] > 12 or left * MM < run[-1][1] - 1):
            _close(run, made)
        size, font = float(raw.FPDFText_GetFontSize(text, at)), _font(text, at)
        run.append((sign, left * MM, right * MM, (height - top) * MM, baseline, size, font))
    _close(run, made)
    return made


def _close(run: list[tuple[str, float, float, float, float, float, str]], made: list[Printed]) -> None:
    shown = [each for each in run if each[0].strip()]
    if shown:
        words = "".join(each[0] for each in run).strip()
        sizes = max(each[5] for each in shown)
        made.append(Printed(words, shown[0][1], shown[-1][2], min(e[3] for e in shown), max(e[4] for e in shown), sizes, shown[0][6]))
    run.clear()


def _font(text: pypdfium2.PdfTextPage, at: int) -> str:
    flags = ctypes.c_int()
    length = raw.FPDFText_GetFontInfo(text, at, None, 0, flags)
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFText_GetFontInfo(text, at, buffer, length, flags)
    return buffer.value.decode("utf-8", "replace")
