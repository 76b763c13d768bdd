"""What follows from a changed legal basis, and what the ward's own documents are reviewed for: records of looking again, review campaigns,
self-checks of issued documents. What is found wrong is a finding; the work it needs an assignment."""

from django.db import models
from django.db.models import F, Q

from minhchung.apps.documents.models import Document, ValidityEvent
from minhchung.apps.ground.refs import Ref
from minhchung.apps.legal.rules import STATES, Proposal, State
from minhchung.apps.organisations.models import Commune, Person, Unit


class BasisReview(models.Model):
    """Somebody looked again at a subject (kind, key) because a document it cites changed: when, what was mended, who, with what result."""

    class Result(models.TextChoices):
        UPDATED = "updated", "Đã cập nhật căn cứ"
        STANDS = "stands", "Vẫn áp dụng, chưa phải sửa"
        ENDED = "ended", "Đã thôi áp dụng"

    event = models.ForeignKey(ValidityEvent, on_delete=models.CASCADE, related_name="reviews")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    result = models.CharField(max_length=7, choices=Result.choices)
    what = models.TextField()
    """What was brought up to date, or why the change does not touch the subject."""
    until = models.DateField(null=True, blank=True)
    """Of "vẫn áp dụng": the last day this holds; then somebody looks again."""
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(what=""), name="a_review_of_a_basis_says_what"),
            models.CheckConstraint(condition=Q(result="stands") ^ Q(until=None), name="what_still_stands_does_so_until_a_day"),
        ]
        indexes = [models.Index(fields=["kind", "key"], name="reviews_of_a_subject")]

    @property
    def commune_id(self) -> str:
        """The commune of the document that changed."""
        return self.event.document.commune_id

    @property
    def ref(self) -> Ref:
        """The subject looked at."""
        return Ref(self.kind, self.key)


class Campaign(models.Model):
    """A review of the ward's own documents: on what ground, which of them, as of which day (Nghị định 79/2025/NĐ-CP)."""

    class Ground(models.TextChoices):
        BASIS = "basis", "Văn bản là căn cứ pháp lý thay đổi"
        REALITY = "reality", "Tình hình kinh tế - xã hội thay đổi"
        ORDERED = "ordered", "Theo kế hoạch, chỉ đạo"
        PERIOD = "period", "Hệ thống hóa định kỳ"

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="review_campaigns")
    title = models.CharField(max_length=300)
    ground = models.CharField(max_length=8, choices=Ground.choices)
    plan = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="planned_reviews")
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    """Documents issued in this time, both days included; an end left open has none."""
    cutoff_on = models.DateField()
    """The day as of which validity is told (ngày chốt)."""
    due_on = models.DateField(null=True, blank=True)
    types = models.JSONField(default=list)
    """Type codes ("QĐ"); empty for every type."""
    only_normative = models.BooleanField(default=False)
    """Only normative documents (văn bản quy phạm pháp luật); otherwise all directing documents as well."""
    added_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    closed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-added_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")), name="a_review_looks_at_a_time"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> Ref:
        """Its address as a subject."""
        return Ref("review_campaign", str(self.pk))


class Item(models.Model):
    """A document of a campaign: who reviews it, what is proposed, what became of it. Its validity and dead citations are derived."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="items")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="review_items")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="review_items")
    state = models.CharField(max_length=9, choices=[(state.value, label) for state, label in STATES.items()], default=State.WAITING.value)
    proposal = models.CharField(max_length=11, choices=[(each.value, each.label) for each in Proposal], blank=True)
    scope = models.CharField(max_length=200, blank=True)
    """The part to be repealed, amended or suspended."""
    reason = models.TextField(blank=True)
    proposed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    decision = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="decided_reviews")
    """The document that carries out what was proposed."""
    handled_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    handled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["document__issued_on", "document_id"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "document"], name="a_campaign_reviews_a_document_once"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "reviewing"]) | (~Q(proposal="") & ~Q(reason="")),
                name="a_reviewed_document_says_what_and_why",
            ),
            models.CheckConstraint(
                condition=~Q(state="handled") | Q(proposal="keep") | Q(decision__isnull=False), name="handling_has_its_document"
            ),
        ]

    @property
    def commune_id(self) -> str:
        """The commune of the campaign."""
        return self.campaign.commune_id

    @property
    def ref(self) -> Ref:
        """Its address as a subject."""
        return Ref("review_item", str(self.pk))


class SelfCheck(models.Model):
    """The ward looked over a document of its own after issuing it (tự kiểm tra): the answers, the result, by whom. The newest counts."""

    class Result(models.TextChoices):
        SOUND = "sound", "Phù hợp, không phải xử lý"
        TO_MEND = "to_mend", "Có nội dung phải xử lý"

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="self_checks")
    answers = models.JSONField(default=dict)
    """{code of the question: {"answer": "yes" | "no" | "na", "note": …}} of law/checklists/self-check.toml."""
    result = models.CharField(max_length=7, choices=Result.choices)
    note = models.TextField(blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(result="sound") | ~Q(note=""), name="what_is_to_be_mended_is_said"),
        ]

    @property
    def commune_id(self) -> str:
        """The commune of the document."""
        return self.document.commune_id
