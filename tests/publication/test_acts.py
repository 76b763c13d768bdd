"""From what a channel showed to the differences, their mending, and what was asked to be posted."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from python_calamine import CalamineWorkbook

from minhchung.apps.documents.models import Document
from minhchung.apps.files.receiving import receive
from minhchung.apps.findings.models import Finding
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.figures import FIGURES, Scope, Window
from minhchung.apps.ground.problems import problems
from minhchung.apps.organisations.models import Commune, Person
from minhchung.apps.procedures import actions as procedures
from minhchung.apps.procedures.decided import decided
from minhchung.apps.procedures.models import Source
from minhchung.apps.publication import actions
from minhchung.apps.publication.models import Channel, Posting, Snapshot
from minhchung.apps.publication.queries.copies import gathered
from minhchung.apps.publication.queries.differences import differences, grid
from minhchung.apps.publication.queries.requests import announced, by_unit, rows_of
from minhchung.apps.publication.reading import as_stored
from minhchung.apps.publication.sheets import workbook
from minhchung.apps.reviews.running import review
from tests.personas import NOW
from tests.publication.conftest import HEAD, RIGHT, TODAY, kept, procedure, told

Channels = dict[str, Channel]
See = Callable[..., Snapshot]
YEAR = Window(date(2026, 1, 1), date(2026, 12, 31))


def test_a_channel_that_shows_what_the_catalogue_says_has_no_difference(channels: Channels, see: See, ward: Commune) -> None:
    see(channels["portal"], RIGHT)
    assert told(ward, channels["portal"]) == []
    assert told(ward, channels["national"]) == [], "of a channel that nobody looked at nothing is said"


def test_a_wrong_limit_and_a_missing_procedure_are_listed_and_a_right_snapshot_closes_them(
    channels: Channels, see: See, ward: Commune
) -> None:
    portal = channels["portal"]
    see(portal, "1.000894\tĐăng ký kết hôn\t05 ngày làm việc\tMiễn phí\n", on=TODAY - timedelta(days=2))
    assert told(ward, portal) == [("1.000894", ["time"]), ("1.001193", ["presence"])]
    assert {each.part for each in problems("CK-01", Scope(ward.pk), NOW)} == {str(portal.pk)}
    see(portal, "1.000894\tĐăng ký kết hôn\t3 ngày làm việc\tMiễn phí\n", on=TODAY - timedelta(days=1), whole=False, name="sua.txt")
    assert told(ward, portal) == [("1.001193", ["presence"])], "a partial snapshot mends its own rows only"
    see(portal, RIGHT, name="lai.txt")
    assert problems("CK-01", Scope(ward.pk), NOW) == []


def test_an_undone_snapshot_counts_no_more(channels: Channels, see: See, ward: Commune, standing: Person) -> None:
    portal = channels["portal"]
    see(portal, RIGHT, on=TODAY - timedelta(days=2))
    wrong = see(portal, RIGHT.replace("Miễn phí", "8.000 đồng"), name="sai.txt")
    assert told(ward, portal) == [("1.000894", ["fee"])]
    actions.undo_snapshot(snapshot=wrong, reason="Tải nhầm trang cũ", actor=standing, at=NOW)
    assert told(ward, portal) == []


def test_a_name_without_code_waits_for_a_person_and_is_kept_for_the_next_snapshot(
    channels: Channels, see: See, ward: Commune, standing: Person
) -> None:
    portal = channels["portal"]
    rows = RIGHT.replace("1.000894\tĐăng ký kết hôn", "\tĐĂNG KÍ KẾT HÔN")
    see(portal, rows, on=TODAY - timedelta(days=1))
    waiting = gathered(ward.pk, TODAY).waiting[portal.pk]
    assert [(each.name, each.code) for each in waiting] == [("ĐĂNG KÍ KẾT HÔN", "1.000894")]
    assert told(ward, portal) == [], "what may be there is not said to be missing"
    meant = {"ĐĂNG KÍ KẾT HÔN": procedure(ward, "1.000894").pk}
    actions.confirm_names(channel=portal, meant=meant, actor=standing, at=NOW)
    see(portal, rows.replace("03 ngày", "07 ngày"), name="sau.txt")
    assert gathered(ward.pk, TODAY).waiting[portal.pk] == []
    assert told(ward, portal) == [("1.000894", ["time"])]


def test_the_days_to_mend_count_from_the_finding_not_from_a_later_snapshot_that_is_still_wrong(
    channels: Channels, see: See, ward: Commune
) -> None:
    portal = channels["portal"]
    wrong = RIGHT.replace("03 ngày", "07 ngày")
    see(portal, wrong, on=TODAY)
    assert differences(ward, TODAY)[0].since == TODAY
    earlier = TODAY - timedelta(days=10)
    where = {"subject_kind": "procedure", "subject_key": str(procedure(ward, "1.000894").pk), "part": str(portal.pk)}
    found = {"source": "check", "code": "CK-01", "severity": "error", "message": "Khác", "found_on": earlier, "found_at": NOW}
    Finding.objects.create(commune=ward, year=2026, number=900, **where, **found)
    assert differences(ward, TODAY)[0].since == earlier


def test_a_ticked_list_tells_presence_only(channels: Channels, ward: Commune, standing: Person) -> None:
    board = channels["board"]
    actions.tick(channel=board, on=TODAY, procedures=[procedure(ward, "1.000894").pk], actor=standing, at=NOW)
    assert told(ward, board) == [("1.001193", ["presence"])]


def test_a_saved_page_is_kept_as_the_cells_of_its_tables(channels: Channels, ward: Commune, standing: Person) -> None:
    page = (
        "<html><script>alert(1)</script><table><tr><th>Mã số<th>Tên thủ tục<th>Phí<tr><td>1.000894<td>Đăng ký kết hôn<td>9.000 đồng</table>"
    )
    stored = as_stored(ContentFile(page.encode(), name="trang.html"))
    text = stored.read().decode()
    assert "alert" not in text and stored.name == "trang.txt"
    file = kept(ward, standing, text)
    actions.take_snapshot(channel=channels["portal"], kind="page", on=TODAY, whole=False, stored=file, actor=standing, at=NOW)
    assert told(ward, channels["portal"]) == [("1.000894", ["fee"])]
    with pytest.raises(Refused, match="không có bảng"):
        as_stored(ContentFile(b"<p>x</p>", name="trang.htm"))


def test_a_file_without_procedures_is_refused_with_the_way_out(channels: Channels, ward: Commune, standing: Person) -> None:
    stored = kept(ward, standing, "Thông báo nghỉ lễ")
    with pytest.raises(Refused, match="Đánh dấu theo danh sách"):
        actions.take_snapshot(channel=channels["portal"], kind="list", on=TODAY, whole=True, stored=stored, actor=standing, at=NOW)


def test_the_grid_shows_every_copy_of_one_procedure(channels: Channels, see: See, ward: Commune) -> None:
    see(channels["portal"], RIGHT.replace("03 ngày", "07 ngày"))
    shown = grid(procedure(ward, "1.000894"), ward, TODAY)
    assert [column.short for column, _, _ in shown.columns][-2:] == ["ISO", "Nội bộ"] and len(shown.columns) == 6
    time = next(row for row in shown.rows if row.field == "time")
    assert [cell.verdict if cell else None for _, cell in time.cells][1] == "differs"
    assert [each.column.channel.kind for each in shown.open] == ["portal"]


@pytest.fixture
def taken_over(channels: Channels, decision: Document, standing: Person) -> Source:
    kinds = {each.read.row: each.kind.value for each in decided(decision).lines if each.kind}
    return procedures.publish_decision(document=decision, on=date(2026, 11, 12), kinds=kinds, actor=standing, at=NOW)


def test_a_publication_decision_is_announced_until_every_channel_has_a_request(
    taken_over: Source, channels: Channels, ward: Commune, standing: Person
) -> None:
    found = announced(ward, TODAY)
    assert [(each.source, len(each.lacking), each.due) for each in found] == [(taken_over, 4, date(2026, 11, 17))]
    assert len(problems("CK-02", Scope(ward.pk), NOW)) == 4
    actions.ask_from_decision(source=taken_over, channels=list(channels.values()), actor=standing, at=NOW)
    assert announced(ward, TODAY) == [] and Posting.objects.count() == 4
    assert Posting.objects.first().procedures.count() == Source.objects.get(pk=taken_over.pk).lines.count()
    with pytest.raises(Refused, match="đã có yêu cầu"):
        actions.ask_from_decision(source=taken_over, channels=[channels["board"]], actor=standing, at=NOW)


def test_working_days_count_from_the_decision_and_a_posted_request_is_owed_no_more(
    taken_over: Source, channels: Channels, ward: Commune, standing: Person
) -> None:
    late, soon = actions.ask_from_decision(source=taken_over, channels=[channels["board"], channels["portal"]], actor=standing, at=NOW)
    actions.post(posting=late, posted_on=date(2026, 11, 19), posted_at="Bảng tầng 1", actor=standing, at=NOW)
    actions.post(posting=soon, posted_on=date(2026, 11, 12), posted_at="https://vankhe.example", actor=standing, at=NOW)
    rows = {row.posting.channel.kind: (row.taken, row.late) for row in rows_of(Posting.objects.all(), ward, TODAY)}
    assert rows == {"board": (7, True), "portal": (2, False)}
    value = FIGURES["publication.posted_in_time"].compute(Scope(ward.pk), YEAR, NOW)
    assert (value.numerator, value.denominator) == (Decimal(1), Decimal(2))
    assert [(row.asked, row.in_time, row.days) for row in by_unit(rows_of(Posting.objects.all(), ward, TODAY))] == [(2, 1, 4.5)]
    with pytest.raises(Refused, match="đã đăng"):
        actions.post(posting=soon, posted_on=TODAY, posted_at="x", actor=standing, at=NOW)


def test_a_posting_before_its_decision_or_without_a_place_is_refused(taken_over: Source, channels: Channels, standing: Person) -> None:
    (posting,) = actions.ask_from_decision(source=taken_over, channels=[channels["board"]], actor=standing, at=NOW)
    with pytest.raises(Refused, match="từ ngày quyết định"):
        actions.post(posting=posting, posted_on=date(2026, 11, 1), posted_at="Bảng", actor=standing, at=NOW)
    with pytest.raises(Refused, match="nơi đăng"):
        actions.post(posting=posting, posted_on=TODAY, posted_at=" ", actor=standing, at=NOW)


def test_the_unit_of_a_channel_shows_what_is_there_and_another_unit_may_not(
    channels: Channels, ward: Commune, officer: Person, head: Person
) -> None:
    assert head.has_perm("publication.tick", channels["board"]) and not officer.has_perm("publication.tick", channels["board"])
    assert not head.has_perm("publication.close_channel", channels["board"])


def test_the_figure_of_differences_is_unknown_before_the_first_snapshot(channels: Channels, see: See, ward: Commune) -> None:
    figure = FIGURES["publication.differing"]
    assert figure.compute(Scope(ward.pk), YEAR, NOW).value is None
    see(channels["portal"], RIGHT.replace("Miễn phí", "8.000 đồng"))
    assert figure.compute(Scope(ward.pk), YEAR, NOW).value == 1


def test_the_differences_leave_as_a_workbook_with_a_row_for_each_field(channels: Channels, see: See, ward: Commune) -> None:
    see(channels["portal"], RIGHT.replace("03 ngày làm việc\tMiễn phí", "07 ngày\t9.000 đồng"))
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook(differences(ward, TODAY), commune=ward, day=TODAY, at=NOW)))
    cells = [str(cell) for row in book.get_sheet_by_index(0).to_python() for cell in row]
    assert cells.count("1.000894") == 2 and {"Thời hạn", "Phí, lệ phí", "9.000 đồng"} <= set(cells)


def test_a_difference_becomes_a_request_whose_proof_is_read_as_the_snapshot_that_ends_it(
    channels: Channels, see: See, ward: Commune, standing: Person
) -> None:
    portal, marriage = channels["portal"], procedure(ward, "1.000894")
    see(portal, RIGHT.replace("03 ngày", "07 ngày"), on=TODAY - timedelta(days=1))
    whole = {"commune": ward, "channel": portal, "procedure": marriage, "actor": standing, "at": NOW}
    posting = actions.ask_to_mend(**whole)
    assert posting.title.endswith("Đăng ký kết hôn: thời hạn") and list(posting.procedures.all()) == [marriage]
    assert posting.decided_on == differences(ward, TODAY)[0].since
    with pytest.raises(Refused, match="Đã có yêu cầu"):
        actions.ask_to_mend(**whole)
    with pytest.raises(Refused, match="không kèm tệp"):
        actions.read_proof(posting=posting, actor=standing, at=NOW)
    page = ContentFile((HEAD + RIGHT.splitlines()[0]).encode(), name="trang-da-sua.txt")
    posted = actions.post(posting=posting, posted_on=TODAY, posted_at="Cổng", proof=receive(page), actor=standing, at=NOW)
    assert told(ward, portal) == [("1.000894", ["time"])], "that it was posted is a word; what the channel shows is seen"
    read = actions.read_proof(posting=posted, actor=standing, at=NOW)
    assert (read.file, read.on, read.whole) == (posted.proof, TODAY, False)
    assert told(ward, portal) == [] == problems("CK-01", Scope(ward.pk), NOW)
    with pytest.raises(Refused, match="đã là một bản chụp"):
        actions.read_proof(posting=posted, actor=standing, at=NOW)
    with pytest.raises(Refused, match="không còn khác danh mục"):
        actions.ask_to_mend(**whole)


def test_a_finding_of_a_channel_has_one_press_that_asks_for_it_once(
    channels: Channels, see: See, ward: Commune, standing: Person, reader: Person, browse: Callable[..., Client]
) -> None:
    see(channels["portal"], RIGHT.replace("03 ngày", "07 ngày"))
    review(ward, actor=standing, at=NOW)
    finding = Finding.objects.get(code="CK-01")
    assert "Yêu cầu đăng lại ở kênh này" not in browse(reader).get(f"/ra-soat/{finding.pk}/").content.decode()
    desk, press = browse(standing), (f"/niem-yet/thu-tuc/{finding.subject_key}/yeu-cau/", {"kenh": finding.part})
    shown = desk.get(f"/ra-soat/{finding.pk}/").content.decode()
    assert f'action="{press[0]}"' in shown and f'name="kenh" value="{finding.part}"' in shown
    first, again = desk.post(*press), desk.post(*press)
    assert first["Location"] == again["Location"] == f"/niem-yet/yeu-cau/{Posting.objects.get().pk}/"
    assert desk.post(press[0], {"kenh": "9" * 30}).status_code == 404
    assert "kênh còn khác danh mục: thời hạn" in desk.get(first["Location"]).content.decode()
