"""The text of a letter: its tree of blocks as paragraphs and tables."""

from collections import Counter
from collections.abc import Iterator, Sequence

from minhchung.letters.composing.xml import TINY_STYLE, cell, line, paragraph, run, runs, twips
from minhchung.letters.letter import Across, Article, Block, Item, Listing, Paragraph, Part, Section, Table, Words
from minhchung.letters.nd30 import layout
from minhchung.letters.wording import marker, roman_numeral

END = "./."
TURN_ACROSS, TURN_UPRIGHT = "<w:across/>", "<w:upright/>"
"""Where the sheet turns: the package puts the properties of the section that ends there."""
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


class TextWriter:
    """Writes blocks one after the other and counts articles, parts and sections on the way. `numbering`: the form of each level of
    sections; `width`: the millimetres of a line."""

    def __init__(self, numbering: Sequence[str], width: float) -> None:
        self._numbering = numbering
        self._width = width
        self._counts: Counter[str] = Counter()

    def written(self, blocks: Sequence[Block], *, ending: bool = False) -> list[str]:
        """The blocks; `ending` marks the last sentence as the end of the document and keeps it with what follows."""
        made = list(self._blocks(_ended(blocks) if ending else blocks, level=0, above=""))
        if ending and made and made[-1].startswith("<w:p>"):
            made[-1] = made[-1].replace('"/>', '"/><w:keepNext/>', 1)
        return made

    def _blocks(self, blocks: Sequence[Block], *, level: int, above: str) -> Iterator[str]:
        number = 0
        for block in blocks:
            match block:
                case Paragraph():
                    yield paragraph("body", runs(block.text))
                case Listing():
                    yield from self._listing(block, level, above)
                case Section():
                    number += 1
                    yield from self._section(block, number, level, above)
                case Part():
                    yield from self._part(block)
                case Article():
                    yield from self._article(block)
                case Table():
                    yield from self._table(block)
                case Across():
                    yield from self._across(block, level, above)

    def _listing(self, listing: Listing, level: int, above: str) -> Iterator[str]:
        for number, item in enumerate(listing.items, 1):
            mark = marker(listing.marker, number)
            yield paragraph("body", runs((Words(text=f"{mark} "), *item.text)))
            yield from self._blocks(item.blocks, level=level, above=above)

    def _section(self, section: Section, number: int, level: int, above: str) -> Iterator[str]:
        form = self._numbering[min(level, len(self._numbering) - 1)]
        mark = section.number or marker(form, number, above)
        if form.startswith("I") and not section.number:
            yield line("section", f"{mark} {section.title.upper()}", keep=True)
        else:
            yield line("body" if mark.endswith(")") else "clause", f"{mark} {section.title}", keep=True)
        yield from self._blocks(section.blocks, level=level + 1, above=mark if mark[:1].isdigit() else "")

    def _part(self, part: Part) -> Iterator[str]:
        self._counts[part.label] += 1
        if part.label == "Chương":
            self._counts["Mục"] = 0
        number = self._counts[part.label]
        yield line("part", f"{part.label} {number if part.label == 'Mục' else roman_numeral(number)}", keep=True)
        yield line("part_title", part.title.upper(), keep=True)
        yield from self._blocks(part.blocks, level=0, above="")

    def _article(self, article: Article) -> Iterator[str]:
        self._counts["Điều"] += 1
        label = f"Điều {self._counts['Điều']}."
        if article.title:
            yield line("article", f"{label} {article.title}", keep=True)
            if article.text:
                yield paragraph("body", runs(article.text))
        else:
            yield paragraph("body", run(label, bold=True) + run(" ") + runs(article.text))
        yield from self._blocks(article.blocks, level=0, above="")

    def _across(self, across: Across, level: int, above: str) -> Iterator[str]:
        page = layout().page
        yield TURN_ACROSS
        upright, self._width = self._width, page.height - page.ours.left - page.ours.right
        yield from self._blocks(across.blocks, level=level, above=above)
        self._width = upright
        yield TURN_UPRIGHT

    def _table(self, table: Table) -> Iterator[str]:
        if table.caption:
            yield paragraph("body", run(table.caption, bold=True), keep=True, props='<w:ind w:firstLine="0"/><w:jc w:val="center"/>')
        whole = sum(column.width for column in table.columns)
        widths = [column.width / whole * self._width for column in table.columns]
        titles = "".join(
            cell(_cell_text(column.title, "center", table.size, bold=True, keep=True), width, middle=True)
            for column, width in zip(table.columns, widths, strict=True)
        )
        borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in _SIDES)
        margins = "".join(f'<w:{side} w:w="{twips(size)}" w:type="dxa"/>' for side, size in zip(_SIDES, (0.8, 1.2, 0.8, 1.2), strict=False))
        grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
        rows = "".join(_row(row, table, widths) for row in table.rows)
        yield (
            f'<w:tbl><w:tblPr><w:tblW w:w="{twips(self._width)}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{borders}</w:tblBorders>'
            f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
            f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{titles}</w:tr>{rows}</w:tbl>"
        )
        yield paragraph(TINY_STYLE, "", props='<w:spacing w:after="120"/>')


def _row(row: Sequence[str], table: Table, widths: Sequence[float]) -> str:
    if len(row) == 1 and len(widths) > 1:
        made = cell(_cell_text(row[0], "left", table.size, bold=True, keep=True), sum(widths), span=len(widths))
    else:
        made = "".join(
            cell(_cell_text(text, column.align, table.size), width) for text, column, width in zip(row, table.columns, widths, strict=True)
        )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{made}</w:tr>"


def _cell_text(text: str, align: str, size: float, *, bold: bool | None = None, keep: bool = False) -> str:
    own = None if size == layout().elements["cell"].ours.size else size
    said = run if own is None else lambda *args, **kwargs: run(*args, size=own, **kwargs)
    return "".join(
        paragraph("cell", said(part, bold=bold) if part else "", keep=keep, props=f'<w:jc w:val="{align}"/>') for part in text.split("\n")
    )


def _ended(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks with "./." behind their last sentence; a document that ends with a table ends without it."""
    if not blocks:
        return blocks
    return (*blocks[:-1], _ended_block(blocks[-1]))


def _ended_block(block: Block) -> Block:
    if isinstance(block, Listing):
        last = block.items[-1]
        ended = Item(text=last.text, blocks=tuple(_ended(last.blocks))) if last.blocks else Item(text=_ended_sentence(last.text))
        return block.model_copy(update={"items": (*block.items[:-1], ended)})
    if isinstance(block, Paragraph | Article) and block.text and not getattr(block, "blocks", ()):
        return block.model_copy(update={"text": _ended_sentence(block.text)})
    if isinstance(block, Section | Part | Article) and block.blocks:
        return block.model_copy(update={"blocks": tuple(_ended(block.blocks))})
    return block


def _ended_sentence(text: Sequence[Words]) -> tuple[Words, ...]:
    if text[-1].text.rstrip().endswith(END):
        return tuple(text)
    last = text[-1]
    return (*text[:-1], last.model_copy(update={"text": last.text.rstrip().rstrip(".;") + END}))
