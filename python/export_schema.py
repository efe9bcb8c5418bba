#!/usr/bin/env python3
"""Writes the message types of a protocol as a snapshot: JSON that skewfuzz can read, on standard output.

    python export_schema.py marimo > schemas/marimo.json
    python export_schema.py --protocol shop \\
        --channel control=to-kernel:msgpack:shop.messages:Command \\
        --channel stream=from-kernel:json-in-msgpack-bin:shop.messages:Event \\
        --startup shop.messages:Arguments > shop.json
    python export_schema.py --type shop.messages:Order --type shop.messages:Event > shop.json

`--type` is for types that no protocol is known of: each is taken as a channel of its own, with its name.

It needs msgspec and the package whose types it walks, nothing else. The types are taken as msgspec's decoder
takes them, which is not always as msgspec.inspect shows them; what the decoder does wins.

Exit codes: 0 written; 1 refused, because a type cannot be found, or is a shape that a snapshot does not
support; 2 wrong usage.
"""

from __future__ import annotations

import argparse
import ast
import collections
import contextlib
import dataclasses
import enum
import hashlib
import importlib
import importlib.metadata
import inspect as python_inspect
import json
import os
import pickle
import platform
import re
import sys
import textwrap
import types
import typing

try:
    import msgspec
except ModuleNotFoundError:
    sys.exit(
        f"export_schema: refused: msgspec is not installed for this Python, {sys.executable}; "
        f"install it there: {sys.executable} -m pip install msgspec"
    )
from msgspec import inspect
from msgspec._utils import get_typeddict_info

CODECS = ("msgpack", "json", "json-in-msgpack-bin", "utf8", "pickle", "json-in-pickle")
JSON_INSIDE = {"msgpack": "json-in-msgpack-bin", "pickle": "json-in-pickle"}
DIRECTIONS = ("to-kernel", "from-kernel")
LINE_WIDTH = 140
SAFE_INTEGER = 2**53 - 1
# Factories whose every call gives an equal value; any other may give another one each time.
FIXED_FACTORIES = (list, dict, set, frozenset, tuple, str, bytes, bytearray, int, float, bool)
# Two members of a union that are one scalar to the decoder share these constraints.
RIVALS = {"gt": "lower", "ge": "lower", "lt": "upper", "le": "upper"}
CONSTRAINTS = (*RIVALS, "multipleOf", "minLength", "maxLength", "pattern")


class Refused(Exception):
    """A type that cannot be found, or that a snapshot cannot hold."""


class Location(typing.NamedTuple):
    """Where a type stands: `module:NAME`."""

    module: str
    name: str

    def __str__(self) -> str:
        return f"{self.module}:{self.name}"


class ChannelSpec(typing.NamedTuple):
    name: str
    direction: str
    codec: str
    location: Location


# --- where things are ---------------------------------------------------------------------------------------


def location(text: str) -> Location:
    """Reads `module:NAME`; ValueError for anything else."""
    module, colon, name = text.partition(":")
    if not (module and colon and name):
        raise ValueError(f"expected MODULE:TYPE, got {text!r}")
    return Location(module, name)


def module_named(name: str) -> typing.Any:
    try:
        # What an import prints must not end up in the snapshot.
        with contextlib.redirect_stdout(sys.stderr):
            return importlib.import_module(name)
    except Exception as error:
        raise Refused(
            f"the module {name} cannot be imported ({type(error).__name__}: {error}); "
            f"expected it to be installed for this Python, {sys.executable}"
        ) from error


def locate(where: Location) -> typing.Any:
    """Imports the type that stands there."""
    found = module_named(where.module)
    for step in where.name.split("."):
        if not hasattr(found, step):
            raise Refused(f"{where} was not found: {step} is no attribute of {name_of(found)}")
        found = getattr(found, step)
    return found


