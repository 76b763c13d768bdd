"""Whether the scope that was declared still is the catalogue."""

from dataclasses import dataclass
from datetime import date

from minhchung.apps.quality.models import Declaration
from minhchung.apps.quality.queries.scope import listed_today


@dataclass(frozen=True)
class ScopeChange:
    """Procedures that came since and that went since, [{"code", "name"}] by code."""

    added: tuple[dict[str, str], ...]
    gone: tuple[dict[str, str], ...]

    @property
    def changed(self) -> bool:
        """Phạm vi đã thay đổi, cần công bố lại."""
        return bool(self.added or self.gone)


def current_declaration(commune: str) -> Declaration | None:
    """The declaration that is signed and not replaced."""
    return Declaration.objects.filter(commune=commune, signed_on__isnull=False, replaced_on=None).select_related("commune").first()


def change_since(declaration: Declaration, today: date) -> ScopeChange:
    """What the catalogue of today has more and less than the declaration lists; by code: one that is only called otherwise stays."""
    now = {each["code"]: each for each in listed_today(declaration.commune_id, today)}
    then = {each["code"]: each for each in declaration.listed}
    added = tuple(each for code, each in now.items() if code not in then)
    return ScopeChange(added, tuple(each for code, each in then.items() if code not in now))
