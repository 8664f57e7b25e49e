# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A shape, spelt as a C++ program.

    [the coroutine, if it is a function]  [a helper]
    parent {
      what lives longer: the outer thing, the stored closure, the outer holder
      nest {
        the inner thing, the local closure
        what becomes of the task   <- made by `make`
        the pause, the join in time
      }
      the late join, the quiet end
    }
"""

from layout import FLAG, indented, numbered
from .closures import spelt
from .grammar import IN_PLACE, draw
from .holding import Holding
from .things import DESK

USES = {"before": 1, "after": 1, "both": 2, "looped": 2, "quick": 1, "copied": 1, "unused": 1}
LAST_TURN = 3


class Program(Holding):
    def __init__(self, shape, dice):
        super().__init__(shape, dice)
        self.parent = self.choose_parent()

    def choose_parent(self):
        s = self.s
        plain_is_possible = (s.fate not in IN_PLACE and s.join in ("-", "never")
                             and s.pause == s.quiet == "no")
        if s.parent == "plain" or (s.parent == "member" and plain_is_possible and self.coin()):
            return "void"
        if s.kind == "aio":
            return "aio::task<>"
        if s.kind == "detached" and self.coin():
            return "aio::task<>"
        return "home::lazy<>"

    def nest(self):
        """(opening, closing) lines around what is inner."""
        s, t = self.s, self.thing
        close = "}"
        if s.nest == "none":
            return [], []
        if s.nest == "block":
            return ["{"], [close]
        if s.nest == "branch":
            return [f"if ({FLAG}) {{"], [close]
        if s.home == "header":
            opening = [f"for (stage::count number = 0; number < {LAST_TURN}; ++number) {{"]
        elif s.home == "range copy":
            opening = [f"for ({t.type} {t.name} : things) {{"]
        elif s.home == "range reference":
            opening = [f"for (const {t.type} &{t.name} : things) {{"]
        elif s.home == "shared" and self.coin():
            opening = [f"for (int i : {{0, 1, 2}}) {{"]
        else:
            opening = [f"for (int i = 0; i < {LAST_TURN}; ++i) {{"]
        if s.nest == "block in loop":
            return [*opening, "{"], [close, close]
        return opening, [close]

    def statements(self):
        """The parent's."""
        s, t = self.s, self.thing
        outer_thing, inner = [], []
        if s.borrow != "nothing":
            if s.home == "outer" or (s.home == "static" and s.parent != "member"):
                outer_thing.append(("static " if s.home == "static" else "") + t.declare("1"))
            elif s.home == "shared":
                outer_thing.append(t.declare("0"))
                inner.append(f"{t.name} = {t.make('i')};")
            elif self.over_range:
                values = ", ".join(t.make(n) for n in range(LAST_TURN))
                outer_thing.append(f"std::vector<{t.type}> things{{{values}}};")
            elif s.home == "inner":
                inner.append(t.declare(self.number()))
        given, joins = self.hold(self.make(inner))
        inner += given
        if s.pause == "yes":
            inner.append("co_await aio::sleep(std::chrono::milliseconds(0));"
                         if self.parent == "aio::task<>" and self.coin()
                         else "co_await stage::turn();")
        if s.join == "early return":
            inner += [f"if ({FLAG})", "co_return;"]
        if s.join == "throw":
            inner += [f"if ({FLAG})", "throw stage::oops();"]
        if s.join == "branch":
            joins = [f"if ({FLAG}) {{", *joins, "}"]
        if s.join in ("in time", "branch", "early return", "throw"):
            inner += joins
        late = joins if s.join == "late" else []
        if s.quiet == "yes":
            late = [*late, "co_await stage::quiet();"]
        before = [*outer_thing, *self.outer_closure, *self.outer_holder]
        if self.coin(0.2) and not s.captures:
            before = [*self.outer_holder, *self.outer_closure, *outer_thing]
        opening, closing = self.nest()
        lines = [*before, *opening, *inner, *closing, *late]
        is_coroutine = any(line.startswith(("co_await", "co_return")) for line in lines)
        if self.parent != "void" and not is_coroutine:
            lines.append("co_return;")
        return lines

    def program(self):
        s, t = self.s, self.thing
        run = self.parent
        inner = self.statements()
        wait = "" if run == "void" else "co_await "
        static = "static " if s.home == "static" else ""
        text = list(self.globals)
        if t is DESK:
            ask = []
            if s.closure == "method":
                ask = [f"{self.task} ask() const {{", *self.body(), "}"]
            desk = ["struct desk {", "explicit desk(int n) : name(n) {}", *ask]
            if s.parent == "member":
                # The helpers are used by it, so they stand before it.
                text.append("\n".join(
                    [*desk, f"{run} open() {{", *inner, "}", "stage::ware name;", "};"]))
                text.append("\n".join(
                    [f"{run} run() {{", f"{static}desk here(1);", f"{wait}here.open();", "}"]))
                return "\n".join(text)
            text.insert(0, "\n".join([*desk, "stage::ware name;", "};"]))
        if s.home == "caller":
            const = "const " if self.is_const else ""
            parameter = f"{const}{t.type} &{t.name}"
            if s.borrow == "view" and self.coin():
                parameter = f"{t.view} {t.name}"
            text.append("\n".join([f"{run} serve({parameter}) {{", *inner, "}"]))
            keep = "static " if self.coin(0.25) else ""
            takes_temporary = self.is_const or (t.view and parameter.startswith(t.view))
            if not keep and self.coin(0.2) and takes_temporary:
                inner = [f"{wait}serve({t.make('1')});"]
            else:
                inner = [keep + t.declare("1"), f"{wait}serve({t.name});"]
        text.append("\n".join([f"{run} run() {{", *inner, "}"]))
        return "\n".join(text)

    def limit(self):
        uses = USES[self.s.use]
        if self.in_loop and not self.s.own_value_each_turn:
            return uses * LAST_TURN
        return uses


def case(seed, number):
    shape, dice = draw(seed, number)
    speller = Program(shape, dice)
    return spelt(number, shape, numbered(indented(speller.program())), speller.limit())
