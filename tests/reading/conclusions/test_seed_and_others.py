"""The conclusion of the source documents; and the documents that are none."""

from pathlib import Path

import pytest

from minhchung.reading import ALL, Conclusion, read_text
from minhchung.reading.conclusions.heads import may_conclude
from minhchung.reading.model import DocumentHeader

TESTS = Path(__file__).parents[1]
CONCLUSIONS = {
    *("tb_kiem_tra", "kl_thanh_tra_dat", "a16_ket_luan_thanh_tra", "b15_kl_kiem_tra_ubkt", "b20_tb_ocr_loi", "d07_tb_kl_kiem_tra_xa"),
    *("e07_tb_kiem_tra_cong_vu", "h03_kl_kiem_tra_cong_vu", "seed_002"),
}
CULTURE, CENTRE = "Phòng Văn hóa - Xã hội phường", "Trung tâm Phục vụ hành chính công phường"
BUILDING, OFFICE = "phòng Xây dựng, Nông nghiệp và Môi trường phường", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân phường"
SHORT = "THÔNG BÁO\nKết luận kiểm tra cải cách hành chính năm 2026\n\nII. TỒN TẠI\n\n1. Phòng Kinh tế\n\n- Sổ chưa ghi đủ.\n\n"


@pytest.fixture(scope="module")
def seed(shared: Path) -> Conclusion:
    found = read_text((shared / "readings" / "texts" / "seed_002.txt").read_text("utf-8")).conclusion
    assert found is not None
    return found


def _begins(conclusion: Conclusion, places: tuple[int, ...]) -> list[str]:
    return [conclusion.shortcomings[at].said.text[:40] for at in places]


def test_the_parts_of_the_source_conclusion(seed: Conclusion) -> None:
    assert [each.theme.text for each in seed.strengths if each.theme][::3][:2] == [
        "Về công tác chỉ đạo, điều hành cải cách hành chính",
        "Về cải cách thủ tục hành chính và thực hiện cơ chế một cửa, một cửa liên thông",
    ]
    assert len(seed.strengths) == 17
    units = [each.whom.units[0] for each in seed.shortcomings]
    assert units == [CULTURE] * 5 + [CENTRE] * 6 + [BUILDING] * 4 + [OFFICE] * 5 + [ALL] * 2
    assert [each.whom.units[0] for each in seed.requirements] == [CULTURE, OFFICE, CENTRE, CENTRE, BUILDING, BUILDING, BUILDING, ALL]
    assert {each.kind for each in seed.shortcomings} == {"shortcoming"}
    assert seed.bases.refs == ("78/KH-UBND", "187/KH-UBND")


def test_the_common_due_date_and_its_way(seed: Conclusion) -> None:
    closing = seed.closing
    assert closing is not None and closing.due is not None
    assert (closing.due.date, closing.due.inclusive, closing.due.said.text) == ("2026-07-08", False, "chậm nhất trước ngày 08/7/2026")
    assert closing.addressee is not None and closing.addressee.text == "Đoàn Kiểm tra"
    assert closing.via is not None and closing.via.text == CULTURE
    assert closing.what is not None and closing.what.text == "báo cáo kết quả"
    assert closing.whom.units == (ALL,)


def test_a_limit_behind_a_year_of_effect_and_two_units_in_one_item() -> None:
    items = (
        "III. YÊU CẦU\n\n"
        "- Văn phòng công bố danh mục văn bản hết hiệu lực năm 2025 trước ngày 20/12/2026.\n\n"
        "- Giao Văn phòng mở chuyên mục; các cơ quan, đơn vị gửi bài trước ngày 15/11/2026.\n\n"
        "- Phòng Kinh tế rà soát sổ; báo cáo Ủy ban nhân dân phường.\n"
    )
    found = read_text(SHORT + items).conclusion
    assert found is not None
    assert [(each.whom.units, each.due and each.due.date) for each in found.requirements] == [
        (("Văn phòng",), "2026-12-20"),
        (("Văn phòng",), None),
        ((ALL,), "2026-11-15"),
        (("Phòng Kinh tế",), None),
    ]


