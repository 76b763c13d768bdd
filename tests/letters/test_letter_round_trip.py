"""What a letter assigns is read back from its file: by the reader, out of the words, and from the part it carries."""

from typing import Any

import pytest
from tests.letters.drafts import changed, composed, packed, parts, reworded, sample

from minhchung.letters import LetterError, compose, embedded, letter_of, strayed
from minhchung.reading import Assignment, read_text
from minhchung.text.embedded import NAMESPACE, Embedded, EmbeddedAssignment, read_embedded, to_xml
from minhchung.text.extract import ExtractError, extract

CENTRE = "Trung tâm Phục vụ hành chính công phường Vân Khê"
UNITS = (CENTRE, "Phòng Văn hóa - Xã hội", "Phòng Kinh tế, Hạ tầng và Đô thị", "Văn phòng HĐND và UBND")
COMMON = ("Lập hồ sơ công việc theo danh mục hồ sơ năm 2027 của phường.", "Gửi 100% văn bản dưới dạng điện tử có chữ ký số cá nhân.")
INDEX = (
    ("Rà soát, kiến nghị phương án đơn giản hóa thủ tục hành chính trước ngày 15/02/2027.", "2027-02-15", ()),
    ("Thực hiện báo cáo kiểm soát thủ tục hành chính theo tháng, quý.", "", ()),
)
PLAN = (
    (
        "Cập nhật, công khai danh mục thủ tục hành chính, hoàn thành chậm nhất ngày 28/02/2027 (Nhiệm vụ số 25, 26).",
        "2027-02-28",
        ("25", "26"),
    ),
    ("Rà soát, tái cấu trúc quy trình cung cấp dịch vụ công trực tuyến (Nhiệm vụ số 29).", "", ("29",)),
)


def task_letter(unit: str) -> dict[str, Any]:
    """A unit's task letter of a quarter in its three parts, as seed_004 has them."""
    items = [*((text, "", ()) for text in COMMON), *INDEX, *PLAN]

    def listing(texts: list[str]) -> list[dict[str, Any]]:
        return [{"type": "list", "marker": "(1)", "items": texts}]

    return {
        "kind": "cong-van", "issuer": "Ủy ban nhân dân phường Vân Khê", "symbol": "UBND-VHXH", "place": "Vân Khê", "dated": "2027-01",
        "subject": "thực hiện nhiệm vụ cải cách hành chính trong quý 1/2027", "addressees": [unit],
        "signers": [{"authority": ["Chủ tịch"], "name": "Nguyễn Minh Đức"}], "recipients": ["Như trên"],
        "blocks": [
            {"type": "paragraph", "text": f"Ủy ban nhân dân phường đề nghị {unit} thực hiện các nhiệm vụ sau trong quý 1/2027:"},
            {"type": "section", "title": "Trong danh mục nhiệm vụ chung:", "blocks": listing(list(COMMON))},
            {"type": "section", "title": "Nhiệm vụ cụ thể:", "blocks": [
                {"type": "section", "title": "Nhiệm vụ tại Bộ chỉ số cải cách hành chính:",
                 "blocks": listing([text for text, _, _ in INDEX])},
                {"type": "section", "title": "Nhiệm vụ tại Kế hoạch cải cách hành chính năm 2027:",
                 "blocks": listing([text for text, _, _ in PLAN])},
            ]},
        ],
        "assignments": [{"text": text, "units": [unit], "deadline": day, "plan_items": plan} for text, day, plan in items],
    }  # fmt: skip


def decision() -> dict[str, Any]:
    """A decision whose articles assign."""
    texts = (
        ("Giao Phòng Văn hóa - Xã hội chủ trì, phối hợp với Văn phòng HĐND và UBND xây dựng kế hoạch trước ngày 15/3/2027.", "2027-03-15"),
        ("Giao Trung tâm Phục vụ hành chính công niêm yết công khai danh mục tại trụ sở.", ""),
    )
    units: tuple[tuple[str, list[str]], ...] = (
        ("Phòng Văn hóa - Xã hội", ["Văn phòng HĐND và UBND"]),
        ("Trung tâm Phục vụ hành chính công", []),
    )
    return {
        "kind": "quyet-dinh", "issuer": "Ủy ban nhân dân phường Vân Khê", "symbol": "QĐ-UBND", "place": "Vân Khê",
        "number": 9, "dated": "2027-02-01",
        "subject": "Về việc phân công nhiệm vụ cải cách hành chính", "competence": "Ủy ban nhân dân phường Vân Khê",
        "grounds": ["Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025"],
        "blocks": [{"type": "article", "text": text} for text, _ in texts],
        "signers": [{"authority": ["TM. Ủy ban nhân dân", "Chủ tịch"], "name": "Nguyễn Minh Đức"}], "recipients": ["Như Điều 1"],
        "assignments": [
            {"text": text, "units": [unit], "cooperating": others, "deadline": day}
            for (text, day), (unit, others) in zip(texts, units, strict=True)
        ],
    }  # fmt: skip


