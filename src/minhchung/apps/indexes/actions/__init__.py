"""Acts on criteria sets, criteria and what is declared for them."""

from minhchung.apps.indexes.actions.criteria import add_criterion, archive_criterion, link_assignment, pass_on, unlink_assignment
from minhchung.apps.indexes.actions.declaring import declare, give_points, read_figures, rule_out, take_back
from minhchung.apps.indexes.actions.explaining import ask_explanation, drop_explanation_file, explain
from minhchung.apps.indexes.actions.linking import link_procedures
from minhchung.apps.indexes.actions.marking import appraise, score_approved, score_consolidated, score_published, score_self
from minhchung.apps.indexes.actions.pack_drafts import change_draft, drop_draft, start_draft
from minhchung.apps.indexes.actions.packs import add_pack, adopt, replace_pack, set_target, set_unit
from minhchung.apps.indexes.actions.published import take_published
from minhchung.apps.indexes.actions.rounds import (
    approve_round,
    close_stage,
    consolidate,
    end_first_appraisal,
    end_second_appraisal,
    extend_appraisal,
    lock_round,
    open_explaining,
    open_round,
    publish_round,
    reopen_round,
    set_round_days,
    sign_round,
)
from minhchung.apps.indexes.actions.weeks import keep_week

__all__ = [
    "add_criterion",
    "add_pack",
    "adopt",
    "appraise",
    "approve_round",
    "archive_criterion",
    "ask_explanation",
    "change_draft",
    "close_stage",
    "consolidate",
    "declare",
    "drop_draft",
    "drop_explanation_file",
    "end_first_appraisal",
    "end_second_appraisal",
    "explain",
    "extend_appraisal",
    "give_points",
    "keep_week",
    "link_assignment",
    "link_procedures",
    "lock_round",
    "open_explaining",
    "open_round",
    "pass_on",
    "publish_round",
    "read_figures",
    "reopen_round",
    "replace_pack",
    "rule_out",
    "score_approved",
    "score_consolidated",
    "score_published",
    "score_self",
    "set_round_days",
    "set_target",
    "set_unit",
    "sign_round",
    "start_draft",
    "take_back",
    "take_published",
    "unlink_assignment",
]
