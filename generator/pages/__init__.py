"""Decide which pages the site has and what each of them says.

Takes the Showcase, gives recipes for views; knows nothing of files, HTML or the theme."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import Showcase
from generator.pages.achievements import achievements_page
from generator.pages.activities import activity_index_page, activity_pages
from generator.pages.brand import brand_index_page, brand_pages
from generator.pages.feeds import feeds
from generator.pages.home import home_page, site_map_page
from generator.pages.honors import honor_wall_page
from generator.pages.parts import SITE_MAP
from generator.pages.pictures import showcase_pictures
from generator.pages.regions import region_index_page, region_pages
from generator.pages.reports import report_index_page, report_pages
from generator.pages.schools import school_index_page, school_pages
from generator.pages.timeline import timeline_page
from generator.render import Recipe

__all__ = ["SITE_MAP", "showcase_pages", "showcase_pictures", "site_map_page"]


def showcase_pages(showcase: Showcase) -> Iterator[Recipe]:
    """Yield every generated page but the site map; the section indexes are always among them, feeds last."""
    yield home_page(showcase)
    yield from brand_pages(showcase)
    yield brand_index_page(showcase)
    yield from school_pages(showcase)
    yield school_index_page(showcase)
    yield honor_wall_page(showcase)
    yield achievements_page(showcase)
    yield from activity_pages(showcase)
    yield activity_index_page(showcase)
    yield timeline_page(showcase)
    yield from report_pages(showcase)
    yield report_index_page(showcase)
    yield from region_pages(showcase)
    yield region_index_page(showcase)
    yield from feeds(showcase)
