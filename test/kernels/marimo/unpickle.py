"""Unpickles what stdin holds, a JSON list of hex strings, with the real types of the marimo that is installed.

For each it writes the class of the error, or the object encoded again: as msgpack, and as a pickle without a memo.
"""

import io
import json
import logging
import pickle
import sys

import msgspec

import marimo._runtime.commands  # noqa: F401

logging.disable()


def again(value):
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer, 4)
    pickler.fast = True
    pickler.dump(value)
    return buffer.getvalue().hex()


def tried(make, value):
    try:
        return make(value)
    except Exception:  # noqa: BLE001 - deep nesting, keys that msgpack does not take
        return None


def loaded(frame):
    try:
        value = pickle.loads(frame)  # noqa: S301 - written by the test itself
    except Exception as error:  # noqa: BLE001
        return {"error": type(error).__name__}
    return {
        "error": None,
        "msgpack": tried(lambda each: msgspec.msgpack.encode(each).hex(), value),
        "pickle": tried(again, value),
    }


json.dump([loaded(bytes.fromhex(frame)) for frame in json.load(sys.stdin)], sys.stdout)
