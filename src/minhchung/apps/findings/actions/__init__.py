"""Acts on findings. Each module registers its acts; autodiscovery imports this package."""

from minhchung.apps.findings.actions.checking import fail, find, passed
from minhchung.apps.findings.actions.mending import close, evaluate, explain, give_work, link_work, plan, reopen
from minhchung.apps.findings.actions.noting import add, set_test
from minhchung.apps.findings.actions.passing import pass_on
from minhchung.apps.findings.actions.waiving import ask_waiver, decide_waiver, end_waiver

__all__ = [
    "add",
    "ask_waiver",
    "close",
    "decide_waiver",
    "end_waiver",
    "evaluate",
    "explain",
    "fail",
    "find",
    "give_work",
    "link_work",
    "pass_on",
    "passed",
    "plan",
    "reopen",
    "set_test",
]
