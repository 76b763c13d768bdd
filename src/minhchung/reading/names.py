"""The grammar of unit names: where a name begins, where it ends, and how an enumeration unfolds.

"Phòng Văn hóa - Xã hội, Văn phòng HĐND và UBND phường" are two units; "Các sở: Nội vụ, Tư pháp" are Sở Nội vụ and
Sở Tư pháp; "các phòng, ban, đơn vị liên quan" is one group. Names are returned as written, articles kept for groups.
"""

from collections.abc import Iterator

from minhchung.reading.bodies import HOUSES, branch_end, charge_end, house_end
from minhchung.reading.doers import initials_at, names_things, post_at, team_end, trade_end
from minhchung.reading.enumerations import (
    MOST_NAMES,
    between_semicolons,
    further_numbers,
    joined,
    listed_name,
    over_places,
    past_bracket,
    same_head,
    with_small_words,
    without_roles,
)
from minhchung.reading.groups import group_at, group_of_offices, inner_group, relative_end, unknown_tail
from minhchung.reading.posts import committees, more_groups, with_charge
from minhchung.reading.proper import (
    JOINERS,
    LONGEST_NAME,
    NUMBERED,
    PLACES,
    STOPS,
    Name,
    capitals,
    compound,
    ends_name,
    field_at,
    name_end,
)
from minhchung.reading.words import (
    ACTIONS,
    ALONE,
    ARTICLES,
    GROUPS,
    HEADS,
    NAME_TAILS,
    NOT_HEADS,
    ORDERS,
    PERSONS,
    SCOPES,
    STAFF,
    Words,
)
from minhchung.text.normal import lower

# Behind the colon the common noun belongs to each, even where what follows is an office by itself: "Các Công ty: Điện lực A".
# Names of hamlets begin with such words as well: "các thôn Trại Cá, Đồi Mát".
_PLACE_WORDS = {"trại", "đội", "trạm", "đồn", "chốt", "khối", "cụm"}
_FIRMS = {"công ty", "tổng công ty", "tập đoàn"}
# A unit begins with one of these words, with a post told by its build or with initials; a group may also with its number.
_OPENERS = frozenset({"cơ", "báo", "quý", "người", "bản"}).union(*(known.lengths for known in (ARTICLES, PERSONS, STAFF, HEADS, GROUPS)))
# What a group, a house or a branch behind a name begins with.
_TAILS_OPEN = frozenset({"-"}).union(ARTICLES.lengths, HOUSES.lengths)
# A name within a name within a name.
_DEEPEST = 6
# "tỉnh ủy", "xã đoàn".
_PLACE_ENDS = {"xã", "phường", "tỉnh", "huyện", "quận", "trấn", "phố"}


def unit_list(words: Words, index: int, *, bare: bool = False) -> list[Name]:
    """The units named from word ``index`` on, in order; empty when no unit starts there.

    ``bare`` also takes groups without an article ("phối hợp với đơn vị tư vấn").
    """
    place = ~index if bare else index
    known: list[Name] | None = words.found.get(place)
    if known is None:
        known = words.found[place] = _unit_list(words, index, bare=bare)
    return known


def _unit_list(words: Words, index: int, *, bare: bool) -> list[Name]:
    if not _may_open(words, index, bare=bare):
        return []
    low = words.low
    # "các đơn vị Cục A; Cục B": behind the common noun they are named.
    article = ARTICLES.at(low, index)
    noun = article and article + GROUPS.at(low, index + article)
    names: list[Name] = between_semicolons(words, index + noun)
    if names and low[names[-1].after] == ":":
        return names
    if names:
        index = names[-1].after + 1
    while len(names) < MOST_NAMES:
        found = unit_at(words, index, bare=bare or bool(names)) or (listed_name(words, index) if names else [])
        if not found:
            break
        names.extend(found)
        names[-1] = with_small_words(words, names[-1])
        names.extend(further_numbers(words, names[-1]))
        index = past_bracket(words, names[-1].after)
        step = joined(words, index)
        if not step:
            break
        index += step
    return without_roles(words, names)


def _may_open(words: Words, index: int, *, bare: bool) -> bool:
    """Whether a unit may start at the word; most words of a text are dismissed here."""
    low = words.low
    if index >= len(low):
        return False
    return low[index] in _OPENERS or bool(post_at(words, index) or initials_at(words, index) or (bare and low[index].isdigit()))


