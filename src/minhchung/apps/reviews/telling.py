"""Who is told of a run: the head of each unit in which it found something new, once however much it is."""

from collections.abc import Mapping

from django.utils import timezone

from minhchung.apps.ground import notices
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import RoleGrant
from minhchung.apps.organisations.queries import in_force
from minhchung.apps.reviews.models import Run


def tell_heads(run: Run, fresh: Mapping[int, int]) -> None:
    """`fresh`: unit → how many findings of it were opened or opened again."""
    on = timezone.localtime(run.at).date()
    grants = RoleGrant.objects.filter(in_force(on), unit__in=fresh, role=Role.UNIT_HEAD, person__is_active=True)
    for grant in grants.select_related("person", "unit"):
        if grant.unit is None:
            continue
        text = f"Rà soát {on:%d/%m}: {grant.unit.name} có {fresh[grant.unit.pk]} phát hiện mới. Xem và nêu nguyên nhân."
        subject = Ref("review", str(run.pk))
        notices.notify([grant.person], commune=run.commune_id, subject=subject, text=text, topic="reviews.found", at=run.at)
