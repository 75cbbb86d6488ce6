from fastapi import APIRouter, FastAPI, Response

from hall.ticket import Ticket
from server.web.application import list_routes
from server.web.declared import Open, open_to
from server.web.description import DescribedLater, describe_later

router = APIRouter(prefix="/things", tags=["things"], route_class=DescribedLater)


@router.get("/one", response_model=Ticket, status_code=203, openapi_extra=open_to(Open.EVERYONE))
async def look_at_one() -> Response:
    """One thing."""
    return Response()


def test_an_answer_is_described_as_fastapi_would() -> None:
    plain = APIRouter(prefix="/things", tags=["things"])
    plain.get("/one", response_model=Ticket, status_code=203, openapi_extra=open_to(Open.EVERYONE))(look_at_one)
    usual, ours = FastAPI(title="t", version="1"), FastAPI(title="t", version="1")
    usual.include_router(plain)
    ours.include_router(router)
    describe_later(ours, lambda: (route for route in router.routes if isinstance(route, DescribedLater)))

    description = ours.openapi()

    assert description["paths"]["/things/one"]["get"]["responses"].pop("429"), "whoever has no credential may wait"
    assert description["paths"] == usual.openapi()["paths"]
    assert description["components"]["schemas"].pop("Problem")
    assert description["components"] == usual.openapi()["components"]


def test_no_route_of_the_api_prepares_to_describe_its_answers() -> None:
    prepared = {route.path for route in list_routes() if route.response_field is not None}

    assert prepared <= {"/healthz", "/readyz"}, "their router wants route_class=DescribedLater"


def test_a_description_is_made_once() -> None:
    app = FastAPI(title="t", version="1")
    describe_later(app, lambda: (route for route in router.routes if isinstance(route, DescribedLater)))

    assert app.openapi() is app.openapi()