def marimo_channels() -> list[ChannelSpec]:
    """Where a marimo keeps the type of each channel, read from its own code: releases differ in all of it."""
    try:
        connection = module_named("marimo._ipc.connection")
        codec = codec_of(module_named("marimo._ipc.queue_proxy"))
        module_named(MARIMO_COMMANDS)
    except Refused as refused:
        raise Refused(f"{refused}; of marimo, 0.19.0 and newer are known, this is {version_of('marimo')}") from refused
    made = channels_made_by(connection.Connection.connect)
    specs = []
    for name, annotation in connection.Connection.__annotations__.items():
        typed = re.fullmatch(r"Channel\[(\w+)\](?: \| None)?", str(annotation))
        if typed is None or (name == "win32_interrupt" and sys.platform != "win32"):
            continue
        if name not in made:
            raise Refused(f"marimo._ipc.connection: Connection.connect does not say whether {name} is pushed or pulled")
        direction, decoded = made[name]
        where, wrapped = marimo_location(decoded or typed[1])
        specs.append(ChannelSpec(name, direction, JSON_INSIDE[codec] if wrapped else codec, where))
    if not {"control", "stream"} <= {spec.name for spec in specs}:
        raise Refused(f"marimo._ipc.connection: expected the channels control and stream, got {[*made]}")
    return specs


def codec_of(proxy: typing.Any) -> str:
    """How a marimo writes frames: seen in one that it wrote. Host and kernel write with the same code."""
    sent: list[bytes] = []
    try:
        proxy.PushQueue(types.SimpleNamespace(send=sent.append)).put("x")
    except Exception as error:
        raise Refused(f"marimo._ipc.queue_proxy: a frame could not be written: {error!r}") from error
    for codec, frame in (("msgpack", msgspec.msgpack.encode("x")), ("pickle", pickle.dumps("x"))):
        if sent == [frame]:
            return codec
    raise Refused(f"marimo._ipc.queue_proxy: expected a str to be written as msgpack or pickle, got {sent!r}")


def channels_made_by(connect: typing.Any) -> dict[str, tuple[str, str | None]]:
    """The direction of each channel, and the name of the type that its decoder is made for, from the kernel's side."""
    tree = ast.parse(textwrap.dedent(python_inspect.getsource(connect)))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    made = {}
    for keyword in (keyword for call in calls if ast.unparse(call.func) == "cls" for keyword in call.keywords):
        for call in (node for node in ast.walk(keyword.value) if isinstance(node, ast.Call)):
            direction = {"Channel.Pull": "to-kernel", "Channel.Push": "from-kernel"}.get(ast.unparse(call.func))
            decoded = next((ast.unparse(word.value) for word in call.keywords if word.arg == "msg_type"), None)
            if direction is not None:
                made[str(keyword.arg)] = (direction, decoded)
    return made


def marimo_location(name: str) -> tuple[Location, bool]:
    """Where the type of that name stands, and whether frames hold it as a JSON document in bytes."""
    if name == "KernelMessage":
        return Location("marimo._messaging.notification", "NotificationMessage"), True
    if name in ("str", "bool"):
        return Location("builtins", name), False
    if not hasattr(module_named(MARIMO_COMMANDS), name):
        raise Refused(f"marimo._ipc.connection: the type {name} of a channel is not in {MARIMO_COMMANDS}")
    return Location(MARIMO_COMMANDS, name), False


MARIMO_COMMANDS = "marimo._runtime.commands"
MARIMO_STARTUP = Location("marimo._ipc.types", "KernelArgs")


# --- types to data ------------------------------------------------------------------------------------------


class Translator(inspect._Translator):
    """msgspec's own, but a literal keeps its order and may mix kinds, which older releases cannot sort."""

    def _translate_inner(self, t, args, **constraints):
        if t is typing.Literal:
            return inspect.LiteralType(tuple(args))
        return super()._translate_inner(t, args, **constraints)


