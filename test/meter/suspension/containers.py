# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""An iterator, a reference, a pointer or a view into a container, and another
task that changes the container while the coroutine is suspended."""

from .looking import Looking
from .ranging import Ranging
from .scene import OWN, SHARED
from . import things

CHECKS = ["coro-iterator-across-await"]
TELLING = ["holds", "use", "other"]

DIMENSIONS = {
    "kind": {"aio": 3, "lazy": 2},
    "container": {"vector": 34, "map": 18, "unordered_map": 16, "string": 8, "deque": 8,
                  "list": 6},
    "reach": SHARED | OWN,
    # `pointee`: what an element owns; it does not move with it.
    "holds": {"iterator": 28, "reference": 20, "pointer": 14, "view": 8, "binding": 5,
              "range": 26, "value": 9, "alias": 3, "shared": 4, "pointee": 3, "index": 3},
    "use": {"after": 30, "both": 14, "looped": 7, "branch": 6, "argument": 3,
            "before": 9, "again": 9, "obtained after": 7, "each turn": 4, "quick": 8, "leaves": 5,
            "other branch": 4,
            # of a range
            "in the body": 24, "before in the body": 8, "by hand": 6, "of an alias": 3,
            "left": 7, "collected": 6, "snapshot": 6, "temporary": 3, "quick body": 5},
    "element": {"struct": 3, "text": 2},
    "guard": {"none": 88, "async lock": 9, "lock released": 3},
    "change": {"grows": 36, "erases": 34, "clears": 24, "updates": 6},
    # Who changes it, or does not.
    "other": {"task": 48, "function": 22, "awaited": 15, "reads": 8, "nobody": 7},
}
RANGE = {"in the body", "before in the body", "by hand", "of an alias", "left", "collected",
         "snapshot", "temporary", "quick body"}
REBINDS = {"iterator", "pointer"}


def fits(w):
    if (w["holds"] == "range") != (w["use"] in RANGE):
        return False
    if w["holds"] == "binding" and w["container"] not in ("map", "unordered_map"):
        return False
    if w["holds"] in ("shared", "pointee") and (
            w["container"] not in ("vector", "deque", "list") or w["element"] != "struct"):
        return False
    if w["holds"] == "pointee" and w["reach"] == "value":
        return False  # it cannot be copied
    if w["holds"] == "index" and w["container"] not in ("vector", "deque"):
        return False
    if w["holds"] == "alias" and w["use"] not in ("after", "obtained after"):
        return False
    if w["use"] == "argument" and w["change"] == "erases" and w["container"] in (
            "vector", "deque"):
        return False  # another element is in its place, and nothing tells
    if w["use"] == "argument" and (w["holds"] != "reference" or w["container"] == "string"
                                   or w["other"] == "awaited"):
        return False
    if w["holds"] in ("value", "shared", "index", "binding", "view") and w["use"] == "again":
        return False
    if w["guard"] != "none" and (w["kind"] != "aio" or w["reach"] in OWN
                                 or w["other"] in ("awaited", "nobody", "reads")):
        return False
    if w["guard"] == "lock released" and (w["holds"] == "range" or w["use"] not in (
            "after", "both")):
        return False
    if w["container"] == "string":
        if w["holds"] == "range" or w["holds"] in ("index", "alias"):
            return False
    return w["element"] == "struct" or w["container"] != "string"


def write(w, dice):
    struct, name = dice.choice(things.NAMES)
    # A view of what the element itself holds sees it move only if it is short.
    short = w["holds"] == "view" and w["container"] == "vector" and w["change"] == "grows"
    form = {"shared": "shared", "pointee": "pointee"}.get(w["holds"], w["element"])
    element = things.element(form, struct, short)
    if w["container"] == "string":
        container, name = things.Text(), dice.choice(["text", "label", "line"])
    elif w["container"] in ("map", "unordered_map"):
        container = things.Mapping(w["container"], element)
    else:
        container = things.Sequence(w["container"], element)
    scene = (Ranging if w["holds"] == "range" else Looking)(w, dice, container, name)
    scene.set_up(element if w["container"] != "string" else None)
    return scene
