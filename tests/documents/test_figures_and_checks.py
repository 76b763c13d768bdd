"""The signed share, and what is found wrong."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from minhchung.apps.documents.models import Document
from minhchung.apps.ground import figures
from minhchung.apps.ground.figures import Scope, Window
from minhchung.apps.ground.problems import problems
from minhchung.apps.organisations.models import Commune
from tests.documents.conftest import Register
from tests.personas import NOW

pytestmark = pytest.mark.django_db
YEAR = Window(date(2026, 1, 1), date(2026, 12, 31))
AFTER = NOW + timedelta(hours=1)


def issued(ward: Commune, number: int, personal: bool | None, agency: bool | None, **columns: object) -> Document:
    return Document.objects.create(
        commune=ward, direction="out", state="issued", number=number, symbol="BC-UBND", series="BC", issued_on=date(2026, 10, 1),
        personal_signature=personal, agency_signature=agency, added_at=NOW, **columns
    )  # fmt: skip


def share(ward: Commune) -> figures.Value:
    return figures.compute("documents.outgoing_signed_share", Scope(ward.code), YEAR, AFTER)


def test_the_signed_share_counts_both_signatures_and_leaves_the_unknown_out(ward: Commune) -> None:
    for number, (personal, agency) in enumerate([(True, True), (True, False), (True, None), (None, None)], 1):
        issued(ward, number, personal, agency)
    value = share(ward)
    assert (value.value, value.numerator, value.denominator) == (Decimal("50.00"), 1, 2)
    assert value.reason.startswith("2 văn bản chưa rõ")
    assert len(value.rows) == 2


def test_the_signed_share_of_nothing_is_unknown_not_zero(ward: Commune) -> None:
    assert share(ward).value is None
    issued(ward, 1, None, None)
    assert share(ward).value is None
    assert "chưa rõ chữ ký số" in share(ward).reason


def test_an_answer_waited_for_too_long_is_found(ward: Commune) -> None:
    late = issued(ward, 1, True, True, needs_answer=True, answer_due_on=date(2026, 11, 16))
    unsaid = issued(ward, 2, True, True, needs_answer=True)
    issued(ward, 3, True, True, needs_answer=True, answer_due_on=date(2026, 12, 16))
    issued(ward, 4, True, True)
    found = {problem.subject.key: problem.message for problem in problems("VB-01", Scope(ward.code), NOW)}
    assert set(found) == {str(late.pk), str(unsaid.pk)}
    assert "quá hạn trả lời 4 ngày làm việc" in found[str(late.pk)]
    assert "không ghi hạn" in found[str(unsaid.pk)]


def test_a_number_used_twice_is_found(ward: Commune, incoming: Register) -> None:
    incoming("15/KH-UBND")
    second = incoming("15/KH-UBND")
    found = problems("VB-02", Scope(ward.code), NOW)
    assert [problem.subject.key for problem in found] == [str(second.pk)]
    assert "đã vào sổ từ 20/11/2026" in found[0].message
