"""Which thing of the world an address is about."""

from typing import Any

from django.urls.converters import SlugConverter

from minhchung.apps.assignments.views.acting import ASSIGNMENT, DUTY, OCCURRENCE
from minhchung.apps.documents.views.steps import PLAIN, WITH_REASON
from minhchung.apps.dossiers.keys import CodeConverter
from minhchung.apps.evidence.pointing import token_for
from minhchung.apps.findings.views.acting import FINDING, WAIVER
from minhchung.apps.findings.views.together import MANY
from minhchung.apps.ground.keys import DayConverter
from minhchung.apps.indexes.views.round_papers import SLUGS
from minhchung.apps.indexes.views.rounds import STEPS
from minhchung.apps.inspections.checklists import usual_limits
from minhchung.apps.inspections.views.acting import INSPECTION, MEMBER, REQUIREMENT, STRENGTH
from minhchung.apps.inspections.views.acting import UNIT as INSPECTED
from minhchung.apps.legal.queries.standing import LISTS
from minhchung.apps.legal.views.acting import STEPS as STEPS_OF_ITEM
from minhchung.apps.management.views.acting import DECISION, ENTRY, REVIEW
from minhchung.apps.meetings.views.acting import CONCLUSION, MEETING
from minhchung.apps.meetings.views.acting import ITEM as AGENDA_ITEM
from minhchung.apps.plans.views.acting import ITEM, OBJECTIVE, PLAN
from minhchung.apps.procedures.law import usual_norms
from minhchung.apps.procedures.views.acting import INITIATIVE, PROPOSAL, SOURCE
from minhchung.apps.publication.views.acting import CHANNEL, POSTING, SNAPSHOT
from minhchung.apps.quality.views.acting import COPY, DECLARATION, DOCUMENT, VERSION
from tests.personas import NOW

