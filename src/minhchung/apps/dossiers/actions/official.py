"""Published scores of QĐ 766 brought in: kept word for word, replaced when they are published anew, never recomputed."""

from collections.abc import Iterable
from datetime import datetime

from minhchung.apps.dossiers.models import OfficialScore
from minhchung.apps.dossiers.rights import brings_in
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Person
from minhchung.flow.indicators import Official, WindowError, parse_window
from minhchung.text.normal import fold

LIMIT = 20_000


@act("dossiers.keep_official", "Nhập điểm 766 đã công bố", on="commune", allowed=brings_in)
def keep_official(*, commune: Commune, published: Iterable[Official], actor: Person | None, at: datetime) -> int:
    """Published figures, of this commune and of others to rank it among; how many. The same figure published anew replaces the old one.

    A figure is of this commune when its unit is named like it. Raises Refused for a period that is none, or when nothing is there.
    """
    figures = list(published)
    if not figures:
        raise Refused("Tệp không có điểm nào để nhập. Chọn tệp khác.")
    if len(figures) > LIMIT:
        raise Refused(f"Tệp có {len(figures)} điểm, một lần nhập được {LIMIT}. Chia tệp theo kỳ rồi nhập từng tệp.")
    before = _own(commune, {item.period for item in figures})
    for item in figures:
        _keep(commune, item, actor=actor, at=at)
    after = _own(commune, {item.period for item in figures})
    record(
        commune=commune.pk,
        subject=Ref("commune", commune.pk),
        before={"official_scores": before} if before else None,
        after={"official_scores": after, "rows_accepted": len(figures), "source": figures[0].source},
    )
    return len(figures)


def _keep(commune: Commune, item: Official, *, actor: Person | None, at: datetime) -> None:
    try:
        parse_window(item.period)
    except WindowError as error:
        raise Refused(str(error)) from error
    values = {
        "own": fold(item.unit) == fold(commune.name),
        "name": item.name,
        "numerator": item.numerator,
        "denominator": item.denominator,
        "ratio": item.ratio,
        "score": item.score,
        "max_score": item.max_score,
        "source": item.source[:200],
        "at": at,
        "by": actor,
    }
    OfficialScore.objects.update_or_create(commune=commune, unit=item.unit, period=item.period, metric=item.code, defaults=values)


def _own(commune: Commune, periods: set[str]) -> dict[str, str]:
    """The commune's own published points of some periods, by period and metric, for the history."""
    found = OfficialScore.objects.filter(commune=commune, own=True, period__in=periods, score__isnull=False)
    return {f"{item.period} {item.name or item.metric}": f"{item.score:f}" for item in found}
