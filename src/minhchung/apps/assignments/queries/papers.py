"""The documents that work brought forth: answers of its periods and documents put forward as evidence."""

from collections import defaultdict
from collections.abc import Collection

from minhchung.apps.assignments.models import Occurrence
from minhchung.apps.evidence.models import Claim


def papers_of(assignments: Collection[int]) -> dict[int, list[int]]:
    """Assignment → keys of its documents; two queries whatever their number."""
    found: dict[int, list[int]] = defaultdict(list)
    owners: dict[str, int] = {}
    for pk, assignment, answer in Occurrence.objects.filter(duty__assignment__in=assignments).values_list(
        "pk", "duty__assignment", "answer"
    ):
        owners[str(pk)] = assignment
        if answer is not None:
            found[assignment].append(answer)
    claims = Claim.objects.filter(kind="occurrence", key__in=owners, withdrawn_at=None, document__isnull=False).exclude(state="bad")
    for key, document in claims.values_list("key", "document"):
        if document is not None:
            found[owners[key]].append(document)
    return found
