"""A sound item of each type, about the report of tests/quiz/little.py."""

from __future__ import annotations

from tests.quiz.little import CODE, COMMON, NUMBER, ONE, SEVERAL

ARRAY = f"""\
id: pairs
type: array
{COMMON}proof: |
  from snippets.motion import velocities
  found = velocities(4)
  key = [found[:2], found[2:]]
answer: [[-1, -1.90], [-2.71, -3.44]]
tolerance: {{absolute: 0.01}}
wrong:
  - value: [[-1, -2.71], [-1.9, -3.44]]
    feedback: Read row by row.
    code: "[found[0::2], found[1::2]]"
  - value: [-1, -1.9, -2.71, -3.44]
    feedback: In two rows.
    code: found
"""

TEXT = f"""\
id: name
type: text
{COMMON}accept: [velocity, Velocities]
proof: |
  from snippets import motion
  assert form.lower() in motion.velocities.__doc__ + "velocity"
wrong:
  - form: speed
    feedback: That has no direction.
"""

ORDERING = f"""\
id: sort
type: ordering
{COMMON}proof: |
  from snippets.motion import velocities
  found = velocities(3)
lines:
  - text: $v_3$
    code: found[2]
  - text: The second, *v*.
    code: found[1]
  - text: $v_1$
    code: found[0]
wrong:
  - order: [3, 2, 1]
    feedback: By size.
    code: "[-v for v in reversed(found)]"
"""

MATCHING = f"""\
id: pair
type: matching
{COMMON}proof: |
  from snippets.motion import velocities
  found = velocities(2)
pairs:
  - left: $v_1$
    right: $-1$
    code: found[0]
    feedback: The first one.
  - left: $v_2$
    right: $-1.9$
    code: found[1]
    feedback: Once more.
extra: [−2, zero]
"""

RECALL = f"""\
id: why
type: recall
{COMMON}proof: |
  from snippets.motion import velocities
  found = velocities(2)
model: Old pushes *add up*.
rubric:
  - text: They add up.
    code: found[1] < found[0]
  - text: They fade.
    unproved: A word.
"""

STEPS = f"""\
id: twice
type: steps
{COMMON}proof: |
  from snippets.motion import velocities
  found = velocities(2)
steps:
  - text: $v_1 = -g =$ ___
    blank:
      answer: -1
      tolerance: {{absolute: 0}}
      code: found[0]
  - text: So $v_2$ is ___, not 2.
    blank:
      answer: -1.9
      tolerance: {{absolute: 0.01}}
      unit: m/s
      code: found[1]
      wrong:
      - value: 1.9
        code: -found[1]
        feedback: Uphill.
  - text: That is all.
"""

NETWORK = f"""\
id: net
type: network
{COMMON}proof: |
  from snippets.motion import velocities
  found = [len(velocities(2)), len(velocities(1))]
  key = found
answer: [2, 1]
wrong:
  - value: [2, 2]
    feedback: One number comes out.
    code: found[:1] * 2
"""

FIGURE = f"""\
id: which
type: figure
{COMMON}proof: |
  from snippets.motion import velocities
  found = velocities(2)
options:
  - figure: rising-line
    text: A line that rises.
    code: found[1] > found[0]
    feedback: It does not rise.
  - figure: falling-line
    right: true
    text: A line from −1 down to −1.9.
    code: found
    feedback: It falls.
"""

SAMPLES = {
    "one": ONE,
    "several": SEVERAL,
    "number": NUMBER,
    "code": CODE,
    "array": ARRAY,
    "text": TEXT,
    "ordering": ORDERING,
    "matching": MATCHING,
    "recall": RECALL,
    "steps": STEPS,
    "network": NETWORK,
    "figure": FIGURE,
}