THINGS: dict[str, str] = {
    "home:read-notice": "notice",
    **{f"dossiers:{name}": "fault" for name in ("fault", "withdraw_fault")},
    "dossiers:withdraw_handover": "slip_line",
    "dossiers:drop_profile": "profile",
    **{f"files:{name}": "file" for name in ("serve", "reread", "reading", "preview")},
    "files:page": "scan",
    **{
        f"indexes:{name}": "criterion"
        for name in (*("criterion", "link", "link_procedures", "unlink", "declare", "rule_out", "give_points", "take_back"),)
    },
    **{f"indexes:{name}": "round" for name in ("round", "round_step", "round_marks", "round_mark", "round_sign", "comparison")},
    **{f"indexes:{name}": "declared" for name in ("appraisal", "round_leaf", "ask_explanation", "explanations", "round_paper")},
    "indexes:explanation": "explanation",
    "indexes:drop_explanation_file": "explanation_file",
    "indexes:take_official": "criterion",
    "indexes:hand_made": "hand_made",
    "indexes:take_offer": "requirement",
    "indexes:archive": "hand_made",
    **{f"indexes:{name}": "pack" for name in ("pack", "adopt", "edit_pack", "copy_pack", "pack_workbook", "pack_yaml", "compare_packs")},
    "indexes:replace_pack": "newer_pack",
    **{
        f"indexes:{name}": "draft"
        for name in ("draft", "draft_head", "draft_rows", "draft_row", "add_draft_row", "draft_looked", "keep_draft", "drop_draft")
    },
    **{f"indexes:{name}": "annex_draft" for name in ("draft_columns", "draft_errors")},
    "documents:unrelate": "relation",
    "documents:settle": "citation",
    "documents:enter_event": "law",
    "documents:laws_plan": "laws",
    **{f"documents:{name}": "validity_event" for name in ("event", "withdraw_event")},
    **{f"legal:{name}": "changed_event" for name in ("change", "look")},
    **{f"legal:{name}": "campaign" for name in ("campaign", "bulk", "add_document", "draw", "close", "paper")},
    **{f"legal:{name}": "review_item" for name in ("item", "act_item")},
    "legal:self_check": "own",
    **{f"documents:{name}": "document" for name in ("detail", "reading", "edit", "attach", "want_answer", "archive", "restore", "relate")},
    **{f"documents:{name}": "outgoing" for name in ("step", "signed", "issue")},
    "organisations:handover": "handover",
    "organisations:event": "event",
    **{f"organisations:{name}": "unit" for name in ("unit", "edit_unit", "rename_unit", "close_unit", "add_alias")},
    "organisations:remove_alias": "alias",
    "organisations:group": "group",
    "organisations:remove_group": "group",
    **{
        f"organisations:{name}": "person"
        for name in ("person", "edit_person", "deactivate_person", "reactivate_person", "issue_password", "grant_role", "appoint")
    },
    "organisations:end_role": "grant",
    "organisations:end_appointment": "appointment",
    **{f"organisations:{name}": "body" for name in ("body", "edit_body", "close_body", "add_member")},
    "organisations:end_member": "member",
    "documents:import_columns": "sheet",
    "documents:import_result": "import",
    **{f"evidence:{name}": "claim" for name in ("detail", "line", "edit", "verify", "withdraw", "replace", "download")},
    "evidence:link": "file",
    **{f"assignments:{name}": "returned" for name in ("dry_run", "save_return", "return_errors", "undo_return")},
    **{f"assignments:{name}": "assignment" for name in ("detail", "act_assignment")},
    **{f"assignments:{name}": "occurrence" for name in ("occurrence", "progress_cell", "undo_progress", "act_occurrence", "hand_in")},
    "assignments:act_duty": "duty",
    "assignments:decide_extension": "extension",
    "assignments:judge_product": "product",
    "assignments:prove_product": "product",
    **{f"assignments:{name}": "document" for name in ("reader", "propose", "confirm", "of_document", "unname_unit")},
    **{f"assignments:{name}": "proposal" for name in ("take", "join", "part", "drop", "merge", "split", "edit", "undo", "name_unit")},
    **{f"plans:{name}": "plan" for name in ("plan", "export", "copy", "add_item", "act_plan")},
    **{f"plans:{name}": "item" for name in ("item", "edit_item", "assign_item", "act_item")},
    **{f"plans:{name}": "objective" for name in ("objective", "edit_objective", "enter_value", "act_objective")},
    "plans:import_columns": "annex",
    **{
        f"inspections:{name}": "inspection"
        for name in (
            *("inspection", "edit", "team", "samples", "findings", "coverage", "requirements", "draft", "docx", "conclude"),
            *("link_work", "act_inspection"),
        )
    },
    **{f"inspections:{name}": "inspected" for name in ("unit", "checklist", "line", "act_unit")},
    "inspections:act_member": "team_member",
    "inspections:act_strength": "strength",
    "inspections:act_requirement": "required",
    "inspections:sample": "sample",
    **{f"inspections:{name}": "conclusion_notice" for name in ("take", "keep_half_taken", "drop_half_taken")},
    **{f"findings:{name}": "finding" for name in ("finding", "act_finding")},
    "findings:act_waiver": "waiver",
    "findings:link": "assignment",
    **{
        f"meetings:{name}": "meeting"
        for name in ("meeting", "invite", "proposals", "add_item", "conclude", "briefing", "minutes", "minutes_docx", "act_meeting")
    },
    **{f"meetings:{name}": "agenda_item" for name in ("minute", "act_item")},
    "meetings:attend": "invitation",
    "meetings:act_conclusion": "conclusion",
    **{f"quality:{name}": "controlled" for name in ("document", "take_word", "act_document")},
    **{f"quality:{name}": "version" for name in ("version", "edit", "docx", "compare", "act_version")},
    "quality:bring_signed": "version_in_force",
    "quality:prove": "version_in_force",
    "quality:act_copy": "copy",
    **{f"quality:{name}": "declaration" for name in ("declaration", "declaration_docx", "post_declaration", "act_declaration")},
    **{f"management:{name}": "entry" for name in ("entry", "act_entry")},
    **{f"management:{name}": "management_review" for name in ("note_input", "act_review")},
    **{f"management:{name}": "held_review" for name in ("review", "minutes")},
    "management:act_decision": "decision",
    **{f"procedures:{name}": "procedure" for name in ("procedure", "arrange", "workflow", "propose", "mend")},
    **{f"publication:{name}": "procedure" for name in ("procedure", "ask_to_mend")},
    **{f"publication:{name}": "channel" for name in ("channel", "take_snapshot", "tick", "names", "look_at_notice", "act_channel")},
    **{f"publication:{name}": "snapshot" for name in ("snapshot", "act_snapshot")},
    **{f"publication:{name}": "posting" for name in ("posting", "post", "act_posting")},
    "publication:ask_from_decision": "published_source",
    "procedures:import_file": "listed",
    "procedures:act_source": "source",
    "procedures:decision": "publication_decision",
    **{f"procedures:{name}": "simplification" for name in ("proposal", "act_proposal")},
    **{f"procedures:{name}": "initiative" for name in ("initiative", "act_initiative")},
}

