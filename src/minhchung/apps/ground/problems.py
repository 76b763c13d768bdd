"""What a check returns and a reader shows: one shape for everything found wrong (DESIGN 5, Checks)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from minhchung.apps.ground.figures import Scope
from minhchung.apps.ground.refs import Ref


@dataclass(frozen=True)
class Problem:
    """`message` names thing and cause, `fix` the way out, both in Vietnamese; `citation` the rule's source document."""

    code: str
    subject: Ref
    message: str
    fix: str
    units: tuple[int, ...] = field(default_factory=tuple)
    citation: str = ""


Check = Callable[[Scope, datetime], Iterable[Problem]]
CHECKS: dict[str, Check] = {}


def check(code: str) -> Callable[[Check], Check]:
    """Registers a check under its code."""

    def register(function: Check) -> Check:
        if code in CHECKS:
            raise ValueError(f"check {code!r} is registered twice")
        CHECKS[code] = function
        return function

    return register
