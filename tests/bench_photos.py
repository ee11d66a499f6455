"""Measure what forty photos of twelve megapixels cost, the first time and when nothing changed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.photos import Camera
from generator.project import Project
from tests.photographs import phone_photo

PHOTOS = 40
FIRST, AGAIN = 20.0, 0.3
"""Seconds."""
DISTINCT = 8


def measure_photos() -> Iterator[tuple[bool, str]]:
    """Yield a line for the first time and one for each time after, and whether it keeps to its limit."""
    with TemporaryDirectory() as folder:
        project = Project(Path(folder))
        media = dict(_photos(project.data / "media"))
        for limit, name in ((FIRST, "第一次"), (AGAIN, "没有变化时")):
            started = time.perf_counter()
            album = Camera(project).album(media, media)
            seconds = time.perf_counter() - started
            assert len(album.developed) == PHOTOS
            yield (
                seconds <= limit,
                f"{PHOTOS} 张 1200 万像素的照片，{name} {seconds:.2f} 秒（预算 {limit:.1f} 秒）",
            )


def _photos(folder: Path) -> Iterator[tuple[str, Path]]:
    """Write photos, across and upright; what stands after a JPEG's end makes each a file of its own."""
    folder.mkdir(parents=True)
    taken = [phone_photo(4000, 3000, seed, orientation=1 + 5 * (seed % 2)) for seed in range(DISTINCT)]
    for number in range(PHOTOS):
        path = folder / f"{number}.jpg"
        path.write_bytes(taken[number % DISTINCT] + bytes(number))
        yield path.name, path
