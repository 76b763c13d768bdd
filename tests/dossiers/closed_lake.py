"""A lake for counting: eleven dossiers of October 2026, all resolved, ten early and one on the day it was due. Invented."""

from datetime import timedelta
from typing import Any

from minhchung.apps.organisations.models import Commune
from tests.dossiers.small_lake import NEWER, dossier, made_once, moment, put

ON_THE_DAY = "H99.12-261005-3010"


def closed(number: int, **more: Any) -> dict[str, Any]:
    """Delivered after a day (number 10: on the day it was due)."""
    received = moment("2026-10-05 08:00") + timedelta(minutes=number)
    ended = received + timedelta(days=7 if number == 10 else 1)
    states = {"status": "delivered", "finished_at": ended, "delivered_at": ended}
    return dossier(f"H99.12-261005-3{number:03d}", received, received + timedelta(days=7, hours=1), **{**states, **more})


@made_once
def fill(commune: Commune, *more: dict[str, Any]) -> None:
    """The eleven, and more rows where a test has some."""
    put(commune, [*(closed(number) for number in range(11)), *more], as_of=NEWER)
