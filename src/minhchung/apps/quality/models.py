"""ControlledDocument → versions → who read it, who holds copies; reviews of the document; the declarations (Bản công bố) of the ward."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from minhchung.apps.documents.models import Document
from minhchung.apps.files.models import StoredFile
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Body, Commune, Person, Unit
from minhchung.apps.procedures.models import Procedure
from minhchung.apps.quality.rules import life
from minhchung.apps.quality.rules.content import Content, Kind, Layout, digest_of

ORIGINS = [("hand", "Soạn tay"), ("catalogue", "Lập từ danh mục thủ tục"), ("word", "Đọc từ tệp Word")]


class QualitySettings(models.Model):
    """How the ward keeps its system. A ward without a row has the usual values; who set what stands in the history."""

    commune = models.OneToOneField(Commune, on_delete=models.CASCADE, primary_key=True, related_name="quality_settings")
    review_months = models.PositiveSmallIntegerField(default=12)
    """Every so many months a document is looked at again, unless it says otherwise."""
    read_days = models.PositiveSmallIntegerField(default=15)
    """So many days after it came into force everybody concerned has read a version."""
    short_path = models.BooleanField(default=False)
    """A small ward does without the review: who wrote a version, then who approves it."""
    standing_unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """The unit that keeps the system (thường trực ISO)."""
    codes = models.JSONField(default=dict)
    """Pattern of codes by kind (rules/codes.py), where it is not the usual one."""
    source = models.CharField(max_length=300, blank=True)
    """The document that says so."""

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(review_months__gte=1) & Q(read_days__gte=1), name="quality_intervals_are_positive"),
        ]


class ControlledDocument(models.Model):
    """A document of the system under its code; what it says stands in its versions."""

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="controlled_documents")
    code = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.label) for kind in Kind])
    title = models.CharField(max_length=500)
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="controlled_documents")
    readers = models.ManyToManyField(Unit, blank=True, related_name="read_documents")
    """Units whose people read it, besides the owner's."""
    procedures = models.ManyToManyField(Procedure, blank=True, related_name="controlled_documents")
    layout = models.CharField(max_length=5, choices=[(each.value, each.label) for each in Layout], default=Layout.TABLE.value)
    review_months = models.PositiveSmallIntegerField(null=True, blank=True)
    added_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["commune", "code"], name="a_code_is_one_controlled_document"),
            models.CheckConstraint(condition=~Q(code="") & ~Q(title=""), name="a_controlled_document_has_code_and_title"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def ref(self) -> Ref:
        """Its address as a subject."""
        return Ref("controlled_document", str(self.pk))

    @property
    def nature(self) -> Kind:
        """Its kind."""
        return Kind(self.kind)


class Version(models.Model):
    """One issue or revision. From its approval on `digest` is set, and what it says does not change (`save` refuses, doctor verifies)."""

    document = models.ForeignKey(ControlledDocument, on_delete=models.PROTECT, related_name="versions")
    issue = models.PositiveSmallIntegerField(default=1)
    revision = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=500)
    state = models.CharField(max_length=9, choices=list(life.TITLES.items()), default=life.DRAFT)
    said = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    """Why it is made, what changes, and what it touches: the change record."""
    change = models.TextField(blank=True)
    impact = models.TextField(blank=True)
    impacted = models.ManyToManyField(ControlledDocument, blank=True, related_name="impacted_by")
    origin = models.CharField(max_length=10, default="hand", choices=ORIGINS)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="controlled_versions")
    """The Word file it was read from."""
    papers = models.ManyToManyField(StoredFile, blank=True, related_name="papers_of_versions")
    """What shows it as approved: its DOCX once it proves something, signed scans; the last that was added proves from then on."""
    unread = models.JSONField(default=list)
    """Of a version read from Word: the sections that were not found there."""
    drafted_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    cover = models.JSONField(default=dict)
    """Names and posts as they were when signed: {"drafted": {"name", "post", "on"}, "reviewed": …, "approved": …}."""
    effective_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_note = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["document", "-issue", "-revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "issue", "revision"], condition=~Q(state=life.DROPPED), name="a_version_number_stands_once"
            ),
            models.UniqueConstraint(fields=["document"], condition=Q(state=life.IN_FORCE), name="one_version_in_force"),
            models.UniqueConstraint(fields=["document"], condition=Q(state__in=life.OPEN), name="one_version_on_its_way"),
            models.CheckConstraint(
                condition=~Q(state__in=life.FROZEN) | (~Q(digest="") & Q(approved_at__isnull=False, effective_on__isnull=False)),
                name="an_approved_version_has_digest_and_day",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | Q(drafted_by=None) | ~Q(approved_by=F("drafted_by")), name="nobody_approves_the_own_draft"
            ),
            models.CheckConstraint(
                condition=~Q(state=life.WITHDRAWN) | (~Q(ended_note="") & Q(ended_on__isnull=False)), name="a_withdrawn_version_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document.code} {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises ValueError when what an approved version says was touched."""
        if self.digest and self.digest != self.fingerprint():
            raise ValueError(f"version {self.pk} is approved: its content is immutable")
        super().save(*args, **kwargs)

    @property
    def commune_id(self) -> str:
        """The commune of the document."""
        return self.document.commune_id

    @property
    def ref(self) -> Ref:
        """Its address as a subject."""
        return Ref("controlled_version", str(self.pk))

    @property
    def number(self) -> str:
        """ "ban hành 2, sửa đổi 1"."""
        return f"ban hành {self.issue:02d}, sửa đổi {self.revision:02d}"

    @property
    def short(self) -> str:
        """ "02.01"."""
        return f"{self.issue:02d}.{self.revision:02d}"

    @property
    def content(self) -> Content:
        """What it says."""
        return Content.of(self.said)

    @property
    def stage(self) -> str:
        """The title of its state."""
        return life.TITLES[self.state]

    def fingerprint(self) -> str:
        """The digest of what it says now."""
        day = str(self.effective_on) if self.effective_on else ""
        head = {"code": self.document.code, "title": self.title, "number": self.short, "on": day, "cover": self.cover}
        return digest_of(head, self.said)


class Acknowledgement(models.Model):
    """Somebody has read and understood a version."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="acknowledgements")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="acknowledgements")
    at = models.DateTimeField()

    class Meta:
        ordering = ["version", "at"]
        constraints = [models.UniqueConstraint(fields=["version", "person"], name="a_version_is_acknowledged_once")]


class Copy(models.Model):
    """A copy of a version that somebody holds: a unit, or by name somebody outside."""

    class Medium(models.TextChoices):
        PAPER = "paper", "Bản giấy"
        FILE = "file", "Bản điện tử"

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="copies")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="controlled_copies")
    holder = models.CharField(max_length=200, blank=True)
    medium = models.CharField(max_length=5, choices=Medium.choices, default=Medium.PAPER)
    number = models.PositiveSmallIntegerField()
    handed_on = models.DateField()
    returned_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["version", "number"]
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="a_copy_has_its_number"),
            models.CheckConstraint(condition=Q(unit__isnull=False) ^ ~Q(holder=""), name="a_copy_has_one_holder"),
            models.CheckConstraint(condition=Q(returned_on=None) | Q(returned_on__gte=F("handed_on")), name="a_copy_returns_after_it_went"),
        ]

    @property
    def commune_id(self) -> str:
        """The commune of the document."""
        return self.version.commune_id

    @property
    def name(self) -> str:
        """Who holds it."""
        return self.unit.name if self.unit else self.holder


class DocumentReview(models.Model):
    """A look at a document: when, who, what was looked at, with which result (the maintenance record an inspection asks for)."""

    class Result(models.TextChoices):
        KEEP = "keep", "Còn phù hợp, giữ nguyên"
        CHANGE = "change", "Cần sửa đổi"
        END = "end", "Không còn cần, đề nghị hủy bỏ"

    document = models.ForeignKey(ControlledDocument, on_delete=models.CASCADE, related_name="reviews")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="reviews")
    on = models.DateField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    result = models.CharField(max_length=6, choices=Result.choices)
    note = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["document", "-on", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(note=""), name="a_document_review_says_what")]


class Declaration(models.Model):
    """A Bản công bố: that the system conforms to the standard, over a scope with its list of procedures as it then was.

    Its stage (dự thảo → ký → niêm yết → gửi → thay thế) is told by the days that are known.
    """

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="declarations")
    number = models.PositiveSmallIntegerField()
    standard = models.CharField(max_length=80)
    scope = models.TextField()
    listed = models.JSONField(default=list)
    """The procedures of the scope when it was drawn up or last refreshed: [{"code", "name"}] by code."""
    listed_on = models.DateField()
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """The ISO steering committee (Ban chỉ đạo ISO)."""
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="declarations")
    """The decision that declares it."""
    signed_on = models.DateField(null=True, blank=True)
    posted_on = models.DateField(null=True, blank=True)
    posted_at = models.CharField(max_length=500, blank=True)
    """Where it is posted: an address of the portal, the board at the office."""
    proof = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="posted_declarations")
    sent_on = models.DateField(null=True, blank=True)
    sent_by = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """The letter with which it went to the lead body of the province."""
    replaced_on = models.DateField(null=True, blank=True)
    added_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["commune", "number"], name="a_declaration_has_its_number"),
            models.UniqueConstraint(fields=["commune"], condition=Q(signed_on=None), name="one_declaration_is_drafted"),
            models.UniqueConstraint(
                fields=["commune"], condition=Q(signed_on__isnull=False, replaced_on=None), name="one_declaration_is_in_force"
            ),
            models.CheckConstraint(condition=Q(signed_on=None) | Q(document__isnull=False), name="a_signed_declaration_has_its_decision"),
            models.CheckConstraint(
                condition=Q(posted_on=None) | (Q(posted_on__gte=F("signed_on")) & ~Q(posted_at="")), name="a_posted_declaration_says_where"
            ),
            models.CheckConstraint(
                condition=Q(sent_on=None) | Q(sent_on__gte=F("signed_on")), name="a_declaration_is_sent_after_it_is_signed"
            ),
        ]

    def __str__(self) -> str:
        return f"Bản công bố lần {self.number}"

    @property
    def ref(self) -> Ref:
        """Its address as a subject."""
        return Ref("declaration", str(self.pk))

    @property
    def stage(self) -> str:
        """Where it stands."""
        if self.replaced_on:
            return "Đã thay thế"
        if not self.signed_on:
            return "Dự thảo"
        if not self.posted_on:
            return "Đã ký, chưa niêm yết"
        return "Đã niêm yết, đã gửi cơ quan chủ trì" if self.sent_on else "Đã niêm yết, chưa gửi cơ quan chủ trì"
