"""What LibreOffice Calc has opened and saved again is read as it was: our own workbook, and an annex of another make."""

import shutil
import subprocess
from collections.abc import Callable

import pytest

from minhchung.scoring.exchange import read_workbook, write_workbook
from minhchung.scoring.exchange.foreign import read_annex
from minhchung.scoring.loading import packaged
from minhchung.scoring.packs import Pack
from tests.scoring.exchange.annexes import Annex
from tests.scoring.exchange.packs import every_shape
from tests.scoring.exchange.test_annexes import BUILDERS

Resave = Callable[[str, bytes], bytes]


@pytest.fixture(scope="module")
def resaved(tmp_path_factory: pytest.TempPathFactory) -> Resave:
    """Opens a workbook with Calc and saves it as XLSX; the test says so where there is no Calc."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice (soffice) is not installed: workbooks saved by it were not tried (apt-get install libreoffice-calc)")
    folder = tmp_path_factory.mktemp("calc")
    command = [soffice, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out")]

    def resave(name: str, data: bytes) -> bytes:
        (folder / name).write_bytes(data)
        subprocess.run([*command, str(folder / name)], check=True, capture_output=True, timeout=180)
        saved = folder / "out" / name
        if not saved.exists():
            pytest.skip("this LibreOffice opens no spreadsheet: workbooks saved by Calc were not tried (apt-get install libreoffice-calc)")
        return saved.read_bytes()

    return resave


@pytest.mark.parametrize("pack", [every_shape(), packaged("mau-xa-2026")], ids=lambda pack: pack.id)
def test_our_workbook_comes_back_without_a_difference(pack: Pack, resaved: Resave) -> None:
    written = write_workbook(pack)
    saved = resaved(f"{pack.id}.xlsx", written)
    assert saved != written, "Calc wrote the file anew"
    draft = read_workbook(saved, "bo-tieu-chi.xlsx")
    assert draft.problems == ()
    assert draft.pack() == pack


@pytest.mark.parametrize("build", [build for build in BUILDERS if build.__name__.endswith("_excel")], ids=lambda build: build.__name__)
def test_an_annex_is_read_as_before(build: Callable[[], Annex], resaved: Resave) -> None:
    annex = build()
    saved = resaved(annex.name, annex.data)
    assert saved != annex.data
    assert read_annex(saved, annex.name, 2026) == read_annex(annex.data, annex.name, 2026)