class Walker:
    """Turns types into data, and gathers the records they refer to."""

    def __init__(self) -> None:
        self.translator = Translator(())
        self.records: dict[typing.Any, dict] = {}
        self.references: list[tuple[dict, typing.Any]] = []
        self.where: list[str] = []

    def walk(self, annotation: typing.Any, label: str) -> dict:
        """The data of one type. It is refused here before a decoder for it is ever built."""
        self.where = [label]
        try:
            data = self.type_of(self.translator.translate(annotation))
            msgspec.msgpack.Decoder(annotation)
        except Refused:
            raise
        except Exception as error:
            raise self.refused(f"{type(error).__name__}: {error}") from error
        return data

    def refused(self, reason: str) -> Refused:
        return Refused(f"{'.'.join(self.where)}: {reason}")

    def type_of(self, node: inspect.Type) -> dict:
        if isinstance(node, inspect.Metadata):
            return self.type_of(node.type)
        if isinstance(node, inspect.UnionType):
            return self.union_of(node)
        if isinstance(node, RECORD_NODES):
            return self.reference_to(node)
        if isinstance(node, inspect.EnumType):
            return self.enum_of(node.cls)
        if isinstance(node, inspect.CustomType):
            return self.custom_of(node.cls)
        if isinstance(node, inspect.LiteralType):
            values = list(dict.fromkeys((type(value), value) for value in node.values))
            return {"kind": "literal", "values": [self.literal_of(value) for _, value in values]}
        if isinstance(node, inspect.TupleType):
            return {"kind": "tuple", "items": [self.type_of(item) for item in node.item_types]}
        if isinstance(node, inspect.DictType):
            key, value = self.type_of(node.key_type), self.type_of(node.value_type)
            return {"kind": "dict", "key": key, "value": value, **self.lengths_of(node)}
        if type(node) in COLLECTIONS:
            return {**COLLECTIONS[type(node)], "item": self.type_of(node.item_type), **self.lengths_of(node)}
        if type(node) in SCALARS:
            return {**SCALARS[type(node)], **self.scalar_details_of(node)}
        raise self.refused(f"a type of the kind {type(node).__name__} is not supported")

    def scalar_details_of(self, node: inspect.Type) -> dict:
        if isinstance(node, (inspect.IntType, inspect.FloatType)):
            write = str if isinstance(node, inspect.IntType) else (lambda bound: repr(float(bound)))
            bounds = {"gt": node.gt, "ge": node.ge, "lt": node.lt, "le": node.le, "multipleOf": node.multiple_of}
            return {name: write(bound) for name, bound in bounds.items() if bound is not None}
        if isinstance(node, (inspect.DateTimeType, inspect.TimeType)):
            return {"zone": {None: "any", True: "aware", False: "naive"}[node.tz]}
        pattern = getattr(node, "pattern", None)
        return {**({} if pattern is None else {"pattern": pattern}), **self.lengths_of(node)}

    def lengths_of(self, node: inspect.Type) -> dict:
        named = (("minLength", "min_length"), ("maxLength", "max_length"))
        found = {name: getattr(node, attribute, None) for name, attribute in named}
        if any(length is not None and length > SAFE_INTEGER for length in found.values()):
            raise self.refused(f"a length beyond {SAFE_INTEGER} is not supported")
        return {name: length for name, length in found.items() if length is not None}

    def literal_of(self, value: object) -> dict:
        if value is None:
            return {"kind": "nil"}
        if type(value) is bool:
            return {"kind": "bool", "value": value}
        if isinstance(value, int):
            return {"kind": "int", "value": str(int(value))}
        if isinstance(value, str):
            return {"kind": "str", "value": str.__str__(value)}
        raise self.refused(f"the literal {value!r} is not supported: expected str, int, bool or None")

    def enum_of(self, cls: type[enum.Enum]) -> dict:
        # The decoder looks values up in this table, which lists an alias once.
        values = [self.literal_of(value) for value in cls._value2member_map_]
        hook = getattr(cls._missing_, "__func__", cls._missing_)
        is_open = hook is not enum.Enum._missing_.__func__
        return {"kind": "enum", "name": cls.__qualname__, "values": values, "open": is_open}

    def custom_of(self, cls: typing.Any) -> dict:
        # An enumeration with a metaclass of its own is custom to msgspec.inspect, not to the decoder.
        if isinstance(cls, enum.EnumMeta):
            return self.enum_of(cls)
        return {"kind": "any"} if cls is object else {"kind": "custom", "name": name_of(cls)}

    # --- unions

    def union_of(self, node: inspect.UnionType) -> dict:
        members = self.members_of(node)
        if any(member["kind"] == "any" for member in members):
            return {"kind": "any"}
        members = [member for member in members if member["kind"] != "raw"]
        if not members:
            return {"kind": "raw"}
        self.refuse_unsafe(members)
        merged: list[dict] = []
        for member in self.absorbed(members):
            twin = next((other for other in merged if other["kind"] == member["kind"] in MERGED), None)
            if twin is None:
                merged.append(member)
            elif twin != member:
                self.merge(twin, member)
        return merged[0] if len(merged) == 1 else {"kind": "union", "members": merged}

    def members_of(self, node: inspect.UnionType) -> list[dict]:
        members: list[dict] = []
        for part in node.types:
            if isinstance(part, inspect.CustomType) and part.cls is msgspec.UnsetType:
                continue
            member = self.type_of(part)
            members.extend(member["members"] if member["kind"] == "union" else [member])
        return members

    def refuse_unsafe(self, members: list[dict]) -> None:
        kinds = {member["kind"] for member in members}
        constrained = any(name in member for member in members for name in CONSTRAINTS if name != "pattern")
        if "tuple" in kinds and constrained:
            raise self.refused(
                "a union of a fixed-length tuple and a type with a numeric or length constraint is not supported"
            )
        if any("pattern" in member for member in members) and kinds & {"list", "set", "sequence", "dict"}:
            raise self.refused("a union of a str with a pattern and a collection is not supported")

    def absorbed(self, members: list[dict]) -> list[dict]:
        """Literals as the decoder sees them: one of them, without what a plain member takes anyway."""
        plain = {member["kind"] for member in members}
        values = [value for member in members if member["kind"] == "literal" for value in member["values"]]
        left = [value for index, value in enumerate(values) if value["kind"] not in plain | {"nil"}]
        left = [value for index, value in enumerate(left) if value not in left[:index]]
        nil = any(value["kind"] == "nil" for value in values)
        out: list[dict] = []
        for member in members:
            if member["kind"] != "literal":
                out.append(member)
            elif left:
                out.append({"kind": "literal", "values": left})
                left = []
        if nil and "nil" not in plain:
            out.append({"kind": "nil"})
        return out

    def merge(self, twin: dict, member: dict) -> None:
        """Two constrained members of one kind are one to the decoder, with the constraints of both."""
        if twin.get("zone") == "any" or member.get("zone") == "any":
            twin["zone"] = member["zone"] if twin["zone"] == "any" else twin["zone"]
            return
        taken = {RIVALS.get(name, name) for name in twin if name != "kind"}
        for name, value in member.items():
            if name != "kind" and RIVALS.get(name, name) in taken and twin.get(name) != value:
                raise self.refused(f"a union of two {member['kind']} types with rival constraints is not supported")
            twin[name] = value

    # --- records

    def reference_to(self, node: typing.Any) -> dict:
        reference = {"kind": "ref", "name": ""}
        self.references.append((reference, node.cls))
        if node.cls not in self.records:
            self.records[node.cls] = {}
            outer, self.where = self.where, [plain_name(node.cls)]
            self.records[node.cls] = self.record_of(node)
            self.where = outer
        return reference

    def record_of(self, node: typing.Any) -> dict:
        cls = getattr(node.cls, "__origin__", node.cls)
        if isinstance(node, inspect.StructType):
            return self.struct_of(node, cls)
        record = {
            "kind": "record",
            "name": "",
            "flavour": "dataclass",
            "layout": "map",
            "tag": None,
            "fields": [],
            "unknownFields": "ignored",
            "omitDefaults": False,
            "hashable": False,
            "postInit": False,
        }
        if isinstance(node, inspect.TypedDictType):
            # msgspec.inspect sorts by name; the decoder looks for missing fields in this order.
            order = list(get_typeddict_info(node.cls)[0])
            record["flavour"] = "typed-dict"
            record["fields"] = self.fields_of(sorted(node.fields, key=lambda field: order.index(field.name)))
        elif isinstance(node, inspect.NamedTupleType):
            record.update(flavour="named-tuple", layout="array", unknownFields="refused", hashable=True)
            record["fields"] = self.fields_of(node.fields)
        else:
            self.fill_dataclass(record, node, cls)
        return record

    def struct_of(self, node: inspect.StructType, cls: typing.Any) -> dict:
        config = cls.__struct_config__
        tag = None
        if node.tag is not None:
            at = {"kind": "first-item"} if node.array_like else {"kind": "field", "name": node.tag_field}
            tag = {"value": self.literal_of(node.tag), "at": at}
        return {
            "kind": "record",
            "name": "",
            "flavour": "struct",
            "layout": "array" if node.array_like else "map",
            "tag": tag,
            "fields": self.fields_of(node.fields),
            "unknownFields": "refused" if node.forbid_unknown_fields else "ignored",
            "omitDefaults": bool(config.omit_defaults),
            "hashable": bool(config.frozen and config.eq) or has_own_hash(cls),
            "postInit": hasattr(cls, "__post_init__"),
        }

    def fill_dataclass(self, record: dict, node: inspect.DataclassType, cls: typing.Any) -> None:
        if not dataclasses.is_dataclass(cls):
            raise self.refused("a class made by attrs is not supported")
        fields = self.fields_of(node.fields)
        for field in fields:
            seen = python_inspect.getattr_static(cls, field["attribute"], None)
            # The decoder asks whether the object has the attribute. One that its class has is never missing,
            # never filled in, and so not written when the object is encoded again.
            if hasattr(cls, field["attribute"]) and not isinstance(seen, types.MemberDescriptorType):
                value = getattr(cls, field["attribute"])
                reads = {} if value is msgspec.UNSET else {"reads": value_default(value)}
                field["default"] = {"kind": "unset", **reads}
        record["fields"] = fields
        written = [field.name for field in dataclasses.fields(cls)]
        if written != [field["attribute"] for field in fields]:
            record["writeOrder"] = written
        record["hashable"] = has_own_hash(cls)
        record["postInit"] = hasattr(cls, "__post_init__") or hasattr(cls, "__getattr__")

    def fields_of(self, fields: typing.Iterable[inspect.Field]) -> list[dict]:
        out = []
        for field in fields:
            self.where.append(field.name)
            type_data = self.type_of(field.type)
            self.where.pop()
            out.append(
                {
                    "name": field.encode_name,
                    "attribute": field.name,
                    "type": type_data,
                    "default": default_of(field),
                }
            )
        return out

    # --- names

    def named_records(self) -> dict[str, dict]:
        """Every record by its name: the plain one where that is enough to tell it from all others."""
        plain = collections.Counter(plain_name(cls) for cls in self.records)
        names: dict[typing.Any, str] = {}
        taken: collections.Counter = collections.Counter()
        for cls in self.records:
            name = plain_name(cls) if plain[plain_name(cls)] == 1 else name_of(cls)
            taken[name] += 1
            names[cls] = name if taken[name] == 1 else f"{name}~{taken[name]}"
        for reference, cls in self.references:
            reference["name"] = names[cls]
        for cls, record in self.records.items():
            record["name"] = names[cls]
        return {record["name"]: record for record in sorted(self.records.values(), key=lambda r: r["name"])}


