"""The annexes of a letter and an annex that is a file of its own."""

from collections.abc import Iterator

from minhchung.letters.composing.text import TextWriter
from minhchung.letters.composing.xml import line
from minhchung.letters.letter import Annex, Letter
from minhchung.letters.nd30 import layout
from minhchung.letters.wording import GAP, day_words, padded, roman_numeral

KIND_NAMES = {"cong-van": "Công văn"}


def annex(letter: Letter, each: Annex, number: int) -> list[str]:
    """One annex; `number` 0 when it is the only one."""
    page = layout().page
    width = (page.height if each.across else page.width) - page.ours.left - page.ours.right
    return [*_heading(letter, each, number), *TextWriter(_numbering(letter), width).written(each.blocks)]


def annex_alone(letter: Letter) -> list[str]:
    """A letter of kind "phu-luc": the annex of a document that is another file."""
    made = Annex(title=letter.subject, blocks=letter.blocks)
    return [*_heading(letter, made, 0), *TextWriter(_numbering(letter), layout().page.text_width).written(letter.blocks)]


def reference(letter: Letter) -> str:
    """ "(Kèm theo Thông báo số 05/TB-UBND ngày 05 tháng 01 năm 2026 của Ủy ban nhân dân phường …)"."""
    number = padded(letter.number) if letter.number else GAP * 8
    return f"(Kèm theo {_kind_words(letter)} số {number}/{letter.symbol} {day_words(*letter.day)} của {letter.issuer_name})"


def _kind_words(letter: Letter) -> str:
    codes = layout().codes
    name = codes.get(letter.symbol.split("-", 1)[0], "") or codes.get(layout().kinds[letter.kind].code, "")
    return name.capitalize() if name else "Công văn"


def _heading(letter: Letter, each: Annex, number: int) -> Iterator[str]:
    yield line("annex", f"Phụ lục {roman_numeral(number)}" if number else "Phụ lục", keep=True)
    yield line("annex_title", each.title.upper(), keep=True)
    yield line("annex_reference", each.reference or reference(letter), keep=True)


def _numbering(letter: Letter) -> tuple[str, ...]:
    return letter.numbering or layout().kinds[letter.kind].numbering
