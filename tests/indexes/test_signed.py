"""The signed declaration compared with what was locked: the same, changed, without words, no declaration at all."""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from minhchung.apps.files import vault
from minhchung.apps.files.jobs import read_waiting
from minhchung.apps.files.receiving import receive
from minhchung.apps.indexes import actions
from minhchung.apps.indexes.rounds.declaring import content_of
from minhchung.apps.indexes.rounds.models import Round
from minhchung.apps.indexes.rounds.sheets import declaration
from minhchung.apps.indexes.rounds.signed import SignedCopy, signed_copy
from minhchung.apps.indexes.rounds.table import Table, table_of
from minhchung.apps.indexes.rules.signed import NOT_THERE, Difference, declared_in, differences
from minhchung.apps.organisations.models import Person
from minhchung.letters.tables import TablePaper, docx_of
from tests.indexes.test_round_locks import blank_pdf
from tests.personas import NOW

HEAD = ["Mã", "Tiêu chí", "Điểm tối đa", "Điểm tự chấm"]
LOCKED = {"1.1": ("Kế hoạch", Decimal("1.75")), "1.2": ("Đối thoại", Decimal("0.75")), "2.2": ("Hài lòng", None)}
ROWS = [["1", "Chỉ đạo", "5,00", "2,50"], ["1.1", "Kế hoạch", "2,00", "1,75"], ["1.2", "Đối thoại", "1,00", "0,75"],
        ["2.2", "Hài lòng", "2,00", ""], ["", "Tổng cộng", "10,00", "2,50"]]  # fmt: skip


def compared(*tables: list[list[str]]) -> list[Difference]:
    declared = declared_in(tables)
    assert declared is not None
    return differences(declared, LOCKED, Decimal("2.50"), headings={"1"})


def changed(at: int, cell: str) -> list[list[str]]:
    rows = [list(row) for row in ROWS]
    rows[at][3] = cell
    return [HEAD, *rows]


def test_a_declaration_that_says_the_same_has_no_difference() -> None:
    assert compared([HEAD, *ROWS]) == []
    assert compared([HEAD, *ROWS[:2]], [HEAD, *ROWS[2:]]) == []  # cut by a page, its head repeated
    assert compared([HEAD, *ROWS[:2]], ROWS[2:]) == []


@pytest.mark.parametrize(
    ("at", "cell", "found"),
    [
        (1, "2,00", ("1.1", "Kế hoạch", Decimal("1.75"), "2,00")),
        (1, "1.75", None),
        (1, "1,750", None),
        (1, "1,75 điểm", None),
        (1, "1,75 (đã sửa)", ("1.1", "Kế hoạch", Decimal("1.75"), "1,75 (đã sửa)")),
        (1, "", ("1.1", "Kế hoạch", Decimal("1.75"), "để trống")),
        (3, "0,00", ("2.2", "Hài lòng", None, "0,00")),
        (4, "3,00", ("", "Tổng cộng", Decimal("2.50"), "3,00")),
        (0, "9,99", None),
    ],
)
def test_a_difference_is_told_word_for_word(at: int, cell: str, found: tuple[str, str, Decimal | None, str] | None) -> None:
    assert compared(changed(at, cell)) == ([Difference(*found)] if found else [])


def test_a_row_that_lacks_stands_twice_or_is_strange_is_named() -> None:
    twice = [HEAD, *ROWS[:2], ["1.1", "Kế hoạch", "2,00", "1,50"], ["9.9", "Lạ", "1,00", "1,00"], *ROWS[3:]]
    assert [(each.code, each.signed) for each in compared(twice)] == [("1.1", "1,75 và 1,50"), ("1.2", NOT_THERE), ("9.9", "1,00")]


def test_tables_that_are_no_declaration_are_none() -> None:
    assert declared_in([[["Mã", "Tên"], ["1.1", "Kế hoạch"]]]) is None
    assert declared_in([]) is None


