"""File → assignments, and what the command costs to start: `python benchmarks/read.py`."""

import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from time import process_time

from timing import medians, table

from documents import as_docx, as_pdf, as_text
from minhchung.reading import read_text
from minhchung.text.extract import extract

ROUNDS = 9
# Ten pages, the measure of the goal.
TEN_PAGES = 25_000
ANNOTATED = Path(__file__).parents[2] / "shared" / "readings" / "texts"
START = "from minhchung.cli import app; app()"


def process(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)


def per_ten_pages(text: str) -> float:
    """Milliseconds of processor time to read 25,000 characters of the text, the median of the rounds."""
    times = []
    read_text(text)
    for _ in range(ROUNDS):
        start = process_time()
        read_text(text)
        times.append(process_time() - start)
    return statistics.median(times) * 1000 * TEN_PAGES / len(text)


def print_pace(plan: str) -> None:
    """The pace of the reader, text to assignments: on the dense plan and on the annotated texts."""
    print(f"\nmilliseconds per {TEN_PAGES} characters (goal 20)\n  the dense plan: {per_ten_pages(plan):.1f}")
    if not ANNOTATED.is_dir():
        print(f"  annotated texts: not measured, {ANNOTATED} is not there")
        return
    paces = [per_ten_pages(file.read_text()) for file in sorted(ANNOTATED.glob("*.txt"))]
    print(f"  {len(paces)} annotated texts: median {statistics.median(paces):.1f}, from {min(paces):.1f} to {max(paces):.1f}")


def main() -> None:
    word, pdf, plain = as_docx(), as_pdf(), as_text()
    texts = {"DOCX": extract(word).text, "PDF": extract(pdf).text, "text": plain}
    jobs = {
        "read_text, text": lambda: read_text(plain),
        "read_text, text of the PDF": lambda: read_text(texts["PDF"]),
        "DOCX → assignments": lambda: read_text(extract(word).text),
        "PDF → assignments": lambda: read_text(extract(pdf).text),
    }
    notes = {
        "read_text, text": f"{len(plain)} characters, {len(read_text(plain).assignments)} assignments",
        "read_text, text of the PDF": f"{len(texts['PDF'])} characters, {len(read_text(texts['PDF']).assignments)} assignments",
        "DOCX → assignments": f"{len(read_text(texts['DOCX']).assignments)} assignments",
    }
    table("One plan of 13 pages", medians(jobs, ROUNDS), "read_text, text", notes)
    print_pace(plain)
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"ke-hoach-{place}.docx" for place in range(20)]
        for file in files:
            file.write_bytes(word)
        commands = {
            "python -c pass": lambda: process("-c", "pass"),
            "minhchung --help": lambda: process("-c", START, "--help"),
            "minhchung read --json, 1 DOCX": lambda: process("-c", START, "read", "--json", str(files[0])),
            "minhchung read --json, 20 DOCX": lambda: process("-c", START, "read", "--json", *map(str, files)),
        }
        table("Whole processes", medians(commands, 5), "python -c pass", {})


if __name__ == "__main__":
    main()
