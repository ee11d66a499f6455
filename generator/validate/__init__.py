"""Hold the records against each other and make the Showcase of them.

Takes all records, gives a Showcase (when nothing stops it) and every Problem between them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, MutableMapping
from dataclasses import dataclass

from generator.gate.records import check_record, contacts
from generator.gate.telling import Finding, is_allowed
from generator.model import Showcase
from generator.photos import Album
from generator.problems import ERROR, Problem, Where, sort_problems, stops_building
from generator.schema.kinds import SITE, Kind
from generator.schema.parse import Record
from generator.validate.counting import check_counts
from generator.validate.drafts import drafts_last, told_of_drafts, waiting_drafts
from generator.validate.goals import check_goals
from generator.validate.honors import check_honors
from generator.validate.linking import link_records
from generator.validate.media import check_media
from generator.validate.slugs import assign_slugs
from generator.validate.waivers import apply_site_waivers, apply_waivers

__all__ = ["Alone", "apply_site_waivers", "told_of_drafts", "validate"]


@dataclass(frozen=True, slots=True)
class Alone:
    """What was found in one record by itself: problems, and what must not be published."""

    problems: tuple[Problem, ...]
    findings: tuple[Finding, ...]


Checked = MutableMapping[Record, Alone]
"""What was found in each record by itself, kept by who runs the checks again and again."""


def validate(
    records: Iterable[Record],
    album: Album | None = None,
    unread: Collection[Kind] = (),
    checked: Checked | None = None,
    pages: Iterable[Finding] = (),
) -> tuple[Showcase | None, tuple[Problem, ...]]:
    """Return the Showcase of the records and all problems between them.

    `pages` are what was found in pages that people wrote, which the same waivers are for.
    `album` is what became of the files under data/media. Of the `unread` kinds some record is missing here
    that a person did write, so nobody is told that it cannot be found. The Showcase is None on any 错误."""
    records, album = drafts_last(records), album or Album()
    slugs, problems = assign_slugs(records)
    checked = {} if checked is None else checked
    allowed = contacts(records)
    findings = list(pages)
    for record in records:
        own = checked.get(record)
        if own is None:
            own = checked[record] = Alone((*check_counts(record), *check_goals(record)), check_record(record))
        problems += own.problems
        findings += own.findings
        problems += check_media(record, album)
    problems += [one.problem for one in findings if not is_allowed(one, allowed)]
    problems += check_honors(records)
    problems += waiting_drafts(records)
    if SITE not in unread and not any(record.kind is SITE for record in records):
        hint = "新建 data/site.yml，至少写一行“名称: 网站的名称”。"
        problems.append(
            Problem("site-missing", ERROR, Where("data/site.yml"), "缺少站点文件，网站还没有名称。", hint)
        )
    showcase, found = link_records(records, slugs, album, unread)
    problems = apply_waivers(records, problems + found)
    stopped = showcase is None or stops_building(problems)
    return None if stopped else showcase, sort_problems(problems)
