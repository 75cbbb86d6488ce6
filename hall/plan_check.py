"""Everything that must hold between a hall's files once each has the right form; every check yields its faults."""

from collections.abc import Callable, Iterator

from hall.plan_check_calendar import check_calendar
from hall.plan_check_floors import check_paths, check_places, check_ways
from hall.plan_check_handling import check_featured, check_matter_handling, check_placements, check_queues
from hall.plan_check_ids import check_ids, check_references
from hall.plan_check_numbers import check_quotas, check_series
from hall.plan_check_values import (
    check_everyday_words,
    check_hall,
    check_matter_values,
    check_weights,
    check_words,
)
from hall.plan_faults import Fault
from hall.plan_files import Draft

CHECKS: tuple[Callable[[Draft], Iterator[Fault]], ...] = (
    check_ids,
    check_references,
    check_words,
    check_everyday_words,
    check_hall,
    check_calendar,
    check_series,
    check_quotas,
    check_weights,
    check_matter_values,
    check_placements,
    check_queues,
    check_matter_handling,
    check_featured,
    check_places,
    check_paths,
    check_ways,
)


def check(draft: Draft) -> Iterator[Fault]:
    """Yield every fault of a draft; a check leaves out what another one already names as unknown."""
    for one in CHECKS:
        yield from one(draft)
