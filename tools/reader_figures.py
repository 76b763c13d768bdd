"""`make figures`: how good the reader is, on annotated documents and on the tables of phrases.

Documents are scored by the scorer that comes with the shared annotations (../shared/tools/score_reading.py); without it only the
phrase tables are printed, and it says so. `--write` keeps the figures in docs/reader-figures.md.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.reading.phrases import test_phrases as phrases  # noqa: E402
from tests.reading.phrases import test_units as units  # noqa: E402

from minhchung.reading import read_text, to_json  # noqa: E402

SHARED = ROOT.parent / "shared"
SCORER = SHARED / "tools" / "score_reading.py"
READING = ROOT / "tests" / "reading"
SETS = (
    ("The eleven shared documents", SHARED / "readings" / "gold", SHARED / "readings" / "texts"),
    ("Our own documents, which the rules were tried on", READING / "documents", READING / "documents"),
    ("Examined: written by somebody who had not seen the rules; the rules were mended on them", READING / "examined", READING / "examined"),
    ("Held out: never opened while mending, only measured", READING / "held_out", READING / "held_out"),
)
# What the reader made of a batch before anybody looked at it: these figures cannot be measured again once the rules know the batch.
FIRST_CONTACT = """## First contact: 24 documents (g01-g24) as the reader met them, before any rule was mended on them

Since then they stand in `tests/reading/examined`. These are the honest figures for directives nobody has seen.

| measure | precision | recall | F1 | annotated |
|---|---|---|---|---|
| tasks | 0.996 | 0.891 | 0.941 | 313 |
| units | 0.920 | 0.892 | 0.906 | 334 |
| cooperating | 1.000 | 0.951 | 0.975 | 61 |
| deadlines | 0.989 | 0.946 | 0.967 | 92 |
| deadline words | 0.945 | 0.928 | 0.937 | 167 |
| recurrence | 0.879 | 1.000 | 0.935 | 58 |
| targets | 0.887 | 0.863 | 0.875 | 73 |
| references | 0.983 | 1.000 | 0.991 | 56 |
| header | 0.989 | 0.984 | 0.987 | 188 |
"""
MEASURES = ("tasks", "units", "cooperating", "deadlines", "deadline words", "recurrence", "targets", "references", "header")


def scores(gold: Path, texts: Path) -> dict[str, dict[str, float]]:
    """The scorer's totals over a folder of texts."""
    with tempfile.TemporaryDirectory() as folder:
        for text in sorted(texts.glob("*.txt")):
            reading = to_json(read_text(text.read_text("utf-8")))
            (Path(folder) / f"{text.stem}.json").write_text(json.dumps(reading, ensure_ascii=False), "utf-8")
        done = subprocess.run(
            [sys.executable, str(SCORER), str(gold), str(texts), folder, "--json"], capture_output=True, text=True, check=True
        )
    total: dict[str, dict[str, float]] = json.loads(done.stdout)["total"]
    return total


def document_lines() -> Iterator[str]:
    if not SCORER.exists():
        yield "Documents were not scored: the scorer of the shared annotations is not beside this checkout."
        return
    for title, gold, texts in SETS:
        count = len(list(texts.glob("*.txt")))
        yield f"## {title} ({count} documents)\n"
        if not count:
            # Nothing measured is no figure: the scorer would print 1.000 of nothing.
            yield "No document at present.\n"
            continue
        yield "| measure | precision | recall | F1 | annotated |\n|---|---|---|---|---|"
        for measure, row in scores(gold, texts).items():
            if measure in MEASURES:
                yield f"| {measure} | {row['precision']:.3f} | {row['recall']:.3f} | {row['f1']:.3f} | {row['gold']:.0f} |"
        yield ""


def phrase_lines() -> Iterator[str]:
    yield "## Tables of phrases (tests/reading/phrases)\n"
    yield "| table | phrases | read as written there |\n|---|---|---|"
    tables = {"deadlines": phrases.deadline_outcomes, "recurrence": phrases.recurrence_outcomes, "targets": phrases.target_outcomes}
    for name, outcomes in tables.items():
        results = outcomes()
        yield f"| {name} | {len(results)} | {sum(outcome.right for outcome in results) / len(results):.3f} |"
    cases = list(units._cases())
    right = sum(units._miss(place, case) is None for place, case in cases)
    yield f"| units | {len(cases)} | {right / len(cases):.3f} |"
    yield "\nThe tables were written first and the rules then mended on them: on phrases nobody has seen, expect less."


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--write", action="store_true", help="keep the figures in docs/reader-figures.md")
    write = arguments.parse_args().write
    lines = ["# How good the reader is\n", "Printed by `make figures`; the sets differ in how much the rules know of them.\n"]
    for line in (*lines, *document_lines(), FIRST_CONTACT, *phrase_lines()):
        print(line)
        if write and line not in lines:
            lines.append(line)
    if write:
        (ROOT / "docs" / "reader-figures.md").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
