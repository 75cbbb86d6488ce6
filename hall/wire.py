"""The one JSON codec: every word of `hall` to bytes and back, strictly."""

from collections.abc import Callable, Hashable
from functools import cache
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from hall.errors import BadInput

T = TypeVar("T")


@cache
def _serialize(of: Hashable) -> Callable[[object], bytes]:
    """Return what makes JSON of a type: without the adapter around it, which costs as much again."""
    return TypeAdapter(cast(Any, of)).serializer.to_json


@cache
def _validate(of: Hashable) -> Callable[[bytes | str], Any]:
    return TypeAdapter(cast(Any, of)).validator.validate_json


def to_json(word: object) -> bytes:
    """Return a record as UTF-8 JSON; times become ISO 8601 in UTC.

    Raises:
        BadInput: a text in it is not one (half of a surrogate pair, which JSON can smuggle in).
    """
    try:
        return _serialize(cast(Hashable, type(word)))(word)
    except ValueError as error:
        raise BadInput(f"{type(word).__name__}: a text holds what is no character") from error


def from_json(of: type[T], data: bytes | str) -> T:
    """Read a record of the named type.

    Raises:
        BadInput: the JSON does not have the record's form; the detail names the first fault and its place.
    """
    try:
        word: T = _validate(cast(Hashable, of))(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "the whole"
        raise BadInput(f"{of.__name__}: {place}: {first['msg']}") from error
    return word
