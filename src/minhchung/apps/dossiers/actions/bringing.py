"""An export is brought in: a snapshot of the lake, and the current state derived anew."""

from datetime import datetime

from django.utils.timezone import localtime

from minhchung.apps.dossiers.lake import lake_of
from minhchung.apps.dossiers.models import DossierImport
from minhchung.apps.dossiers.own_profiles import own_profiles
from minhchung.apps.dossiers.rights import brings_in
from minhchung.apps.dossiers.staging import Staged, in_hand
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Person
from minhchung.flow.current import derive
from minhchung.flow.exports import ExportError, Profile, open_export
from minhchung.flow.lake import LakeError, Snapshot


@act("dossiers.bring_in", "Nhập số liệu hồ sơ", on="commune", allowed=brings_in)
def bring_in(
    *,
    commune: Commune,
    uploaded: Staged,
    profile: Profile | None,
    as_of: datetime,
    as_of_said: bool,
    whole: bool,
    actor: Person | None,
    at: datetime,
) -> DossierImport:
    """One export becomes a snapshot of the lake and the current state is derived anew; the file is deleted whatever happens.

    `as_of`: when the export was made, `as_of_said` when the file itself says so. The same file twice is one import.
    """
    snapshot = _into_lake(commune, uploaded, profile, as_of, said=as_of_said, whole=whole, at=at)
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


def _into_lake(
    commune: Commune, uploaded: Staged, profile: Profile | None, as_of: datetime, *, said: bool, whole: bool, at: datetime
) -> Snapshot:
    """The staged file as a snapshot, with the current state derived anew. Raises Refused with the sentence of the reader or the lake."""
    with in_hand(uploaded):
        try:
            snapshot = lake_of(commune).add(
                open_export(uploaded.path, profile=profile, own=own_profiles(commune.pk)),
                source_sha256=uploaded.sha256,
                source_bytes=uploaded.bytes,
                suffix=uploaded.suffix,
                as_of=as_of,
                as_of_from="file" if said else "given",
                imported_at=at,
                whole=whole,
            )
            derive(lake_of(commune))
            return snapshot
        except (ExportError, LakeError) as error:
            raise Refused(str(error)) from error
