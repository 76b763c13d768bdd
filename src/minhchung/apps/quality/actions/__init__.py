"""Every write to the quality system is one of these acts."""

from minhchung.apps.quality.actions.declaring import declare, edit_declaration, post_declaration, send_declaration, sign_declaration
from minhchung.apps.quality.actions.documents import (
    add_document,
    archive_document,
    edit_document,
    record_review,
    restore_document,
    set_up,
)
from minhchung.apps.quality.actions.generating import generate, refresh, take_word
from minhchung.apps.quality.actions.passing import pass_on
from minhchung.apps.quality.actions.proving import bring_signed, prove_with
from minhchung.apps.quality.actions.reading import acknowledge, hand_out, take_back
from minhchung.apps.quality.actions.versions import (
    approve,
    bring_into_force,
    draft_version,
    drop_draft,
    endorse,
    send_back,
    submit,
    withdraw,
    write,
)

__all__ = [
    "acknowledge", "add_document", "approve", "archive_document", "bring_into_force", "bring_signed", "declare", "draft_version",
    "drop_draft", "edit_declaration", "edit_document", "endorse", "generate", "hand_out", "pass_on", "post_declaration",
    "prove_with", "record_review", "refresh", "restore_document", "send_back", "send_declaration", "set_up", "sign_declaration",
    "submit", "take_back", "take_word", "withdraw", "write",
]  # fmt: skip
