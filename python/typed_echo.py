#!/usr/bin/env python3
"""An echo kernel with the real typed decoders: it decodes each frame as the kernel it stands for would, and sends
back what it understood.

    python typed_echo.py --types marimo < kernel_args.json
    python typed_echo.py --channel control=shop.messages:Command < kernel_args.json
    python typed_echo.py --schema shop.json < kernel_args.json

It reads one JSON document on standard input (`connection_info` with the ports of the host's sockets, and
`parent_pid`), connects, prints KERNEL_READY and answers every frame with one notification, `echo` or `decode-error`.
A channel without a type of its own takes any value. It needs msgspec, pyzmq and the package whose types it decodes by;
with --schema no package, because the types are made of the snapshot. Frames are then msgpack or JSON, as it says of
each channel, and code of the real classes (a __post_init__, a _missing_) does nothing.

Exit codes: 0 stopped by the host; 1 a type or the host cannot be reached, or the host is gone; 2 wrong usage.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import signal
import sys
import threading
import time
import typing

import msgspec
import zmq

from export_schema import Location, Refused, locate, location, marimo_channels
from types_of_schema import TypesOf

Decoder = typing.Union[msgspec.msgpack.Decoder, msgspec.json.Decoder]

DECODERS = {"msgpack": msgspec.msgpack.Decoder, "json": msgspec.json.Decoder}
CHANNELS = ("control", "ui_element", "completion", "input")
STOP = b"\x81\xa4type\xabstop-kernel"
# One channel's turn, so that a full one does not starve the others.
FRAMES_PER_TURN = 256
# How long the other channels must be quiet, and may go on at most, once the stop has come.
QUIET_MS = 30
LAST_FRAMES_S = 1.0
PARENT_POLL_S = 0.5


class Channel:
    """One socket from the host, the decoder of its frames, and their count."""

    def __init__(self, name: str, socket: zmq.Socket, decoder: Decoder) -> None:
        self.name = name
        self.socket = socket
        self.decode = decoder.decode
        self.count = 0

    def answer(self, frame: bytes) -> bytes:
        """The notification for one frame: a msgpack bin that holds a JSON document."""
        head = b'","channel":%s,"seq":%d,' % (encode_json(self.name), self.count)
        self.count += 1
        # Whatever a decoder or an encoder raises is an answer: recursion, memory, overflow, code of the types.
        try:
            value = self.decode(frame)
        except BaseException as error:
            return encode(b'{"op":"decode-error%s"error":%s}' % (head, described(error)))
        try:
            payload = base64.b64encode(encode(value))
        except BaseException as error:
            return encode(b'{"op":"echo%s"payload":null,"error":%s}' % (head, described(error)))
        return encode(b'{"op":"echo%s"payload":"%s"}' % (head, payload))


encode = msgspec.msgpack.Encoder().encode
encode_json = msgspec.json.Encoder().encode


def described(error: BaseException) -> bytes:
    """The error as JSON."""
    try:
        message = str(error)
    except BaseException as unprintable:
        message = f"its text cannot be made: {type(unprintable).__name__}"
    # A lone surrogate has no UTF-8; what is written must.
    message = message.encode("utf-8", "backslashreplace").decode()
    path = path_of(message) if isinstance(error, msgspec.ValidationError) else None
    return encode_json({"kind": type(error).__name__, "message": message, "path": path})


def path_of(message: str) -> str | None:
    """The path that msgspec puts at the end of a message: `$.cells[0]`, or `key in $` where a key is wrong."""
    _, found, path = message.rpartition(" - at `")
    known = found and path.endswith("`") and path.startswith(("$", "key"))
    return path.replace("`", "") if known else None


class Echo:
    """The sockets, and the loop that serves them."""

    def __init__(self, ports: dict[str, int], decoders: dict[str, Decoder]) -> None:
        self.context = zmq.Context()
        self.stream = self.connected(zmq.PUSH, ports["stream"])
        self.channels = []
        self.poller = zmq.Poller()
        for name in CHANNELS:
            socket = self.connected(zmq.PULL, ports[name])
            self.channels.append(Channel(name, socket, decoders.get(name) or msgspec.msgpack.Decoder()))
            self.poller.register(socket, zmq.POLLIN)

    def connected(self, kind: int, port: int) -> zmq.Socket:
        socket = self.context.socket(kind)
        # What was answered is delivered before the process ends, however slowly it is read.
        socket.linger = -1 if kind == zmq.PUSH else 0
        socket.connect(f"tcp://127.0.0.1:{port}")
        return socket

    def serve(self) -> None:
        """Answers until the host says stop."""
        while True:
            ready = dict(self.poller.poll())
            for channel in self.channels:
                if channel.socket in ready and self.turn(channel):
                    return self.last_frames()

    def turn(self, channel: Channel) -> bool:
        """Answers what has arrived on one channel, for one turn; whether the stop was among it."""
        receive, send, answer = channel.socket.recv, self.stream.send, channel.answer
        is_control = channel.name == "control"
        for _ in range(FRAMES_PER_TURN):
            try:
                # Each part of a message of several is a frame of its own.
                frame = receive(zmq.NOBLOCK)
            except zmq.Again:
                return False
            if is_control and frame == STOP:
                return True
            # Blocks while the host does not read, and loses nothing.
            send(answer(frame))
        return False

    def last_frames(self) -> None:
        """Answers what had arrived on the other channels when the stop came."""
        others = [channel for channel in self.channels if channel.name != "control"]
        poller = zmq.Poller()
        for channel in others:
            poller.register(channel.socket, zmq.POLLIN)
        deadline = time.monotonic() + LAST_FRAMES_S
        while time.monotonic() < deadline:
            ready = dict(poller.poll(QUIET_MS))
            if not ready:
                return
            for channel in others:
                if channel.socket in ready:
                    self.turn(channel)

    def close(self) -> None:
        for channel in self.channels:
            channel.socket.close()
        self.stream.close()
        self.context.term()


def end_with_parent(parent: int | None) -> None:
    """Ends this process, from a thread of its own, once the host is gone or has handed it over."""
    if parent is None or parent <= 1 or os.name != "posix":
        return
    first = os.getppid()

    def watch() -> None:
        while os.getppid() == first and is_alive(parent):
            time.sleep(PARENT_POLL_S)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def start_document(text: bytes) -> tuple[dict[str, int], int | None]:
    """Ports by channel, and the host's process; ValueError for anything else."""
    document = json.loads(text)
    info = document.get("connection_info") if isinstance(document, dict) else None
    if not isinstance(info, dict):
        raise ValueError("expected an object with connection_info")
    for name in (*CHANNELS, "stream"):
        if type(info.get(name)) is not int or not 0 < info[name] < 65536:
            raise ValueError(f"expected the port of {name} in connection_info, got {info.get(name)!r}")
    parent = document.get("parent_pid")
    if parent is not None and type(parent) is not int:
        raise ValueError(f"expected parent_pid to be a process id or null, got {parent!r}")
    return info, parent


