"""Put the stages in a row: load, validate, decide the pages, render, write.

The one place that knows the whole way; `cli` and `plugin` call it and show what comes back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from weakref import WeakKeyDictionary

from generator.checks import check_completeness
from generator.facts import write_facts
from generator.gate.pages import PageCache, check_pages, read_pages
from generator.gate.records import contacts, public_texts
from generator.gate.site import Known, known_of
from generator.gate.telling import Finding
from generator.health.attachments import check_attachments
from generator.health.footer import check_footer
from generator.health.freshness import check_freshness
from generator.health.links import check_links, check_pictures
from generator.inside import links_out
from generator.load import FileCache, Loaded, load_data, load_handwritten, load_pages
from generator.model import Showcase
from generator.output import load_manifest, write_pages
from generator.pages import SITE_MAP, showcase_pages, showcase_pictures, site_map_page
from generator.photos import Camera, Track, place_photos, placed_photos
from generator.pictures import Picture
from generator.problems import Problem, sort_problems, stops_building, stops_publishing
from generator.project import Project
from generator.render import Page, Renderer, make_environment
from generator.schema import Record
from generator.schema.kinds import WAIVER
from generator.schema.media import media_of
from generator.validate import Alone, told_of_drafts, validate
from generator.wording import Wordings

ABOUT_PEOPLE = ("private-", "minor-")
"""How the codes of what must not be known of a person begin."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run found and did. `written` and `removed` are uris below content/."""

    problems: tuple[Problem, ...] = ()
    pages: int = 0
    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    site_name: str | None = None
    site_url: str | None = None
    pictures: tuple[Picture, ...] = ()
    """What the site is shared with; drawn into the built site, not into content/."""
    known: Known = field(default_factory=Known)
    """What of the site's words has been answered for, so that its last reader need not ask again."""
    waivers: tuple[Record, ...] = ()

    @property
    def stopped(self) -> bool:
        """Tell whether an 错误 kept anything from being written."""
        return stops_building(self.problems)

    @property
    def unfit(self) -> bool:
        """Tell whether an 错误 or a 拦截 keeps the site from being published."""
        return stops_publishing(self.problems)


@dataclass(slots=True)
class Generator:
    """Checks and generates a project again and again; remembers what did not change in between."""

    project: Project
    track: Track | None = None
    """Shows how far the developing of photos is."""
    handbook: bool = False
    """Whether the site map leads to the staff's handbook, too."""
    files: FileCache = field(default_factory=FileCache)
    renderer: Renderer = field(init=False)
    checked: WeakKeyDictionary[Record, Alone] = field(default_factory=WeakKeyDictionary)
    gaps: WeakKeyDictionary[Record, tuple[Problem, ...]] = field(default_factory=WeakKeyDictionary)
    pages: PageCache = field(default_factory=PageCache)
    wordings: Wordings = field(default_factory=Wordings)
    today: date | None = None
    """The day that freshness is told of; without one nothing is."""
    camera: Camera = field(init=False)
    known: Known = field(default_factory=Known)
    waivers: tuple[Record, ...] = ()

    def __post_init__(self) -> None:
        self.camera = Camera(self.project, self.track)
        self.renderer = Renderer(make_environment(self.project.state / "cache" / "templates"))

    def check(self) -> tuple[Showcase | None, tuple[Problem, ...]]:
        """Return the Showcase, None when an 错误 was found, and every problem of the data."""
        loaded = load_data(self.project, self.files)
        wanted = (name for record in loaded.records for _, name in media_of(record.entity))
        album = self.camera.album(loaded.media, wanted)
        made = load_manifest(self.project).pages
        ours = {*made, *placed_photos(self.project)}
        written = check_pages(self.project, ours, self.pages)
        showcase, problems = validate(loaded.records, album, loaded.unread, self.checked, written)
        self._remember(loaded.records, written, ours)
        found = [*loaded.problems, *album.problems, *problems]
        if showcase is not None:
            found += check_completeness(loaded.records, showcase, self.gaps)
        # The advice shows lines as they are, which for a number that must not get out would be too much.
        secret = {problem.where.file for problem in found if problem.code.startswith(ABOUT_PEOPLE)}
        found += [note for note in self._advice(loaded, showcase, made) if note.where.file not in secret]
        found = told_of_drafts(found, loaded.records)
        return None if stops_building(found) else showcase, sort_problems(found)

    def records(self) -> tuple[Record, ...]:
        """Return the records as the last check read them, drafts and what is no page among them."""
        return load_data(self.project, self.files).records

    def _advice(self, loaded: Loaded, showcase: Showcase | None, made: Collection[str]) -> list[Problem]:
        """Return what could be better and stops nothing; `made` are the uris of generated pages."""
        pages = list(load_pages(self.project, made))
        found = [*self.wordings.check(loaded.records), *self.wordings.check_pages(pages)]
        found += [*check_pictures(pages), *check_attachments(self.project, made)]
        found += check_footer(loaded.records)
        if showcase is not None:
            uris = {file.removeprefix("content/") for _, file, _ in pages}
            found += check_links(loaded.records, showcase, uris)
            found += check_freshness(showcase, self.today) if self.today else ()
        return found

    def _remember(self, records: Sequence[Record], written: Iterable[Finding], ours: Collection[str]) -> None:
        """Keep what has been found, waived or not; of a draft nothing is on the site, so nothing is known.

        `ours` are the uris of what nobody wrote by hand."""
        public = [record for record in records if not record.is_draft and record in self.checked]
        found = [one for record in public for one in self.checked[record].findings]

        def read() -> Iterable[str]:
            return chain(chain.from_iterable(map(public_texts, records)), read_pages(self.project, ours))

        self.known = known_of([*found, *written], contacts(records), read)
        self.waivers = tuple(record for record in records if record.kind is WAIVER)

    def generate(self) -> Outcome:
        """Write content/ from data/; expected faults come back as problems, and then nothing is written."""
        showcase, problems = self.check()
        if showcase is None:
            return Outcome(problems)
        if found := [
            problem
            for folder in (self.project.content, self.project.overrides)
            for problem in links_out(folder, self.project.root)
        ]:
            return Outcome(sort_problems([*problems, *found]))
        pages = self._render(showcase)
        written, found = write_pages(self.project, pages)
        if not found:
            found = place_photos(self.project, (shot.files for shot in showcase.shots()))
        if not found:
            found = write_facts(self.project, showcase.site)
        return Outcome(
            problems=sort_problems([*problems, *found]),
            pages=sum(page.uri.endswith(".md") for page in pages),
            written=written.written,
            removed=written.removed,
            site_name=showcase.site.name,
            site_url=showcase.site.url,
            pictures=tuple(showcase_pictures(showcase)),
            known=self.known,
            waivers=self.waivers,
        )

    def _render(self, showcase: Showcase) -> list[Page]:
        recipes = list(showcase_pages(showcase))
        ours = {recipe.uri for recipe in recipes} | load_manifest(self.project).pages.keys() | {SITE_MAP}
        handwritten = load_handwritten(self.project, ours, handbook=self.handbook)
        recipes.append(site_map_page(showcase, handwritten))
        return self.renderer.render(recipes)
