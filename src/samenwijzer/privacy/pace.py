"""How much and how often one person may ask of a process; kept in its memory alone."""

from __future__ import annotations

import time
from collections import deque

# In one look: more than anybody types. What is pasted beyond it is looked at when it is saved.
MOST_CHARACTERS = 60_000
MOST_PEOPLE = 1_000  # Remembered at once; who asked longest ago is forgotten first.


class Pace:
    """At most `times` per person in `seconds`. Who is remembered is a number, and what was asked is not."""

    def __init__(self, *, times: int, seconds: float) -> None:
        self.times, self.seconds = times, seconds
        self._asked: dict[int, deque[float]] = {}

    def allows(self, person_id: int) -> bool:
        """Say whether this person may ask once more, and count it if so."""
        now = time.monotonic()
        asked = self._asked.pop(person_id, deque(maxlen=self.times))
        self._asked[person_id] = asked
        if len(self._asked) > MOST_PEOPLE:
            del self._asked[next(iter(self._asked))]
        if len(asked) == self.times and now - asked[0] < self.seconds:
            return False
        asked.append(now)
        return True


# Faster than anybody types: the browser asks after a pause, and one question at a time.
CHECKS = Pace(times=120, seconds=60)
