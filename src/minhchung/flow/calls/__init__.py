"""Who to call first: open dossiers by what threatens them, each with the reason and its numbers."""

from minhchung.flow.calls.lists import LISTS, CallLists, CallSettings, call_lists

__all__ = ["LISTS", "CallLists", "CallSettings", "call_lists"]
