"""Runs the browser's server on loopback: one process, two ports, until it is interrupted."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING

import uvicorn

from archive.errors import WrongUsage
from archive.web.app import ByPort
from archive.web.site import Site
from archive.web.templating import templates

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from archive.collection import Collection

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`port` 0 takes a free one; the archived bytes always get a free one of their own."""

    port: int
    read_only: bool = False
    replay_folder: Path | None = None


def serve(collection: Collection, options: Options, ready: Callable[[Site], None]) -> None:
    """Serve until interrupted; `ready` is called once requests would be answered.

    Raises WrongUsage where there is no such collection or the port is taken, CatalogMismatch.
    """
    engine = collection.existing_catalog()
    with _listening(options.port) as pages, _listening(0) as replay:
        port, replay_port = pages.getsockname()[1], replay.getsockname()[1]
        site = Site(
            collection=collection,
            engine=engine,
            templates=templates(),
            origin=f"http://{LOOPBACK}:{port}",
            replay_origin=f"http://{LOOPBACK}:{replay_port}",
            read_only=options.read_only,
            replay_folder=options.replay_folder,
        )
        app = ByPort(site, port, replay_port)
        # Both answer from here on: what comes before the loop runs waits in the sockets' queues.
        ready(site)
        config = uvicorn.Config(
            app, lifespan="off", log_level="warning", server_header=False, proxy_headers=False
        )
        uvicorn.Server(config).run(sockets=[pages, replay])
    engine.dispose()


def _listening(port: int) -> socket.socket:
    try:
        return socket.create_server((LOOPBACK, port), backlog=64)
    except OSError as error:
        raise WrongUsage(f"port {port} cannot be had ({error.strerror}): name another with --port") from error
