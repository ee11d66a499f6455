"""Mend in data files what is certain to be a slip: bytes in, mended bytes and every change out.

Believes a cure only when the file then reads better and all that could be read before is unchanged; asks nobody."""

from generator.repair.mending import Repair, remaining, repair
from generator.repair.originals import Originals, put_in_place
from generator.repair.sheet import Change

__all__ = ["Change", "Originals", "Repair", "put_in_place", "remaining", "repair"]