OF_A_CELL = """THÔNG BÁO
Kết luận kiểm tra việc thực hiện quy chế làm việc đối với Chi bộ Trạm Y tế

Thường trực Đảng ủy thông báo kết luận kiểm tra đối với Chi bộ Trạm Y tế như sau:

1. Ưu điểm: Chi bộ đã quán triệt quy chế. Đã khắc phục tồn tại nêu tại Thông báo số 26-TB/UBKT ngày 19/8/2026 đối với các đảng viên.

2. Về hạn chế, tồn tại:

- Sổ họp chưa ghi đủ 12 tháng.

3. Thường trực Đảng ủy yêu cầu:

Chi bộ Trạm Y tế phát huy những ưu điểm, tập trung khắc phục triệt để những hạn chế, tồn tại nêu trên và thực hiện các nội dung sau:

- Ghi đủ sổ họp, rà soát các biên bản còn thiếu.

4. Tổ chức thực hiện:

- Giao Chi bộ Trạm Y tế báo cáo kết quả về Thường trực Đảng ủy trước ngày 30/11/2026.

- Giao Ban Xây dựng Đảng hướng dẫn Chi bộ Trạm Y tế ghi sổ.

Thường trực Đảng ủy thông báo để Chi bộ Trạm Y tế và các cơ quan, đơn vị liên quan biết, nghiêm túc triển khai thực hiện./.
"""


def test_who_speaks_in_a_title_is_not_who_is_spoken_of_and_what_is_to_be_mended_is_asked() -> None:
    """The shape of notices of party cells: "X yêu cầu:", a lead-in that opens with the one asked, a label before the first part."""
    found = read_text(OF_A_CELL).conclusion
    assert found is not None and found.closing is not None and found.closing.due is not None
    cell = ("Chi bộ Trạm Y tế",)
    assert [(each.said.text, each.whom.units) for each in found.shortcomings] == [("Sổ họp chưa ghi đủ 12 tháng.", cell)]
    assert [each.whom.units for each in found.requirements] == [cell, cell, ("Ban Xây dựng Đảng",)]
    assert len(found.strengths) == 1
    assert (found.bases.refs, found.bases.inspected) == ((), cell)
    assert (found.closing.whom.units, found.closing.due.date) == (cell, "2026-11-30")


@pytest.mark.parametrize(
    ("said", "common", "more", "own"),
    [
        ("trước ngày 08/7/2026; riêng Phòng Kinh tế trước ngày 01/7/2026", "2026-07-08", [], [(("Phòng Kinh tế",), "2026-07-01")]),
        ("trước ngày 08/7/2026. Riêng Phòng Kinh tế và Văn phòng báo cáo trước ngày 01/7/2026", "2026-07-08", [],
         [(("Phòng Kinh tế", "Văn phòng"), "2026-07-01")]),
        ("lần 1 trước ngày 08/7/2026, lần 2 trước ngày 01/9/2026", "2026-07-08", ["2026-09-01"], []),
        ("trước ngày 08/7/2026 để tổng hợp", "2026-07-08", [], []),
    ],
)  # fmt: skip
def test_the_days_of_a_closing_are_those_of_whom_they_are_said(
    said: str, common: str, more: list[str], own: list[tuple[tuple[str, ...], str]]
) -> None:
    asked = "Trên đây là kết luận. Đề nghị các đơn vị gửi báo cáo kết quả khắc phục về Đoàn kiểm tra"
    found = read_text(f"{SHORT}{asked} {said}./.").conclusion
    assert found is not None and found.closing is not None and found.closing.due is not None
    closing = found.closing
    assert (closing.due and closing.due.date, [each.date for each in closing.more_due]) == (common, more)
    assert [(each.whom.units, each.due.date) for each in closing.own] == own


def test_the_filing_finding_is_the_only_cluster(seed: Conclusion) -> None:
    assert len(seed.clusters) == 1
    assert set(_begins(seed, seed.clusters[0])) == {"Công tác quản lý, lập hồ sơ công việc đi"}
    assert [seed.shortcomings[at].whom.units[0] for at in seed.clusters[0]] == [CULTURE, CENTRE, BUILDING, OFFICE]


