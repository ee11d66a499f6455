"""Listen to a page while it is used: what it says wrong, and whom it asks."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request, Response

HERE = "127.0.0.1"
WITHOUT_NETWORK = frozenset({"data", "blob", "about"})
# Said of every answer that is a fault; the answers are looked at themselves.
ANSWERED = "Failed to load resource"


def watch(page: Page) -> list[str]:
    """Return a list that fills with the faults of a page as they happen."""
    faults: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(ANSWERED):
            faults.append(f"console {message.type}: {message.text}")

    def on_request(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in WITHOUT_NETWORK and address.hostname != HERE:
            faults.append(f"asks another host: {request.url}")

    def on_response(response: Response) -> None:
        # A visitor may well ask for a page that does not exist; a page must not ask for a missing part.
        if response.status >= 400 and not response.request.is_navigation_request():
            faults.append(f"answer {response.status}: {response.url}")

    def on_failure(request: Request) -> None:
        # A visitor who goes on to the next page ends what the last one still asked for.
        if request.failure and "ERR_ABORTED" not in request.failure:
            faults.append(f"no answer ({request.failure}): {request.url}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: faults.append(f"error: {error}"))
    page.on("request", on_request)
    page.on("requestfailed", on_failure)
    page.on("response", on_response)
    return faults
