"""Acts on the ward's own profiles of exports."""

from datetime import datetime

from minhchung.apps.dossiers.models import ExportProfile
from minhchung.apps.dossiers.rights import brings_in
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Person
from minhchung.flow.columns import DOSSIERS
from minhchung.flow.exports import ExportError, Profile, packaged_profiles, profile_text

TITLES = {column.name: column.title for column in DOSSIERS}


@act("dossiers.save_profile", "Lưu mẫu xuất", on="commune", allowed=brings_in)
def save_profile(*, commune: Commune, profile: Profile, actor: Person | None, at: datetime) -> ExportProfile:
    """Saves a profile under its name; what stood there before is replaced. The event tells which heading means what."""
    if profile.name in packaged_profiles():
        raise Refused(f"Tên mẫu “{profile.title}” trùng với mẫu có sẵn. Đặt tên khác.")
    before = ExportProfile.objects.select_for_update().filter(commune=commune, name=profile.name).first()
    try:
        text = profile_text(profile)
    except ExportError as error:
        raise Refused(str(error)) from error
    saved, _ = ExportProfile.objects.update_or_create(
        commune=commune, name=profile.name, defaults={"title": profile.title, "text": text, "saved_at": at, "saved_by": actor}
    )
    words = [*profile.statuses, *profile.channels, *profile.levels, *profile.payments, *profile.flags, *profile.limit_units]
    columns = [f"{said[0]} → {TITLES[column]}" for column, said in profile.columns.items()]
    record(
        commune=commune.pk,
        subject=Ref("commune", commune.pk),
        before={"export_profile": before.title} if before else None,
        after={"export_profile": profile.title, "columns": columns, "words": words},
    )
    return saved


@act("dossiers.drop_profile", "Bỏ mẫu xuất", on="profile", allowed=brings_in)
def drop_profile(*, profile: ExportProfile, actor: Person | None, at: datetime) -> None:
    """A profile of the ward is no longer used; what was brought in with it stays."""
    if not ExportProfile.objects.filter(pk=profile.pk).delete()[0]:
        raise Refused("Mẫu xuất này đã được bỏ trước đó.")
    record(commune=profile.commune_id, subject=Ref("commune", profile.commune_id), before={"export_profile": profile.title})
