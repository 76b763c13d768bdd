"""What QĐ 766 officially published of the inputs of a leaf, beside what the ward estimates or declares. Shown, never recomputed."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from minhchung.apps.dossiers import queries as dossiers
from minhchung.apps.dossiers.models import OfficialScore
from minhchung.apps.indexes.leaf import Asked
from minhchung.apps.organisations.models import Person
from minhchung.flow.indicators import Window
from minhchung.scoring.packs import Node
from minhchung.scoring.words import plain

SHOWN = 3
"""Periods of an input that are shown."""


@dataclass(frozen=True)
class Official:
    """A published figure of an input. `value` is what may be declared of it: None where the set takes no outside number for the leaf, the
    software computes the input, nothing fitting was published, or it is declared already."""

    asked: Asked
    window: Window
    score: OfficialScore
    value: Decimal | None

    @property
    def words(self) -> str:
        """The published number: a share by its percentage, else the score, which of a rank is the place."""
        number = self.score.score if self.score.ratio is None else self.score.ratio
        return f"{plain(number)}{'' if self.score.ratio is None else '%'}" if number is not None else "chưa công bố"

    @property
    def offer(self) -> str:
        """What may be declared, as it is said on the button."""
        return "" if self.value is None else f"{plain(self.value)}{'%' if self.asked.unit == '%' else ''}"

    @property
    def note(self) -> str:
        """Where the value comes from, as the declaration says."""
        return f"Bộ chỉ số 766 công bố, {self.window.title}; nguồn: {self.score.source}"[:300]


def official_of(person: Person, leaf: Node, asked: Sequence[Asked], year: int) -> list[Official]:
    """The newest published figures of each input, input by input; the newest alone may be declared."""
    codes = {each.official: each for each in asked if each.official}
    if not codes:
        return []
    found: dict[str, list[Official]] = {code: [] for code in codes}
    for window, score in dossiers.own_official(person, year, codes):
        listed, each = found[score.metric], codes[score.metric]
        if len(listed) < SHOWN:
            listed.append(Official(each, window, score, None if listed else _to_declare(leaf, each, score)))
    return [each for listed in found.values() for each in listed]


def _to_declare(leaf: Node, asked: Asked, score: OfficialScore) -> Decimal | None:
    if leaf.source != "external" or asked.is_figure or asked.kind != "number":
        return None
    value = score.ratio if asked.unit == "%" else score.score
    return None if value is None or value == asked.value else value.normalize() + 0  # 18, not 18.0000
