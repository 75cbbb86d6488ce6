"""Help at a kiosk: its visitor presses for somebody to come; a guide says to be on the way."""

from hall.device_events import KioskHelpAnswered, KioskHelpCalled
from hall.errors import UnknownDevice
from hall.exchange import Role
from server.store.credentials import Device, has_device
from server.store.devices import save_help
from server.store.hall_tx import Actor, HallTx


def call_help(tx: HallTx, kiosk: str, *, actor: Actor) -> None:
    """Ask for somebody to come to a kiosk; asking again while nobody has answered changes nothing."""
    if save_help(tx, kiosk, since=tx.now):
        tx.record(KioskHelpCalled(kiosk=kiosk), actor=actor)


def answer_help(tx: HallTx, kiosk: str, *, actor: Actor) -> None:
    """Say that somebody comes; a second guide who says so, too, changes nothing.

    Raises:
        UnknownDevice: there is no such kiosk.
    """
    if not has_device(tx, Device(role=Role.KIOSK, name=kiosk)):
        raise UnknownDevice(f"no kiosk {kiosk} in this hall")
    if save_help(tx, kiosk, since=None):
        tx.record(KioskHelpAnswered(kiosk=kiosk), actor=actor)
