# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The container, and whoever changes it."""

from .scene import Scene, State


class Changing(Scene):
    def __init__(self, words, dice, container, name):
        super().__init__(words, dice)
        self.w, self.c, self.container_name = words, container, name
        if words["other"] == "awaited":
            self.suspend = lambda: "co_await @reload();"

    def spelt(self, text):
        return text.replace("$c", "$" + self.container_name)

    def pick(self, many):
        return self.spelt(self.dice.choice(many))

    @property
    def locked(self):
        return self.w["guard"] == "async lock"

    def set_up(self, element):
        """The state, the coroutine that looks, and the others."""
        c = self.c
        if element and element.struct:
            self.globals.append(
                f"struct {element.struct} {{\nint id = 0;\nstd::string name;\n}};")
        init = c.fill()
        if init is None:
            # What cannot be copied is not in a list.
            self.globals.append("\n".join([
                f"{c.type} make_some() {{", f"{c.type} some;", "for (int id : {1, 2, 3})",
                f"some.push_back({element.make('id')});", "return some;", "}"]))
            init = " = make_some()"
        self.state.append(State(c.type, self.container_name, init))
        if self.w["guard"] != "none":
            self.state.append(State("aio::mutex", "mutex"))
        changes = c.changes()[self.w["change"] if self.w["other"] != "reads" else "reads"]
        if self.w["holds"] == "range" and "$c.erase(1);" in changes:
            # A loop comes to the first one, whatever the order.
            changes = ["if (!$c.empty())\n$c.erase($c.begin());"]
        change = self.pick(changes)
        wait = self.dice.choice(["co_await stage::turn();", "co_await stage::later();"])
        other = self.w["other"]
        if other == "awaited":
            self.add("reload", [wait, change])
        body = self.body()
        if self.locked:
            body.insert(0, "auto lock = co_await $mutex.lock();")
        self.add("visit", [self.spelt(line) for line in body])
        self.calls.append(self.call("visit"))
        lock = ["auto lock = co_await $mutex.lock();"] if self.w["guard"] != "none" else []
        if other == "function":
            self.add("change", [change], result="void")
            change = "@change();"
        if other in ("task", "function", "reads"):
            self.add("other", [wait, *lock, change])
            self.calls.append(self.call("other"))
