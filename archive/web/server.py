"""Runs the browser's server on loopback: one process, a port for each origin, until it is interrupted."""

from __future__ import annotations

import socket
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

import uvicorn

from archive.errors import WrongUsage
from archive.web.app import ByPort, guarded_apps
from archive.web.site import Site
from archive.web.templating import templates

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from archive.collection import Collection

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`port` 0 takes a free one; the archived bytes and the player always get free ones of their own."""

    port: int
    read_only: bool = False
    replay_folder: Path | None = None


def serve(collection: Collection, options: Options, ready: Callable[[Site], None]) -> None:
    """Serve until interrupted; `ready` is called once requests would be answered.

    Raises WrongUsage where there is no such collection or the port is taken, CatalogMismatch.
    """
    with ExitStack() as opened:
        engine = collection.existing_catalog()
        opened.callback(engine.dispose)
        wanted = [options.port, 0, *([0] if options.replay_folder else [])]
        sockets = [opened.enter_context(_listening(port)) for port in wanted]
        origin, replay_origin, *player = (f"http://{LOOPBACK}:{one.getsockname()[1]}" for one in sockets)
        site = Site(
            collection=collection,
            engine=engine,
            templates=templates(),
            origin=origin,
            replay_origin=replay_origin,
            player_origin=player[0] if player else None,
            read_only=options.read_only,
        )
        app = ByPort(guarded_apps(site, options.replay_folder))
        # All answer from here on: what comes before the loop runs waits in the sockets' queues.
        ready(site)
        config = uvicorn.Config(
            app, lifespan="off", ws="none", log_level="warning", server_header=False, proxy_headers=False
        )
        uvicorn.Server(config).run(sockets=sockets)


def _listening(port: int) -> socket.socket:
    try:
        return socket.create_server((LOOPBACK, port), backlog=64)
    except OSError as error:
        raise WrongUsage(f"port {port} cannot be had ({error.strerror}): name another with --port") from error
