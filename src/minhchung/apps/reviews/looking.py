"""Running the checks over a commune's records without writing anything: what `minhchung review` prints and a run compares with."""

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from minhchung.apps.ground.figures import Scope
from minhchung.apps.ground.problems import CHECKS, Check, Look, Problem
from minhchung.apps.reviews.models import CheckSetting

logger = logging.getLogger(__name__)
Progress = Callable[[str, int, int], None]
"""Called with a check's code, how many are done and how many there are."""


@dataclass(frozen=True)
class Outcome:
    """What one check found. `failed`: why it could not be run, "" when it could; `off`: this commune switched it off.

    `among`, `records`: what it looked through (a table, else the name or words it has for it) and how much of it. `look`: the look it was
    found by, None when it could not be run.
    """

    check: Check
    problems: tuple[Problem, ...] = ()
    failed: str = ""
    off: bool = False
    among: str = ""
    records: int = 0
    look: Look | None = None


def checks(codes: Collection[str] = ()) -> list[Check]:
    """The checks in order of their codes; only those named when some are. Raises LookupError naming an unknown one."""
    if unknown := sorted(set(codes) - CHECKS.keys()):
        raise LookupError(f"Không có quy tắc {', '.join(unknown)}. Xem danh sách: minhchung review --checks.")
    return [CHECKS[code] for code in sorted(CHECKS) if not codes or code in codes]


def outcomes(scope: Scope, now: datetime, codes: Collection[str] = (), progress: Progress | None = None) -> Iterator[Outcome]:
    """What every check finds. One that fails does not keep the others: it is logged and named in its outcome."""
    settings: Mapping[str, CheckSetting] = {each.code: each for each in CheckSetting.objects.filter(commune=scope.commune)}
    wanted, kept = checks(codes), dict[str, Any]()
    for done, check in enumerate(wanted):
        if progress:
            progress(check.code, done, len(wanted))
        setting = settings.get(check.code)
        if setting is not None and not setting.on:
            yield Outcome(check, off=True)
            continue
        try:
            look = check.look(scope, now, setting.given if setting else None, kept)
            rows = check.rows(look)
            rows = rows if isinstance(rows, QuerySet) else list(rows)
            found = tuple(replace(check, rows=_given(rows)).wrong(look))
            among, records = _looked_through(check, rows, look)
        except Exception as error:
            logger.exception("check %s failed", check.code)
            yield Outcome(check, failed=f"{type(error).__name__}: {error}")
        else:
            yield Outcome(check, found, among=among, records=records, look=look)


def _given(rows: Any) -> Callable[[Look], Any]:
    return lambda look: rows


def _looked_through(check: Check, rows: Any, look: Look) -> tuple[str, int]:
    if check.through is not None:
        return check.through(look)
    return (rows.model._meta.label, rows.count()) if isinstance(rows, QuerySet) else (check.looks_at, len(rows))


def records_of(seen: Iterable[Outcome]) -> int:
    """Over how many records the checks ran: what several of them look through counts once, as far as the widest look goes."""
    widest: dict[str, int] = {}
    for each in seen:
        widest[each.among] = max(each.records, widest.get(each.among, 0))
    return sum(widest.values())
