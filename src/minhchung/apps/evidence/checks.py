"""What a review finds wrong with pieces of evidence, whatever they prove."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from minhchung.apps.evidence.claimable import answering
from minhchung.apps.evidence.facts import Looked, looked_at, signatures_of
from minhchung.apps.evidence.models import Claim
from minhchung.apps.files.models import Signature, StoredFile
from minhchung.apps.ground.problems import Check, Look, Problem, Severity, register
from minhchung.apps.ground.refs import Ref

PIECES = "minh chứng đang dùng"
_FILES = ("file__blob", "document__file__blob")


@dataclass(frozen=True)
class Seen:
    """A piece of evidence with what its file says, and the units that answer for what it proves."""

    looked: Looked
    units: tuple[int, ...]

    @property
    def claim(self) -> Claim:
        """The claim."""
        return self.looked.claim


def _seen(look: Look, narrowed: Q) -> Iterator[Seen]:
    """The live claims of the scope that the condition leaves."""
    rows = Claim.objects.filter(narrowed, commune=look.scope.commune, withdrawn_at=None).select_related(*_FILES)
    rows = rows.prefetch_related(*(f"{path}__signatures" for path in _FILES))
    claims = list(rows.defer("file__blob__text", "document__text", "document__file__blob__text"))
    units = answering({Ref(claim.kind, claim.key) for claim in claims})
    for claim in claims:
        answers = units.get(Ref(claim.kind, claim.key), ())
        if look.scope.unit is None or look.scope.unit in answers:
            yield Seen(looked_at(claim, None), answers)


def _contradictable(look: Look) -> Iterator[Seen]:
    """Those of which a person or the register says something, and whose file tells something of itself."""
    said = Q(document__isnull=False) | Q(typed_date__isnull=False) | Q(typed_signed__isnull=False) | ~Q(typed_number="", typed_issuer="")
    read = (Q(file__isnull=False) & ~Q(file__blob__said={})) | (
        Q(file=None, document__file__isnull=False) & ~Q(document__file__blob__said={})
    )
    return _seen(look, said & (read | Q(typed_signed__isnull=False) | Q(document__personal_signature__isnull=False)))


def _signed(look: Look) -> Iterator[Seen]:
    """Those whose file carries a digital signature."""
    signed = StoredFile.objects.filter(Exists(Signature.objects.filter(blob=OuterRef("blob")))).values("pk")
    return _seen(look, Q(file__in=signed) | Q(file=None, document__file__in=signed))


def _not_rejected(row: Seen, look: Look) -> bool:
    return row.claim.state != Claim.State.BAD


def _broken(row: Seen, look: Look) -> bool:
    signed = signatures_of(row.claim)
    return bool(signed.count) and (not signed.intact or signed.changed_after)


def _said(message: Callable[[Seen], str]) -> Callable[[Seen, Look], Problem]:
    """Tells of a piece of evidence: its title, what is wrong with it, and who answers for what it proves."""

    def tell(row: Seen, look: Look) -> Problem:
        return Problem(Ref("claim", str(row.claim.pk)), f"Minh chứng “{row.claim.title}” {message(row)}", units=row.units)

    return tell


def _differing(row: Seen) -> str:
    told = (f"{each.label} ghi “{each.typed}”, tệp ghi “{each.said}”" for each in row.looked.differences)
    return f"khác tệp: {'; '.join(told)}."


def _damaged(row: Seen) -> str:
    return "có chữ ký số không khớp nội dung." if not signatures_of(row.claim).intact else "bị sửa đổi sau khi ký số."


register(
    Check(
        "MC-01",
        "Minh chứng khác tệp",
        Severity.ERROR,
        PIECES,
        _contradictable,
        _said(_differing),
        "Mở tệp đối chiếu rồi sửa thông tin đã ghi, hoặc nộp đúng tệp.",
        holds={
            "chưa bị đánh giá là chưa đạt": _not_rejected,
            "thông tin đã ghi khác với tệp": lambda row, look: bool(row.looked.differences),
        },
    ),
    Check(
        "MC-02",
        "Chữ ký số của minh chứng không còn nguyên",
        Severity.ERROR,
        PIECES,
        _signed,
        _said(_damaged),
        "Nộp bản gốc đã ký, chưa sửa.",
        holds={"chưa bị đánh giá là chưa đạt": _not_rejected, "chữ ký không khớp nội dung, hoặc tệp bị sửa sau khi ký": _broken},
    ),
)
