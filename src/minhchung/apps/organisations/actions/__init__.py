"""What is done to communes, units, groups, people, roles, posts, bodies, and handed over. Each act is one function."""

from minhchung.apps.organisations.actions.appraisers import add_appraiser
from minhchung.apps.organisations.actions.bodies import add_body, add_member, close_body, edit_body, end_member
from minhchung.apps.organisations.actions.communes import edit_settings, load_communes, put_in_use
from minhchung.apps.organisations.actions.groups import add_group, edit_group, remove_group
from minhchung.apps.organisations.actions.handing import hand_over
from minhchung.apps.organisations.actions.history import blank_event
from minhchung.apps.organisations.actions.people import (
    add_person,
    choose_password,
    deactivate_person,
    edit_person,
    issue_password,
    reactivate_person,
)
from minhchung.apps.organisations.actions.posts import appoint, end_appointment
from minhchung.apps.organisations.actions.roles import end_role, grant_role
from minhchung.apps.organisations.actions.units import add_alias, add_unit, close_unit, edit_unit, remove_alias, rename_unit
from minhchung.apps.organisations.actions.working_time import close_day, drop_hours, open_day, set_hours

__all__ = [
    "add_alias",
    "add_appraiser",
    "add_body",
    "add_group",
    "add_member",
    "add_person",
    "add_unit",
    "appoint",
    "blank_event",
    "choose_password",
    "close_body",
    "close_day",
    "close_unit",
    "deactivate_person",
    "drop_hours",
    "edit_body",
    "edit_group",
    "edit_person",
    "edit_settings",
    "edit_unit",
    "end_appointment",
    "end_member",
    "end_role",
    "grant_role",
    "hand_over",
    "issue_password",
    "load_communes",
    "open_day",
    "put_in_use",
    "reactivate_person",
    "remove_alias",
    "remove_group",
    "rename_unit",
    "set_hours",
]
