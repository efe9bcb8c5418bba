import { bareDocument, type Scripted } from './scripted.js';
import type { RerunStep } from './types.js';

/** The same as `reproduceInTypeScript`, for whoever has Python and pyzmq. */
export function reproduceInPython(of: Scripted): string {
  const { about, command, folder, document, sent, owed, heard, exit } = of;
  return `${about.map((line) => `# ${line}\n`).join('')}#
# Needs the package pyzmq: python THIS_FILE [COMMAND OF A KERNEL...]
# Exit code 1: what came is what came when it was found, or fails alike. 0: something else came. 2: no telling.
import base64
import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import zlib

import zmq

COMMAND = json.loads(${literal(command)})
FOLDER = ${folder === null ? 'tempfile.mkdtemp(prefix="kernel-")' : `json.loads(${literal(folder)})`}
# What the kernel reads on stdin; the ports and the parent are put in below.
STARTUP = json.loads(${literal(bareDocument(document))})
# In the order of sending; the number: so many frames had come before.
SENT = [
${sent.map((step) => `    ${stepOf(step)},\n`).join('')}]
# What came then: by channel, the start of the SHA-256 of each frame. None: it differs from run to run.
HEARD = json.loads(${literal(heard)})
# So many of them have to be answered, each by one frame.
OWED = ${owed}
EXIT = json.loads(${literal(exit)})

${BODY}`;
}

/** JSON as a string that Python reads as it is: ASCII, with escapes that both languages have. */
function literal(value: unknown): string {
  const ascii = JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return JSON.stringify(ascii);
}

function stepOf(step: RerunStep): string {
  if ('data' in step) {
    const more = step.more === true ? 'True' : 'False';
    return `(${step.heard}, json.loads(${literal(step.channel)}), "${step.kind}", "${step.data}", ${more})`;
  }
  return `(${step.heard}, None, "${step.kind}", ${step.afterMs}, False)`;
}

const BODY = String.raw`context = zmq.Context()


def bound(kind):
    socket = context.socket(kind)
    socket.linger = 0
    socket.sndtimeo = 2000
    return socket, socket.bind_to_random_port("tcp://127.0.0.1")


outlets = {}
ports = {}
for name in ("control", "ui_element", "completion", "input"):
    outlets[name], ports[name] = bound(zmq.PUSH)
stream, ports["stream"] = bound(zmq.PULL)

environment = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
kernel = subprocess.Popen(
    sys.argv[1:] or COMMAND, cwd=FOLDER, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
)
info = {**STARTUP.get("connection_info", {}), **ports}
kernel.stdin.write(json.dumps({**STARTUP, "connection_info": info, "parent_pid": os.getpid()}))
kernel.stdin.close()
for line in kernel.stdout:
    if line.startswith("KERNEL_READY"):
        break
else:
    sys.exit("the kernel ended before it was ready")
threading.Thread(target=lambda: [None for _ in kernel.stdout], daemon=True).start()

came = {}


def count():
    return sum(len(frames) for frames in came.values())


def read(milliseconds):
    """Takes what has come, and waits a little for the first."""
    while stream.poll(milliseconds):
        frame = stream.recv()
        text = frame.decode("latin1")
        channel = re.search(r'"channel":"(\w+)"', text, re.ASCII)
        came.setdefault(channel.group(1) if channel else "", []).append(hashlib.sha256(frame).hexdigest()[:16])
        print("<", len(frame), "bytes ", ascii(text[max(0, text.find("{")) :][:160])[1:-1])
        milliseconds = 0


def until(holds, seconds):
    """Reads until something holds, or for some time."""
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        read(5)


parts = []
for heard, channel, kind, data, more in SENT:
    until(lambda: count() >= heard or kernel.poll() is not None, 2)
    if channel is None:
        time.sleep(data / 1000)
        print("!", kind)
        kernel.send_signal(signal.SIGKILL if kind == "kill" else signal.SIGINT)
    elif kernel.poll() is None:
        frame = bytes.fromhex(data) if kind == "hex" else zlib.decompress(base64.b64decode(data), -15)
        print(">", channel, "", len(frame), "bytes ", frame.hex()[:64])
        parts.append(frame)
        if more:
            continue
        try:
            outlets[channel].send_multipart(parts)
        except zmq.Again:
            print("  it took no more")
        parts = []
expected = sum(len(frames) for frames in (HEARD or {}).values())
# A kernel that has answered all and was not told to stop is not going to.
told = sum(channel is not None for _, channel, _, _, _ in SENT) > OWED


def done():
    return count() >= expected if EXIT is None else not told and count() >= OWED


until(lambda: kernel.poll() is not None or done(), 5)
until(lambda: False, 3 if HEARD is None else 0.3)

code = kernel.poll()
ended = None if code is None else f"code {code}" if code >= 0 else f"signal {signal.Signals(-code).name}"
kernel.kill()
kernel.wait()
print("the kernel:", ended or "still there")
if HEARD is None:
    print("compare it with the report: what this kernel says differs from run to run")
    sys.exit(2)
same = came == HEARD and ended == EXIT
# How many answers a kernel loses, or gives before it dies, need not be the same each time.
alike = expected != OWED and count() != OWED
if same:
    print("AS RECORDED: it is still there")
elif alike:
    print("ALIKE: again", count(), "answers to", OWED, "frames")
else:
    print("NOT AS RECORDED: something else came")
sys.exit(1 if same or alike else 0)
`;
