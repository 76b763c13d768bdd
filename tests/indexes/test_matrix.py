"""The link matrix: a finding stands on the leaf whose record or work it is about, and leaves it when it is closed."""

from minhchung.apps.evidence.models import Claim
from minhchung.apps.findings import actions as findings
from minhchung.apps.findings.models import Finding
from minhchung.apps.ground.refs import Ref
from minhchung.apps.indexes.matrix import matrix
from minhchung.apps.indexes.models import Index
from minhchung.apps.indexes.standing import standing_of
from minhchung.apps.organisations.models import Commune
from tests.indexes.rounds import leaf_of
from tests.personas import NOW


def told(index: Index) -> dict[str, list[int]]:
    """Leaf → the findings beside it, for the leaves that have some."""
    rows = matrix(standing_of(index, day=NOW.date()))
    return {row.leaf.criterion.code: [each.pk for each in row.findings] for row in rows if row.findings}


def found(ward: Commune, subject: Ref | None) -> Finding:
    return findings.add(commune=ward, message="Thiếu chữ ký", units=[], subject=subject, actor=None, at=NOW)


def test_findings_stand_beside_the_leaf_they_are_about(scored: Index, minutes: Claim, ward: Commune) -> None:
    leaf = leaf_of(scored, "1.2")
    of_leaf = found(ward, Ref("criterion", str(leaf.pk)))
    of_paper = found(ward, Ref("claim", str(minutes.pk)))
    of_asked = found(ward, Ref("requirement", str(leaf_of(scored, "1.1").requirements.get().pk)))
    found(ward, None)
    found(ward, Ref("document", "1"))
    assert told(scored) == {"1.1": [of_asked.pk], "1.2": [of_leaf.pk, of_paper.pk]}
    Finding.objects.filter(pk=of_asked.pk).update(
        state="closed", closed_at=NOW, cause="skill", side="subjective", plan="Tập huấn", evaluation="Đã xem"
    )
    assert told(scored) == {"1.2": [of_leaf.pk, of_paper.pk]}
