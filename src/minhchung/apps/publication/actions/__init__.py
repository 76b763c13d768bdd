"""What is done in publication; each function is one act."""

from minhchung.apps.publication.actions.channels import add_channel, begin, close_channel, set_channel
from minhchung.apps.publication.actions.notices import look_at_notice
from minhchung.apps.publication.actions.passing import pass_on_channels, pass_on_postings
from minhchung.apps.publication.actions.postings import ask, ask_from_decision, ask_to_mend, drop_posting, post, take_down
from minhchung.apps.publication.actions.snapshots import confirm_names, read_proof, take_snapshot, tick, undo_snapshot

__all__ = [
    "add_channel",
    "ask",
    "ask_from_decision",
    "ask_to_mend",
    "begin",
    "close_channel",
    "confirm_names",
    "drop_posting",
    "look_at_notice",
    "pass_on_channels",
    "pass_on_postings",
    "post",
    "read_proof",
    "set_channel",
    "take_down",
    "take_snapshot",
    "tick",
    "undo_snapshot",
]
