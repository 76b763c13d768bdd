"""A procedure of the catalogue becomes a procedure document: nothing is made up, doubts stay visible, differences are shown."""

from datetime import timedelta

import pytest

from minhchung.apps.documents.models import Citation
from minhchung.apps.ground.acts import Refused
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.apps.procedures.models import Procedure
from minhchung.apps.procedures.rules import Fee, Limit, TimeUnit
from minhchung.apps.quality import actions
from minhchung.apps.quality.comparing import compared
from minhchung.apps.quality.models import Version
from minhchung.apps.quality.paper import paper_of
from minhchung.apps.quality.queries.stands import coverage
from minhchung.apps.quality.rules.generating import fee_words, limit_words, step_time
from minhchung.letters.controlled_docx import controlled_docx
from tests.personas import NOW
from tests.quality.conftest import BIRTH, TODAY, Through, say

pytestmark = pytest.mark.django_db


def generated(ward: Commune, procedures: list[Procedure], units: dict[str, Unit], actor: Person) -> Version:
    return actions.generate(commune=ward, procedures=procedures, owner=units["VP"], actor=actor, at=NOW)


def test_what_the_catalogue_says_stands_in_the_draft(ward: Commune, birth: Procedure, units: dict[str, Unit], standing: Person) -> None:
    version = generated(ward, [birth], units, standing)
    content = version.content
    assert (version.document.code, version.title) == ("QT-01", "Đăng ký khai sinh")
    assert [row.symbol for row in content.basis] == ["60/2014/QH13", "123/2015/NĐ-CP"]
    assert [(row.name, row.form, row.originals) for row in content.components] == [
        ("Tờ khai đăng ký khai sinh", "Mẫu 01", "1"),
        ("Giấy chứng sinh", "", "1"),
    ]
    assert (content.limit.text, content.fee.text, content.sets.text) == ("01 ngày làm việc", "Không thu", "01 bộ")
    assert [(row.who, row.time) for row in content.steps] == [
        ("Cán bộ Một cửa", "01 giờ làm việc"),
        ("Công chức tư pháp - hộ tịch", "05 giờ làm việc"),
        ("Lãnh đạo UBND", "02 giờ làm việc"),
    ]
    assert [row.name for row in content.forms] == ["Mẫu 01"]
    assert content.doubts() == ["chưa có trong danh mục hồ sơ của đơn vị"]
    cited = Citation.objects.filter(kind="controlled_version", key=str(version.pk))
    assert {row.raw for row in cited} == {"60/2014/QH13", "123/2015/NĐ-CP"}


def test_what_the_catalogue_leaves_open_is_said_to_be_open(
    ward: Commune, marriage: Procedure, units: dict[str, Unit], standing: Person
) -> None:
    content = generated(ward, [marriage], units, standing).content
    assert (content.limit.text, content.limit.doubt) == ("03 không rõ đơn vị", "nguồn không ghi ngày làm việc hay ngày")
    assert (content.fee.text, content.fee.doubt) == ("", "danh mục thủ tục chưa ghi")
    assert [row.doubt for row in content.components] == ["danh mục thủ tục chưa ghi"]
    assert content.steps[0].doubt.startswith("chưa có quy trình nội bộ")


def test_a_name_longer_than_a_title_is_cut_at_a_word_and_stands_whole_in_the_purpose(
    ward: Commune, units: dict[str, Unit], standing: Person
) -> None:
    name = "Giao đất ở " + "cho cá nhân là cán bộ, công chức, viên chức " * 20 + "theo quy định"
    version = generated(ward, [say(ward, "1.013962", {**BIRTH, "name": name}, unit=units["VP"])], units, standing)
    assert len(version.title) <= 500
    assert version.title.endswith("…")
    assert name.startswith(version.title[:-1])
    assert name in version.content.purpose
    assert controlled_docx(paper_of(version), at=NOW).startswith(b"PK")


