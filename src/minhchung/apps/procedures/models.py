"""Procedure ← lines of sources (publication decisions, lists, pages of the portal); its internal workflows. What a procedure is on a day is
derived from the lines (rules/catalogue.py), never stored."""

from django.db import models
from django.db.models import Q

from minhchung.apps.documents.models import Document
from minhchung.apps.files.models import StoredFile
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.apps.procedures.rules import Content, LineKind, Said


class AfterSupplement(models.TextChoices):
    """What happens to the time limit once the applicant has completed the dossier."""

    RESTART = "restart", "Tính lại từ đầu"
    SHIFT = "shift", "Tính tiếp phần còn lại"


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
    after_supplement = models.CharField(max_length=7, choices=AfterSupplement.choices, blank=True)
    """How its time runs on after a supplement; "" while nobody has said."""
    cutoff = models.TimeField(null=True, blank=True)
    """A dossier received after this hour counts as received the next working day; None where there is no such hour."""
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

    def __str__(self) -> str:
        return f"Quy trình nội bộ: {self.procedure}"

    @property
    def commune_id(self) -> str:
        """The commune of the procedure."""
        return self.procedure.commune_id

    @property
    def ref(self) -> Ref:
        """Its address as a subject."""
        return Ref("workflow", str(self.pk))


class HeldPaper(models.Model):
    """A paper the State already holds as data, so that applicants need not hand it in. A row of the ward's own; those that come with the
    software are in law/simplification and a row with the same `key` takes the place of one of them."""

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="held_papers")
    key = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    words = models.JSONField(default=list)
    """Words by which a component of a dossier is recognised; one of them has to stand in its name."""
    held_in = models.CharField(max_length=200)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300)
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["commune", "key"], name="a_held_paper_once"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(held_in="") & ~Q(source=""), name="a_held_paper_says_where_and_who_says_so"),
        ]

    def __str__(self) -> str:
        return self.name


class Proposal(models.Model):
    """A proposal to make a procedure simpler. `before` and `after` say it in words, as the report on simplification lists them."""

    class Kind(models.TextChoices):
        PAPER = "paper", "Bỏ thành phần hồ sơ"
        TIME = "time", "Giảm thời gian giải quyết"
        STEP = "step", "Bỏ, gộp bước thực hiện"
        FORM = "form", "Giản lược mẫu đơn, tờ khai"
        ONLINE = "online", "Tái cấu trúc quy trình trực tuyến"
        OTHER = "other", "Phương án khác"

    class State(models.TextChoices):
        IDEA = "idea", "Ý tưởng"
        PROPOSED = "proposed", "Đã trình"
        APPROVED = "approved", "Được chấp thuận"
        DONE = "done", "Đã thực hiện"
        REFUSED = "refused", "Không chấp thuận"
        DROPPED = "dropped", "Đã rút"

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="proposals")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="proposals")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="simplifications")
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=6, choices=Kind.choices)
    component = models.CharField(max_length=500, blank=True)
    """The paper to drop, in the words of the catalogue; only of a proposal about a paper."""
    before = models.TextField()
    after = models.TextField()
    reason = models.TextField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.IDEA)
    state_at = models.DateTimeField()
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="simplifications")
    """The document by which it was sent up, then the one that decided."""
    added_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["-added_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(before="") & ~Q(after="") & ~Q(reason=""), name="a_proposal_says_what_and_why"),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "refused"]) | Q(document__isnull=False), name="a_decided_proposal_names_the_decision"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.procedure.name}"

    @property
    def ref(self) -> Ref:
        """Its address as a subject."""
        return Ref("simplification", str(self.pk))


class Initiative(models.Model):
    """An initiative of a unit in administrative reform (sáng kiến), from registering to what was decided of it."""

    class State(models.TextChoices):
        REGISTERED = "registered", "Đã đăng ký"
        RECOGNISED = "recognised", "Được công nhận"
        REFUSED = "refused", "Không công nhận"
        DROPPED = "dropped", "Đã rút"

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="initiatives")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="initiatives")
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    content = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.REGISTERED)
    state_at = models.DateTimeField()
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="initiatives")
    added_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["-year", "title"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["recognised", "refused"]) | Q(document__isnull=False), name="a_judged_initiative_names_the_decision"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> Ref:
        """Its address as a subject."""
        return Ref("initiative", str(self.pk))


class NormSetting(models.Model):
    """A number the ward sets for itself (proposals and initiatives a unit owes in a year, working hours of a day), with its source."""

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="procedure_norms")
    name = models.CharField(max_length=20)
    number = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=300)
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["commune", "name"], name="a_norm_set_once"),
            models.CheckConstraint(condition=~Q(source=""), name="a_norm_names_its_source"),
        ]
