"""What the checks of criteria find, and what each clause spares."""

from decimal import Decimal
from typing import Any

from minhchung.apps.evidence.models import Claim
from minhchung.apps.ground.refs import Ref
from minhchung.apps.indexes.models import Criterion, RequiredEvidence
from tests.checking import Examples, Ground, Make
from tests.evidence.check_examples import stored
from tests.personas import NOW


def requirement(ground: Ground, **conditions: Any) -> RequiredEvidence:
    """What a leaf of the unit asks to see."""
    leaf = Criterion.objects.create(
        commune=ground.commune, year=2026, code="1.2.1", title="Tổ chức đối thoại", points=Decimal(1), unit=ground.unit
    )
    asked = {"kind": "file", **conditions}
    return RequiredEvidence.objects.create(criterion=leaf, text="Biên bản đối thoại", conditions=asked)


def shown(ground: Ground, asked: RequiredEvidence, day: str, *, signed: bool = False, good: bool = False) -> None:
    """A piece brought for it."""
    says = {"number": 15, "symbol": "BB-UBND", "type": "bien-ban", "type_text": "Biên bản", "date": day}
    file = stored(ground, said=says, signed={"intact": True, "changed_after": False} if signed else None)
    checked = {"state": Claim.State.GOOD, "checked_at": NOW} if good else {}
    place = {"kind": "requirement", "key": str(asked.pk), "title": "Biên bản", "claimed_at": NOW}
    Claim.objects.create(commune=ground.commune, file=file, **place, **checked)


def piece(day: str = "2026-11-02", *, with_signature: bool = False, beside_a_good_one: bool = False, **conditions: Any) -> Make:
    """A piece brought for a requirement; also beside one that suffices."""

    def make(ground: Ground) -> Ref:
        asked = requirement(ground, **conditions)
        shown(ground, asked, day, signed=with_signature)
        if beside_a_good_one:
            shown(ground, asked, "2026-11-02", signed=True, good=True)
        return Ref("requirement", str(asked.pk))

    return make


def lacking(ground: Ground) -> Ref:
    """A leaf for which nothing was brought."""
    return Ref("criterion", str(requirement(ground).criterion_id))


def nothing_lacking(ground: Ground) -> Ref:
    asked = requirement(ground)
    shown(ground, asked, "2026-11-02")
    return Ref("criterion", str(asked.criterion_id))


EXAMPLES = {
    "TC-01": Examples(lacking, {"có minh chứng cần có mà chưa nộp gì": nothing_lacking}),
    "TC-02": Examples(
        piece("2025-11-02"),
        {
            "tiêu chí chưa đủ minh chứng": piece("2025-11-02", beside_a_good_one=True),
            "không đề trong năm hoặc trước hạn được yêu cầu": piece(),
        },
        also=(piece(before="2026-10-31"),),
    ),
    "TC-03": Examples(
        piece(signed=True),
        {
            "tiêu chí chưa đủ minh chứng": piece(signed=True, beside_a_good_one=True),
            "phải ký số mà tệp chưa ký": piece(signed=True, with_signature=True),
        },
    ),
}
