"""The hall's directory on one business date: which placement holds, and so where each matter is handled."""

from collections.abc import Iterable
from datetime import date

from hall.hall_plan import HallPlan
from hall.offline import can_stand_before, typed_prefix
from hall.placement import find_placement, find_placement_of
from hall.places import HANDLED_HERE, Department, Directory, Handling, HandlingMode, Matter, MatterToday, Placement
from hall.search_keys import MakeKeys, make_search_keys


def directory_on(plan: HallPlan, business_date: date, *, make_keys: MakeKeys = make_search_keys) -> Directory:
    """Return the plan as of one business date, with every matter's handling and search keys.

    Takes some tens of milliseconds for 150 matters (the first time some tenths of a second, while pypinyin
    reads its tables): whoever asks often keeps it for the day.
    """
    departments = {department.department_id: department for department in plan.departments}
    return Directory(
        business_date=business_date,
        hall=plan.hall,
        floors=plan.floors,
        paths=plan.paths,
        queues=plan.queues,
        windows=plan.windows,
        departments=plan.departments,
        department_handling={
            department.department_id: _department_mode(plan, department, business_date)
            for department in plan.departments
        },
        themes=plan.themes,
        matters=tuple(
            MatterToday(
                matter=matter,
                handling=_handling(plan, matter, departments[matter.department], business_date),
                keys=make_keys(words_of_matter(matter)),
            )
            for matter in plan.matters
        ),
        towns=plan.towns,
        department_keys={
            department.department_id: make_keys(words_of_department(department)) for department in plan.departments
        },
        queue_keys={queue.queue_id: make_keys((queue.name.zh,)) for queue in plan.queues},
        window_keys={
            window.window_id: make_keys((window.name.zh,)) for window in plan.windows if window.name is not None
        },
        prefixes=(*sorted({series.prefix for series in plan.series}), *_offline_prefixes(plan)),
    )


def list_searched(plan: HallPlan) -> list[tuple[str, ...]]:
    """Return all that is searched for in a hall, on whatever date: departments and matters, queues and windows."""
    names = [queue.name for queue in plan.queues] + [window.name for window in plan.windows if window.name is not None]
    return [
        *map(words_of_department, plan.departments),
        *map(words_of_matter, plan.matters),
        *((name.zh,) for name in names),
    ]


def words_of_matter(matter: Matter) -> tuple[str, ...]:
    """Return the Chinese words that a matter is found by, its name first."""
    return (matter.name.zh, *matter.also)


def words_of_department(department: Department) -> tuple[str, ...]:
    """Return the Chinese words that a department is found by, its name first."""
    full = (department.full_name.zh,) if department.full_name else ()
    return (department.name.zh, *full, *department.also)


def _offline_prefixes(plan: HallPlan) -> list[str]:
    """Return what the numbers begin with that the plan's kiosks give out by themselves."""
    names = [kiosk.kiosk_id for floor in plan.floors for kiosk in floor.kiosks]
    return [typed_prefix(name) for name in names if plan.hall.rules.offline_numbers and can_stand_before(name)]


def _department_mode(plan: HallPlan, department: Department, day: date) -> HandlingMode:
    if day < plan.hall.opens_on:
        return HandlingMode.ORIGINAL_HALL
    placement = find_placement(department.placements, day)
    return placement.mode if placement else HandlingMode.NOT_MOVED_IN


def _handling(plan: HallPlan, matter: Matter, department: Department, day: date) -> Handling:
    if day < plan.hall.opens_on:
        return Handling(mode=HandlingMode.ORIGINAL_HALL)
    placement = find_placement_of(matter, department, day)
    if placement is None:
        return Handling(mode=HandlingMode.NOT_MOVED_IN)
    if placement.mode in HANDLED_HERE:
        return Handling(mode=placement.mode, queue=matter.queue, windows=_windows_of(plan, matter.queue))
    since = None
    if placement.mode is HandlingMode.NOT_MOVED_IN:
        since = _first_day_here((*matter.placements, *department.placements), day)
    return Handling(mode=placement.mode, towns=placement.towns, since=since, note=placement.note)


def _windows_of(plan: HallPlan, queue: str | None) -> tuple[str, ...]:
    return tuple(window.window_id for window in plan.windows if queue in window.queues)


def _first_day_here(placements: Iterable[Placement], day: date) -> date | None:
    """Return the first day after `day` on which a placement in this hall begins."""
    days = [one.since for one in placements if one.mode in HANDLED_HERE and one.since and one.since > day]
    return min(days, default=None)
