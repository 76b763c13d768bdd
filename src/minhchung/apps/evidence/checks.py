"""What is found wrong with evidence."""

from collections.abc import Iterable
from datetime import datetime

from minhchung.apps.evidence.claimable import periods_of
from minhchung.apps.evidence.facts import looked_at
from minhchung.apps.evidence.models import Claim
from minhchung.apps.ground.figures import Scope
from minhchung.apps.ground.problems import Problem, check
from minhchung.apps.ground.refs import Ref
from minhchung.text.written import written_day


def _live(scope: Scope) -> list[Claim]:
    rows = Claim.objects.filter(commune=scope.commune, withdrawn_at=None).select_related("file__blob", "document__file__blob")
    rows = rows.prefetch_related("file__blob__signatures", "document__file__blob__signatures")
    return list(rows.defer("file__blob__text", "document__text", "document__file__blob__text"))


@check("EV001")
def differs_from_its_file(scope: Scope, now: datetime) -> Iterable[Problem]:
    """What a person typed of a piece of evidence is not what its file says."""
    for claim in _live(scope):
        for each in looked_at(claim, None).differences:
            yield Problem(
                "EV001",
                Ref("claim", str(claim.pk)),
                f"“{claim.title}” khác tệp: {each.label} ghi “{each.typed}”, tệp ghi “{each.said}”.",
                "Mở tệp đối chiếu rồi sửa thông tin đã ghi, hoặc nộp đúng tệp.",
            )


@check("EV002")
def of_another_period(scope: Scope, now: datetime) -> Iterable[Problem]:
    """Evidence dated outside the period its subject asks for."""
    claims = _live(scope)
    periods = periods_of({Ref(claim.kind, claim.key) for claim in claims})
    for claim in claims:
        period = periods.get(Ref(claim.kind, claim.key))
        dated = looked_at(claim, period).dated
        if period is not None and dated is not None and not period.holds(dated):
            yield Problem(
                "EV002",
                Ref("claim", str(claim.pk)),
                f"“{claim.title}” sai kỳ: văn bản ngày {written_day(dated)}, kỳ {period.words}.",
                "Nộp văn bản của đúng kỳ, hoặc sửa ngày đã ghi nếu ghi nhầm.",
            )
