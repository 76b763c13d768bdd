"""The risk model: probabilities only where a back-test without later information says so, withheld under drift, never random."""

from datetime import datetime

import numpy as np
import pytest

from minhchung.flow.inputs import Tables
from minhchung.flow.risk import RiskSettings, rank_risk
from minhchung.flow.risk.looks import SHARES, History, StepsLeft, bin_of, history_of, take_looks
from minhchung.flow.risk.model import learn
from minhchung.flow.risk.ranking import DOSSIER_COLUMNS, STEP_COLUMNS, SUPPLEMENT_COLUMNS
from minhchung.flow.slots import WorkingTime
from tests.flow.late_ward import late_ward, seen_at
from tests.flow.small_ward import slots

NOW = np.datetime64("2026-08-26T08:00:00", "s")
AS_OF = datetime.fromisoformat("2026-08-26T08:00:00")
UNEVEN = [0.03, 0.05, 0.1, 0.6]
DRIFT_DAY = 175


def ranked(ward: Tables):
    return rank_risk(seen_at(ward, NOW), slots(), as_of=AS_OF)


def test_probabilities_are_shown_where_they_beat_the_base_rate() -> None:
    ward = late_ward(1, 4000, UNEVEN)
    found = ranked(ward)
    test = found.back_test
    assert found.mode == "probabilities"
    assert test is not None
    assert test.drift is not None
    assert test.brier < test.base_brier
    assert 0 < test.skill_low < test.skill
    assert test.lift > 2
    assert all(abs(band.said - band.late) < 0.1 for band in test.bands if band.looks > 200)
    assert found.why.startswith("Có xác suất: kiểm tra trên ")
    opened = {code: found.probability(code) for code in found.scores}
    assert opened
    assert all(value is not None and 0 < value < 1 for value in opened.values())


def test_the_shown_probabilities_come_true() -> None:
    """Over the dossiers open that day, as many are late in the end as was said (within three standard errors)."""
    ward = late_ward(2, 9000, UNEVEN)
    found = ranked(ward)
    rows = ward.dossiers.to_pylist()
    pairs = [(found.scores[row["code"]], row["finished_at"] > row["due_at"]) for row in rows if row["code"] in found.scores]
    said, late = (np.array(side, dtype=float) for side in zip(*pairs, strict=True))
    assert len(pairs) > 100
    assert abs(said.sum() - late.sum()) < 3 * np.sqrt((said * (1 - said)).sum())


def test_where_nothing_tells_dossiers_apart_only_the_order_is_given() -> None:
    found = rank_risk(seen_at(late_ward(3, 3000, [0.5], steps=False), NOW), slots(), as_of=AS_OF, settings=RiskSettings(weight=1e9))
    assert found.mode == "ranking"
    assert found.back_test is not None
    assert not found.back_test.skill_low > 0
    assert "chưa chắc hơn tỷ lệ chung" in found.why
    assert found.scores
    assert all(found.probability(code) is None for code in found.scores)


@pytest.mark.parametrize("seed", [4, 5, 6])
def test_under_drift_probabilities_are_withheld_and_it_says_so(seed: int) -> None:
    steady, drifting = late_ward(seed, 6000, UNEVEN), late_ward(seed, 6000, UNEVEN, changed=(DRIFT_DAY, [0.4, 0.45, 0.5, 0.9]))
    assert ranked(steady).mode == "probabilities"
    found = ranked(drifting)
    assert found.mode == "ranking"
    assert found.back_test is not None
    assert found.back_test.drift is not None
    assert found.back_test.drift.drifted or not found.back_test.skill_low > 0
    assert "rút xác suất" in found.why or "chưa chắc" in found.why


def test_too_little_history_says_so_and_ranks_nothing() -> None:
    found = ranked(late_ward(7, 120, UNEVEN))
    assert (found.mode, found.scores, found.back_test) == ("quantiles", {}, None)
    assert found.why.startswith("Chưa đủ lịch sử để học: có ")
    assert rank_risk(Tables(late_ward(7, 5, [0.1]).dossiers.slice(0, 0)), slots(), as_of=AS_OF).mode == "quantiles"


def test_the_same_input_gives_the_same_answer() -> None:
    ward = late_ward(8, 2500, UNEVEN)
    assert ranked(ward) == ranked(ward)


def parts(ward: Tables):
    return ward.read("dossiers", DOSSIER_COLUMNS), ward.read("supplements", SUPPLEMENT_COLUMNS), ward.read("steps", STEP_COLUMNS)


def test_a_look_knows_nothing_that_was_learnt_later() -> None:
    """Looks at dossiers before a day are the same whether or not the export holds what came after that day."""
    ward = late_ward(9, 800, UNEVEN)
    early = np.datetime64("2026-05-04T08:00:00", "s")
    whole, cut = parts(ward), parts(seen_at(ward, early))
    work = WorkingTime(slots())
    known = history_of(cut[0], cut[1], early, {})
    later = history_of(whole[0], whole[1], NOW, {})
    count = len(cut[0])
    ended = known.labelled & ~np.isnat(known.ends)
    learnt = np.concatenate([ended, np.zeros(len(whole[0]) - count, dtype=bool)])
    for name in ("received", "due", "late"):
        assert (getattr(known, name)[known.labelled] == getattr(later, name)[:count][known.labelled]).all()
    ours = take_looks(cut[0], known, cut[1], StepsLeft(cut[0], cut[2], ended), work)
    theirs = take_looks(whole[0], masked(later, known, count), whole[1], StepsLeft(whole[0], whole[2], learnt), work)
    assert ours.row.size > 500
    for name in ("row", "left", "procedure", "late"):
        assert (getattr(ours, name) == getattr(theirs, name)).all(), name


def learnt_known(known: History, later: History, count: int) -> np.ndarray:
    return np.concatenate([known.labelled, np.zeros(later.labelled.size - count, dtype=bool)])


def masked(later: History, known: History, count: int) -> History:
    labelled = learnt_known(known, later, count)
    return History(later.received, later.due, later.late & labelled, labelled, later.ends, later.moved)


def test_rates_never_rise_with_the_time_left() -> None:
    ward = late_ward(10, 1500, UNEVEN)
    dossiers, supplements, steps = parts(ward)
    history = history_of(dossiers, supplements, NOW, {})
    looks = take_looks(dossiers, history, supplements, StepsLeft(dossiers, steps, history.labelled), WorkingTime(slots()))
    model = learn(looks, 20)
    for table in (model.whole, *model.fields.values(), *model.procedures.values()):
        assert (np.diff(table, axis=0) <= 1e-12).all()
        assert ((table > 0) & (table < 1)).all()


def test_a_procedure_never_seen_has_the_rate_of_its_field() -> None:
    ward = late_ward(11, 1500, UNEVEN)
    dossiers, supplements, steps = parts(ward)
    history = history_of(dossiers, supplements, NOW, {})
    looks = take_looks(dossiers, history, supplements, StepsLeft(dossiers, steps, history.labelled), WorkingTime(slots()))
    model = learn(looks.where(looks.procedure != looks.procedure[0]), 20)
    mine = looks.where(looks.procedure == looks.procedure[0])
    assert (model.probabilities(mine) == model.fields[int(mine.field[0])][mine.left, mine.steps]).all()


def test_shares_of_time_left_fall_into_the_bins_of_the_looks() -> None:
    assert bin_of(np.array([0.0, 0.05, 0.1, 0.3, 0.6, 0.8, 1.0, 1.4])).tolist() == [0, 0, 1, 2, 3, 4, 4, 4]
    assert len(SHARES) == 6