@pytest.fixture
def as_pdf(tmp_path: Path) -> Callable[[bytes], bytes]:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice (soffice) is not installed: a declaration saved as PDF was not compared")

    def convert(docx: bytes) -> bytes:
        (tmp_path / "ban.docx").write_bytes(docx)
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = [soffice, "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "ban.docx")]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return (tmp_path / "ban.pdf").read_bytes()

    return convert


def table(declared: Round) -> Table:
    found = Round.objects.select_related("index__commune", "index__pack", "signed").get(pk=declared.pk)
    return table_of(found, content_of(found, date(2026, 11, 20)), found.state)


def after_signing(declared: Round, pdf: bytes) -> SignedCopy:
    actions.sign_round(round=declared, upload=receive(ContentFile(pdf, name="ky.pdf")), actor=None, at=NOW)
    found = signed_copy(table(declared))
    assert found is not None
    return found


def tampered(paper: TablePaper) -> TablePaper:
    """Leaf 1.3 has more points than locked, leaf 1.2 is gone, the total is another."""
    lines = []
    for line in paper.lines:
        cells = list(line.cells)
        if cells[0] == "1.3" or cells[1] == "Tổng cộng":
            cells[7] = Decimal("2.00")
        if cells[0] != "1.2":
            lines.append(replace(line, cells=cells))
    return replace(paper, lines=lines)


@pytest.mark.django_db
def test_the_declaration_signed_as_it_was_locked_agrees(declared: Round, as_pdf: Callable[[bytes], bytes]) -> None:
    lock = declared.locks.get()
    with vault.opened(lock.paper.blob_id) as paper:
        found = after_signing(declared, as_pdf(paper.read()))
    assert (found.unread, found.differences, found.leaves) == ("", [], 5)


@pytest.mark.django_db
def test_a_changed_declaration_is_shown_leaf_by_leaf_and_not_refused(
    declared: Round, as_pdf: Callable[[bytes], bytes], standing: Person, client: Client
) -> None:
    pdf = as_pdf(docx_of(tampered(declaration(table(declared), at=NOW)), at=NOW))
    client.force_login(standing, backend="django.contrib.auth.backends.ModelBackend")
    upload = SimpleUploadedFile("ky.pdf", pdf, content_type="application/pdf")
    page = client.post(f"/bo-chi-so/dot-cham/{declared.pk}/ban-ky/", {"files": upload}, follow=True).content.decode()
    found = signed_copy(table(declared))
    assert found is not None
    assert [(each.code, each.locked, each.signed) for each in found.differences] == [
        ("1.2", Decimal("0.75"), NOT_THERE),
        ("1.3", Decimal("1.25"), "2,00"),
        ("", Decimal("6.50"), "2,00"),
    ]
    assert "Bản ký khác bản đã khóa ở 3 chỗ" in page
    assert "Bản ký khác điểm của đợt chấm ở 3 chỗ" in page
    assert "Đã gắn bản tự chấm đã ký" in page


@pytest.mark.django_db
def test_a_scan_says_that_no_words_could_be_read(declared: Round) -> None:
    assert "Đang đọc chữ" in after_signing(declared, blank_pdf()).unread
    read_waiting(NOW)
    found = signed_copy(table(declared))
    assert found is not None
    assert "Không đọc được chữ" in found.unread
    assert found.differences == ()


@pytest.mark.django_db
def test_another_paper_signed_by_mistake_is_no_declaration(declared: Round, as_pdf: Callable[[bytes], bytes]) -> None:
    paper = declaration(table(declared), at=NOW)
    other = replace(paper, columns=[replace(column, title=f"Cột {at}") for at, column in enumerate(paper.columns)])
    assert "Không thấy bảng tự chấm" in after_signing(declared, as_pdf(docx_of(other, at=NOW))).unread


@pytest.mark.django_db
def test_without_a_signed_copy_nothing_is_compared(declared: Round) -> None:
    assert signed_copy(table(declared)) is None
