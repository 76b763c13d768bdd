"""`inspect`: our own letters are as the law asks, and each slip raises its own issue and no other."""

import pytest
from tests.letters.drafts import KINDS, changed, composed
from tests.letters.slips import SLIPS, Slip

from minhchung.letters.inspecting import inspect
from minhchung.letters.nd30 import layout


@pytest.mark.parametrize("kind", [*KINDS, "parts"])
def test_what_we_compose_has_no_issue(kind: str) -> None:
    assert inspect(composed(kind)) == []


@pytest.mark.parametrize("slip", SLIPS, ids=[f"{slip.code}-{at}" for at, slip in enumerate(SLIPS)])
def test_a_slip_raises_its_own_issue_and_no_other(slip: Slip) -> None:
    issues = inspect(changed(composed(slip.kind), slip.change, slip.part))
    assert [issue.code for issue in issues] == [slip.code], [(issue.code, issue.found, issue.where) for issue in issues]
    issue = issues[0]
    assert all((issue.element, issue.needed, issue.found, issue.mend, issue.citation))


def test_every_check_of_the_law_file_has_a_slip() -> None:
    assert set(layout().checks) - {slip.code for slip in SLIPS} == set()
