"""The rules of the catalogue; nothing here knows of Django."""

from minhchung.apps.procedures.rules.catalogue import LineKind, Said, Standing, standing_on
from minhchung.apps.procedures.rules.codes import Code, code_of
from minhchung.apps.procedures.rules.content import Basis, Component, Content, Doubt, Fee, Limit, TimeUnit, Way, WayKind

__all__ = [
    "Basis", "Code", "Component", "Content", "Doubt", "Fee", "Limit", "LineKind", "Said", "Standing", "TimeUnit", "Way", "WayKind",
    "code_of", "standing_on",
]  # fmt: skip
