# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Counts the judgements, and shows the smallest example of each disagreement."""

import collections

VERDICTS = ("right", "missed", "false")


def check_of(judged):
    """What a judgement is counted under: who spoke, or who ought to have."""
    if judged.checks:
        return sorted(judged.checks)
    if judged.truth == "broken":
        return ["(broken)"]
    return [judged.case.shape.expected_check if judged.truth == "bug" else "(silent)"]


def words_of(shape, dimensions):
    """{title: word}: a shape need not have all dimensions."""
    words = {title: shape.word(title) for title in dimensions}
    return {title: word for title, word in words.items() if word is not None}


class Table:
    def __init__(self, judged, dimensions):
        self.judged, self.dimensions = judged, dimensions
        self.total = collections.Counter(one.verdict for one in judged)
        self.bugs = sum(one.truth == "bug" for one in judged)

    def share(self, verdict):
        """Of all cases, in percent."""
        return 100 * self.total[verdict] / max(1, len(self.judged))

    def rows(self, words_of):
        """{word: Counter of verdicts and bugs}"""
        rows = collections.defaultdict(collections.Counter)
        for one in self.judged:
            for word in words_of(one):
                rows[word][one.verdict] += 1
                rows[word]["bug"] += one.truth == "bug"
                rows[word]["cases"] += 1
        return rows

    def section(self, title, rows, order):
        yield f"{title:<28} {'cases':>6} {'bugs':>6} {'right':>6} {'missed':>6} {'false':>6}"
        for word in order:
            if word in rows:
                r = rows[word]
                yield (f"  {word:<26} {r['cases']:>6} {r['bug']:>6} {r['right']:>6} "
                       f"{r['missed'] or '.':>6} {r['false'] or '.':>6}")

    def lines(self):
        by_check = self.rows(check_of)
        yield from self.section("check", by_check, sorted(by_check))
        for name, choices in self.dimensions.items():
            rows = self.rows(lambda one: words_of(one.case.shape, [name]).values())
            order = [*choices, *(["-"] if "-" in rows else [])]
            yield ""
            yield from self.section(name, rows, order)
        yield ""
        yield self.summary()

    def summary(self):
        n = len(self.judged)
        return (f"{n} cases, {self.bugs} bugs: {self.total['right']} right, "
                f"{self.total['missed']} missed ({self.share('missed'):.2f} %), "
                f"{self.total['false']} false ({self.share('false'):.2f} %)"
                + (f", {self.total['broken']} broken" if self.total["broken"] else ""))

    def disagreements(self):
        """[(how many, the smallest)] by kind, the most frequent first."""
        kinds = collections.defaultdict(list)
        for one in self.judged:
            if one.verdict != "right":
                kinds[one.verdict, *check_of(one), *one.case.shape.group].append(one)
        def size(one):
            return len(one.case.source), one.case.number

        smallest = [(len(group), min(group, key=size)) for group in kinds.values()]
        return sorted(smallest, key=lambda pair: (-pair[0], len(pair[1].case.source)))

    def examples(self, seed, most):
        found = self.disagreements()
        for count, one in found[:most]:
            yield ""
            yield (f"--- {one.verdict}, {count} like this: {', '.join(check_of(one))} "
                   f"(--seed {seed} --only {one.case.number})")
            yield from facts(one, self.dimensions)
            yield one.case.source
        if len(found) > most:
            yield ""
            yield f"... and {len(found) - most} more kinds of disagreement (--examples)"

    def as_json(self, seed):
        return {
            "seed": seed,
            "cases": len(self.judged),
            "bugs": self.bugs,
            **{verdict: self.total[verdict] for verdict in VERDICTS},
            "judged": [{"case": one.case.number, "truth": one.truth, "why": one.why,
                        "verdict": one.verdict, "checks": sorted(one.checks),
                        "expected": one.case.shape.expected_check,
                        "shape": words_of(one.case.shape, self.dimensions), "source": one.case.source}
                       for one in self.judged],
        }


def facts(one, dimensions):
    """What is known of one case, as comments above its code."""
    words = words_of(one.case.shape, dimensions)
    yield "// " + ", ".join(f"{name}: {word}" for name, word in words.items()
                            if word not in ("-", "none", "no"))
    yield f"// the run: {one.truth}" + (f", {one.why}" if one.why else "")
    for message in one.messages or ["silent"]:
        yield f"// corolint: {message}"
