"""The count on the tab of documents: what was read from a file and nobody has looked at."""

from datetime import date

from minhchung.apps.documents import queries
from minhchung.apps.ground.frame import register_count
from minhchung.apps.organisations.models import Person


def unseen(person: Person, today: date) -> int:
    """Documents whose columns were read from a file and not yet confirmed."""
    return queries.picked(queries.readable(person).filter(archived_at=None).order_by(), "chua-xem", today).count()


register_count("documents", unseen)
