"""Every write to the registers, the clauses and the management review is one of these acts."""

from minhchung.apps.management.actions.deciding import close_review, decide, drop_decision, edit_decision, give_decision
from minhchung.apps.management.actions.entries import (
    add_entry,
    archive_entry,
    close_entry,
    edit_entry,
    give_entry_work,
    reopen_entry,
    review_entry,
)
from minhchung.apps.management.actions.passing import pass_on
from minhchung.apps.management.actions.reviewing import cancel_review, edit_review, hold_review, invite, note_input, plan_review
from minhchung.apps.management.actions.setting import add_register, exclude_clause, include_clause, set_interval, set_register

__all__ = [
    "add_entry", "add_register", "archive_entry", "cancel_review", "close_entry", "close_review", "decide", "drop_decision",
    "edit_decision", "edit_entry", "edit_review", "exclude_clause", "give_decision", "give_entry_work", "hold_review", "include_clause",
    "invite", "note_input", "pass_on", "plan_review", "reopen_entry", "review_entry", "set_interval", "set_register",
]  # fmt: skip
