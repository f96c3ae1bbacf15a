"""Writes a made-up archive of questions and answers in the layout of Stack Exchange, with known experts.

Run as `python -m benchmarks.archive FOLDER --seed 1 --mix even`. The same seed and mix give the same files:
`Posts.xml`, `Users.xml`, and `Known.json`, which says how likely each person was to give the chosen answer.

How it is made, so that nobody has to guess whether it was made to please:

- `TOPICS` topics in families of `FAMILY`. Each topic has words of its own, each family words that its topics
  share, and all topics share common words; all of them occur by Zipf's law. Nothing says what a word is.
- Most people are specialists in one to three topics; how much they answer differs by a factor of ten and
  more. Some are busy generalists: they answer many times as much, across every topic, and less well.
  Newcomers join in the last third and have answered little. A third of the people stop at some moment, and a
  quarter of the specialists take up another topic halfway.
- Who answers a question is drawn by how much he answers and how near the topic is to him. The better answer
  is chosen more often, the first a little more, and some choices are wrong. A part of the questions has none.
"""

from __future__ import annotations

import argparse
import bisect
import datetime
import itertools
import json
import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from xml.sax.saxutils import quoteattr

TOPICS, FAMILY = 40, 5
OWN_WORDS, FAMILY_WORDS, COMMON_WORDS = 80, 60, 1500
BEGIN, DAYS = datetime.datetime(2020, 1, 1), 2_190  # noqa: DTZ001 - Stack Exchange writes no zone
SKILLED, HANDY = 1.0, 0.5  # How well a specialist and a generalist answer; who is neither answers with 0.


@dataclass(frozen=True, slots=True, kw_only=True)
class Mix:
    """What an organisation looks like. Shares are of people, or of the words of a text."""

    people: int = 300
    questions: int = 4_000
    generalists: float = 0.05
    busier: float = 8.0
    newcomers: float = 0.2
    own: float = 0.22
    family: float = 0.13
    wrong: float = 0.08
    chosen: float = 0.7


MIXES = {
    "even": Mix(),
    "busy": Mix(generalists=0.08, busier=14.0),
    "quiet": Mix(generalists=0.02, busier=4.0),
    "noisy": Mix(own=0.13, family=0.15, wrong=0.2),
}


@dataclass(slots=True)
class Person:
    """What somebody knows and how much he answers. `knows` changes at `turns`."""

    id: int
    pace: float
    skill: float
    begins: float
    ends: float
    knows: dict[int, float]
    later: dict[int, float] = field(default_factory=dict)
    turns: float = 2.0

    def nearness(self, topic: int, when: float) -> float:
        """Say how near a topic is to somebody who is here at that moment, from 0 to 1."""
        if not self.begins <= when <= self.ends:
            return 0.0
        known = self.later if when >= self.turns else self.knows
        return known.get(topic, 0.001)


class Words:
    """Made-up words, drawn by Zipf's law."""

    def __init__(self, chance: random.Random, count: int, taken: set[str]) -> None:
        self.words: list[str] = []
        while len(self.words) < count:
            word = "".join(
                chance.choice(_BEGINS) + chance.choice(_VOWELS) for _ in range(chance.randint(2, 3))
            )
            word += chance.choice(_ENDS)
            if word not in taken:
                taken.add(word)
                self.words.append(word)
        self._sums = list(itertools.accumulate(1 / (rank + 2) for rank in range(count)))

    def draw(self, chance: random.Random) -> str:
        return self.words[bisect.bisect(self._sums, chance.random() * self._sums[-1])]


_BEGINS = (*"bdfghjklmnprstvwz", "br", "dr", "fl", "gr", "kl", "kr", "pl", "pr", "sl", "sp", "st", "tr", "vl")
_VOWELS = ["a", "e", "i", "o", "u", "aa", "ee", "oo", "ou", "ie"]
_ENDS = ["k", "l", "m", "n", "p", "r", "s", "t", "f", "g"]


