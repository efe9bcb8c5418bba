"""A type whose decoding ends the process."""

import os

import msgspec


class Deadly(msgspec.Struct):
    a: int

    def __post_init__(self) -> None:
        if self.a == 7:
            os._exit(7)
