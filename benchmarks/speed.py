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
# Then the table is printed again, twice: for the same instructions in OpenBLAS and in PyTorch.
OLDER = {"Haswell", "Zen"}
HELD = {  # what holds PyTorch to AVX2, as they have it
    "ATEN_CPU_CAPABILITY": "avx2",
    "MKL_ENABLE_INSTRUCTIONS": "AVX2",
    "ONEDNN_MAX_CPU_ISA": "AVX2",
}
LED = {"OPENBLAS_CORETYPE": "SkylakeX"}  # what leads OpenBLAS to AVX-512


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


def again(said: str, environment: dict[str, str]) -> None:
    """Print the table as it is in another environment."""
    print(said, flush=True)
    module = [sys.executable, "-m", "benchmarks.speed"]
    subprocess.run(module, env={**os.environ, **environment}, check=True)


if __name__ == "__main__":
    installed = torch_works.installed()
    # An OpenBLAS that lacks what it is led to takes the older instructions again.
    first = not any(given.items() <= os.environ.items() for given in (HELD, LED))
    table(installed)
    if not installed:
        print("PyTorch is not installed (group `rivals`): its column is left out.")
    used = kernels()
    print(f"Matrix products by OpenBLAS for: {', '.join(sorted(used))}.")
    if installed and first and used and used <= OLDER:
        again("These use AVX2. Again, with PyTorch held to AVX2, too:", HELD)
        if torch_works.has_avx512():
            again("And again, with AVX-512 in both:", LED)
