"""Pure rules of reviewing documents: the life of an item, by when a basis is looked at again."""

from minhchung.apps.legal.rules.life import HANDLING, STATES, Proposal, State, refused
from minhchung.apps.legal.rules.terms import due_of

__all__ = ["HANDLING", "STATES", "Proposal", "State", "due_of", "refused"]