RECORD_NODES = (inspect.StructType, inspect.TypedDictType, inspect.DataclassType, inspect.NamedTupleType)
COLLECTIONS = {
    inspect.ListType: {"kind": "list"},
    inspect.SetType: {"kind": "set", "frozen": False},
    inspect.FrozenSetType: {"kind": "set", "frozen": True},
    inspect.VarTupleType: {"kind": "sequence"},
}
SCALARS = {
    inspect.AnyType: {"kind": "any"},
    inspect.NoneType: {"kind": "nil"},
    inspect.BoolType: {"kind": "bool"},
    inspect.IntType: {"kind": "int"},
    inspect.FloatType: {"kind": "float"},
    inspect.StrType: {"kind": "str"},
    inspect.BytesType: {"kind": "bytes", "as": "bytes"},
    inspect.ByteArrayType: {"kind": "bytes", "as": "bytearray"},
    inspect.MemoryViewType: {"kind": "bytes", "as": "memoryview"},
    inspect.DateTimeType: {"kind": "datetime"},
    inspect.TimeType: {"kind": "time"},
    inspect.DateType: {"kind": "date"},
    inspect.TimeDeltaType: {"kind": "timedelta"},
    inspect.UUIDType: {"kind": "uuid"},
    inspect.DecimalType: {"kind": "decimal"},
    inspect.ExtType: {"kind": "ext"},
    inspect.RawType: {"kind": "raw"},
}
# Kinds of which a union holds one at most, whatever the annotation says; of others the decoder refuses a second.
MERGED = ("nil", "bool", "int", "float", "str", "bytes", "datetime", "time")


