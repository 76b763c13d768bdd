"""The sample directives as DOCX files, so that they enter the demo the way real ones do: as files."""

import io
from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from docx.shared import Pt

FOLDER = Path(__file__).parent / "directives"
MADE = datetime(2026, 1, 1, tzinfo=UTC)
"""Written into every file, so that making them again gives the same bytes (and the same SHA-256)."""


def names() -> list[str]:
    """The sample directives, by file name without ending."""
    return sorted(path.stem for path in FOLDER.glob("*.txt"))


def text_of(name: str) -> str:
    """The wording of a sample directive."""
    return (FOLDER / f"{name}.txt").read_text("utf-8")


def docx_of(text: str) -> bytes:
    """A text as a plain DOCX, one paragraph per line."""
    document = Document()
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(14)
    for line in text.splitlines():
        if line.strip():
            document.add_paragraph(line)
    document.core_properties.created = document.core_properties.modified = MADE
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def write_all(folder: Path) -> None:
    """Writes every sample directive as DOCX into a folder, for trying the page by hand."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names():
        (folder / f"{name}.docx").write_bytes(docx_of(text_of(name)))
