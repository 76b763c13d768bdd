"""One of each thing of the quality system in ward A, for the guards that walk every page and right."""

from datetime import timedelta
from typing import Any

from minhchung.apps.documents.models import Document
from minhchung.apps.organisations.models import Commune, Unit
from minhchung.apps.quality import actions as quality
from minhchung.apps.quality.models import Version
from tests.personas import NOW
from tests.quality.conftest import BIRTH, MARRIAGE, say


def made(ward: Commune, units: dict[str, Unit], decision: Document) -> dict[str, Any]:
    """A procedure with its document: a version in force with a copy out, the next one being drafted; a declaration from which the
    catalogue has moved on. The version was to be read five days ago."""
    at = NOW - timedelta(hours=1)
    procedure = say(ward, "2.009001", BIRTH, unit=units["VP"])
    first = quality.generate(commune=ward, procedures=[procedure], owner=units["VH-XH"], actor=None, at=at)
    document = first.document
    for step in (quality.submit, quality.endorse):
        step(version=first, actor=None, at=at)
    quality.approve(version=first, effective_on=NOW.date() - timedelta(days=20), actor=None, at=at)
    copies = quality.hand_out(version=first, units=[units["KT"]], handed_on=NOW.date(), actor=None, at=at)
    quality.record_review(document=document, on=NOW.date(), result="keep", note="Căn cứ còn hiệu lực", actor=None, at=at)
    draft = quality.draft_version(document=document, reason="Đổi biểu mẫu", actor=None, at=at)
    other = quality.add_document(commune=ward, kind="policy", title="Chính sách chất lượng", owner=units["VP"], actor=None, at=at)
    declared = quality.declare(commune=ward, standard="TCVN ISO 9001:2015", scope="Giải quyết TTHC", actor=None, at=at)
    quality.sign_declaration(declaration=declared, document=decision, signed_on=NOW.date(), actor=None, at=at)
    say(ward, "2.009002", MARRIAGE, unit=units["VP"])
    return {
        "controlled": document,
        "bare_controlled": other,
        "version": Version.objects.get(pk=draft.pk),
        "version_in_force": Version.objects.get(pk=first.pk),
        "copy": copies[0],
        "declaration": declared,
    }
