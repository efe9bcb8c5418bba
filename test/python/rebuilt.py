"""Writes what the exporter says of types that were made of a snapshot: its name is the argument."""

import json
import os
import sys

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "..", "python"))
from export_schema import Walker
from types_of_schema import TypesOf

with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
made = TypesOf(schema)
walker = Walker()
frames = [frame for channel in schema["channels"] for frame in channel["envelope"]]
bodies = [walker.walk(made.python(frame["type"]), "body") for frame in frames]
if schema["startup"] is not None:
    walker.walk(made.python(schema["startup"]["type"]), "startup")
json.dump({"bodies": bodies, "types": walker.named_records()}, sys.stdout)
