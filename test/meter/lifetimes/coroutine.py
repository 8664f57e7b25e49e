# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The coroutine that borrows: its body, its parameter, its captures."""

from .closures import CAPTURE, USE
from .grammar import LOOP_HOMES, LOOPS
from .things import COUNT, DESK, TEXT, WARE, WARES

TASKS = {"aio": "aio::task<>", "lazy": "home::lazy<>", "eager": "home::eager<>",
         "hot": "stage::hot", "detached": "home::fire_and_forget"}


class Coroutine:
    def __init__(self, shape, dice):
        self.s, self.dice = shape, dice
        self.task = TASKS[shape.kind]
        self.thing = self.choose_thing()
        self.in_loop = shape.nest in LOOPS
        self.over_range = shape.home in ("range copy", "range reference")
        # What stands before the parent, and at its beginning.
        self.globals, self.outer_closure, self.outer_holder = [], [], []
        self.is_const = shape.home in ("temporary", "range reference") or self.coin(0.6)
        self.copy_name = shape.borrow == "value capture" and self.coin(0.25)

    def coin(self, chance=0.5):
        return self.dice.random() < chance

    def choose_thing(self):
        s = self.s
        if s.borrow == "this":
            return DESK
        if s.home == "header":
            return COUNT
        if s.borrow == "view":
            return TEXT if s.home in LOOP_HOMES or self.coin(0.7) else WARES
        return TEXT if self.coin(0.2) else WARE

    def reach(self):
        """The expression by which the body reaches what it borrows."""
        s = self.s
        if s.borrow == "this":
            return "name" if self.desk_member == "name" else "this->name"
        if self.copy_name:
            return "copy"
        if s.borrow == "pointer":
            return f"*{self.thing.name}"
        if self.thing is WARES:
            return f"{self.thing.name}.front()"
        return self.thing.name

    def show(self, what):
        if self.thing is not TEXT and not what.startswith("*") and self.shows_by_method:
            return f"{what}.show();"
        return f"stage::show({what});"

    def body(self):
        s = self.s
        self.shows_by_method = self.coin(0.3)
        self.desk_member = self.dice.choice(["name", "this->name"])
        later = "co_await stage::later();"
        if s.kind == "aio" and self.coin(0.4):
            later = "co_await stage::nap();"
        elif s.kind == "lazy" and self.coin(0.3):
            later = "co_await stage::doze();"
        if s.borrow == "nothing":
            return [later]
        what = self.reach()
        watch = USE if s.captures else ""
        use = watch + self.show(what)
        if s.use == "before":
            return [use, later if self.coin(0.7) else "co_return;"]
        if s.use == "after":
            return [later, use]
        if s.use == "both":
            return [use, later, use]
        if s.use == "looped":
            return ["for (int turns = 0; turns < 2; ++turns) {", use, later, "}"]
        if s.use == "quick":
            return ["co_await home::ready_at_once();", use]
        if s.use == "copied":
            copy = f"std::string mine({what});" if self.thing is TEXT else f"auto mine = {what};"
            return [watch + copy, later, self.show("mine")]
        return [later]

    def parameter(self):
        """(declaration, argument) of what is passed to the coroutine."""
        s, t = self.s, self.thing
        const = "const " if self.is_const else ""
        if s.borrow == "reference":
            return f"{const}{t.type} &{t.name}", t.name
        if s.borrow == "rvalue":
            return f"{t.type} &&{t.name}", f"std::move({t.name})"
        if s.borrow == "pointer":
            return f"const {t.type} *{t.name}", f"&{t.name}"
        if s.borrow == "view":
            return f"{t.view} {t.name}", t.name
        if s.borrow == "value":
            return f"{t.type} {t.name}", t.name
        return "", ""

    def capture(self):
        s, t = self.s, self.thing
        if s.borrow == "reference capture":
            return "&" if self.coin(0.3) else f"&{t.name}"
        if s.borrow == "value capture":
            return f"copy = {t.name}" if self.copy_name else "=" if self.coin(0.3) else t.name
        return "this" if s.borrow == "this" else ""

    def closure(self):
        parameter, _ = self.parameter()
        body = self.body()
        capture = self.capture()
        if capture == "=" and self.s.use == "unused":
            capture = self.thing.name  # else nothing would be captured
        if capture:
            capture += CAPTURE
        return "\n".join([f"[{capture}]({parameter}) -> {self.task} {{", *body, "}"])

    def signature(self):
        """Of the callable, for std::function."""
        parameter, _ = self.parameter()
        return f"{self.task}({parameter})"
