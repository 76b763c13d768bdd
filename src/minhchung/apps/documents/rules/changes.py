"""What a text says it does to other documents: "thay thế Nghị định số …", "bãi bỏ Điều 5 Quyết định số …", "sửa đổi một số điều của …".

Only the text's own doing counts: what it recites ("Căn cứ … được sửa đổi bởi …"), asks for ("đề nghị bãi bỏ …") or tells of another
document is none. What is found is proposed to a person, never written.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from minhchung.apps.documents.rules.citing import Cited, Own, mentions
from minhchung.apps.documents.rules.validity import EventKind
from minhchung.text.normal import squeeze

_VERB = re.compile(
    r"\b(?P<replaced>thay thế(?: cho)?)\b|\b(?P<repealed>(?:bãi|hủy|huỷ) bỏ)\b|\b(?P<amended>sửa đổi(?:, bổ sung)?|bổ sung)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.;:]\s+(?=[A-ZĐÀ-Ỹ\d])|;|\n[ \t\r]*\n|\n(?=[ \t]*(?:[-–+•]|\d{1,3}[.)]|[a-zđ]\)|Điều ))")
"""Between two clauses of a text."""
_RECITES = re.compile(r"^\W*(?:căn cứ|xét|thực hiện|theo)\b", re.IGNORECASE)
_PASSIVE = re.compile(r"(?:\bđược|\bbị|\bđã)\s*$", re.IGNORECASE)
_WANTED = re.compile(
    r"\b(?:đề nghị|kiến nghị|đề xuất|tham mưu|trình|xây dựng|dự thảo|nghiên cứu|rà soát|chưa|không|nếu|khi)\b", re.IGNORECASE
)
_ANOTHER = re.compile(r"\b(?:theo|bởi|căn cứ|thực hiện|hướng dẫn|để)\b", re.IGNORECASE)
_SOME = re.compile(r"\bmột số (?:điều|khoản|nội dung)", re.IGNORECASE)
_FROM = re.compile(
    r"hiệu lực (?:thi hành )?(?:kể )?từ (?:ngày )?(?P<day>\d{1,2}) ?(?:/|tháng) ?(?P<month>\d{1,2}) ?(?:/|năm) ?(?P<year>\d{4})",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"hiệu lực (?:thi hành )?(?:kể )?từ ngày (?:ký|ban hành)", re.IGNORECASE)
BACK, SOME = 600, "một số điều"


@dataclass(frozen=True)
class Change:
    """The text says it does `kind` to what is `cited`, in `scope` ("" the whole); `words`: where it says so."""

    kind: EventKind
    cited: Cited
    scope: str
    words: str


def changes_in(text: str, *, own: Own | None = None) -> list[Change]:
    """What the text does to others, each document and kind once, in its order."""
    if _VERB.search(text) is None:
        return []
    found: dict[tuple[str, EventKind, str], Change] = {}
    every = list(mentions(text, own=own))
    for one in every:
        change = _change(text, one, every)
        if change is not None:
            found.setdefault((one.key, change.kind, change.scope), change)
    return list(found.values())


def _change(text: str, one: Cited, every: list[Cited]) -> Change | None:
    begins = max(_clauses(text, one.start))
    clause = text[begins : one.start]
    verb = next(reversed(list(_VERB.finditer(clause))), None)
    if verb is None or _RECITES.search(clause):
        return None
    before, between = clause[: verb.start()], clause[verb.end() :]
    if _PASSIVE.search(before) or _WANTED.search(before) or _ANOTHER.search(between):
        return None
    doers = [each for each in every if begins <= each.start < begins + verb.start()]
    if doers and " này" not in text[doers[-1].start : begins + verb.start()]:
        return None
    kind = next(EventKind(name) for name, said in verb.groupdict().items() if said)
    scope = one.article or (SOME if kind == EventKind.AMENDED and _SOME.search(between) else "")
    ends = _ENDS.search(text, one.start)
    words = squeeze(text[begins : ends.start() if ends else one.start + BACK])
    return Change(kind, one, scope, words[:400])


def _clauses(text: str, end: int) -> Iterator[int]:
    """Where the clauses before `end` begin."""
    first = max(0, end - BACK)
    yield first
    yield from (each.end() for each in _ENDS.finditer(text, first, end))


def in_force_from(text: str, signed_on: date | None) -> date | None:
    """The day from which the text says it is in force; None where it does not say."""
    said = _FROM.search(squeeze(text))
    if said:
        try:
            return date(int(said["year"]), int(said["month"]), int(said["day"]))
        except ValueError:
            return None
    return signed_on if _SIGNED.search(squeeze(text)) else None
