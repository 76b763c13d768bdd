"""The inputs of a management review: from the data while it is prepared, as they were kept once it is held."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from minhchung.apps.ground.refs import Ref
from minhchung.apps.management.models import ManagementReview
from minhchung.apps.management.proofs import Asked, Row, Source
from minhchung.apps.management.providers import source
from minhchung.apps.management.standards import Standard, standard_of


@dataclass(frozen=True)
class Shown:
    """An input with its rows and what was said of it."""

    code: str
    title: str
    sources: Sequence[Source]
    note: str = ""

    @property
    def count(self) -> int:
        """How many rows."""
        return sum(each.count for each in self.sources)


def inputs_of(standard: Standard, asked: Asked) -> list[Shown]:
    """Every input of the standard as the data has it."""
    return [Shown(each.code, each.title, [source(name, asked) for name in each.wants]) for each in standard.inputs]


def shown_for(review: ManagementReview, *, now: datetime) -> list[Shown]:
    """The inputs of a review: those that were kept when it was held, else those of the data up to its day or today."""
    if review.held_on is not None:
        return [_kept(each, review.notes) for each in review.snapshot["inputs"]]
    asked = Asked(review.commune, since=review.since, until=now.date(), now=now, review=review.pk)
    return [
        Shown(each.code, each.title, each.sources, review.notes.get(each.code, "")) for each in inputs_of(standard_of(now.date()), asked)
    ]


def snapshot_of(standard: Standard, inputs: Sequence[Shown], asked: Asked) -> dict[str, Any]:
    """What a review keeps of its inputs (models.ManagementReview.snapshot)."""
    return {
        "standard": standard.title,
        "since": asked.since.isoformat(),
        "until": asked.until.isoformat(),
        "inputs": [{"code": each.code, "title": each.title, "sources": [_stored(one) for one in each.sources]} for each in inputs],
    }


def _stored(found: Source) -> dict[str, Any]:
    rows = [{"text": row.text, "note": row.note, "kind": row.ref.kind if row.ref else "", "key": row.ref.key if row.ref else ""}
            for row in found.rows]  # fmt: skip
    return {"label": found.label, "empty": found.empty, "fill": found.fill, "address": found.address, "rows": rows}


def _kept(stored: dict[str, Any], notes: dict[str, str]) -> Shown:
    sources = [
        Source(
            each["label"],
            [Row(row["text"], row["note"], Ref(row["kind"], row["key"]) if row["kind"] else None) for row in each["rows"]],
            each["fill"],
            each["address"],
            each["empty"],
        )
        for each in stored["sources"]
    ]
    return Shown(stored["code"], stored["title"], sources, notes.get(stored["code"], ""))
