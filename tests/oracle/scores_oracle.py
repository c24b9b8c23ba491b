#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Numbers about scores from other tools, for tests/unit/test_oracle_scores.c.

Needed only to make the vectors again:

    pip install scikit-learn scipy
    python3 tests/oracle/scores_oracle.py COMPAS.csv > tests/oracle/scores_vectors.csv

`table` begins a table with the scores that occur; `group` gives the people of a group at each, with a negative and with a
positive label; `value` is METRIC as exaequo names it, of a group or of a group against another. `auc_variance` is DeLong's, over
people. All tools see people one by one.
"""
import csv
import random
import sys

import numpy as np
import scipy
import sklearn
from scipy import stats
from sklearn import metrics

MIN_PEOPLE = 2


def rows(scores, group):
    negative, positive = group
    s = np.repeat(np.concatenate([scores, scores]), np.concatenate([negative, positive]))
    y = np.repeat([0, 1], [sum(negative), sum(positive)])
    return s, y


def delong(s, y):
    above, below = s[y == 1], s[y == 0]
    wins = (above[:, None] > below[None, :]) + 0.5 * (above[:, None] == below[None, :])
    return wins.mean(1).var(ddof=1) / len(above) + wins.mean(0).var(ddof=1) / len(below)


def abroca(a, b):
    curves = [metrics.roc_curve(y, s, drop_intermediate=False)[:2] for s, y in (a, b)]
    total = 0.0
    xs = sorted(set(curves[0][0]) | set(curves[1][0]))
    for left, right in zip(xs, xs[1:]):
        middle = [left + (right - left) * t for t in (0.25, 0.75)]  # off the knots, where curves jump
        ends = []
        for x, y in curves:
            low, high = (np.interp(m, x, y) for m in middle)
            ends.append((low - (high - low) / 2, high + (high - low) / 2))
        before, after = ends[0][0] - ends[1][0], ends[0][1] - ends[1][1]
        width = right - left
        if before * after >= 0:
            total += width * abs(before + after) / 2
        else:
            total += width * (before**2 + after**2) / 2 / (abs(before) + abs(after))
    return total


def cross(above, below):
    s = np.concatenate([above[0][above[1] == 1], below[0][below[1] == 0]])
    y = np.repeat([1, 0], [(above[1] == 1).sum(), (below[1] == 0).sum()])
    return metrics.roc_auc_score(y, s)


def write(scores, groups):
    print("table," + "|".join(repr(float(s)) for s in scores))
    people = []
    for name, negative, positive in groups:
        print(f"group,{name},{'|'.join(map(str, negative))},{'|'.join(map(str, positive))}")
        people.append(rows(scores, (negative, positive)))
    for g, (s, y) in enumerate(people):
        print(f"value,auc,{g},,{float(metrics.roc_auc_score(y, s))!r}")
        print(f"value,auc_variance,{g},,{float(delong(s, y))!r}")
        print(f"value,mean_score,{g},,{float(s.mean())!r}")
        print(f"value,mean_score_positive,{g},,{float(s[y == 1].mean())!r}")
        print(f"value,mean_score_negative,{g},,{float(s[y == 0].mean())!r}")
        print(f"value,brier,{g},,{float(metrics.brier_score_loss(y, s))!r}")
        low, high = stats.t.interval(0.95, len(s) - 1, s.mean(), stats.sem(s))
        print(f"value,mean_score_lo,{g},,{float(low)!r}")
        print(f"value,mean_score_hi,{g},,{float(high)!r}")
        if g > 0:
            other = people[0]
            print(f"value,bpsn_auc,{g},0,{float(cross(other, (s, y)))!r}")
            print(f"value,bnsp_auc,{g},0,{float(cross((s, y), other))!r}")
            print(f"value,score_ks,{g},0,{float(stats.ks_2samp(s, other[0]).statistic)!r}")
            print(f"value,score_wasserstein,{g},0,{float(stats.wasserstein_distance(s, other[0]))!r}")
            print(f"value,abroca,{g},0,{float(abroca((s, y), other))!r}")


def compas(path):
    with open(path, newline="") as file:
        reader = csv.reader(file)
        header = next(reader)
        score, label, race = header.index("decile_score"), header.index("two_year_recid"), header.index("race")
        counts = {}
        for row in reader:
            group = counts.setdefault(row[race], ([0] * 10, [0] * 10))
            group[int(row[label])][int(row[score]) - 1] += 1
    return [(name, *counts[name]) for name in sorted(counts)]


def main():
    print(f"# scikit-learn {sklearn.__version__}, scipy {scipy.__version__}, numpy {np.__version__}")
    write(np.arange(1, 11) / 10, compas(sys.argv[1]))
    random.seed(20260)
    for _ in range(60):
        count = random.randint(2, 12)
        scores = np.array(sorted(random.sample(range(0, 1025), count))) / 1024
        groups = []
        for name in "abc"[: random.randint(2, 3)]:
            sides = [[random.choice([0, 1, 2, 5, 30]) for _ in range(count)] for _ in range(2)]
            for side in sides:
                side[random.randrange(count)] += MIN_PEOPLE
            groups.append((name, *sides))
        write(scores, groups)


main()
