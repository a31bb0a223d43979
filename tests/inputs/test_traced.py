"""What is really called when code runs is in the reach that was found by reading it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from studyreport.inputs import reach_definition
from studyreport.project import Project, load
from tests.inputs.house import build

# Runs module:function and prints every call of a function in the project, as module:name.
TRACER = """
import importlib, inspect, json, os, sys
root, module, name, *arguments = sys.argv[1:]
sys.path.insert(0, root)
called = set()
rooms = tuple(os.path.join(root, room, "") for room in ("snippets", "experiments", "figures"))

def note(frame, event, _):
    code = frame.f_code
    if event != "call" or not code.co_filename.startswith(rooms):
        return
    outer = code.co_qualname.split(".")[0]
    # The body of a class runs on import, too, but only binds names.
    if not outer.startswith("<") and code.co_flags & inspect.CO_OPTIMIZED:
        called.add(f"{frame.f_globals['__name__']}:{outer}")

sys.setprofile(note)
getattr(importlib.import_module(module), name)(*map(eval, arguments))
sys.setprofile(None)
print(json.dumps(sorted(called)))
"""

FILES = {
    "snippets/__init__.py": "from snippets.core import *",
    "snippets/core.py": """
        from __future__ import annotations
        from contextlib import contextmanager
        from dataclasses import dataclass, field
        from functools import cached_property, lru_cache, partial, reduce, singledispatch, wraps
        from operator import methodcaller

        KINDS = {}

        def kind(name):
            def enter(made):
                KINDS[name] = made
                return made
            return enter

        def logged(function):
            @wraps(function)
            def inner(*args, **kwargs):
                return _log(function(*args, **kwargs))
            return inner

        def _log(value): return value

        class Meta(type):
            def __call__(cls, *args):
                return _made(super().__call__(*args))

        def _made(thing): return thing

        class Base(metaclass=Meta):
            rate = property(lambda self: _rate())
            def __enter__(self): return self.begin()
            def __exit__(self, *_): _end()
            def __getattr__(self, name): return _missing(name)
            def begin(self): raise NotImplementedError

        def _rate(): return 1
        def _end(): pass
        def _missing(name): return name

        @kind("small")
        class Small(Base):
            def begin(self): return super_small(self)

        def super_small(x): return x

        @dataclass
        class Settings:
            steps: list = field(default_factory=lambda: _steps())
            @cached_property
            def total(self): return _sum(self.steps)
            def __post_init__(self): _check(self)

        def _steps(): return [1, 2]
        def _sum(steps): return reduce(_plus, steps)
        def _plus(a, b): return a + b
        def _check(x): assert x

        @singledispatch
        def show(x): return _default(x)
        def _default(x): return x
        @show.register
        def _int(x: int): return _shown(x)
        def _shown(x): return str(x)

        @lru_cache
        def slow(n): return n if n < 2 else slow(n - 1) + _one(n)
        def _one(n): return 1
        double = partial(lambda f, x: f(f(x)), _one)

        @contextmanager
        def opened():
            yield from _inside()
        def _inside(): yield 1

        def never(): return 0
    """,
    "experiments/use.py": """
        import importlib
        import snippets
        from snippets import KINDS, Settings, logged, opened, show
        from snippets import core as _core
        from . import plugin

        @logged
        def run(name):
            with KINDS[name]() as thing, opened() as one:
                thing.rate, thing.anything
            found = [getattr(_core, "slow")(3), _core.double(1), show(3), show("a")]
            settings = Settings()
            return found + [settings.total, plugin.call(lambda: _callback(one))] + later()

        def _callback(x): return x

        def later():
            from experiments.lazy import Late
            class Own(Late):
                def go(self): return [_own(i) for i in range(2)]
            return Own().go() + [importlib.import_module("experiments.named").by_name()]

        def _own(i): return i
        def unused(): return snippets.never()
    """,
    "experiments/plugin.py": "def call(f): return f()\ndef unused(): pass",
    "experiments/lazy.py": "class Late:\n  def __init__(self): _late()\ndef _late(): pass",
    "experiments/named.py": "def by_name(): return 1",
}


def _called(project: Project, module: str, name: str, *arguments: str) -> set[str]:
    command = [sys.executable, "-c", TRACER, str(project.root), module, name, *arguments]
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=project.root)
    assert run.returncode == 0, run.stderr
    return set(json.loads(run.stdout))


def test_all_that_is_called_was_found(tmp_path: Path) -> None:
    project = build(tmp_path, FILES)
    called = _called(project, "experiments.use", "run", "'small'")
    assert len(called) > 30
    found = set(reach_definition(project, "experiments.use", "run").definitions)
    assert called <= found
    assert not {"experiments.use:unused", "experiments.plugin:unused"} & found


@pytest.mark.parametrize("name", ["optimizer_paths", "momentum_velocity"])
def test_all_that_this_report_calls_was_found(name: str) -> None:
    project = load(Path(__file__).parent)
    called = _called(project, "experiments.toys", name, "None")
    assert f"experiments.toys:{name}" in called
    assert len(called) > 2
    assert called <= set(reach_definition(project, "experiments.toys", name).definitions)
