# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A small editor: opens a file in clangd and prints what it would show.

    lsp.py SERVER FILE [--apply] [SERVER FLAGS...]

Prints each diagnostic (places are line:column as editors show them, from 1),
its notes and its quick fixes. --apply then takes the first quick fix of each
diagnostic, as a user would, one after the other, and prints the text it gets
and the diagnostics that are left.
"""

import json
import pathlib
import subprocess
import sys

SEVERITIES = {1: "error", 2: "warning", 3: "information", 4: "hint"}


class Server:
    def __init__(self, binary, directory, *flags):
        # The background index would read all of the project around the file.
        self.process = subprocess.Popen(
            [binary, "--background-index=false", "--log=error", *flags],
            cwd=directory, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.last_id = 0
        self.request("initialize", {
            "processId": None,
            "rootUri": directory.as_uri(),
            "capabilities": {"textDocument": {
                "publishDiagnostics": {"relatedInformation": True,
                                       "codeDescriptionSupport": True},
                "codeAction": {"codeActionLiteralSupport": {
                    "codeActionKind": {"valueSet": ["quickfix"]}}},
            }},
        })
        self.notify("initialized", {})

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def receive(self):
        length = 0
        while (line := self.process.stdout.readline()) != b"\r\n":
            if not line:
                sys.exit(f"the server ended ({self.process.wait()})")
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        return json.loads(self.process.stdout.read(length))

    def notify(self, method, params):
        self.send({"method": method, "params": params})

    def request(self, method, params):
        self.last_id += 1
        self.send({"id": self.last_id, "method": method, "params": params})
        while (message := self.receive()).get("id") != self.last_id or "method" in message:
            pass
        if "error" in message:
            sys.exit(f"{method}: {message['error']['message']}")
        return message["result"]

    def stop(self):
        self.request("shutdown", None)
        self.notify("exit", None)
        if self.process.wait(timeout=60):
            sys.exit(f"the server ended badly ({self.process.returncode})")


class Document:
    def __init__(self, server, path):
        self.server, self.uri, self.version = server, path.as_uri(), 1
        self.text = path.read_text()
        server.notify("textDocument/didOpen", {"textDocument": {
            "uri": self.uri, "languageId": "cpp", "version": 1, "text": self.text}})

    def diagnostics(self):
        """The first complete list for this version of the text."""
        while True:
            message = self.server.receive()
            params = message.get("params", {})
            if message.get("method") == "textDocument/publishDiagnostics" \
                    and params["uri"] == self.uri \
                    and params.get("version", self.version) == self.version:
                return params["diagnostics"]

    def quick_fixes(self, diagnostic):
        """[(title, edits)], in the order the editor would offer them."""
        actions = self.server.request("textDocument/codeAction", {
            "textDocument": {"uri": self.uri}, "range": diagnostic["range"],
            "context": {"diagnostics": [diagnostic], "only": ["quickfix"]}})
        return [(a["title"], a["edit"]["changes"][self.uri]) for a in actions if "edit" in a]

    def apply(self, edits):
        # Backwards, so that an edit does not move the next one's place.
        for edit in sorted(edits, key=lambda e: place(e["range"]["start"]), reverse=True):
            start, end = (self.offset(edit["range"][side]) for side in ("start", "end"))
            self.text = self.text[:start] + edit["newText"] + self.text[end:]
        self.version += 1
        self.server.notify("textDocument/didChange", {
            "textDocument": {"uri": self.uri, "version": self.version},
            "contentChanges": [{"text": self.text}]})

    def offset(self, position):
        """LSP counts UTF-16 units within a line."""
        lines = self.text.splitlines(keepends=True)
        before = "".join(lines[: position["line"]])
        if position["line"] >= len(lines):
            return len(before)
        units = lines[position["line"]].encode("utf-16-le")[: 2 * position["character"]]
        return len(before) + len(units.decode("utf-16-le"))


def place(position):
    return position["line"] + 1, position["character"] + 1


def span(where):
    start, end = place(where["start"]), place(where["end"])
    return "{}:{}-{}:{}".format(*start, *end)


def show(document, diagnostics):
    for diagnostic in diagnostics:
        severity = SEVERITIES[diagnostic["severity"]]
        code = f" [{diagnostic['code']}]" if diagnostic.get("code") else ""
        print(f"{span(diagnostic['range'])}: {severity}: {diagnostic['message']}{code}")
        if "codeDescription" in diagnostic:
            print(f"  see {diagnostic['codeDescription']['href']}")
        for note in diagnostic.get("relatedInformation", []):
            print(f"  note: {span(note['location']['range'])}: {note['message']}")
        for title, edits in document.quick_fixes(diagnostic):
            changes = ", ".join(f"{span(e['range'])} {e['newText']!r}" for e in edits)
            print(f"  fix: {title}: {changes}")
    print(f"{len(diagnostics)} diagnostics")


def main():
    arguments = [a for a in sys.argv[1:] if a != "--apply"]
    file = pathlib.Path(arguments[1]).resolve()
    server = Server(arguments[0], file.parent, *arguments[2:])
    document = Document(server, file)
    diagnostics = document.diagnostics()
    show(document, diagnostics)
    if "--apply" in sys.argv:
        while fixes := [f for d in diagnostics for f in document.quick_fixes(d)[:1]]:
            document.apply(fixes[0][1])
            diagnostics = document.diagnostics()
        print("--- fixed")
        print(document.text)
        show(document, diagnostics)
    server.stop()


if __name__ == "__main__":
    main()
