"""Every write of reviews."""

from minhchung.apps.legal.actions.basis import look_again
from minhchung.apps.legal.actions.campaigns import Scope, add_document, close, draw, start
from minhchung.apps.legal.actions.items import handle, propose, send_back, submit, take
from minhchung.apps.legal.actions.self_checks import keep_self_check

__all__ = [
    "Scope",
    "add_document",
    "close",
    "draw",
    "handle",
    "keep_self_check",
    "look_again",
    "propose",
    "send_back",
    "start",
    "submit",
    "take",
]
