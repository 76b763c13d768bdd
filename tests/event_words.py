"""No act of the house writes an event that a person could not read: every test that runs an act holds this."""

from collections.abc import Mapping
from typing import Any

import pytest

from minhchung.apps.ground import history
from minhchung.apps.ground.models import HistoryEvent


class WordlessError(AssertionError):
    """An act wrote a field or a code that has no Vietnamese word."""


def refuse_wordless(act: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> None:
    """Raises unless every field and code of the event has its word."""
    from minhchung.apps.ground.acts import ACTS  # the apps must be ready
    from minhchung.apps.ground.words import wordless

    found = ACTS.get(act)
    if found is None or not found.function.__module__.startswith("minhchung."):
        return  # an act that a test made up
    if missing := wordless(act, history._plain(before), history._plain(after)):
        raise WordlessError(f"the act {act} writes {missing} without a word: name it in apps/{act.partition('.')[0]}/words.py")


@pytest.fixture(autouse=True)
def every_event_has_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Watches the one door through which events are written."""
    append = history.append

    def watched(**event: Any) -> HistoryEvent:
        refuse_wordless(event["act"], event.get("before"), event.get("after"))
        return append(**event)

    monkeypatch.setattr(history, "append", watched)
