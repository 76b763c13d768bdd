"""Pictures of pages → text through Tesseract, when it and its Vietnamese data are installed."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import Any

from PIL import Image, ImageDraw, UnidentifiedImageError

from minhchung.text.extract.archive import broken
from minhchung.text.extract.columns import parted
from minhchung.text.extract.glyphs import Box
from minhchung.text.extract.model import ExtractError, MediaType
from minhchung.text.extract.outside import program, run
from minhchung.text.extract.pdf import PDFIUM, opened

DPI = 300
SECONDS_PER_PAGE = 120
PAGES_LIMIT = 500  # about ten minutes on two processors: long for whoever waits at a command, fit for the job beside the pages
PIXELS_LIMIT = 80_000_000  # an A3 page at 600 dpi is 70 million

Progress = Callable[[int, int], None]


def recognise(
    data: bytes,
    kind: MediaType,
    name: str,
    *,
    pages: Sequence[int] = (),
    covers: Mapping[int, Sequence[Box]] | None = None,
    progress: Progress | None = None,
) -> dict[int, str]:
    """The text of the given pages of a PDF (0-based), or of all frames of a picture, recognised. `covers` are places of a page to
    paint over first.

    One process per page, as many at once as there are processors. Raises ExtractError: needs-ocr when Tesseract or its Vietnamese
    data is missing, tool-failed, broken, too-big.
    """
    tesseract = _tesseract(name)
    if len(pages) > PAGES_LIMIT:
        raise ExtractError("too-big", f"“{name}” có {len(pages)} trang ảnh, quá {PAGES_LIMIT} trang; hãy tách nhỏ tệp rồi thử lại.")
    is_pdf = kind is MediaType.PDF
    pictures = _pdf_pictures(data, name, pages, covers or {}) if is_pdf else _frames(data, name)
    total = len(pages) if is_pdf else None
    found: dict[int, str] = {}
    with ThreadPoolExecutor(max(os.cpu_count() or 1, 1)) as pool:
        # Rendering stays one step ahead of recognising: a long scan never lies in memory as a whole.
        waiting = []
        for index, picture in pictures:
            waiting.append((index, pool.submit(_page, tesseract, picture, name)))
            if len(waiting) > pool._max_workers:
                first, job = waiting.pop(0)
                found[first] = job.result()
                _tell(progress, len(found), total)
        for first, job in waiting:
            found[first] = job.result()
            _tell(progress, len(found), total)
    return found


def _tell(progress: Progress | None, done: int, total: int | None) -> None:
    if progress is not None:
        progress(done, total or done)


def _tesseract(name: str) -> str:
    found = program("tesseract")
    if found is None:
        raise ExtractError(
            "needs-ocr",
            f"“{name}” là bản quét (ảnh), cần Tesseract để nhận dạng chữ mà máy này chưa cài; "
            "hãy cài tesseract-ocr và tesseract-ocr-vie, hoặc đưa bản .docx, bản PDF có lớp chữ.",
        )
    if "vie" not in languages(found):
        raise ExtractError(
            "needs-ocr", f"“{name}” là bản quét (ảnh); Tesseract đã cài nhưng thiếu dữ liệu tiếng Việt: hãy cài gói tesseract-ocr-vie."
        )
    return found


@lru_cache(maxsize=4)
def languages(tesseract: str) -> frozenset[str]:
    """The languages a Tesseract has data for."""
    said = run([tesseract, "--list-langs"], file="", shown="Tesseract", seconds=30)
    return frozenset(said.decode("utf-8", "replace").split("\n")[1:])


def _page(tesseract: str, picture: bytes, name: str) -> str:
    # With orientation data a page scanned on its side or head is turned first.
    layout = "1" if "osd" in languages(tesseract) else "3"
    command = [tesseract, "stdin", "stdout", "-l", "vie", "--psm", layout, "--dpi", str(DPI)]
    command += ["-c", "preserve_interword_spaces=1"]  # wide paper between words is how two columns are told apart
    # Tesseract's own threads gain nothing (measured 1.08 times on two); a page per process gains all.
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    said = run(command, file=name, shown="Tesseract", seconds=SECONDS_PER_PAGE, stdin=picture, environment=environment)
    lines = parted(said.decode("utf-8", "replace").replace("\f", "").split("\n"), scanned=True)
    return "\n".join([" ".join(line.split()) for line in lines])


def _pdf_pictures(data: bytes, name: str, pages: Sequence[int], covers: Mapping[int, Sequence[Box]]) -> Iterator[tuple[int, bytes]]:
    for index in pages:
        with PDFIUM:
            document = opened(data, name)
            try:
                document.init_forms()  # signature widgets are drawn too: they carry number and date
                page = document[index]
                scale = DPI / 72
                if page.get_width() * page.get_height() * scale * scale > PIXELS_LIMIT:
                    scale = (PIXELS_LIMIT / (page.get_width() * page.get_height())) ** 0.5
                image = page.render(scale=scale, grayscale=True).to_pil()
                if not page.get_rotation():
                    _paint_over(image, covers.get(index, ()), scale, page.get_height())
                page.close()
            finally:
                document.close()
        yield index, _png(image)


def _paint_over(image: Image.Image, places: Sequence[Box], scale: float, height: float) -> None:
    draw = ImageDraw.Draw(image)
    for box in places:
        draw.rectangle((box.left * scale, (height - box.top) * scale, box.right * scale, (height - box.bottom) * scale), fill=255)


def _frames(data: bytes, name: str) -> Iterator[tuple[int, bytes]]:
    try:
        with Image.open(io.BytesIO(data)) as image:
            count = getattr(image, "n_frames", 1)
            if count > PAGES_LIMIT or image.width * image.height > PIXELS_LIMIT:
                raise ExtractError("too-big", f"“{name}” có ảnh quá lớn hoặc quá nhiều trang; hãy quét lại ở 300 dpi hoặc tách nhỏ.")
            for index in range(count):
                image.seek(index)
                yield index, _png(image.convert("L"))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise broken(name, "ảnh không giải mã được") from error


def _png(image: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()
