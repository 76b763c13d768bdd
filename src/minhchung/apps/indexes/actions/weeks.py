"""Keeping where the points stood, once a week."""

from dataclasses import fields
from datetime import date, datetime

from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.indexes.adopting import index_ref
from minhchung.apps.indexes.models import Index, WeekStanding
from minhchung.apps.indexes.standing import standing_of, units_of
from minhchung.apps.organisations.models import Person
from minhchung.apps.organisations.rights import never
from minhchung.scoring.forecast import Parts


@act("indexes.keep_week", "Ghi điểm tuần", on="index", allowed=never)
def keep_week(*, index: Index, day: date, actor: Person | None, at: datetime) -> WeekStanding:
    """Writes down where the points stand at the end of a day, in all and by unit. Raises Refused when that day is written already."""
    found = standing_of(index, day=day)
    parts = {part.name: getattr(found.forecast.parts, part.name) for part in fields(Parts)}
    units = {str(pk or ""): [str(getattr(each, part.name)) for part in fields(Parts)] for pk, each in units_of(found).items()}
    kept, made = WeekStanding.objects.get_or_create(
        index=index, day=day, defaults={**parts, "expected": found.forecast.expected, "units": units, "kept_at": at}
    )
    if not made:
        raise Refused(f"Điểm ngày {day:%d/%m/%Y} đã ghi.")
    record(commune=index.commune_id, subject=index_ref(index), after={"day": day, **parts, "expected": found.forecast.expected})
    return kept
