"""Work is done beside the answers, and an old result is not shown where a new one is near."""

from __future__ import annotations

import time
from datetime import timedelta

from archive.web.background import Background


def test_a_new_result_is_waited_for_though_there_is_an_old_one() -> None:
    results = iter(range(3))

    def work() -> int:
        time.sleep(0.05)
        return next(results)

    counting = Background(work, kept=timedelta(0))
    assert [counting.latest(wait=60) for _ in range(3)] == [0, 1, 2]
