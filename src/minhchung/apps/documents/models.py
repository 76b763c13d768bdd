"""ONE register for every document: incoming, outgoing from draft to issued, directives, laws."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from minhchung.apps.documents.rules.numbering import Numbered, numbered
from minhchung.apps.documents.rules.validity import Event, EventKind
from minhchung.apps.files.models import StoredFile
from minhchung.apps.organisations.models import Commune, Unit


class Document(models.Model):
    """A document as the register holds it. What a person typed stands here; what the file says stays with the file."""

    class Direction(models.TextChoices):
        INCOMING = "in", "Văn bản đến"
        OUTGOING = "out", "Văn bản đi"
        LAW = "law", "Văn bản pháp luật"

    class State(models.TextChoices):
        RECEIVED = "received", "Đã đến"
        DRAFT = "draft", "Dự thảo"
        APPROVED = "approved", "Đã duyệt"
        SENT_FOR_NUMBER = "numbering", "Chờ số"
        ISSUED = "issued", "Đã ban hành"
        WITHDRAWN = "withdrawn", "Đã thu hồi"

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="documents", db_index=False)
    direction = models.CharField(max_length=3, choices=Direction.choices)
    state = models.CharField(max_length=10, choices=State.choices)
    type = models.CharField(max_length=30, blank=True)
    number = models.PositiveIntegerField(null=True, blank=True)
    suffix = models.CharField(max_length=3, blank=True)
    symbol = models.CharField(max_length=60, blank=True)
    series = models.CharField(max_length=20, blank=True)
    """Type code or "CV": with issuer, year and number it tells duplicates apart (domain B3)."""
    issued_on = models.DateField(null=True, blank=True)
    issuer = models.CharField(max_length=200, blank=True)
    issuer_folded = models.CharField(max_length=200, blank=True)
    signer = models.CharField(max_length=120, blank=True)
    subject = models.TextField(blank=True)
    arrival_number = models.PositiveIntegerField(null=True, blank=True)
    arrival_year = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    """The year in whose book of arrivals the number stands (arrivals.py); empty while it stands in none."""
    arrived_on = models.DateField(null=True, blank=True)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="documents")
    """The unit that handles (incoming) or drafted it (outgoing)."""
    answer_due_on = models.DateField(null=True, blank=True)
    """Outgoing: when we wait for an answer; incoming: when ours is due."""
    needs_answer = models.BooleanField(default=False)
    personal_signature = models.BooleanField(null=True, blank=True)
    agency_signature = models.BooleanField(null=True, blank=True)
    city_status = models.CharField(max_length=80, blank=True)
    """State in the city's document system at the last import, in its own words."""
    city_seen_at = models.DateTimeField(null=True, blank=True)
    """The last import of the city system's register that held this document."""
    from_file = models.JSONField(default=list)
    """Names of the fields filled by reading the file and not yet looked at by a person (shown so)."""
    unchecked = models.BooleanField(default=False, editable=False)
    """Some field is in `from_file`; kept by `save` because every page counts these."""
    restricted = models.BooleanField(default=False)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="documents")
    file_state = models.CharField(max_length=6, blank=True)
    """How the reading of the file stood (Blob.TextState) when this row last took over what it gave; "" when nothing is left to take."""
    text = models.TextField(blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-issued_on", "-pk"]
        indexes = [
            # A long text lies between the columns of a row: what a list filters and counts by must be answered from an index.
            models.Index(
                fields=["commune", "direction", "-issued_on", "-id", "unit", "restricted", "added_by"],
                condition=Q(archived_at__isnull=True),
                name="document_register_shown",
            ),
            models.Index(
                fields=["commune", "-arrived_on", "-id", "unit", "restricted", "added_by"],
                condition=Q(archived_at__isnull=True, direction="in"),
                name="documents_by_arrival",
            ),
            models.Index(
                fields=["commune", "direction", "unit", "restricted", "added_by"],
                condition=Q(archived_at__isnull=True, unchecked=True),
                name="documents_not_yet_checked",
            ),
            models.Index(fields=["commune", "direction", "-issued_on"], name="document_register"),
            models.Index(
                fields=[
                    "commune",
                    "series",
                    "number",
                    "issued_on",
                    "issuer_folded",
                    "suffix",
                    "direction",
                    "unit",
                    "restricted",
                    "added_by",
                ],
                condition=Q(archived_at__isnull=True),
                name="document_duplicates",
            ),
            models.Index(fields=["file"], condition=~Q(file_state=""), name="documents_with_unread_files"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(direction="out") | ~Q(state="received"), name="an_outgoing_document_is_not_received"),
            models.UniqueConstraint(
                fields=["commune", "arrival_year", "arrival_number"],
                condition=Q(arrival_year__isnull=False),
                name="arrival_number_once_a_year",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keeps `unchecked` true to `from_file`."""
        self.unchecked = bool(self.from_file)
        super().save(*args, **kwargs)

    @property
    def code(self) -> str:
        """Number and symbol as written: "468/TB-UBND"; the symbol alone while the number is blank."""
        return Numbered(self.number, self.suffix, self.symbol, self.series).code

    @property
    def shown_code(self) -> str:
        """The code for a reader: a symbol whose number is still blank says so, "(chưa có số) TB-UBND"."""
        blank = self.number is None and bool(numbered(self.symbol).series)
        return f"(chưa có số) {self.code}" if blank else self.code

    @property
    def title(self) -> str:
        """What a list calls it."""
        return " ".join(part for part in (self.shown_code, self.subject) if part) or "Văn bản chưa có số"


class Relation(models.Model):
    """A directed edge between two documents: `source` urges, answers, replaces … `target`."""

    class Kind(models.TextChoices):
        URGES = "urges", "đôn đốc"
        ANSWERS = "answers", "trả lời"
        REPLACES = "replaces", "thay thế"
        AMENDS = "amends", "sửa đổi, bổ sung"
        REPEALS = "repeals", "bãi bỏ"
        CORRECTS = "corrects", "đính chính"
        GUIDES = "guides", "hướng dẫn"
        DETAILS = "details", "quy định chi tiết"
        BASED_ON = "based_on", "căn cứ"
        REFERS = "refers", "dẫn chiếu"
        MERGES = "merges", "hợp nhất"
        STAYS = "stays", "đình chỉ"
        SUSPENDS = "suspends", "tạm ngưng hiệu lực"
        PUBLISHES = "publishes", "công bố"
        EXPLAINS = "explains", "giải thích"
        CARRIES = "carries", "ban hành kèm theo"
        ALIKE = "alike", "liên quan cùng nội dung với"

    source = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="relations_out")
    target = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="relations_in")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    scope = models.CharField(max_length=200, blank=True)
    on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "target", "kind", "scope"], name="relation_said_once"),
            models.CheckConstraint(condition=~Q(source=models.F("target")), name="relation_between_two_documents"),
        ]


class ValidityEvent(models.Model):
    """Something that happens to a document from a day on: it comes into force, is repealed in part … (rules/validity.py).

    It counts once another person than who entered it has verified it against its source. `scope` names the part ("Điều 5"), "" the whole;
    `by_document` is the registered document that does it.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="validity_events")
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.label) for kind in EventKind])
    on = models.DateField()
    scope = models.CharField(max_length=200, blank=True)
    by_document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="validity_events_caused")
    words = models.TextField(blank=True)
    """What the source says of it, word for word."""
    url = models.URLField(max_length=500, blank=True)
    fetched_on = models.DateField(null=True, blank=True)
    """The day the source was looked at."""
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    verified_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    verified_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "kind", "on", "scope"], condition=Q(withdrawn_at=None), name="validity_event_said_once"
            ),
            models.CheckConstraint(
                condition=Q(verified_by=None) | Q(entered_by=None) | ~Q(verified_by=F("entered_by")), name="an_event_is_verified_by_another"
            ),
            models.CheckConstraint(
                condition=~Q(words="") | ~Q(url="") | Q(by_document__isnull=False), name="a_validity_event_has_a_source"
            ),
            models.CheckConstraint(condition=Q(withdrawn_at=None) | ~Q(withdrawn_note=""), name="a_withdrawn_event_says_why"),
        ]
        indexes = [models.Index(fields=["document"], condition=Q(withdrawn_at=None), name="validity_of_a_document")]

    @property
    def commune_id(self) -> str:
        """The commune of the document."""
        return self.document.commune_id

    @property
    def counts(self) -> bool:
        """Whether the state of the document follows it: verified and not taken back."""
        return self.verified_at is not None and self.withdrawn_at is None

    @property
    def as_event(self) -> Event:
        """As the rules take it."""
        by = self.by_document.shown_code if self.by_document else ""
        return Event(EventKind(self.kind), self.on, self.scope, by, self.pk, self.by_document_id)