def unit_at(words: Words, index: int, *, bare: bool = False) -> list[Name]:
    """The unit (or the unfolded enumeration) that starts at word ``index``."""
    if not _may_open(words, index, bare=bare):
        return []
    low = words.low
    article = ARTICLES.at(low, index)
    start = index + article
    if start >= len(low):
        return []
    person = PERSONS.at(low, start)
    if person:
        return _person(words, index, start + person)
    if (
        low[start : start + 2] in (["cơ", "quan"], ["báo", "và"])
        and HEADS.at(low, start) < 3
        and (named := _office_of(words, index, start + 2))
    ):
        return named
    if low[index] == "quý" and (polite := GROUPS.at(low, index + 1)):
        return [Name(words.between(index, index + 1 + polite), index, index + 1 + polite, group=True)]
    if bare and low[index].isdigit() and (named := _counted(words, index)):
        return named
    post = post_at(words, start)
    staff = STAFF.at(low, start)
    if staff:
        return [Name(words.between(index, start + staff), index, start + staff, group=True)]
    if post and low[start] == "lãnh" and not unit_at(words, start + post, bare=True):
        return []
    if low[start] == "người" and not post and (end := relative_end(words, start + 1)) > start + 1:
        return [Name(words.between(index, end), index, end, group=True)]
    if post and not (article and GROUPS.at(low, start) > post) and not HEADS.at(low, start) > post:
        return _post(words, index, start + post)
    if low[index] in ("mỗi", "từng") and words.starts_big(start) and (head := HEADS.at(low, start)) and words.starts_big(start + head):
        return _named(words, index, start + head)
    if article:
        return _unfolded(words, index, start) or group_at(words, index, start) or group_of_offices(words, index, start)
    return _office_at(words, index, bare=bare)


def _office_at(words: Words, start: int, *, bare: bool) -> list[Name]:
    """The office, without an article, that starts there; ``bare``: a group of them will do."""
    low = words.low
    head = HEADS.at(low, start) or initials_at(words, start)
    if names_things(words, start):
        return []
    if head and not NOT_HEADS.at(low, start):
        named = _named(words, start, start + head)
        if named:
            return named
    if bare and not NOT_HEADS.at(low, start) and not words.starts_big(start):
        return group_at(words, start, start)
    return []


def _office_of(words: Words, first: int, at: int) -> list[Name]:
    """As in "Cơ quan Ủy ban Kiểm tra Đảng ủy", "Báo và Đài Truyền thanh xã": one name with the office behind."""
    if not words.starts_big(at) or not HEADS.at(words.low, at):
        return []
    inner = unit_at(words, at)
    return [Name(words.between(first, inner[0].after), first, inner[0].after)] if len(inner) == 1 and not inner[0].group else []


def _counted(words: Words, index: int) -> list[Name]:
    """As in "14 tổ dân phố": all of a kind, told by their number."""
    kind = GROUPS.at(words.low, index + 1)
    return group_at(words, index, index + 1) if kind and not words.starts_big(index + 1) else []


def _person(words: Words, first: int, at: int) -> list[Name]:
    post = post_at(words, at)
    if post:
        return _post(words, first, at + post, signs=("-", ","))
    if at < len(words.low) and words.low[at] == ":":
        return _people(words, first, at + 1)
    end = capitals(words, at)
    if end == at:
        return []
    for _ in range(3):
        if end >= len(words.low) or words.low[end] not in ("-", ",", "(") or not (post := post_at(words, end + 1)):
            break
        end = _post(words, first, end + 1 + post, signs=("-", ","))[-1].after
        end += end < len(words.low) and words.low[end] == ")"
    return [Name(words.between(first, end), first, end)]


def _people(words: Words, first: int, at: int) -> list[Name]:
    """As in "Các đồng chí: Lê Văn A, Trần Thị B": one name for each."""
    names: list[Name] = []
    while len(names) < MOST_NAMES and (end := capitals(words, at)) > at:
        names.append(Name(words.between(at, end), at if names else first, end))
        at = end + joined(words, end)
        if at == end:
            break
    return names


