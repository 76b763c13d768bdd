"""The own estimate under QĐ 766, and the published score beside it."""

import json
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.flow.indicators.lakes import lake

from minhchung.flow.indicators import Official, OfficialError, parse_window, rank, read_official, score_766

JUNE = parse_window("2026-06")
AS_OF = datetime(2026, 7, 3, 9)


def made(**cells: Any) -> dict[str, Any]:
    whole = {"status": "finished", "procedure_code": "1.1", "received_at": at(1), "due_at": at(9), "finished_at": at(5)}
    return whole | cells


def at(day: int) -> datetime:
    return datetime(2026, 6, day, 9)


def points(score: Any) -> dict[str, Decimal | None]:
    return {line.indicator.name: line.points for line in score.lines}


def test_an_estimate_is_labelled_as_one_and_counts_only_what_can_be_told() -> None:
    score = score_766(lake([made(), made(finished_at=at(20))]), JUNE, AS_OF)
    assert "không phải điểm chính thức" in score.label
    assert points(score)["766.2.1"] == Decimal("10.00")
    assert points(score)["766.1.1"] is None
    progress = next(group for group in score.groups if group.name == "progress")
    assert (progress.points, progress.told_max, progress.max) == (Decimal("10.00"), Decimal(20), Decimal(20))
    satisfaction = next(group for group in score.groups if group.name == "satisfaction")
    assert (satisfaction.points, satisfaction.told_max, satisfaction.max) == (None, Decimal(0), Decimal(18))
    assert sum(group.max for group in score.groups) == 100
    assert score.told_max < 100


def test_indicators_of_the_province_give_a_commune_no_points() -> None:
    lines = {line.indicator.name: line for line in score_766(lake([made(level="full", channel="online")]), JUNE, AS_OF).lines}
    assert lines["766.3.x"].points is None
    assert lines["766.3.x"].reason == "không chấm ở cấp này"
    province = {
        line.indicator.name: line for line in score_766(lake([made(level="full", channel="online")]), JUNE, AS_OF, "province").lines
    }
    assert province["766.3.x"].points == Decimal("12.00")


def test_the_ratio_of_online_dossiers_is_multiplied_by_the_synchronisation_ratio() -> None:
    dossiers = [made(channel="online", paper_result=False, synced=number == 0) for number in range(2)] + [made(channel="direct"), made()]
    score = score_766(lake(dossiers), JUNE, AS_OF)
    assert points(score)["766.1.4"] == Decimal("1.50")  # 1 of 4
    assert points(score)["766.3.3"] == Decimal("1.50")  # 2 of 4 × 1 of 4, full at 50 %
    without = score_766(lake(dossiers, absent=["synced"]), JUNE, AS_OF)
    line = next(line for line in without.lines if line.indicator.name == "766.3.3")
    assert line.points == Decimal("6.00")
    assert any("chưa nhân vào" in note for note in line.notes)


def test_what_cannot_be_judged_and_what_is_only_inferred_is_said_beside_the_points() -> None:
    lines = {line.indicator.name: line for line in score_766(lake([made(), made(due_at=None)]), JUNE, AS_OF).lines}
    assert (lines["766.2.1"].points, lines["766.2.1"].undetermined) == (Decimal("10.00"), 1)
    assert "1 hồ sơ chưa xác định được: điểm là mức thấp nhất" in lines["766.2.1"].notes
    assert "cách chấm suy ra [C], cần kiểm" in lines["766.3.3"].notes
    assert "cách chấm suy ra [C], cần kiểm" not in lines["766.2.1"].notes


def test_an_empty_lake_gives_no_points_at_all() -> None:
    score = score_766(lake([]), JUNE, AS_OF)
    assert score.points is None
    assert all(line.points is None and line.reason for line in score.lines)


