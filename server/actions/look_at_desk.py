"""Look at the desk: all that the guides' page shows, of one moment."""

from datetime import datetime

from hall.desk import DeskView, PlacedDevice
from hall.events import AlertLevel
from hall.ticket import TicketState
from server.actions.command_device import list_devices
from server.actions.figures import queue_now
from server.actions.look_at_window import overdue_line
from server.actions.watch import list_alerts
from server.rules.hall_today import HallToday
from server.rules.hours import midnight
from server.store.hall_read import HallRead
from server.store.live import Live
from server.store.offline import list_strays
from server.store.tickets import list_in_state


def look_at_desk(read: HallRead, today: HallToday, *, now: datetime) -> DeskView:
    """Return what the guides see now."""
    live = Live(read)
    devices = [device for device in list_devices(read, now=now) if not device.is_revoked]
    places = {device.name: today.find_kiosk(device.name) for device in devices}
    return DeskView(
        seq=read.seq,
        at=now,
        queues=tuple(queue_now(live, today, queue.queue_id) for queue in today.directory.queues),
        overdue=tuple(overdue_line(ticket, today) for ticket in list_in_state(read, TicketState.OVERDUE)),
        devices=tuple(
            PlacedDevice(device=device, place=None if (at := places[device.name]) is None else at.name)
            for device in devices
        ),
        alerts=tuple(
            found.alert
            for found in list_alerts(read, live, today, now=now)
            if found.alert.level is AlertLevel.SUPERVISOR
        ),
        astray=len(list_strays(read, since=midnight(today.business_date, today.zone))),
    )
