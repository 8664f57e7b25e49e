# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""odd_bytes.py COROLINT INPUTS: lints sources of odd bytes in this folder."""

import json
import pathlib
import subprocess
import sys

corolint, inputs = sys.argv[1:]
PLAIN = """\
#include "lazy.h"
lazy::task<int> lost() { co_return 1; }
lazy::task<int> task() { lost(); co_return 1; }
"""
FIXED = PLAIN.replace("{ lost()", "{ co_await lost()")
BOM = b"\xef\xbb\xbf"


def lint(name, *options):
    run = subprocess.run([corolint, "-q", "--timeout=60", *options, name, "--", "-std=c++20",
                          f"-I{inputs}"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    return run.returncode, run.stdout, run.stderr.decode()


def expect(what, is_so):
    if not is_so:
        sys.exit(f"{what}")


def check(name, text, column=26, line=3, fixed=None, why=None):
    """\\p column: of the one finding; \\p why: that it is not analysed, and the reason."""
    file = pathlib.Path(name)
    file.write_bytes(text)
    status, out, err = lint(name, "--format=json")
    expect(f"{name}: status {status}: {err}", status == (3 if why else 1))
    report = json.loads(out.decode())
    json.loads(lint(name, "--format=sarif")[1].decode())
    lint(name)[1].decode()
    if why:
        expect(f"{name}: {err}", why in err and why in report["notAnalysed"][0]["reason"])
        return
    [finding] = report["findings"]
    place = finding["line"], finding["column"]
    expect(f"{name}: at {place}", place == (line, column))
    expect(f"{name}: offset", text[finding["offset"] :].startswith(b"lost();"))
    lint(name, "--fix")
    wanted = fixed or text.replace(b"lost(); ", b"co_await lost(); ")
    expect(f"{name}: fixed to {file.read_bytes()[-200:]}", file.read_bytes() == wanted)


check("crlf.cpp", PLAIN.replace("\n", "\r\n").encode(), fixed=FIXED.replace("\n", "\r\n").encode())
check("cr.cpp", PLAIN.replace("\n", "\r").encode())
check("bom.cpp", BOM + PLAIN.encode(), fixed=BOM + FIXED.encode())
check("bom-crlf.cpp", BOM + PLAIN.replace("\n", "\r\n").encode())
check("nul.cpp", PLAIN.replace("{ lost", "{/*\0*/ lost").encode(), column=31)
check("nul-first.cpp", b"\0\0" + PLAIN.encode())
check("no-utf8.cpp", PLAIN.replace("{ lost", "{/*\xff\x80*/ lost").encode("latin-1"), column=31)
check("wide.cpp", PLAIN.replace("{ lost", "{/*" + "x" * 10_000_000 + "*/ lost").encode(),
      column=10_000_030)
check("utf16.cpp", PLAIN.encode("utf-16"), why="it is UTF-16 or UTF-32; save it as UTF-8")
check("utf16be.cpp", b"\xfe\xff" + PLAIN.encode("utf-16-be"), why="it is UTF-16 or UTF-32; save it as UTF-8")
check("utf32.cpp", PLAIN.encode("utf-32"), why="it is UTF-16 or UTF-32; save it as UTF-8")
check("name.cpp", (PLAIN + "int \xff\xfe;\n").encode("latin-1"), why="it does not compile")
check("cycle.cpp", (PLAIN + '#include "cycle.cpp"\n').encode(), why="it does not compile")
check("parentheses.cpp", (PLAIN + f"int x = {'(' * 50000}1{')' * 50000};").encode(), why="it does not compile")
check("braces.cpp", (PLAIN + f"void f() {'{' * 50000}{'}' * 50000}").encode(), why="it does not compile")
check("mark-alone.cpp", b"\xff\xfe", why="it is UTF-16")
