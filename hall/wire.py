"""The one JSON codec: every word of `hall` to bytes and back, strictly."""

from collections.abc import Hashable
from functools import cache
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from hall.errors import BadInput

T = TypeVar("T")


@cache
def _adapter(of: Hashable) -> TypeAdapter[Any]:
    return TypeAdapter(cast(Any, of))


def to_json(word: object) -> bytes:
    """Return a record as UTF-8 JSON; times become ISO 8601 in UTC.

    Raises:
        BadInput: a text in it is not one (half of a surrogate pair, which JSON can smuggle in).
    """
    try:
        return _adapter(cast(Hashable, type(word))).dump_json(word)
    except ValueError as error:
        raise BadInput(f"{type(word).__name__}: a text holds what is no character") from error


def from_json(of: type[T], data: bytes | str) -> T:
    """Read a record of the named type.

    Raises:
        BadInput: the JSON does not have the record's form; the detail names the first fault and its place.
    """
    try:
        word: T = _adapter(cast(Hashable, of)).validate_json(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "the whole"
        raise BadInput(f"{of.__name__}: {place}: {first['msg']}") from error
    return word