def default_of(field: inspect.Field) -> dict | None:
    if field.required:
        return None
    if field.default_factory is not msgspec.NODEFAULT:
        factory = field.default_factory
        fixed = factory in FIXED_FACTORIES
        encoded = msgspec.msgpack.encode(factory()).hex() if fixed else None
        return {"kind": "factory", "name": name_of(factory), "fixed": fixed, "msgpack": encoded}
    # Optional and without any default: msgspec.inspect does not show UNSET, and a TypedDict has no defaults.
    return {"kind": "unset"} if field.default is msgspec.NODEFAULT else value_default(field.default)


def value_default(value: object) -> dict:
    try:
        encoded = msgspec.msgpack.encode(value).hex()
    except Exception:
        # An address would differ on every run.
        return {"kind": "opaque", "repr": re.sub(r" at 0x[0-9a-fA-F]+", "", repr(value))}
    return {"kind": "value", "msgpack": encoded, "python": name_of(type(value))}


def has_own_hash(cls: type) -> bool:
    """Whether a class below the roots says how its instances are hashed."""
    return cls.__hash__ is not None and cls.__hash__ not in (object.__hash__, msgspec.Struct.__hash__)


def plain_name(cls: typing.Any) -> str:
    origin = getattr(cls, "__origin__", cls)
    arguments = [argument_name(argument) for argument in getattr(cls, "__args__", ())]
    name = getattr(origin, "__qualname__", None) or getattr(origin, "__name__", None) or type(origin).__qualname__
    return f"{name}[{', '.join(arguments)}]" if arguments else name


