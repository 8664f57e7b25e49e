# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The grammar: what a case is made of, and which choices fit together.

A case is one word for each dimension. `program.py` turns it into C++.
"""

import dataclasses
import random

# What stands first is the plainest. The numbers say how often.
DIMENSIONS = {
    # The coroutine whose frame borrows: lazy, eager (dropped: destroyed), hot
    # (eager; dropped: runs on), detached.
    "kind": {"aio": 42, "lazy": 16, "eager": 16, "hot": 14, "detached": 12},
    # Who makes it. A member borrows `this`.
    "parent": {"coroutine": 60, "plain": 30, "member": 20},
    "closure": {"temporary": 26, "local": 20, "stored": 12, "owned": 10, "function": 24,
                "method": 9},
    "borrow": {"reference capture": 22, "value capture": 18, "this": 14, "reference": 20,
               "pointer": 5, "view": 14, "rvalue": 4, "value": 4, "nothing": 3},
    # Where the borrowed thing lives. `shared` is assigned in every turn of a loop.
    "home": {"inner": 30, "outer": 16, "temporary": 14, "header": 8, "range copy": 6,
             "range reference": 5, "shared": 6, "static": 4, "caller": 10, "helper": 10},
    "use": {"after": 42, "both": 18, "before": 12, "looped": 6, "quick": 6, "copied": 9,
            "unused": 5},
    "fate": {"place": 9, "moved": 3, "choice": 3, "gather": 5, "local": 16, "container": 16,
             "spawned": 18, "spawned container": 16, "member": 8, "spawned member": 5,
             "spawned and dropped": 9, "dropped": 6},
    # Where what holds the task is declared.
    "holder": {"inner": 4, "outer": 5, "static": 1},
    "join": {"in time": 24, "late": 34, "branch": 10, "early return": 7, "throw": 5, "never": 16},
    "nest": {"none": 24, "block": 26, "loop": 34, "branch": 12, "block in loop": 6},
    # One level of functions between the coroutine and who decides its fate.
    "helper": {"none": 62, "forwards": 12, "awaits": 6, "spawns": 4, "calls": 5, "retries": 6,
               "owns": 5},
    # The maker suspends while the borrowed thing lives; and when all is over.
    "pause": {"no": 3, "yes": 1},
    "quiet": {"no": 1, "yes": 1},
}

CAPTURES = {"reference capture", "value capture"}
IN_PLACE = {"place", "moved", "choice", "gather"}
SPAWNED = {"spawned", "spawned container", "spawned member", "spawned and dropped"}
CONTAINERS = {"container", "spawned container"}
MEMBERS = {"member", "spawned member"}
DROPPED = {"dropped", "spawned and dropped"}
LOOPS = {"loop", "block in loop"}
LOOP_HOMES = {"header", "range copy", "range reference", "shared"}
TAKES_CALLABLE = {"calls", "retries", "owns"}

# The checks that speak of lifetimes.
CHECKS = frozenset({
    "coro-loop-variable-capture",
    "coro-dangling-capture",
    "coro-dangling-argument",
    "coro-dangling-parameter",
    "coro-dangling-return",
    "coro-dangling-this",
    "coro-scope-outlived-resource",
})


@dataclasses.dataclass(frozen=True)
class Shape:
    kind: str
    parent: str
    closure: str
    borrow: str
    home: str
    use: str
    fate: str
    holder: str
    join: str
    nest: str
    helper: str
    pause: str
    quiet: str

    @property
    def is_lambda(self):
        return self.closure not in ("function", "method")

    @property
    def captures(self):
        return self.borrow in CAPTURES or (self.borrow == "this" and self.is_lambda)

    @property
    def starts_later(self):
        """Nothing of its body has run when the statement that makes it is over."""
        return self.kind == "aio" and self.fate in SPAWNED

    @property
    def own_value_each_turn(self):
        """A loop gives each of its tasks a value that no other has."""
        return self.home in LOOP_HOMES or self.home in ("inner", "temporary")

    checks = CHECKS

    def word(self, title):
        return getattr(self, title)

    @property
    def group(self):
        return self.borrow, self.fate, self.helper

    @property
    def expected_check(self):
        looped = self.nest in LOOPS and (self.home in LOOP_HOMES or self.home == "inner")
        if looped and self.borrow in ("reference capture", "reference", "pointer", "view"):
            return "coro-loop-variable-capture"
        if self.captures and not (self.borrow == "this" and self.closure == "owned"):
            return "coro-dangling-capture"
        if self.borrow == "this" and self.is_lambda:
            return "coro-dangling-this"
        if self.home == "caller" or self.kind == "detached":
            return "coro-dangling-parameter"
        return "coro-dangling-argument"


def fits(s):
    """Whether the words of a shape can be said together."""
    return all(rule(s) for rule in RULES)


def _kinds(s):
    if s.kind == "detached":
        return s.fate == "dropped" and s.helper in ("none", "forwards", "calls")
    if s.kind != "aio" and s.fate in SPAWNED:
        return s.kind == "lazy" and s.fate == "spawned and dropped" and s.helper != "spawns"
    if s.fate == "gather":
        return s.kind in ("aio", "lazy")
    return True


def _parents(s):
    if (s.parent == "member") != (s.borrow == "this" and s.is_lambda):
        return False
    if s.parent == "plain":
        return (s.fate not in IN_PLACE and s.join in ("-", "never") and s.pause == s.quiet == "no")
    return True


def _closures(s):
    if (s.closure == "method") != (s.borrow == "this" and s.parent != "member"):
        return False
    if s.closure == "function" and s.captures:
        return False
    if s.closure == "owned":
        return s.kind == "aio" and s.fate in SPAWNED and s.helper in ("none", "spawns") and (
            s.captures or s.borrow == "nothing")
    if s.closure == "stored" and s.helper not in {"none"} | TAKES_CALLABLE:
        return False
    return True


def _helpers(s):
    if s.helper in TAKES_CALLABLE:
        # What is called there takes no arguments.
        return s.is_lambda and s.closure != "owned" and (s.captures or s.borrow == "nothing")
    if s.helper == "none":
        return True
    if s.helper == "spawns" and (s.kind != "aio" or s.fate not in SPAWNED):
        return False
    return s.parent != "member"


def _homes(s):
    if s.borrow == "nothing":
        return s.home == "outer"
    if s.home == "helper":
        return s.helper in ("forwards", "awaits", "spawns") and s.parent != "member"
    if s.parent == "member":
        return s.home in ("caller", "static")
    if s.home == "caller" and s.borrow == "rvalue":
        return False
    if s.home == "static" and s.borrow in CAPTURES and s.helper in {"none"} | TAKES_CALLABLE:
        return False  # a static is not captured
    if s.home == "temporary":
        if s.borrow in CAPTURES:
            # bound to the parameter of a helper, which is captured
            return s.helper in ("forwards", "awaits", "spawns")
        return s.borrow != "pointer"
    if s.home == "shared":
        return s.borrow in ("reference capture", "reference", "pointer") and s.helper != "owns"
    return True


def _loops(s):
    if s.home in LOOP_HOMES and s.nest not in LOOPS:
        return False
    if s.home == "header":
        return s.borrow in ("reference capture", "value capture", "reference", "pointer", "value")
    if s.home == "range reference" and s.borrow == "rvalue":
        return False
    return True


def _fates(s):
    if s.fate in IN_PLACE | DROPPED:
        return s.holder == "-" and s.join == "-"
    if "-" in (s.holder, s.join):
        return False
    if s.fate in MEMBERS:
        return s.holder in ("outer", "static")
    if s.holder == "static":
        return False
    if s.join == "late":
        return s.holder == "outer"
    return True


def _times(s):
    if s.pause == "yes":
        if s.fate in IN_PLACE:
            return False
        # Whether the first step of a task comes in time is the loop's affair.
        if s.starts_later and s.use in ("before", "quick", "copied"):
            return False
    if s.quiet == "yes":
        # What is still alive then must not be saved by a wait that happens to be long enough.
        if s.fate in IN_PLACE or s.join in ("in time", "late"):
            return True
        if s.borrow in ("value", "nothing"):
            return False
        thing_dies = s.home in ("temporary", "helper", "header", "range copy") or (
            s.home == "inner" and s.nest != "none")
        closure_dies = s.captures and (
            s.closure == "temporary" or s.helper in ("forwards", "spawns")
            or (s.closure == "local" and s.nest != "none"))
        return closure_dies or (s.borrow != "value capture" and thing_dies)
    return True


RULES = [_kinds, _parents, _closures, _helpers, _homes, _loops, _fates, _times]


def draw(seed, number):
    """Case `number` of a seed, always the same: (shape, the dice for its spelling)."""
    dice = random.Random(f"corolint meter {seed} {number}")

    def throw(name):
        choices = DIMENSIONS[name]
        return dice.choices(list(choices), list(choices.values()))[0]

    while True:
        # These are thrown once, else what fits with little would hardly occur.
        first = {name: throw(name) for name in ("kind", "closure", "borrow")}
        for _ in range(200):
            words = {name: throw(name) for name in DIMENSIONS} | first
            if words["fate"] in IN_PLACE | DROPPED:
                words["holder"] = words["join"] = "-"
            shape = Shape(**words)
            if fits(shape):
                return shape, dice