class Archive:
    """One archive, drawn from a seed."""

    def __init__(self, mix: Mix, seed: int) -> None:
        self.mix = mix
        self.chance = random.Random(seed)  # noqa: S311 - not for secrets
        taken: set[str] = set()
        self.common = Words(self.chance, COMMON_WORDS, taken)
        self.families = [Words(self.chance, FAMILY_WORDS, taken) for _ in range(TOPICS // FAMILY)]
        self.topics = [Words(self.chance, OWN_WORDS, taken) for _ in range(TOPICS)]
        self.popular = [1 / math.sqrt(1 + rank) for rank in range(TOPICS)]
        self.chance.shuffle(self.popular)
        self.people = [self._person(number + 1) for number in range(mix.people)]

    def _person(self, number: int) -> Person:
        chance, mix = self.chance, self.mix
        kind = chance.random()
        begins, ends = chance.random() * 0.5 - 0.2, 2.0
        if chance.random() < 1 / 3:
            ends = begins + 0.2 + chance.random() * 0.8
        pace = math.exp(chance.gauss(0, 0.8))
        if kind < mix.generalists:
            everything = dict.fromkeys(range(TOPICS), 1 / TOPICS)
            return Person(number, pace * mix.busier, HANDY, begins, ends, everything)
        if kind < mix.generalists + mix.newcomers:
            begins, ends = 0.65 + chance.random() * 0.3, 2.0
        person = Person(number, pace, SKILLED, begins, ends, self._known())
        if chance.random() < 0.25:
            person.turns, person.later = 0.3 + chance.random() * 0.5, self._known()
        return person

    def _known(self) -> dict[int, float]:
        chosen = self.chance.choices(range(TOPICS), self.popular, k=self.chance.choice((1, 1, 2, 3)))
        parts = [self.chance.random() + 0.2 for _ in chosen]
        return {topic: part / sum(parts) for topic, part in zip(chosen, parts, strict=True)}

    def text(self, topics: Sequence[int], length: int) -> str:
        words = []
        for _ in range(length):
            topic, kind = self.chance.choice(topics), self.chance.random()
            if kind < self.mix.own:
                words.append(self.topics[topic].draw(self.chance))
            elif kind < self.mix.own + self.mix.family:
                words.append(self.families[topic // FAMILY].draw(self.chance))
            else:
                words.append(self.common.draw(self.chance))
        return " ".join(words)

    def rows(self) -> Iterator[tuple[dict[str, object], dict[int, float]]]:
        """Give each post, and with a question how likely each person was to give the chosen answer."""
        chance, numbers = self.chance, itertools.count(1)
        for when in sorted(chance.random() for _ in range(self.mix.questions)):
            topics = chance.choices(range(TOPICS), self.popular, k=1 if chance.random() < 0.8 else 2)
            question = next(numbers)
            asker = chance.choice(self.people).id
            draws = {
                person.id: person.pace * person.nearness(topics[0], when)
                for person in self.people
                if person.id != asker
            }
            answers = self._answers(topics, when, question, draws, numbers)
            accepted = self._chosen(topics[0], when, answers)
            yield (
                {
                    "Id": question,
                    "PostTypeId": 1,
                    **({"AcceptedAnswerId": accepted} if accepted else {}),
                    "CreationDate": _date(when),
                    "Title": self.text([*topics, topics[0]], chance.randint(5, 10)).capitalize() + "?",
                    "Body": f"<p>{self.text(topics, chance.randint(20, 60))}.</p>",
                    "OwnerUserId": asker,
                    "Tags": self._tags(topics),
                    "AnswerCount": len(answers),
                },
                self._known_of(topics[0], draws),
            )
            for row in answers:
                yield row, {}

    def _tags(self, topics: Sequence[int]) -> str:
        """Name the family mostly, the topic half of the time, and now and then something else."""
        tags = [f"familie-{topics[0] // FAMILY}"] if self.chance.random() < 0.8 else []
        if self.chance.random() < 0.5:
            tags.append(f"onderwerp-{topics[0]}")
        if self.chance.random() < 0.1:
            tags.append(f"onderwerp-{self.chance.randrange(TOPICS)}")
        return "".join(f"<{tag}>" for tag in tags)

    def _answers(
        self,
        topics: Sequence[int],
        when: float,
        question: int,
        draws: dict[int, float],
        numbers: Iterator[int],
    ) -> list[dict[str, object]]:
        left, rows, moment = dict(draws), [], when
        for _ in range(1 + min(4, int(self.chance.expovariate(1.1)))):
            people = [person for person, weight in left.items() if weight > 0]
            if not people:
                break
            person = self.chance.choices(people, [left[one] for one in people])[0]
            del left[person]
            moment += self.chance.expovariate(1) / DAYS
            rows.append(
                {
                    "Id": next(numbers),
                    "PostTypeId": 2,
                    "ParentId": question,
                    "CreationDate": _date(moment),
                    "Body": f"<p>{self.text(topics, self.chance.randint(15, 70))}.</p>",
                    "OwnerUserId": person,
                }
            )
        return rows

    def _chosen(self, topic: int, when: float, answers: Sequence[dict[str, object]]) -> int:
        if not answers or self.chance.random() > self.mix.chosen:
            return 0
        if self.chance.random() < self.mix.wrong:
            return int(str(self.chance.choice(answers)["Id"]))
        marks = {}
        for place, row in enumerate(answers):
            person = self.people[int(str(row["OwnerUserId"])) - 1]
            knows = person.skill if person.nearness(topic, when) > 0.005 else 0.0
            marks[int(str(row["Id"]))] = 2 * knows + self.chance.gauss(0, 1) + (0.4 if place == 0 else 0)
        return max(marks, key=lambda number: marks[number])

    def _known_of(self, topic: int, draws: dict[int, float]) -> dict[int, float]:
        """Weigh how likely somebody answers by how well he does."""
        weighed = {
            one: weight * math.exp(self.people[one - 1].skill) for one, weight in draws.items() if weight > 0
        }
        total = sum(weighed.values())
        best = sorted(weighed, key=lambda one: -weighed[one])[:50]
        return {one: round(weighed[one] / total, 5) for one in best}


def write(folder: Path, *, mix: Mix, seed: int) -> None:
    """Write an archive in a folder that is there."""
    archive = Archive(mix, seed)
    known: dict[str, dict[int, float]] = {}
    with (folder / "Posts.xml").open("w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="utf-8"?>\n<posts>\n')
        for row, experts in archive.rows():
            file.write(_row(row))
            if experts:
                known[str(row["Id"])] = experts
        file.write("</posts>\n")
    with (folder / "Users.xml").open("w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="utf-8"?>\n<users>\n')
        for person in archive.people:
            file.write(_row({"Id": person.id, "DisplayName": f"Collega {person.id}", "Reputation": 1}))
        file.write("</users>\n")
    (folder / "Known.json").write_text(json.dumps(known), encoding="utf-8")


def _row(values: dict[str, object]) -> str:
    return "  <row " + " ".join(f"{key}={quoteattr(str(value))}" for key, value in values.items()) + " />\n"


def _date(when: float) -> str:
    return (BEGIN + datetime.timedelta(days=when * DAYS)).isoformat(timespec="milliseconds")


def main() -> None:
    """Write one archive."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--mix", choices=sorted(MIXES), default="even")
    parser.add_argument("--questions", type=int)
    options = parser.parse_args()
    mix = MIXES[options.mix]
    options.folder.mkdir(parents=True, exist_ok=True)
    write(
        options.folder,
        mix=replace(mix, questions=options.questions) if options.questions else mix,
        seed=options.seed,
    )


if __name__ == "__main__":
    main()
