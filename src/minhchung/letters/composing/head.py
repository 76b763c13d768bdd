"""The top of a letter: who issues it beside the national name, number, place and day, kind and abstract, addressees, grounds."""

from collections.abc import Iterator

from minhchung.letters.composing.xml import TINY_STYLE, bare_table, box, line, paragraph, rule_under, twips
from minhchung.letters.letter import Letter
from minhchung.letters.nd30 import layout
from minhchung.letters.widths import text_width
from minhchung.letters.wording import GAP, broken_name, day_words, padded

TO = "Kính gửi"
SLACK = 1.0
"""Millimetres a line is given beyond its text, so that no program breaks it."""


def head(letter: Letter) -> Iterator[str]:
    """The blocks above the text, top to bottom."""
    yield _cells(letter)
    kind = layout().kind_name(letter.kind)
    if kind:
        yield line("kind", kind)
        yield line("subject", letter.subject)
        yield rule_under("subject", letter.subject, layout().page.text_width)
    yield paragraph(TINY_STYLE, "", props='<w:spacing w:before="120"/>')
    yield from _addressees(letter)
    if letter.competence:
        yield line("competence", letter.competence.upper())
    yield from (line("ground", text) for text in _grounds(letter))
    if letter.kind == "quyet-dinh":
        yield line("competence", "QUYẾT ĐỊNH:", keep=True)


def number_words(letter: Letter) -> str:
    """ "Số: 05/TB-UBND"; a gap where the number is not known yet."""
    return f"Số: {padded(letter.number) if letter.number else GAP * 8}/{letter.symbol}"


def _cells(letter: Letter) -> str:
    """Two rows of two cells, so that number and day stand on one line whatever the length of the names above."""
    rules = layout()
    dated = f"{letter.place}, {day_words(*letter.day)}" if letter.place else ""
    longest = text_width(dated, rules.elements["place_date"].ours.size, bold=False) + SLACK
    left = min(rules.page.ours.head_left, rules.page.text_width - longest)
    right = rules.page.text_width - left
    nation, motto = rules.elements["nation"].text, rules.elements["motto"].text
    issued = "".join(_names(letter, left)) + rule_under("issuer", _issuer_lines(letter, left)[-1], left)
    national = line("nation", nation) + line("motto", motto) + rule_under("motto", motto, right)
    numbered = line("number", number_words(letter))
    if not rules.kind_name(letter.kind):
        numbered += line("about", f"V/v {letter.subject}")
    if letter.urgency:
        stamp = rules.urgencies[letter.urgency]
        numbered += paragraph(TINY_STYLE, "", props='<w:spacing w:before="120"/>') + box(stamp.text, stamp.width, stamp.height)
    return bare_table([(issued, national), (numbered, line("place_date", dated) if dated else "")], (left, right))


def _issuer_lines(letter: Letter, room: float) -> list[str]:
    if len(letter.issuer) > 1:
        return [name.upper() for name in letter.issuer]
    return _name_lines(letter.issuer[0], "issuer", room)


def _name_lines(name: str, element: str, room: float) -> list[str]:
    said = layout().elements[element]
    return broken_name(name.upper(), lambda part: text_width(part, said.ours.size, bold=bool(said.bold)), room)


def _names(letter: Letter, room: float) -> Iterator[str]:
    if letter.parent:
        yield from (line("parent", name) for name in _name_lines(letter.parent, "parent", room))
    yield from (line("issuer", name) for name in _issuer_lines(letter, room))


def _addressees(letter: Letter) -> Iterator[str]:
    """One beside the words; several below each other, their dashes under the colon."""
    if not letter.addressees:
        return
    ours = layout().elements["addressee"].ours
    word = text_width(TO, ours.size, bold=False)
    if len(letter.addressees) == 1:
        name = letter.addressees[0].rstrip(".;")
        whole = text_width(f"{TO}: {name}", ours.size, bold=False)
        left = max(0.0, min(ours.indent, (layout().page.text_width - whole) / 2))
        hanging = text_width(f"{TO}: ", ours.size, bold=False)
        indent = f'<w:ind w:left="{twips(left + hanging)}" w:hanging="{twips(hanging)}"/>'
        yield line("addressee", f"{TO}: {name}", props=f'<w:spacing w:after="120"/>{indent}')
        return
    yield line("addressee", f"{TO}:", keep=True)
    dash = text_width("- ", ours.size, bold=False)
    indent = f'<w:ind w:left="{twips(ours.indent + word + dash)}" w:hanging="{twips(dash)}"/>'
    last = len(letter.addressees) - 1
    for place, name in enumerate(letter.addressees):
        after = '<w:spacing w:after="120"/>' if place == last else ""
        yield line("addressee", f"- {name.rstrip('.;')}{'.' if place == last else ';'}", props=after + indent)


def _grounds(letter: Letter) -> Iterator[str]:
    last = len(letter.grounds) - 1
    for place, text in enumerate(letter.grounds):
        yield f"{text.rstrip(' .;')}{'.' if place == last else ';'}"
