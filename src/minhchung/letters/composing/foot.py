"""The end of a letter: who signs with which authority, and who receives it."""

from collections.abc import Iterator

from minhchung.letters.composing.xml import TINY_STYLE, bare_table, line, paragraph
from minhchung.letters.letter import Letter, Signer
from minhchung.letters.nd30 import layout

WORD = "Nơi nhận:"


def foot(letter: Letter) -> Iterator[str]:
    """Recipients on the left, signature on the right on one line with them; two signers stand beside each other, recipients below."""
    page = layout().page
    left = page.ours.foot_left
    right = page.text_width - left
    received = "".join(_recipients(letter))
    yield paragraph(TINY_STYLE, "", keep=True, props='<w:spacing w:before="120"/>')
    if len(letter.signers) == 2:
        half = page.text_width / 2
        yield bare_table([tuple(_signature(each) for each in letter.signers)], (half, half), whole=True)
        if received:
            yield paragraph(TINY_STYLE, "", props='<w:spacing w:before="120"/>')
            yield received
    else:
        yield bare_table([(received, _signature(letter.signers[0]))], (left, right), whole=True)
        yield paragraph(TINY_STYLE, "")


def _signature(signer: Signer) -> str:
    lines = [line("authority", text.upper(), keep=True) for text in signer.authority]
    room = f'<w:spacing w:before="{round(layout().page.ours.signing * 20)}"/>'
    if signer.other_post:
        return "".join(lines) + line("authority", signer.other_post.upper(), keep=True, props=room) + line("signer", signer.name)
    return "".join(lines) + line("signer", signer.name, props=room)


def _recipients(letter: Letter) -> Iterator[str]:
    if not letter.recipients and not letter.kept:
        return
    yield line("recipients", WORD)
    for name in letter.recipients:
        yield line("recipient", f"- {name.rstrip('.; ')};")
    if letter.kept:
        yield line("recipient", f"- Lưu: {letter.kept.rstrip('.; ')}.")
