"""Readable code, the fast engine, PyTorch if it is there, and the floor; one thread.

The floor is the time that the work's sums of products alone would take at the rate at which this
machine multiplies two large float32 matrices in the same minutes.
"""

from __future__ import annotations

import os
import subprocess
import sys

from threadpoolctl import threadpool_info, threadpool_limits

from benchmarks import torch_works
from benchmarks.works import Work, works
from experiments.timing import SIZE, floor, medians, product

COLUMNS = ("readable", "fast", "PyTorch")
# OpenBLAS does not know every processor, and may multiply by older instructions than this one has.
OLDER = {"Haswell", "Zen"}
HELD = {  # what holds PyTorch to the same ones
    "ATEN_CPU_CAPABILITY": "avx2",
    "MKL_ENABLE_INSTRUCTIONS": "AVX2",
    "ONEDNN_MAX_CPU_ISA": "AVX2",
}


def row(work: Work) -> str:
    """Return one line of the table: all times as multiples of the floor."""
    seconds = medians({"product": product()} | work.actions, work.repeats)
    least = floor(work.flops, seconds["product"])
    ratios = [f"{seconds[name] / least:10.2f}" for name in COLUMNS if name in seconds]
    rate = 2 * SIZE**3 / seconds["product"] / 1e9
    return f"{work.title:16}{''.join(ratios)}{least * 1000:12.2f} ms{rate:10.0f} GFLOP/s"


def table(with_torch: bool) -> None:
    """Print a line for each work."""
    shown = COLUMNS if with_torch else COLUMNS[:2]
    with threadpool_limits(1):
        others = torch_works.actions() if with_torch else {}
        print("Times as multiples of the floor, one thread:")
        print(f"{'':16}{''.join(f'{name:>10}' for name in shown)}{'floor':>15}{'product':>18}")
        for work in works():
            if work.title in others:
                work.actions["PyTorch"] = others[work.title]
            print(row(work), flush=True)


def kernels() -> set[str]:
    """Return for which processors OpenBLAS has chosen its products."""
    return {str(one.get("architecture")) for one in threadpool_info()} - {"None"}


if __name__ == "__main__":
    installed, held = torch_works.installed(), HELD.items() <= os.environ.items()
    table(installed)
    if not installed:
        print("PyTorch is not installed (group `rivals`): its column is left out.")
    used = kernels()
    if not held:
        print(f"Matrix products by OpenBLAS for: {', '.join(sorted(used))}.")
    if installed and not held and used and used <= OLDER:
        print("These use AVX2. Again, with PyTorch held to AVX2, too:", flush=True)
        again = [sys.executable, "-m", "benchmarks.speed"]
        subprocess.run(again, env={**os.environ, **HELD}, check=True)
