# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A thread's lock, held while the coroutine is suspended, and a second task of
the same thread that wants it."""

from layout import FLAG
from .scene import SHARED, Scene, State

CHECKS = ["coro-lock-across-await"]
TELLING = ["guard", "scope"]

DIMENSIONS = {
    "kind": {"aio": 3, "lazy": 2},
    "guard": {"lock_guard": 24, "unique_lock": 26, "scoped_lock": 18, "by hand": 14,
              "shared_lock": 6, "wrapper": 6, "returned": 4, "temporary": 2},
    "reach": SHARED | {"static": 5},
    "scope": {"whole": 22, "tail": 12, "loop around": 5, "loop held": 5, "branch held": 6,
              "branch released": 5, "relocked and held": 3, "deferred and taken": 4, "tried": 3,
              "if": 3,
              "inner": 10, "early": 10, "relocked": 4, "deferred": 4, "after": 6, "loop inner": 4,
              "loop after": 3, "quick": 7, "moved": 3, "lambda": 3, "function": 4, "leaves": 4},
    "other": {"same": 3, "another": 3, "function": 1},
}

# What can let go before its end.
UNLOCKS = {"unique_lock", "shared_lock", "returned", "by hand"}
NEEDS = {
    "early": UNLOCKS, "relocked": UNLOCKS, "relocked and held": UNLOCKS, "leaves": UNLOCKS,
    "branch released": UNLOCKS - {"by hand"},
    "deferred": {"unique_lock", "shared_lock"},
    "deferred and taken": {"unique_lock", "shared_lock"},
    "tried": {"unique_lock", "by hand"},
    "moved": {"unique_lock", "returned"},
    "if": {"lock_guard", "unique_lock", "scoped_lock"},
    "lambda": {"lock_guard", "scoped_lock"},
    "function": {"lock_guard", "scoped_lock"},
}


def fits(w):
    if w["guard"] not in NEEDS.get(w["scope"], {w["guard"]}):
        return False
    if w["guard"] == "temporary" and w["scope"] != "tail":
        return False
    if w["guard"] == "shared_lock" and w["other"] == "same":
        return False  # readers let one another in
    if w["scope"] == "tried" and w["other"] == "same":
        return False  # nobody waits
    if w["reach"] == "static":
        # Nobody else can name it.
        return w["other"] == "same" and w["guard"] != "returned" and w["scope"] != "function"
    return True


class Guarded(Scene):
    def __init__(self, words, dice):
        super().__init__(words, dice)
        self.w = words
        self.mutex = dice.choice(["mutex", "mutex", "lock", "guard", "mu"])
        self.name = dice.choice([n for n in ("lock", "guard", "held") if n != self.mutex])
        self.type = ("std::shared_mutex" if words["guard"] == "shared_lock"
                     else "std::timed_mutex" if self.coin(0.08) else "std::mutex")
        self.m = "$" + self.mutex
        if words["reach"] == "static":
            self.reach, self.m = "global", self.mutex
        else:
            self.state.append(State(self.type, self.mutex))
        self.state.append(State("int", "count", " = 0"))

    def template(self, name, rest=""):
        """`std::lock_guard lock(mutex);` in one of its spellings."""
        full = self.dice.choice([f"std::{name}", f"std::{name}<{self.type}>"])
        way = self.dice.random()
        if way < 0.2:
            return f"auto {self.name} = {full}({self.m}{rest});"
        const = "const " if not rest and name in ("lock_guard", "scoped_lock") and way < 0.35 else ""
        opening, closing = "{}" if way > 0.8 else "()"
        return f"{const}{full} {self.name}{opening}{self.m}{rest}{closing};"

    def take(self):
        guard = self.w["guard"]
        if guard in ("lock_guard", "unique_lock", "scoped_lock", "shared_lock"):
            return self.template(guard)
        if guard == "by hand":
            return f"{self.m}.lock();"
        if guard == "wrapper":
            self.globals = ["\n".join([
                "struct entered {", f"explicit entered({self.type} &of) : guard(of) {{}}",
                f"std::lock_guard<{self.type}> guard;", "};"])]
            return f"entered inside({self.m});"
        if guard == "returned":
            if not any(f.name == "enter" for f in self.functions):
                self.add("enter", [f"return std::unique_lock({self.m});"],
                         result=f"std::unique_lock<{self.type}>")
            return f"auto {self.name} = @enter();"
        return ""

    def release(self):
        if self.w["guard"] == "by hand":
            return f"{self.m}.unlock();"
        if self.w["guard"] == "unique_lock" and self.coin(0.15):
            return f"{self.name}.release()->unlock();"
        return f"{self.name}.unlock();"

    def unlock(self):
        """The same, but so that it can be taken again."""
        return f"{self.m}.unlock();" if self.w["guard"] == "by hand" else f"{self.name}.unlock();"

    def retake(self):
        return f"{self.m}.lock();" if self.w["guard"] == "by hand" else f"{self.name}.lock();"

    def body(self):
        scope, guard = self.w["scope"], self.w["guard"]
        act = self.dice.choice(["++$count;", "$count += 2;", "$count = $count + 1;"])
        end = [self.release()] if guard == "by hand" else []
        loop = self.dice.choice(["for (int turns = 0; turns < 2; ++turns) {",
                                 "for (int each : {1, 2}) {"])
        wait = self.suspend()
        if guard == "by hand" and "co_return" in wait:
            wait = "co_await stage::turn();"  # else it is left locked
        if guard == "temporary":
            temporary = f"std::lock_guard({self.m})"
            return [f"static_cast<void>({temporary}), co_await stage::turn();", act]
        bodies = {
            "whole": lambda: [self.take(), act, wait, act, *end],
            "tail": lambda: [self.take(), act, wait, *end],
            "loop around": lambda: [self.take(), loop, act, wait, "}", *end],
            "loop held": lambda: [loop, self.take(), act, wait, *end, "}"],
            "branch held": lambda: [self.take(), f"if ({FLAG}) {{", wait, "}", act, *end],
            "branch released": lambda: [
                self.take(), act, f"if ({FLAG})", f"{self.name}.unlock();", wait],
            "relocked and held": lambda: [self.take(), self.unlock(), wait, self.retake(), act,
                                          "co_await stage::later();", *end],
            "inner": lambda: ["{", self.take(), act, *end, "}", wait],
            "early": lambda: [self.take(), act, self.release(), wait],
            "relocked": lambda: [self.take(), act, self.unlock(), wait, self.retake(), act, *end],
            "after": lambda: [wait, self.take(), act, *end],
            "loop inner": lambda: [loop, "{", self.take(), act, *end, "}", wait, "}"],
            "loop after": lambda: [loop, wait, self.take(), act, *end, "}"],
            "quick": lambda: [self.take(), act, self.quick(), act, *end],
            "moved": lambda: [self.take(), "{", f"auto inner = std::move({self.name});", act, "}",
                              wait],
            "leaves": lambda: [self.take(), f"if ({FLAG}) {{", self.release(), wait, "co_return;",
                               "}", act, *end],
            "deferred": lambda: [self.template(guard, ", std::defer_lock"), wait, self.retake(),
                                 act],
            "deferred and taken": lambda: [self.template(guard, ", std::defer_lock"),
                                           self.retake(), act, wait],
            "if": lambda: [f"if ({self.template(guard)} $count >= 0) {{", act, wait, "}"],
            "lambda": lambda: ["auto add = [&] {", self.take(), act, "};", "add();", wait,
                               "add();"],
        }
        if scope == "tried":
            if guard == "by hand":
                return [f"if (!{self.m}.try_lock())", "co_return;", act, wait, *end]
            return [self.template(guard, ", std::try_to_lock"), f"if (!{self.name})", "co_return;",
                    act, wait]
        if scope == "function":
            self.add("bump", [self.take(), act], result="void")
            return ["@bump();", wait, "@bump();"]
        return bodies[scope]()

    def rival(self):
        """What wants the lock as well."""
        if self.coin(0.2):
            return [f"{self.m}.lock();", "++$count;", f"{self.m}.unlock();"]
        guard = self.dice.choice(["lock_guard", "scoped_lock", "unique_lock"])
        return [f"std::{guard} held({self.m});", "++$count;"]


def write(w, dice):
    scene = Guarded(w, dice)
    body = scene.body()
    if w["reach"] == "static":
        body.insert(0, f"static {scene.type} {scene.mutex};")
    scene.add("visit", body)
    scene.calls.append(scene.call("visit"))
    if w["other"] == "same":
        scene.calls.append(scene.call("visit"))
        return scene
    rival = scene.rival()
    if scene.name == "held":
        rival = [line.replace(" held(", " mine(") for line in rival]
    if w["other"] == "function":
        scene.add("count_one", rival, result="void")
        rival = ["@count_one();"]
    scene.add("other", [dice.choice(["co_await stage::turn();", "co_await stage::later();"]),
                        *rival])
    scene.calls.append(scene.call("other"))
    return scene
