"""What is done to the catalogue; each function is one act."""

from minhchung.apps.procedures.actions.arranging import arrange, arrange_many
from minhchung.apps.procedures.actions.bringing import publish_decision, take_over, undo_source
from minhchung.apps.procedures.actions.mending import mend
from minhchung.apps.procedures.actions.simplifying import (
    carry_out_proposal,
    decide_proposal,
    drop_initiative,
    drop_proposal,
    judge_initiative,
    propose,
    register_initiative,
    send_proposal,
    set_held_paper,
    set_norm,
)
from minhchung.apps.procedures.actions.workflows import set_workflow

__all__ = [
    "arrange",
    "arrange_many",
    "carry_out_proposal",
    "decide_proposal",
    "drop_initiative",
    "drop_proposal",
    "judge_initiative",
    "mend",
    "propose",
    "publish_decision",
    "register_initiative",
    "send_proposal",
    "set_held_paper",
    "set_norm",
    "set_workflow",
    "take_over",
    "undo_source",
]
