"""What a marimo publishes of its messages, as one JSON document: argv[1] names it."""

import json
import pathlib
import subprocess
import sys

import marimo
import msgspec
import yaml

PLACE = pathlib.Path(marimo.__file__).parent / "_schemas" / "generated" / "notifications.yaml"


def published(name: str) -> object:
    if name == "openapi":
        command = [sys.executable, "-m", "marimo", "development", "openapi"]
        return yaml.safe_load(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    if name == "notifications":
        return yaml.safe_load(PLACE.read_text())
    from marimo._ipc.types import KernelArgs
    from marimo._messaging.notification import NotificationMessage
    from marimo._runtime.commands import CommandMessage

    types = {"Command": CommandMessage, "Notification": NotificationMessage, "Start": KernelArgs}
    schemas, components = msgspec.json.schema_components(types.values(), ref_template="#/$defs/{name}")
    return {"$defs": {**components, **dict(zip(types, schemas))}}


json.dump(published(sys.argv[1]), sys.stdout)
