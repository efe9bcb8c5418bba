"""Types of every kind, for the exporter to walk. What each becomes is written down in exporter.test.ts."""

import dataclasses
import datetime
import decimal
import enum
import time
import typing
import uuid
from collections.abc import Collection, Iterable, Mapping, MutableMapping, MutableSet, Sequence
from collections.abc import Set as AbstractSet
from typing import Annotated, Any, Final, Generic, Literal, NamedTuple, NewType, Optional, TypedDict, TypeVar, Union

import msgspec
from msgspec import UNSET, Meta, Raw, Struct, UnsetType, field
from msgspec.msgpack import Ext

T = TypeVar("T")
Bound = TypeVar("Bound", bound=int)
Positive = NewType("Positive", Annotated[int, Meta(gt=0)])


class Foreign:
    """Nothing that msgspec knows."""


class Colour(enum.Enum):
    RED = "red"
    CRIMSON = "red"
    BLUE = "blue"


class Level(enum.IntEnum):
    LOW = -1
    HIGH = 9007199254740993


class Bits(enum.IntFlag):
    A = 1
    B = 2


class Guessing(enum.Enum):
    ONE = 1

    @classmethod
    def _missing_(cls, value):
        return cls.ONE


class OwnMeta(enum.EnumMeta):
    pass


class MetaColour(enum.Enum, metaclass=OwnMeta):
    RED = "red"


class Scalars(Struct, tag="scalars"):
    anything: Any
    thing: object
    nil: None
    flag: bool
    whole: int
    small: Annotated[int, Meta(ge=-(2**53) - 1, lt=2**53 + 1, multiple_of=3)]
    real: float
    bounded: Annotated[float, Meta(gt=0, le=1e300, multiple_of=0.1)]
    text: str
    pattern: Annotated[str, Meta(pattern="^é\\d\"$", min_length=1, max_length=9)]
    raw_bytes: Annotated[bytes, Meta(max_length=4)]
    array: bytearray
    view: memoryview
    when: datetime.datetime
    aware: Annotated[datetime.datetime, Meta(tz=True)]
    clock: Annotated[datetime.time, Meta(tz=False)]
    day: datetime.date
    span: datetime.timedelta
    identity: uuid.UUID
    amount: decimal.Decimal
    extension: Ext
    undecoded: Raw
    described: Annotated[int, Meta(title="a title", extra={"unit": "s"})]
    positive: Positive
    final: Final[int]
    foreign: Foreign
    iterable: Iterable[int]


class Choices(Struct, tag="choices"):
    literal: Literal["b", "a", 2, None, "b"]
    colour: Colour
    level: Level
    bits: Bits
    guessing: Guessing
    own_meta: MetaColour


class Collections(Struct, tag="collections"):
    items: list[int]
    bare: list
    sequence: Annotated[Sequence[str], Meta(min_length=1, max_length=2)]
    collection: Collection[str]
    unique: set[int]
    mutable: MutableSet[int]
    abstract: AbstractSet[int]
    frozen: frozenset[str]
    any_length: tuple[int, ...]
    pair: tuple[int, str]
    nothing: tuple[()]
    by_name: dict[str, int]
    mapping: Mapping
    mutable_mapping: Annotated[MutableMapping[int, list[str]], Meta(max_length=1)]


class Unions(Struct, tag="unions"):
    optional: Optional[int]
    nested: Union[Annotated[Union[int, str], "label"], None, NewType("Inner", Union[bool, float])]
    with_any: Union[int, Any, None]
    with_object: Optional[object]
    with_raw: Union[Raw, int]
    raw_or_none: Union[Raw, None]
    only_raw: Union[Raw, Annotated[Raw, Meta(title="raw")]]
    with_unset: Union[int, UnsetType, None] = UNSET
    literals: Union[Literal["a"], None, Literal["b", "a"]] = None
    absorbed: Union[str, Literal["a", 1, None]] = "a"
    merged: Union[int, Annotated[int, Meta(ge=0)]] = 0
    zones: Union[datetime.datetime, Annotated[datetime.datetime, Meta(tz=True)], None] = None
    foreign: Optional[Foreign] = None


class Defaults(Struct, tag="defaults", omit_defaults=True, rename="camel"):
    required: int
    plain_int: int = 2**63
    plain_text: str = "é"
    an_enum: Colour = Colour.BLUE
    some_bytes: bytes = b"\x00"
    moment: Any = datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc)
    not_a_number: float = float("nan")
    a_tuple: tuple = (1, 2)
    empty_list: list = []
    a_dict: dict = field(default_factory=dict)
    stamp: float = field(default_factory=time.time)
    made: int = field(default_factory=lambda: 1)
    missing: Union[int, UnsetType] = UNSET
    too_large: Any = 2**64
    opaque: Any = Foreign()
    other_name: int = field(default=1, name="na€me😀")


class Node(Struct, tag="node"):
    value: int
    next: Optional["Node"] = None
    children: typing.Dict[str, "Node"] = {}


class Point(Struct, array_like=True, tag=7, frozen=True, forbid_unknown_fields=True):
    x: int
    y: int = 0


class Base(Struct, kw_only=True):
    late: int
    later: int = 1


class KeywordOnly(Base, tag="keyword-only"):
    early: int

    def __post_init__(self):
        pass


class OwnHash(Struct, tag="own-hash"):
    a: int

    def __hash__(self):
        return 1


class Identity(Struct, tag="identity", eq=False):
    a: int


class Box(Struct, Generic[T, Bound], tag="box"):
    content: T
    bound: Bound


class Boxes(Struct, tag="boxes"):
    open: Box
    ints: Box[list[int], bool]
    text: Box[Literal["a"], int]


class Place(TypedDict):
    z: int
    a: str


class Address(Place, total=False):
    y: int
    required: typing.Annotated["int", "label"]


class Named(NamedTuple):
    x: int
    y: Any = None


class Origin:
    inherited = 7

    def method(self):
        """A class attribute like any other."""


@dataclasses.dataclass
class Plain(Origin):
    required: int
    inherited: int
    method: Any
    plain: int = 1
    unset: Union[int, UnsetType] = UNSET
    made: list = dataclasses.field(default_factory=list)
    uncalled: int = dataclasses.field(init=False, default=3)
    derived: int = dataclasses.field(init=False)
    keyword: int = dataclasses.field(kw_only=True)
    shared: typing.ClassVar[int] = 1

    def __post_init__(self):
        pass


@dataclasses.dataclass(frozen=True)
class Slotted:
    __slots__ = ("required",)
    required: int


@dataclasses.dataclass(slots=True)
class SlottedDefaults:
    required: int
    plain: int = 1
    made: list = dataclasses.field(default_factory=list)


class Records(Struct, tag="records"):
    address: Address
    named: Named
    plain: Plain
    slotted: Slotted
    slotted_defaults: SlottedDefaults
    point: Optional[Point]
    keyword_only: KeywordOnly
    own_hash: OwnHash
    identity: Identity


def same_name() -> type:
    class Twin(Struct):
        a: int

    return Twin


class Twins(Struct, tag="twins"):
    one: same_name()
    two: same_name()


Message = Union[Scalars, Choices, Collections, Unions, Defaults, Node, Boxes, Records, Twins]
Text = Annotated[str, Meta(max_length=10)]


class Arguments(Struct):
    node: Node
