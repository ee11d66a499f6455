"""What the data already offers a new record: schools, brands and regions by name, and the addresses that are taken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from generator.load import FileCache, Loaded, load_data
from generator.project import Project
from generator.schema import Kind, Record
from generator.schema.kinds import BRAND, REGION, SCHOOL, SITE
from generator.schema.types import bare_name
from generator.validate.slugs import slug_of

REFERENCES = {"学校": SCHOOL, "品牌": BRAND, "区域": REGION}
"""The keys whose values name another record."""


@dataclass(frozen=True, slots=True)
class Known:
    """The data as it is; `files` are all data files by their path below the project, read or not."""

    project: Project
    loaded: Loaded
    files: frozenset[str] = field(default_factory=frozenset)

    def records(self, kind: Kind) -> list[Record]:
        """Return the records of one kind, in the order of their files."""
        return [record for record in self.loaded.records if record.kind is kind]

    def names(self, key: str) -> list[str]:
        """Return what a reference under this key may say."""
        return list(dict.fromkeys(record.entity.name for record in self.records(REFERENCES[key])))

    def find(self, key: str, name: str) -> Record | None:
        """Return the record that a reference names, by its name, its short name or its address."""
        for record in self.records(REFERENCES[key]):
            entity = record.entity
            called = (entity.name, entity.short_name or "", slug_at(record))
            if bare_name(name) in {bare_name(each) for each in called if each}:
                return record
        return None

    def brands_of(self, school: str) -> list[str]:
        """Return the names of a school's brands; of all brands where no school is named."""
        names = {bare_name(school)}
        if found := self.find("学校", school):
            names |= {bare_name(found.entity.name), bare_name(found.entity.short_name or "")}
        return [
            record.entity.name
            for record in self.records(BRAND)
            if not school or names & {bare_name(name) for name in record.entity.schools}
        ]

    def shared(self, key: str) -> str:
        """Return the 省, 市 or 县区 that all schools and regions share; empty where they differ."""
        places = self.records(SCHOOL) + self.records(REGION)
        values = {getattr(record.entity, record.entity.keys()[key]) for record in places}
        return str(values.pop() or "") if len(values) == 1 else ""

    def taken(self, kind: Kind) -> frozenset[str]:
        """Return the addresses of a kind that are taken: those of its records, and the names of its files."""
        files = [PurePosixPath(file) for file in self.files if file.startswith(f"data/{kind.place}/")]
        slugs = {slug_at(record) for record in self.records(kind)}
        return frozenset(
            slugs | {file.stem.lower() for file in files} | {slug_of(file.stem) for file in files}
        )

    @property
    def has_site(self) -> bool:
        """Tell whether there is a site file, sound or not."""
        return f"data/{SITE.place}" in self.files


def slug_at(record: Record) -> str:
    """Return the address of a record's page."""
    return str(getattr(record.entity, "slug", None) or slug_of(PurePosixPath(record.file).stem))


def read_known(project: Project) -> Known:
    """Read what there is; a folder that is not there offers nothing."""
    if not project.data.is_dir():
        return Known(project, Loaded((), {}, ()))
    return Known(project, load_data(project, FileCache()), frozenset(_files(project)))


def _files(project: Project) -> Iterable[str]:
    return (
        project.relative(path) for path in project.data.rglob("*") if path.suffix.lower() in {".yml", ".yaml"}
    )