def argument_name(argument: typing.Any) -> str:
    return plain_name(argument) if isinstance(argument, type) else str(argument).replace("typing.", "")


def name_of(thing: typing.Any) -> str:
    origin = getattr(thing, "__origin__", thing)
    module = getattr(origin, "__module__", None)
    return plain_name(thing) if module in (None, "builtins") else f"{module}.{plain_name(thing)}"


# --- the snapshot -------------------------------------------------------------------------------------------


def snapshot(protocol: str, release: str, channels: list[ChannelSpec], startup: Location | None) -> dict:
    walker = Walker()
    written = []
    for spec in channels:
        body = walker.walk(locate(spec.location), spec.name)
        written.append(
            {
                "name": spec.name,
                "direction": spec.direction,
                "envelope": [{"role": "body", "codec": spec.codec, "type": body}],
                "python": None if spec.location.module == "builtins" else str(spec.location),
            }
        )
    start = walker.walk(locate(startup), "startup") if startup else None
    content = {
        "channels": written,
        "startup": start and {"role": "body", "codec": "json", "type": start},
        "types": walker.named_records(),
    }
    packages = {spec.location.module.split(".")[0] for spec in channels} - {"builtins"}
    made = {"python": platform.python_version(), "msgspec": msgspec.__version__}
    made.update((package, version_of(package)) for package in sorted(packages))
    return {
        "format": "skewfuzz-schema",
        "version": 1,
        "fingerprint": fingerprint(content),
        "protocol": protocol,
        "release": release or made.get(channels[0].location.module.split(".")[0], "unknown"),
        "made": made,
        **content,
    }


def fingerprint(content: dict) -> str:
    """SHA-256 of the canonical JSON (RFC 8785)."""
    try:
        text = flat(ordered(content)).encode()
    except UnicodeEncodeError as error:
        raise Refused(f"a name, pattern or literal holds an unpaired surrogate: {error}") from error
    return hashlib.sha256(text).hexdigest()


def ordered(value: object) -> object:
    if isinstance(value, dict):
        return {key: ordered(value[key]) for key in sorted(value, key=lambda key: key.encode("utf-16-be"))}
    return [ordered(item) for item in value] if isinstance(value, list) else value


def version_of(package: str) -> str:
    version = getattr(sys.modules.get(package), "__version__", None)
    if isinstance(version, str):
        return version
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "unknown"


