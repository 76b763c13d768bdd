"""Acts on meetings. Each module registers its acts; autodiscovery imports this package."""

from minhchung.apps.meetings.actions.agenda import Point, add_items, edit_item, minute, move_item, remove_item
from minhchung.apps.meetings.actions.concluding import Said, conclude, edit_conclusion, give, remove_conclusion
from minhchung.apps.meetings.actions.convening import add, announce, attend, attend_rest, cancel, edit, end, invite, open_meeting, reopen

__all__ = [
    "Point",
    "Said",
    "add",
    "add_items",
    "announce",
    "attend",
    "attend_rest",
    "cancel",
    "conclude",
    "edit",
    "edit_conclusion",
    "edit_item",
    "end",
    "give",
    "invite",
    "minute",
    "move_item",
    "open_meeting",
    "remove_conclusion",
    "remove_item",
    "reopen",
]
