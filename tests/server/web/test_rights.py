"""The matrix of rights: every route, asked with every role and with none, over HTTP; made from the route table."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from fastapi import APIRouter, FastAPI
from fastapi.responses import Response
from fastapi.routing import APIRoute

from hall.client import HallClient, new_key
from hall.exchange import STAFF_ROLES, Role, SignInRequest
from server.rules.rights import ROLES_WITH, Right
from server.web.application import list_routes
from server.web.declared import Open, declared_of, open_to, serve_routes
from server.web.may import MayReadFigures
from tests.server.running import PASSWORD, RunningHall, add_at_window, save_staff

OPERATIONS = Path("docs/operations.md")
WINDOWS = {Role.CLERK: "1", Role.GUIDE: "2", Role.SUPERVISOR: "3"}
ROUTES = [(method, route) for route in list_routes() for method in sorted(route.methods or ())]


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[Role | None, requests.Session]]:
    """A connection with the credential of each role, and one with none; bases of addresses in `headers`."""
    with RunningHall(tmp_path_factory.mktemp("rights")) as hall:
        tokens = {Role.KIOSK: hall.kiosk_token, Role.DISPLAY: hall.display_token}
        tokens |= {role: add_at_window(hall, role) for role in (Role.TABLET, Role.KEYPAD)}
        for role in STAFF_ROLES:
            save_staff(hall, role)
            wanted = SignInRequest(clerk=role.value, password=PASSWORD, window_id=WINDOWS.get(role))
            client = HallClient(hall.url)
            tokens[role] = client.sign_in(wanted, key=new_key()).session_token
            client.close()
        sessions: dict[Role | None, requests.Session] = {None: requests.Session()}
        for role, token in tokens.items():
            sessions[role] = requests.Session()
            sessions[role].headers["Authorization"] = f"Bearer {token}"
        for session in sessions.values():
            session.params = {}
            session.headers["X-Base"] = hall.url
        yield sessions
        for session in sessions.values():
            session.close()


def ask(session: requests.Session, method: str, route: APIRoute, role: Role | None) -> requests.Response:
    """Ask without key and body: whoever may is told what is missing, and nothing is changed."""
    path = route.path_format.replace("{kind}", "kiosk").replace("{window_id}", WINDOWS.get(role, "1") if role else "1")
    for name in route.param_convertors:
        path = path.replace(f"{{{name}}}", "1")
    with session.request(method, f"{session.headers['X-Base']!s}{path}", timeout=10, stream=True) as answer:
        return answer


@pytest.mark.parametrize("role", [None, *Role])
def test_each_role_may_what_the_table_says_and_nothing_else(
    asking: dict[Role | None, requests.Session], role: Role | None
) -> None:
    wrong = []
    for method, route in ROUTES:
        declared = declared_of(route)
        is_open = isinstance(declared, Open) or role in ROLES_WITH[declared]
        status = ask(asking[role], method, route, role).status_code
        expected = 401 if role is None else 403
        if (status in {401, 403}) is is_open or (not is_open and status != expected) or status >= 500:
            wrong.append(f"{method} {route.path}: {status}")

    assert not wrong


def test_a_route_that_declares_nothing_is_noticed() -> None:
    router = APIRouter()

    @router.get("/neither")
    async def neither() -> Response:
        return Response()

    @router.get("/both", openapi_extra=open_to(Open.EVERYONE))
    async def both(_who: MayReadFigures) -> Response:
        return Response()

    for route in router.routes:
        assert isinstance(route, APIRoute)
        with pytest.raises(LookupError):
            declared_of(route)
    with pytest.raises(LookupError):
        serve_routes(FastAPI(), router)


def test_every_right_is_in_the_table_and_each_but_one_opens_a_route() -> None:
    needed = {declared for _, route in ROUTES if isinstance(declared := declared_of(route), Right)}

    assert set(ROLES_WITH) == set(Right)
    assert set(Right) - needed == {Right.GO_BEYOND}


def test_who_looks_changes_nothing_and_who_makes_accounts_calls_nobody() -> None:
    changing = {declared_of(route) for method, route in ROUTES if method not in {"GET", "HEAD"}}
    held = {role: {right for right, roles in ROLES_WITH.items() if role in roles} for role in Role}

    assert held[Role.AUDITOR] & changing <= {Right.OWN_SESSION}
    assert not held[Role.ADMIN] & {Right.WORK_AT_WINDOW, Right.GIVE_PRIORITY, Right.READ_AUDIT, Right.SETTLE_RATING}
    assert [role for role in Role if Right.READ_AUDIT in held[role]] == [Role.AUDITOR]


def test_operations_show_people_the_same_table() -> None:
    shown = {
        cells[1].strip("` "): {role for role, cell in zip(STAFF_ROLES, cells[2:], strict=False) if cell.strip()}
        for line in OPERATIONS.read_text(encoding="utf-8").splitlines()
        if len(cells := line.split("|")) > 6 and cells[1].strip("` ") in set(Right)
    }

    assert shown == {
        right.value: ROLES_WITH[right] & set(STAFF_ROLES) for right in Right if ROLES_WITH[right] & set(STAFF_ROLES)
    }
