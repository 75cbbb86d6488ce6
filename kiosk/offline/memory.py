"""Memory: the folder in which a kiosk keeps who it is, what it may do, and the hall as it last was.

kiosk.lock        held while the kiosk runs: two programs on one folder would give out the same numbers
identity.json     this machine's own id, and the hall's public key, kept from the first time
permission.json   the permission, and the time at which the server was last heard
asking.json       a request for a permission that is not answered yet, with its key
directory.json    the hall's directory, for a start without the server
numbers.log       the numbers given out (`kiosk.offline.book`)
*.damaged         a file that could not be read, as it was found; the kiosk goes on as if it had not been there
"""

import fcntl
import logging
import os
import secrets
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from hall.errors import DiskUnusable, NotOurPermission
from hall.offline import AskPermission, GivenPermission, Permission
from hall.places import Directory
from hall.signing import is_signed
from hall.state_files import find_kept, write_whole
from hall.wire import from_json, to_json
from kiosk.offline.reckoning import Anchor

_log = logging.getLogger(__name__)

INSTALLATION_BYTES = 16
PRINT_DIGITS = 16
"""Of the token's hash: enough to tell that it is another one, too few to be of use to anybody else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """This machine's id, the hall's public key once it is known, and which token it was known with."""

    installation: str
    public_key: str | None
    token_print: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPermission:
    """A permission as it was given, and when the server was heard then."""

    given: GivenPermission
    anchor: Anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A request for a permission with its key; kept before it is sent, so that a repeat is the same request."""

    key: str
    request: AskPermission


class Memory:
    """One folder, locked. Everything blocks until it is on the disk."""

    def __init__(self, folder: Path, *, token: str) -> None:
        """Take the folder (it is made) and this kiosk's token.

        Raises:
            DiskUnusable: it cannot be used, or another kiosk is using it.
        """
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = os.open(folder / "kiosk.lock", os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise DiskUnusable(f"{folder}: another kiosk is using this folder; give each its own (--state)") from error
        except OSError as error:
            raise DiskUnusable(f"{folder}: {error}; name a folder that the kiosk may write to (--state)") from error
        self.identity = self._identify(sha256(token.encode()).hexdigest()[:PRINT_DIGITS])

    def close(self) -> None:
        """Let another kiosk have the folder."""
        os.close(self._lock)

    def check_permission(self, given: GivenPermission) -> Permission:
        """Return what a permission says that has come; the hall's key is kept when it is the first.

        Raises:
            NotOurPermission: another hall's key signed it, or it is for another machine.
            DiskUnusable: the key is not kept.
        """
        if self.identity.public_key is None:
            self._keep_identity(replace(self.identity, public_key=given.public_key))
        return self.read_permission(given)

    def keep_permission(self, given: GivenPermission, anchor: Anchor) -> None:
        """Keep a permission that was checked; the request for it is answered then.

        Raises:
            DiskUnusable: it is not kept.
        """
        write_whole(self.folder / "permission.json", to_json(KeptPermission(given=given, anchor=anchor)))
        self.drop_asking()

    def find_permission(self) -> KeptPermission | None:
        """Return the permission that was kept, None where there is none.

        Raises:
            NotOurPermission: it was changed, or is another kiosk's: somebody has copied or edited files.
            BadInput, DiskUnusable: it cannot be read, or what was signed is not understood.
        """
        kept = find_kept(self.folder / "permission.json", KeptPermission)
        if kept is not None:
            self.read_permission(kept.given)
        return kept

    def read_permission(self, given: GivenPermission) -> Permission:
        """Return what a permission says, having looked at its signature and for whom it is.

        Raises:
            NotOurPermission, BadInput: it is none that this kiosk may use.
        """
        signed, key = given.permission, self.identity.public_key
        if key is None or not is_signed(signed.body, signed.signature, public_key=key):
            raise NotOurPermission(
                "the permission is not signed with the key of the hall that this kiosk was set up for; "
                "was it set up anew? then give the kiosk a new token"
            )
        permission = from_json(Permission, signed.body)
        if permission.installation != self.identity.installation:
            raise NotOurPermission(f"the permission is of another machine ({permission.installation[:12]})")
        return permission

    def keep_asking(self, asking: Asking) -> None:
        """Keep a request before it is sent."""
        write_whole(self.folder / "asking.json", to_json(asking))

    def find_asking(self) -> Asking | None:
        """Return a request that may not have been answered yet, None where there is none: it was not sent then."""
        return find_kept(self.folder / "asking.json", Asking)

    def drop_asking(self) -> None:
        """Forget the request: it was answered."""
        (self.folder / "asking.json").unlink(missing_ok=True)

    def keep_directory(self, directory: Directory) -> None:
        """Keep the hall's directory."""
        write_whole(self.folder / "directory.json", to_json(directory))

    def find_directory(self) -> Directory | None:
        """Return the hall's directory as it last was, None where there is none that can be read."""
        try:
            return find_kept(self.folder / "directory.json", Directory)
        except DiskUnusable as error:
            _log.error("the hall as it last was is not known: %s", error)
            return None

    def _identify(self, token_print: str) -> Identity:
        """Return who this machine is; with a new token the hall's key is looked at anew."""
        known = find_kept(self.folder / "identity.json", Identity)
        if known is not None and known.token_print == token_print:
            return known
        installation = secrets.token_hex(INSTALLATION_BYTES) if known is None else known.installation
        return self._keep_identity(Identity(installation=installation, public_key=None, token_print=token_print))

    def _keep_identity(self, identity: Identity) -> Identity:
        write_whole(self.folder / "identity.json", to_json(identity))
        self.identity = identity
        return identity
