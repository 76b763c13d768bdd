"""What is done around dossiers. Each act is one function."""

from minhchung.apps.dossiers.actions.apologies import apologise, withdraw_apology
from minhchung.apps.dossiers.actions.bringing import bring_in
from minhchung.apps.dossiers.actions.causes import explain
from minhchung.apps.dossiers.actions.faults import answer_fault, log_fault, withdraw_fault
from minhchung.apps.dossiers.actions.official import keep_official
from minhchung.apps.dossiers.actions.profiles import drop_profile, save_profile
from minhchung.apps.dossiers.actions.slips import copy_slips, hand_over, keep_signatures, withdraw_handover

__all__ = [
    "answer_fault",
    "apologise",
    "bring_in",
    "copy_slips",
    "drop_profile",
    "explain",
    "hand_over",
    "keep_official",
    "keep_signatures",
    "log_fault",
    "save_profile",
    "withdraw_apology",
    "withdraw_fault",
    "withdraw_handover",
]