class Citation(models.Model):
    """A subject cites a document: "what cites B" is one query. `document` is empty while the number is unresolved."""

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    raw = models.CharField(max_length=120)
    match_key = models.CharField(max_length=80)
    """series|number|org|year, as rules.citing makes it."""
    issuer = models.CharField(max_length=200, blank=True)
    """Whose document it is in the citing text's words, where it says so."""
    by_hand = models.BooleanField(default=False)
    """A person said which document is meant (or that none is): reading again does not change it."""
    article = models.CharField(max_length=120, blank=True)
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.SET_NULL, related_name="citations")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key", "match_key", "article"], name="citation_said_once")]
        indexes = [models.Index(fields=["commune", "match_key"], name="citation_by_number")]


class ColumnProfile(models.Model):
    """How the columns of the city system's register are named, saved for the next import."""

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    direction = models.CharField(max_length=3, choices=Document.Direction.choices)
    columns = models.JSONField(default=dict)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["commune", "name"], name="profile_one_name")]

    def __str__(self) -> str:
        return self.name


class RegisterImport(models.Model):
    """One register of the city's document system brought in: which file, read how, and what became of its rows."""

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="register_imports")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="register_imports")
    direction = models.CharField(max_length=3, choices=Document.Direction.choices)
    columns = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    rejected = models.JSONField(default=list)
    """Rows that did not enter: {"row", "reason"}; nothing of their content is kept."""

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.file.name


class ExpectedDocument(models.Model):
    """What a person said of a document that must exist in a year: this one is it, or none is needed and why (expecting.py).

    (kind, key) is the subject that asks for it: a required piece of evidence, an item of a plan.
    """

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="expected")
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["commune", "year", "kind", "key"], name="expected_settled_once"),
            models.CheckConstraint(condition=Q(document=None) ^ Q(reason=""), name="a_document_or_a_reason_why_none"),
        ]
