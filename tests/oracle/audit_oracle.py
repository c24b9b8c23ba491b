# SPDX-License-Identifier: Apache-2.0
# A second implementation of an audit of lists, from the files and the formulas and not from the C: MovieLens 100K in its atomic
# files, everybody's last films as their list, their grades from 4 up as what they find relevant, all they rated as their
# history. It prints the figures that tests/unit/test_audit_movielens_100k.c holds.
#
#   audit_oracle.py FOLDER
import collections
import csv
import math
import sys

K = 10


def read(path):
    with open(path, encoding="utf-8") as file:
        return [{name.split(":")[0]: value for name, value in row.items()} for row in csv.DictReader(file, delimiter="\t")]


def ndcg(grades, ideal):
    best = sorted(ideal, reverse=True)[:K]
    return sum(y / math.log2(r + 2) for r, y in enumerate(grades)) / sum(y / math.log2(r + 2) for r, y in enumerate(best))


def main(folder):
    rows = read(folder + "/ml-100k.inter")
    gender = {row["user_id"]: row["gender"] for row in read(folder + "/ml-100k.user")}
    classes = {row["item_id"]: row["class"].split(" ") for row in read(folder + "/ml-100k.item")}
    everything = collections.defaultdict(list)
    for row in rows:
        everything[row["user_id"]].append((-float(row["timestamp"]), row["item_id"].encode(), float(row["rating"])))
    lists, truth, history = {}, {}, {}
    for user, had in everything.items():
        lists[user] = [(item.decode(), grade if grade >= 4 else 0) for _, item, grade in sorted(had)[:K]]
        truth[user] = {item.decode(): grade for _, item, grade in had if grade >= 4}
        history[user] = [item.decode() for _, item, _ in had]
    catalogue = list(classes)
    part = {i: {c: 1 / len(classes[i]) for c in classes[i]} for i in catalogue}
    groups = sorted({c for names in classes.values() for c in names})
    out = {}

    # people
    for g in "FM":
        judged = [u for u in lists if gender[u] == g and truth[u]]
        out[f"ndcg@10 {g}"] = sum(ndcg([y for _, y in lists[u]], truth[u].values()) for u in judged) / len(judged)
        out[f"precision@10 {g}"] = sum(sum(y > 0 for _, y in lists[u]) / K for u in judged) / len(judged)
        out[f"judged {g}"] = len(judged)
        out[f"missed@10 {g}"] = sum(not any(y for _, y in lists[u]) for u in judged) / len(judged)
        areas, losses = [], []
        for u in (u for u in lists if gender[u] == g):
            grades = [y for _, y in lists[u]]
            won = [r < s for r in range(K) for s in range(K) if grades[r] > 0 and grades[s] == 0]
            if won:
                areas.append(sum(won) / len(won))
            if any(grades):
                ideal = sorted(range(K), key=lambda r: -grades[r])
                due = {}
                for y in set(grades):
                    block = [q for q, r in enumerate(ideal) if grades[r] == y]
                    due[y] = sum(1 / math.log2(q + 2) for q in block) / len(block)
                losses.append(sum((1 / math.log2(r + 2) - due[y]) ** 2 for r, y in enumerate(grades)))
        out[f"auc@10 {g}"] = sum(areas) / len(areas)
        out[f"expected_exposure_loss@10 {g}"] = sum(losses) / len(losses)
    ratings = collections.defaultdict(lambda: collections.defaultdict(list))
    for user, had in everything.items():
        for when, item, grade in had:
            ratings[item.decode()][gender[user]].append((-when, grade))
    bias = lambda of: sum(y - r for y, r in of) / len(of)
    both = [(bias(of["F"]), bias(of["M"])) for of in ratings.values() if of["F"] and of["M"]]
    out["items rated by both"] = len(both)
    out["value_unfairness"] = sum(abs(a - b) for a, b in both) / len(both)
    out["absolute_unfairness"] = sum(abs(abs(a) - abs(b)) for a, b in both) / len(both)
    out["underestimation_unfairness"] = sum(abs(max(0, -a) - max(0, -b)) for a, b in both) / len(both)
    out["overestimation_unfairness"] = sum(abs(max(0, a) - max(0, b)) for a, b in both) / len(both)
    foretold = {g: [y for of in ratings.values() for y, _ in of[g]] for g in "FM"}
    out["rating_parity"] = abs(sum(foretold["F"]) / len(foretold["F"]) - sum(foretold["M"]) / len(foretold["M"]))

    # Elliot's nDCG with relevance threshold 1 and its UserMADranking: gain 2^(grade - threshold + 1) - 1
    of_group = {}
    for g in "FM":
        found = []
        for u in (u for u in lists if gender[u] == g):
            grades = [grade for _, _, grade in sorted(everything[u])]
            gained = lambda all: sum((2**y - 1) * math.log(2) / math.log(r + 2) for r, y in enumerate(all[:K]))
            found.append(gained(grades) / gained(sorted(grades, reverse=True)))
        of_group[g] = sum(found) / len(found)
    out["elliot ndcg@10 F"] = of_group["F"]
    out["elliot ndcg@10_mean_pairwise_difference"] = abs(of_group["F"] - of_group["M"])

    # items by who is shown them
    people = collections.Counter(gender[u] for u in lists)
    shown_to = {i: collections.Counter() for i in catalogue}
    for u, own in lists.items():
        for i, _ in own:
            shown_to[i][gender[u]] += 1
    values = []
    for of in shown_to.values():
        if sum(of.values()) == 0:
            continue
        p = [(of[g] + 1) / (people[g] + 2) for g in "FM"]
        values.append(max(abs(math.log(p[0] / p[1])), abs(math.log((1 - p[0]) / (1 - p[1])))))
    values.sort()
    out["item_differential_fairness@10"] = sum(values) / len(values)
    out["item_differential_fairness_max@10"] = values[-1]
    middle = len(values) // 2
    out["item_differential_fairness_median@10"] = values[middle] if len(values) % 2 else sum(values[middle - 1 : middle + 1]) / 2

    # groups of items
    exposure, places, clicks, merit, inequity = ({c: 0.0 for c in groups} for _ in range(5))
    pairs = {c: [0.0] * 4 for c in groups}
    judged_lists = 0
    for u, own in lists.items():
        mine, liked = {c: 0.0 for c in groups}, {c: 0.0 for c in groups}
        for r, (i, y) in enumerate(own):
            for c, share in part[i].items():
                mine[c] += share / math.log2(r + 2)
                places[c] += share
                clicks[c] += share * y / math.log2(r + 2)
                liked[c] += share * y
        for c in groups:
            exposure[c] += mine[c]
        if sum(liked.values()) > 0:
            judged_lists += 1
            for c in groups:
                inequity[c] += mine[c] / sum(mine.values()) - liked[c] / sum(liked.values())
        for r, (i, y) in enumerate(own):
            for s, (j, z) in enumerate(own):
                if y > 0 and z == 0:
                    tied = float(next(t for t, n, _ in everything[u] if n.decode() == i)) == float(
                        next(t for t, n, _ in everything[u] if n.decode() == j)
                    )
                    won = 0.5 if tied else float(r < s)
                    for c, share in part[i].items():
                        same = part[j].get(c, 0.0)
                        for k, value in enumerate((share, share * won, share * same, share * same * won)):
                            pairs[c][k] += value
        for i, y in truth[u].items():
            for c, share in part[i].items():
                merit[c] += share * y
    items = {c: sum(part[i].get(c, 0.0) for i in catalogue) for c in groups}
    total = sum(exposure.values())
    for c in ("Action", "Drama", "Western"):
        out[f"exposure_share@10 {c}"] = exposure[c] / total
        out[f"skew@10 {c}"] = math.log(places[c] / sum(places.values()) / (items[c] / len(catalogue)))
        out[f"selected_items@10 {c}"] = sum(c in part[i] and sum(shown_to[i].values()) > 0 for i in catalogue) / sum(
            c in part[i] for i in catalogue
        )
        out[f"pairwise_accuracy {c}"] = pairs[c][1] / pairs[c][0]
        out[f"pairwise_accuracy_intra {c}"] = pairs[c][3] / pairs[c][2]
        out[f"pairwise_accuracy_inter {c}"] = (pairs[c][1] - pairs[c][3]) / (pairs[c][0] - pairs[c][2])
        out[f"clicks_to_merit_ratio@10 {c}"] = clicks[c] / merit[c] / (clicks["Drama"] / merit["Drama"])
    each = [exposure[c] / items[c] for c in groups]
    mean = sum(each) / len(each)
    out["exposure_variation@10"] = math.sqrt(sum((x - mean) ** 2 for x in each) / len(each)) / mean
    out["exposure_theil@10"] = sum(x / mean * math.log(x / mean) for x in each if x > 0) / len(each)
    out["underexposure@10"] = sum(max(0, items[c] / len(catalogue) - exposure[c] / total) for c in groups)
    lowest = sorted(exposure.values())
    out["lowest_exposure_share@10"] = (sum(lowest[: len(lowest) // 2]) + (lowest[len(lowest) // 2] / 2 if len(lowest) % 2 else 0)) / total
    out["amortised_inequity@10"] = sum(abs(v) for v in inequity.values()) / judged_lists

    group_losses = []
    prefixes = {c: collections.defaultdict(list) for c in ("Action", "Drama", "Western")}
    for u, own in lists.items():
        grades = [y for _, y in own]
        if any(grades):
            ideal = sorted(range(K), key=lambda r: -grades[r])
            gap = {c: 0.0 for c in groups}
            for r, (i, y) in enumerate(own):
                block = [q for q, s in enumerate(ideal) if grades[s] == y]
                due = sum(1 / math.log2(q + 2) for q in block) / len(block)
                for c, share in part[i].items():
                    gap[c] += share * (1 / math.log2(r + 2) - due)
            group_losses.append(sum(v * v for v in gap.values()))
        for c, found in prefixes.items():
            a = [part[i].get(c, 0.0) for i, _ in own]
            couples = [(r, s) for r in range(K) for s in range(r + 1, K)]
            ahead = sum(a[r] * (1 - a[s]) for r, s in couples)
            mixed = ahead + sum((1 - a[r]) * a[s] for r, s in couples)
            if not mixed > 0:
                continue
            found["rank_parity"].append(ahead / mixed)
            wrong = [(r, s) for r, s in couples if grades[r] < grades[s]]
            found["rank_equality"].append(sum(a[r] * (1 - a[s]) for r, s in wrong) / mixed)
            held = lambda some: sum(a[r] + a[s] - a[r] * a[s] for r, s in some)
            found["rank_calibration"].append(held(wrong) / held(couples))
            rank = lambda b: sum(abs(sum(b[:i]) / i - sum(b) / K) / math.log2(i) for i in (5, 10))
            first = [min(1, max(0, sum(a) - r)) for r in range(K)]
            found["rnd"].append(rank(a) / max(rank(first), rank(first[::-1])))
    out["group_expected_exposure_loss@10"] = sum(group_losses) / len(group_losses)
    for c, found in prefixes.items():
        for name, all_of in found.items():
            out[f"{name}@10 {c}"] = sum(all_of) / len(all_of)

    # people by items
    cross = {(g, c): 0.0 for g in "FM" for c in groups}
    had = {(g, c): 0.0 for g in "FM" for c in groups}
    for u, own in lists.items():
        for i, _ in own:
            for c, share in part[i].items():
                cross[gender[u], c] += share
        for i in history[u]:
            for c, share in part[i].items():
                had[gender[u], c] += share
    row = {g: sum(cross[g, c] for c in groups) for g in "FM"}
    row_had = {g: sum(had[g, c] for c in groups) for g in "FM"}
    out["bias_disparity@10 F Action"] = cross["F", "Action"] / row["F"] / (had["F", "Action"] / row_had["F"]) - 1
    out["bias_disparity@10 M Romance"] = cross["M", "Romance"] / row["M"] / (had["M", "Romance"] / row_had["M"]) - 1
    chi = 0.0
    for c in groups:
        column = cross["F", c] + cross["M", c]
        for g in "FM":
            expected = row[g] * column / (row["F"] + row["M"])
            chi += (cross[g, c] - expected) ** 2 / expected if expected > 0 else 0
    out["cramers_v@10"] = math.sqrt(chi / (row["F"] + row["M"]))

    # the catalogue
    count = {i: sum(shown_to[i].values()) for i in catalogue}
    before = collections.Counter(i for own in history.values() for i in own)
    n, m = sum(count.values()), sum(before.values())
    out["kl_from_history@10"] = sum(x / n * math.log(x / n / (before[i] / m)) for i, x in count.items() if x)
    js = 0.0
    for i, x in count.items():
        p, q = x / n, before[i] / m
        for v in (p, q):
            js += v * math.log2(v / ((p + q) / 2)) / 2 if v else 0
    out["js_from_history@10"] = js
    out["coverage@10"] = sum(x > 0 for x in count.values()) / len(catalogue)
    for name, value in out.items():
        print(f"{name:40} {value:.15g}")


main(sys.argv[1])
