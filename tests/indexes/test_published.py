"""Scores the city published: pasted or from a workbook, ranked in all and by field, and the place the ward aims at."""

import io
from datetime import datetime
from decimal import Decimal

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.clock import ZONE
from minhchung.apps.indexes import actions
from minhchung.apps.indexes.models import PublishedScore
from minhchung.apps.indexes.published import Ranking, rankings
from minhchung.apps.indexes.published_table import NO_TOTAL, typed
from minhchung.apps.organisations.models import Commune, Person

NOON = datetime(2026, 11, 20, 12, tzinfo=ZONE)
TABLE = "TT\tĐơn vị\tĐiểm\n1\tPhường An Khê\t95,80\n2\tPhường Vân Khê\t91,25\n3\tPhường Hải Sơn\t91.25\n\n4;Phường Trại Mới;76,26"
HEAD = ["TT", "Tên đơn vị", "Chỉ đạo, điều hành", "Thủ tục hành chính", "Tổng điểm", "Xếp hạng"]
FIELDS = [
    ["1", "Phường An Khê", "11,50", "25,00", "95,80", "1"],
    ["2", "Phường Hải Sơn", "10,00", "24,00", "92,00", "2"],
    ["3", "Phường Vân Khê", "11,75", "20,50", "91,25", "3"],
    ["4", "Phường Trại Mới", "9,00", "18,00", "76,26", "4"],
]


def pasted(*rows: list[str]) -> str:
    return "\n".join("\t".join(row) for row in rows)


def take(ward: Commune, table: str, group: str = "", source: str = "Báo") -> int:
    return actions.take_published(commune=ward, year=2025, group=group, scores=typed(table), source=source, actor=None, at=NOON)


def test_a_pasted_table_is_read_with_its_head_numbers_and_both_decimal_signs() -> None:
    assert [(line.name, line.points) for line in typed(TABLE)] == [
        ("Phường An Khê", Decimal("95.80")),
        ("Phường Vân Khê", Decimal("91.25")),
        ("Phường Hải Sơn", Decimal("91.25")),
        ("Phường Trại Mới", Decimal("76.26")),
    ]


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("95,80", "thiếu tên đơn vị"),
        ("Phường A\tchín mươi", "“chín mươi” không phải số điểm"),
        ("Phường A\t950", "“950” không phải số điểm"),
        ("Phường A\t-1", "“-1” không phải số điểm"),
        ("Phường A\tNaN", "“NaN” không phải số điểm"),
    ],
)
def test_a_line_that_cannot_be_read_says_why(line: str, wrong: str) -> None:
    assert typed(f"Phường Z\t80\n{line}")[1].wrong == wrong


def test_a_unit_named_twice_is_taken_once() -> None:
    assert [line.wrong for line in typed("Phường A\t80\nphuong a\t81")] == ["", "đơn vị ghi hai lần"]


def test_the_head_says_which_columns_are_fields() -> None:
    first = typed(pasted(HEAD, FIELDS[0]))[0]
    assert (first.name, first.points) == ("Phường An Khê", Decimal("95.80"))
    assert first.fields == (("Chỉ đạo, điều hành", Decimal("11.50")), ("Thủ tục hành chính", Decimal("25.00")))


def test_a_head_of_two_rows_a_title_and_counted_columns_are_read_through() -> None:
    head = [
        ["KẾT QUẢ CHỈ SỐ CCHC NĂM 2025"],
        ["STT", "Đơn vị", "Điểm theo lĩnh vực", "", "Tổng điểm", "Hạng"],
        ["", "", '"Chỉ đạo,\nđiều hành"', "TTHC", "", ""],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
    ]
    lines = typed(pasted(*head, FIELDS[0], FIELDS[1]))
    assert [line.wrong for line in lines] == ["", ""]
    assert lines[0].fields == (("Chỉ đạo, điều hành", Decimal("11.50")), ("TTHC", Decimal("25.00")))
    assert lines[0].points == Decimal("95.80")


