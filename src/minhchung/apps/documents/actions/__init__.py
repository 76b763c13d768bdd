"""Every write of the document register."""

from minhchung.apps.documents.actions.citations import settle_citation
from minhchung.apps.documents.actions.editing import archive, attach, edit, restore, want_answer
from minhchung.apps.documents.actions.expected import settle_expected, unsettle_expected
from minhchung.apps.documents.actions.following import take_reading
from minhchung.apps.documents.actions.importing import import_register
from minhchung.apps.documents.actions.outgoing import approve, draft, issue, return_to_draft, send_for_number, withdraw
from minhchung.apps.documents.actions.passing import pass_on
from minhchung.apps.documents.actions.registering import register_incoming, register_law
from minhchung.apps.documents.actions.relating import relate, unrelate
from minhchung.apps.documents.actions.validity import enter_validity, import_validity, verify_validity, withdraw_validity

__all__ = [
    "approve",
    "archive",
    "attach",
    "draft",
    "edit",
    "enter_validity",
    "import_register",
    "import_validity",
    "issue",
    "pass_on",
    "register_incoming",
    "register_law",
    "relate",
    "restore",
    "return_to_draft",
    "send_for_number",
    "settle_citation",
    "settle_expected",
    "take_reading",
    "unrelate",
    "unsettle_expected",
    "verify_validity",
    "want_answer",
    "withdraw",
    "withdraw_validity",
]
