"""What an open dossier still needs, against the time it has left: the risk and the sentence that says why."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from minhchung.flow import saying
from minhchung.flow.calls.standing import Standing
from minhchung.flow.usual import SAID, StepTime, Usual, WholeTime

Risk = Literal["high", "possible", "none", "unknown"]
Basis = Literal["procedure", "field", "all"]


@dataclass(frozen=True, slots=True)
class Need:
    """Working minutes still needed (median, p80), from which cases, and the reason in Vietnamese. An unknown need is None."""

    risk: Risk
    reason: str
    median: float | None = None
    p80: float | None = None
    steps_left: int | None = None
    scope: Basis | None = None
    cases: int | None = None
    by_steps: bool = False


def need_of(stand: Standing, row: int, usual: Usual) -> Need:
    """What the dossier in that row needs. A step known from enough cases decides; else the whole handling time."""
    procedure, field = stand.dossiers.text("procedure_code")[row], stand.dossiers.text("field")[row]
    remaining = float(stand.remaining[row])
    if np.isnan(remaining):
        return Need("unknown", "không tính được thời gian còn lại: chưa có ngày hẹn trả hoặc ngày nằm ngoài lịch làm việc")
    found = usual.step(procedure, field, stand.step[row])
    if found is not None and (not stand.step_open[row] or not np.isnan(stand.step_elapsed[row])):
        return _by_step(stand, row, remaining, found)
    whole = usual.whole(procedure, field)
    if whole is not None and not np.isnan(stand.elapsed[row]):
        return _by_whole(float(stand.elapsed[row]), remaining, whole, stand.step[row] is not None)
    few = f"chưa đủ {usual.few} hồ sơ đã xong để so sánh"
    return Need("unknown", f"còn {saying.span(remaining)} làm việc; {few}" if remaining >= 0 else few)


def _by_step(stand: Standing, row: int, remaining: float, usual: StepTime) -> Need:
    name = stand.step[row]
    if stand.step_open[row]:
        elapsed = float(stand.step_elapsed[row])
        median = max(usual.own - elapsed, 0) + usual.after
        p80 = max(usual.whole_p80 - elapsed, usual.after_p80, median)
        said = f"bước {name} thường mất {saying.span(usual.own)}"
        if elapsed >= 1:
            over = f", quá {saying.span(elapsed - usual.own)}" if elapsed - usual.own >= 1 else ""
            said += f", đã làm {saying.span(elapsed)}{over}"
    else:
        median, p80 = usual.after, max(usual.after_p80, usual.after)
        said = f"bước {name} đã xong, chưa có bước sau"
    if usual.steps_after:
        said += f"; sau đó thường còn {usual.steps_after} bước, {saying.span(usual.after)}"
    said += f" ({usual.cases} hồ sơ {SAID[usual.scope]})"
    left = f"còn {saying.span(remaining)} làm việc, " if remaining >= 0 else ""
    return Need(_risk(remaining, median, p80), left + said, median, p80, usual.steps_after, usual.scope, usual.cases, True)


def _by_whole(elapsed: float, remaining: float, usual: WholeTime, has_step: bool) -> Need:
    """Against the whole handling time: what dossiers that lasted as long as this one still took."""
    cases = usual.sorted.size
    why = "bước này còn ít hồ sơ" if has_step else "nguồn không có bước"
    source = f"({cases} hồ sơ {SAID[usual.scope]}; {why}, so cả thời gian giải quyết)"
    left = f"còn {saying.span(remaining)} làm việc, " if remaining >= 0 else ""
    median, p80 = usual.left(elapsed, 0.5), usual.left(elapsed, 0.8)
    if median is None or p80 is None:
        share = float(np.searchsorted(usual.sorted, elapsed, side="right")) / cases
        said = f"đã xử lý {saying.span(elapsed)}, lâu hơn {saying.percent(share)} hồ sơ đã xong {source}"
        return Need("unknown", left + said, scope=usual.scope, cases=cases)
    said = f"đã xử lý {saying.span(elapsed)}, hồ sơ lâu như vậy thường cần thêm {saying.span(median)} {source}"
    return Need(_risk(remaining, median, p80), left + said, median, p80, None, usual.scope, cases, False)


def _risk(remaining: float, median: float, p80: float) -> Risk:
    if remaining < median:
        return "high"
    return "possible" if remaining < p80 else "none"
