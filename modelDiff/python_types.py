"""Python types from a schema as data: what the exporter does, the other way round."""

from __future__ import annotations

import collections
import dataclasses
import datetime
import decimal
import enum
import itertools
import json
import sys
import types
import typing as t
import uuid

import msgspec as m

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
    "custom": "Plain",
}
BOUNDS = {"gt": "gt", "ge": "ge", "lt": "lt", "le": "le", "multipleOf": "multiple_of"}
LENGTHS = {"minLength": "min_length", "maxLength": "max_length", "pattern": "pattern"}
FACTORIES = {"list": list, "dict": dict, "set": set}
NUMBER = itertools.count()


class Plain:
    """A class that only a hook could make."""


class TypesOf:
    """The types of one schema. They stand in a module of their own, where annotations find each other by name."""

    def __init__(self, schema: dict) -> None:
        self.module = types.ModuleType(f"schema_{next(NUMBER)}")
        self.names = self.module.__dict__
        self.enums: dict[str, str] = {}
        self.names.update(t=t, m=m, datetime=datetime, decimal=decimal, uuid=uuid, Plain=Plain)
        sys.modules[self.module.__name__] = self.module
        for record in schema["types"].values():
            made = getattr(self, "make_" + record["flavour"].replace("-", "_"))(record)
            made.__module__ = self.module.__name__
            self.names[record["name"]] = made

    def close(self) -> None:
        del sys.modules[self.module.__name__]

    def python(self, data: dict) -> t.Any:
        return eval(self.written(data), self.names)

    # --- types, as Python writes them

    def written(self, data: dict) -> str:
        kind = data["kind"]
        if kind == "ref":
            return data["name"]
        if kind == "union":
            return f"t.Union[{', '.join(map(self.written, data['members']))}]"
        if kind == "literal":
            return f"t.Literal[{', '.join(repr(plain(value)) for value in data['values'])}]"
        if kind == "enum":
            return self.enum_of(data)
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

    def enum_of(self, data: dict) -> str:
        # One name may stand for two enumerations, of different peers.
        listed = json.dumps([data["name"], data["values"], data["open"]])
        if listed not in self.enums:
            missing = {"_missing_": classmethod(lambda cls, value: next(iter(cls)) if value in ("y", 7) else None)}
            body = {f"M{index}": plain(value) for index, value in enumerate(data["values"])}
            made = enum.Enum(data["name"], body) if not data["open"] else open_enum(data["name"], body, missing)
            self.enums[listed] = self.kept(made)
        return self.enums[listed]

    def kept(self, thing: object) -> str:
        """A name by which annotations find it."""
        name = f"kept_{len(self.names)}"
        self.names[name] = thing
        return name

    # --- records

    def make_struct(self, record: dict) -> type:
        # A tag in a frame of its own is none of the struct.
        tag = None if record["tag"] is None or record["tag"]["at"]["kind"] == "frame" else record["tag"]
        fields = []
        for index, field in enumerate(record["fields"]):
            annotation = self.written(field["type"])
            default = field["default"]
            if default is not None and default["kind"] == "unset":
                annotation = f"t.Union[{annotation}, m.UnsetType]"
            fields.append((f"f{index}", annotation, *self.default_of(default)))
        namespace = {"__post_init__": post_init} if record["postInit"] else {}
        return m.defstruct(
            record["name"],
            fields,
            module=self.module.__name__,
            namespace=namespace,
            tag=None if tag is None else plain(tag["value"]),
            tag_field=tag["at"]["name"] if tag is not None and tag["at"]["kind"] == "field" else None,
            rename={f"f{index}": field["name"] for index, field in enumerate(record["fields"])},
            array_like=record["layout"] == "array",
            forbid_unknown_fields=record["unknownFields"] == "refused",
            omit_defaults=record["omitDefaults"],
            frozen=record["hashable"],
            kw_only=True,
        )

    def default_of(self, default: dict | None) -> tuple:
        if default is None:
            return ()
        if default["kind"] == "unset":
            return (m.UNSET,)
        if default["kind"] == "factory":
            return (m.field(default_factory=FACTORIES[default["name"]]),)
        return (default_value(default),)

    def make_dataclass(self, record: dict) -> type:
        fields = []
        order = record.get("writeOrder", [field["name"] for field in record["fields"]])
        for field in sorted(record["fields"], key=lambda field: order.index(field["name"])):
            default, given = field["default"], {"kw_only": "writeOrder" in record}
            if default is not None and default["kind"] == "factory":
                given["default_factory"] = FACTORIES[default["name"]]
            elif default is not None:
                given["default"] = default_value(default["reads"])
            fields.append((field["name"], self.written(field["type"]), dataclasses.field(**given)))
        namespace = {"__post_init__": post_init} if record["postInit"] else {}
        return dataclasses.make_dataclass(
            record["name"], fields, frozen=record["hashable"], namespace=namespace
        )

    def make_typed_dict(self, record: dict) -> type:
        annotations = {}
        for field in record["fields"]:
            reference = t.ForwardRef(self.written(field["type"]))
            annotations[field["name"]] = NotRequired[reference] if field["default"] is not None else reference
        return t.TypedDict(record["name"], annotations)

    def make_named_tuple(self, record: dict) -> type:
        names = [field["name"] for field in record["fields"]]
        defaults = [default_value(field["default"]) for field in record["fields"] if field["default"] is not None]
        made = collections.namedtuple(record["name"], names, defaults=defaults)
        made.__annotations__ = {field["name"]: self.written(field["type"]) for field in record["fields"]}
        return made


try:
    NotRequired = t.NotRequired
except AttributeError:
    from typing_extensions import NotRequired


def open_enum(name: str, body: dict, missing: dict) -> type:
    base = types.new_class("Open", (enum.Enum,), {}, lambda namespace: namespace.update(missing))
    return base(name, body)


def post_init(self: object) -> None:
    raise ValueError("code of the class")


def plain(literal: dict) -> object:
    if literal["kind"] == "nil":
        return None
    return int(literal["value"]) if literal["kind"] == "int" else literal["value"]


def default_value(default: dict) -> object:
    value = m.msgpack.decode(bytes.fromhex(default["msgpack"]))
    return tuple(value) if default["python"] == "tuple" else value
