"""Each way in which Python code can come to use other code."""

from __future__ import annotations

from pathlib import Path

import pytest

from studyreport.inputs import reach_definition, reach_source
from tests.inputs.house import build

LOW = """
    import numpy as np
    RATE = 0.1
    TABLE = {"a": RATE}
    def used(x): return np.sin(x) * _helper(x)
    def _helper(x): return x
    def other(x): return 2
    class Base:
        def go(self): return used(1)
    class Thing(Base):
        def stop(self): return 3
"""
USED = {"snippets.low:used", "snippets.low:_helper"}

# What stands in figures/f.py, what `f` must reach in snippets, what it must not.
WAYS = {
    "from import": ("from snippets.low import used\ndef f(): used(1)", USED, {"other"}),
    "from import as": ("from snippets.low import used as u\ndef f(): u(1)", USED, {"other"}),
    "import module": ("import snippets.low\ndef f(): snippets.low.used(1)", USED, {"other"}),
    "import as": ("import snippets.low as low\ndef f(): low.used(1)", USED, {"other"}),
    "from package": ("from snippets import low\ndef f(): low.used(1)", USED, {"other"}),
    "in function": ("def f():\n  from snippets.low import used\n  used(1)", USED, {"other"}),
    "module in function": ("def f():\n  from snippets import low\n  low.used(1)", USED, {"other"}),
    "below nested function": (
        "def f():\n  def g(): low.used(1)\n  import snippets.low as low\n  g()",
        USED,
        {"other"},
    ),
    "star": ("from snippets.low import *\ndef f(): used(1)", USED, {"other"}),
    "relative": ("from .near import used\ndef f(): used(1)", USED, {"other"}),
    "relative module": ("from . import near\ndef f(): near.used(1)", USED, {"other"}),
    "re-export": ("from snippets import again\ndef f(): again(1)", USED, {"other"}),
    "attribute of re-export": ("import snippets\ndef f(): snippets.again(1)", USED, {"other"}),
    "decorator": ("from snippets.low import used\n@used\ndef f(): pass", USED, {"other"}),
    "default": ("from snippets.low import used\ndef f(x=used(1)): pass", USED, {"other"}),
    "annotation": ("from snippets.low import Thing\ndef f(x: Thing): pass", {"Thing"}, {"other"}),
    "quoted annotation": (
        "from snippets.low import Thing\ndef f(x: 'list[Thing]'): pass",
        {"Thing", "Base", "used"},
        {"other"},
    ),
    "base class": (
        "from snippets.low import Thing\nclass f(Thing): pass",
        {"Thing", "Base", *USED},
        {"other"},
    ),
    "method": ("from snippets import low\ndef f(): low.Thing().go()", {"Thing", "Base"}, {"other"}),
    "variable": ("from snippets.low import TABLE\ndef f(): TABLE", {"TABLE", "RATE"}, {"used"}),
    "through a variable": (
        "from snippets.low import used\nCHOICE = [used]\ndef f(): CHOICE[0](1)",
        USED,
        {"other"},
    ),
    "conditional": (
        "try:\n  from snippets.low import used\nexcept ImportError:\n  used = None\n"
        "def f(): used(1)",
        USED,
        {"other"},
    ),
    "defined twice": (
        "from snippets.low import used, other\ndef g(): used(1)\n"
        "if other:\n  def g(): other(1)\ndef f(): g()",
        {*USED, "other"},
        {"Thing"},
    ),
    "for types only": (
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n  from snippets.low import Base\n"
        "def f(x: 'Base'): pass",
        {"Base", *USED},
        {"other"},
    ),
    "bare module": ("from snippets import low\ndef f(): getattr(low, 'o' + 'ther')", {"other"}, {}),
    "module in a variable": ("import snippets.low as l\nM = l\ndef f(): M.other()", {"other"}, {}),
    "import_module": (
        "from importlib import import_module\ndef f(): import_module('snippets.low')",
        {"other", *USED},
        {},
    ),
    "import_module of anything": (
        "import importlib\ndef f(n): importlib.import_module(f'snippets.{n}')",
        {"other", *USED},
        {},
    ),
    "import_module as a value": (
        "from importlib import import_module\ndef f(names): [*map(import_module, names)]",
        {"other", *USED},
        {},
    ),
    "import_module by another name": (
        "from importlib import import_module as load\ndef f(n): load(n)",
        {"other", *USED},
        {},
    ),
    "__import__ as a value": ("def f(n, load=__import__): load(n)", {"other", *USED}, {}),
    "a file that is run": (
        "import runpy\ndef f(): runpy.run_path('snippets/low.py')",
        {"other", *USED},
        {},
    ),
    "a file that is loaded": (
        "import importlib.util as u\ndef f(p): u.spec_from_file_location('low', p)",
        {"other", *USED},
        {},
    ),
    "globals": ("from snippets.low import other\ndef f(): globals()['other']()", {"other"}, {}),
    "global": (
        "from snippets.low import used\nX = 0\ndef g():\n  global X\n  X = used(1)\n"
        "def f(): return X",
        USED,
        {"other"},
    ),
    "effect on import": (
        "from snippets.low import Thing, used\nThing.stop = used\ndef f(): pass",
        {"Thing", *USED},
        {"other"},
    ),
    "effect in an imported module": ("import figures.loud\ndef f(): pass", USED, {"other"}),
    "comprehension": ("from snippets.low import used\ndef f(): [used(i) for i in []]", USED, {}),
    "lambda": ("from snippets.low import used\nf = lambda: used(1)", USED, {"other"}),
    "match": (
        "from snippets import low\ndef f(x):\n  match x:\n    case low.RATE: return 1",
        {"RATE"},
        {"used"},
    ),
    "class body": (
        "from snippets.low import used\nclass f:\n  used = used\n  x = used",
        USED,
        {"other"},
    ),
    "circular": ("from figures.g import g\ndef f(n): return g(n)", USED, {"other"}),
    "shadowed by a parameter": ("from snippets.low import used\ndef f(used): used(1)", {}, USED),
    "shadowed by a local": (
        "from snippets.low import used\ndef f():\n  used = 1\n  return used",
        {},
        USED,
    ),
    "local import shadows": (
        "from snippets.low import used as g\n"
        "def f():\n  from snippets.low import other as g\n  g(1)",
        {"other"},
        USED,
    ),
    "walrus in a comprehension": (
        "from snippets.low import used\ndef f(): return [used := i for i in range(2) if i], used",
        {},
        USED,
    ),
    "nonlocal": (
        "from snippets.low import used, other\ndef f():\n  used = 1\n"
        "  def g():\n    nonlocal used\n    used = other(1)\n  return g",
        {"other"},
        USED,
    ),
    "captured by match": (
        "from snippets.low import used, other\ndef f(x):\n  match x:\n"
        "    case {'a': other, **used}: return used",
        {},
        {*USED, "other"},
    ),
    "caught by except": (
        "from snippets.low import used\ndef f():\n  try: pass\n"
        "  except OSError as used: return used",
        {},
        USED,
    ),
    "global in a function that imports": (
        "def g():\n  global used\n  from snippets.low import used\ndef f(): return used(1)",
        USED,
        {"other"},
    ),
    "main block": (
        "from snippets.low import used\ndef f(): pass\nif __name__ == '__main__': used(1)",
        {},
        USED,
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_reaches_what_is_used_and_no_more(tmp_path: Path, way: str) -> None:
    source, wanted, unwanted = WAYS[way]
    files = {
        "snippets/__init__.py": "from snippets.low import used as again",
        "snippets/low.py": LOW,
        "figures/near.py": "from snippets.low import used",
        "figures/g.py": "from figures import f as up\nfrom snippets.low import used\n"
        "def g(n): used(n); return up.f(n)",
        "figures/loud.py": "from snippets.low import used\nused(1)",
        "figures/f.py": source,
    }
    found = set(reach_definition(build(tmp_path, files), "figures.f", "f").definitions)
    assert {_full(name) for name in wanted} <= found
    assert not {_full(name) for name in unwanted} & found


def _full(name: str) -> str:
    return name if ":" in name else f"snippets.low:{name}"


def test_the_reach_is_exactly_what_is_used(tmp_path: Path) -> None:
    source = "from snippets import low\ndef f(): return low.Thing()"
    project = build(tmp_path, {"snippets/low.py": LOW, "figures/f.py": source})
    reach = reach_definition(project, "figures.f", "f")
    assert reach.definitions == (
        "figures.f:f",
        "snippets.low:Base",
        "snippets.low:Thing",
        "snippets.low:_helper",
        "snippets.low:used",
    )
    assert reach.packages == ("numpy",)


def test_a_piece_of_code_reaches_what_it_uses(tmp_path: Path) -> None:
    project = build(tmp_path, {"snippets/low.py": LOW})
    source = "from snippets import low\nprint(low.Thing().go())"
    reach = reach_source(project, source, "docs/a.md")
    assert set(reach.definitions) >= {"snippets.low:Thing", *USED}
    assert "snippets.low:other" not in reach.definitions
    assert reach.packages == ("numpy",)
    assert reach.digest == reach_source(project, source + "  # so", "docs/b.md").digest
    assert reach.digest != reach_source(project, source + "\nprint(1)", "docs/a.md").digest


REGISTRIES = {
    "decorator": """
        METHODS = {}
        def register(f): METHODS[f.__name__] = f; return f
        @register
        def one(): return 1
        def use(): return METHODS
    """,
    "function that registers": """
        METHODS = []
        def add(f): METHODS.append(f)
        def one(): return 1
        _ = add(one)
        def use(): return METHODS
    """,
    "method of an instance": """
        class Registry:
            def __init__(self): self.all = []
            def add(self, f): self.all.append(f)
        registry = Registry()
        @registry.add
        def one(): return 1
        def use(): return registry.all
    """,
    "method of a class": """
        class Registry:
            all = []
            @classmethod
            def add(cls, f): cls.all.append(f)
        @Registry.add
        def one(): return 1
        def use(): return Registry.all
    """,
    "single dispatch": """
        from functools import singledispatch
        @singledispatch
        def use(x): return 0
        @use.register
        def one(x: int): return 1
    """,
    "subclasses told": """
        class Base:
            known = []
            def __init_subclass__(cls): Base.known.append(cls)
        class one(Base): value = 1
        def use(): return Base.known
    """,
    "subclasses asked for": """
        class Base: pass
        def use(): return [c.value for c in Base.__subclasses__()]
        class one(Base): value = 1
    """,
    "default that is changed": """
        def register(f=None, known=[]):
            known.append(f)
            return known
        @register
        def one(): return 1
        def use(): return register()
    """,
    "counter": """
        COUNT = 0
        def step():
            global COUNT
            COUNT += 1
            return COUNT
        one = step() + 1
        def use(): return COUNT
    """,
}


@pytest.mark.parametrize("kind", REGISTRIES)
def test_what_enters_itself_into_a_registry_is_reached_by_its_users(
    tmp_path: Path, kind: str
) -> None:
    files = {
        "snippets/low.py": REGISTRIES[kind],
        "figures/f.py": "from snippets.low import use\ndef f(): use(1)",
    }
    reach = reach_definition(build(tmp_path, files), "figures.f", "f")
    assert "snippets.low:one" in reach.definitions


def test_declarations_beside_each_other_do_not_reach_each_other(tmp_path: Path) -> None:
    source = """
        from studyreport.figures import Canvas, figure
        @figure(alt="a", caption="b")
        def f(canvas: Canvas) -> None: pass
        @figure(alt="a", caption="b")
        def g(canvas: Canvas) -> None: pass
    """
    project = build(tmp_path, {"figures/f.py": source})
    assert "figures.f:g" not in reach_definition(project, "figures.f", "f").definitions


def test_the_generator_counts_for_figures_unless_told_otherwise(tmp_path: Path) -> None:
    source = "from studyreport.figures import Canvas\ndef f(canvas: Canvas): pass"
    project = build(tmp_path, {"figures/f.py": source})
    reach = reach_definition(project, "figures.f", "f")
    assert "studyreport.figures.canvas:Canvas" in reach.definitions
    without = reach_definition(project, "figures.f", "f", generator=False)
    assert without.definitions == ("figures.f:f",)
    assert without.packages == ()
