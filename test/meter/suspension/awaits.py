# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A task that can be awaited once, awaited again. The runtime throws."""

from layout import FLAG
from .scene import Scene

CHECKS = ["coro-double-await"]
TELLING = ["form", "holder"]

DIMENSIONS = {
    "kind": {"aio": 1},
    # `handle`: may be awaited as often as one likes.
    "holder": {"local": 60, "parameter": 18, "handle": 12, "container": 4, "optional": 4},
    "value": {"int": 1, "nothing": 1},
    "form": {"in a row": 14, "loop": 12, "branch before": 8, "spawned before": 6, "moved away": 6,
             "gathered": 5, "branch refilled": 4, "retry": 2,
             "once": 6, "loop of its own": 8, "either branch": 8, "leaves": 8, "refilled": 10,
             "loop refilled": 6, "loop left": 6, "switch": 4},
}


def fits(w):
    if w["holder"] == "handle":
        return w["form"] in ("in a row", "loop", "branch before", "either branch", "once")
    if w["holder"] in ("container", "optional"):
        return w["form"] in ("in a row", "loop", "once", "branch before", "leaves")
    if w["holder"] == "parameter":
        return w["form"] != "loop of its own"
    return True


class Awaiting(Scene):
    def __init__(self, words, dice):
        super().__init__(words, dice)
        self.w = words
        self.value = "int" if words["value"] == "int" else ""
        self.name = dice.choice(["reading", "job", "work", "answer"])
        self.coroutine = dice.choice(["measure", "load", "ask"])

    def make(self):
        return f"{self.coroutine}({'4' if self.value else ''})"

    def moved(self):
        holder = self.w["holder"]
        if holder == "handle":
            return self.name
        what = {"container": f"{self.name}.front()", "optional": f"*{self.name}"}.get(
            holder, self.name)
        if self.coin(0.08) and holder == "local":
            return f"static_cast<{self.task(self.value)} &&>({what})"
        return f"std::move({what})"

    def wait(self):
        """A statement that awaits it."""
        if not self.value:
            return f"co_await {self.moved()};"
        return self.dice.choice([f"total += co_await {self.moved()};",
                                 f"stage::expect(co_await {self.moved()} == 4);",
                                 f"total = co_await {self.moved()};"])

    def declare(self):
        holder, made = self.w["holder"], self.make()
        if holder == "parameter":
            return []
        type = self.task(self.value)
        if holder == "handle":
            return [f"auto {self.name} = aio::create_task({made});"]
        if holder == "container":
            return [f"std::vector<{type}> {self.name};", f"{self.name}.push_back({made});"]
        if holder == "optional":
            return [f"std::optional<{type}> {self.name} = {made};"]
        return [f"{self.dice.choice(['auto', 'auto', type])} {self.name} = {made};"]

    def body(self):
        wait, again, declare = self.wait(), self.wait(), self.declare()
        loop = self.dice.choice(["for (int turns = 0; turns < 2; ++turns) {",
                                 "for (int each : {1, 2}) {"])
        refill = f"{self.name} = {self.make()};"
        pause = self.dice.choice([["co_await stage::turn();"], []])
        spawned = f"aio::create_task(std::move({self.name}))"
        moved_to = self.dice.choice([
            [f"auto other = std::move({self.name});", again.replace(self.name, "other")],
            [f"co_await aio::gather(std::move({self.name}));"]])
        return {
            "in a row": [*declare, wait, *pause, again],
            "loop": [*declare, loop, wait, *pause, "}"],
            "branch before": [*declare, f"if ({FLAG})", wait, again],
            "spawned before": [*declare, f"auto running = {spawned};", *pause, wait,
                               "co_await running;"],
            "moved away": [*declare, *moved_to, wait],
            "gathered": [*declare, wait,
                         f"co_await aio::gather(std::move({self.name}), {self.make()});"],
            "branch refilled": [*declare, wait, f"if ({FLAG})", refill, again],
            "retry": [*declare, loop, "try {", wait, "break;", "} catch (const stage::oops &) {",
                      "}", "}"],
            "once": [*declare, wait],
            "loop of its own": [loop, *declare, wait, "}"],
            "either branch": [*declare, f"if ({FLAG}) {{", wait, "} else {", again, "}"],
            "leaves": [*declare, f"if ({FLAG}) {{", wait, "co_return;", "}", again],
            "refilled": [*declare, wait, refill, again],
            "loop refilled": [*declare, loop, wait, refill, "}", wait],
            "loop left": [*declare, loop, wait, "break;", "}"],
            "switch": [*declare, f"switch (int({FLAG})) {{", "case 0:", wait, "break;", "default:",
                       again, "break;", "}"],
        }[self.w["form"]]


def write(w, dice):
    scene = Awaiting(w, dice)
    value = scene.value
    body = ["co_await stage::turn();"] if scene.coin(0.7) else []
    if w["form"] == "retry":
        body += [f"if ({FLAG})", "throw stage::oops();"]
    elif not body and not value:
        body = ["co_return;"]
    scene.add(scene.coroutine, [*body, *(["co_return value;"] if value else [])],
              "int value" if value else "", scene.task(value), shares=False)
    parameter = f"{scene.task(value)} {scene.name}" if w["holder"] == "parameter" else ""
    total = ["int total = 0;"] if value else []
    scene.add("visit", [*total, *scene.body()], parameter, shares=False)
    scene.calls.append(f"visit({scene.make() if parameter else ''})")
    return scene
