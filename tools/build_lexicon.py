"""Make the word list that the analyzer maps into memory, from the OpenTaal list and our own words.

Run it after a change of `words.txt` or `keep.txt` in `src/samenwijzer/search/data`; a test says when it was
forgotten. Needs no server and no database.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from samenwijzer.search.analyzer.lexicon import LEXICON, build_lexicon


def main() -> None:
    """Write the trie and say how large it is."""
    build_lexicon().save(str(LEXICON))
    print(f"{LEXICON.name}: {LEXICON.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
