# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The expression that makes the task: through a closure, through a helper."""

from .coroutine import Coroutine
from .grammar import TAKES_CALLABLE

HANDLE = "aio::task_handle<>"


class Making(Coroutine):
    @property
    def within_helper(self):
        """The task is made in a helper, of what the helper is given or has."""
        return self.s.helper in ("forwards", "awaits", "spawns")

    def number(self):
        if self.s.home in ("outer", "static", "caller", "helper") or not self.in_loop:
            return "1"
        return "i"

    def argument(self, through=False):
        """What is passed for the thing: to the coroutine, or to a helper."""
        s, t = self.s, self.thing
        if s.home == "temporary" and not (self.within_helper and not through):
            return t.make(self.number())
        if through:
            if s.borrow == "rvalue":
                return f"std::move({t.name})"
            return t.name
        return self.parameter()[1]

    def make_here(self, before):
        """The expression that makes the task, in the function that has the closure.

        What has to be declared before it goes to `before`.
        """
        s = self.s
        if s.closure == "method":
            is_made_here = s.home == "temporary" and not self.within_helper
            return f"{self.argument() if is_made_here else self.thing.name}.ask()"
        if s.closure == "function":
            parameter, _ = self.parameter()
            head = f"{self.task} ask({parameter}) {{"
            self.globals.append("\n".join([head, *self.body(), "}"]))
            return f"ask({self.argument()})"
        arguments = "" if s.captures or s.borrow == "nothing" else self.argument()
        if s.helper in TAKES_CALLABLE:
            return f"{s.helper}({self.callable(before)})"
        if s.closure == "temporary":
            return f"{self.closure()}({arguments})"
        if s.closure == "owned":
            return self.callable(before)
        return f"{self.stored_or_local(before)}({arguments})"

    def callable(self, before):
        """The callable itself, for one who calls it."""
        s = self.s
        if s.closure == "temporary" or (s.closure == "owned" and self.coin(0.6)):
            return self.closure()
        name = self.stored_or_local(before)
        if s.closure == "owned" or (s.closure == "local" and s.helper == "owns"):
            return self.dice.choice([name, f"std::move({name})"])
        return name

    def stored_or_local(self, before):
        s = self.s
        if s.closure != "stored":
            before.append(f"auto ask = {self.closure()};")
            return "ask"
        # A closure that sees what it captures may be declared outside.
        sees = not s.captures or s.home in ("outer", "shared", "caller") or s.borrow == "this"
        way = self.dice.choice(["lambda", "function", "member", "static function"] if sees
                               else ["function", "member", "static function"])
        if way == "lambda":
            self.outer_closure.append(f"auto ask = {self.closure()};")
            return "ask"
        if way == "member":
            self.globals.append(f"struct bell {{\nstd::function<{self.signature()}> ask;\n}};")
            self.outer_closure.append("bell rings;")
            before.append(f"rings.ask = {self.closure()};")
            return "rings.ask"
        static = "static " if way == "static function" else ""
        self.outer_closure.append(f"{static}std::function<{self.signature()}> ask;")
        before.append(f"ask = {self.closure()};")
        return "ask"

    def make(self, before):
        """The expression that makes the task, in the parent."""
        s, t = self.s, self.thing
        if s.helper in TAKES_CALLABLE:
            made = self.make_here(before)
            self.globals.append(self.callable_taker())
            return made
        if not self.within_helper:
            return self.make_here(before)
        inside = []
        if s.home == "helper":
            inside.append(t.declare("1"))
        made = self.make_here(inside)
        if s.helper == "spawns":
            made = f"aio::create_task({made})"
        result = HANDLE if s.helper == "spawns" else self.task
        word = "co_await" if s.helper == "awaits" else "return"
        parameter = ""
        if s.home != "helper" and s.borrow != "nothing":
            if s.borrow == "view":
                parameter = f"{t.view} {t.name}"
            elif s.borrow == "rvalue":
                parameter = f"{t.type} &&{t.name}"
            elif s.borrow == "reference capture" and s.home == "temporary" and self.coin(0.4):
                parameter = f"{t.type} &&{t.name}"
            else:
                needs_const = s.home in ("temporary", "range reference") or self.is_const
                const = "const " if needs_const else ""
                parameter = f"{const}{t.type} &{t.name}"
        self.globals.append("\n".join(
            [f"{result} order({parameter}) {{", *inside, f"{word} {made};", "}"]))
        return f"order({self.argument(through=True) if parameter else ''})"

    def callable_taker(self):
        """A function that takes a callable and calls it: by reference or by value."""
        s = self.s
        if s.helper == "calls":
            parameter = self.dice.choice(["F ask", "F &&ask", "const F &ask"])
            body = "return ask();"
        elif s.helper == "retries":
            parameter = self.dice.choice(["F &&ask", "const F &ask"])
            body = "co_await ask();"
            if self.coin(0.3):
                body = "co_await stage::later();\n" + body
        else:
            parameter = "F ask"
            body = "co_await ask();"
        if self.coin(0.25):
            # A closure is converted to it at the call: a temporary.
            function = f"std::function<{self.task}()>"
            parameter = f"{function} ask" if parameter == "F ask" else f"const {function} &ask"
            return f"{self.task} {s.helper}({parameter}) {{\n{body}\n}}"
        return f"template <class F> {self.task} {s.helper}({parameter}) {{\n{body}\n}}"
