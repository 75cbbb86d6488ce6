"""Reads a hall's folder (`assets/halls/README.md` describes the files) and refuses it with every fault named."""

from pathlib import Path

from hall.hall_plan import HallPlan
from hall.plan_check import check
from hall.plan_faults import refuse
from hall.plan_files import read_draft


def load_plan(folder: Path) -> HallPlan:
    """Return everything that a hall's folder says.

    Faults of form (spelling of keys, missing values) are all told at once; what the files say of one
    another (ids, places, dates, ways) is looked at once the form is right, and then told at once too.

    Raises:
        BadSettings: one line for each fault: `file:line: key: what is wrong; what to do`.
    """
    draft = read_draft(folder)
    refuse(draft.faults)
    refuse(check(draft))
    return draft.to_plan()
