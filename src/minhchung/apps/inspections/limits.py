"""The limits of inspections as a commune has them: its own, else those of the law data."""

from minhchung.apps.inspections.checklists import usual_limits
from minhchung.apps.inspections.models import LimitSetting
from minhchung.apps.inspections.rules.limits import Limit


def limits_of(commune: str) -> dict[str, Limit]:
    """Every limit by name; `own` marks those the commune set itself."""
    usual = usual_limits()
    own = {each.name: each for each in LimitSetting.objects.filter(commune=commune)}
    return {
        name: Limit(name, limit.title, own[name].days, own[name].working, own[name].source, own=True) if name in own else limit
        for name, limit in usual.items()
    }
