"""An export that was read into the lake is recorded."""

from datetime import datetime

from django.utils.timezone import localtime

from minhchung.apps.dossiers.models import DossierImport
from minhchung.apps.dossiers.rights import brings_in
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Person
from minhchung.flow.lake import Snapshot


@act("dossiers.bring_in", "Nhập số liệu hồ sơ", on="commune", allowed=brings_in)
def bring_in(*, commune: Commune, snapshot: Snapshot, actor: Person | None, at: datetime) -> DossierImport:
    """The snapshot that an export became (intake.take_in) is known as an import of the ward. The same file twice is one import."""
    rows = snapshot.manifest.rows
    counts = {"rows_read": rows.read, "rows_accepted": rows.accepted, "rows_rejected": rows.rejected}
    made, new = DossierImport.objects.get_or_create(
        commune=commune,
        snapshot=snapshot.id,
        defaults={"profile": snapshot.manifest.profile, "as_of": snapshot.as_of, "at": at, "by": actor, **counts},
    )
    if not new:
        raise Refused(f"Tệp này đã nhập lúc {localtime(made.at):%H:%M %d/%m/%Y}; số liệu không đổi.")
    record(commune=commune.pk, subject=Ref("dossier_import", str(made.pk)), after={"as_of": made.as_of, **counts})
    return made
