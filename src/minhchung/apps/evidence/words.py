"""What the acts on evidence write, in words."""

from collections.abc import Iterable, Mapping

from minhchung.apps.evidence.models import Claim
from minhchung.apps.ground.keys import keys_of
from minhchung.apps.ground.words import digest, name_fields


def _claims(keys: Iterable[str]) -> Mapping[str, str]:
    """Titles, also of those withdrawn: whoever reads the event reads the subject they were shown for."""
    return {str(pk): title for pk, title in Claim.objects.filter(pk__in=keys_of(keys)).values_list("pk", "title")}


name_fields(
    "evidence",
    {
        "claim": "minh chứng",
        "title": "tên",
        "document": "văn bản",
        "file": "tệp",
        "sha256": "mã băm của tệp",
        "typed_number": "số, ký hiệu ghi tay",
        "typed_date": "ngày ghi tay",
        "typed_issuer": "cơ quan ghi tay",
        "typed_signed": "đã ký, đóng dấu",
        "state": "kết quả kiểm tra",
        "reason": "lý do",
        "withdrawn_at": "rút lúc",
    },
    values={"state": dict(Claim.State.choices)},
    subjects={"claim": "claim", "document": "document"},
    rows={"claim": _claims},
    shown={"sha256": digest},
)
name_fields("evidence.claim", {}, hidden={"title"})  # the evidence itself says it, with a link
