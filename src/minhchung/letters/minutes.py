"""The minutes of a meeting (biên bản họp) as text and as DOCX, laid out as Nghị định 30/2020/NĐ-CP (Phụ lục III, mẫu 1.9) asks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from minhchung.letters.composing import compose
from minhchung.letters.letter import Letter, Paragraph, Signer, Words

BLANK = "…………"


@dataclass(frozen=True)
class Point:
    """An item of the agenda and what was said of it ("" when nothing was written)."""

    title: str
    said: str = ""


@dataclass(frozen=True)
class Minutes:
    """What the paper says. Moments are of the ward's own clock; `started` is a day where the hour is not known (it is left to be written
    in); `ended` None while the meeting lasts."""

    commune: str
    title: str
    started: datetime | date
    ended: datetime | None
    place: str
    chair: str
    secretary: str
    present: Sequence[str]
    absent: Sequence[str]
    points: Sequence[Point]
    conclusions: Sequence[str]


@dataclass(frozen=True)
class _Line:
    """A paragraph of the body; a heading stands bold."""

    text: str
    heading: bool = False


def _lines(minutes: Minutes) -> Iterator[_Line]:
    """The body, paragraph by paragraph; both forms are made of it."""
    yield _Line(f"Thời gian bắt đầu: {_moment(minutes.started)}.")
    if minutes.place:
        yield _Line(f"Địa điểm: {minutes.place}.")
    yield _Line(f"Chủ trì: {minutes.chair or BLANK}. Thư ký: {minutes.secretary or BLANK}.")
    yield from _named("Có mặt", minutes.present)
    yield from _named("Vắng mặt", minutes.absent)
    yield _Line("Nội dung:", heading=True)
    for number, point in enumerate(minutes.points, 1):
        yield _Line(f"{number}. {point.title}", heading=True)
        yield from (_Line(line.strip()) for line in point.said.splitlines() if line.strip())
    if minutes.conclusions:
        yield _Line("Kết luận:", heading=True)
        yield from (_Line(f"{number}. {text}") for number, text in enumerate(minutes.conclusions, 1))
    if minutes.ended:
        yield _Line(f"Cuộc họp kết thúc vào {_moment(minutes.ended)}./.")


def _named(label: str, names: Sequence[str]) -> Iterator[_Line]:
    if names:
        yield _Line(f"{label} ({len(names)}): {'; '.join(names)}.")


def _moment(at: datetime | date) -> str:
    month = f"{at.month:02d}" if at.month <= 2 else str(at.month)
    hour = f"{at.hour} giờ {at.minute:02d} phút" if isinstance(at, datetime) else f"{BLANK} giờ {BLANK} phút"
    return f"{hour}, ngày {at.day:02d} tháng {month} năm {at.year}"


def minutes_text(minutes: Minutes) -> str:
    """Plain text to copy into a document or a chat."""
    return "\n".join(["BIÊN BẢN", minutes.title, "", *(line.text for line in _lines(minutes))])


def minutes_docx(minutes: Minutes, *, at: datetime) -> bytes:
    """The paper as DOCX in the lawful layout, to be numbered, and signed by the secretary and the chair; `at`: when it was written out."""
    letter = Letter(
        kind="bien-ban",
        issuer=(f"Ủy ban nhân dân {minutes.commune}",),
        symbol="BB-UBND",
        subject=minutes.title,
        blocks=tuple(Paragraph(text=(Words(text=line.text, bold=line.heading),)) for line in _lines(minutes)),
        signers=(Signer(authority=("Thư ký",), name=minutes.secretary), Signer(authority=("Chủ tọa",), name=minutes.chair)),
    )
    return compose(letter, at=at)
