"""What a conclusion rests on: plans and decisions, when the team worked, which time and whom it looked at."""

import re
from collections.abc import Sequence

from minhchung.reading.circle import same_office
from minhchung.reading.conclusions.model import Addressed, Bases, Passage, Period
from minhchung.reading.fields import Facts
from minhchung.reading.model import ALL
from minhchung.reading.names import unit_list
from minhchung.reading.words import PERSONS, words_of
from minhchung.text.dates import find_dates
from minhchung.text.flat import Flat, flatten
from minhchung.text.normal import lower, squeeze

_GRAIN = r"(?:năm |tháng |quý |ngày )?[\divx/]{1,10}"
_PERIOD = re.compile(
    r"(?:(?:thời kỳ|thời hiệu|niên độ|giai đoạn)(?: (?:thanh tra|kiểm tra|đánh giá))? ?:? ?(?:từ )?"
    rf"{_GRAIN} ?(?:-|đến)(?: hết)? ?{_GRAIN}|(?:\d{{1,2}}|sáu|chín) tháng (?:đầu |cuối )?(?:năm )?\d{{4}}"
    r"|(?:quý|đợt) [\divx]{1,3}(?:,? năm \d{4}|/\d{4})|năm (?:học )?\d{4}(?: ?- ?\d{4})?)"
)
_OF_A_MONTH = re.compile(r"tháng \d{1,2} $")
_INSPECTED = re.compile(
    r"(?:kiểm tra|thanh tra|đánh giá|làm việc|phúc tra|giám sát)(?:[^.:]|[.:](?=\d)){0,300}? (?:tại|với|đối với) "
    r"(?:\d{1,3} (?:cơ quan,? |phòng,? )*(?:đơn vị|phòng|cơ quan|bộ phận)[^:.;]{0,30}: ?)?"
)
_LABELLED = re.compile(r"(?:đơn vị|bộ phận|cơ quan)(?: được)? (?:kiểm tra|thanh tra|đánh giá) ?: ?")
# "05 đơn vị", "các cơ quan thuộc …", a bare place: no unit's name.
_NO_UNIT = re.compile(r"^(?:\d|(?:xã|phường|đặc khu|thị trấn|tỉnh|thành phố|huyện|quận) )|(?:thuộc|của)$")
_MOST_PLACES = 8


def find_bases(facts: Facts, end: int, refs: tuple[str, ...], preamble: Sequence[str]) -> Bases:
    """Read the title and the preamble: ``preamble`` are its paragraphs, ``end`` is where the first part begins."""
    flat = flatten(facts.text[:end])
    title = f"{facts.document.type_text or ''} {facts.document.subject or ''}"
    return Bases(refs, _held(flat, facts), _period(flat, facts.document.subject or ""), _inspected([title, *preamble]))


def _held(flat: Flat, facts: Facts) -> Period | None:
    """The first stretch of days: "từ ngày 22/4 đến ngày 08/5/2026"."""
    day = len("2026-05-08")
    for found in find_dates(flat.line, year=facts.year):
        if found.kind == "range" and found.iso and len(found.iso) == day:
            return Period(_passage(flat, found.start, found.end), found.iso_from, found.iso)
    return None


def _period(flat: Flat, subject: str) -> Period | None:
    """The time looked at stands in the title or behind it; "tháng 6 năm 2026" is a day or a month."""
    begins = max(flat.low.find(lower(squeeze(subject))), 0)
    for found in _PERIOD.finditer(flat.low, begins):
        if not _OF_A_MONTH.search(flat.low, 0, found.start()):
            return Period(_passage(flat, *found.span()))
    return None


def _inspected(paragraphs: Sequence[str]) -> tuple[str, ...]:
    out: list[str] = []
    for text in paragraphs:
        low, words = lower(text), words_of(text)
        for found in [*_LABELLED.finditer(low), *_INSPECTED.finditer(low)][:_MOST_PLACES]:
            at = words.at(found.end())
            names = () if PERSONS.at(words.low, at) else (name.name for name in unit_list(words, at, bare=True))
            out.extend(
                name for name in names if not _NO_UNIT.search(name) and not any(same_office(name, o) or same_office(o, name) for o in out)
            )
    return tuple(dict.fromkeys(out))


def _passage(flat: Flat, start: int, end: int) -> Passage:
    return Passage(" ".join(flat.words(start, end).split()), flat.span(start, end))


def inspected_unit(bases: Bases) -> Addressed:
    """Whom a finding that names nobody concerns: the one unit inspected, else, as a proposal, everyone."""
    if len(bases.inspected) == 1 and not bases.inspected[0].casefold().startswith(("các ", "những ", "một số ")):
        return Addressed(bases.inspected, None, "inspected")
    return Addressed((ALL,), None, "nowhere")
