# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The scene of a case: state, coroutines that share it, and run().

Where the state lives is one word, `reach`; the bodies are written without
knowing it: `$users` is the state of that name, `@visit(1)` a call of that
function.
"""

import dataclasses
import re

from layout import FLAG

TASKS = {"aio": "aio::task<{}>", "lazy": "home::lazy<{}>"}
# The state is shared, or each coroutine has its own.
SHARED = {"member": 30, "global": 22, "reference": 16, "object": 12, "captured": 8, "pointer": 7,
          "shared": 6}
OWN = {"local": 9, "value": 4}

TURN = ["co_await stage::turn();", "co_await stage::later();"]
SLEEPS = {"aio": ["co_await aio::sleep(std::chrono::milliseconds(10));",
                  "co_await aio::sleep(std::chrono::seconds(1));", "co_await stage::nap();"],
          "lazy": ["co_await stage::doze();"]}
QUICK = ["co_await home::ready_at_once();", "co_await std::suspend_never();"]
OBJECTS = ["shop", "service", "server", "registry"]


@dataclasses.dataclass
class State:
    type: str
    name: str
    init: str = ""

    def declare(self):
        return f"{self.type} {self.name}{self.init};"


@dataclasses.dataclass
class Function:
    result: str
    name: str
    body: list
    parameters: str = ""
    shares: bool = True  # it uses the state


class Scene:
    def __init__(self, words, dice):
        self.kind, self.reach, self.dice = words["kind"], words.get("reach", "global"), dice
        self.state, self.globals, self.functions = [], [], []
        self.calls, self.final = [], []
        self.only = 0
        self.this = dice.choice(["", "", "this->"])
        self.object = dice.choice(OBJECTS)
        self.helpers = {}

    def coin(self, chance=0.5):
        return self.dice.random() < chance

    def task(self, value=""):
        return TASKS[self.kind].format(value)

    def add(self, name, body, parameters="", result=None, shares=True):
        result = self.task() if result is None else result
        self.functions.append(Function(result, name, body, parameters, shares))

    # --- suspensions ---------------------------------------------------------

    def suspend(self):
        """A statement that suspends for real."""
        way = self.dice.choices(["turn", "sleep", "coroutine", "value", "condition"],
                                [40, 20, 20, 10, 10])[0]
        if way == "turn":
            return self.dice.choice(TURN)
        if way == "sleep":
            return self.dice.choice(SLEEPS[self.kind])
        if way == "coroutine":
            return f"co_await {self.helper('refresh')};"
        if way == "value":
            return f"int price = co_await {self.helper('fetch', '3')};"
        return f"if (co_await {self.helper('fetch', '3')} == 0)\nco_return;"

    def quick(self):
        """One that looks so and never does."""
        return self.dice.choice(QUICK)

    def helper(self, name, argument=""):
        """A call of a coroutine that only suspends, and gives back its argument."""
        value = "int" if argument else ""
        parameters = "int value" if argument else ""
        self.helpers[name] = "\n".join([
            f"{self.task(value)} {name}({parameters}) {{", self.dice.choice(TURN),
            *(["co_return value;"] if argument else []), "}"])
        return f"{name}({argument})"

    # --- the text ------------------------------------------------------------

    def resolve(self, text):
        """`$users` and `@visit(` as this reach spells them."""
        through = {"member": self.this, "object": "here.", "shared": "here->"}
        prefix = through.get(self.reach, "")
        if self.reach == "pointer":
            text = re.sub(r"\$(\w+)\.", r"\1->", text)
            text = re.sub(r"(?<=[(:,=] )\$(\w+)(?=[),;])|(?<=\()\$(\w+)(?=[),])", r"*\1\2", text)
            text = re.sub(r"\$(\w+)", r"(*\1)", text)
        text = re.sub(r"\$(\w+)", prefix + r"\1", text)
        given = self.passed(inside=True)

        def call(match):
            shares = next(f.shares for f in self.functions if f.name == match[1])
            arguments = [*(given if shares else []), *([match[2]] if match[2] else [])]
            return f"{match[1]}({', '.join(arguments)})"
        return re.sub(r"@(\w+)\(([^()]*)\)", call, text)

    def passed(self, inside=False):
        """What a call hands on of the state."""
        if self.reach in ("object", "shared"):
            return ["here"]
        if self.reach in ("reference", "value"):
            return [one.name for one in self.state]
        if self.reach == "pointer":
            return [one.name if inside else f"&{one.name}" for one in self.state]
        return []

    def parameters(self, function):
        if not function.shares:
            return function.parameters
        mine = {"reference": [f"{one.type} &{one.name}" for one in self.state],
                "pointer": [f"{one.type} *{one.name}" for one in self.state],
                "value": [f"{one.type} {one.name}" for one in self.state],
                "object": [f"{self.object} &here"],
                "shared": [f"std::shared_ptr<{self.object}> here"]}.get(self.reach, [])
        return ", ".join([*mine, *([function.parameters] if function.parameters else [])])

    def spell(self, function):
        body = "\n".join(function.body)
        if self.reach == "local" and function.shares:
            body = "\n".join([*(one.declare() for one in self.state), body])
        head = f"{function.result} {function.name}({self.parameters(function)}) {{"
        if self.reach == "captured":
            head = f"auto {function.name} = [&]({function.parameters}) -> {function.result} {{"
        lines = [head, self.resolve(body)]
        if "task" in function.result or "lazy" in function.result:
            if not re.search(r"\bco_|^return ", body, re.M):
                lines.append("co_return;")
        return "\n".join([*lines, "};" if self.reach == "captured" else "}"])

    def call(self, name, argument=""):
        """A call as run() spells it."""
        function = next(f for f in self.functions if f.name == name)
        arguments = [*(self.passed() if function.shares else []), *([argument] if argument else [])]
        called = f"here.{name}" if self.reach == "member" else name
        return f"{called}({', '.join(arguments)})"

    def joined(self):
        """The statements of run() that let all run and wait for them."""
        calls = list(self.calls)
        if len(calls) == 1:
            return [f"co_await {calls[0]};"]
        self.dice.shuffle(calls)
        if self.kind == "lazy":
            return [*(f"stage::spawn({call});" for call in calls), "co_await stage::quiet();"]
        way = self.dice.choice(["gather", "handles", "vector", "beside"])
        if way == "gather":
            return [f"co_await aio::gather({', '.join(calls)});"]
        names = ["first", "second", "third"][:len(calls)]
        if way == "vector":
            return ["std::vector<aio::task_handle<>> tasks;",
                    *(f"tasks.push_back(aio::create_task({call}));" for call in calls),
                    "for (auto &each : tasks)", "co_await each;"]
        last = [f"co_await {calls.pop()};"] if way == "beside" else []
        made = [f"auto {name} = aio::create_task({call});" for name, call in zip(names, calls)]
        return [*made, *last, *(f"co_await {name};" for name, _ in zip(names, calls))]

    def run(self):
        state, final = [], [line.replace("$", "") for line in self.final]
        if self.reach in ("reference", "pointer", "value"):
            state = [one.declare() for one in self.state]
        elif self.reach == "captured":
            state = [*(one.declare() for one in self.state), *map(self.spell, self.functions)]
        elif self.reach in ("member", "object"):
            state = [f"{self.object} here;"]
            final = [line.replace("$", "here.") for line in self.final]
        elif self.reach == "shared":
            state = [f"auto here = std::make_shared<{self.object}>();"]
            final = [line.replace("$", "here->") for line in self.final]
        return "\n".join([f"{self.task()} run() {{", *state, *self.joined(), *final, "}"])

    def text(self):
        run = self.run()
        state = [one.declare() for one in self.state]
        functions = [self.spell(each) for each in self.functions]
        text = [*self.globals, *self.helpers.values()]
        if self.reach == "global":
            static = "static " if self.coin(0.3) else ""
            text += [*(static + one for one in state), *functions]
        elif self.reach == "member":
            inside = [*state, *functions] if self.coin() else [*functions, *state]
            text.append("\n".join([f"struct {self.object} {{", *inside, "};"]))
        elif self.reach in ("object", "shared"):
            text += ["\n".join([f"struct {self.object} {{", *state, "};"]), *functions]
        elif self.reach != "captured":
            text += functions
        return "\n".join([*text, run])
