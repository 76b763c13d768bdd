"""What is done to assignments. Each module registers its acts; autodiscovery imports this package."""

from minhchung.apps.assignments.actions.confirming import AlreadyConfirmed, add, add_duty, confirm, remove_duty
from minhchung.apps.assignments.actions.correcting import change_part, correct_deadline, reword
from minhchung.apps.assignments.actions.doing import answer, name_person, set_progress, start, submit, take_back
from minhchung.apps.assignments.actions.extending import ask_extension, decide_extension, set_day
from minhchung.apps.assignments.actions.holding import open_occurrences, pass_on
from minhchung.apps.assignments.actions.joining import join, part
from minhchung.apps.assignments.actions.judging import accept, reopen, send_back
from minhchung.apps.assignments.actions.keeping import archive, cancel, comment, remind, restore
from minhchung.apps.assignments.actions.naming_units import name_unit, unname_unit
from minhchung.apps.assignments.actions.producing import Brought, hand_in, judge_product, prove_product
from minhchung.apps.assignments.actions.reading import drop, edit, merge, propose, split, take, undo
from minhchung.apps.assignments.actions.registers import FILE_LIMIT, export_register, fill_row, finish_return, receive_register
from minhchung.apps.assignments.actions.undoing import undo_fill, undo_progress, undo_return

__all__ = [
    "FILE_LIMIT",
    "AlreadyConfirmed",
    "Brought",
    "accept",
    "add",
    "add_duty",
    "answer",
    "archive",
    "ask_extension",
    "cancel",
    "change_part",
    "comment",
    "confirm",
    "correct_deadline",
    "decide_extension",
    "drop",
    "edit",
    "export_register",
    "fill_row",
    "finish_return",
    "hand_in",
    "join",
    "judge_product",
    "merge",
    "name_person",
    "name_unit",
    "open_occurrences",
    "part",
    "pass_on",
    "propose",
    "prove_product",
    "receive_register",
    "remind",
    "remove_duty",
    "reopen",
    "restore",
    "reword",
    "send_back",
    "set_day",
    "set_progress",
    "split",
    "start",
    "submit",
    "take",
    "take_back",
    "undo",
    "undo_fill",
    "undo_progress",
    "undo_return",
    "unname_unit",
]
