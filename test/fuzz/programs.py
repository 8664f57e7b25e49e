# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Draws programs that a check has never seen.

Nothing is known of what they do: unlike the meter's they only have to be taken
as they are. A third comes out of a grammar, a third is one of those broken, a
third is a test of ours broken.
"""

import random
import re

TOKEN = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|\w+|'
                   r'<<=|>>=|<=>|->|::|&&|\|\||[-+*/%&|^=!<>]=|\+\+|--|<<|>>|\s+|.', re.S)

HEAD = """\
#include "home.h"
#include "generator.h"
#include <memory>
#include <mutex>
#include <string>
#include <vector>
#define AWAIT(X) co_await X
#define TWICE(X) X; X
#define LET(N, X) auto N = X
template <class F> void spawn(F &&f);
template <class... T> home::lazy<> all(T &&...t);
extern "C" int usleep(unsigned);
extern std::mutex lock;
extern std::vector<int> shared;
extern bool flag;
struct Node { int value; Node *next; std::vector<int> items; home::lazy<int> visit(int); };
"""

RETURNS = ["home::lazy<int>", "home::eager<int>", "home::lazy<>", "home::eager<>",
           "home::fire_and_forget", "home::generator<int>", "auto", "int", "void"]
PARAMETERS = ["int {}", "int &{}", "const std::string &{}", "std::string {}", "std::string &&{}",
              "std::vector<int> &{}", "Node *{}", "Node &{}", "std::shared_ptr<Node> {}",
              "home::lazy<int> {}", "auto {}", "auto &&{}"]


class Grammar:
    """One program. `depth` bounds what is in what."""

    def __init__(self, rng):
        self.rng = rng
        self.functions = ["first"]
        self.names = ["shared"]
        self.fresh = 0

    def name(self, stem):
        self.fresh += 1
        return f"{stem}{self.fresh}"

    def one(self, *choices):
        return self.rng.choice(choices)

    def program(self):
        parts = [HEAD, "home::lazy<int> first(int a = 0);\n"]
        for _ in range(self.rng.randint(1, 6)):
            parts.append(self.one(self.function, self.function, self.record, self.template)())
        return "\n".join(parts)

    def function(self, indent="", method=False):
        name = self.name("f")
        outer, self.names = self.names, list(self.names)
        parameters = ", ".join(self.parameter() for _ in range(self.rng.randint(0, 3)))
        returns = self.rng.choice(RETURNS)
        coroutine = returns.startswith("home::") and self.rng.random() < 0.9
        body = self.block(3, coroutine)
        end = self.ending(returns, coroutine)
        self.names = outer
        if not method:
            self.functions.append(name)
        return f"{indent}{returns} {name}({parameters}) {{\n{body}{end}}}\n"

    def ending(self, returns, coroutine):
        if coroutine:
            return "co_yield 1; co_return;\n" if "generator" in returns else self.one(
                "co_return 1;\n" if "int" in returns else "co_return;\n",
                "co_return co_await first();\n" if "int" in returns else "co_await first();\n")
        return f"return {self.expression(2, False)};\n" if returns in ("auto", "int") else \
            f"return {self.rng.choice(self.functions)}(1);\n" if returns != "void" else ""

    def parameter(self):
        name = self.name("p")
        self.names.append(name)
        return self.rng.choice(PARAMETERS).format(name)

    def record(self):
        name = self.name("S")
        bases = self.one("", "", ": Node", f": std::enable_shared_from_this<{name}>")
        methods = "".join(self.function("  ", True) for _ in range(self.rng.randint(1, 3)))
        end = self.one("", f"~{name}() {{ {self.statement(1, False)} }}",
                       f"virtual home::lazy<int> v();")
        return f"struct {name} {bases} {{ std::vector<int> items; int value;\n{methods}{end}\n}};\n"

    def template(self):
        head = self.one("template <class T> ", "template <int N> ", "template <class... T> ")
        text = head + self.function()
        made = self.functions[-1]
        argument = "4" if "int N" in head else "int"
        return text + self.one("", f"auto {self.name('u')} = &{made}<{argument}>;\n")

    def block(self, depth, coroutine):
        outer, self.names = self.names, list(self.names)
        text = "".join(self.statement(depth, coroutine) + "\n"
                       for _ in range(self.rng.randint(1, 4)))
        self.names = outer
        return text

    def statement(self, depth, coroutine):
        value = lambda: self.expression(depth - 1, coroutine)  # noqa: E731
        inner = lambda: self.block(depth - 1, coroutine)  # noqa: E731
        if depth <= 0:
            return value() + ";"
        choice = self.rng.randrange(16)
        if choice < 4:
            right, name = value(), self.name("x")
            self.names.append(name)
            return self.one(f"auto {name} = {right};", f"auto &&{name} = {right};",
                            f"LET({name}, {right});", f"const auto &{name} = {right};",
                            f"static auto {name} = {right};")
        if choice == 4:
            return f"if ({value()}) {{ {inner()} }} else {{ {inner()} }}"
        if choice == 5:
            name = self.name("i")
            head = self.one(f"for (int {name} = 0; {name} < 3; ++{name})",
                            f"for (auto &{name} : {self.one('shared', self.rng.choice(self.names))})",
                            f"while ({value()})", f"switch (1) case 1:")
            self.names.append(name)
            return f"{head} {{ {inner()} }}"
        if choice == 6:
            return f"try {{ {inner()} }} catch ({self.one('...', 'int e', 'std::exception &e')}) " \
                   f"{{ {self.block(depth - 1, False)} }}"
        if choice == 7:
            return self.one("std::lock_guard held(lock);", "std::unique_lock held(lock);",
                            "usleep(1);", "lock.lock();", "lock.unlock();", "shared.push_back(1);",
                            "shared.clear();", "if (flag) return;", "if (flag) co_return 1;",
                            "goto end; end:;", "do {} while (flag);", "delete this;")
        if choice == 8:
            return f"spawn({value()});"
        if choice == 9:
            return f"TWICE({value()});"
        if choice == 10:
            return f"shared[{value()}] = {value()};"
        if choice == 11 and coroutine:
            return self.one("co_yield ", "co_return ", "co_await ") + value() + ";"
        return value() + ";"

    def expression(self, depth, coroutine):
        if depth <= 0:
            return self.one("1", "nullptr", "flag", "this", "*this", *self.names, *self.names,
                            f"{self.rng.choice(self.functions)}(1)", "home::pause{}",
                            "shared.begin()")
        value = lambda: self.expression(depth - 1, coroutine)  # noqa: E731
        choice = self.rng.randrange(16)
        if choice < 4 and coroutine:
            return self.one(f"co_await {value()}", f"AWAIT({value()})", f"(co_await {value()})")
        if choice < 6:
            return f"{self.rng.choice(self.functions)}({value()}, {value()})" if flag(self.rng) \
                else f"{self.rng.choice(self.functions)}({value()})"
        if choice == 6:
            return self.closure(depth)
        if choice == 7:
            return self.closure(depth) + "()"
        if choice == 8:
            return f"std::move({value()})"
        if choice == 9:
            return f"({value()} {self.one('+', '=', '+=', ',', '&&', '<')} {value()})"
        if choice == 10:
            return f"({value()} ? {value()} : {value()})"
        if choice == 11:
            return f"{value()}.{self.one('begin()', 'value', 'items', 'visit(1)', 'back()', 'get()')}"
        if choice == 12:
            return f"{value()}->{self.one('visit(2)', 'next', 'items', 'value')}"
        if choice == 13:
            return f"all({value()}, {value()})"
        if choice == 14:
            return self.one(f"std::make_shared<Node>()", f"new Node{{{value()}}}",
                            f"std::string({value()})", f"[&]() -> decltype(auto) {{ return {value()}; }}()",
                            f"static_cast<int>({value()})", f"sizeof({value()})", f"&{value()}",
                            f"*{value()}", f"noexcept({value()})")
        return value()

    def closure(self, depth):
        capture = self.one("", "&", "=", "this", "&, this", f"x = {self.expression(0, False)}")
        returns = self.one("", "-> home::lazy<int>", "-> home::eager<>", "-> home::fire_and_forget")
        body = self.block(depth - 1, bool(returns))
        end = self.ending(returns, True) if returns else ""
        return f"[{capture}]({self.one('', 'auto a', 'int a', 'auto &&...a')}) {returns} {{ {body}{end} }}"


def flag(rng):
    return rng.random() < 0.5


def broken(text, rng):
    """\\p text with tokens gone, doubled, swapped or foreign, or with its end gone."""
    tokens = TOKEN.findall(text)
    for _ in range(rng.choice([1, 1, 2, 3, 8, 20])):
        at = rng.randrange(len(tokens))
        what = rng.randrange(6)
        if what == 0:
            del tokens[at]
        elif what == 1:
            tokens.insert(at, tokens[at])
        elif what == 2:
            other = rng.randrange(len(tokens))
            tokens[at], tokens[other] = tokens[other], tokens[at]
        elif what == 3:
            tokens[at] = tokens[rng.randrange(len(tokens))]
        elif what == 4:
            tokens.insert(at, rng.choice(["co_await ", "co_return ", "(", ")", "{", "}", "template ",
                                          "auto ", "&", "[&]", ";", "\0", "\xff", "static "]))
        else:
            del tokens[at : at + rng.randint(2, 30)]
        if not tokens:
            return ""
    if rng.random() < 0.1:
        del tokens[rng.randrange(len(tokens)) :]
    return "".join(tokens)


def program(seed, number, tests):
    """Always the same for a seed and a number; \\p tests: texts to break."""
    rng = random.Random(f"{seed}:{number}")
    kind = number % 3
    if kind == 2:
        return broken(rng.choice(tests), rng)
    text = Grammar(rng).program()
    return broken(text, rng) if kind else text
