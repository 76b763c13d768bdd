"""Lakes that lack a column still give figures."""

from datetime import datetime

import pyarrow as pa

from minhchung.flow.columns import schema
from minhchung.flow.indicators import compute, indicator, of_arrow, parse_window


def test_requests_for_supplements_of_which_none_was_answered_need_no_column_for_answers() -> None:
    received, asked = datetime(2026, 10, 5, 8), datetime(2026, 10, 6, 8)
    rows = [{"code": "A", "status": "supplement", "received_at": received, "finished_at": None, "due_at": datetime(2026, 10, 8, 17)}]
    dossiers = pa.Table.from_pylist(rows, schema=schema("dossiers", tuple(rows[0])))
    supplements = pa.Table.from_pylist(
        [{"code": "A", "seq": 1, "asked_at": asked}], schema=schema("supplements", ("code", "seq", "asked_at"))
    )
    window = parse_window("2026-10")
    item = indicator("awaiting-supplement", window.last)
    told = compute(of_arrow(dossiers, supplements=supplements), [item], window, datetime(2026, 10, 31)).to_pylist()[0]
    assert told["numerator"] == 1
