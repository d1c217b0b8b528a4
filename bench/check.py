"""How fast the checks are: `python bench/check.py [N …]` (default 100 1000).

Prints CPU seconds and peak memory of `readout check` on invented briefings of N articles, cold and
again unchanged, each in a process of its own, and on this project's own seeds. Figures of one run
compare; machines are noisy, so read the ratios.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from invent import invent

COMMAND = [sys.executable, "-m", "generator", "check", "--format", "json", "--seeds"]


def run(seeds: Path, cache: Path) -> tuple[float, float, float]:
    """Check once; give wall seconds, CPU seconds and peak memory so far in MB."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(
        [*COMMAND, seeds],
        env=os.environ | {"XDG_CACHE_HOME": str(cache)},
        stdout=subprocess.DEVNULL,
        check=False,
    )
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, cpu, after.ru_maxrss / 1024


def main() -> None:
    """Print a row for each size."""
    print(
        f"{'articles':>9} {'run':>6} {'wall s':>8} {'cpu s':>8} {'ms/article':>11} {'peak MB':>8}"
    )
    with tempfile.TemporaryDirectory() as folder:
        sizes = [int(word) for word in sys.argv[1:]] or [100, 1000]
        places = {0: Path("seeds")}
        for size in sizes:
            places[size] = Path(folder, str(size))
            invent(size, places[size])
        for size, seeds in places.items():
            for name in ("cold", "again"):
                wall, cpu, peak = run(seeds, Path(folder, "cache"))
                each = f"{1000 * cpu / size:11.2f}" if size else f"{'(Geneva)':>11}"
                print(f"{size or 1:9} {name:>6} {wall:8.2f} {cpu:8.2f} {each} {peak:8.0f}")


if __name__ == "__main__":
    main()
