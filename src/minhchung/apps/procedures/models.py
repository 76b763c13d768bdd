"""Procedure ← lines of sources (publication decisions, lists, pages of the portal); its internal workflows. What a procedure is on a day is
derived from the lines (rules/catalogue.py), never stored."""

from django.db import models
from django.db.models import Q

from minhchung.apps.documents.models import Document
from minhchung.apps.files.models import StoredFile
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.apps.procedures.rules import Content, LineKind, Said


class Procedure(models.Model):
    """A procedure under its national code, and what the ward itself arranges for it. `name` is that of the newest line, for lists."""

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="procedures")
    code = models.CharField(max_length=10)
    local_code = models.CharField(max_length=40, blank=True)
    """What a local system hangs behind the code ("000.00.00.H35")."""
    name = models.CharField(max_length=1000)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="procedures")
    """The unit of the ward in charge."""
    at_centre = models.BooleanField(null=True)
    """Received at the Centre (Trung tâm Phục vụ hành chính công); None while nobody has said."""
    vertical_sector = models.BooleanField(default=False)
    """Carried out by a vertical sector (ngành dọc: công an, thuế, bảo hiểm …) at the ward."""
    group = models.CharField(max_length=200, blank=True)
    """The group of interlinked procedures (liên thông) it belongs to."""
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["commune", "code"], name="a_code_is_one_procedure"),
            models.CheckConstraint(condition=~Q(code="") & ~Q(name=""), name="a_procedure_has_code_and_name"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def ref(self) -> Ref:
        """Its address as a subject."""
        return Ref("procedure", str(self.pk))


class Source(models.Model):
    """Where lines come from: a publication decision of the register, an imported list or crawl, or a person.

    Undone, its lines count no more: the catalogue is that of the day before.
    """

    class Kind(models.TextChoices):
        DECISION = "decision", "Quyết định công bố"
        LIST = "list", "Danh sách nhập vào"
        CRAWL = "crawl", "Trang thủ tục lấy từ cổng"
        HAND = "hand", "Nhập tay"

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="procedure_sources")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    title = models.CharField(max_length=500)
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="procedure_sources")
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="procedure_sources")
    on = models.DateField()
    """From which day its lines hold, unless a line says its own day: of a decision its day in force, of a list the day it was taken."""
    added_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    undone_note = models.TextField(blank=True)

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(kind="decision") | Q(document__isnull=False), name="a_decision_is_in_the_register"),
            models.CheckConstraint(condition=Q(undone_at=None) | ~Q(undone_note=""), name="an_undone_source_says_why"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> Ref:
        """Its address as a subject."""
        return Ref("procedure_source", str(self.pk))


class Line(models.Model):
    """What one source says of one procedure. `said` is the JSON of rules.Content; a person who mends it writes a line of their own."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="lines")
    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=9, choices=[(kind.value, kind.label) for kind in LineKind])
    on = models.DateField()
    order = models.PositiveSmallIntegerField(default=0)
    said = models.JSONField(default=dict)
    replaced_by = models.ForeignKey(Procedure, null=True, blank=True, on_delete=models.PROTECT, related_name="replacing_lines")
    """Of an abolishing line: the procedure that takes its place."""

    class Meta:
        ordering = ["procedure", "on", "order", "pk"]
        indexes = [models.Index(fields=["procedure", "on"], name="lines_of_a_procedure_by_day")]

    @property
    def commune_id(self) -> str:
        """The commune of the source."""
        return self.source.commune_id

    @property
    def content(self) -> Content:
        """What it says."""
        return Content.of(self.said)

    @property
    def as_said(self) -> Said:
        """The line as the rules take it."""
        return Said(self.pk, LineKind(self.kind), self.on, self.order, self.content)


class Workflow(models.Model):
    """The internal or electronic workflow of a procedure from a day on (quy trình nội bộ): who does what within which time.

    `steps`: [{"name", "unit" (id or null), "post", "hours" (decimal as text; null when not said), "result"}] in order.
    """

    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE, related_name="workflows")
    on = models.DateField()
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="procedure_workflows")
    steps = models.JSONField(default=list)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["procedure", "-on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["procedure", "on"], name="one_workflow_from_a_day_on")]

    @property
    def commune_id(self) -> str:
        """The commune of the procedure."""
        return self.procedure.commune_id

    @property
    def ref(self) -> Ref:
        """Its address as a subject."""
        return Ref("workflow", str(self.pk))