def test_fields_without_a_total_are_not_added_up_for_the_city() -> None:
    lines = typed(pasted(["Đơn vị", "Chỉ đạo", "TTHC"], ["Phường A", "11", "20"]))
    assert [line.wrong for line in lines] == [NO_TOTAL]


def test_an_empty_field_is_unknown_and_a_wrong_one_names_its_column() -> None:
    lines = typed(pasted(HEAD, ["1", "Phường A", "", "24", "80", "1"], ["2", "Phường B", "mười", "24", "79", "2"], FIELDS[0]))
    assert lines[0].fields == (("Thủ tục hành chính", Decimal(24)),)
    assert lines[1].wrong == "cột “Chỉ đạo, điều hành”: “mười” không phải số điểm"


@pytest.mark.django_db
def test_equal_points_share_a_place_and_the_place_aimed_at_has_its_points(ward: Commune) -> None:
    take(ward, TABLE, group="phường")
    (found,) = rankings(ward, target=2)
    ranked = found.ranked
    assert [(row.place, row.own) for row in ranked.rows] == [(1, False), (2, False), (2, True), (4, False)]
    assert (ranked.aimed, ranked.mean, ranked.middle) == (Decimal("91.25"), Decimal("88.64"), Decimal("91.25"))
    assert ranked.bins == [("95–100", 1), ("90–95", 2), ("85–90", 0), ("80–85", 0), ("75–80", 1)]
    assert (found.city, found.fields, found.furthest) == (None, [], None)
    assert rankings(ward, target=9)[0].ranked.aimed is None


@pytest.mark.django_db
def test_the_ward_has_its_place_in_each_field_and_knows_where_it_is_furthest_from_its_aim(ward: Commune) -> None:
    take(ward, pasted(HEAD, *FIELDS), group="phường")
    (found,) = rankings(ward, target=2)
    leading, procedures = found.fields
    assert leading.group.own is not None
    assert procedures.group.own is not None
    assert (leading.group.own.place, leading.group.gap) == (1, Decimal(0))
    assert (procedures.group.own.place, procedures.group.aimed, procedures.group.gap) == (3, Decimal("24.00"), Decimal("3.50"))
    assert found.furthest == procedures
    assert (procedures.group.lowest, procedures.group.highest) == (Decimal("18.00"), Decimal("25.00"))
    assert procedures.group.ticks == [("100.00", False), ("85.71", False), ("0.00", False), ("35.71", True)]


def ranked_in_groups(ward: Commune) -> list[Ranking]:
    take(ward, pasted(HEAD, *FIELDS), group="phường")
    take(ward, pasted(HEAD, ["1", "Xã Đông Hà", "12", "26", "97", "1"], ["2", "Xã Tây Hà", "8", "15", "70", "2"]), group="xã, đặc khu")
    return rankings(ward, target=2, group="phường")


@pytest.mark.django_db
def test_the_place_in_the_group_stands_beside_that_in_the_whole_city(ward: Commune) -> None:
    first, second = ranked_in_groups(ward)
    assert (first.group, second.group) == ("phường", "xã, đặc khu")
    assert first.ranked.own is not None
    assert first.city is not None
    assert first.city.own is not None
    assert (first.ranked.own.place, first.ranked.total) == (3, 4)
    assert (first.city.own.place, first.city.total) == (4, 6)
    procedures = first.fields[1]
    assert procedures.city is not None
    assert procedures.city.own is not None
    assert (procedures.city.own.place, procedures.city.total) == (4, 6)


@pytest.mark.django_db
def test_a_column_of_groups_parts_one_table_into_its_groups(ward: Commune) -> None:
    rows = [["Đơn vị", "Nhóm", "Tổng điểm"], ["Phường Vân Khê", "phường", "91"], ["Xã Đông Hà", "xã", "97"], ["Phường A", "phường", "80"]]
    assert take(ward, pasted(*rows)) == 3
    assert [(each.group, each.ranked.total) for each in rankings(ward, target=None)] == [("phường", 2), ("xã", 1)]


