"""Products: handed in with what proves them, proven later, judged."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from minhchung.apps.assignments import rights
from minhchung.apps.assignments.models import Occurrence, Product
from minhchung.apps.assignments.moving import name_of, ref_of, refuse_when_over
from minhchung.apps.assignments.proof import live_claims, refuse_bare_products
from minhchung.apps.evidence.claimable import Place
from minhchung.apps.evidence.models import Claim
from minhchung.apps.evidence.showing import Piece, claim_once
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.organisations.models import Person

State = Occurrence.State
TAKES_PRODUCTS = (State.ASSIGNED, State.IN_PROGRESS, State.RETURNED, State.SUBMITTED)


@dataclass(frozen=True, kw_only=True)
class Brought:
    """What comes with a product: things not yet shown for the work (`pieces`), and claims of the work that prove the product too.

    The caller has made sure that the person may read all of it.
    """

    pieces: Sequence[Piece] = ()
    claims: Sequence[Claim] = ()

    def __bool__(self) -> bool:
        return bool(self.pieces or self.claims)


@act("assignments.hand_in", "Nộp sản phẩm", on="occurrence", allowed=rights.does)
def hand_in(
    *,
    occurrence: Occurrence,
    title: str,
    quantity: int = 1,
    brought: Brought | None = None,
    actor: Person | None,
    at: datetime,
) -> Product:
    """Hands in a product with its evidence; accepted ones meet a counted target. Cooperating units hand in too.

    What is brought becomes evidence of the work, and of this product. A product may be handed in before its evidence is there; it is
    then shown so and cannot be accepted.
    """
    refuse_when_over(occurrence)
    current = Occurrence.objects.select_for_update().get(pk=occurrence.pk)
    if current.state not in TAKES_PRODUCTS:
        raise Refused(f"{name_of(occurrence)} đã đóng nên không nộp thêm sản phẩm được. Đề nghị người giao việc mở lại.")
    if not title.strip():
        raise Refused("Sản phẩm chưa có tên: ghi tên sản phẩm rồi nộp.")
    if not 1 <= quantity <= 100_000:
        raise Refused(f"Số lượng {quantity} không hợp lệ: nhập số từ 1 đến 100.000.")
    product = Product.objects.create(occurrence=current, title=title.strip()[:300], quantity=quantity, handed_in_by=actor, handed_in_at=at)
    claims = _show(product, brought or Brought(), actor=actor, at=at)
    Occurrence.objects.filter(pk=current.pk, state=State.ASSIGNED).update(state=State.IN_PROGRESS)
    told = {"product": product.pk, "title": product.title, "quantity": product.quantity}
    record(commune=occurrence.commune_id, subject=ref_of(occurrence), after=told | _evidence(claims))
    occurrence.refresh_from_db()
    return product


@act("assignments.prove_product", "Nộp minh chứng cho sản phẩm", on="product", allowed=rights.does)
def prove_product(*, product: Product, brought: Brought, actor: Person | None, at: datetime) -> Product:
    """Adds evidence to a product handed in earlier, whatever became of it; the judgement stays as it is."""
    refuse_when_over(product.occurrence)
    if not brought:
        raise Refused(f"“{product.title}” chưa có minh chứng nào được chọn: kéo tệp vào khung hoặc chọn tệp, văn bản đã có.")
    claims = _show(Product.objects.select_for_update().get(pk=product.pk), brought, actor=actor, at=at)
    record(commune=product.commune_id, subject=ref_of(product.occurrence), after={"product": product.pk} | _evidence(claims))
    return product


@act("assignments.judge_product", "Đánh giá sản phẩm", on="product", allowed=rights.closes)
def judge_product(*, product: Product, good: bool, reason: str = "", actor: Person | None, at: datetime) -> Product:
    """Accepts one product, or finds it wanting with a reason. Several may be accepted before the whole is submitted.

    A product is a thing handed in with evidence (DESIGN 5): one that has none, or whose every piece was found wanting, is not accepted.
    """
    if not good and not reason.strip():
        raise Refused(f"“{product.title}” chưa ghi lý do chưa đạt: ghi lý do rồi bấm lại.")
    occurrence = Occurrence.objects.select_for_update().get(pk=product.occurrence_id)
    if occurrence.closed_at is not None:
        raise Refused(f"{name_of(occurrence)} đã đóng nên không đánh giá lại sản phẩm được. Mở lại việc trước.")
    if good:
        refuse_bare_products([product])
    state = Product.State.ACCEPTED if good else Product.State.RETURNED
    values = {"state": state, "reason": "" if good else reason.strip()[:500], "judged_by": actor, "judged_at": at}
    if Product.objects.filter(pk=product.pk, state=product.state).exclude(state=state).update(**values) != 1:
        raise Refused(f"“{product.title}” vừa được người khác đánh giá. Tải lại trang.")
    told = {"product": product.pk, "state": state, **({"reason": reason.strip()} if not good else {})}
    record(commune=occurrence.commune_id, subject=ref_of(occurrence), before={"product": product.pk, "state": product.state}, after=told)
    product.refresh_from_db()
    return product


def _show(product: Product, brought: Brought, *, actor: Person | None, at: datetime) -> list[Claim]:
    """Makes what is brought evidence of the work, where it is not yet, and of the product."""
    occurrence = product.occurrence
    place = Place(occurrence.commune_id, "occurrence", str(occurrence.pk))
    claims = [*brought.claims, *(claim_once(place, piece, actor=actor, at=at) for piece in brought.pieces)]
    strange = {claim.pk for claim in brought.claims} - set(live_claims(occurrence).values_list("pk", flat=True))
    if strange:
        raise Refused(f"{name_of(occurrence)}: có minh chứng vừa được rút hoặc của việc khác. Tải lại trang rồi chọn lại.")
    product.claims.add(*claims)
    return claims


def _evidence(claims: Sequence[Claim]) -> dict[str, object]:
    """What the history says of it: the claims, and the digests that prove which bytes were meant."""
    if not claims:
        return {}
    return {"evidence": [claim.pk for claim in claims], "sha256": [claim.file.blob_id for claim in claims if claim.file]}