def test_the_published_score_stands_beside_the_estimate_as_it_was_published() -> None:
    published = [
        Official(
            "Vân Khê", "2026-06", "totalOnTime/totalReceived", numerator=Decimal(2348), denominator=Decimal(2971), score=Decimal("15.8")
        ),
        Official("Vân Khê", "2026-06", "progress", score=Decimal("15.8")),
    ]
    score = score_766(lake([made()]), JUNE, AS_OF, official=published)
    line = next(line for line in score.lines if line.indicator.name == "766.2.1")
    assert line.points == Decimal("20.00")
    assert line.official is not None
    assert line.official.score == Decimal("15.8")  # not the 15.81 that the counts would give
    assert next(group.official for group in score.groups if group.name == "progress") == Decimal("15.8")


def test_a_table_of_published_figures_is_read_with_vietnamese_numbers(tmp_path: Path) -> None:
    path = tmp_path / "diem.csv"
    path.write_text(
        "unit;period;code;name;numerator;denominator;ratio;score;max_score\n"
        "Vân Khê;2026-08;totalOnTime/totalReceived;Tiến độ;2.348;2.971;79,03%;15,81;20\n"
        "Vân Khê;2026-08;PUBLISH_ON_TIME;Công bố;0;0;;;6\n",
        "utf-8-sig",
    )
    first, second = read_official(path)
    assert (first.unit, first.numerator, first.denominator) == ("Vân Khê", Decimal(2348), Decimal(2971))
    assert (first.ratio, first.score, first.max_score) == (Decimal("79.03"), Decimal("15.81"), Decimal(20))
    assert (second.score, second.numerator, second.source) == (None, Decimal(0), "diem.csv")


def test_the_answer_of_the_portal_is_read_when_unit_and_period_are_said(tmp_path: Path) -> None:
    metric = {"code": "DOSSIER_SYNC", "name": "Đồng bộ", "numerator": 1328, "denominator": 1328, "ratio": 100, "score": 6.0, "maxScore": 6}
    path = tmp_path / "answer.json"
    path.write_text(json.dumps({"code": "OK", "data": {"overview": {}, "evaluation": [{"metrics": [metric]}]}}), "utf-8")
    (found,) = read_official(path, "Vân Khê", "2026-08")
    assert (found.code, found.score, found.max_score, found.period) == ("DOSSIER_SYNC", Decimal("6.0"), Decimal(6), "2026-08")
    with pytest.raises(OfficialError, match="nói rõ đơn vị và kỳ"):
        read_official(path)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.csv", "unit,period\nA,2026-06\n", "thiếu cột code hoặc score"),
        ("a.csv", "unit,period,code,score\nA,2026-06,X,mười\n", "dòng 2, cột score: “mười” không phải số"),
        ("a.csv", "unit,period,code,score\nA,2026-06,X,NaN\n", "không phải số"),
        ("a.csv", "unit,period,code,score\n,2026-06,X,1\n", "dòng 2: thiếu unit"),
        ("a.json", "{", "không phải JSON"),
        ("a.json", '{"data": null}', "không có chỉ số nào"),
        ("a.json", "[1]", "mục 1"),
        ("a.json", '{"data": {"evaluation": [{"metrics": null}]}}', "không có chỉ số nào"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_line(tmp_path: Path, name: str, text: str, said: str) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    with pytest.raises(OfficialError, match=said):
        read_official(path)


def test_bytes_that_are_no_text_and_a_file_that_is_not_there_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"\xff\xfe\x00")
    for wrong in (path, tmp_path / "b.csv"):
        with pytest.raises(OfficialError, match="UTF-8"):
            read_official(wrong)


def test_ranks_are_shared_by_equal_scores_and_left_out_without_one() -> None:
    scores = {"A": "15.81", "B": "18.09", "C": "15.81", "D": None, "E": "13.45"}
    published = [Official(unit, "2026-08", "x", score=Decimal(score) if score else None) for unit, score in scores.items()]
    assert rank(published, "x", "2026-08") == {"A": 2, "B": 1, "C": 2, "E": 4}
    assert rank(published, "x", "2026-07") == {}
