"""A blank in a piece of Python; every form that is accepted or refused is executed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal
from xml.etree.ElementTree import Element

from pydantic import Field, StringConstraints

from studyreport.quiz.finding import Finding
from studyreport.quiz.html.elements import element
from studyreport.quiz.html.fields import Fields
from studyreport.quiz.model import Code, Markdown
from studyreport.quiz.types.blank import BLANK, fill, highlighted, stray, tokens
from studyreport.quiz.types.forms import FormsItem, FormsType, WrongForm

Form = Annotated[str, StringConstraints(strict=True, pattern=r"^[^\n]*\S[^\n]*$")]


class WrongCode(WrongForm):
    """What a misconception would write."""

    form: Form = Field(description="One line of Python for the blank.")
    feedback: Markdown = Field(description="What is said to the reader who wrote it.")


class CodeItem(FormsItem):
    """Python with one blank, written `___`."""

    type: Literal["code"]
    code: Code = Field(description="Python with exactly one blank `___`.")
    accept: list[Form] = Field(min_length=1, description="All that is right in the blank.")
    wrong: list[WrongCode] = Field(min_length=1, description="What fails the proof's asserts.")


class CodeType(FormsType[CodeItem]):
    """The proof's asserts run after the code with each form in its blank."""

    name = "code"
    model = CodeItem
    same = "'{}' is the same Python as '{}'."
    remedy = "Delete one; spacing and quotes don't count."

    def bare(self, form: str) -> str:
        """Return the tokens of a form, a space between each two."""
        return " ".join(tokens(form))

    def source(self, item: CodeItem, form: str) -> str:
        """Return the filled code with the asserts."""
        code = fill(item.code, form).rstrip("\n")
        return f"{code}\n{item.proof}"

    def show(self, form: str, attributes: dict[str, str]) -> Element:
        """Return a form as code."""
        return element("code", attributes, form)

    def check(self, item: CodeItem) -> Iterator[Finding]:
        """Yield a wrong number of blanks, forms that are the same, a proof without assert."""
        blanks = len(BLANK.findall(item.code))
        if blanks != 1:
            message = f"the code has {blanks} blanks `___`."
            yield Finding(("code",), message, "Write exactly one.")
        yield from _check_readable(item)
        yield from super().check(item)

    def entry(self, item: CodeItem, fields: Fields) -> Element:  # noqa: ARG002
        """Return the highlighted code with a field in place of the blank."""
        blank = {
            "type": "text",
            "name": item.id,
            "class": "sr-blank",
            "aria-label": "Blank",
            "autocomplete": "off",
            "autocapitalize": "off",
            "spellcheck": "false",
            "size": str(max(len(form) for _, form in item.forms) + 2),
        }
        code = highlighted(item.code, element("input", blank))
        # The empty span, as Pygments writes it, tells the page's own highlighter to leave it alone.
        return element("pre", {"class": "sr-code highlight"}, element("span"), code)


def _check_readable(item: CodeItem) -> Iterator[Finding]:
    """Yield forms that the page sends back to be mended, whoever types them."""
    for field, form in item.forms:
        if sign := stray(form):
            message = f"readers cannot answer '{form}': {sign} is not Python."
            yield Finding(field, message, "Let the blank hold all of a string, or none of it.")


CODE = CodeType()