def flat(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def pretty(value: object, indent: str = "") -> str:
    """JSON with a line for each item that fits on one, so that a changed field is a changed line."""
    line = flat(value)
    if not isinstance(value, (dict, list)) or len((indent + line).encode()) <= LINE_WIDTH:
        return line
    inner = indent + " "
    if isinstance(value, list):
        return "[\n" + ",\n".join(inner + pretty(item, inner) for item in value) + "\n" + indent + "]"
    text, after_scalar = "{", False
    for position, (key, item) in enumerate(value.items()):
        scalar = not isinstance(item, (dict, list))
        # Scalars that follow each other share a line.
        text += ("," if position else "") + ("" if scalar and after_scalar else "\n" + inner)
        text += f"{flat(key)}:{pretty(item, inner)}"
        after_scalar = scalar
    return text + "\n" + indent + "}"


# --- the command line ---------------------------------------------------------------------------------------


def channel_spec(text: str) -> ChannelSpec:
    """Reads `NAME=DIRECTION:CODEC:MODULE:TYPE`."""
    name, equals, rest = text.partition("=")
    direction, _, rest = rest.partition(":")
    codec, _, where = rest.partition(":")
    if not name or not equals or direction not in DIRECTIONS or codec not in CODECS:
        raise ValueError(
            f"expected NAME=DIRECTION:CODEC:MODULE:TYPE with a direction of {', '.join(DIRECTIONS)} "
            f"and a codec of {', '.join(CODECS)}, got {text!r}"
        )
    return ChannelSpec(name, direction, codec, location(where))


def channels_of(types_wanted: list[str], codec: str) -> list[ChannelSpec]:
    """A channel for each type that was asked for by name alone."""
    places = [location(text) for text in types_wanted]
    names = collections.Counter(where.name for where in places)
    return [
        ChannelSpec(where.name if names[where.name] == 1 else str(where), "to-kernel", codec, where)
        for where in places
    ]


def parse(arguments: list[str]) -> tuple[argparse.ArgumentParser, argparse.Namespace]:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("known", nargs="?", choices=("marimo",), help="a protocol whose places are known")
    parser.add_argument("--protocol", help="the name of any other protocol")
    parser.add_argument("--channel", action="append", default=[], help="NAME=DIRECTION:CODEC:MODULE:TYPE")
    parser.add_argument("--type", action="append", default=[], help="MODULE:TYPE, a channel of its own")
    parser.add_argument("--codec", choices=CODECS, help="how each --type is written (default: msgpack)")
    parser.add_argument("--startup", help="MODULE:TYPE of the JSON document that a kernel reads when it starts")
    parser.add_argument("--release", default="", help="version of the types (default: that of their package)")
    options = parser.parse_args(arguments)
    if options.known and (options.protocol or options.channel or options.type or options.codec or options.startup):
        parser.error("marimo stands alone: its protocol, channels and types are known")
    if not options.known and not options.type and not options.protocol:
        parser.error("expected `marimo`, or --protocol NAME with a --channel for each channel, or --type MODULE:TYPE")
    if options.type and (options.channel or options.startup):
        parser.error("--channel and --startup do not go with --type, which makes its own channels")
    if options.codec and not options.type:
        parser.error("--codec goes with --type; a --channel names its own")
    if options.protocol and not (options.channel or options.type):
        parser.error("expected at least one --channel NAME=DIRECTION:CODEC:MODULE:TYPE")
    return parser, options


def main(arguments: list[str]) -> int:
    parser, options = parse(arguments)
    # As with `python -m`, what stands in the current folder can be imported.
    sys.path.append(os.getcwd())
    try:
        channels = [channel_spec(text) for text in options.channel]
        channels += channels_of(options.type, options.codec or "msgpack")
        startup = location(options.startup) if options.startup else None
    except ValueError as error:
        parser.error(str(error))
    if len({spec.name for spec in channels}) < len(channels):
        parser.error("expected each --channel to have a name of its own, and each --type to stand once")
    try:
        if options.known:
            channels, startup = marimo_channels(), MARIMO_STARTUP
            if sys.platform != "win32":
                print("note: win32_interrupt is left out, it exists on Windows only", file=sys.stderr)
        protocol = options.known or options.protocol or channels[0].location.module.split(".")[0]
        made = snapshot(protocol, options.release, channels, startup)
    except Refused as error:
        print(f"export_schema: refused: {error}", file=sys.stderr)
        return 1
    sys.stdout.buffer.write((pretty(made) + "\n").encode())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