def test_a_group_has_one_document_with_each_procedure_named(
    ward: Commune, birth: Procedure, marriage: Procedure, units: dict[str, Unit], standing: Person
) -> None:
    version = generated(ward, [birth, marriage], units, standing)
    content = version.content
    assert version.title == "Đăng ký kết hôn và 1 thủ tục khác"
    assert "Đăng ký khai sinh: 01 ngày làm việc" in content.limit.text
    assert [row.symbol for row in content.basis] == ["60/2014/QH13", "123/2015/NĐ-CP"]
    assert coverage(ward.pk, TODAY).bare == ()


def test_a_procedure_has_one_document(ward: Commune, birth: Procedure, units: dict[str, Unit], standing: Person) -> None:
    generated(ward, [birth], units, standing)
    with pytest.raises(Refused, match="Đã có tài liệu QT-01"):
        generated(ward, [birth], units, standing)


def test_a_changed_catalogue_makes_a_revision_whose_difference_is_shown(
    ward: Commune, birth: Procedure, units: dict[str, Unit], standing: Person, head: Person, leader: Person, through: Through
) -> None:
    first = generated(ward, [birth], units, standing)
    actions.submit(version=first, actor=standing, at=NOW)
    actions.endorse(version=first, actor=head, at=NOW)
    first = actions.approve(version=first, effective_on=TODAY, actor=leader, at=NOW)
    with pytest.raises(Refused, match="đã khớp với danh mục"):
        actions.refresh(document=first.document, actor=standing, at=NOW)
    basis = [{"title": "Luật Hộ tịch", "symbol": "60/2014/QH13"}, {"title": "Nghị định mới về hộ tịch", "symbol": "87/2026/NĐ-CP"}]
    say(ward, birth.code, {**BIRTH, "basis": basis}, kind="amended", on=TODAY)
    second = actions.refresh(document=first.document, reason="Nghị định 87/2026/NĐ-CP", actor=standing, at=NOW + timedelta(hours=1))
    assert second.short == "01.01"
    assert second.content.records == first.content.records
    found = compared(first, second)
    assert [(each.place, each.kind) for each in found] == [("5.1. Cơ sở pháp lý", "changed")]
    assert [piece.text for piece in found[0].after if piece.kind == "new"] == ["87/2026/NĐ-CP", "mới "]


def test_an_abolished_procedure_makes_no_draft_and_shows_in_the_coverage(
    ward: Commune, birth: Procedure, marriage: Procedure, units: dict[str, Unit], standing: Person
) -> None:
    version = generated(ward, [birth], units, standing)
    say(ward, birth.code, {}, kind="abolished", on=TODAY)
    actions.drop_draft(version=version, actor=standing, at=NOW)
    found = coverage(ward.pk, TODAY)
    assert (found.gone, found.bare) == ({version.document_id: (birth,)}, (marriage,))
    with pytest.raises(Refused, match="đã bãi bỏ"):
        actions.refresh(document=version.document, actor=standing, at=NOW)


@pytest.mark.parametrize(
    ("hours", "words"),
    [("4", "04 giờ làm việc"), ("0.5", "0,5 giờ làm việc"), ("16", "02 ngày làm việc"), ("", ""), ("nửa buổi", "nửa buổi")],
)
def test_times_of_steps_are_said_in_hours_or_whole_days(hours: str, words: str) -> None:
    assert step_time(hours) == words


def test_limits_and_fees_are_never_guessed() -> None:
    assert limit_words(Limit(value="3", unit=TimeUnit.DAYS)) == "03 ngày"
    assert limit_words(Limit(value="1.5", unit=TimeUnit.MONTHS)) == "1,5 tháng"
    assert limit_words(Limit(raw="theo quy định")) == "theo quy định"
    assert fee_words(Fee(amount=0)) == "Không thu"
    assert fee_words(Fee(amount=15000)) == "15.000 đồng"
    assert fee_words(Fee(raw="theo bảng")) == "theo bảng"
    assert fee_words(Fee()) == ""
