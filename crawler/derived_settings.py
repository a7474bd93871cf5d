"""Settings that follow from others, made once all are known: `-s` counts as the environment does."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from archive.outlets.registry import all_sites
from archive.outlets.web_archive import web_archive

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

WEB_ARCHIVE_DELAY = 4.0  # seconds


class DerivedSettings:
    """A Scrapy add-on; USER_AGENT and DOWNLOAD_SLOTS that a person sets stay as they are."""

    def update_settings(self, settings: BaseSettings) -> None:
        settings.set("USER_AGENT", user_agent(settings["KALLA_CONTACT"]), "addon")
        settings.set("DOWNLOAD_SLOTS", download_slots(settings["KALLA_MEMENTO"]), "addon")


def user_agent(contact: str) -> str:
    """An honest name, and whom to write to."""
    return f"Kalla/{version('kalla')} (research archive; +{contact or 'contact not set'})"


def download_slots(memento: str) -> dict[str, dict[str, float]]:
    """One request at a time for each host, and the delay that its outlet's file names. Raises WrongUsage."""
    delays = {host: site.delay for site in all_sites() for host in sorted(site.hosts)}
    if archive := web_archive(memento):
        delays[archive.host] = WEB_ARCHIVE_DELAY
    return {host: {"concurrency": 1, "delay": delay} for host, delay in delays.items()}
