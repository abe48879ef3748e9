"""第五条（六）: the share of qualified staff, whose wording is open.

「本科及以上学历和中级及以上技术职称专业人员的比例占80％以上」 may count those who hold both or those who hold either.
"""

from decimal import Decimal
from typing import NamedTuple

from rules.engine.conditions import Threshold, not_met, open_wording, unknown
from rules.engine.figures import amount
from rules.engine.finding import UNSURE, Finding, Interpretation, State, Unknown, Verdict, met

SHARE = Threshold("学历、职称符合要求的人员占比", 80, "%")
EITHER, BOTH = "有其一", "两者都要有"

Held = int | Unknown


class Bounds(NamedTuple):
    """The least and the most people that a count can stand for."""

    least: int
    most: int


def qualified(staff: Held, degree: Held, title: Held, both: Held, *, share: int) -> Finding:
    """Met if those holding both reach the share (in per cent), not met if even those holding either cannot, else open
    or unknown.

    >>> qualified(20, 17, 10, 8, share=80).interpretations[0].because
    '两者都有的8人，占20人的40%'
    >>> qualified(20, 18, 17, 17, share=80).shown_by
    '学历、职称都有的17人，占20人的85%：两种读法都够'
    """
    if degree == 0 or title == 0:  # then nobody holds both, and there is nothing to ask
        both = 0
    if isinstance(staff, Unknown):
        return unknown(staff) if staff.asked else unknown(staff, *_wanted(degree, title), both)
    if not staff:
        return not_met(f"没有从事服务的人员，学历和职称比例无从达到{share}%")
    need = -(-staff * share // 100)
    all_held, any_held = _holders(staff, degree, title, both)
    if all_held.least >= need:
        return met(shown_by=f"{_share('学历、职称都有的', all_held, staff)}：两种读法都够")
    if any_held.most < need:
        ways = _by_reading(need, any_held, all_held, added=0)
        return not_met(f"符合学历、职称要求的应有{need}人（占{staff}人的{share}%以上）：{ways}")
    if all_held.most < need <= any_held.least:
        return open_wording(
            Interpretation(f"“和”读作{BOTH}", Verdict.NOT_MET, _share("两者都有的", all_held, staff)),
            Interpretation(f"“和”读作{EITHER}即可", Verdict.MET, _share("有其一的", any_held, staff)),
        )
    return unknown(*_wanted(degree, title), both, possible=_still_possible(staff, degree, title, both, need))


class ToQualify(NamedTuple):
    """What has to be done about the staff, and the names of the answers that are missing for saying how much of it."""

    words: str
    missing: tuple[str, ...]


def to_be_qualified(staff: Held, degree: Held, title: Held, both: Held, *, least: int, share: int) -> ToQualify:
    """About their number and their share, for each reading; nothing where the number is not known.

    Whoever is added makes the staff larger of which the share is taken, so that it is said of the number to be reached.

    >>> to_be_qualified(20, 14, 1, 1, least=10, share=80).words
    '现有20人中要有16人符合学历、职称要求：按“有其一”，还差2人；按“两者都要有”，还差15人（增加人员的，要符合的人数也随总数增加）'
    >>> to_be_qualified(5, 1, 0, 0, least=10, share=80).words
    '增加5人，达到10人，其中8人要符合学历、职称要求：按“有其一”，新增的5人都要符合，现有人员中还差2人；按“两者都要有”，新增的5人都要符合，现有人员中还差3人'
    """
    if isinstance(staff, Unknown):
        return ToQualify("", ())
    total = max(staff, least)
    need = -(-total * share // 100)
    all_held, any_held = _holders(staff, degree, title, both)
    if all_held.least >= need:
        return ToQualify(f"从事服务的人员还差{total - staff}人（新增的人学历、职称不限）" if total > staff else "", ())
    vague = any(held.least < need and held.least < held.most for held in (any_held, all_held))
    missing = tuple(held.name for held in (degree, title, both) if isinstance(held, Unknown) and not held.asked)
    ways = _by_reading(need, any_held, all_held, added=total - staff)
    if total == staff:
        more = "（增加人员的，要符合的人数也随总数增加）"
        return ToQualify(f"现有{staff}人中要有{need}人符合学历、职称要求：{ways}{more}", missing if vague else ())
    return ToQualify(
        f"增加{total - staff}人，达到{total}人，其中{need}人要符合学历、职称要求：{ways}", missing if vague else ()
    )


def _by_reading(need: int, any_held: Bounds, all_held: Bounds, *, added: int) -> str:
    either, both = (_still_to_qualify(need, held, added) for held in (any_held, all_held))
    if either == both:
        return both if all_held.least < all_held.most else f"按“{EITHER}”或者“{BOTH}”，都是{both}"
    return f"按“{EITHER}”，{either}；按“{BOTH}”，{both}"


def _still_to_qualify(need: int, held: Bounds, added: int) -> str:
    """Who of those to be added has to be qualified, and who of those there are."""
    if held.least >= need:
        return "已经够了"
    short = need - held.least
    if held.least < held.most:
        fewest = max(0, need - held.most)
        return f"现在符合的有{held.least}至{held.most}人，要先弄清楚" if added else f"还差{fewest}至{short}人"
    if not added:
        return f"还差{short}人"
    if short <= added:
        return f"新增的人里至少{short}人要符合"
    return f"新增的{added}人{'都' if added > 1 else ''}要符合，现有人员中还差{short - added}人"


def _wanted(degree: Held, title: Held) -> tuple[Held, ...]:
    """Where one of the two is 不清楚, the other one is not worth asking: it decides nothing alone."""
    if _open(degree) and isinstance(title, Unknown) and title.asked:
        return (title,)
    if _open(title) and isinstance(degree, Unknown) and degree.asked:
        return (degree,)
    return degree, title


def _open(held: Held) -> bool:
    return isinstance(held, Unknown) and not held.asked


def _holders(staff: int, degree: Held, title: Held, both: Held) -> tuple[Bounds, Bounds]:
    """How many hold both, and how many hold either, as far as the answers tell."""
    d, t = _bounds(degree, both, staff), _bounds(title, both, staff)
    if isinstance(both, Unknown):
        b = Bounds(max(0, d.least + t.least - staff), min(d.most, t.most))
        return b, Bounds(max(d.least, t.least), min(staff, d.most + t.most - b.least))
    return Bounds(both, both), Bounds(d.least + t.least - both, min(staff, d.most + t.most - both))


def _bounds(held: Held, both: Held, staff: int) -> Bounds:
    if isinstance(held, Unknown):
        return Bounds(0 if isinstance(both, Unknown) else both, staff)
    return Bounds(held, held)


def _still_possible(staff: int, degree: Held, title: Held, both: Held, need: int) -> frozenset[State]:
    """What the answers not asked yet can still make of it; those answered 不清楚 stay as they are.

    Only two cases have to be looked at, since every other answer lies between them: that all those whom nobody has
    asked about yet hold it, and that none does.
    """
    if not any(map(_open, (degree, title, both))):
        return UNSURE
    best = _holders(staff, _filled(degree, staff), _filled(title, staff), both)[0]
    most_both = best.most if _open(both) else best.least
    floor = 0 if isinstance(both, Unknown) else both  # whoever holds both holds each
    low_degree, low_title = _filled(degree, floor), _filled(title, floor)
    low_both = both
    if _open(both):
        low_both = min(_bounds(low_degree, both, staff).most, _bounds(low_title, both, staff).most)
    worst = _holders(staff, low_degree, low_title, low_both)[1].most
    possible = {State.UNCLEAR}
    if most_both >= need:
        possible.add(State.MET)
    if worst < need:
        possible.add(State.NOT_MET)
    return frozenset(possible)


def _filled(held: Held, count: int) -> Held:
    """An answer not asked yet, supposed to be this count."""
    return count if _open(held) else held


def _share(who: str, held: Bounds, staff: int) -> str:
    low, high = (amount(Decimal(10_000 * count // staff) / 100, "%") for count in held)  # cut, never rounded up
    if held.least == held.most:
        return f"{who}{held.least}人，占{staff}人的{low}"
    return f"{who}{held.least}至{held.most}人，占{staff}人的{low}至{high}"
