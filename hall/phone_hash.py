"""A telephone number as it is kept and sent: a hash that tells two visitors apart and says nothing of either."""

from hashlib import scrypt
from typing import Annotated

from pydantic import Field

Phone = Annotated[str, Field(pattern=r"^[0-9]{7,15}$")]
"""A telephone number as it is dialled; never kept, only a hash of it."""

COST = 2**11
"""About 5 ms: a kiosk hardly notices, but whoever got hold of the record would have to try 10^10 numbers."""


def hash_phone(hall_id: str, phone: str) -> str:
    """Return the same word for the same number in the same hall."""
    return scrypt(phone.encode(), salt=f"yinhao {hall_id}".encode(), n=COST, r=8, p=1, dklen=24).hex()
