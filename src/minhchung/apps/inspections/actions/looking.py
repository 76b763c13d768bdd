"""Looking into a unit: its own report, the checklist line by line, minutes, dossiers drawn by lot."""

from datetime import date, datetime

from django.utils import timezone

from minhchung.apps.dossiers.reading import opened
from minhchung.apps.evidence.models import Claim
from minhchung.apps.files.receiving import Received
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.inspections.checklists import checklist_of
from minhchung.apps.inspections.drawing import Query, drawn
from minhchung.apps.inspections.models import ChecklistResult, DrawnSample, InspectedUnit, Inspection
from minhchung.apps.inspections.rights import keeps, looks, reports
from minhchung.apps.inspections.writing import kept, locked, refuse_own_unit, unit_locked
from minhchung.apps.organisations.models import Person


@act("inspections.send_report", "Gửi báo cáo tự kiểm tra", on="inspected", allowed=reports)
def send_report(
    *, inspected: InspectedUnit, text: str, upload: Received | None = None, actor: Person | None, at: datetime
) -> InspectedUnit:
    """What the unit says of itself before the team comes; sent again it replaces what was said."""
    found = unit_locked(inspected, "report")
    stored = kept(found.inspection.commune, upload, actor=actor, at=at) or found.report_file
    if not text.strip() and stored is None:
        raise Refused("Chưa có nội dung báo cáo. Ghi báo cáo hoặc chọn tệp.")
    before = {"unit": found.unit_id, "report": found.report}
    found.report, found.report_file, found.reported_by, found.reported_at = text.strip(), stored, actor, at
    found.save(update_fields=["report", "report_file", "reported_by", "reported_at"])
    after = {"unit": found.unit_id, "report": found.report, "file": stored.name if stored else ""}
    record(commune=found.commune_id, subject=found.inspection.ref, before=before, after=after)
    return found


@act("inspections.fill_line", "Ghi kết quả bảng kiểm", on="inspected", allowed=looks)
def fill_line(
    *, inspected: InspectedUnit, line: str, result: str, note: str = "", claim: Claim | None = None, actor: Person | None, at: datetime
) -> ChecklistResult | None:
    """What was found of a line at the unit; an empty result takes it back. Whatever is not right needs a note of what was seen."""
    found = unit_locked(inspected, "look")
    refuse_own_unit(found, actor, at)
    checklist = checklist_of(found.inspection.kind)
    if checklist.line(line) is None or (result and result not in checklist.results):
        raise Refused(f"Bảng kiểm không có dòng {line} hoặc kết quả này. Tải lại trang.")
    if result and result != ChecklistResult.Result.OK and not note.strip():
        raise Refused(f"Dòng {line}: chưa ghi đã thấy gì. Ghi một câu rồi lưu.")
    if claim is not None and claim.commune_id != found.commune_id:
        raise Refused("Minh chứng không thuộc phường này. Chọn minh chứng khác.")
    present = ChecklistResult.objects.select_for_update().filter(inspected=found, line=line).first()
    if present is not None and present.finding_id is not None:
        raise Refused(f"Dòng {line} đã nêu thành tồn tại. Sửa ở trang của tồn tại.")
    before = {"unit": found.unit_id, "line": line, "result": present.result if present else "", "note": present.note if present else ""}
    values = {"result": result, "note": note.strip(), "claim": claim, "by": actor, "at": at}
    made = None
    if result:
        made, _ = ChecklistResult.objects.update_or_create(inspected=found, line=line, defaults=values)
    elif present is not None:
        present.delete()
    after = {"unit": found.unit_id, "line": line, "result": result, "note": note.strip()}
    record(commune=found.commune_id, subject=found.inspection.ref, before=before, after=after)
    return made


@act("inspections.keep_minutes", "Ghi biên bản làm việc", on="inspected", allowed=looks)
def keep_minutes(
    *,
    inspected: InspectedUnit,
    worked_on: date,
    text: str,
    opinion: str = "",
    upload: Received | None = None,
    actor: Person | None,
    at: datetime,
) -> InspectedUnit:
    """The minutes of the work with the unit, with what the unit says to them."""
    found = unit_locked(inspected, "minutes")
    if worked_on > timezone.localtime(at).date():
        raise Refused("Ngày làm việc ở sau hôm nay. Ghi ngày đã làm việc với đơn vị.")
    stored = kept(found.inspection.commune, upload, actor=actor, at=at) or found.minutes_file
    if not text.strip() and stored is None:
        raise Refused("Chưa có nội dung biên bản. Ghi nội dung hoặc chọn tệp biên bản đã ký.")
    before = {"unit": found.unit_id, "minutes": found.minutes, "opinion": found.opinion, "worked_on": found.worked_on}
    found.minutes, found.opinion, found.minutes_file, found.worked_on = text.strip(), opinion.strip(), stored, worked_on
    found.save(update_fields=["minutes", "opinion", "minutes_file", "worked_on"])
    after = {"unit": found.unit_id, "minutes": found.minutes, "opinion": found.opinion, "worked_on": worked_on}
    record(commune=found.commune_id, subject=found.inspection.ref, before=before, after={**after, "file": stored.name if stored else ""})
    return found


@act("inspections.draw_dossiers", "Rút ngẫu nhiên hồ sơ", on="inspection", allowed=keeps)
def draw_dossiers(*, inspection: Inspection, query: Query, seed: str, actor: Person | None, at: datetime) -> DrawnSample:
    """Draws dossiers by lot; seed, population and rule are kept, so that the draw can be made again by anybody."""
    found = locked(inspection, "draw")
    lake = opened(found.commune)
    if lake is None:
        raise Refused("Kho hồ sơ chưa có dữ liệu. Nhập tệp xuất của hệ thống một cửa rồi rút.")
    if query.last_day < query.first_day:
        raise Refused("Ngày cuối ở trước ngày đầu. Sửa khoảng ngày tiếp nhận rồi rút lại.")
    outcome = drawn(lake, query, seed=seed)
    if not outcome.codes:
        raise Refused("Không có hồ sơ nào tiếp nhận trong khoảng này. Nới khoảng ngày rồi rút lại.")
    made = DrawnSample.objects.create(
        inspection=found, seed=seed, first_day=query.first_day, last_day=query.last_day, only_late=query.only_late, count=query.count,
        by_unit=query.by_unit, population=outcome.population, digest=outcome.digest, lake_as_of=outcome.as_of, codes=outcome.codes,
        by=actor, at=at,
    )  # fmt: skip
    after = {"seed": seed, "drawn": len(outcome.codes), "population": outcome.population, "digest": outcome.digest}
    record(commune=found.commune_id, subject=found.ref, after=after)
    return made