PARTS: dict[str, tuple[str, list[str]]] = {
    "documents:step": ("name", sorted([*PLAIN, *WITH_REASON])),
    "assignments:act_occurrence": ("slug", sorted(OCCURRENCE)),
    "assignments:act_duty": ("slug", sorted(DUTY)),
    "assignments:act_assignment": ("slug", sorted(ASSIGNMENT)),
    "plans:act_plan": ("slug", sorted(PLAN)),
    "plans:act_item": ("slug", sorted(ITEM)),
    "plans:act_objective": ("slug", sorted(OBJECTIVE)),
    "findings:act_finding": ("slug", sorted(FINDING)),
    "findings:many": ("slug", sorted(MANY)),
    "findings:act_waiver": ("slug", sorted(WAIVER)),
    "inspections:act_inspection": ("slug", sorted(INSPECTION)),
    "inspections:act_unit": ("slug", sorted(INSPECTED)),
    "inspections:act_member": ("slug", sorted(MEMBER)),
    "inspections:act_strength": ("slug", sorted(STRENGTH)),
    "inspections:act_requirement": ("slug", sorted(REQUIREMENT)),
    "inspections:set_limit": ("slug", sorted(usual_limits())),
    "inspections:line": ("line", ["CC-01"]),
    "meetings:act_meeting": ("slug", sorted(MEETING)),
    "meetings:act_item": ("slug", sorted(AGENDA_ITEM)),
    "meetings:act_conclusion": ("slug", sorted(CONCLUSION)),
    "legal:act_item": ("slug", sorted(STEPS_OF_ITEM)),
    "legal:paper": ("name", sorted(LISTS)),
    "quality:act_document": ("slug", sorted(DOCUMENT)),
    "quality:act_version": ("slug", sorted(VERSION)),
    "quality:act_copy": ("slug", sorted(COPY)),
    "quality:act_declaration": ("slug", sorted(DECLARATION)),
    "management:act_entry": ("slug", sorted(ENTRY)),
    "management:act_review": ("slug", sorted(REVIEW)),
    "management:act_decision": ("slug", sorted(DECISION)),
    "management:note_input": ("letter", ["b"]),
    **{f"management:{name}": ("name", ["rui-ro"]) for name in ("register", "register_xlsx", "add_entry", "paste", "set_register")},
    "management:clause": ("number", ["7.2"]),
    "management:exclude_clause": ("number", ["7.1.5"]),
    "management:include_clause": ("number", ["8.3"]),
    "publication:act_channel": ("slug", sorted(CHANNEL)),
    "publication:act_snapshot": ("slug", sorted(SNAPSHOT)),
    "publication:act_posting": ("slug", sorted(POSTING)),
    "publication:look_at_notice": ("slug", ["hotline", "petition"]),
    "procedures:act_source": ("slug", sorted(SOURCE)),
    "procedures:act_proposal": ("slug", sorted(PROPOSAL)),
    "procedures:act_initiative": ("slug", sorted(INITIATIVE)),
    "procedures:mend": ("slug", ["basis", "components", "name", "ways"]),
    "procedures:edit_held": ("slug", ["identity", "moi"]),
    "procedures:set_norm": ("slug", sorted(usual_norms())),
    "dossiers:figure": ("name", ["resolved-in-time"]),
    "indexes:round_step": ("slug", sorted(STEPS)),
    "indexes:round_paper": ("slug", SLUGS),
}
"""Addresses that serve several acts by a word in the path: each word is walked."""


def kwargs_of(name: str, converters: Any, things: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The keyword arguments of an address, by the name its row bears in the table."""
    if name in ("evidence:bring", "evidence:choose", "evidence:of", "evidence:qr"):
        return {name: {"kind": "occurrence", "key": str(things["occurrence"].pk)}}
    if name == "evidence:phone":
        return {name: {"token": token_for(things["place"], now=NOW)}}
    if name == "reviews:settle_expected":
        return {name: {"kind": "plan_item", "key": things["wanted_item"].pk}}
    if name == "legal:look":
        return {name: {"pk": things["changed_event"].pk, "kind": "document", "key": str(things["own"].pk)}}
    filled = {"pk": things[THINGS[name]].pk} if "pk" in converters else {}
    filled |= {"number": 1} if name == "files:page" else {}
    filled |= {part: things["criterion"].pk for part in converters if part == "leaf"}
    filled |= {part: things[part].pk for part in converters if name == "inspections:link_work" and part != "pk"}
    filled |= {"code": "NV-09"} if name == "reviews:check" else {}
    filled |= {"row": 1} if name == "indexes:draft_row" else {}
    filled |= {part: things["token"] for part, converter in converters.items() if isinstance(converter, SlugConverter) and part == "token"}
    filled |= {part: things["code"] for part, converter in converters.items() if isinstance(converter, CodeConverter)}
    filled |= {part: things[f"{name} {part}"] for part, converter in converters.items() if isinstance(converter, DayConverter)}
    if name not in PARTS:
        return {name: filled}
    part, words = PARTS[name]
    return {f"{name} {word}": {**filled, part: word} for word in words}
