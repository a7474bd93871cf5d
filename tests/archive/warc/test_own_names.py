"""Names of our own."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from archive.warc.own_names import OwnKind, kind_and_key, own_name

DOCS = Path(__file__).resolve().parents[3] / "docs" / "archive-format.md"


def test_every_kind_of_name_is_in_the_documentation() -> None:
    assert set(re.findall(r"`urn:kalla:([a-z-]+):ID`", DOCS.read_text("utf-8"))) == set(get_args(OwnKind))


def test_kind_and_key_are_read_from_a_name() -> None:
    assert kind_and_key(own_name("rendering", "00ff")) == ("rendering", "00ff")
    assert kind_and_key(own_name("learned"))[0] == "learned"
    assert kind_and_key("urn:uuid:00ff")[0] is None
