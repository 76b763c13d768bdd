"""The card of a dossier, for the acts that write on it."""

from minhchung.apps.dossiers.keys import SOURCE
from minhchung.apps.dossiers.models import DossierCard
from minhchung.apps.organisations.models import Commune


def card_of(commune: Commune, code: str) -> DossierCard:
    """The card of a dossier, locked; made at the first writing."""
    card, _ = DossierCard.objects.select_for_update().get_or_create(commune=commune, source=SOURCE, code=code)
    return card
