"""Permit offline: a kiosk is told what it may do by itself should the server be away, signed by the hall's key."""

import secrets
from dataclasses import replace

from hall.errors import NotOurPermission, OfflineNotOffered, SecondMachine
from hall.events import KioskRefused
from hall.offline import AskPermission, GivenPermission, Permission, SignedPermission, can_stand_before
from hall.signing import is_signed, new_private_key, public_key_of, sign
from hall.wire import from_json, to_json
from server.actions.visit_token import VisitPages
from server.rules.hall_today import HallToday
from server.rules.offline import (
    day_ends_at,
    list_limited_matters,
    list_open_spans,
    list_unlimited_queues,
    next_range,
    valid_until,
)
from server.store.hall_tx import SYSTEM, HallTx
from server.store.offline import (
    Lease,
    Machine,
    add_lease,
    add_private_key,
    find_highest,
    find_machine,
    find_private_key,
    list_leases,
    save_lease,
    save_machine,
)

LEASE_BYTES = 12
INSTALLATION_TOLD = 12
"""Digits of a machine's id that the record tells: enough to tell two apart."""


def permit_offline(
    tx: HallTx, today: HallToday, wanted: AskPermission, *, kiosk: str, key: str, pages: VisitPages
) -> GivenPermission:
    """Give a kiosk a permission, or a fresh one.

    Only one machine gets it. A second one has another installation; a copy of a disk has the same one, and is told by
    the chain: whoever asks shows the permission that was given last, or asks once more under the very same key.

    Args:
        tx: the transaction.
        today: the hall.
        wanted: what the kiosk says of itself.
        kiosk: the name of its credential.
        key: the key of this request.
        pages: where visitors' pages are.

    Raises:
        OfflineNotOffered, SecondMachine: nothing was changed.
    """
    _assert_offered(today, kiosk)
    private_key = find_private_key(tx)
    last = None if wanted.last is None or private_key is None else _read(wanted.last, private_key)
    _assert_one_machine(find_machine(tx, kiosk), wanted, last, key=key)
    save_machine(tx, kiosk, Machine(installation=wanted.installation, renewal=key, renewed_at=tx.now))
    if private_key is None:
        private_key = new_private_key()
        add_private_key(tx, private_key)
    lease = _lease_for(tx, today, wanted, last, kiosk=kiosk)
    permission = _permission(tx, today, lease, key=key, pages=pages)
    body = to_json(permission).decode()
    signed = SignedPermission(body=body, signature=sign(body, private_key))
    return GivenPermission(permission=signed, public_key=public_key_of(private_key))


def read_permission(tx: HallTx, signed: SignedPermission, *, kiosk: str) -> Permission:
    """Return a permission that this hall gave to a kiosk.

    Raises:
        NotOurPermission: it did not.
    """
    private_key = find_private_key(tx)
    permission = None if private_key is None else _read(signed, private_key)
    if permission is None:
        raise NotOurPermission("the permission was not signed with this hall's key; give the kiosk a new token")
    if permission.hall_id != tx.hall_id or permission.kiosk != kiosk:
        raise NotOurPermission(f"the permission was given to {permission.hall_id}/{permission.kiosk}, not to {kiosk}")
    return permission


def note_refusal(tx: HallTx, today: HallToday, *, kiosk: str, installation: str, reason: str) -> None:
    """Keep in the record that a kiosk's credential was used elsewhere, once a day for each machine."""
    told = installation[:INSTALLATION_TOLD]
    counter = f"refused:{kiosk}:{told}"
    if not tx.counters.get(today.business_date, counter):
        tx.counters.set(today.business_date, counter, 1)
        tx.record(KioskRefused(kiosk=kiosk, installation=told, reason=reason), actor=SYSTEM)


def _assert_offered(today: HallToday, kiosk: str) -> None:
    if today.rules.offline_numbers == 0:
        raise OfflineNotOffered("the hall's rules have no offline numbers (offline_numbers = 0)")
    if not can_stand_before(kiosk):
        raise OfflineNotOffered(
            f"{kiosk!r} cannot stand before a number: name the kiosk with up to six capitals and digits, like K2"
        )


def _read(signed: SignedPermission, private_key: str) -> Permission | None:
    if not is_signed(signed.body, signed.signature, public_key=public_key_of(private_key)):
        return None
    return from_json(Permission, signed.body)


def _assert_one_machine(machine: Machine | None, wanted: AskPermission, last: Permission | None, *, key: str) -> None:
    assert machine is not None, "who asks has a credential"
    if machine.installation is None:
        return
    if machine.installation != wanted.installation:
        raise SecondMachine(
            "this kiosk's token is in use on another machine; give each its own (device add), or, when the machine "
            "was replaced, a new one (device add --replace)"
        )
    if key == machine.renewal or (last is not None and last.renewal == machine.renewal):
        return
    assert machine.renewed_at is not None, "a machine is noted when it first asks"
    if last is not None and last.issued_at > machine.renewed_at:
        return  # the record was brought back from a backup: this machine has had a permission since
    raise SecondMachine(
        "another machine with a copy of this kiosk's disk has been given a permission since; switch one of them off "
        "and give the kiosk a new token (device add --replace)"
    )


def _lease_for(tx: HallTx, today: HallToday, wanted: AskPermission, last: Permission | None, *, kiosk: str) -> Lease:
    """Return the kiosk's lease of today: the one that it has, going on as far as it may, or the next."""
    leases = list_leases(tx, kiosk, today.business_date)
    current = next((lease for lease in leases if lease.is_current), None)
    is_same = current is not None and current.installation == wanted.installation and not wanted.begin_anew
    if current is not None and is_same:
        reach = next_range(today.rules, begins=current.first, adopted_to=find_highest(tx, current.lease_id))
        renewed = replace(current, last=max(current.last, reach.last))
        if renewed != current:
            save_lease(tx, renewed)
        return renewed
    if current is not None:
        save_lease(tx, replace(current, is_current=False))
    used_to = wanted.used_to if last is not None and last.business_date == today.business_date else 0
    begins = max([used_to, *(lease.last for lease in leases)]) + 1
    lease = Lease(
        lease_id=secrets.token_hex(LEASE_BYTES),
        kiosk=kiosk,
        installation=wanted.installation,
        business_date=today.business_date,
        first=begins,
        last=next_range(today.rules, begins=begins, adopted_to=None).last,
    )
    add_lease(tx, lease)
    return lease


def _permission(tx: HallTx, today: HallToday, lease: Lease, *, key: str, pages: VisitPages) -> Permission:
    ends = day_ends_at(today.hours, today.business_date)
    is_open = not tx.is_day_closed
    queues = tuple(each for each in list_unlimited_queues(today) if tx.live.find_halt(each) is None)
    return Permission(
        hall_id=tx.hall_id,
        kiosk=lease.kiosk,
        installation=lease.installation,
        lease_id=lease.lease_id,
        renewal=key,
        business_date=lease.business_date,
        prefix=lease.kiosk,
        first=lease.first,
        last=lease.last,
        issued_at=tx.now,
        valid_until=valid_until(today.rules, now=tx.now, day_ends=ends),
        day_ends=ends,
        spans=list_open_spans(today.hours, today.rules, today.business_date) if is_open else (),
        queues=queues if is_open else (),
        not_matters=list_limited_matters(today, frozenset(queues)),
        page_base=pages.url(""),
        code_key=pages.key_of_lease(lease.lease_id).hex(),
    )
