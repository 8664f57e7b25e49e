# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""docs/libraries.md is what checks/profiles/*.yaml say; --write writes it anew.

The profiles need no more of YAML than this reads: comments, `key: value`, maps
by indentation, and lists of words as `[a, b]` or as lines that start with `-`;
in those there can be maps for groups of names. A profile that needs more fails here, before it fails in the binary.
"""

import re
import sys

from project import ROOT

PAGE = ROOT / "docs/libraries.md"
PROFILES = ROOT / "checks/profiles"

INTRODUCTION = """\
# The libraries corolint knows

<!-- Made of checks/profiles/ by test/profiles/libraries.py --write. -->

What a task type does, corolint reads from its promise. What functions do beside
it, a profile says; these are built in. Names are relative to the namespaces of
the library; one that ends in `::*` means the call operator of a function object.
A user's own profile has the same form and is named by the option
`coro.Profiles`; attributes and options say the same of single functions.

| role | meaning |
|---|---|
"""

ADVICE = {
    "run": "wait for a task",
    "spawn": "start a task",
    "sleep": "sleep",
    "offload": "run something on another thread",
    "gather": "run tasks side by side",
}


def roles():
    """[(word, meaning)], in the order of Roles.def."""
    text = (ROOT / "checks/model/Roles.def").read_text()
    return re.findall(r'^ROLE\(\w+,\s*"([^"]*)",\s*"([^"]*)"\)', text, re.M)


class Reader:
    def __init__(self, path):
        self.path = path
        lines = path.read_text().splitlines()
        comments = [line[1:].strip() for line in lines if line.startswith("#")]
        self.comment = " ".join(c for c in comments if not c.startswith("SPDX"))
        self.lines = [(number, line) for number, line in enumerate(lines, 1)
                      if line.strip() and not line.startswith("#")]

    def fail(self, what):
        number = self.lines[0][0] if self.lines else "end"
        sys.exit(f"{self.path.name}:{number}: {what}")

    def indent(self):
        return len(self.lines[0][1]) - len(self.lines[0][1].lstrip()) if self.lines else -1

    def word(self, text):
        text = text.strip()
        if text.startswith('"'):
            if len(text) < 2 or not text.endswith('"') or '"' in text[1:-1] or "\\" in text:
                self.fail(f"cannot read {text}")
            return text[1:-1]
        if not re.fullmatch(r"[\w+./: -]+", text) or ": " in text or text.endswith(":"):
            self.fail(f"put this in quotes: {text}")
        return text

    def value(self):
        """The rest of a line behind `key: `, and what its bracket goes on to."""
        text = re.sub(r"^\s*(- )?[a-z-]+:\s*", "", self.lines.pop(0)[1])
        while text.startswith("[") and not text.endswith("]"):
            if not self.lines:
                self.fail("a bracket without its end")
            text += " " + self.lines.pop(0)[1].strip()
        if text.startswith("["):
            items = re.findall(r'\s*("[^"]*"|[^,"\]]+)\s*(?:,|$)', text[1:-1])
            return [self.word(item) for item in items if item.strip()]
        return self.word(text)

    def map(self, depth=0):
        result = {}
        while self.indent() == depth:
            match = re.fullmatch(r"([a-z-]+):\s*(.*)", self.lines[0][1].strip())
            if not match:
                self.fail("expected 'key: value'")
            if match[1] in result:
                self.fail(f"'{match[1]}' stands here twice")
            if match[2]:
                result[match[1]] = self.value()
                continue
            self.lines.pop(0)
            if self.indent() <= depth:
                self.fail(f"nothing under '{match[1]}'")
            is_list = self.lines[0][1].lstrip().startswith("- ")
            result[match[1]] = self.list(self.indent()) if is_list else self.map(self.indent())
        return result

    def list(self, depth):
        result = []
        while self.indent() == depth and self.lines[0][1].lstrip().startswith("- "):
            number, line = self.lines[0]
            if re.match(r"\s*- [a-z-]+: ", line):
                self.lines[0] = number, line.replace("- ", "  ", 1)
                result.append(self.group(depth + 2))
            else:
                result.append(self.word(line.lstrip()[2:]))
                self.lines.pop(0)
        return result

    def group(self, depth):
        group = self.map(depth)
        if unknown := set(group) - {"names", "reason", "instead"}:
            self.fail(f"a group has no {', '.join(unknown)}")
        return group


def read(path):
    reader = Reader(path)
    profile = reader.map()
    if reader.lines:
        reader.fail("cannot read this")
    return {"says": {}, "roles": {}, **profile, "comment": reader.comment}


def code(text):
    return "`" + text.replace("|", "\\|") + "`"


def name_of(entry):
    """How the table shows a name, or a group of names."""
    if isinstance(entry, dict):
        names = ", ".join(map(name_of, entry["names"]))
        instead = f" → {entry['instead']}" if "instead" in entry else ""
        reason = f" ({entry['reason']})" if "reason" in entry else ""
        return names + instead + reason
    name, _, remedy = entry.partition("=")
    return code(name) + (f" → {code(remedy.replace('{}', 'time'))}" if remedy else "")


def separator(entries):
    return "; " if any(isinstance(entry, dict) for entry in entries) else ", "


def place(namespace):
    return {"": "C", "::": "the global namespace"}.get(namespace) or code(namespace)


def section(profile):
    yield f"\n## {profile['name']}\n\n{profile['comment']}\n\n"
    places = ", ".join(map(place, profile["namespaces"])) or "any namespace"
    yield f"Found in {places}.\n\n"
    says = [(to, profile["says"].get(key)) for key, to in ADVICE.items()]
    if any(text for _, text in says):
        yield "| to | say |\n|---|---|\n"
        for to, text in says:
            if text:
                argument = {"sleep": "time", "run something on another thread": "work()",
                            "run tasks side by side": "task, task"}
                text = text.replace("{ns}", profile["namespaces"][0])
                yield f"| {to} | {code(text.replace('{}', argument.get(to, 'task')))} |\n"
        yield "\n"
    yield "| role | names |\n|---|---|\n"
    for word, _ in roles():
        if names := profile["roles"].get(word):
            yield f"| {word} | {separator(names).join(map(name_of, names))} |\n"


def page():
    known = [read(path) for path in PROFILES.glob("*.yaml")]
    words = {word for word, _ in roles()}
    for profile in known:
        if unknown := set(profile["roles"]) - words:
            sys.exit(f"{profile['name']}: unknown role {', '.join(unknown)}")
    known.sort(key=lambda profile: profile["name"].lower())
    meanings = "".join(f"| {word} | {meaning} |\n" for word, meaning in roles())
    return INTRODUCTION + meanings + "".join(text for p in known for text in section(p))


def main():
    if sys.argv[1:] == ["--write"]:
        PAGE.write_text(page())
    elif not PAGE.exists() or PAGE.read_text() != page():
        sys.exit(f"docs/{PAGE.name} is out of date: run test/profiles/libraries.py --write")


main()
