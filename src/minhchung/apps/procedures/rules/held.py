"""Which papers of a dossier the State already holds as data: matched by words, always with the reason, for a person to judge."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from minhchung.apps.procedures.rules.content import Component
from minhchung.text.normal import fold


@dataclass(frozen=True)
class Held:
    """A paper held as data. `words`: folded or not, one of them has to stand in the paper's name. `own`: the ward's own row."""

    key: str
    name: str
    words: tuple[str, ...]
    held_in: str
    source: str
    since: date | None = None
    until: date | None = None
    own: int | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it counts on that day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Match:
    """A component that is one of the held papers, with the words that told it."""

    place: int
    component: Component
    held: Held
    word: str

    @property
    def reason(self) -> str:
        """Why it is proposed, in Vietnamese."""
        return f"Có “{self.word}”: dữ liệu đã có ở {self.held.held_in} ({self.held.source})."


def matches(components: Sequence[Component], held: Iterable[Held], day: date) -> list[Match]:
    """The components that a held paper covers on that day, each once, in order; not what the applicant declares (đơn, tờ khai)."""
    live = [(each, word) for each in held if each.holds_on(day) for word in each.words]
    found = []
    for place, component in enumerate(components):
        name = fold(component.name)
        hit = None if _DECLARED.match(name) else next(((each, word) for each, word in live if _says(name, word)), None)
        if hit:
            found.append(Match(place, component, *hit))
    return found


def _says(name: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(fold(word))}(?!\w)", name) is not None


_DECLARED = re.compile(r"[-+*(\s\d).]*(?:don|to khai|phieu|giay de nghi|ban khai|van ban de nghi|giay khai(?! sinh))\b")
