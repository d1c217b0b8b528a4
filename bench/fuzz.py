"""Damage seed files many thousand times and check them: not one traceback is allowed.

    python bench/fuzz.py [EXAMPLES] [SEED]

Prints how many were tried, what was found in them, and the first that failed, made as small as
hypothesis can make it.
"""

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, given, seed, settings

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from mutations import Damage, Trial, damages, read_seeds  # noqa: E402


def main() -> None:
    examples = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    start = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    files = read_seeds(ROOT / "tests" / "data" / "fishing" / "seeds")
    tried = 0
    codes: Counter[str] = Counter()
    began = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(Path(folder), files)

        @seed(start)
        @settings(
            max_examples=examples,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(damage=damages(files))
        def check(damage: Damage) -> None:
            nonlocal tried
            tried += 1
            codes.update({problem.code for problem in trial.inspect(damage)} or {"none"})

        check()
    print(f"{tried:,} damaged briefings, no traceback, {time.process_time() - began:.0f} s of CPU")
    for code, count in sorted(codes.items(), key=lambda pair: pair[0][1:]):
        print(f"  {code} {count:>7,}")


if __name__ == "__main__":
    main()
