"""What of QĐ 766 is published: the groups and the indicators that have a code on the portal."""

from minhchung.flow.indicators import definition_file

SET = "qd766-2022"


def metrics() -> list[tuple[str, str]]:
    """What can be entered by hand: the groups, then the indicators with a code on the portal."""
    file = definition_file(SET)
    groups = [(group.name, f"Nhóm: {group.title}") for group in file.group]
    return groups + [(item.code, f"{item.name.removeprefix('766.')} {item.title}") for item in file.indicator if item.code]
