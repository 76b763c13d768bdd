"""The lake of a commune on this installation, and the working time it is looked at with."""

from functools import lru_cache

from django.conf import settings

from minhchung.apps.organisations.models import Commune
from minhchung.flow.current import Current, open_current
from minhchung.flow.lake import Lake
from minhchung.worktime import Calendar
from minhchung.worktime.columns import SlotTable


def lake_of(commune: Commune) -> Lake:
    """The lake of the commune under the data folder."""
    return Lake(settings.DATA_DIR, commune.pk)


def current_of(commune: Commune) -> Current | None:
    """The generation in use; None when nothing was imported yet. A request opens it once and reads one generation."""
    return open_current(lake_of(commune))


@lru_cache(maxsize=16)
def slots_of(calendar: Calendar) -> SlotTable:
    """The slot table of a commune's calendar; made once per calendar."""
    return SlotTable(calendar)
