"""Which procedures of the catalogue a leaf is about."""

from collections.abc import Sequence
from datetime import datetime

from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.ground.refs import Ref
from minhchung.apps.indexes.models import Criterion, CriterionProcedure
from minhchung.apps.indexes.rights import keeps_criteria
from minhchung.apps.organisations.models import Person
from minhchung.apps.procedures.models import Procedure


@act("indexes.link_procedures", "Gắn thủ tục với tiêu chí", on="criterion", allowed=keeps_criteria)
def link_procedures(*, criterion: Criterion, codes: Sequence[str], actor: Person | None, at: datetime) -> list[Procedure]:
    """All the procedures of a leaf at once, over those linked before; none takes all links away."""
    held = Criterion.objects.select_for_update().get(pk=criterion.pk)
    wanted = {each.code: each for each in Procedure.objects.filter(commune=held.commune_id, code__in=codes)}
    if missing := [code for code in codes if code not in wanted]:
        raise Refused(f"Danh mục không có thủ tục mã {', '.join(missing[:5])}. Xem lại mã, hoặc nhập thủ tục vào danh mục trước.")
    links = CriterionProcedure.objects.filter(criterion=held)
    before = list(links.values_list("procedure__code", flat=True))
    links.exclude(procedure__in=wanted.values()).delete()
    present = set(links.values_list("procedure", flat=True))
    CriterionProcedure.objects.bulk_create(
        CriterionProcedure(criterion=held, procedure=each) for each in wanted.values() if each.pk not in present
    )
    subject = Ref("criterion", str(held.pk))
    record(commune=held.commune_id, subject=subject, before={"procedures": before}, after={"procedures": sorted(wanted)})
    return list(wanted.values())
