# SPDX-License-Identifier: Apache-2.0
# A second implementation of what two versions of a model change for the same people, written from the formulas and not from
# the C: person by person with numpy, quantiles by scipy, score ranges of one rate by statsmodels. It makes
# versions_vectors.csv, which a unit test reads.
#
#   versions_oracle.py DATA FILE     DATA: the folder of test data (MovieLens 1M with two runs, COMPAS)
import csv
import math
import sys

import numpy
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

LEVEL = 0.95


def sidak(rows):
    return LEVEL ** (1 / rows)


# ---------------------------------------------------------------------------------------------------------------- lists


def rows(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def pairs(path):
    out = {}
    for row in rows(path):
        out.setdefault(row["user_id"], set()).add(row["item_id"])
    return out


def run(path):
    lists = {}
    with open(path) as file:
        for line in file:
            user, _, item, rank, _, _ = line.split()
            lists.setdefault(user, []).append((int(rank), item))
    return {user: [item for _, item in sorted(ranked)[:10]] for user, ranked in lists.items()}


def utilities(ranked, liked):
    hits = [item in liked for item in ranked]
    best = sum(1 / math.log2(r + 2) for r in range(min(10, len(liked))))
    precise = [sum(hits[: r + 1]) / (r + 1) for r in range(len(hits)) if hits[r]]
    return {
        "hit@10": float(any(hits)),
        "ndcg@10": sum(hit / math.log2(r + 2) for r, hit in enumerate(hits)) / best,
        "precision@10": sum(hits) / 10,
        "recall@10": sum(hits) / len(liked),
        "mrr@10": 1 / (hits.index(True) + 1) if any(hits) else 0.0,
        "map@10": sum(precise) / min(len(liked), 10),
    }


def mean_range(values, level):
    reach = stats.t.ppf((1 + level) / 2, len(values) - 1) * values.std(ddof=1) / math.sqrt(len(values))
    return values.mean() - reach, values.mean() + reach


def welch_range(a, b, level):
    x, y = a.var(ddof=1) / len(a), b.var(ddof=1) / len(b)
    freedom = (x + y) ** 2 / (x * x / (len(a) - 1) + y * y / (len(b) - 1))
    reach = stats.t.ppf((1 + level) / 2, freedom) * math.sqrt(x + y)
    middle = a.mean() - b.mean()
    return middle - reach, middle + reach


def lists(data):
    folder = data + "/ml-1m-fairgo/"
    liked = pairs(folder + "test.tsv")
    after, before = run(folder + "run.pop.trec"), run(folder + "run.itemknn.trec")
    for column in ("gender", "age"):
        level_of = {row["user_id"]: row[column] for row in rows(folder + "users.tsv")}
        groups = sorted({level_of[user] for user in liked})
        both = {group: {} for group in groups}
        for user, items in liked.items():
            new = utilities(after.get(user, []), items)
            old = utilities(before.get(user, []), items)
            for metric in new:
                both[level_of[user]].setdefault(metric, []).append((new[metric], old[metric]))
        reference = max(groups, key=lambda group: len(both[group]["ndcg@10"]))
        for metric in both[reference]:
            numbers = {group: numpy.array(both[group][metric]) for group in groups}
            for group in groups:
                new, old = numbers[group].T
                change = new - old
                yield ("lists", metric, group, "", old.mean(), new.mean(), new.mean() - old.mean(),
                       *mean_range(change, sidak(len(groups))), *mean_range(change, LEVEL), len(new),
                       int((change > 0).sum()), int((change < 0).sum()), int((change == 0).sum()))
            other_new, other_old = numbers[reference].T
            for group in groups:
                if group == reference:
                    continue
                new, old = numbers[group].T
                was, now = old.mean() - other_old.mean(), new.mean() - other_new.mean()
                changes = new - old, other_new - other_old
                yield ("lists", metric + "_difference", group, reference, was, now, now - was,
                       *welch_range(*changes, sidak(len(groups) - 1)), *welch_range(*changes, LEVEL),
                       len(new) + len(other_new), "", "", "")


# ------------------------------------------------------------------------------------------------------------ decisions


def score_range(k, n, level):
    return proportion_confint(k, n, 1 - level, method="wilson")


def dependent(p, p_range, q, q_range, r):
    """Of p - q, from the range of each and their correlation (Zou 2007)."""
    lower = math.sqrt(max((p - p_range[0]) ** 2 - 2 * r * (p - p_range[0]) * (q_range[1] - q) + (q_range[1] - q) ** 2, 0))
    upper = math.sqrt(max((p_range[1] - p) ** 2 - 2 * r * (p_range[1] - p) * (q - q_range[0]) + (q - q_range[0]) ** 2, 0))
    return p - q - lower, p - q + upper


def correlation(new_num, new_den, old_num, old_den):
    if numpy.array_equal(new_den, old_den):
        new, old = new_num[new_den == 1], old_num[new_den == 1]
        a, b = int((new * old).sum()), int((new * (1 - old)).sum())
        c, d = int(((1 - new) * old).sum()), int(((1 - new) * (1 - old)).sum())
        cross = a * d - b * c
        cross = max(cross - (a + b + c + d) / 2, 0) if cross > 0 else cross
        product = (a + b) * (c + d) * (a + c) * (b + d)
        return cross / math.sqrt(product) if product > 0 else 0.0
    x = new_num - new_num.sum() / new_den.sum() * new_den
    y = old_num - old_num.sum() / old_den.sum() * old_den
    return float((x * y).sum() / math.sqrt((x * x).sum() * (y * y).sum()))


RATES = {
    "selection_rate": lambda d, y: (d, numpy.ones_like(d)),
    "true_positive_rate": lambda d, y: (d * y, y),
    "false_positive_rate": lambda d, y: (d * (1 - y), 1 - y),
    "accuracy": lambda d, y: (d * y + (1 - d) * (1 - y), numpy.ones_like(d)),
    "precision": lambda d, y: (d * y, d),
}


def rate_change(rate, new, old, label):
    (a, b), (c, d) = RATES[rate](new, label), RATES[rate](old, label)
    p, q, r = a.sum() / b.sum(), c.sum() / d.sum(), correlation(a, b, c, d)

    def at(level):
        return dependent(p, score_range(a.sum(), b.sum(), level), q, score_range(c.sum(), d.sum(), level), r)

    one_by_one = numpy.array_equal(b, d)
    heads = (int(b.sum()), int((a > c).sum()), int((a < c).sum())) if one_by_one else (len(new), None, None)
    return q, p, at, heads


def decisions(data):
    with open(data + "/compas/compas-scores-two-years.noid.csv", newline="") as file:
        reader = csv.reader(file)
        header = next(reader)
        table = list(reader)
    new_at, old_at = header.index("decile_score"), header.index("v_decile_score")
    race_at, label_at = header.index("race"), header.index("two_year_recid")
    people = {}
    for row in table:
        people.setdefault(row[race_at], []).append(
            (float(row[new_at]) >= 5, float(row[old_at]) >= 5, int(row[label_at])))
    people = {race: numpy.array(rows_of, dtype=int).T for race, rows_of in people.items() if len(rows_of) >= 10}
    reference = "Caucasian"
    for rate in RATES:
        changes = {}
        for race in sorted(people):
            new, old, label = people[race]
            changes[race] = q, p, at, (n, rose, fell) = rate_change(rate, new, old, label)
            better = -1 if rate == "false_positive_rate" else 1
            if rate == "selection_rate":
                better = -1  # to be selected is bad
            told = ("", "", "") if rose is None else ((rose, fell) if better > 0 else (fell, rose)) + (n - rose - fell,)
            yield ("decisions", rate, race, "", q, p, p - q, *at(sidak(len(people))), *at(LEVEL), n, *told)
        for race in sorted(people):
            if race == reference:
                continue
            (q, p, at, _), (r_q, r_p, r_at, _) = changes[race], changes[reference]

            def gap(level):
                own, other = at(level), r_at(level)
                x, y = p - q, r_p - r_q
                return dependent(x, own, y, other, 0)

            yield ("decisions", rate + "_difference", race, reference, q - r_q, p - r_p, (p - r_p) - (q - r_q),
                   *gap(sidak(len(people) - 1)), *gap(LEVEL), "", "", "", "")


def main():
    data, path = sys.argv[1:]
    with open(path, "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow("kind,metric,group,reference,before,after,change,lo,hi,lo_alone,hi_alone,n,better,worse,same".split(","))
        for row in (*lists(data), *decisions(data)):
            out.writerow([format(x, ".17g") if isinstance(x, float) else x for x in row])


main()
