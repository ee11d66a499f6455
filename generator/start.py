"""Start the command `showcase`; Ctrl-C is answered in Chinese even while the rest is being loaded.

Imports nothing until it can catch that: the modules behind the commands take a third of a second to load."""

from __future__ import annotations

import gc
import sys

INTERRUPTED = 130


def main() -> None:
    """Load the command line and run it."""
    # What is loaded stays to the end, so looking through it for garbage only costs; `cli` turns that on again.
    gc.disable()
    try:
        from generator.cli import main as run  # noqa: PLC0415 - this is what may be interrupted
    except KeyboardInterrupt:
        sys.stderr.buffer.write(
            "\n已停止，什么都没有改动。\n".encode(sys.stderr.encoding or "utf-8", "replace")
        )
        sys.exit(INTERRUPTED)
    run()
