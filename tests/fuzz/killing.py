"""Kill commands at moments chosen by chance, and see that the next one finds all old or all new.

Half of the moments are changes to the disk, counted; half are plain time, so that nothing depends on what is counted."""

from __future__ import annotations

import os
import traceback

from tests.faults import KILL, TIMER, runner
from tests.fuzz.mutations import seeded
from tests.fuzz.watching import Tried
from tests.survival import ORDEALS, course, survives

MOMENTS = 300
"""So many commands are killed in one run."""
LONGEST = 1_500_000
"""Microseconds; a build of the small project takes some more on a busy machine."""


def kill_at_random(seed: str, moments: int) -> Tried:
    """Kill so many commands; what they broke stands among what was found, with how to do it again."""
    tried, chance = Tried(), seeded(seed)
    if not hasattr(os, "fork"):
        return tried
    with runner() as hurt:
        while tried.inputs < moments:
            path = course(chance.choice(list(ORDEALS)), hurt)
            fault = chance.choice((KILL, TIMER))
            at = chance.randrange(1, path.count + 2) if fault == KILL else chance.randrange(LONGEST)
            if fault == TIMER and path.ordeal.name != "build":
                at //= 12
            two_renames = chance.random() < 0.5
            try:
                run = survives(path, hurt, at, fault=fault, two_renames=two_renames)
            except AssertionError as error:
                frame = traceback.extract_tb(error.__traceback__)[-1]
                how = f"{path.ordeal.name} {fault} {at}{' two renames' if two_renames else ''}"
                tried.found.setdefault(f"{frame.name}:{frame.lineno} {str(error)[:200]}", how)
                tried.inputs += 1
            else:
                tried.inputs += run.killed
    return tried
