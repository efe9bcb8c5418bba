"""Python types from a schema as data: what the exporter does, the other way round.

The types decode and encode as those they stand for, as far as data can say it. What only code says is left out: a
class does nothing after it was decoded, an enumeration takes no other value than those it lists, and of a class that
a hook would make there is nothing but the name. Whoever has such code hands it in.
"""

from __future__ import annotations

import collections
import dataclasses
import datetime
import decimal
import enum
import functools
import itertools
import json
import sys
import types
import typing as t
import uuid

import msgspec as m

try:
    NotRequired = t.NotRequired
except AttributeError:
    from typing_extensions import NotRequired

PLAIN = {
    "any": "t.Any",
    "nil": "None",
    "bool": "bool",
    "int": "int",
    "float": "float",
    "str": "str",
    "date": "datetime.date",
    "datetime": "datetime.datetime",
    "time": "datetime.time",
    "timedelta": "datetime.timedelta",
    "uuid": "uuid.UUID",
    "decimal": "decimal.Decimal",
    "ext": "m.msgpack.Ext",
    "raw": "m.Raw",
}
BOUNDS = {"gt": "gt", "ge": "ge", "lt": "lt", "le": "le", "multipleOf": "multiple_of"}
LENGTHS = {"minLength": "min_length", "maxLength": "max_length", "pattern": "pattern"}
ARRAYS = ("list", "set", "sequence")
BUILT_IN = (list, dict, set, frozenset, tuple, str, bytes, bytearray, int, float, bool)
FACTORIES = {factory.__name__: factory for factory in BUILT_IN}
# Defaults of these are themselves; of others there is their encoding, which is all that a decoder shows of them.
KEPT = ("NoneType", "bool", "int", "float", "str", "bytes")
# What a default that is made anew each time may be: the first that fits its field.
SAMPLES = (0.5, 1, "", None, False, b"", [], {}, "1970-01-01T00:00:00Z", "1970-01-01", "PT0S", str(uuid.UUID(int=0)))
NUMBER = itertools.count()


class Opaque:
    """A default that cannot be encoded."""


