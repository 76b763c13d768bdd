"""What is done to plans, their items and objectives. Each module registers its acts; autodiscovery imports this package."""

from minhchung.apps.plans.actions.assigning import assign_item, assign_plan
from minhchung.apps.plans.actions.bringing import copy_plan, import_plan
from minhchung.apps.plans.actions.items import add_item, archive_item, edit_item, link_item, part_item, restore_item
from minhchung.apps.plans.actions.objectives import add_objective, archive_objective, edit_objective, enter_value
from minhchung.apps.plans.actions.passing import pass_on_items, pass_on_objectives
from minhchung.apps.plans.actions.planning import add_plan, archive_plan, edit_plan, put_in_force, restore_plan

__all__ = [
    "add_item",
    "add_objective",
    "add_plan",
    "archive_item",
    "archive_objective",
    "archive_plan",
    "assign_item",
    "assign_plan",
    "copy_plan",
    "edit_item",
    "edit_objective",
    "edit_plan",
    "enter_value",
    "import_plan",
    "link_item",
    "part_item",
    "pass_on_items",
    "pass_on_objectives",
    "put_in_force",
    "restore_item",
    "restore_plan",
]
