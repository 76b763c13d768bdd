"""Acts on criteria sets on their way in: begin a draft, change it, put it away. Keeping it as a version is `add_pack`."""

from collections.abc import Callable
from datetime import datetime

from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.ground.refs import Ref
from minhchung.apps.indexes.models import PackDraft
from minhchung.apps.indexes.rights import keeps_criteria
from minhchung.apps.organisations.models import Commune, Person
from minhchung.scoring.exchange import Draft
from minhchung.scoring.exchange.editing import lacking
from minhchung.scoring.exchange.keeping import draft_in, draft_text

GONE = "Dự thảo này đã được lưu hoặc bỏ rồi. Mở danh sách bộ tiêu chí để xem."


@act("indexes.start_draft", "Đưa bộ tiêu chí vào", on="commune", allowed=keeps_criteria)
def start_draft(
    *, commune: Commune, name: str, content: bytes = b"", draft: Draft | None = None, actor: Person | None, at: datetime
) -> PackDraft:
    """A draft out of a file (`draft` None: its columns are still to be told) or of a version."""
    made = PackDraft.objects.create(
        commune=commune, name=name[:255], content=content, body=draft_text(draft) if draft else "", by=actor, at=at
    )
    record(commune=commune.code, subject=_ref(made), after={"name": made.name, **_counted(draft)}, note=made.name)
    return made


@act("indexes.change_draft", "Sửa dự thảo bộ tiêu chí", on="draft", allowed=keeps_criteria)
def change_draft(
    *, draft: PackDraft, change: Callable[[Draft | None], Draft], what: str, actor: Person | None, at: datetime
) -> PackDraft:  # fmt: skip
    """Applies a change to the draft as it stands now (None: not read yet): what others changed meanwhile is kept. Raises Refused."""
    now = PackDraft.objects.select_for_update().filter(pk=draft.pk, ended_at=None).first()
    if now is None:
        raise Refused(GONE)
    before = draft_in(now.body) if now.body else None
    after = change(before)
    now.body = draft_text(after)
    now.save(update_fields=["body"])
    record(commune=now.commune_id, subject=_ref(now), before=_counted(before), after=_counted(after), note=what)
    return now


@act("indexes.drop_draft", "Bỏ dự thảo bộ tiêu chí", on="draft", allowed=keeps_criteria)
def drop_draft(*, draft: PackDraft, actor: Person | None, at: datetime) -> None:
    """Puts the draft away; its file is not kept. Raises Refused."""
    if not PackDraft.objects.filter(pk=draft.pk, ended_at=None).update(ended_at=at, content=b""):
        raise Refused(GONE)
    record(commune=draft.commune_id, subject=_ref(draft), before={"name": draft.name}, note=draft.name)


def _counted(draft: Draft | None) -> dict[str, int]:
    return {"rows": len(draft.nodes), "open": len(lacking(draft))} if draft else {}


def _ref(draft: PackDraft) -> Ref:
    return Ref("pack_draft", str(draft.pk))
