"""How many dossiers to call about, kept from the last time the list was told: every page may show the number, none computes it for that.

One small file per commune beside its lake. It counts only for the generation it was told of and on the day it was told.
"""

import json
import threading
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from minhchung.apps.dossiers.lake import current_of, lake_of
from minhchung.apps.organisations.models import Commune
from minhchung.flow.calls import CallLists
from minhchung.flow.folders import replace_text

FILE = "called.json"
_one_writer = threading.Lock()


@dataclass(frozen=True)
class Called:
    """The numbers of one telling: to call about, of these overdue and due today."""

    generation: str
    told_at: str
    to_call: int
    overdue: int
    today: int


def remember(commune: Commune, generation: str, lists: CallLists) -> None:
    """Keeps the numbers of these lists; a file that says the same is left alone."""
    rows = lists.to_call()["lists"].to_pylist()
    told = Called(
        generation,
        lists.as_of.isoformat(),
        len(rows),
        sum("overdue" in names for names in rows),
        sum("due_today" in names for names in rows),
    )
    text = json.dumps(asdict(told), ensure_ascii=False)
    path = _path(commune)
    with _one_writer:
        if not path.exists() or path.read_text("utf-8") != text:
            replace_text(path, text)


def called(commune: Commune, *, now: datetime) -> Called | None:
    """The numbers last told, if they are of today and of the generation in use; None when they have yet to be told."""
    try:
        told = Called(**json.loads(_path(commune).read_text("utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return None  # never told, or by a version that wrote it otherwise: the list tells it anew
    current = current_of(commune)
    same_day = datetime.fromisoformat(told.told_at).date() == now.date()
    return told if current is not None and current.name == told.generation and same_day else None


def _path(commune: Commune) -> Path:
    return lake_of(commune).folder / FILE
