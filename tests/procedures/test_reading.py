"""What sources say is read for certain, or kept with its words and the cause: a table of cases, and the real pages where they are there."""

import io
import tarfile
import tomllib
from pathlib import Path

import pytest

from minhchung.apps.procedures.archives import records_of
from minhchung.apps.procedures.rules.basis import HEAD as BASIS
from minhchung.apps.procedures.rules.basis import basis_of
from minhchung.apps.procedures.rules.columns import find_columns, read_rows
from minhchung.apps.procedures.rules.content import Content
from minhchung.apps.procedures.rules.crawled import NotAProcedureError, read_crawled
from minhchung.apps.procedures.rules.decisions import read_decision
from minhchung.apps.procedures.rules.fees import fee_of
from minhchung.apps.procedures.rules.limits import limit_of
from minhchung.apps.procedures.rules.papers import papers_of
from minhchung.apps.procedures.rules.sheets import of_pasted, of_workbook
from minhchung.apps.procedures.rules.ways import HEAD as WAYS
from minhchung.apps.procedures.rules.ways import ways_of
from tests.procedures.conftest import TABLES, page

HERE = Path(__file__).parent
CASES = tomllib.loads((HERE / "reading.toml").read_text("utf-8"))
REAL = HERE.parents[2] / "shared" / "data" / "tthc"
needs_real_pages = pytest.mark.skipif(not REAL.exists(), reason="the real pages are not on this machine")


def of(kind: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", CASES[kind], ids=lambda case: case["name"])


def holds(doubt: str, case: dict[str, str]) -> bool:
    wanted = case.get("doubt", "")
    return wanted in doubt if wanted else doubt == ""


@of("limit")
def test_a_limit_is_read_with_its_unit_or_keeps_its_words(case):
    found = limit_of(case["text"])
    assert ("" if found.value is None else str(found.value)) == case.get("value", "")
    assert (found.unit, found.raw) == (case.get("unit", ""), case["text"])
    assert holds(found.doubt, case), found.doubt


@of("fee")
def test_a_fee_is_an_amount_or_keeps_its_words(case):
    found = fee_of(case["text"])
    assert found.amount == case.get("amount")
    assert holds(found.doubt, case), found.doubt


def said(doubts: list[str], case: dict[str, list[str]]) -> None:
    assert len(doubts) == len(case["doubts"]), doubts
    assert all(words in doubt for doubt, words in zip(doubts, case["doubts"], strict=True)), doubts


@of("ways")
def test_the_ways_of_a_page_are_parted_where_its_cells_end(case):
    found, left = ways_of(WAYS + case["text"])
    value = ["" if way.limit.value is None else str(way.limit.value) for way in found]
    rows = [f"{way.kind}|{number}|{way.limit.unit}||{way.fee.amount}|" for way, number in zip(found, value, strict=True)]
    assert (rows, left) == (case["rows"], "")
    said([doubt for way in found for doubt in (way.limit.doubt, way.fee.doubt) if doubt], case)


@of("papers")
def test_the_papers_of_a_page_are_parted_at_their_counts(case):
    found, left = papers_of(case["text"])
    assert ([f"{each.name}|{each.originals}|{each.copies}|{each.case}" for each in found], left) == (case["rows"], "")
    said([each.doubt for each in found if each.doubt], case)


@of("basis")
def test_the_legal_basis_of_a_page_is_parted_at_whole_numbers(case):
    found, left = basis_of(BASIS + case["text"])
    assert ([f"{each.title}|{each.symbol}" for each in found], left) == (case["rows"], "")
    said([each.doubt for each in found if each.doubt], case)


@pytest.mark.parametrize("read", [ways_of, papers_of, basis_of])
def test_a_table_that_is_none_is_left_whole_for_a_person(read):
    assert read("Nộp tại trụ sở, thời gian tùy hồ sơ") == ((), "Nộp tại trụ sở, thời gian tùy hồ sơ")
    assert read("Không có thông tin") == ((), "")


def test_a_page_without_code_or_name_is_no_procedure():
    with pytest.raises(NotAProcedureError, match="mã"):
        read_crawled(page("24/2024", "Khai sinh"))
    with pytest.raises(NotAProcedureError, match="tên"):
        read_crawled(page("1.001193", ""))


def test_what_could_not_be_split_is_said_again_by_a_person_and_is_then_split():
    crawled = read_crawled(page("1.001193", "Khai sinh", cach_thuc_thuc_hien="Nộp tại trụ sở")).content
    assert [doubt.field for doubt in crawled.doubts()] == ["ways"]
    mended = Content.of({"ways": [{"kind": "direct"}]}).over(crawled)
    assert (mended.unsplit, mended.doubts()) == (None, [])


def test_a_list_below_a_banner_is_read_with_one_agency_a_line():
    rows = of_pasted(
        "DANH SÁCH THỦ TỤC\n\nMã số\tTên\tCơ quan thực hiện\tLĩnh vực\n1.001193.H24\tĐăng ký khai sinh\tUBND xã\tHộ tịch\n\tKhông mã\tX\tY"
    )
    head = find_columns(rows)
    assert head is not None
    listed = read_rows(rows[head[0] + 1 :], head[1])
    assert [(each.code.national, each.code.local, each.content.field) for each in listed.rows] == [("1.001193", "H24", "Hộ tịch")]
    assert [each.why for each in listed.unread] == ["Không có mã thủ tục đọc được (như 1.001193)."]


def test_the_tables_of_a_decision_say_what_they_do_to_each_procedure():
    found = read_decision(TABLES)
    assert [(each.read.code.national, each.kind) for each in found.lines] == [
        ("1.009991", "new"),
        ("1.000894", "amended"),
        ("1.004884", "abolished"),
    ]
    assert found.lines[0].read.content.field == "Hộ tịch"


def test_a_table_that_does_not_say_what_it_does_proposes_nothing():
    assert [each.kind for each in read_decision("Danh mục thủ tục\n| Mã TTHC | Tên TTHC |\n| 1.001193 | Khai sinh |").lines] == [None]


@needs_real_pages
def test_the_real_pages_are_read_with_every_uncertain_part_shown():
    contents = [read_crawled(record).content for record in real_pages()]
    assert len(contents) == 90
    assert [content.unsplit for content in contents if content.unsplit] == []
    bare = [way for content in contents for way in content.ways or () if way.limit.value is not None and not way.limit.unit]
    assert bare and all(way.limit.doubt for way in bare)
    unknown = [way for content in contents for way in content.ways or () if way.limit.value is None or way.fee.amount is None]
    assert all(way.limit.doubt or way.fee.doubt for way in unknown)
    assert all(each.doubt for content in contents for each in content.basis or () if not each.symbol)


@needs_real_pages
@pytest.mark.parametrize(("name", "number"), [("BoCongAn", 339), ("BoTuPhap", 271)])
def test_the_real_lists_are_read_below_their_banner(name, number):
    (rows,) = of_workbook((REAL / f"danh-sach-tthc-{name}.xlsx").read_bytes())
    head = find_columns(rows)
    assert head is not None
    listed = read_rows(rows[head[0] + 1 :], head[1])
    assert (len(listed.rows), listed.unread) == (number, ())
    assert any("; " in (each.content.agency or "") for each in listed.rows)


def real_pages():
    with tarfile.open(fileobj=io.BytesIO((REAL / "procedures_sample_90.tar.gz").read_bytes())) as archive:
        for each in archive:
            body = archive.extractfile(each) if each.name.endswith(".json") else None
            if body is not None:
                yield from records_of(body.read(), each.name)
