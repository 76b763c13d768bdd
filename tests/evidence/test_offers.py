"""Which requirements accepted work may prove: proposed with a reason, never linked."""

from datetime import date

import pytest
from django.core.files.base import ContentFile

from minhchung.apps.evidence.actions import claim
from minhchung.apps.evidence.claimable import CLAIMABLE, Claimable, Place
from minhchung.apps.evidence.models import Claim
from minhchung.apps.evidence.proving import offered
from minhchung.apps.evidence.rules import Offered, Piece, Told, offers
from minhchung.apps.files.receiving import receive
from minhchung.apps.organisations.models import Person
from minhchung.scoring.packs import Requirement
from tests.evidence.papers import letter, word
from tests.personas import NOW

PLAN = Requirement(text="Kế hoạch cải cách hành chính năm", document=("Kế hoạch",))
REPORT = Requirement(text="Báo cáo kết quả tập huấn chuyển đổi số", document=("Báo cáo",))
PHOTO = Requirement(text="Ảnh hội nghị đối thoại", kind="photo")
ASKED = {"plan": (PLAN, "Ban hành kế hoạch cải cách hành chính"), "report": (REPORT, "Tập huấn"), "photo": (PHOTO, "Đối thoại với dân")}


def piece(key: str, title: str, kind: str = "Kế hoạch", day: date | None = date(2026, 1, 12), **more: object) -> Piece:
    return Piece(key=key, title=title, type=Told(kind, "file"), dated=Told(day, "file"), media="other", **more)  # type: ignore[arg-type]


def offered_to(*pieces: Piece, words: str = "") -> dict[str, list[str]]:
    found = offers([Offered(each, words) for each in pieces], ASKED, year=2026)
    return {key: [offer.piece.key for offer in made] for key, made in found.items()}


def test_type_words_and_year_agree() -> None:
    found = offers([Offered(piece("1", "Kế hoạch cải cách hành chính phường"))], ASKED, year=2026)
    assert [offer.score for offer in found["plan"]] == [1.0]
    assert found["plan"][0].why == "cùng loại Kế hoạch; cùng nói “Kế hoạch cải cách hành chính”; năm 2026"
    assert not found["report"]
    assert not found["photo"]


def test_the_words_of_the_work_count_and_accents_do_not() -> None:
    assert offered_to(piece("1", "bc.docx", "Báo cáo"), words="Tap huan chuyen doi so")["report"] == ["1"]


@pytest.mark.parametrize(
    "wrong",
    [
        piece("1", "Kế hoạch cải cách hành chính", day=date(2025, 1, 12)),
        piece("1", "Kế hoạch cải cách hành chính", kind="Báo cáo"),
        piece("1", "Kế hoạch cải cách hành chính", blank_number=True),
        piece("1", "Kế hoạch cải cách hành chính", address="https://x"),
        piece("1", "Kế hoạch cải cách hành chính", state="bad", reason="mờ"),
        piece("1", "Chợ Vân Khê"),
    ],
    ids=["year", "type", "draft", "address", "rejected", "words"],
)
def test_what_would_be_refused_or_is_about_something_else_is_not_offered(wrong: Piece) -> None:
    assert offered_to(wrong)["plan"] == []


def test_the_best_come_first_and_no_more_than_a_handful() -> None:
    weak = [piece(str(number), "Kế hoạch kiểm tra cải cách") for number in range(1, 8)]
    found = offered_to(*weak, piece("9", "Kế hoạch cải cách hành chính năm"))["plan"]
    assert found[0] == "9"
    assert len(found) == 5


@pytest.mark.django_db
def test_accepted_work_offers_its_good_evidence_and_nothing_is_linked(
    place: Place, leader: Person, monkeypatch: pytest.MonkeyPatch, own_store: object
) -> None:
    upload = receive(ContentFile(word(letter(number="7")), name="ke-hoach.docx"))
    made = claim(place=place, upload=upload, title="Kế hoạch cải cách hành chính", actor=None, at=NOW)
    Claim.objects.filter(pk=made.pk).update(state="good", checked_at=NOW)
    assert offered(leader, ASKED, year=2026, today=NOW.date())["plan"] == [], "the work is not accepted yet"
    accepted = Claimable(CLAIMABLE["document"].may_claim, accepted=lambda keys: dict.fromkeys(keys, NOW))
    monkeypatch.setitem(CLAIMABLE, "document", accepted)
    found = offered(leader, ASKED, year=2026, today=NOW.date())
    assert [offer.piece.key for offer in found["plan"]] == [str(made.pk)]
    assert not found["report"]
    assert Claim.objects.count() == 1
