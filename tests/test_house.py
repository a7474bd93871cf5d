"""The rules of the house that no linter knows: sizes, one home for a pattern, documentation that keeps up."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import defaultdict
from functools import cache
from pathlib import Path

import click
import pytest

from archive.cli.main import CONTENTS, kalla

ROOT = Path(__file__).parents[1]
SOURCES = sorted(path for name in ("archive", "crawler") for path in (ROOT / name).rglob("*.py"))
LONGEST_FILE, LONGEST_FUNCTION = 300, 40
SHORTEST_PATTERN = 6
FORBIDDEN_NAMES = {"utils", "helpers", "common", "base", "manager", "service", "misc"}


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_no_file_is_longer_than_a_sitting() -> None:
    sizes = {named(path): path.read_text(encoding="utf-8").count("\n") for path in SOURCES}
    assert {name: size for name, size in sizes.items() if size > LONGEST_FILE} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    long = {
        f"{named(path)}:{node.lineno} {node.name}": node.end_lineno - node.lineno + 1
        for path in SOURCES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno
        if node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    }
    assert long == {}


def test_modules_are_named_by_what_they_hold() -> None:
    assert {named(path) for path in SOURCES if path.stem in FORBIDDEN_NAMES} == set()


def test_a_pattern_has_one_home() -> None:
    """Outlets are exempt: several papers have the same addresses."""
    homes: defaultdict[str, set[str]] = defaultdict(set)
    for path in SOURCES:
        if path.parent.name == "outlets":
            continue
        for node in ast.walk(tree_of(path)):
            if not isinstance(node, ast.Call) or ast.unparse(node.func) != "re.compile":
                continue
            pattern = node.args[0]
            if isinstance(pattern, ast.Constant) and len(str(pattern.value)) > SHORTEST_PATTERN:
                homes[str(pattern.value)].add(named(path))
    assert {pattern: files for pattern, files in homes.items() if len(files) > 1} == {}


def test_every_module_says_what_it_is() -> None:
    silent = {named(path) for path in SOURCES if not ast.get_docstring(tree_of(path)) and path.stat().st_size}
    assert silent == set()


def test_every_setting_of_ours_has_its_heading() -> None:
    settings = (ROOT / "crawler/settings.py").read_text(encoding="utf-8")
    documented = re.findall(r"^## (KALLA_\w+)", (ROOT / "docs/settings.md").read_text(encoding="utf-8"), re.M)
    assert sorted(documented) == sorted(set(re.findall(r"^(KALLA_\w+)", settings, re.M)))


COMMANDS = [name for section in CONTENTS.values() for name in section]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_with_an_example(name: str) -> None:
    command = kalla.get_command(click.Context(kalla), name)
    assert command is not None
    assert command.help
    if not isinstance(command, click.Group):
        assert "Example" in command.help
        assert any("--collection" in option.opts for option in command.params) or name in {"align", "match"}


def test_the_map_of_the_readme_points_to_what_is_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = readme.partition("## Map")[2]
    paths = re.findall(r"`((?:archive|crawler|tests|docs)/[^`*<]+)`", table)
    assert paths
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_bare_names_in_the_map_lie_in_a_folder_of_their_row() -> None:
    rows = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Map")[2].splitlines()
    names = {(row, name) for row in rows for name in re.findall(r"`(\w+\.py)`", row)}
    assert names
    missing = [
        name
        for row, name in names
        if not any((ROOT / folder / name).exists() for folder in re.findall(r"`([\w/]+)/[^/`]*`", row))
    ]
    assert missing == []


def test_layers_are_drawn_as_they_are_checked() -> None:
    checked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    (layers,) = (contract["layers"] for contract in checked["contracts"] if contract["type"] == "layers")
    architecture = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    drawn = architecture.partition("## Which way imports point")[2].split("```")[1].strip().splitlines()
    words = re.compile(r"\w+")
    assert [set(words.findall(line)) for line in drawn] == [set(words.findall(layer)) for layer in layers]


def test_links_in_the_documentation_lead_somewhere() -> None:
    broken = [
        f"{page.name}: {target}"
        for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md"))
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []
