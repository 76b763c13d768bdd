"""The reader against annotated documents: the project's own, and the shared ones when they lie beside the checkout.

The yardstick is the scorer that comes with the shared annotations; without it this module cannot measure and says so.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from minhchung.reading import read_text, to_json

OWN = Path(__file__).parent / "documents"
# measure -> (key, least value)
GOALS = {"tasks": ("f1", 0.97), "units": ("f1", 0.95), "references": ("f1", 0.98), "header": ("f1", 0.95)}
DEADLINES = {"precision": 1.0, "recall": 0.97}


def _score(shared: Path, gold: Path, texts: Path, out: Path) -> dict[str, Any]:
    for text in texts.glob("*.txt"):
        reading = to_json(read_text(text.read_text("utf-8")))
        (out / f"{text.stem}.json").write_text(json.dumps(reading, ensure_ascii=False), "utf-8")
    scorer = shared / "tools" / "score_reading.py"
    done = subprocess.run(
        [sys.executable, str(scorer), str(gold), str(texts), str(out), "--json"], capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def _assert_goals(score: dict[str, Any]) -> None:
    total = score["total"]
    print(json.dumps(total, indent=1))
    short = {m: total[m] for m, (key, least) in GOALS.items() if total[m][key] < least}
    short |= {f"deadlines {k}": total["deadlines"] for k, least in DEADLINES.items() if total["deadlines"][k] < least}
    assert not short


def test_the_shared_documents_are_read_to_the_goals(shared: Path, tmp_path: Path):
    _assert_goals(_score(shared, shared / "readings" / "gold", shared / "readings" / "texts", tmp_path))


def test_our_own_documents_are_read_to_the_goals(shared: Path, tmp_path: Path):
    _assert_goals(_score(shared, OWN, OWN, tmp_path))


@pytest.mark.parametrize("name", sorted(p.stem for p in OWN.glob("*.txt")))
def test_each_own_document_gives_as_many_firm_assignments_as_annotated(name: str):
    gold = json.loads((OWN / f"{name}.json").read_text("utf-8"))
    firm = sum(not t.get("optional") for t in gold["tasks"])
    optional = len(gold["tasks"]) - firm
    found = len(read_text((OWN / f"{name}.txt").read_text("utf-8")).assignments)
    assert firm <= found <= firm + optional


@pytest.mark.parametrize("name", ["gm_so_ket", "bc_ket_qua"])
def test_invitations_and_reports_of_the_past_assign_nothing(name: str):
    assert read_text((OWN / f"{name}.txt").read_text("utf-8")).assignments == ()


def test_there_are_own_documents_of_many_kinds():
    kinds = {json.loads(p.read_text("utf-8"))["doc"]["type"] for p in OWN.glob("*.json")}
    assert len(list(OWN.glob("*.txt"))) >= 8
    assert {"thong-bao", "cong-van", "ke-hoach", "chi-thi", "quyet-dinh", "khac", "bien-ban", "giay-moi", "bao-cao"} <= kinds
