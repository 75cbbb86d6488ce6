"""The composition root: one hall's server, put together from its settings."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial

from fastapi import FastAPI
from starlette.types import ASGIApp

from hall.clock import Clock, ForwardClock
from hall.errors import HallError, Overloaded
from hall.events import Event
from hall.hall_plan import HallPlan
from hall.language import load_languages
from hall.search_keys import MakeKeys, make_search_keys
from hall.systemd import NOBODY, Systemd
from hall.what_if import Finding, Question
from server.actions.almanac import Almanac
from server.actions.directions import Wayfinder
from server.actions.look_at_directory import DirectoryBoard
from server.actions.look_at_hall import take_snapshot
from server.actions.look_at_promises import PromiseBoard
from server.actions.look_at_rules import RuleBoard
from server.actions.office import Office
from server.actions.passwords import make_policy
from server.actions.plan_fits import assert_plan_fits
from server.actions.sights import Sights
from server.actions.staff import has_admin
from server.actions.start_day import start_day_if_due
from server.actions.told_waits import ToldWaits
from server.actions.visit_token import VisitPages
from server.feed.hall_source import HallFeed
from server.feed.ring import Ring
from server.feed.streams import Streams
from server.feed.tail import Tail
from server.feed.visit_source import VisitFeed
from server.foresight import ForesightProcess
from server.jobs import Jobs
from server.settings import ASSETS, COMMON_PASSWORDS, Settings
from server.store.credentials import note_seen
from server.store.event_log import find_last_at, list_events
from server.store.hall_read import find_code_key
from server.store.lanes import Lane
from server.store.opening import open_record
from server.store.reader import Reader
from server.web.access_log import AccessLog
from server.web.application import make_application, with_short_way
from server.web.auth import Gate
from server.web.first_admin import FirstAdmin
from server.web.guard import Guard
from server.web.limits import Limits
from server.web.manage_pages import ManagePages
from server.web.metrics import Metrics
from server.web.page_source import HallPages
from server.web.pages import Pages
from server.web.parts import Feeds, Parts
from server.web.rate_pages import RatePages
from server.web.refusals import Refusals
from server.web.rendering import Rendering
from server.web.tries import PasswordTries
from server.web.waits_pages import WaitsPages

REVOKED_AFTER_S = 2.0
"""Within this and `BELIEVED_S` nothing is told any more to a device that was taken away: five seconds are promised."""

_log = logging.getLogger(__name__)


class HallServer:
    """One hall's server: `asgi` answers, `waits` tells waits; the caller listens, and holds the data folder's lock."""

    def __init__(
        self,
        settings: Settings,
        *,
        plan: HallPlan,
        clock: Clock,
        make_keys: MakeKeys = make_search_keys,
        systemd: Systemd = NOBODY,
        looks_ahead: bool = False,
    ) -> None:
        """Open the record and put everything together; nothing runs until the application's lifespan begins."""
        self._loop: asyncio.AbstractEventLoop | None = None
        self.waits = ToldWaits(clock, is_wanted=looks_ahead)
        almanac = Almanac(plan, make_keys, self.waits)
        engine = open_record(settings.database, almanac.hall_id)
        self._reader = Reader(settings.database.open_reader(), almanac.hall_id)
        self._clock = ForwardClock(clock, not_before=self._reader.ask_now(find_last_at))
        self._reader.ask_now(partial(assert_plan_fits, almanac=almanac, now=self._clock.now()))
        self._lane = Lane(
            engine,
            almanac.hall_id,
            clock=self._clock,
            opening=partial(start_day_if_due, almanac=almanac),
            listener=self,
        )
        self._metrics = Metrics()
        self._access = AccessLog(clock)
        self._office = self._make_office(almanac, settings)
        self._ring = self._make_ring()
        self._tail = self._make_tail(settings)
        self._hints = settings.database.listen(almanac.hall_id)
        self._feeds = self._make_feeds(settings)
        self._foresight = self._make_foresight(settings, plan) if looks_ahead else None
        self._systemd = systemd
        self._gate = Gate(self._reader, self._clock, is_https=settings.is_https, note_seen=self._note_seen)
        self._first_admin = FirstAdmin(self._clock)
        self._jobs = Jobs(self._office, systemd=systemd)
        self.asgi: ASGIApp = Guard(
            self._make_web(settings),
            self._metrics,
            self._access,
            limits=Limits(self._gate.is_good),
            is_https=settings.is_https,
        )

    def make_first_code(self) -> str | None:
        """Return a code with which the hall's first admin is made, None where there is one."""
        return None if self._reader.ask_now(has_admin) else self._first_admin.make_code()

    def end_streams(self) -> None:
        """Let every client's stream end, so that the listener can stop."""
        self._feeds.hall_streams.end_all()
        self._feeds.visit_streams.end_all()

    def committed(self, events: list[Event], *, acts: int, commit_s: float) -> None:
        """Publish what the lane has put on the disk; called on the lane's thread."""
        self._metrics.batch.observe(acts)
        self._metrics.commit_s.observe(commit_s)
        if events and self._loop is not None:
            self._loop.call_soon_threadsafe(self._tail.take, events)
            self._hints.send()

    def _hint(self) -> None:
        """Look for events of other servers; called on the thread that listens for hints."""
        assert self._loop is not None, "hints come once the application runs"
        self._loop.call_soon_threadsafe(self._tail.hint)

    def _publish(self, events: list[Event]) -> None:
        if self._foresight is not None:
            self._foresight.changed()
        for event in events:
            self._metrics.events.labels(event.body.kind).inc()
        self._ring.append(events)
        self._feeds.hall_streams.tell_all()
        self._feeds.visits.publish(events)

    @asynccontextmanager
    async def _lifespan(self, _app: FastAPI) -> AsyncIterator[None]:
        self._loop = asyncio.get_running_loop()
        self._lane.start()
        await self._jobs.begin_day()
        feeds = self._feeds
        runners = (feeds.hall_streams.run(), feeds.visit_streams.run(), feeds.visits.run(), self._jobs.run())
        tasks = [asyncio.create_task(runner) for runner in (*runners, self._tail.run(), self._end_revoked())]
        self._hints.start(self._hint)
        if self._foresight is not None:
            self._foresight.start()
        self._systemd.ready()
        _log.info("hall=%s opened at event %d", self._office.almanac.hall_id, self._ring.last_seq)
        try:
            yield
        finally:
            self._systemd.stopping()
            if self._foresight is not None:
                await asyncio.to_thread(self._foresight.stop)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await asyncio.to_thread(self._hints.close)
            await asyncio.to_thread(self._lane.stop)
            self._reader.close()
            self._access.flush()
            _log.info("hall=%s closed", self._office.almanac.hall_id)

    async def _end_revoked(self) -> None:
        """End the streams of devices whose tokens ended, and of sessions that are over."""
        streams = self._feeds.hall_streams
        while True:
            await asyncio.sleep(REVOKED_AFTER_S)
            try:
                streams.end_of(await self._gate.find_ended(streams.list_owners()))
            except HallError as error:
                _log.warning("streams could not be looked after: %s", error)

    async def _answer(self, question: Question) -> Finding | None:
        """Have a question answered by the process that looks ahead."""
        if self._foresight is None:
            return None
        return await asyncio.wrap_future(self._foresight.ask(question))

    def _note_seen(self, session_id: str) -> None:
        """Write down that somebody makes use of a session; nobody waits for it."""
        with suppress(Overloaded):
            self._lane.submit(partial(note_seen, session_id=session_id))

    def _make_foresight(self, settings: Settings, plan: HallPlan) -> ForesightProcess:
        return ForesightProcess(plan, settings.database, self._clock, take=self.waits.take)

    def _make_office(self, almanac: Almanac, settings: Settings) -> Office:
        languages = load_languages(ASSETS / "languages")
        return Office(
            lane=self._lane,
            reader=self._reader,
            almanac=almanac,
            clock=self._clock,
            pages=VisitPages(public_url=settings.public_url, code_key=self._reader.ask_now(find_code_key)),
            ways=Wayfinder(chinese=languages["zh"], english=languages["en"]),
        )

    def _make_ring(self) -> Ring:
        """Return the ring as of the last event of the record: before the lane adds any more."""
        hall = self._reader.ask_now(lambda read: read.get_hall())
        return Ring(epoch=hall.epoch, last_seq=hall.event_seq)

    def _make_tail(self, settings: Settings) -> Tail:
        return Tail(
            seq=self._ring.last_seq,
            list_events=self._list_events,
            publish=self._publish,
            poll_s=settings.poll_s if settings.database.is_shared else None,
        )

    async def _list_events(self, after: int, most: int) -> list[Event]:
        return await self._reader.ask(partial(list_events, after=after, most=most))

    def _make_feeds(self, settings: Settings) -> Feeds:
        office = self._office
        make_streams = partial(
            Streams, clock=self._clock, heartbeat_s=settings.heartbeat_s, blocked_most_s=settings.blocked_most_s
        )
        visit_streams = make_streams(most=settings.visit_streams_most)
        return Feeds(
            hall=HallFeed(
                self._ring,
                take_snapshot=lambda: office.ask(partial(take_snapshot, now=self._clock.now())),
                list_events=self._list_events,
                catch_up=self._tail.catch_up,
            ),
            hall_streams=make_streams(most=settings.hall_streams_most),
            visits=VisitFeed(visit_streams, look=Sights(office).look_again),
            visit_streams=visit_streams,
            tail=self._tail,
        )

    def _make_web(self, settings: Settings) -> ASGIApp:
        ways = self._office.ways
        parts = Parts(
            office=self._office,
            sights=Sights(self._office),
            gate=self._gate,
            feeds=self._feeds,
            tries=PasswordTries(self._clock),
            refusals=Refusals(self._office),
            policy=make_policy(self._office.almanac.plan, COMMON_PASSWORDS),
            first_admin=self._first_admin,
            metrics=self._metrics,
            directory_board=DirectoryBoard(),
            promise_board=PromiseBoard(),
            what_if=self._answer,
            rule_board=RuleBoard(ways.chinese, ways.english, plan=self._office.almanac.plan),
            is_https=settings.is_https,
        )
        app = make_application(parts, self._lifespan)
        source, rendering = HallPages(parts), Rendering(ASSETS)
        Pages(source, rendering, self._clock).serve(app)
        ManagePages(source, rendering, folder=settings.hall_folder).serve(app)
        WaitsPages(source, rendering).serve(app)
        RatePages(source, rendering).serve(app)
        return with_short_way(app, parts)
