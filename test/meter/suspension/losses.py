# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Tasks that nobody awaits: they never run, or nobody learns how they ended.

Drops that are meant (a cast to void, `detach()`) are no cases: what is meant no
run can tell.
"""

from layout import FLAG
from .scene import Scene

CHECKS = ["coro-never-awaited", "coro-discarded-coroutine", "coro-discarded-task-handle"]
TELLING = ["what", "form"]

DIMENSIONS = {
    # A lazy task, the handle of a started one, an eager task, a lock that has
    # to be awaited.
    "what": {"aio": 40, "lazy": 16, "handle": 24, "eager": 8, "hot": 5, "lock": 7},
    "form": {"statement": 18, "branch": 5, "loop": 5, "choice": 2, "comma": 2, "kept": 16,
             "kept twice": 3, "container": 6, "function": 4, "void function": 2,
             "some path": 2, "overwritten": 3, "taken and dropped": 1,
             "awaited": 12, "kept and awaited": 14, "gathered": 4, "container awaited": 8,
             "returned": 6, "handed on": 4, "awaited on all paths": 4, "inner": 3,
             "inner awaited": 2, "std::function": 2, "std::function awaited": 1},
    "kind": {"aio": 3, "lazy": 1},
}
TYPES = {"aio": "aio::task<>", "lazy": "home::lazy<>", "eager": "home::eager<>",
         "hot": "stage::hot", "handle": "aio::task_handle<>"}


def fits(w):
    what, form = w["what"], w["form"]
    if what == "lock":
        # An await of a lock is a statement only if the lock is not kept.
        return w["kind"] == "aio" and form in ("kept", "kept and awaited", "statement", "awaited")
    if (what in ("aio", "handle")) != (w["kind"] == "aio"):
        return False
    if what == "handle" and form in ("taken and dropped", "std::function",
                                     "std::function awaited", "void function"):
        return False
    if form == "gathered":
        return what in ("aio", "handle")
    if form in ("inner", "inner awaited"):
        return what == "aio"  # home::lazy gives only what it can make empty
    if what in ("eager", "hot") and form in ("overwritten", "taken and dropped", "choice"):
        return False
    return True


class Losing(Scene):
    def __init__(self, words, dice):
        super().__init__(words, dice)
        self.w = words
        self.coroutine = dice.choice(["save", "send", "notify", "store"])
        self.name = dice.choice(["saving", "job", "pending", "result"])
        self.number = 0

    def make(self):
        if self.w["what"] == "lock":
            return "mutex.lock()"
        self.number += 1
        made = f"{self.coroutine}({self.parcel()})"
        return f"aio::create_task({made})" if self.w["what"] == "handle" else made

    def parcel(self):
        return self.number if self.w["what"] == "aio" else f"stage::parcel({self.number})"

    @property
    def type(self):
        return TYPES[self.w["what"]]

    def wait(self, what):
        by_name = self.w["what"] in ("handle", "hot", "eager")
        if self.w["what"] == "lazy":
            by_name = self.coin()
        return f"co_await {what};" if by_name else f"co_await std::move({what});"

    def body(self):
        n, form = self.name, self.w["form"]
        made = self.make()
        declared = "auto" if self.w["what"] == "lock" or self.coin(0.7) else self.type
        kept = f"{declared} {n} = {made};"
        loop = "for (int i = 0; i < 2; ++i)"
        filled = [f"std::vector<{self.type}> {n};",
                  self.dice.choice([f"{n}.push_back({made});", f"{n}.emplace_back({made});"])] \
            if self.w["what"] != "lock" else []
        if form in ("container", "container awaited") and self.coin():
            filled[1:] = [loop, filled[1]]
        each = self.wait("each")
        some = self.dice.choice([
            lambda: [kept, f"if ({FLAG})", self.wait(n)],
            lambda: [kept, f"if ({FLAG})", "co_return;", self.wait(n)]])
        return {
            "statement": lambda: [f"{made};"],
            "branch": lambda: [f"if ({FLAG})", f"{made};"],
            "loop": lambda: [loop, f"{made};"],
            "choice": lambda: [f"{FLAG} ? {made} : {self.make()};"],
            "comma": lambda: [f"{made}, {self.make()};"],
            "kept": lambda: [kept],
            "kept twice": lambda: [kept, f"auto other = {self.make()};", self.wait("other")],
            "container": lambda: filled,
            "function": lambda: ["@start();"],
            "void function": lambda: ["@start();"],
            "some path": some,
            "overwritten": lambda: [kept, f"{n} = {self.make()};", self.wait(n)],
            "taken and dropped": lambda: [f"ignore({made});"],
            "awaited": lambda: [f"co_await {made};"],
            "kept and awaited": lambda: [kept, *self.pause(), self.wait(n)],
            "gathered": lambda: [f"co_await aio::gather({made}, {self.make()});"]
            if self.coin() else [kept, f"co_await aio::gather(std::move({n}));"],
            "container awaited": lambda: [*filled, f"for (auto &each : {n})", each],
            "returned": lambda: ["co_await @start();"],
            "handed on": lambda: [f"co_await pass({made});"]
            if self.coin() else [kept, f"co_await pass(std::move({n}));"],
            "awaited on all paths": lambda: [kept, f"if ({FLAG}) {{", self.wait(n), "} else {",
                                             self.wait(n), "}"],
            "inner": lambda: ["co_await choose();"],
            "inner awaited": lambda: ["co_await co_await choose();"],
            "std::function": lambda: [f"std::function<void()> {n} = [] -> {self.type} {{",
                                      f"co_await {made};", "};", f"{n}();",
                                      "co_return;"],
            "std::function awaited": lambda: [f"std::function<{self.type}()> {n} = [] -> "
                                              f"{self.type} {{", f"co_await {made};", "};",
                                              f"co_await {n}();"],
        }[form]()

    def pause(self):
        return self.dice.choice([[], ["co_await stage::turn();"]])

    def around(self, body):
        """What the body needs besides."""
        form, self.number = self.w["form"], 0
        if form in ("function", "void function"):
            self.add("start", [f"{self.make()};"], result="void", shares=False)
        elif form == "returned":
            self.add("start", [f"return {self.make()};"] if self.coin() else
                     [f"auto {self.name} = {self.make()};", f"return {self.name};"],
                     result=self.type, shares=False)
        elif form == "taken and dropped":
            self.globals.append(f"void ignore({self.type}) {{}}")
        elif form == "handed on":
            self.globals.append("\n".join([f"{self.task()} pass({self.type} given) {{",
                                           self.wait("given"), "}"]))
        elif form in ("inner", "inner awaited"):
            self.add("choose", ["co_await stage::turn();", f"co_return {self.make()};"],
                     result=self.task(self.type), shares=False)


def write(w, dice):
    scene = Losing(w, dice)
    work = ["co_await stage::turn();"]
    # One that nobody hears of.
    single = w["form"] in ("statement", "kept", "awaited", "kept and awaited", "returned",
                           "branch", "function")
    if w["what"] in ("handle", "aio") and single and scene.coin(0.4):
        work += [f"if ({FLAG})", "throw stage::oops();"]
    if w["what"] == "lock":
        scene.globals.append("aio::mutex mutex;")
    else:
        type = "aio::task<>" if w["what"] == "handle" else scene.type
        # aio's debug mode says which of its coroutines never ran.
        end, parameter = ("stage::show(std::to_string(number));", "int number") \
            if w["what"] == "aio" else ("what.deliver();", "stage::parcel what")
        scene.add(scene.coroutine, [*work, end], parameter, type, shares=False)
    body = scene.body()
    scene.around(body)
    scene.add("visit", [*scene.pause(), *body, *scene.pause()], shares=False)
    scene.calls.append("visit()")
    return scene