def test_what_stands_alone(seed: Conclusion) -> None:
    assert seed.coverage is not None
    alone = _begins(seed, seed.coverage.without_requirement)
    assert alone[:2] == ["Công tác tham mưu tuyên truyền cải cách ", "Việc cung cấp, cập nhật tin, bài, nội du"]
    demands = [seed.requirements[at].said.text for at in seed.coverage.without_shortcoming]
    assert [text[:25] for text in demands] == ["Tổ chức hội nghị đối thoạ", "Về cải cách tài chính côn"]


def test_the_polite_words_are_stripped_and_the_vague_ones_marked(seed: Conclusion) -> None:
    first, second = seed.shortcomings[0], seed.shortcomings[1]
    assert first.fault.text.startswith("hình thức tuyên truyền chưa thật sự đa dạng")
    assert [each.text for each in second.vague] == ["có thời điểm", "chưa thường xuyên", "một số"]
    assert {each.fault.text for each in seed.shortcomings if each.said.text.startswith("Công tác quản lý, lập")} == {
        "chưa thật sự hiệu quả"
    }


@pytest.mark.parametrize("folder", ["documents", "examined", "held_out"])
def test_no_other_document_is_taken_for_a_conclusion(folder: str) -> None:
    found = {path.stem for path in (TESTS / folder).glob("*.txt") if read_text(path.read_text("utf-8")).conclusion}
    assert found == {path.stem for path in (TESTS / folder).glob("*.txt")} & CONCLUSIONS


def test_of_the_shared_documents_one_is_a_conclusion(shared: Path) -> None:
    texts = (shared / "readings" / "texts").glob("*.txt")
    assert {path.stem for path in texts if read_text(path.read_text("utf-8")).conclusion} == {"seed_002"}


@pytest.mark.parametrize(
    ("kind", "said", "subject"),
    [
        ("thong-bao", "Thông báo", "Kết luận kiểm tra công tác văn thư"),
        ("thong-bao", "Thông báo", "Kết quả kiểm tra công tác kiểm soát thủ tục hành chính quý III"),
        ("ket-luan", "Kết luận thanh tra", "Việc quản lý đất công ích"),
        ("bao-cao", "Báo cáo", "Kết quả đánh giá nội bộ hệ thống quản lý chất lượng"),
        ("bien-ban", "Biên bản làm việc", "Về việc kiểm tra công tác cải cách hành chính"),
    ],
)
def test_heads_that_may_be_those_of_a_conclusion(kind: str, said: str, subject: str) -> None:
    assert may_conclude(DocumentHeader(type=kind, type_text=said, subject=subject))


@pytest.mark.parametrize(
    ("kind", "said", "subject"),
    [
        ("thong-bao", "Thông báo", "Kết luận của Phó Chủ tịch UBND tỉnh tại buổi kiểm tra thực địa dự án"),
        ("thong-bao", "Thông báo", "Về việc kiểm tra công tác phòng cháy"),
        ("ke-hoach", "Kế hoạch", "Kiểm tra công tác cải cách hành chính năm 2026"),
        ("bao-cao", "Báo cáo", "Kết quả khắc phục tồn tại sau kiểm tra"),
        ("cong-van", "Công văn", "V/v thực hiện kết luận thanh tra"),
        ("bien-ban", "Biên bản họp", "Kiểm điểm kết quả kiểm tra"),
        (None, None, None),
    ],
)
def test_heads_that_are_not(kind: str | None, said: str | None, subject: str | None) -> None:
    assert not may_conclude(DocumentHeader(type=kind, type_text=said, subject=subject))


def test_an_order_under_the_head_of_a_conclusion_finds_nothing_wrong_and_is_none() -> None:
    text = "THÔNG BÁO\nKết luận kiểm tra công tác văn thư\n\nGiao Phòng Kinh tế rà soát hồ sơ trước ngày 15/6/2026.\n"
    assert read_text(text).conclusion is None


def test_a_demand_on_the_ground_of_the_findings_is_no_preamble() -> None:
    found = read_text((TESTS / "examined" / "h03_kl_kiem_tra_cong_vu.txt").read_text("utf-8")).conclusion
    assert found is not None
    last = found.requirements[-1]
    assert last.said.text.startswith("Căn cứ những tồn tại nêu tại Phần I, tự kiểm tra")
    assert last.whom.units == ("các đơn vị chưa được kiểm tra",)
    assert last.due is not None and (last.due.date, last.due.inclusive) == ("2026-06-10", False)
