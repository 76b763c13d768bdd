"""Event logs: XES and tables of events."""

import datetime as dt
import gzip
from pathlib import Path

import pytest

from minhchung.flow.exports import ExportError, open_export

XES = """<?xml version="1.0" encoding="UTF-8"?>
<log xmlns="http://www.xes-standard.org/">{traces}</log>"""


def _event(step: str, when: str, transition: str = "complete", who: str = "An") -> str:
    return (
        f'<event><string key="concept:name" value="{step}"/><string key="lifecycle:transition" value="{transition}"/>'
        f'<string key="org:resource" value="{who}"/><date key="time:timestamp" value="{when}"/></event>'
    )


def _trace(case: str, *events: str) -> str:
    return f'<trace><string key="concept:name" value="{case}"/>{"".join(events)}</trace>'


@pytest.fixture
def xes(tmp_path: Path):
    def write(*traces: str, zipped: bool = False) -> Path:
        data = XES.format(traces="".join(traces)).encode()
        path = tmp_path / "nhat-ky"
        path.write_bytes(gzip.compress(data) if zipped else data)
        return path

    return write


@pytest.mark.parametrize("zipped", [False, True])
def test_a_case_is_a_dossier_and_an_event_a_step(xes, read, zipped: bool):
    got = read(xes(_trace("Vụ 1", _event("Nhận", "2026-11-20T08:00:00+07:00"), _event("Trả", "2026-11-20T08:00:00+07:00")), zipped=zipped))
    assert got.export.profile == "nhat-ky-su-kien"
    assert got.tables["dossiers"].to_pylist() == [{"code": "Vụ 1", "received_at": dt.datetime(2026, 11, 20, 8)}]
    assert [(step["seq"], step["step"], step["officer"]) for step in got.tables["steps"].to_pylist()] == [
        (1, "Nhận", "An"),
        (2, "Trả", "An"),
    ]


def test_a_start_is_joined_with_its_end(xes, read):
    day = "2026-11-20T"
    trace = _trace(
        "1",
        _event("A", day + "08:00:00", "start"), _event("B", day + "08:05:00", "start"), _event("A", day + "08:10:00", "start"),
        _event("A", day + "08:20:00"), _event("A", day + "08:30:00"), _event("C", day + "09:00:00"),
        _event("C", day + "09:00:00", "suspend"),
    )  # fmt: skip
    got = read(xes(trace))
    steps = got.tables["steps"].to_pylist()
    at = [
        (s["step"], s["started_at"] and s["started_at"].strftime("%H:%M"), s["ended_at"] and s["ended_at"].strftime("%H:%M")) for s in steps
    ]
    assert at == [("A", "08:00", "08:20"), ("B", "08:05", None), ("A", "08:10", "08:30"), ("C", None, "09:00")]
    assert got.export.unknown == {"transitions": {"suspend": 1}}


def test_a_table_of_events_is_told_from_a_list_of_dossiers(table_file, read, header, line):
    got = read(
        table_file(
            [["case", "activity", "timestamp", "resource"], ["7", "Nhận", "2026-11-20 08:00", "An"], ["7", "Trả", "2026-11-20 09:00", "An"]]
        )
    )
    assert got.column("step", "steps") == ["Nhận", "Trả"]
    assert got.column("code") == ["7"]
    listed = read(table_file([[*header, "Bước xử lý", "Thời gian"], [*line(1), "Thẩm định", "20/11/2026"]]))
    assert "steps" not in listed.tables


def test_an_event_without_a_moment_is_rejected(table_file, read):
    got = read(
        table_file([["case", "activity", "timestamp"], ["7", "Nhận", "2026-11-20 08:00"], ["7", "Trả", "hôm nay"], ["7", "Gửi", ""]])
    )
    assert got.column("step", "steps") == ["Nhận"]
    assert [(reject.row, reject.column) for reject in got.rejects] == [(3, "timestamp"), (4, "timestamp")]


@pytest.mark.parametrize(
    "text",
    [
        '<?xml version="1.0"?><!DOCTYPE log [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><log>&b;</log>',
        '<?xml version="1.0"?><!DOCTYPE log SYSTEM "http://example.invalid/x.dtd"><log/>',
        "<log><trace></log>",
        "<log>" + "<a>" * 300 + "</a>" * 300 + "</log>",
        "<log></log>",
    ],
)
def test_hostile_broken_or_empty_logs_are_refused(tmp_path: Path, text: str):
    path = tmp_path / "log.xes"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ExportError):
        open_export(path)


def test_a_log_that_unpacks_without_end_is_refused(tmp_path: Path):
    path = tmp_path / "log.xes.gz"
    path.write_bytes(gzip.compress(b"<log>" + b" " * (250 << 20)))
    with pytest.raises(ExportError, match="bất thường"):
        open_export(path)


@pytest.mark.parametrize(
    ("name", "steps", "dossiers", "precision"),
    [("Helpdesk.xes.gz", 21_348, 4_580, "second"), ("roadtraffic100traces.csv", 390, 100, "day"), ("running-example.csv", 42, 6, "minute")],
)
def test_the_public_logs_are_read_whole(shared: Path, read, name: str, steps: int, dossiers: int, precision: str):
    got = read(shared / "data" / "eventlogs" / name)
    assert (got.tables["steps"].num_rows, got.tables["dossiers"].num_rows) == (steps, dossiers)
    assert got.export.precision["ended_at"] == precision
    assert got.rejects == []
