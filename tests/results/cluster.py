"""Schedulers and workers of Dask on this machine, in processes of their own."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PATIENCE = 60.0  # seconds: what is waited for comes much sooner, unless the machine is busy


def wait_until(happened: Callable[[], object], by: subprocess.Popen[str]) -> None:
    """Wait for what the process is to bring about."""
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert by.poll() is None, "it ended before that"
        assert time.monotonic() < deadline
        time.sleep(0.02)


@contextmanager
def running(command: list[str], folder: Path, **more: Any) -> Iterator[subprocess.Popen[str]]:
    """Run a process group, and end it whatever happens."""
    with subprocess.Popen(
        command, cwd=folder, text=True, start_new_session=True, **more
    ) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


class Scheduler:
    """A scheduler that listens on loopback."""

    def __init__(self, address: str, folder: Path, process: subprocess.Popen[str]) -> None:
        self.address, self.folder, self.process = address, folder, process

    @contextmanager
    def worker(self, project: Path, *more: str) -> Iterator[subprocess.Popen[str]]:
        """Start a worker in the folder `project`; it is there once the block begins."""
        command = [sys.executable, "-m", "dask", "worker", self.address, *_HERE, "--no-nanny"]
        command += ["--nthreads", "1", "--local-directory", str(self.folder), *more]
        before = len(self._workers())
        with (
            (self.folder / "workers.log").open("a") as log,
            running(command, project, stdout=log, stderr=log) as process,
        ):
            wait_until(lambda: len(self._workers()) > before, process)
            yield process

    def wait_until_free(self) -> None:
        """Wait until no worker is left."""
        wait_until(lambda: not self._workers(), self.process)

    def _workers(self) -> dict[str, Any]:
        return asyncio.run(_workers(self.address))


_HERE = ("--host", "127.0.0.1", "--dashboard-address", "127.0.0.1:0", "--no-dashboard")


@contextmanager
def scheduler(folder: Path, **environment: str) -> Iterator[Scheduler]:
    """Start a scheduler; `environment` is added to its own."""
    file = folder / "scheduler.json"
    command = [sys.executable, "-m", "dask", "scheduler", *_HERE, "--port", "0"]
    command += ["--scheduler-file", str(file)]
    with (folder / "scheduler.log").open("w") as log:
        environment = {**os.environ, **environment}
        with running(command, folder, stdout=log, stderr=log, env=environment) as process:
            wait_until(lambda: _address(file), process)
            yield Scheduler(_address(file), folder, process)


def _address(file: Path) -> str:
    try:
        return str(json.loads(file.read_text("utf-8"))["address"])
    except (FileNotFoundError, ValueError):  # not there yet, or only half
        return ""


async def _workers(address: str) -> dict[str, Any]:
    from distributed.core import rpc

    remote: Any = rpc
    async with remote(address) as there:
        found: dict[str, Any] = (await there.identity(n_workers=-1))["workers"]
        return found
