"""Whatever happens to content/ between runs, no word of a person is lost and ours are never called theirs."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from generator.output import MANIFEST, remove_generated, write_pages
from generator.project import Project
from generator.render import Page

URIS = st.sampled_from(["index.md", "a/x.md", "a/y.md", "b/c/z.md"])
TEXTS = st.sampled_from(["one\n", "two\n", "“三”\n"])
PERSON = st.sampled_from(["mine\n", "---\nsource: data/a.yml\n---\n\nmine\n"])


class Content(RuleBasedStateMachine):
    """Runs of ours and edits of a person, in any order; `theirs` is what must be found again."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.project = Project(Path(self.folder.name))
        self.theirs: dict[str, str] = {}

    def teardown(self) -> None:
        self.folder.cleanup()

    @rule(wanted=st.dictionaries(URIS, TEXTS))
    def generate(self, wanted: dict[str, str]) -> None:
        before = self.files()
        pages = [Page(uri, text, "data/a.yml") for uri, text in wanted.items()]
        done, problems = write_pages(self.project, pages)
        if problems:
            assert {problem.where.file for problem in problems} <= {f"content/{uri}" for uri in self.theirs}
            assert self.files() == before
        else:
            assert self.files() == {**self.theirs, **wanted}
            assert not set(done.written) & set(self.theirs)
            assert write_pages(self.project, pages)[0].written == ()

    @rule(uri=URIS, text=PERSON)
    def person_writes(self, uri: str, text: str) -> None:
        path = self.project.content / uri
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        self.theirs[uri] = text

    @rule(uri=URIS)
    def person_deletes(self, uri: str) -> None:
        (self.project.content / uri).unlink(missing_ok=True)
        self.theirs.pop(uri, None)

    @rule()
    def clean(self) -> None:
        remove_generated(self.project)
        assert self.files() == self.theirs

    @rule()
    def forget_the_temporary_files(self) -> None:
        self.project.content.mkdir(exist_ok=True)
        (self.project.content / ".showcase-1.tmp").write_bytes(b"half")

    @invariant()
    def nothing_of_theirs_is_lost(self) -> None:
        assert self.theirs.items() <= self.files().items()

    def files(self) -> dict[str, str]:
        content = self.project.content
        return {
            path.relative_to(content).as_posix(): path.read_text(encoding="utf-8")
            for path in content.rglob("*.md")
            if path.name != MANIFEST
        }


Content.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
TestContent = Content.TestCase
