"""Finding text again: fences, code that is left out, words across line breaks."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.preprocessors import Preprocessor

from studyreport import project as projects
from studyreport.markdown.fences import Fence, fences, without_code
from studyreport.markdown.page import locate, page_of, watch
from studyreport.markdown.sources import Place, Source
from studyreport.problems import StudyReportError

PROSE = st.text(alphabet="ab `~\n>\t$-", max_size=80)


def test_fences_in_lists_quotations_and_within_one_another() -> None:
    text = "```a b\n1\n```\n- x\n\n    ~~~ c\n    2\n\n      3\n    ~~~\n> ```d\n> 4\n> ```\n"
    assert list(fences(text)) == [
        Fence(1, 3, 1, "a b", "1"),
        Fence(6, 10, 5, "c", "2\n\n  3"),
        Fence(11, 13, 3, "d", "4"),
    ]
    nested = "````\n```\nx\n```\n````\n"
    assert [fence.code for fence in fences(nested)] == ["```\nx\n```"]


@pytest.mark.parametrize("text", ["```a\nno end", "``` a ` b\n```", "    - ```\nx\n```", "``\n``"])
def test_what_is_no_fence(text: str) -> None:
    assert [fence.info for fence in fences(text) if fence.code] == []


@given(PROSE)
def test_without_code_keeps_every_place(text: str) -> None:
    bare = without_code(text)
    assert len(bare) == len(text)
    assert all(b in (t, "\0") for b, t in zip(bare, text, strict=True))
    assert [i for i, c in enumerate(bare) if c == "\n"] == [
        i for i, c in enumerate(text) if c == "\n"
    ]


@given(PROSE)
def test_every_fence_lies_within_the_text_and_after_the_one_before(text: str) -> None:
    last = 0
    for fence in fences(text):
        assert last < fence.line < fence.end <= text.count("\n") + 1
        last = fence.end


@given(st.lists(st.text(alphabet="xyz", min_size=1, max_size=5), min_size=1), st.data())
def test_a_fragment_is_found_where_it_was_put(words: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(words) - 1))
    marked = " ".join([*words[:at], "NEEDLE", *words[at:]]).replace(" ", "\n> ")
    place = Source("page.md", marked).find("NEEDLE", 3)
    assert place == Place("page.md", at + 1, 1 + 3 + (2 if at else 0))


def test_offset_falls_into_the_right_line() -> None:
    source = Source("page.md", "x\n> $$\n> a +\n> bc\n> $$\n")
    fragment = "$$\na +\nbc\n$$"
    assert source.find(fragment, fragment.index("c")) == Place("page.md", 4, 4)


def test_not_within_a_longer_word() -> None:
    source = Source("page.md", "foobar foo-bar foo\n")
    assert source.find("foo") == Place("page.md", 1, 16)
    assert source.find("baz") is None
    assert source.find("") is None


class _Meddler(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        return ["changed", *lines]


@pytest.mark.parametrize("page", ["page.md", "deep/down/page.md"])
def test_page_is_known_by_its_text_whatever_other_preprocessors_do(root: Path, page: str) -> None:
    file = root / "docs" / page
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\ufeff---\ntitle: x\n---\n\n# Title\n\ntext\r\nmore\n", "utf-8")
    (root / "docs" / "other.md").write_text("# Other\n")
    md = Markdown()
    md.preprocessors.register(_Meddler(md), "meddler", 500)
    watch(md)
    md.convert("# Title\n\ntext\nmore")
    assert page_of(md).file == file
    assert page_of(md).name == page


def test_page_is_found_again_after_it_changed(root: Path) -> None:
    project = projects.load(root)
    file = root / "docs" / "page.md"
    file.write_text("one")
    assert locate(project, "one") == file
    file.write_text("two")
    assert locate(project, "two\n") == file
    with pytest.raises(StudyReportError, match="no page holds"):
        locate(project, "one")


def test_two_pages_of_one_text(root: Path) -> None:
    for name in ("a.md", "b.md"):
        (root / "docs" / name).write_text("same")
    with pytest.raises(StudyReportError, match=r"docs/a\.md and docs/b\.md"):
        locate(projects.load(root), "same")
