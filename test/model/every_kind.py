"""Types of every kind that a schema can hold, alone and inside each other: what the model is compared over."""

from __future__ import annotations

import dataclasses
import datetime
import decimal
import enum
import typing as t
import uuid

import msgspec as m

try:
    from typing import NotRequired as MayBeAbsent
except ImportError:
    from typing_extensions import NotRequired as MayBeAbsent

Bool = bool
Int = int
Float = float
Str = str
Bytes = bytes
ByteArray = bytearray
MemoryView = memoryview
Nil = type(None)
Anything = t.Any
Raw = m.Raw
Ext = m.msgpack.Ext
DateTime = datetime.datetime
Date = datetime.date
Time = datetime.time
TimeDelta = datetime.timedelta
Uuid = uuid.UUID
Decimal = decimal.Decimal

AwareDateTime = t.Annotated[datetime.datetime, m.Meta(tz=True)]
NaiveDateTime = t.Annotated[datetime.datetime, m.Meta(tz=False)]
AwareTime = t.Annotated[datetime.time, m.Meta(tz=True)]
NaiveTime = t.Annotated[datetime.time, m.Meta(tz=False)]
Positive = t.Annotated[int, m.Meta(gt=0)]
Port = t.Annotated[int, m.Meta(ge=1, lt=65536)]
Even = t.Annotated[int, m.Meta(multiple_of=2, le=2**62)]
Ratio = t.Annotated[float, m.Meta(ge=0, le=1)]
Open = t.Annotated[float, m.Meta(gt=0.0, lt=1e300)]
Below = t.Annotated[float, m.Meta(lt=0.0)]
Tenth = t.Annotated[float, m.Meta(multiple_of=0.1)]
ShortStr = t.Annotated[str, m.Meta(min_length=2, max_length=5)]
Word = t.Annotated[str, m.Meta(min_length=1, pattern="^[a-z]+$")]
ShortBytes = t.Annotated[bytes, m.Meta(min_length=2, max_length=5)]
ShortList = t.Annotated[list[int], m.Meta(min_length=1, max_length=3)]
ShortSet = t.Annotated[set[int], m.Meta(max_length=1)]
ShortDict = t.Annotated[dict[str, int], m.Meta(min_length=1, max_length=2)]
ShortTuple = t.Annotated[tuple[str, ...], m.Meta(max_length=2)]

LiteralStr = t.Literal["a", "it's", "déjà", "x" * 40]
LiteralInt = t.Literal[1, -5, 300, 2**40]
LiteralMixed = t.Literal["on", "off", 0, 1, None]
LiteralBool = t.Literal[True, "auto"]


class Color(enum.Enum):
    RED = "red"
    GREEN = "green"
    CRIMSON = "red"


class Level(enum.IntEnum):
    LOW = 1
    MIDDLE = 2
    HIGH = 500


class Lenient(enum.Enum):
    YES = "yes"
    NO = "no"

    @classmethod
    def _missing_(cls, value: object) -> t.Optional["Lenient"]:
        return cls.YES if value == "y" else None


ListInt = list[int]
ListAny = list
SetStr = set[str]
SetAny = set[t.Any]
SetDecimal = set[decimal.Decimal]
SetTime = set[datetime.time]
SetTuple = set[tuple[t.Any, ...]]
SetFrozen = frozenset[t.FrozenSet[int]]
TupleAny = tuple
TupleInt = tuple[int, ...]
Pair = tuple[int, str]
Unit = tuple[()]
DictAny = dict
DictInt = dict[int, str]
DictFloat = dict[float, int]
DictTuple = dict[tuple[int, str], int]
DictNested = dict[str, dict[str, list[t.Optional[int]]]]
DictLevel = dict[Level, Color]
DictBytes = dict[bytes, int]
DictEither = dict[t.Union[int, str, bool, None], float]
DictOfLists = dict[tuple[t.Any, ...], list[tuple[t.Any, ...]]]

OptionalInt = t.Optional[int]
IntOrStr = t.Union[int, str]
FloatOrList = t.Union[float, list[float], None]
NumberOrText = t.Union[int, float, str, bool]
LiteralOrFloat = t.Union[t.Literal[1, 2], float]
DecimalOrInt = t.Union[decimal.Decimal, int]
DecimalOrFloat = t.Union[decimal.Decimal, float]
ConstrainedOrFloat = t.Union[int, t.Annotated[float, m.Meta(ge=0)]]
DateOrExt = t.Union[datetime.datetime, m.msgpack.Ext]
UuidOrMap = t.Union[uuid.UUID, dict[str, int]]
EnumOrList = t.Union[Color, list[Color]]
AlmostAny = t.Union[bool, int, float, str, m.msgpack.Ext, list[t.Any], dict[str, t.Any], None]


class Point(m.Struct):
    x: int
    y: int = 0


class Renamed(m.Struct, rename="camel"):
    first_name: str
    last_name: t.Optional[str] = None
    home_town: t.Union[str, m.UnsetType] = m.UNSET


class Strict(m.Struct, forbid_unknown_fields=True):
    a: int
    b: list[Point] = []


class Sparse(m.Struct, omit_defaults=True):
    flag: bool = False
    none: t.Optional[int] = None
    small: int = 7
    large: int = 100_000
    text: str = ""
    letter: str = "e"
    long: str = "long"
    ratio: float = 1.0
    items: list[int] = []
    names: dict[str, int] = {}
    unique: set[int] = set()
    pair: tuple[int, ...] = ()
    anything: t.Any = None
    data: bytes = b""
    buffer: bytearray = b""
    color: Color = Color.RED
    mode: t.Literal["a", "b"] = "a"
    missing: t.Union[int, m.UnsetType] = m.UNSET


