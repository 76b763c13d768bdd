"""What of an index a page shows to whoever asks."""

from minhchung.apps.assignments.queries import looks_over_the_ward
from minhchung.apps.ground import clock
from minhchung.apps.indexes.forms.criteria import NarrowForm
from minhchung.apps.organisations.requests import PersonRequest, own_commune


def narrowed(request: PersonRequest) -> NarrowForm:
    """As the address asks; without a word of units those of the person, where the person does not look over the whole ward."""
    person, today = request.user, clock.today()
    own = () if looks_over_the_ward(person, today=today) else person.mandate(today).units
    return NarrowForm(own_commune(request), request.GET, own=own)
