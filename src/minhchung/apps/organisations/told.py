"""Values as the history keeps them: before and after of an act."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model


def told(thing: Model, *fields: str) -> dict[str, Any]:
    """The named fields as plain values; a relation as the related row's words, so that history reads without look-ups."""
    values: dict[str, Any] = {}
    for field in fields:
        value = getattr(thing, field)
        values[field] = str(value) if isinstance(value, Model) else value
    return values


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Only what differs, of both."""
    names = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in names}, {name: after[name] for name in names}
