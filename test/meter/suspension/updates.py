# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A value that others change, read before a suspension and relied upon after it.

The case says itself what must hold at the end.
"""

from layout import FLAG
from .scene import OWN, SHARED, Scene, State

CHECKS = ["coro-stale-read-across-await"]
TELLING = ["form", "other"]

# How often; those that lose something first.
LOSING = {"sum": 10, "copy": 10, "fetched copy": 6, "argument": 4, "check": 12, "leaves": 8,
          "once": 6, "branch": 4, "looped": 4}
KEEPING = {"compound": 9, "sum behind": 3, "reference argument": 2, "reread": 6, "report": 5,
           "rechecked": 8, "reserved": 6, "marked": 3, "quick": 4, "other branch": 3, "plain": 3}

DIMENSIONS = {
    "kind": {"aio": 3, "lazy": 2},
    "reach": SHARED | OWN,
    "form": LOSING | KEEPING,
    "guard": {"none": 12, "async lock": 2},
    "other": {"same": 60, "writes": 25, "reads": 8, "nobody": 7},
}
SPENDING = {"check", "leaves", "rechecked", "reserved", "quick"}
OPENING = {"once", "marked"}


def fits(w):
    if w["guard"] == "async lock" and (w["kind"] != "aio" or w["reach"] in OWN):
        return False
    if w["form"] in OPENING:
        return w["other"] in ("same", "nobody") and w["reach"] not in OWN
    if w["form"] == "argument" and w["guard"] == "async lock":
        return False
    return True


class Updating(Scene):
    def __init__(self, words, dice):
        super().__init__(words, dice)
        self.w = words
        if words["form"] in OPENING:
            self.what = dice.choice(["opened", "connected", "ready", "loaded"])
            self.state += [State("bool", self.what, " = false"), State("int", "times", " = 0")]
        elif words["form"] in SPENDING:
            self.what = dice.choice(["balance", "stock", "seats"])
            self.state.append(State("int", self.what, " = 100"))
        else:
            self.what = dice.choice(["total", "sum", "count"])
            self.state.append(State("int", self.what, " = 0"))
        if words["guard"] == "async lock":
            self.state.append(State("aio::mutex", "mutex"))

    def body(self):
        v, form = "$" + self.what, self.w["form"]
        fetch = f"co_await {self.helper('fetch', 'amount')}" if form in (
            "sum", "fetched copy", "argument", "compound", "sum behind",
            "reference argument") else ""
        auto = self.dice.choice(["int", "auto", "const int", "const auto"])
        copy = self.dice.choice(["before", "old", "mine"])
        read = f"{auto} {copy} = {v};"
        write = self.dice.choice([f"{v} = {copy} + amount;", f"{v} = amount + {copy};"])
        wait = self.suspend()
        enough = self.dice.choice([f"{v} >= amount", f"amount <= {v}", f"!({v} < amount)"])
        spend = self.dice.choice([f"{v} -= amount;", f"{v} = {v} - amount;"])
        loop = "for (int turns = 0; turns < 2; ++turns) {"
        if form == "argument":
            self.add("plus", ["return one + other;"], "int one, int other", "int", shares=False)
        return {
            "sum": [f"{v} = {v} + {fetch};"],
            "sum behind": [f"{v} = {fetch} + {v};"],
            "argument": [f"{v} = plus({v}, {fetch});"],
            "reference argument": [f"{v} = std::max({v}, {fetch});"],
            "compound": [f"{v} += {fetch};"],
            "copy": [read, wait, write],
            "fetched copy": [read, f"{auto} more = {fetch};", f"{v} = {copy} + more;"],
            "branch": [read, f"if ({FLAG}) {{", wait, "}", write],
            "looped": [f"int {copy} = {v};", loop, f"{copy} += amount;", f"{v} = {copy};", wait,
                       "}"],
            "check": [f"if ({enough}) {{", wait, spend, "}"],
            "leaves": [f"if ({v} < amount)", "co_return;", wait, spend],
            "once": [f"if (!{v}) {{", wait, f"{v} = true;", "++$times;", "}"],
            "marked": [f"if (!{v}) {{", f"{v} = true;", wait, "++$times;", "}"],
            "reread": [f"int {copy} = {v};", wait, f"{copy} = {v};", write],
            "report": [read, wait, f"{v} += amount;", f"stage::show(std::to_string({copy}));"],
            "rechecked": [f"if ({enough}) {{", wait, f"if ({enough})", spend, "}"]
                         if self.coin() else
                         [f"if ({v} < amount)", "co_return;", wait, f"if ({v} < amount)",
                          "co_return;", spend],
            "reserved": [f"if ({enough}) {{", spend, wait, "}"],
            "quick": [f"if ({enough}) {{", self.quick(), spend, "}"],
            "other branch": [read, f"if ({FLAG}) {{", wait, "} else {", write, "}"],
            "plain": [wait, f"{v} += amount;"],
        }[form]

    def must_hold(self, added):
        v, form = "$" + self.what, self.w["form"]
        if form in OPENING:
            return "stage::expect($times == 1);"
        if form in SPENDING:
            return f"stage::expect({v} >= 0);"
        if form == "other branch":
            return ""
        if form == "looped":
            added += 10
            if self.w["other"] == "same":
                added += 20
        if form == "reference argument":
            return f"stage::expect({v} >= 10);"
        return f"stage::expect({v} == {added});"


def write(w, dice):
    scene = Updating(w, dice)
    v, spending, locked = "$" + scene.what, w["form"] in SPENDING, w["guard"] == "async lock"
    body = scene.body()
    lock = ["auto lock = co_await $mutex.lock();"]
    opening = w["form"] in OPENING
    scene.add("visit", [*(lock if locked else []), *body], "" if opening else "int amount")
    first, second = ("60", "70") if spending else ("10", "20")
    scene.calls.append(scene.call("visit", "" if opening else first))
    added = 10
    if w["other"] == "same":
        scene.calls.append(scene.call("visit", "" if opening else second))
        added += 20
    elif w["other"] in ("writes", "reads"):
        act = [f"if ({v} >= 70)", f"{v} -= 70;"] if spending else [f"{v} += 5;"]
        if w["other"] == "reads":
            act = [f"stage::show(std::to_string({v}));"]
        else:
            added += 5
        scene.add("other", [dice.choice(["co_await stage::turn();", "co_await stage::later();"]),
                            *(lock if locked else []), *act])
        scene.calls.append(scene.call("other"))
    if w["reach"] not in OWN:
        scene.final = [line for line in [scene.must_hold(added)] if line]
    return scene
