"""Anomalies planted into a clean ward, each kind in dossiers of its own, with the list of what was planted."""

from datetime import datetime, timedelta

import numpy as np

from tests.flow.small_ward import Ward, slots

EACH = 6
BATCH = 9


def planted(ward: Ward, seed: int) -> Ward:
    """The ward with every kind planted into EACH dossiers (BATCH for one minute); `planted` says kind → codes."""
    rng = np.random.default_rng(seed)
    order = [int(row) for row in rng.permutation(len(ward.dossiers))]
    kinds = (
        end_equals_due,
        ended_same_minute,
        end_before_last_step,
        event_after_end,
        midnight,
        out_of_hours,
        zero_length,
        due_changed_late,
        code_date,
        route_differs,
    )
    for plant in kinds:
        rows = [order.pop() for _ in range(BATCH if plant is ended_same_minute else EACH)]
        name = plant.__name__.replace("_", "-")
        ward.planted[name] = {ward.dossiers[row]["code"] for row in rows}
        for row in rows:
            plant(ward, row)
        ward.planted[name] = {ward.dossiers[row]["code"] for row in rows}
    for row in order[:40]:  # honest slips, among which the planted ones must be found
        slip(ward, ward.dossiers[row]["code"], [step["unit"] for step in ward.steps[ward.dossiers[row]["code"]]])
    return ward


def end_equals_due(ward: Ward, row: int) -> None:
    move_end(ward, row, ward.dossiers[row]["due_at"])


def ended_same_minute(ward: Ward, row: int) -> None:
    ward.dossiers[row]["officer"] = "Trần Thụ"
    move_end(ward, row, datetime(2026, 7, 8, 16, 12, row % 60))


def move_end(ward: Ward, row: int, end: datetime) -> None:
    """Ends the dossier at that moment; its steps before keep their order, the return follows at once."""
    dossier = ward.dossiers[row]
    steps = ward.steps[dossier["code"]]
    dossier["finished_at"] = end
    started = np.datetime64(dossier["received_at"], "s")
    for place, step in enumerate(steps[:4]):
        step["started_at"] = started.item()
        started = slots().due_in_minutes(np.array([started]), np.array([7 + place]))[0] - np.timedelta64(11 + place, "s")
        step["ended_at"] = started.item()
    steps[3]["ended_at"] = end
    done = slots().due_in_minutes(np.array([np.datetime64(end, "s")]), np.array([20]))[0]
    steps[4] |= {"started_at": end + timedelta(seconds=30), "ended_at": done.item()}
    dossier["delivered_at"] = done.item()


def end_before_last_step(ward: Ward, row: int) -> None:
    dossier = ward.dossiers[row]
    dossier["finished_at"] = ward.steps[dossier["code"]][1]["ended_at"]


def event_after_end(ward: Ward, row: int) -> None:
    dossier = ward.dossiers[row]
    last = np.datetime64(dossier["delivered_at"], "s")
    start, end = (slots().due_in_minutes(np.array([last]), np.array([minutes]))[0].item() for minutes in (300, 330))
    step = ward.steps[dossier["code"]][1]
    ward.steps[dossier["code"]].append({**step, "seq": 6, "started_at": start, "ended_at": end})


def midnight(ward: Ward, row: int) -> None:
    steps = ward.steps[ward.dossiers[row]["code"]]
    steps[0]["started_at"] = steps[0]["started_at"].replace(hour=0, minute=0, second=0)


def out_of_hours(ward: Ward, row: int) -> None:
    steps = ward.steps[ward.dossiers[row]["code"]]
    steps[4]["ended_at"] = steps[4]["started_at"].replace(hour=20, minute=17, second=5)
    ward.dossiers[row]["delivered_at"] = steps[4]["ended_at"]


def zero_length(ward: Ward, row: int) -> None:
    step = ward.steps[ward.dossiers[row]["code"]][2]
    step["started_at"] = step["ended_at"]


def due_changed_late(ward: Ward, row: int) -> None:
    dossier = ward.dossiers[row]
    later = dossier["due_at"] + timedelta(days=7)
    older = dossier["due_at"] + timedelta(days=1)
    ward.changes.append(
        {"code": dossier["code"], "kind": "due-moved", "before": str(dossier["due_at"]), "after": str(later)}
        | {"older": f"{older:%Y%m%dT%H%M%S}-0123456789ab"}
    )


def code_date(ward: Ward, row: int) -> None:
    dossier = ward.dossiers[row]
    old, new = dossier["code"], f"H99.12-260101-{9000 + row:04d}"
    dossier["code"] = new
    ward.steps[new] = [{**step, "code": new} for step in ward.steps.pop(old)]


def route_differs(ward: Ward, row: int) -> None:
    code = ward.dossiers[row]["code"]
    slip(ward, code, [step["unit"] for step in ward.steps[code] if step["step"] != "Thẩm định"])


def slip(ward: Ward, code: str, units: list[str]) -> None:
    ward.slips += [{"code": code, "seq": place, "unit": unit} for place, unit in enumerate(units, 1)]
