"""Every outlet there is: each module of this package that exports `OUTLET`, so a new one needs no list."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from archive.errors import WrongUsage
from archive.outlets.address import address_parts
from archive.outlets.outlet import Aggregator, Outlet
from archive.outlets.vietnamvn import AGGREGATOR

if TYPE_CHECKING:
    from collections.abc import Iterator


@cache
def all_outlets() -> tuple[Outlet, ...]:
    """All outlets in the order of their names."""
    return tuple(sorted(_exported(), key=lambda outlet: outlet.name))


def all_sites() -> tuple[Outlet | Aggregator, ...]:
    """All outlets and the aggregator: everything that may be fetched."""
    return (*all_outlets(), AGGREGATOR)


def outlet_named(name: str) -> Outlet:
    """The outlet of that name; WrongUsage where there is none."""
    for outlet in all_outlets():
        if outlet.name == name:
            return outlet
    known = ", ".join(outlet.name for outlet in all_outlets())
    raise WrongUsage(f"no outlet is called {name!r}; there are {known}")


def outlet_for_host(host: str) -> Outlet | None:
    """The outlet whose pages that host serves, in any spelling of the case; None for every other host."""
    return next((outlet for outlet in all_outlets() if host.lower() in outlet.hosts), None)


def outlet_for_url(url: str) -> Outlet | None:
    """The outlet that serves a URL; None for every other host."""
    return outlet_for_host(address_parts(url).hostname or "")


def _exported() -> Iterator[Outlet]:
    package = import_module("archive.outlets")
    for module in pkgutil.iter_modules(package.__path__, "archive.outlets."):
        outlet = getattr(import_module(module.name), "OUTLET", None)
        if isinstance(outlet, Outlet):
            yield outlet
