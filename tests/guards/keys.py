"""Which thing of the world an address is about."""

from typing import Any

THINGS: dict[str, str] = {
    "files:serve": "file",
    "indexes:criterion": "criterion",
    "indexes:link": "criterion",
    "indexes:unlink": "criterion",
    "indexes:archive": "criterion",
    "documents:unrelate": "relation",
    "documents:settle": "citation",
    **{f"documents:{name}": "document" for name in ("detail", "edit", "attach", "want_answer", "archive", "restore", "relate")},
    **{f"documents:{name}": "outgoing" for name in ("step", "signed", "issue")},
    "organisations:handover": "handover",
    **{f"organisations:{name}": "unit" for name in ("unit", "edit_unit", "rename_unit", "close_unit", "add_alias")},
    "organisations:remove_alias": "alias",
    "organisations:group": "group",
    "organisations:remove_group": "group",
    **{
        f"organisations:{name}": "person"
        for name in ("person", "edit_person", "deactivate_person", "reactivate_person", "issue_password", "grant_role", "appoint")
    },
    "organisations:end_role": "grant",
    "organisations:end_appointment": "appointment",
    **{f"organisations:{name}": "body" for name in ("body", "edit_body", "close_body", "add_member")},
    "organisations:end_member": "member",
}
KEYS: dict[str, dict[str, Any]] = {"documents:step": {"name": "duyet"}}
