"""Ranks the open dossiers by how likely they are to be late, and says whether the probabilities may be shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

import numpy as np

from minhchung.flow import saying
from minhchung.flow.columns import Status
from minhchung.flow.inputs import Read, Tables, codes_of
from minhchung.flow.risk.looks import History, Looks, StepsLeft, bin_of, history_of, take_looks
from minhchung.flow.risk.model import learn, looks_now
from minhchung.flow.risk.testing import BackTest, calibration, drift_of, lift, score
from minhchung.flow.slots import Flags, Slots, WorkingTime, wall_clock

Mode = Literal["probabilities", "ranking", "quantiles"]
DOSSIER_COLUMNS = (
    *("code", "procedure_code", "field", "status", "received_at", "due_at", "finished_at", "delivered_at", "supplement_count"),
    *("supplement_asked_at", "supplement_given_at"),
)
STEP_COLUMNS = ("code", "seq", "step", "started_at")
SUPPLEMENT_COLUMNS = ("code", "seq", "asked_at", "given_at", "due_before", "due_after")


@dataclass(frozen=True, slots=True)
class RiskSettings:
    """What counts as enough history, how strongly few cases are drawn to wider groups, and when calibration counts as drifted."""

    learn_at_least: int = 200
    test_at_least: int = 100
    late_at_least: int = 15
    test_share: float = 0.4
    weight: float = 20
    recent_days: int = 60
    drift_difference: float = 0.03
    drift_errors: float = 3
    drift_at_least: int = 40


@dataclass(frozen=True, slots=True)
class Ranking:
    """`mode` says what may be shown: probabilities; only the order; or, with too little history, neither (the lists' quantiles decide).

    `why` says it in Vietnamese. Scores exist in the first two modes; they order, and are no probabilities unless `mode` says so.
    """

    mode: Mode
    why: str
    back_test: BackTest | None
    scores: Mapping[str, float] = field(default_factory=dict)

    def score(self, code: str) -> float | None:
        """Higher is likelier to be late; None for a dossier that was not ranked."""
        return self.scores.get(code)

    def probability(self, code: str) -> float | None:
        """The probability of being late, only in the mode "probabilities"."""
        return self.scores.get(code) if self.mode == "probabilities" else None


def rank_risk(tables: Tables, slots: Slots, *, as_of: datetime, settings: RiskSettings | None = None) -> Ranking:
    """Ranks the dossiers open at `as_of` and in time. The same input gives the same output.

    The back-test splits by time: the model learns from dossiers received before the split and due by the split, and is tested on looks
    (before the due date) at dossiers received from the split on. Probabilities are shown only if there the lower bound of the skill
    over the base rate is above 0 and the last months are calibrated like the months before; the model in use then learns from all.
    """
    chosen, now, work = settings or RiskSettings(), wall_clock(as_of), WorkingTime(slots)
    dossiers, steps = tables.read("dossiers", DOSSIER_COLUMNS), tables.read("steps", STEP_COLUMNS)
    supplements = tables.read("supplements", SUPPLEMENT_COLUMNS)
    history = history_of(dossiers, supplements, now, tables.precision)
    usable = history.labelled & ~history.moved
    split = _split(history, usable, chosen)
    before = usable & (history.received < split) & (history.due <= split)
    after = usable & (history.received >= split)
    little = _too_little(before, after, history, chosen)
    if little:
        return Ranking("quantiles", little, None)
    early = StepsLeft(dossiers, steps, before & (history.ends <= split))
    looks = take_looks(dossiers, history, supplements, early, work)
    test = _back_test(looks, before, after, history, now=now, split=split, chosen=chosen)
    final = StepsLeft(dossiers, steps, usable & ~np.isnat(history.ends))
    learnt = take_looks(dossiers, history, supplements, final, work)
    scores = _scores(dossiers, history, learnt=learnt, steps=final, work=work, now=now, weight=chosen.weight)
    mode, why = _verdict(test)
    return Ranking(mode, why, test, scores)


def _split(history: History, usable: Flags, chosen: RiskSettings) -> np.datetime64:
    """The moment from which dossiers are for testing: so that `test_share` of the usable ones were received after it."""
    received = np.sort(history.received[usable])
    if not received.size:
        return np.datetime64("NaT", "s")
    return np.datetime64(received[int(received.size * (1 - chosen.test_share))], "s")


def _too_little(before: Flags, after: Flags, history: History, chosen: RiskSettings) -> str | None:
    """Why the history is not enough, in Vietnamese; None when it is."""
    learnt, tested = int(before.sum()), int(after.sum())
    late = min(int(history.late[before].sum()), int(history.late[after].sum()))
    if learnt >= chosen.learn_at_least and tested >= chosen.test_at_least and late >= chosen.late_at_least:
        return None
    return (
        f"Chưa đủ lịch sử để học: có {learnt} hồ sơ đã rõ kết quả để học và {tested} để kiểm tra, phần ít nhất có {late} hồ sơ quá hạn; "
        f"cần {chosen.learn_at_least}, {chosen.test_at_least} và {chosen.late_at_least}. "
        "Danh sách so thời gian còn lại với trung vị và mức 80% của hồ sơ đã xong."
    )


def _back_test(
    looks: Looks, before: Flags, after: Flags, history: History, *, now: np.datetime64, split: np.datetime64, chosen: RiskSettings
) -> BackTest | None:
    learnt, tested = looks.where(before[looks.row]), looks.where(after[looks.row])
    if not learnt.row.size or not tested.row.size:
        return None
    said = learn(learnt, chosen.weight).probabilities(tested)
    brier, base, skill, low = score(tested, said)
    recent = np.flatnonzero(after & (history.received >= now - np.timedelta64(chosen.recent_days, "D")))
    drift = drift_of(tested, said, recent, difference=chosen.drift_difference, errors=chosen.drift_errors, fewest=chosen.drift_at_least)
    return BackTest(
        split=split,
        learnt=np.unique(learnt.row).size,
        tested=np.unique(tested.row).size,
        looks=tested.row.size,
        late_share=float(tested.late.mean()),
        brier=brier,
        base_brier=base,
        skill=skill,
        skill_low=low,
        lift=lift(tested, said),
        bands=calibration(tested, said),
        drift=drift,
    )


def _scores(
    dossiers: Read, history: History, *, learnt: Looks, steps: StepsLeft, work: WorkingTime, now: np.datetime64, weight: float
) -> dict[str, float]:
    """The model's rate for every dossier that is open, not waiting and not past its due date."""
    open_now = dossiers.one_of("status", (Status.RECEIVED, Status.PROCESSING)) & (history.due >= now) & (history.received <= now)
    rows = np.flatnonzero(open_now)
    at = np.full(rows.size, now, "datetime64[s]")
    left, total = work.minutes(at, history.due[rows]), work.minutes(history.received[rows], history.due[rows])
    known = ~np.isnan(left) & (total > 0)
    rows, share = rows[known], (left[known] / total[known])
    procedure, _ = codes_of(dossiers.rows["procedure_code"])
    field_of, _ = codes_of(dossiers.rows["field"])
    looks = looks_now(bin_of(share), steps.at(rows, at[known]), procedure[rows], field_of[rows])
    said = learn(learnt, weight).probabilities(looks)
    return dict(zip(dossiers.text("code")[rows].tolist(), said.tolist(), strict=True))


def _verdict(test: BackTest | None) -> tuple[Mode, str]:
    if test is None:
        return "quantiles", "Không có thời điểm nào trước hạn để kiểm tra mô hình: chỉ so với trung vị của hồ sơ đã xong."
    tried = (
        f"kiểm tra trên {test.tested} hồ sơ nhận từ {saying.moment(test.split, day_only=True)}: điểm Brier {saying.number(test.brier, 4)} "
        f"so với {saying.number(test.base_brier, 4)} của tỷ lệ chung"
    )
    if not test.skill_low > 0:
        return "ranking", f"Chỉ xếp thứ tự, chưa cho xác suất: {tried}, chưa chắc hơn tỷ lệ chung."
    if test.drift is None:
        return "ranking", f"Chỉ xếp thứ tự, chưa cho xác suất: {tried}; chưa đủ hồ sơ gần đây để biết mô hình còn đúng không."
    if test.drift.drifted:
        return "ranking", (
            f"Chỉ xếp thứ tự, rút xác suất: {tried}, nhưng các tháng gần đây lệch {saying.percent(abs(test.drift.recent))} so với dự báo "
            f"(trước đó {saying.percent(abs(test.drift.earlier))}): cách làm việc có thể đã đổi."
        )
    return "probabilities", f"Có xác suất: {tried}; các tháng gần đây vẫn khớp."
