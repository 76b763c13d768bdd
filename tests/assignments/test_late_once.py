"""Late work is spoken of once: by the check of those who must decide, of recurring reports, or of everything else."""

from itertools import product

import pytest

from minhchung.apps.ground.figures import Scope
from minhchung.apps.ground.problems import problems
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.assignments.check_examples import AHEAD, OVER, RECURRING, asking, ref, share
from tests.checking import Ground
from tests.personas import NOW

pytestmark = pytest.mark.django_db
LATE = ("NV-05", "NV-09", "NV-11")


def test_every_late_share_is_told_of_by_one_check_and_no_other_share_by_any(ward: Commune, units: dict[str, Unit], officer: Person) -> None:
    ground, late, in_time = Ground(ward, units, officer), set[Ref](), set[Ref]()
    for over, recurs, asks, progress in product((True, False), (True, False), (True, False), ("", "Đang làm")):
        row = share(ground, of=RECURRING if recurs else {}, due_on=OVER if over else AHEAD, progress=progress)
        if asks:
            asking(ground, row)
        (late if over else in_time).add(ref(row))
    told = [problem.subject for code in LATE for problem in problems(code, Scope(ward.pk), NOW)]
    assert (len(told), set(told)) == (len(late), late)


def test_the_words_say_whether_anything_was_written_of_it(ward: Commune, units: dict[str, Unit], officer: Person) -> None:
    ground = Ground(ward, units, officer)
    silent, told = share(ground), share(ground, progress="Đang làm")
    said = {problem.subject: problem.message.partition(": ")[2] for problem in problems("NV-09", Scope(ward.pk), NOW)}
    assert said == {
        ref(silent): "quá hạn 10/11/2026, chưa báo tiến độ và không có đề nghị gia hạn nào đang chờ.",
        ref(told): "quá hạn 10/11/2026, có báo tiến độ nhưng không có đề nghị gia hạn nào đang chờ.",
    }
