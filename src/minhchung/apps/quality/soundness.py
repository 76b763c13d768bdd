"""Whether approved versions still say what was approved; `minhchung doctor` asks."""

from minhchung.apps.quality.models import Version


def changed_versions() -> list[str]:
    """Approved versions whose content does not give their digest, each in a Vietnamese sentence."""
    rows = Version.objects.exclude(digest="").select_related("document").order_by("document", "pk")
    return [
        f"Phường {version.commune_id}: {version.document.code} bản {version.short} không còn đúng nội dung đã phê duyệt"
        for version in rows.iterator()
        if version.fingerprint() != version.digest
    ]
