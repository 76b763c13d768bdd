"""The ward's own profiles of exports: read for the engine, named for people."""

import re

from minhchung.apps.dossiers.models import ExportProfile
from minhchung.apps.ground.acts import Refused
from minhchung.flow.exports import ExportError, Profile, load_profile, packaged_profiles, parse_profile
from minhchung.text import fold

LONGEST_NAME = 50


def own_profiles(commune: str) -> list[Profile]:
    """The profiles saved by the ward, for the engine to choose from."""
    return [parse_profile(row.text, row.title) for row in ExportProfile.objects.filter(commune=commune)]


def named(commune: str, name: str | None) -> Profile | None:
    """The profile an address names (`?mau=`), the ward's own or a packaged one; None for none. Raises Refused when there is no such one."""
    if not name:
        return None
    found = next((profile for profile in own_profiles(commune) if profile.name == name), None)
    if found is not None:
        return found
    if name not in packaged_profiles():
        raise Refused(f"Không có mẫu xuất tên “{name[:60]}”. Chọn lại tệp để chương trình tự nhận mẫu.")
    try:
        return load_profile(name)
    except ExportError as error:
        raise Refused(str(error)) from error


def name_for(title: str) -> str:
    """A profile's name out of its title: "Danh sách một cửa" → "danh-sach-mot-cua"; never that of a packaged one."""
    plain = re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-")[:LONGEST_NAME].strip("-") or "mau"
    return f"phuong-{plain}" if plain in packaged_profiles() else plain
