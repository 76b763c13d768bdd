"""The work of `minhchung dossiers sample`: exports of the fictional ward as files, with the list of what was planted."""

import csv
import json
from collections import Counter
from dataclasses import asdict
from datetime import date
from pathlib import Path

from minhchung.flow.sample import ANOMALIES, CLEAN, Drift, Sample, generate
from minhchung.flow.sample.messages import write_messages
from minhchung.flow.sample.sheets import write_csv, write_xlsx
from minhchung.worktime import vietnam
from minhchung.worktime.columns import SlotTable

PLANTED, SLIPS = "da-gai.json", "phieu-kiem-soat.csv"


def write_sample(out: Path, *, seed: int, dossiers: int, start: date, end: date, clean: bool, drift: date | None) -> list[str]:
    """Writes a workbook and the sync messages of every export, a CSV of the last one, what was planted, the control slips.

    Every name says the time of the export, so that it can be imported as it is. Returns what to tell. Raises ValueError, OSError.
    """
    made = generate(
        seed,
        dossiers=dossiers,
        start=start,
        end=end,
        working=SlotTable(vietnam()),
        anomalies=CLEAN if clean else ANOMALIES,
        drift=Drift(drift) if drift else None,
    )
    out.mkdir(parents=True, exist_ok=True)
    lines = []
    for shown in made.exports:
        stamp = f"{shown.as_of:%Y%m%dT%H%M}"
        write_xlsx(shown, out / f"ho-so-{stamp}.xlsx")
        write_messages(shown, out / f"dong-bo-{stamp}.json")
        lines.append(f"ho-so-{stamp}.xlsx, dong-bo-{stamp}.json: {shown.tables['dossiers'].num_rows} hồ sơ")
    last = f"ho-so-{made.exports[-1].as_of:%Y%m%dT%H%M}.csv"
    write_csv(made.exports[-1], out / last)
    _write_planted(made, out / PLANTED)
    _write_slips(made, out / SLIPS)
    counts = Counter(item.kind for item in made.planted)
    told = ", ".join(f"{kind} {number}" for kind, number in sorted(counts.items())) or "không gài gì"
    return [*lines, f"{last}: bản CSV của lần xuất cuối", f"{PLANTED}: {told}; {len(made.causes)} hồ sơ quá hạn có nguyên nhân", SLIPS]


def _write_planted(made: Sample, path: Path) -> None:
    said = {"seed": made.seed, "planted": [asdict(item) for item in made.planted], "causes": dict(made.causes)}
    path.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _write_slips(made: Sample, path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Mã hồ sơ", "Thứ tự", "Đơn vị", "Cán bộ", "Giao lúc"])
        writer.writerows([*row.values()] for row in made.slips.to_pylist())