@pytest.mark.django_db
def test_a_commune_listed_for_the_city_and_for_its_group_counts_once(ward: Commune) -> None:
    take(ward, "Phường Vân Khê\t91\nXã Đông Hà\t97")
    take(ward, "Phường Vân Khê\t91", group="phường")
    cities = [each.city.total for each in rankings(ward, target=None) if each.city]
    assert cities == [2, 2]


@pytest.mark.django_db
def test_what_is_published_anew_replaces_its_group_only(ward: Commune) -> None:
    ranked_in_groups(ward)
    take(ward, pasted(HEAD, FIELDS[2]), group="phường")
    assert sorted(PublishedScore.objects.values_list("name", flat=True)) == ["Phường Vân Khê", "Xã Tây Hà", "Xã Đông Hà"]


@pytest.mark.django_db
def test_a_table_without_a_source_or_a_good_line_is_refused(ward: Commune) -> None:
    with pytest.raises(Refused, match="Chưa ghi nguồn"):
        take(ward, TABLE, source=" ")
    with pytest.raises(Refused, match="Chưa có dòng điểm nào"):
        take(ward, "Phường A\tchưa có")


@pytest.fixture
def signed_in(standing: Person, client: Client) -> Client:
    client.force_login(standing, backend="django.contrib.auth.backends.ModelBackend")
    return client


GIVEN = {"year": "2025", "group": "phường", "source": "Quyết định 1/QĐ-UBND"}


@pytest.mark.django_db
def test_the_good_lines_are_taken_and_the_others_named(signed_in: Client) -> None:
    page = signed_in.post("/bo-chi-so/cong-bo/", GIVEN | {"table": "Phường A\t80,5\nPhường B\tchưa có"}, follow=True).content.decode()
    assert "Đã nhận điểm của 1 đơn vị" in page
    assert "Dòng 2 không nhận" in page
    assert PublishedScore.objects.get().points == Decimal("80.50")


def workbook(*rows: list[str]) -> SimpleUploadedFile:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.add_worksheet("Ghi chú").write(0, 0, "Bảng kèm theo quyết định")
        sheet = book.add_worksheet("Phường")
        sheet.merge_range(0, 0, 0, 5, "KẾT QUẢ NĂM 2025")
        for at, row in enumerate(rows, 1):
            for place, cell in enumerate(row):
                try:
                    sheet.write_number(at, place, float(cell.replace(",", ".")))
                except ValueError:
                    sheet.write_string(at, place, cell)
    return SimpleUploadedFile("bang-diem.xlsx", target.getvalue())


@pytest.mark.django_db
def test_a_workbook_is_taken_as_the_pasted_table_is(signed_in: Client, ward: Commune) -> None:
    page = signed_in.post("/bo-chi-so/cong-bo/", GIVEN | {"workbook": workbook(HEAD, *FIELDS)}, follow=True).content.decode()
    assert "Đã nhận điểm của 4 đơn vị" in page
    assert PublishedScore.objects.get(name="Phường Vân Khê").fields == [["Chỉ đạo, điều hành", "11.75"], ["Thủ tục hành chính", "20.5"]]
    assert "Thủ tục hành chính" in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "Chưa có bảng điểm"),
        ({"workbook": SimpleUploadedFile("a.xlsx", b"khong phai excel")}, "không mở được như tệp Excel"),
        ({"table": "Đơn vị\tChỉ đạo\tTTHC\nPhường A\t1\t2"}, "Không thấy cột tổng điểm"),
    ],
)
def test_a_table_that_cannot_be_taken_says_why_at_its_place(signed_in: Client, given: dict[str, object], words: str) -> None:
    answer = signed_in.post("/bo-chi-so/cong-bo/", GIVEN | given)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not PublishedScore.objects.exists()
