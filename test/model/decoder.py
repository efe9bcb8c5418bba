"""Decodes what it is asked to, with msgspec's own decoders, and encodes it again as msgpack.

Reads requests on standard input: the length of a type name and the name, the length of the bytes and the bytes
(lengths as four bytes, big-endian). A type is named as `msgpack:module:NAME` or `json:module:NAME`. Writes answers in the same order: the length of
the rest, then one letter and what belongs to it:

    v  the value, encoded again
    u  a value that was decoded and cannot be encoded again: what was raised, as JSON [class, text]
    e  an error of the decoder, as JSON [class, text]
"""

from __future__ import annotations

import importlib
import json
import struct
import sys

import msgspec

CODECS = {"msgpack": msgspec.msgpack.Decoder, "json": msgspec.json.Decoder}
DECODERS: dict[bytes, msgspec.msgpack.Decoder | msgspec.json.Decoder] = {}


def decoder_of(name: bytes) -> msgspec.msgpack.Decoder | msgspec.json.Decoder:
    if name not in DECODERS:
        codec, module, attribute = name.decode().split(":")
        DECODERS[name] = CODECS[codec](getattr(importlib.import_module(module), attribute))
    return DECODERS[name]


def described(error: BaseException) -> bytes:
    return json.dumps([type(error).__name__, str(error)]).encode()


def answer(name: bytes, data: bytes) -> bytes:
    decoder = decoder_of(name)
    try:
        value = decoder.decode(data)
    except Exception as error:
        return b"e" + described(error)
    try:
        return b"v" + msgspec.msgpack.encode(value)
    except Exception as error:
        return b"u" + described(error)


def main() -> None:
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer

    def part() -> bytes | None:
        head = stdin.read(4)
        return stdin.read(struct.unpack(">I", head)[0]) if len(head) == 4 else None

    while (name := part()) is not None and (data := part()) is not None:
        out = answer(name, data)
        stdout.write(struct.pack(">I", len(out)) + out)
        stdout.flush()


if __name__ == "__main__":
    main()