def channel_type(text: str) -> tuple[str, Location]:
    """Reads `NAME=MODULE:TYPE`."""
    name, _, where = text.partition("=")
    if name not in CHANNELS:
        raise ValueError(f"expected NAME=MODULE:TYPE with a name of {', '.join(CHANNELS)}, got {text!r}")
    return name, location(where)


def decoders_of_types(known: str | None, named: dict[str, Location]) -> dict[str, Decoder]:
    """Decoders for types that packages have."""
    places = {spec.name: spec.location for spec in marimo_channels()} if known else {}
    return {name: msgspec.msgpack.Decoder(locate(where)) for name, where in {**places, **named}.items()}


def decoders_of_schema(file: str) -> dict[str, Decoder]:
    """Decoders for the types of a snapshot, which are made for it."""
    schema = snapshot_in(file)
    try:
        made = TypesOf(schema)
        wanted = [channel for channel in schema["channels"] if channel["direction"] == "to-kernel"]
        return {channel["name"]: decoder_of(channel, made) for channel in wanted if channel["name"] in CHANNELS}
    except Refused:
        raise
    except Exception as error:
        raise Refused(f"no types can be made of the snapshot {file}: {type(error).__name__}: {error}") from error


def snapshot_in(file: str) -> dict:
    try:
        with open(file, encoding="utf-8") as text:
            schema = json.load(text)
    except (OSError, ValueError) as error:
        raise Refused(f"the snapshot {file} cannot be read: {error}") from error
    if not isinstance(schema, dict) or (schema.get("format"), schema.get("version")) != ("skewfuzz-schema", 1):
        raise Refused(f"{file}: expected a whole snapshot as export_schema.py writes it, of the version 1")
    return schema


def decoder_of(channel: dict, made: TypesOf) -> Decoder:
    name, envelope = channel["name"], channel["envelope"]
    if len(envelope) != 1 or envelope[0]["role"] != "body":
        raise Refused(f"the channel {name}: expected messages of one frame, got one of {len(envelope)}")
    codec, data = envelope[0]["codec"], envelope[0]["type"]
    if codec not in DECODERS:
        raise Refused(f"the channel {name}: expected the codec {' or '.join(DECODERS)}, got {codec}")
    try:
        return DECODERS[codec](made.python(data))
    except Exception as error:
        raise Refused(f"the channel {name}: no decoder can be made: {type(error).__name__}: {error}") from error


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("--types", choices=("marimo",), help="a protocol whose types are known")
    parser.add_argument("--channel", action="append", default=[], help="NAME=MODULE:TYPE")
    parser.add_argument("--schema", metavar="FILE", help="a snapshot that says the types")
    options = parser.parse_args(arguments)
    if bool(options.schema) == bool(options.types or options.channel):
        parser.error("expected --types marimo, or --channel NAME=MODULE:TYPE for each typed channel, or --schema FILE")
    sys.path.append(os.getcwd())
    try:
        named = dict(channel_type(text) for text in options.channel)
        ports, parent = start_document(sys.stdin.buffer.read())
    except ValueError as error:
        parser.error(str(error))
    # As marimo's own kernel when it is idle: an interrupt meant for the host's group ends nothing here.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent(parent)
    try:
        by_schema = options.schema is not None
        decoders = decoders_of_schema(options.schema) if by_schema else decoders_of_types(options.types, named)
    except Refused as error:
        print(f"typed_echo: {error}", file=sys.stderr)
        return 1
    echo = Echo(ports, decoders)
    print("KERNEL_READY", flush=True)
    echo.serve()
    echo.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
