"""Acts on criteria sets, criteria and what is declared for them."""

from minhchung.apps.indexes.actions.criteria import add_criterion, archive_criterion, link_assignment, pass_on, unlink_assignment
from minhchung.apps.indexes.actions.declaring import declare, give_points, read_figures, rule_out, take_back
from minhchung.apps.indexes.actions.packs import add_pack, adopt, replace_pack, set_target, set_unit
from minhchung.apps.indexes.actions.published import take_published
from minhchung.apps.indexes.actions.weeks import keep_week

__all__ = [
    "add_criterion",
    "add_pack",
    "adopt",
    "archive_criterion",
    "declare",
    "give_points",
    "keep_week",
    "link_assignment",
    "pass_on",
    "read_figures",
    "replace_pack",
    "rule_out",
    "set_target",
    "set_unit",
    "take_back",
    "take_published",
    "unlink_assignment",
]
