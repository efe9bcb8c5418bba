"""Decodes what it is asked to, with msgspec's own decoders, and encodes it again as msgpack.

Reads requests on standard input, each as its length and its bytes (all lengths: four bytes, big-endian). A request is
a type, then any number of documents, each in the same way; a document starts with the letter of its codec, `m` or `j`.
A type is JSON: `{"name": "module:NAME"}`, or `{"schema": ..., "type": ...}`, of which Python types are made.

Writes one answer for each request, in the same order, as its length and its bytes. It holds an outcome for each
document, in the same way: one letter and what belongs to it:

    v  the value, encoded again; an integer that msgpack does not hold is an ext of code 100 with its digits
    u  a value that was decoded and cannot be encoded again: what was raised, as JSON [class, text]
    e  an error of the decoder, as JSON [class, text]

Where the type cannot be made, the answer holds one outcome, x, with what was raised.
"""

from __future__ import annotations

import datetime
import decimal
import importlib
import json
import os
import struct
import sys
import uuid

import msgspec

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "python"))
from types_of_schema import TypesOf

CODECS = {ord("m"): msgspec.msgpack.Decoder, ord("j"): msgspec.json.Decoder}
NAMED: dict[str, dict] = {}
KEPT_TYPES = (bytes, bytearray, memoryview, datetime.datetime, datetime.date, datetime.time, datetime.timedelta)


def post_init(self: object) -> None:
    raise ValueError("code of the class")


def missing(cls: type, value: object) -> object:
    return next(iter(cls)) if value in ("y", 7) else None


# What the model must not claim to know.
CODE = {"__post_init__": post_init, "_missing_": classmethod(missing)}


def described(error: BaseException) -> bytes:
    return json.dumps([type(error).__name__, str(error)]).encode()


def written(value: object) -> bytes:
    try:
        return msgspec.msgpack.encode(value)
    except OverflowError as overflow:
        try:
            plain = msgspec.to_builtins(value, builtin_types=(*KEPT_TYPES, uuid.UUID, decimal.Decimal))
        except TypeError:
            # A Raw beside the integer, which is no builtin.
            raise overflow from None
        return msgspec.msgpack.encode(without_wide(plain))


def without_wide(value: object) -> object:
    if isinstance(value, int) and not -(2**63) <= value < 2**64:
        return msgspec.msgpack.Ext(100, str(value).encode())
    if isinstance(value, dict):
        # As a list of entries: an Ext is no key.
        if any(isinstance(key, int) and not -(2**63) <= key < 2**64 for key in value):
            raise OverflowError("a wide key")
        return {key: without_wide(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [without_wide(item) for item in value]
    return value


def outcome(decoder: msgspec.msgpack.Decoder | msgspec.json.Decoder, data: bytes) -> bytes:
    try:
        value = decoder.decode(data)
    except Exception as error:
        return b"e" + described(error)
    try:
        return b"v" + written(value)
    except Exception as error:
        return b"u" + described(error)


def decoders_of(request: dict) -> dict:
    if "name" in request:
        name = request["name"]
        if name not in NAMED:
            module, attribute = name.split(":")
            found = getattr(importlib.import_module(module), attribute)
            NAMED[name] = {codec: make(found) for codec, make in CODECS.items()}
        return NAMED[name]
    types_of = TypesOf(request["schema"], CODE)
    try:
        found = types_of.python(request["type"])
        return {codec: make(found) for codec, make in CODECS.items()}
    finally:
        types_of.close()


def parts(data: bytes) -> list[bytes]:
    found, at = [], 0
    while at < len(data):
        end = at + 4 + struct.unpack_from(">I", data, at)[0]
        found.append(data[at + 4 : end])
        at = end
    return found


def joined(outcomes: list[bytes]) -> bytes:
    return b"".join(struct.pack(">I", len(one)) + one for one in outcomes)


def answer(request: bytes) -> bytes:
    asked, *documents = parts(request)
    try:
        decoders = decoders_of(json.loads(asked))
    except Exception as error:
        return joined([b"x" + described(error)])
    return joined([outcome(decoders[document[0]], document[1:]) for document in documents])


def main() -> None:
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    while len(head := stdin.read(4)) == 4:
        stdout.write(joined([answer(stdin.read(struct.unpack(">I", head)[0]))]))
        stdout.flush()


if __name__ == "__main__":
    main()
