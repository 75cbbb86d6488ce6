"""Routes for whoever watches the server."""

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse, Response

from hall.errors import StoreUnusable
from server.web.declared import Open, open_to
from server.web.parts import PartsGiven
from server.web.problems import problems

router = APIRouter(tags=["health"])


@router.get("/healthz", openapi_extra=open_to(Open.EVERYONE), response_class=PlainTextResponse)
async def is_alive() -> str:
    """The process answers."""
    return "ok"


@router.get("/readyz", openapi_extra=open_to(Open.EVERYONE), response_class=PlainTextResponse, responses=problems(503))
async def is_ready(parts: PartsGiven) -> str:
    """The record can be read, the lane takes acts, and events are told."""
    if not parts.office.lane.is_alive:
        raise StoreUnusable("the writer lane has ended")
    if parts.feeds.tail.fault is not None:
        raise StoreUnusable(f"events are not told any more: {parts.feeds.tail.fault}")
    await parts.office.ask(lambda read, _today: read.seq)
    return "ready"


@router.get("/metrics", openapi_extra=open_to(Open.EVERYONE), response_class=PlainTextResponse)
async def tell_metrics(parts: PartsGiven) -> Response:
    """Figures in Prometheus' text format."""
    metrics, feeds = parts.metrics, parts.feeds
    metrics.lane_depth.set(parts.office.lane.depth)
    metrics.streams.labels("hall").set(len(feeds.hall_streams))
    metrics.streams.labels("visit").set(len(feeds.visit_streams))
    return Response(metrics.text(), media_type="text/plain; version=0.0.4; charset=utf-8")
