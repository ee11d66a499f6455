"""The looks that a visitor can choose, as the page itself is told of them."""

from __future__ import annotations

from playwright.sync_api import Page

NORMAL, LARGE = "", "large"


def set_text(page: Page, size: str) -> None:
    """Set the size of text as the switch does."""
    page.evaluate(
        "size => size ? document.documentElement.setAttribute('data-text', size)"
        " : document.documentElement.removeAttribute('data-text')",
        size,
    )


def settle(page: Page) -> None:
    """Wait until the fonts are there and the page has been laid out anew."""
    page.evaluate(
        "() => document.fonts.ready.then(() => new Promise(done =>"
        " requestAnimationFrame(() => requestAnimationFrame(() => done()))))"
    )