class TypesOf:
    """The types of one schema. They stand in a module of their own, where annotations find each other by name.

    `code`: methods by name, `__post_init__` for records and `_missing_` for enumerations, for those that have one.
    What cannot be made raises an exception of whatever class.
    """

    def __init__(self, schema: dict, code: dict[str, t.Any] | None = None) -> None:
        self.code = code or {}
        self.module = types.ModuleType(f"schema_{next(NUMBER)}")
        self.names = self.module.__dict__
        self.names.update(t=t, m=m, datetime=datetime, decimal=decimal, uuid=uuid)
        self.classes: dict[str, str] = {}
        # Names of a schema are any text; annotations need identifiers.
        self.references = {name: f"record_{index}" for index, name in enumerate(schema["types"])}
        sys.modules[self.module.__name__] = self.module
        for record in schema["types"].values():
            reference = self.references[record["name"]]
            made = getattr(self, "make_" + record["flavour"].replace("-", "_"))(reference, record)
            made.__module__ = self.module.__name__
            made.__name__ = made.__qualname__ = record["name"]
            self.names[reference] = made

    def close(self) -> None:
        del sys.modules[self.module.__name__]

    def python(self, data: dict) -> t.Any:
        """The type that this data says."""
        return eval(self.written(data), self.names)

    # --- types, as Python writes them

    def written(self, data: dict) -> str:
        kind = data["kind"]
        if kind == "ref":
            return self.references[data["name"]]
        if kind == "union":
            refuse_unsafe(data["members"])
            return f"t.Union[{', '.join(map(self.written, data['members']))}]"
        if kind == "literal":
            return f"t.Literal[{', '.join(repr(plain(value)) for value in data['values'])}]"
        if kind in ("enum", "custom"):
            return self.class_of(data)
        if kind == "tuple":
            return f"tuple[{', '.join(map(self.written, data['items'])) or '()'}]"
        if kind == "dict":
            bare = f"dict[{self.written(data['key'])}, {self.written(data['value'])}]"
        elif kind == "sequence":
            bare = f"tuple[{self.written(data['item'])}, ...]"
        elif kind == "set":
            bare = f"{'frozenset' if data['frozen'] else 'set'}[{self.written(data['item'])}]"
        elif kind == "list":
            bare = f"list[{self.written(data['item'])}]"
        elif kind == "bytes":
            bare = data["as"]
        else:
            bare = PLAIN[kind]
        return self.annotated(bare, data)

    def annotated(self, bare: str, data: dict) -> str:
        number = int if data["kind"] == "int" else float
        meta = {BOUNDS[name]: number(data[name]) for name in BOUNDS if name in data}
        meta.update({LENGTHS[name]: data[name] for name in LENGTHS if name in data})
        if data.get("zone", "any") != "any":
            meta["tz"] = data["zone"] == "aware"
        return f"t.Annotated[{bare}, {self.kept(m.Meta(**meta))}]" if meta else bare

    def class_of(self, data: dict) -> str:
        """One class for all that say the same: two enumerations of one name may list other values."""
        key = json.dumps(data, sort_keys=True)
        if key not in self.classes:
            made = self.enum_of(data) if data["kind"] == "enum" else type(data["name"].rpartition(".")[2], (), {})
            self.classes[key] = self.kept(made)
        return self.classes[key]

    def enum_of(self, data: dict) -> type:
        body = {f"M{index}": plain(value) for index, value in enumerate(data["values"])}
        own = {name: code for name, code in self.code.items() if name == "_missing_" and data["open"]}
        base = types.new_class("Open", (enum.Enum,), {}, lambda namespace: namespace.update(own))
        return base(data["name"], body)

    def kept(self, thing: object) -> str:
        """A name by which annotations find it."""
        name = f"kept_{len(self.names)}"
        self.names[name] = thing
        return name

    # --- records

    def make_struct(self, name: str, record: dict) -> type:
        # A tag in a frame of its own is none of the struct.
        tag = None if record["tag"] is None or record["tag"]["at"]["kind"] == "frame" else record["tag"]
        fields = []
        for index, field in enumerate(record["fields"]):
            annotation = self.written(field["type"])
            default = field["default"]
            if default is not None and default["kind"] == "unset":
                annotation = f"t.Union[{annotation}, m.UnsetType]"
            given = () if default is None else (self.default_of(field, m.field),)
            fields.append((f"f{index}", annotation, *given))
        return m.defstruct(
            name,
            fields,
            module=self.module.__name__,
            namespace=self.code_of(record),
            tag=None if tag is None else plain(tag["value"]),
            tag_field=tag["at"]["name"] if tag is not None and tag["at"]["kind"] == "field" else None,
            rename={f"f{index}": field["name"] for index, field in enumerate(record["fields"])},
            array_like=record["layout"] == "array",
            forbid_unknown_fields=record["unknownFields"] == "refused",
            omit_defaults=record["omitDefaults"],
            frozen=record["hashable"],
            kw_only=True,
        )

    def make_dataclass(self, name: str, record: dict) -> type:
        order = record.get("writeOrder", [field["name"] for field in record["fields"]])
        kinds = {field["default"]["kind"] for field in record["fields"] if field["default"] is not None}
        # A class with slots does not have the defaults of its fields itself.
        slots = "unset" not in kinds and bool(kinds & {"value", "opaque"})
        fields = []
        for field in sorted(record["fields"], key=lambda field: order.index(field["name"])):
            default = field["default"]
            if default is None:
                given = dataclasses.field()
            elif default["kind"] == "unset":
                # The class has it, and so no object is ever without it.
                given = dataclasses.field(default=value_of(default["reads"]) if "reads" in default else m.UNSET)
            else:
                given = self.default_of(field, dataclasses.field, always=not slots)
            fields.append((field["name"], self.written(field["type"]), given))
        return dataclasses.make_dataclass(
            name, fields, frozen=record["hashable"], namespace=self.code_of(record), kw_only=True, slots=slots
        )

    def make_typed_dict(self, name: str, record: dict) -> type:
        annotations = {}
        for field in record["fields"]:
            reference = t.ForwardRef(self.written(field["type"]))
            annotations[field["name"]] = NotRequired[reference] if field["default"] is not None else reference
        return t.TypedDict(name, annotations)

    def make_named_tuple(self, name: str, record: dict) -> type:
        names = [field["name"] for field in record["fields"]]
        defaults = [value_of(field["default"]) for field in record["fields"] if field["default"] is not None]
        made = collections.namedtuple(name, names, defaults=defaults)
        made.__annotations__ = {field["name"]: self.written(field["type"]) for field in record["fields"]}
        return made

    def code_of(self, record: dict) -> dict:
        return {name: code for name, code in self.code.items() if name == "__post_init__" and record["postInit"]}

    def default_of(self, field: dict, make: t.Callable, always: bool = False) -> t.Any:
        """The default of a field. `always`: by a function, so that the class itself has none."""
        default = field["default"]
        if default["kind"] == "factory":
            factory = FACTORIES[default["name"]] if default["fixed"] else self.sample_of(field["type"])
            return make(default_factory=factory)
        value = m.UNSET if default["kind"] == "unset" else value_of(default)
        return make(default_factory=lambda: value) if always else make(default=value)

    def sample_of(self, data: dict) -> t.Callable:
        """Makes a valid value of a type, once all types are there."""

        @functools.cache
        def sample() -> object:
            decode = m.msgpack.Decoder(self.python(data)).decode
            for candidate in SAMPLES:
                try:
                    return decode(m.msgpack.encode(candidate))
                except m.ValidationError:
                    pass
            return Opaque()

        return sample


def refuse_unsafe(members: list[dict]) -> None:
    """Two shapes that must not be decoded, because it is not safe; the exporter refuses them too."""
    kinds = {member["kind"] for member in members}
    if "tuple" in kinds and any(name in member for member in members for name in (*BOUNDS, "minLength", "maxLength")):
        raise ValueError("a union of a fixed-length tuple and a type with a constraint is not supported")
    if any("pattern" in member for member in members) and kinds & {*ARRAYS, "dict"}:
        raise ValueError("a union of a str with a pattern and a collection is not supported")


def plain(literal: dict) -> object:
    if literal["kind"] == "nil":
        return None
    return int(literal["value"]) if literal["kind"] == "int" else literal["value"]


def value_of(default: dict) -> object:
    """An object that is encoded as the default is."""
    if default["kind"] == "opaque":
        return Opaque()
    encoded = bytes.fromhex(default["msgpack"])
    if default["python"] == "tuple":
        return tuple(m.msgpack.decode(encoded))
    return m.msgpack.decode(encoded) if default["python"] in KEPT else m.Raw(encoded)
