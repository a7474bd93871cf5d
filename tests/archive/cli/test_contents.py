"""The words of the commands agree with their work, and neither help nor completion waits for it."""

from __future__ import annotations

import inspect
import subprocess
import sys
from typing import TYPE_CHECKING, get_args

import click
import pytest

from archive.cli.command import Command, named
from archive.cli.contents.listings import STATES, VERDICTS
from archive.cli.main import CONTENTS
from archive.model import State, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

SLOW = {"sqlalchemy", "lxml", "trafilatura", "warcio", "starlette", "langdetect", "scrapy"}
# Asks every command for its help in one process, and tells what that imported.
ALL_HELP = """
import sys
from archive.cli.main import CONTENTS, kalla
for name in ("", *(name for section in CONTENTS.values() for name in section)):
    kalla([*name.split(), "--help"], standalone_mode=False)
print(*sys.modules, file=sys.stderr)
"""


def all_commands() -> Iterator[Command]:
    for section in CONTENTS.values():
        for command in section.values():
            found = command.commands.values() if isinstance(command, click.Group) else [command]
            yield from (one for one in found if isinstance(one, Command))


def test_no_help_imports_what_only_the_work_needs() -> None:
    done = subprocess.run([sys.executable, "-c", ALL_HELP], capture_output=True, text=True, check=True)  # noqa: S603
    imported = {name.partition(".")[0] for name in done.stderr.split()}
    assert "click" in imported
    assert imported & SLOW == set()


def test_what_a_command_makes_is_collected_again() -> None:
    program = (
        "import gc; from archive.cli.command import named; named('archive.collection:Collection'); "
        "print(gc.isenabled(), gc.get_freeze_count() > 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout == "True True\n"


@pytest.mark.parametrize("command", list(all_commands()), ids=lambda command: str(command.name))
def test_the_work_takes_what_the_words_give(command: Command) -> None:
    work = inspect.signature(named(command.place))
    given = {param.name: None for param in command.params if param.expose_value and param.name}
    work.bind(**given)


def test_every_verdict_can_be_chosen() -> None:
    assert get_args(Verdict) == VERDICTS


def test_every_state_can_be_chosen() -> None:
    assert sorted(get_args(State)) == sorted(STATES)