class KeywordOnly(m.Struct, kw_only=True):
    a: int = 1
    b: str
    c: float = 2.5


class Mixed(KeywordOnly):
    d: int
    e: t.Optional[int] = None


class Circle(m.Struct, tag="circle"):
    radius: float
    center: t.Optional[Point] = None


class Square(m.Struct, tag="square"):
    side: float
    children: list[t.Union[Circle, Square]] = []


class Triangle(m.Struct, tag="tri-ang'le", forbid_unknown_fields=True):
    sides: tuple[float, float, float]


Shape = t.Union[Circle, Square, Triangle]
OptionalShape = t.Union[Circle, Square, Triangle, str, list[int], None]


class Get(m.Struct, tag_field="op", tag=1):
    key: str


class Put(m.Struct, tag_field="op", tag=-2):
    key: str
    value: t.Any = None


class Drop(m.Struct, tag_field="op", tag=2**40):
    pass


Operation = t.Union[Get, Put, Drop]


class Row(m.Struct, array_like=True):
    a: int
    b: str
    c: t.Optional[float] = None
    d: list[int] = []


class StrictRow(m.Struct, array_like=True, forbid_unknown_fields=True):
    a: int
    b: int = 2


class UnsetRow(m.Struct, array_like=True):
    a: int
    b: t.Union[int, m.UnsetType] = m.UNSET


class Move(m.Struct, array_like=True, tag="move"):
    x: int
    y: int = 0


class Say(m.Struct, array_like=True, tag="say"):
    text: str


class Halt(m.Struct, array_like=True, tag="halt", forbid_unknown_fields=True):
    pass


Event = t.Union[Move, Say, Halt]


class Code(m.Struct, array_like=True, tag=7):
    value: int


class OtherCode(m.Struct, array_like=True, tag=8):
    value: str


EventByNumber = t.Union[Code, OtherCode, None]


class Key(m.Struct, frozen=True):
    a: int
    b: t.Any = None


DictKey = dict[Key, int]
SetKey = set[Key]


class Odd(m.Struct, rename={"a": "na€me😀", "b": "a.b", "c": "", "d": "[0]"}):
    a: int
    b: t.Optional[list[int]] = None
    c: str = "c"
    d: dict[str, int] = {}


Wide = m.defstruct("Wide", [(f"f{i}", t.Union[int, m.UnsetType], m.UNSET) for i in range(20)])


class FrozenRow(m.Struct, array_like=True, frozen=True):
    a: int
    b: t.Any = None


SetRow = set[FrozenRow]


class Movie(t.TypedDict):
    title: str
    year: int
    director: MayBeAbsent[str]
    again: MayBeAbsent[Movie]


class Tree(t.TypedDict, total=False):
    value: int
    children: list[Tree]


@dataclasses.dataclass
class Person:
    name: str
    age: int = 0
    tags: list[str] = dataclasses.field(default_factory=list)
    nick: t.Optional[str] = None
    raw: dict[str, t.Any] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass
class Late:
    a: int
    b: int = dataclasses.field(default=2, kw_only=True)
    c: int = dataclasses.field(kw_only=True)


@dataclasses.dataclass(frozen=True)
class Coordinates:
    lat: float
    lon: float


class Vector(t.NamedTuple):
    x: int
    y: float
    z: t.Optional[str] = None


class Range(t.NamedTuple):
    low: int
    high: int


DictVector = dict[Vector, int]
SetRange = set[Range]
SetNumber = set[t.Union[int, float, None]]
SetEnumOrFloat = set[t.Union[Level, float]]
DictMoment = dict[datetime.datetime, int]
DictTime = dict[datetime.time, int]
DictUuid = dict[uuid.UUID, int]
DictWord = dict[t.Literal["a", "b"], t.Any]
DictDecimal = dict[t.Union[decimal.Decimal, int], int]
DictFrozen = dict[frozenset[t.Any], int]
DictRaw = dict[str, m.Raw]
OptionalRaw = t.Optional[m.Raw]
ListPairs = list[tuple[t.Union[int, Point], t.Optional[Vector]]]
DeepKey = dict[tuple[tuple[t.Any, ...], frozenset[tuple[int, str]]], list[set[int]]]


class Checked(m.Struct):
    a: int

    def __post_init__(self) -> None:
        if self.a < 0:
            raise ValueError("negative")


class Plain:
    pass


class Node(m.Struct):
    value: t.Any
    next: t.Optional[Node] = None
    others: dict[str, Node] = {}


class Everything(m.Struct):
    a: Color
    b: t.Optional[Level] = None
    c: t.Union[datetime.datetime, None] = None
    d: t.Optional[uuid.UUID] = None
    e: t.Optional[decimal.Decimal] = None
    f: t.Optional[Vector] = None
    g: t.Optional[Person] = None
    h: t.Optional[Movie] = None
    i: t.Optional[Shape] = None
    j: t.Optional[Event] = None
    k: t.Optional[bytes] = None
    m: t.Union[LiteralMixed, float] = None
    n: dict[str, Shape] = {}
    o: list[t.Union[Row, None]] = []


class Stamped(m.Struct):
    name: str
    at: datetime.datetime = m.field(default_factory=datetime.datetime.now)
    inner: dict[str, Point] = {}


class Opaque(m.Struct):
    a: int
    b: t.Any = Plain()


Custom = Plain
OptionalCustom = t.Optional[Plain]
ListCustom = list[Plain]


if __name__ == "__main__":
    print("\n".join(name for name in vars() if name[0].isupper() and name != "MayBeAbsent"))