def told(assignment: Assignment) -> tuple[Any, ...]:
    """What the reader made of a clause; of a row of a table its first cell of words."""
    text = assignment.text.split(" | ")[0].removesuffix("./.").rstrip(".")
    return text, assignment.units, assignment.cooperating, assignment.deadline or "", assignment.plan_items


def meant(assignment: EmbeddedAssignment) -> tuple[Any, ...]:
    """What the writer meant."""
    return assignment.text.rstrip("."), assignment.units, assignment.cooperating, assignment.deadline, assignment.plan_items


def both_ways(data: bytes) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    carried = embedded(data)
    assert carried is not None
    return [told(each) for each in read_text(extract(data, name="thư.docx").text).assignments], [
        meant(each) for each in carried.assignments
    ]


@pytest.mark.parametrize("kind", ["cong-van", "thong-bao", "ke-hoach"])
def test_a_sample_letter_is_read_back_as_it_was_meant(kind: str) -> None:
    read, written = both_ways(composed(kind))
    assert len(written) >= 5
    assert read == written


@pytest.mark.parametrize("unit", UNITS)
def test_a_units_task_letter_in_three_parts_is_read_back(unit: str) -> None:
    read, written = both_ways(compose(letter_of(task_letter(unit))))
    assert len(written) == 6
    assert read == written


def test_the_articles_of_a_decision_are_read_back() -> None:
    read, written = both_ways(compose(letter_of(decision())))
    # The reader gives an article with the word that assigns: "Giao <unit> …" is the same clause.
    assert [each[1:] for each in read] == [each[1:] for each in written]
    assert all(told_text in text for (told_text, *_), (text, *_) in zip(read, written, strict=True))


def test_the_part_keeps_every_field() -> None:
    whole = EmbeddedAssignment("Làm <việc> & báo cáo", ("A", "B"), ("C",), "2026-11-15", "trước 15/11", "2.1.(3)", ("25", "26"))
    carried = Embedded("12", "UBND-VHXH", (whole, EmbeddedAssignment("x", ("ALL",))))
    assert read_embedded(packed({"customXml/item7.xml": to_xml(carried)})) == carried


def test_a_letter_without_assignments_and_a_later_version_carry_nothing() -> None:
    assert embedded(composed("to-trinh")) is None
    later = f'<assignments xmlns="{NAMESPACE}" version="2"/>'.encode()
    others = b"<b:Sources xmlns:b='urn:x'/>"
    assert embedded(packed({"customXml/item1.xml": later, "customXml/item2.xml": others, "customXml/item3.xml": b"<broken"})) is None


def test_a_part_that_would_hurt_a_reader_is_not_read() -> None:
    attack = b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"
    assert embedded(packed({"customXml/item1.xml": attack})) is None
    with pytest.raises(ExtractError):
        embedded(b"no archive")


def test_an_edited_item_is_named() -> None:
    edited = changed(composed("thong-bao"), reworded("- Hoàn thiện", "10/7/2026", "20/7/2026"))
    assert [each.deadline for each in strayed(edited)] == ["2026-07-10"]
    assert strayed(composed("thong-bao")) == ()
    assert strayed(composed("to-trinh")) == ()


def test_an_assignment_that_the_letter_does_not_say_is_refused() -> None:
    letter = sample("thong-bao").model_copy(update={"assignments": (EmbeddedAssignment("Việc không có trong thư"),)})
    with pytest.raises(LetterError, match="Việc không có trong thư"):
        compose(letter)


def test_the_carrying_part_is_related_and_typed_as_word_expects() -> None:
    members = parts(composed("cong-van"))
    assert b"customXml/item1.xml" in members["word/_rels/document.xml.rels"]
    assert NAMESPACE.encode() in members["customXml/item1.xml"]
    assert b"customXml/itemProps1.xml" in members["[Content_Types].xml"]
    assert b"itemProps1.xml" in members["customXml/_rels/item1.xml.rels"]
