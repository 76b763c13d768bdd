"""What a folder that appears has on the disk: every file that nothing has flushed before, and no other is waited for."""

import os
import shutil
from pathlib import Path

import pytest

from minhchung.flow import folders
from minhchung.flow.folders import appearing


def test_a_file_taken_over_by_a_link_is_not_flushed_again_and_a_copy_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with appearing(tmp_path / "older") as hidden:
        (hidden / "linked").write_text("a")
        (hidden / "copied").write_text("b")
    flushed, flush = set[str](), folders._flush

    def noted(path: Path) -> None:
        flushed.add(path.name)
        flush(path)

    monkeypatch.setattr(folders, "_flush", noted)
    with appearing(tmp_path / "newer") as hidden:
        os.link(tmp_path / "older" / "linked", hidden / "linked")
        shutil.copyfile(tmp_path / "older" / "copied", hidden / "copied")
        (hidden / "new").write_text("c")
    assert {"copied", "new", hidden.name, tmp_path.name} == flushed
    assert {path.name for path in (tmp_path / "newer").iterdir()} == {"linked", "copied", "new"}
