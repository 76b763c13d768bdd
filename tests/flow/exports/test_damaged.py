"""Files cut and changed at random: read or refused with a sentence, never anything else."""

import json
import random
from pathlib import Path

import pytest

from minhchung.flow.exports import ExportError, open_export

TURNS = 40


def _damaged(data: bytes, dice: random.Random) -> bytes:
    if dice.random() < 0.2:
        return data[: dice.randrange(len(data))]
    out = bytearray(data)
    for _ in range(dice.choice((1, 3, 20))):
        at, act = dice.randrange(len(out)), dice.random()
        if act < 0.6:
            out[at] = dice.randrange(256)
        elif act < 0.8 and len(out) > 40:
            del out[at : at + dice.randrange(1, 30)]
        else:
            out[at:at] = dice.randbytes(dice.randrange(1, 20))
    return bytes(out)


@pytest.fixture
def sound(workbook, table_file, tmp_path: Path, header, line):
    def make(form: str) -> Path:
        rows = [header, *(line(n) for n in range(1, 20))]
        if form == "xlsx":
            return workbook(rows)
        if form == "csv":
            return table_file(rows)
        path = tmp_path / "sound"
        if form == "json":
            path.write_text(json.dumps([{"MaHoSo": line(n)[1], "NgayTiepNhan": "20261120", "TaiLieuNop": [{}]} for n in range(9)]), "utf-8")
        else:
            event = '<event><string key="concept:name" value="A"/><date key="time:timestamp" value="2026-11-20T08:00:00Z"/></event>'
            path.write_text(f'<log><trace><string key="concept:name" value="1"/>{event * 9}</trace></log>', "utf-8")
        return path

    return make


@pytest.mark.parametrize("form", ["xlsx", "csv", "json", "xes"])
def test_a_damaged_file_is_read_or_refused_and_nothing_else(sound, tmp_path: Path, form: str):
    data, path, dice = sound(form).read_bytes(), tmp_path / "damaged", random.Random(form)  # noqa: S311 - reproducible, no secret
    list(open_export(sound(form)))
    for _ in range(TURNS):
        path.write_bytes(_damaged(data, dice))
        try:
            list(open_export(path))
        except ExportError as error:
            assert str(error).endswith((".", "”"))
