"""What a review finds wrong with pieces of evidence, whatever they prove."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from minhchung.apps.evidence.claimable import answering
from minhchung.apps.evidence.facts import said_of, signatures_of, typed_of
from minhchung.apps.evidence.models import Claim
from minhchung.apps.evidence.rules import Difference, differences
from minhchung.apps.files.models import Signature, StoredFile
from minhchung.apps.ground.problems import Check, Look, Problem, Severity, register
from minhchung.apps.ground.refs import Ref

PIECES = "minh chứng đang dùng"
_FILES = ("file__blob", "document__file__blob")


def _live(look: Look) -> QuerySet[Claim]:
    return Claim.objects.filter(commune=look.scope.commune, withdrawn_at=None)


def _claims(look: Look) -> QuerySet[Claim]:
    """The pieces of evidence, each with its file; of one unit those that prove what it answers for."""
    rows = _live(look).select_related(*_FILES).defer("file__blob__text", "document__text", "document__file__blob__text")
    if look.scope.unit is not None:
        mine = [pk for pk, units in _units(look).items() if look.scope.unit in units]
        rows = rows.filter(pk__in=mine)
    return rows


def _units(look: Look) -> Mapping[int, tuple[int, ...]]:
    """By claim, the units that answer for what it proves."""

    def read() -> dict[int, tuple[int, ...]]:
        refs = {pk: Ref(kind, key) for pk, kind, key in _live(look).order_by().values_list("pk", "kind", "key")}
        found = answering(set(refs.values()))
        return {pk: found.get(ref, ()) for pk, ref in refs.items()}

    return look.once("evidence.units", read)


def _contradictable(look: Look) -> QuerySet[Claim]:
    """Those of which a person or the register says something, and whose file tells something of itself; `carries`: it is signed."""
    said = Q(document__isnull=False) | Q(typed_date__isnull=False) | Q(typed_signed__isnull=False) | ~Q(typed_number="", typed_issuer="")
    read = (Q(file__isnull=False) & ~Q(file__blob__said={})) | (
        Q(file=None, document__file__isnull=False) & ~Q(document__file__blob__said={})
    )
    signed = Exists(Signature.objects.filter(blob=Coalesce(OuterRef("file__blob"), OuterRef("document__file__blob"))))
    told = _claims(look).filter(said, read | Q(typed_signed__isnull=False) | Q(document__personal_signature__isnull=False))
    return told.annotate(carries=signed)


def _signed(look: Look) -> QuerySet[Claim]:
    return _claims(look).prefetch_related(*(f"{path}__signatures" for path in _FILES))


def _differences(claim: Any) -> list[Difference]:
    return differences(typed_of(claim), said_of(claim, carries=claim.carries))


def _broken(look: Look) -> Q:
    """Some signature does not fit the content, or the file was changed after it."""
    bad = Signature.objects.filter(Q(intact=False) | Q(intact=None) | Q(changed_after=True), blob=OuterRef("blob"))
    files = StoredFile.objects.filter(Exists(bad), commune=look.scope.commune).values("pk")
    return Q(file__in=files) | Q(file=None, document__file__in=files)


def _not_rejected(look: Look) -> Q:
    return ~Q(state=Claim.State.BAD)


def _said(message: Callable[[Claim], str]) -> Callable[[Any, Look], Problem]:
    """Tells of a piece of evidence: its title, what is wrong with it, and who answers for what it proves."""

    def tell(row: Claim, look: Look) -> Problem:
        return Problem(Ref("claim", str(row.pk)), f"Minh chứng “{row.title}” {message(row)}", units=_units(look)[row.pk])

    return tell


def _differing(claim: Claim) -> str:
    told = (f"{each.label} ghi “{each.typed}”, tệp ghi “{each.said}”" for each in _differences(claim))
    return f"khác tệp: {'; '.join(told)}."


def _damaged(claim: Claim) -> str:
    return "có chữ ký số không khớp nội dung." if not signatures_of(claim).intact else "bị sửa đổi sau khi ký số."


register(
    Check(
        "MC-01",
        "Minh chứng khác tệp",
        Severity.ERROR,
        PIECES,
        _contradictable,
        _said(_differing),
        "Mở tệp đối chiếu rồi sửa thông tin đã ghi, hoặc nộp đúng tệp.",
        where={"chưa bị đánh giá là chưa đạt": _not_rejected},
        holds={"thông tin đã ghi khác với tệp": lambda row, look: bool(_differences(row))},
    ),
    Check(
        "MC-02",
        "Chữ ký số của minh chứng không còn nguyên",
        Severity.ERROR,
        PIECES,
        _signed,
        _said(_damaged),
        "Nộp bản gốc đã ký, chưa sửa.",
        where={"chưa bị đánh giá là chưa đạt": _not_rejected, "chữ ký không khớp nội dung, hoặc tệp bị sửa sau khi ký": _broken},
    ),
)
