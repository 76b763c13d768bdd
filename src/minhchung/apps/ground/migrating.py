"""New models of one migration are made together: a first start takes seconds, not half a minute.

For every model that a migration makes, Django builds anew the models of the whole site that are tied to it, which here are nearly all.
Building them once per migration is enough: no model is read between one new table and the next.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation


class CreateModels(Operation):
    """Several `CreateModel` in a row; the state and the tables they leave are those they leave one by one."""

    def __init__(self, operations: Sequence[CreateModel]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: Any) -> None:
        state.__dict__.pop("apps", None)  # built again when somebody asks: once, with all the new models
        for each in self.operations:
            each.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for each in self.operations:
            each.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for each in reversed(self.operations):
            each.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return "; ".join(each.describe() for each in self.operations)

    def references_model(self, name: str, app_label: str) -> bool:
        return any(each.references_model(name, app_label) for each in self.operations)


def together(operations: Sequence[Operation]) -> list[Operation]:
    """The operations with each row of new models as one."""
    grouped: list[Operation] = []
    for _, row in groupby(operations, lambda each: isinstance(each, CreateModel)):
        same = list(row)
        new = [each for each in same if isinstance(each, CreateModel)]
        grouped += [CreateModels(new)] if new else same
    return grouped
