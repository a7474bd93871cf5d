"""Finds the article's node in a page's JSON-LD, which is often not quite JSON."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from archive.text.tree import as_seen, select

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from lxml.etree import _Element as Element

    from archive.model import Json

LONGEST_SCRIPT = 500_000  # 5 MB of JSON-LD take 700 MB of memory as Python values
SHARED_WORDS = 0.5  # of the shorter of two headlines
ARTICLE = re.compile(r"(?:\w*Article|\w*Posting|\w*Report\w*)")
WRAPPING = re.compile(r"^(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|(?://\s*)?\]\]>)(?:\s*;)?$")
TRAILING_COMMA = re.compile(r",\s*(?=[}\]])")


def article_node(page: Element, titles: Collection[str] = ()) -> Mapping[str, Json]:
    """The first node whose type is an article's and whose headline is of the titles; empty where none is.

    A page may state the articles it links to in the same way. A headline is often shortened or reworded for
    search engines, so half of its words are enough.
    """
    for script in select(page, "script"):
        if script.get("type", "").strip().lower() == "application/ld+json":
            for node in _nodes(_parsed(script.text or "")):
                if any(ARTICLE.fullmatch(name) for name in strings(node.get("@type"))) and _is_of(
                    node, titles
                ):
                    return node
    return {}


def _is_of(node: Mapping[str, Json], titles: Collection[str]) -> bool:
    headlines = strings(node.get("headline"))
    if not headlines or not titles:
        return True
    words = [set(as_seen(text).casefold().split()) for text in titles]
    stated = [set(as_seen(text).casefold().split()) for text in headlines]
    return any(
        len(one & other) >= SHARED_WORDS * min(len(one), len(other)) for one in words for other in stated
    )


def strings(value: Json) -> list[str]:
    """The strings in a value that may be one, a list of them, or nodes with a `name`."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return strings(value.get("name"))
    if isinstance(value, list):
        return [text for item in value if not isinstance(item, list) for text in strings(item)]
    return []


def _parsed(text: str) -> Json:
    text = WRAPPING.sub("", text[: LONGEST_SCRIPT + 1].strip())
    if len(text) > LONGEST_SCRIPT:
        return None
    for attempt in (text, TRAILING_COMMA.sub("", text)):
        try:
            parsed: Json = json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
        return parsed
    return None


def _nodes(value: Json) -> Iterator[dict[str, Json]]:
    """Top-level nodes and those of a graph; an article that another node mentions is another article."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            yield from (node for node in graph if isinstance(node, dict)) if isinstance(graph, list) else ()
