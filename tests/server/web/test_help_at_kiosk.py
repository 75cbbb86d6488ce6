"""A visitor calls for help at the glass, and the kiosk hears that somebody comes."""

from contextlib import closing
from queue import SimpleQueue

from hall.client import new_key
from hall.exchange import Role
from kiosk.link import HallLink, HelpComes, LinkNews
from tests.server.running import RunningHall
from tests.server.web.test_rules import overseer


def test_a_kiosk_that_called_hears_that_somebody_comes(running_hall: RunningHall) -> None:
    heard: SimpleQueue[LinkNews] = SimpleQueue()
    link = HallLink(running_hall.url, token=running_hall.kiosk_token, hand_over=heard.put)
    link.start()
    heard.get(timeout=10)

    running_hall.kiosk.call_help(key=new_key())
    with closing(overseer(running_hall, Role.GUIDE)) as desk:
        desk._send("POST", "/api/v1/devices/K1/help", key=new_key())

    came = heard.get(timeout=10)
    while not isinstance(came, HelpComes):
        came = heard.get(timeout=10)
    link.stop()
    assert came == HelpComes(kiosk="K1")