def _post(words: Words, first: int, at: int, *, signs: tuple[str, ...] = ("-",)) -> list[Name]:
    """A post and the unit it heads: "Thủ trưởng các cơ quan, đơn vị", "Phó Hiệu trưởng Nguyễn Văn A"."""
    limit = at + LONGEST_NAME
    while (at < limit and (more := post_at(words, at))) or (
        at < len(words.low) and words.low[at] in signs and (more := post_at(words, at + 1))
    ):
        at += more + (words.low[at] in signs)
    if spread := over_places(words, first, at - 1 if words.low[at - 1] == "các" else at):
        return spread
    inner = unit_at(words, at, bare=True)
    if inner and ACTIONS.at(words.low, at) > 1 and not words.starts_big(at) and not ACTIONS.at(words.low, inner[-1].after):
        inner = []  # "Tổng phụ trách Đội tổ chức ...": an order, not an organisation.
    if inner and not words.starts_big(at):
        inner = [*inner, *committees(words, inner[-1].after)]
    if len(inner) > 1:
        held = words.between(first, at)
        others = (n if post_at(words, n.first) else n._replace(name=f"{held} {n.name}") for n in inner[1:])
        return [Name(f"{held} {inner[0].name}", first, inner[0].after), *others]
    if NAME_TAILS.at(words.low, at) > max(HEADS.at(words.low, at), GROUPS.at(words.low, at), ACTIONS.at(words.low, at)):
        at = _tail(words, name_end(words, at))
    elif inner:
        at = inner[-1].after
    elif words.low[at : at + 2] == ["phụ", "trách"] and (head_of := unit_at(words, at + 2)):
        at = head_of[-1].after
    elif words.starts_big(at) and HEADS.at(words.low, at) > 1:
        at += HEADS.at(words.low, at)  # "Thành viên Hội đồng phụ trách thôn"
    else:
        charge = 2 if words.low[at : at + 2] == ["phụ", "trách"] and field_at(words, at + 2) else 0
        field = field_at(words, at + charge)
        field = field if words.starts_big(at + charge) or ACTIONS.at(words.low, at + charge) < max(field, 1) else 0
        stop = _tail(words, capitals(words, at + charge + field))
        if stop == at and words.low[at : at + 2] != ["phụ", "trách"]:
            stop = max(unknown_tail(words, at), compound(words, at))
        at = stop
    # "Trưởng khu phố 3", "Trưởng Phòng Nghiệp vụ 2 theo dõi"
    at += at < len(words.low) and words.low[at].isdigit() and (words.low[at - 1] in NUMBERED or ends_name(words, at + 1))
    at = with_charge(words, more_groups(words, at))
    if words.low[at : at + 1] == ["được"]:
        at = relative_end(words, at)
    return [Name(words.between(first, at), first, at)]


def _named(words: Words, first: int, at: int) -> list[Name]:
    head_end = at
    if spread := over_places(words, first, at):
        return spread
    initials = head_end - first == 1 and words.between(first, at).isupper() and len(words.low[first]) > 2
    complete = initials or ALONE.at(words.low, first) == head_end - first
    many = words.low[first] in ("sở", "bộ") and head_end == first + 1
    at = charge_end(words, first, name_end(words, at, complete=complete, parted=many))
    bare = at == head_end and not (complete or words.between(first, at).isupper())
    at = _tail(words, at)
    if bare and at == head_end:
        at = max(team_end(words, first, at), trade_end(words, first, at))
    if bare and at == head_end:
        return []
    if bare and at == head_end + 1 and unknown_tail(words, at) == at and not words.starts_big(first):
        return []
    names = [Name(words.between(first, at), first, at)]
    return [*names, *same_head(words, first, at)] if many else names


