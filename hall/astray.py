"""Why an offline number leads to the guide desk instead of into a line."""

from enum import StrEnum


class Astray(StrEnum):
    """What had changed when the number was handed over to the server."""

    QUEUE_STOPPED = "queue_stopped"
    DAY_CLOSED = "day_closed"
    DAY_PAST = "day_past"
    MATTER_GONE = "matter_gone"
    NOT_PERMITTED = "not_permitted"
    NUMBER_TWICE = "number_twice"
