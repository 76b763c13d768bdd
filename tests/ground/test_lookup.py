"""Search without marks, scoped by what the reader may see."""

import pytest

from minhchung.apps.ground import lookup, subjects
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def things(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kind whose keys below 100 are seen by everybody."""
    monkeypatch.setattr(subjects, "KINDS", dict(subjects.KINDS))
    subjects.register(
        subjects.SubjectKind(
            kind="thing",
            label="Vật",
            visible=lambda person, keys: {key for key in keys if int(key) < 100},
            titles=lambda keys: {key: f"Vật {key}" for key in keys},
            address=lambda key: f"/vat/{key}/",
        )
    )


def test_words_without_marks_find_text_with_marks() -> None:
    lookup.put(Ref("thing", "1"), commune="98001", title="Hồ sơ đất đai", text="Phường Vân Khê, hòa giải")
    lookup.put(Ref("thing", "2"), commune="98001", title="Hộ tịch")
    assert lookup.keys_matching("dat dai", commune="98001") == [Ref("thing", "1")]
    assert lookup.keys_matching("ĐẤT", commune="98001") == [Ref("thing", "1")]
    assert lookup.keys_matching("hoà giai", commune="98001") == [Ref("thing", "1")]
    assert lookup.keys_matching("ho ti", commune="98001") == [Ref("thing", "2")]


def test_another_commune_s_rows_are_not_found() -> None:
    lookup.put(Ref("thing", "1"), commune="98002", title="Đất đai")
    assert lookup.keys_matching("dat dai", commune="98001") == []


def test_a_renamed_subject_is_found_by_its_new_words_only() -> None:
    lookup.put(Ref("thing", "1"), commune="98001", title="Sáng kiến")
    lookup.put(Ref("thing", "1"), commune="98001", title="Kiểm tra")
    assert lookup.keys_matching("sang kien", commune="98001") == []
    assert lookup.keys_matching("kiem tra", commune="98001") == [Ref("thing", "1")]
    lookup.remove(Ref("thing", "1"))
    assert lookup.keys_matching("kiem tra", commune="98001") == []


@pytest.mark.parametrize("words", ['"', "dat' OR 1=1 --", "a* NEAR b", "dat & !dai", "(((", "%", "", "   ", "đ", "468/TB-UBND"])
def test_odd_words_are_words_not_commands(words: str) -> None:
    lookup.put(Ref("thing", "1"), commune="98001", title="Thông báo 468/TB-UBND")
    assert isinstance(lookup.keys_matching(words, commune="98001"), list)


def test_a_document_number_is_found() -> None:
    lookup.put(Ref("thing", "1"), commune="98001", title="Thông báo 468/TB-UBND")
    assert lookup.keys_matching("468/TB-UBND", commune="98001") == [Ref("thing", "1")]


def test_search_shows_only_what_the_person_may_read(officer: Person) -> None:
    for key in ("1", "100"):
        lookup.put(Ref("thing", key), commune=str(officer.commune_id), title="Đất đai")
    assert [found.url for found in lookup.search(officer, "dat dai")] == ["/vat/1/"]


def test_somebody_of_no_commune_finds_nothing(appraiser: Person) -> None:
    lookup.put(Ref("thing", "1"), commune="98001", title="Đất đai")
    assert lookup.search(appraiser, "dat dai") == []