def _tail(words: Words, at: int) -> int:
    """Scope words after a name ("phường Vân Khê", "thuộc thành phố") and an inner group ("UBND các xã, phường")."""
    low = words.low
    for _ in range(3):
        step = SCOPES.at(low, at)
        if step:
            at = capitals(words, at + step)
            at += at < len(low) and low[at].isdigit()
            at += 2 if low[at : at + 1] == ["số"] and low[at + 1 : at + 2] and low[at + 1].isdigit() else 0
            # "Hội LHPN xã, phường", "UBND huyện, thị xã": of every place of these kinds.
            while low[at - 1] in _PLACE_ENDS and low[at : at + 1] == [","] and (place := PLACES.at(low, at + 1)):
                if words.starts_big(at + 1) or words.starts_big(at + 1 + place):
                    break
                at += 1 + place
            continue
        if (
            at < len(low)
            and low[at] == "của"
            and (words.starts_big(at + 1) or ARTICLES.at(low, at + 1))
            and (owner := _owner(words, at + 1))
        ):
            return owner[-1].after
        if low[at : at + 1] == ["kiêm"] and (also := _owner(words, at + 1)):
            # "Ban Chỉ huy A kiêm Ban Chỉ huy B": one body with two charges.
            return also[-1].after
        if at < len(low) and low[at] in ("đảng", "ubnd", "hđnd", "tp") and HEADS.at(low, at) + (low[at] == "tp"):
            at += max(HEADS.at(low, at), 1)
            continue
        if words.starts_big(at) and not words.starts_big(at - 1) and HEADS.at(low, at) and (owner := _owner(words, at)):
            # "Tổ giúp việc Ban Chỉ đạo": whose team it is.
            return owner[-1].after
        if at >= len(low) or low[at] not in _TAILS_OPEN:
            break
        after = max(inner_group(words, at), house_end(words, at), branch_end(words, at))
        if after == at:
            break
        at = after
    return at


def _owner(words: Words, at: int) -> list[Name]:
    """The office behind a name that the name belongs to ("Tổ A của Ban B"). No real name nests so deep; a text made of owners would use up
    the stack."""
    if words.nested >= _DEEPEST:
        return []
    words.nested += 1
    found = unit_at(words, at)
    words.nested -= 1
    return found


def _unfolded(words: Words, first: int, at: int) -> list[Name]:
    """As in "Các sở: A, B và C" → one name for each, with the common noun before it."""
    low = words.low
    step = GROUPS.at(low, at)
    if not step:
        return []
    noun = words.between(at, at + step)
    at += step
    for _ in range(MOST_NAMES):
        if at >= len(low) or low[at] != "," or not GROUPS.at(low, at + 1):
            break
        at += 1 + GROUPS.at(low, at + 1)
    colon = at < len(low) and low[at] == ":"
    at += colon
    one = lower(noun) in ("sở", "bộ")
    if (
        colon
        and ACTIONS.at(low, at)
        and (after := at + field_at(words, at, ward=not one)) < len(low)
        and low[after] not in JOINERS
        and low[after] != "-"
    ):
        return []
    names = list(_unfold(words, at, noun[:1].upper() + noun[1:], colon))
    if len(names) < 2 and not colon:
        return []
    if not names:
        return []
    return [Name(names[0].name, first, names[0].after), *names[1:]]


def _unfold(words: Words, at: int, noun: str, colon: bool) -> Iterator[Name]:
    low = words.low
    lower_noun = lower(noun)
    # "các đơn vị: Y tế, Công an": the common noun names no office.
    held = "" if lower_noun in ("đơn vị", "cơ quan", "địa phương") else noun + " "
    for count in range(MOST_NAMES):
        if not words.starts_big(at):
            # A scanned list may have lost a capital: "Công an, lài chính, Xây dựng".
            end = at + 2
            if not (colon and count and end < len(low) and low[end] in (",", "và") and words.starts_big(end + 1) and low[at].isalpha()):
                return
            yield Name(held + words.between(at, end), at, end)
            at = end + 1
            continue
        field = field_at(words, at, ward=lower_noun not in ("sở", "bộ"))
        hamlet = lower_noun in PLACES.entries and low[at] in _PLACE_WORDS and words.starts_big(at + 1)
        firm = hamlet or (colon and lower_noun in _FIRMS and low[at : at + 2] not in (["công", "ty"], ["tổng", "công"], ["tập", "đoàn"]))
        if (HEADS.at(low, at) or post_at(words, at)) and not field and not NOT_HEADS.at(low, at) and not firm:
            named = unit_at(words, at)
            if not named or not colon:
                return
            yield from named
            at = named[-1].after
        else:
            end = at + field
            if end == at:
                end = name_end(words, at, parted=True) if firm and not hamlet else capitals(words, at)
                while (
                    end < len(low) and low[end].isalpha() and not words.starts_big(end) and end - at < 3 and low[end] not in JOINERS | STOPS
                ):
                    if ORDERS.at(low, end) or SCOPES.at(low, end):
                        break
                    end += 1
            stop = _tail(words, end)
            yield Name(held + words.between(at, stop), at, stop)
            at = stop
        step = joined(words, at)
        if not step or (not words.starts_big(at + step) and not colon):
            return
        at += step
