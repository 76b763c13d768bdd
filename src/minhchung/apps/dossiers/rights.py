"""Who may read and act on dossiers (design 6.6: a dossier's detail is restricted; figures over dossiers are not)."""

from typing import Any

from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.rights import holding, in_own_commune, predicate

brings_in = holding(Role.ADMIN, Role.STANDING, Role.CLERK)
"""Brings an export into the lake."""
reads_detail = holding(Role.ADMIN, Role.LEADER, Role.STANDING, Role.CLERK, Role.INSPECTOR, Role.UNIT_HEAD, Role.OFFICER)
"""Reads dossiers one by one. Read-only accounts and the city appraiser see figures only."""
reads_figures = in_own_commune
"""Reads figures over dossiers: every role of the commune."""
explains = holding(Role.LEADER, Role.STANDING, Role.CLERK, Role.UNIT_HEAD, Role.OFFICER)
"""Says why a dossier is late and what is proposed."""
apologises = holding(Role.LEADER, Role.STANDING, Role.CLERK)
"""Records the letter of apology with its new day."""
logs_faults = holding(Role.ADMIN, Role.STANDING, Role.CLERK)
"""Logs when the dossier system did not work."""
hands_over = holding(Role.LEADER, Role.STANDING, Role.CLERK, Role.UNIT_HEAD, Role.OFFICER)
"""Records on the spot who takes a dossier over: everybody through whose hands dossiers go."""
copies_slips = holding(Role.STANDING, Role.CLERK, Role.UNIT_HEAD)
"""Copies slips on paper and reads the signing time of results: what is written stands for somebody else's deed."""


@predicate
def withdraws_handover(person: Any, handover: Any) -> bool:
    """Takes a hand-over back: who recorded it, or who copies slips."""
    return bool(hands_over(person, handover)) and (handover.recorded_by_id == person.pk or bool(copies_slips(person, handover)))


calls = holding(Role.LEADER, Role.STANDING, Role.CLERK)
"""Is told on every page how many dossiers there are to call about."""
