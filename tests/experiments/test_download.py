"""Downloads from a server on this machine that can lose the connection or send wrong bytes."""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from experiments.download import fetch
from studyreport.problems import StudyReportError

CONTENT = bytes(range(256)) * 2000  # several chunks


@dataclass
class Site:
    """What the server does with the next requests, and what it was asked for."""

    address: str = ""
    content: bytes = CONTENT
    losses: list[int] = field(default_factory=list)  # after so many bytes the connection is lost
    ranges: bool = True
    ranges_asked: list[str | None] = field(default_factory=list)


class Handler(BaseHTTPRequestHandler):
    site: Site

    def do_GET(self) -> None:
        asked = self.headers["Range"]
        self.site.ranges_asked.append(asked)
        start = int(asked.removeprefix("bytes=").removesuffix("-")) if asked else 0
        if self.path != "/file":
            self.send_error(404)
        elif not self.site.ranges or not start:
            self.send(200, 0)
        elif start >= len(self.site.content):
            self.send_error(416)
        else:
            self.send(206, start)

    def send(self, status: int, start: int) -> None:
        body = self.site.content[start:]
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        if status == 206:
            whole = len(self.site.content)
            self.send_header("Content-Range", f"bytes {start}-{whole - 1}/{whole}")
        self.end_headers()
        self.wfile.write(body[: self.site.losses.pop(0)] if self.site.losses else body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    handler = type("OwnHandler", (Handler,), {"site": site})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        site.address = f"http://127.0.0.1:{server.server_port}/file"
        thread = threading.Thread(target=partial(server.serve_forever, poll_interval=0.01))
        thread.start()
        yield site
        server.shutdown()
        thread.join()


def genuine(path: Path) -> None:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != hashlib.sha256(CONTENT).hexdigest():
        raise ValueError(f"{digest[:8]} found, another SHA-256 expected.")


def get(target: Path, *addresses: str) -> None:
    fetch(addresses, target, genuine, "Do without it.")


def test_a_whole_file(site: Site, tmp_path: Path) -> None:
    target = tmp_path / "new" / "folder" / "file"
    get(target, site.address)
    assert target.read_bytes() == CONTENT
    assert site.ranges_asked == [None]
    assert not target.with_name("file.part").exists()


def test_a_file_that_is_there_is_not_asked_for(site: Site, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(CONTENT)
    get(tmp_path / "file", site.address)
    assert site.ranges_asked == []


def test_a_lost_connection_is_taken_up_again(site: Site, tmp_path: Path) -> None:
    site.losses = [300_000]
    get(tmp_path / "file", site.address)
    assert (tmp_path / "file").read_bytes() == CONTENT
    assert site.ranges_asked == [None, "bytes=300000-"]


def test_the_next_run_goes_on_where_this_one_was_broken_off(site: Site, tmp_path: Path) -> None:
    site.losses = [100_000, 50_000]
    with pytest.raises(StudyReportError, match="lost after 150,000 of 512,000 bytes"):
        get(tmp_path / "file", site.address)
    assert (tmp_path / "file.part").read_bytes() == CONTENT[:150_000]
    assert not (tmp_path / "file").exists()
    get(tmp_path / "file", site.address)
    assert (tmp_path / "file").read_bytes() == CONTENT
    assert site.ranges_asked == [None, "bytes=100000-", "bytes=150000-"]


def test_a_server_that_knows_no_ranges(site: Site, tmp_path: Path) -> None:
    site.ranges, site.losses = False, [100_000]
    get(tmp_path / "file", site.address)
    assert (tmp_path / "file").read_bytes() == CONTENT


@pytest.mark.parametrize("length", [len(CONTENT), len(CONTENT) + 7])
def test_a_part_that_is_not_a_part_is_thrown_away(site: Site, tmp_path: Path, length: int) -> None:
    (tmp_path / "file.part").write_bytes(bytes(length))
    get(tmp_path / "file", site.address)
    assert (tmp_path / "file").read_bytes() == CONTENT
    assert site.ranges_asked == [f"bytes={length}-", None]


def test_a_wrong_part_is_thrown_away_and_all_asked_for_anew(site: Site, tmp_path: Path) -> None:
    (tmp_path / "file.part").write_bytes(b"something else")
    get(tmp_path / "file", site.address)
    assert (tmp_path / "file").read_bytes() == CONTENT
    assert site.ranges_asked == ["bytes=14-", None]


def test_a_wrong_file_is_refused_and_not_kept(site: Site, tmp_path: Path) -> None:
    site.content = b"<html>another file</html>"
    with pytest.raises(StudyReportError) as caught:
        get(tmp_path / "file", site.address)
    message = str(caught.value)
    assert message.startswith(f"{tmp_path}/file: could not be downloaded. {site.address}: ")
    assert "another SHA-256 expected" in message
    assert message.endswith("Do without it.")
    assert [path.name for path in tmp_path.iterdir()] == ["file.lock"]


def test_the_next_address_helps_out(site: Site, tmp_path: Path) -> None:
    get(tmp_path / "file", site.address + "/not-here", site.address)
    assert (tmp_path / "file").read_bytes() == CONTENT


def test_offline_the_error_says_what_to_do(tmp_path: Path) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        address = f"http://127.0.0.1:{server.server_port}/file"  # closed again below
    with pytest.raises(StudyReportError) as caught:
        get(tmp_path / "file", address, "ftp://127.0.0.1/file")
    pattern = (
        rf"{re.escape(str(tmp_path))}/file: could not be downloaded\. {address}: .*refused.*; "
        r"ftp://127\.0\.0\.1/file: ftp://127\.0\.0\.1/file is no web address\. Do without it\."
    )
    assert re.fullmatch(pattern, str(caught.value))


def test_two_at_once_download_once(site: Site, tmp_path: Path) -> None:
    threads = [
        threading.Thread(target=get, args=(tmp_path / "file", site.address)) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (tmp_path / "file").read_bytes() == CONTENT
    assert site.ranges_asked == [None]
