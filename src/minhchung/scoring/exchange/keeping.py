"""A draft as text, to be kept until a person has answered its questions; and back."""

import json
from dataclasses import dataclass

from pydantic import TypeAdapter
from pydantic_core import to_json

from minhchung.scoring.exchange.drafts import Draft, DraftNode
from minhchung.scoring.shapes import Rule


@dataclass(frozen=True, slots=True)
class _Row(DraftNode):
    rule: Rule | None = None


@dataclass(frozen=True, slots=True)
class _Kept(Draft):
    nodes: tuple[_Row, ...]


_ADAPTER: TypeAdapter[_Kept] = TypeAdapter(_Kept)


def draft_text(draft: Draft) -> str:
    """The draft as JSON; `draft_in` gives it back, days and numbers of the head as text."""
    return to_json(draft).decode()


def draft_in(text: str) -> Draft:
    """The draft of a text that `draft_text` made."""
    return _ADAPTER.validate_python(json.loads(text))
