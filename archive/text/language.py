"""The only home of langdetect: in which language a text is, or None where a text is too short to say.

Below 50 characters the library is wrong as often as right and certain of it, so there is no verdict. Above,
the letters and the commonest words are asked as well, and where they contradict it there is none either.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import langdetect
from langdetect import DetectorFactory, LangDetectException

if TYPE_CHECKING:
    from collections.abc import Sequence

SHORTEST_TEXT = 50
LONGEST_SAMPLE = 10_000  # the library reads no further
# With all 55 profiles a Swedish line is taken for one of its neighbours more often, five times as slowly.
PROFILES = ("sv", "vi", "en", "no", "da", "zh-cn")
OWN_NAMES = {"zh-cn": "zh"}
CERTAIN = 0.95

VIETNAMESE_LETTERS = re.compile("[ăâđơưạảấầẩẫậắằẳẵặẹẻẽềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")
SWEDISH_LETTERS = re.compile("[äö]")  # not å, which Danish and Norwegian have too
VIETNAMESE_WORDS = frozenset("và của các những được trong là cho với không có đã tại này một".split())  # noqa: SIM905
SWEDISH_WORDS = frozenset("och att är för inte från ett också när genom".split())  # noqa: SIM905


def _factory() -> DetectorFactory:
    # The library's own factory is filled at its first call, which is not safe among threads.
    factory = DetectorFactory()
    folder = Path(langdetect.__file__).parent / "profiles"
    factory.load_json_profile([(folder / name).read_text("utf-8") for name in PROFILES])
    return factory


DetectorFactory.seed = 0
FACTORY = _factory()


def language_of(text: str) -> str | None:
    """The ISO 639 code of a text (`sv`, `vi`, `en`, `no`, `da`, `zh`); None where nobody can tell."""
    text = text.strip()
    if len(text) < SHORTEST_TEXT:
        return None
    detector = FACTORY.create()
    detector.append(text[:LONGEST_SAMPLE])
    try:
        best = detector.get_probabilities()[0]
    except (LangDetectException, IndexError):  # digits, punctuation or a bare URL
        return None
    label = OWN_NAMES.get(best.lang, best.lang)
    second = language_by_letters(text)
    return label if best.prob >= CERTAIN and second in {None, label} else None


def language_by_letters(text: str) -> str | None:
    """`vi` or `sv` where letters and function words say so clearly; None for all else."""
    lower = text.lower()
    words = Counter(re.findall(r"\w+", lower))
    vietnamese = len(VIETNAMESE_LETTERS.findall(lower)) + sum(words[word] for word in VIETNAMESE_WORDS)
    swedish = len(SWEDISH_LETTERS.findall(lower)) + sum(words[word] for word in SWEDISH_WORDS)
    total = sum(words.values())
    if max(vietnamese, swedish) * 5 < total or max(vietnamese, swedish) < 3 * min(vietnamese, swedish):
        return None
    return "vi" if vietnamese > swedish else "sv"


def language_of_blocks(texts: Sequence[str]) -> str | None:
    """The language of a document: that of its long blocks, each weighed by its length.

    The whole text is asked only where no block is long enough, since a document-level verdict hides an
    untranslated third.
    """
    weights: Counter[str] = Counter()
    for text in texts:
        language = language_of(text)
        if language is not None:
            weights[language] += len(text)
    if not weights:
        return language_of(" ".join(texts))
    language, weight = weights.most_common(1)[0]
    return language if weight * 2 > weights.total() else None
