"""`compose`: a letter as DOCX in the layout of Nghị định 30/2020/NĐ-CP (law/forms/nd30.toml)."""

from collections.abc import Iterator
from datetime import datetime

from minhchung.letters.composing.annexes import annex, annex_alone
from minhchung.letters.composing.foot import foot
from minhchung.letters.composing.head import head
from minhchung.letters.composing.package import NO_DAY, packed, turned
from minhchung.letters.composing.text import TextWriter
from minhchung.letters.letter import Letter, LetterError
from minhchung.letters.nd30 import layout
from minhchung.letters.wording import printable
from minhchung.text.embedded import Embedded, to_xml, unmatched


def compose(letter: Letter, *, at: datetime | None = None) -> bytes:
    """The bytes of the DOCX, whose properties say it was made at `at` (left out: on the day of the letter). Raises LetterError when an
    assignment it carries does not stand in its text."""
    sheets = [*turned(_main(letter))]
    numbered = len(letter.annexes) > 1
    for number, each in enumerate(letter.annexes, 1):
        sheets += turned(annex(letter, each, number if numbered else 0), across=each.across)
    year, month, day = letter.day
    made = at or (datetime(year, month, day) if year and month and day else NO_DAY)  # noqa: DTZ001 - the properties of a file have no zone
    return packed(sheets, title=letter.subject, author=letter.issuer_name, at=made, carried=_carried(letter))


def _main(letter: Letter) -> list[str]:
    if letter.kind == "phu-luc":
        return annex_alone(letter)
    numbering = letter.numbering or layout().kinds[letter.kind].numbering
    text = TextWriter(numbering, layout().page.text_width).written(letter.blocks, ending=True)
    return [*head(letter), *text, *foot(letter)]


def _carried(letter: Letter) -> bytes | None:
    if not letter.assignments:
        return None
    carried = Embedded(letter.number, letter.symbol, letter.assignments)
    missing = unmatched(carried, "\n".join(map(printable, _sentences(letter))))
    if missing:
        raise LetterError(
            f"Nhiệm vụ “{missing[0].text[:80]}” không có trong lời văn của thư; hãy chép đúng từng chữ của mục, hoặc bỏ nhiệm vụ này."
        )
    return to_xml(carried)


def _sentences(letter: Letter) -> Iterator[str]:
    """Every sentence and cell of the letter."""
    todo = [*letter.blocks, *(block for each in letter.annexes for block in each.blocks)]
    for block in todo:
        yield from _block_sentences(block)


def _block_sentences(block: object) -> Iterator[str]:
    text = getattr(block, "text", ())
    if text:
        yield "".join(words.text for words in text)
    for row in getattr(block, "rows", ()):
        yield from row
    for under in (*getattr(block, "items", ()), *getattr(block, "blocks", ())):
        yield from _block_sentences(under)


__all__ = ["compose"]
