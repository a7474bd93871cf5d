"""Real texts are not the project's to ship: tests read them where they lie beside it, or skip."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BESIDE = ROOT.parent / "shared"
PAGES, SEEDS = BESIDE / "data" / "pages", BESIDE / "seeds"


def needs(folder: Path) -> pytest.MarkDecorator:
    """Skip where the folder is not there."""
    reason = (
        f"real texts are not part of the repository, and none lie in ../{folder.relative_to(ROOT.parent)}"
    )
    return pytest.mark.skipif(not folder.is_dir(), reason=reason)
