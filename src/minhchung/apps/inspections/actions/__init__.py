"""Acts on inspections. Each module registers its acts; autodiscovery imports this package."""

from minhchung.apps.inspections.actions.concluding import conclude, take_conclusion
from minhchung.apps.inspections.actions.finding import (
    add_finding,
    add_strength,
    cover,
    drop_requirement,
    drop_strength,
    findings_of_checklist,
    require_work,
)
from minhchung.apps.inspections.actions.half_taken import drop_half_taken, keep_half_taken
from minhchung.apps.inspections.actions.limits import set_limit
from minhchung.apps.inspections.actions.looking import draw_dossiers, fill_line, keep_minutes, send_report
from minhchung.apps.inspections.actions.planning import (
    advance,
    arrange_units,
    edit,
    name_checkers,
    plan,
    put_on_team,
    step_back,
    take_off_team,
)
from minhchung.apps.inspections.actions.remedying import check_remedy, close, reopen, send_remedy

__all__ = [
    "add_finding",
    "add_strength",
    "advance",
    "arrange_units",
    "check_remedy",
    "close",
    "conclude",
    "cover",
    "draw_dossiers",
    "drop_half_taken",
    "drop_requirement",
    "drop_strength",
    "edit",
    "fill_line",
    "findings_of_checklist",
    "keep_half_taken",
    "keep_minutes",
    "name_checkers",
    "plan",
    "put_on_team",
    "reopen",
    "require_work",
    "send_remedy",
    "send_report",
    "set_limit",
    "step_back",
    "take_conclusion",
    "take_off_team",
]
