"""Types that the exporter refuses. None of them may ever be handed to a decoder."""

import dataclasses
from typing import Annotated, Literal, NewType, Optional, Union

from msgspec import Meta, Struct

Count = NewType("Count", Annotated[int, Meta(ge=0)])


class TupleBesideNumber(Struct):
    fine: int
    field: Optional[Union[tuple[int, str], Count]]


class TupleBesideLength(Struct):
    field: Union[tuple[int, str], Annotated[str, Meta(max_length=2)]]


PatternBesideCollection = Union[Annotated[str, Meta(pattern="a")], NewType("Items", list[int]), None]


class Inner(Struct):
    rivals: Union[Count, Annotated[int, Meta(gt=5)]]


class Outer(Struct):
    inner: list[Inner]


class LongText(Struct):
    field: Annotated[str, Meta(max_length=2**60)]


class Surrogate(Struct):
    field: Annotated[str, Meta(pattern="\ud800")]


class FloatLiteral(Struct):
    field: Literal[1.5]


@dataclasses.dataclass
class InitVariable:
    field: dataclasses.InitVar[int]


class Untagged(Struct):
    a: int


class AlsoUntagged(Struct):
    b: int


TwoUntagged = Union[Untagged, AlsoUntagged]


class Unresolved(Struct):
    field: "NoSuchName"  # noqa: F821
