"""`kalla` as it is called in a shell, without starting a process for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from archive.cli.main import kalla

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    Kalla = Callable[..., Result]


@pytest.fixture
def run() -> Kalla:
    """Gives a call its result: `exit_code`, `stdout`, `stderr`. Nothing is a terminal."""

    def called(*arguments: str) -> Result:
        return CliRunner().invoke(kalla, [*arguments])

    return called
