"""The number of dossiers to call about on the tab "Hồ sơ TTHC", as the list last told it today; nothing is computed for it."""

from datetime import date

from minhchung.apps.dossiers.queries import called_today
from minhchung.apps.ground import clock
from minhchung.apps.ground.frame import register_count
from minhchung.apps.organisations.models import Person


def _to_call(person: Person, today: date) -> int:
    told = called_today(person, now=clock.now())
    return told.to_call if told else 0


register_count("dossiers", _to_call)
