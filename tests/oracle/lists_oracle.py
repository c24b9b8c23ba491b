# SPDX-License-Identifier: Apache-2.0
# A second implementation of what is worked out of recommendation lists, written from the formulas and not from the C: plain
# sums over sets, brute force where the library is clever. It makes lists_vectors.csv, which a unit test reads.
#
#   lists_oracle.py write FILE     the vectors, the same every time
#   lists_oracle.py peers          the utilities against ranx, lenskit, recommenders and recbole, as far as they are installed
import csv
import itertools
import math
import random
import statistics
import sys

# ------------------------------------------------------------------------------------------------- one list in a world


def weight(case, rank, grades):
    """Attention at a rank, from 1, given the grades above it."""
    model, p = case["position"], case["parameter"]
    if model == "log":
        return math.log(2) / math.log(rank + 1)
    if model == "log-clip":
        return 1.0 if rank <= 2 else math.log(2) / math.log(rank)
    if model == "geo":
        return p * (1 - p) ** (rank - 1)
    if model == "rbp":
        return p ** (rank - 1)
    if model == "topk":
        return 1.0
    above = grades[: rank - 1]
    if model == "cascade":
        return p ** (rank - 1) * (1 - case["stop"]) ** sum(y > 0 for y in above)
    return math.prod(1 - (2**y - 1) / 2 ** case["highest"] for y in above)


def gain(case, y):
    return {"binary": float(y > 0), "linear": float(y), "exponential": 2.0**y - 1}[case["gain"]]


def discounts(case, count):
    clipped = case["discount"] == "log-clip"
    return [1 / max(1.0, math.log2(r)) if clipped else 1 / math.log2(r + 1) for r in range(1, count + 1)]


def utility(case, name):
    k, top = case["k"], case["grades"][: case["k"]]
    truth = len(case["ideal"])
    hits = [r for r, y in enumerate(top, 1) if y > 0]
    precision = len(hits) / (len(top) if case["precision"] == "length" and top else k)
    recall = len(hits) / (min(truth, k) if case["recall"] == "min" else truth)
    if name == "precision":
        return precision
    if name == "recall":
        return recall
    if name == "f1":
        return statistics.harmonic_mean([precision, recall]) if hits else 0.0
    if name == "hit":
        return float(bool(hits))
    if name == "mrr":
        return 1 / hits[0] if hits else 0.0
    if name == "map":
        over = {"min": min(truth, k), "relevant": truth, "length": len(top), "min-length": min(truth, len(top))}
        return sum((i + 1) / r for i, r in enumerate(hits)) / over[case["map"]] if hits else 0.0
    if name == "rbp":
        grades = top if case["rbp"] == "grade" else [y > 0 for y in top]
        return 0.15 * sum(y * 0.85**r for r, y in enumerate(grades))
    best = case["ideal"][:k]
    return sum(gain(case, y) * d for y, d in zip(top, discounts(case, len(top)))) / sum(
        gain(case, y) * d for y, d in zip(best, discounts(case, len(best)))
    )


def shares_of(case, items, weights=None):
    """How items are mixed, by group; None when nothing belongs to any group."""
    mixed = {}
    for i, w in zip(items, weights or [1.0] * len(items)):
        if i is None:
            continue
        for g in case["groups"][i]:
            mixed[g] = mixed.get(g, 0.0) + w / len(case["groups"][i])
    total = sum(mixed.values())
    return {g: x / total for g, x in mixed.items()} if total > 0 else None


def catalogue(case):
    return shares_of(case, range(len(case["groups"])))


def kl(p, q, base=math.e):
    if any(x > 0 and not q.get(g) for g, x in p.items()):
        return math.inf
    return sum(x * math.log(x / q[g], base) for g, x in p.items() if x > 0)


def js(p, q):
    keys = set(p) | set(q)
    middle = {g: (p.get(g, 0) + q.get(g, 0)) / 2 for g in keys}
    return (kl(p, middle, 2) + kl(q, middle, 2)) / 2


def hellinger(p, q):
    return math.sqrt(max(0.0, 1 - sum(math.sqrt(x * q.get(g, 0)) for g, x in p.items())))


def variation(p, q):
    return sum(abs(p.get(g, 0) - q.get(g, 0)) for g in set(p) | set(q)) / 2


def over_popularity(case, name):
    n = len(case["groups"])
    top = case["list"][: case["k"]]
    counts = [0 if i is None else case["popularity"][i] for i in top]
    order = sorted(range(n), key=lambda i: (-case["popularity"][i], i))
    total = sum(case["popularity"])
    before = dict(zip(order, itertools.accumulate([0] + [case["popularity"][i] for i in order])))
    if name == "average_popularity":
        return statistics.fmean(counts)
    if name in ("long_tail_share", "long_tail_count"):
        head = {i for i in order if 5 * before[i] < 4 * total}
        tail = sum(i not in head for i in top)
        return tail / len(top) if name == "long_tail_share" else float(tail)
    if name == "popularity_complement":
        return 1 - statistics.fmean(counts) / case["people"]
    if name == "novelty":
        if 0 in counts:
            return "infinite"
        return statistics.fmean(math.log2(case["people"] / c) for c in counts)
    if name == "popularity_rank":
        had = sorted(c for c in case["popularity"] if c > 0)
        ranks = {c: statistics.fmean(j + 1 for j, x in enumerate(had) if x == c) / len(had) for c in had}
        return statistics.fmean(ranks.get(c, 0.0) for c in counts)
    if name == "popularity_lift":
        of_history = [case["popularity"][i] for i in case["history"]]
        return [statistics.fmean(counts) / case["people"], statistics.fmean(of_history) / case["people"]]
    band = lambda i: "tail" if i is None or 5 * before[i] >= 4 * total else "head" if 5 * before[i] < total else "middle"
    mixture = lambda items: {b: sum(band(i) == b for i in items) / len(items) for b in ("head", "middle", "tail")}
    return js(mixture(case["history"]), mixture(top))


def over_groups(case, name):
    groups = sorted({g for item in case["groups"] for g in item})
    top, grades = case["list"][: case["k"]], case["grades"]
    weights = [weight(case, r, grades) for r in range(1, len(top) + 1)]
    target = catalogue(case)

    def per_group(values):
        out = dict.fromkeys(groups, 0.0)
        for i, v in zip(top, values):
            for g in case["groups"][i] if i is not None else ():
                out[g] += v / len(case["groups"][i])
        return [out[g] for g in groups]

    if name == "exposure":
        return per_group(weights)
    if name == "places":
        return per_group([1.0] * len(top))
    if name == "hits":
        return per_group([float(y > 0) for y in grades])
    if name == "clicks":
        return per_group([w * gain(case, y) for w, y in zip(weights, grades)])
    e = shares_of(case, top, weights)
    if name == "inequity":
        merit = shares_of(case, top, [float(y) for y in grades[: len(top)]])
        if e is None or merit is None:
            return "no_recommendations" if e is None else "no_merit"
        return [e.get(g, 0) - merit.get(g, 0) for g in groups]
    if name.startswith("infeasible"):
        counts = [shares_of(case, top[:r]) or {} for r in range(1, len(top) + 1)]
        mass = [sum(i is not None for i in top[:r]) for r in range(1, len(top) + 1)]
        short = [
            sum(mass[r] * counts[r].get(g, 0) + 1e-9 < math.floor(target[g] * (r + 1) + 1e-9) for g in groups)
            for r in range(len(top))
        ]
        if name == "infeasible_count":
            return float(sum(short))
        return sum(s > 0 for s in short) / (len(top) if name == "infeasible_share" else 1)
    if name in ("fa_star_ir", "fa_star_ir_group"):
        return fair_kernel(case, name, groups, top)
    if e is None:
        return "no_recommendations"
    if name == "awrf":
        return 1 - js(e, target)
    if name == "awrf_tv":
        return 1 - variation(e, target)
    if name == "awrf_hellinger":
        return 1 - hellinger(e, target)
    if name == "attention_kl":
        return kl(e, target)
    if name == "attention_gap":
        return [abs(e.get(g, 0) - target[g]) for g in groups]
    if name == "ndkl":
        prefixes = [(1 / math.log2(r + 1), shares_of(case, top[:r])) for r in range(1, len(top) + 1)]
        prefixes = [(w, p) for w, p in prefixes if p is not None]
        return sum(w * kl(p, target) for w, p in prefixes) / sum(w for w, p in prefixes)
    p = shares_of(case, case["history"])
    if name == "miscalibration":
        return kl(p, {g: 0.99 * shares_of(case, top).get(g, 0) + 0.01 * x for g, x in p.items()})
    return (js if name == "miscalibration_js" else hellinger)(p, shares_of(case, top))


# ------------------------------------------------------------------------------------------------------------- FA*IR


def binomial_cdf(c, n, p):
    return math.fsum(math.comb(n, j) * p**j * (1 - p) ** (n - j) for j in range(c + 1))


def least_counts(k, p, a):
    return [next(c for c in range(i + 1) if c == i or binomial_cdf(c, i, p) >= a * (1 - 1e-11)) for i in range(1, k + 1)]


def fair_lists_that_fail(k, p, least):
    """By going through all 2^k lists."""
    fail = []
    for flags in itertools.product((0, 1), repeat=k):
        if any(c < m for c, m in zip(itertools.accumulate(flags), least)):
            fail.append(p ** sum(flags) * (1 - p) ** (k - sum(flags)))
    return math.fsum(fail)


def fair_table(k, p, level):
    """The strictest table that keeps to the level."""
    levels = sorted({binomial_cdf(c, i, p) for i in range(1, k + 1) for c in range(i + 1)} | {1.0})
    tables = [least_counts(k, p, a) for a in levels]
    kept = [t for t in tables if fair_lists_that_fail(k, p, t) <= level]
    return kept[-1] if kept else [0] * k


def fair_kernel(case, name, groups, top):
    passes, testing = [], False
    for g in groups:
        p = sum(g in item for item in case["groups"]) / len(case["groups"])
        table = fair_table(case["k"], p, 0.1)
        counts = itertools.accumulate(i is not None and g in case["groups"][i] for i in top)
        testing = testing or table[-1] > 0
        passes.append(float(all(c >= m for c, m in zip(counts, table))))
    if name == "fa_star_ir_group":
        return passes
    return float(all(passes)) if testing else "cannot_fail"


# ------------------------------------------------------------------------------------------------------ figures of sums


def gini_figures(values):
    n, total = len(values), sum(values)
    gini = sum(abs(a - b) for a in values for b in values) / (2 * n * total)
    entropy = -sum(x / total * math.log2(x / total) for x in values if x > 0)
    return [gini, gini * n / (n - 1), sum(x > 0 for x in values) / n, entropy]


def ndkl_of(counts_by_rank, target):
    sums = [0.0, 0.0]
    for r, counts in enumerate(counts_by_rank, 1):
        w = 1 / math.log2(r + 1)
        sums[0] += w * kl({g: c / r for g, c in enumerate(counts)}, dict(enumerate(target)))
        sums[1] += w
    return sums[0] / sums[1]


def ndkl_figures(target, k):
    """Mean and least over all lists there are, each by its chance."""
    mean, least = [], math.inf
    for places in itertools.product(range(len(target)), repeat=k):
        counts = [[places[:r].count(g) for g in range(len(target))] for r in range(1, k + 1)]
        value = ndkl_of(counts, target)
        mean.append(value * math.prod(target[g] for g in places))
        least = min(least, value)
    return [math.fsum(mean), least]


def prefix_figures(bits, step):
    """rND, rKL, rRD: raw, and over the greatest of all rankings with as many members."""
    n, s = len(bits), sum(bits)

    def costs(ranking):
        out = [0.0, 0.0, 0.0]
        for i in range(step, n + 1, step):
            c, d = sum(ranking[:i]), 1 / max(1.0, math.log2(i))
            ratio = lambda a, b: a / b if a and b else 0.0
            out[0] += d * abs(c / i - s / n)
            out[1] += d * kl({1: c / i, 0: 1 - c / i}, {1: s / n, 0: 1 - s / n}, 2)
            out[2] += d * abs(ratio(c, i - c) - ratio(s, n - s))
        return out

    raw = costs(bits)
    greatest = [0.0, 0.0, 0.0]
    for members in itertools.combinations(range(n), s):
        greatest = [max(a, b) for a, b in zip(greatest, costs([int(i in members) for i in range(n)]))]
    return raw + [a / b for a, b in zip(raw, greatest)]


# ------------------------------------------------------------------------------------------------------------- cases

UTILITIES = ["ndcg", "precision", "recall", "f1", "hit", "mrr", "map", "rbp"]
POPULARITY = ["average_popularity", "long_tail_share", "long_tail_count", "popularity_complement", "novelty",
              "popularity_rank", "popularity_lift", "popularity_deviation"]
GROUPS = ["exposure", "places", "hits", "clicks", "inequity", "infeasible_index", "infeasible_count", "infeasible_share",
          "fa_star_ir", "fa_star_ir_group", "awrf", "awrf_tv", "awrf_hellinger", "attention_kl", "attention_gap", "ndkl",
          "miscalibration", "miscalibration_js", "miscalibration_hellinger"]
CHOICES = {
    "position": ["log", "log-clip", "geo", "rbp", "cascade", "err", "topk"],
    "gain": ["binary", "linear", "exponential"],
    "discount": ["log", "log-clip"],
    "precision": ["k", "length"],
    "map": ["min", "relevant", "length", "min-length"],
    "recall": ["all", "min"],
    "rbp": ["binary", "grade"],
}


def random_case(rng):
    n = rng.randint(6, 12)
    letters = "ABCD"[: rng.randint(2, 4)]
    groups = ["".join(sorted(rng.sample(letters, rng.choice([1, 1, 1, 2])))) for _ in range(n)]
    for i, g in enumerate(letters):
        groups[i] = g  # no group is empty
    length = rng.randint(1, 8)
    items = rng.sample([*range(n), None, None], min(length, n))
    truth = {i: rng.randint(1, 3) for i in rng.sample(range(n), rng.randint(1, 5))}
    case = {name: rng.choice(values) for name, values in CHOICES.items()}
    case.update(k=rng.randint(1, 7), groups=groups, list=items, people=20, stop=0.5, highest=3,
                parameter=rng.choice([0.5, 0.85, 0.3]),
                grades=[truth.get(i, 0) for i in items], ideal=sorted(truth.values(), reverse=True),
                history=rng.sample(range(n), rng.randint(1, 5)),
                popularity=[rng.choice([0, 1, 1, 2, 3, 5, 8, 13]) for _ in range(n)])
    case["popularity"][case["history"][0]] += 1  # somebody had something
    return case


def answer(case, name):
    of = utility if name in UTILITIES else over_popularity if name in POPULARITY else over_groups
    return of(case, name)


def words(values):
    values = values if isinstance(values, list) else [values]
    return " ".join(v if isinstance(v, str) else "infinite" if v == math.inf else repr(v) for v in values)


def kernel_rows(rng, rounds):
    for _ in range(rounds):
        for name in UTILITIES + POPULARITY + GROUPS:
            case = random_case(rng)
            yield [
                name,
                " ".join(f"{c}={case[c]}" for c in [*CHOICES, "parameter", "stop", "highest", "k", "people"]),
                " ".join("-" if i is None else str(i) for i in case["list"]),
                " ".join(map(str, case["grades"])),
                " ".join(map(str, case["ideal"])),
                " ".join(map(str, case["history"])),
                " ".join(case["groups"]),
                " ".join(map(str, case["popularity"])),
                words(answer(case, name)),
            ]


def figure_rows(rng):
    for _ in range(12):
        values = [rng.choice([0, 0, 1, 2, 3, 7]) for _ in range(rng.randint(2, 9))] + [rng.randint(1, 5)]
        yield ["gini", "", " ".join(map(str, values)), "", "", "", "", "", words(gini_figures(values))]
    for target, k in [([0.5, 0.5], 8), ([0.8, 0.2], 8), ([0.5, 0.3, 0.2], 6), ([0.25] * 4, 5), ([0.9, 0.1], 10)]:
        yield ["ndkl_fair", f"k={k}", " ".join(map(repr, target)), "", "", "", "", "", words(ndkl_figures(target, k))]
    for k, p, level in [(8, 0.5, 0.1), (10, 0.3, 0.1), (12, 0.25, 0.05), (9, 0.7, 0.2), (3, 0.99, 0.1), (11, 0.4, 0.15)]:
        table = fair_table(k, p, level)
        yield ["fair_test", f"k={k} p={p} level={level}", " ".join(map(str, table)), "", "", "", "", "",
               words([fair_lists_that_fail(k, p, table)])]
    for _ in range(8):
        n = rng.randint(6, 14)
        bits = [rng.randint(0, 1) for _ in range(n - 2)] + [0, 1]
        step = rng.randint(1, 4)
        yield ["prefix", f"k={step}", " ".join(map(str, bits)), "", "", "", "", "", words(prefix_figures(bits, step))]


def write(path):
    rng = random.Random(20240229)
    with open(path, "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow("name choices list grades ideal history groups popularity expected".split())
        out.writerows(kernel_rows(rng, 8))
        out.writerows(figure_rows(rng))


# ------------------------------------------------------------------------------------------------------------- peers


def ranx_peer(case, name):
    from ranx import Qrels, Run, evaluate

    ids = [f"i{i}" for i in range(len(case["list"]))]
    missed = [f"m{j}" for j in range(len(case["ideal"]) - sum(y > 0 for y in case["grades"]))]
    left = sorted(case["ideal"])
    for y in (y for y in case["grades"] if y > 0):
        left.remove(y)
    qrels = Qrels({"q": {**{i: y for i, y in zip(ids, case["grades"]) if y > 0}, **dict(zip(missed, left))}})
    run = Run({"q": {i: float(len(ids) - r) for r, i in enumerate(ids)}})
    names = {"ndcg": "ndcg", "precision": "precision", "recall": "recall", "f1": "f1", "hit": "hit_rate", "mrr": "mrr",
             "map": "map", "rbp": "rbp.85"}
    return float(evaluate(qrels, run, names[name] + ("" if name == "rbp" else f"@{case['k']}")))


def lenskit_peer(case, name):
    from lenskit.data import ItemList
    from lenskit.metrics import NDCG, RBP, Hit, Precision, Recall, RecipRank
    from lenskit.metrics.ranking import AveragePrecision

    recs = ItemList(item_ids=[f"i{i}" for i in range(len(case["list"]))], ordered=True)
    truth = [f"i{i}" for i, y in enumerate(case["grades"]) if y > 0]
    truth += [f"m{i}" for i in range(len(case["ideal"]) - len(truth))]
    metric = {"ndcg": NDCG, "precision": Precision, "recall": Recall, "hit": Hit, "mrr": RecipRank, "map": AveragePrecision,
              "rbp": RBP}[name]
    return float(metric(case["k"]).measure_list(recs, ItemList(item_ids=truth)))


def recommenders_peer(case, name):
    import pandas
    from recommenders.evaluation import python_evaluation as of

    ids = list(range(len(case["list"])))
    truth = [i for i in ids if case["grades"][i] > 0]
    truth += [1000 + j for j in range(len(case["ideal"]) - len(truth))]
    rated = pandas.DataFrame({"userID": 0, "itemID": truth, "rating": 1.0})
    listed = pandas.DataFrame({"userID": 0, "itemID": ids, "prediction": [float(-i) for i in ids]})
    metric = {"ndcg": of.ndcg_at_k, "precision": of.precision_at_k, "recall": of.recall_at_k, "map": of.map_at_k}[name]
    return float(metric(rated, listed, k=case["k"]))


def recbole_peer(case, name):
    import numpy

    for missing in ("float", "bool", "int"):
        setattr(numpy, missing, getattr(numpy, missing + "64", None) or getattr(numpy, missing + "_"))
    from recbole.evaluator import metrics as of

    kind = {"ndcg": of.NDCG, "precision": of.Precision, "recall": of.Recall, "hit": of.Hit, "mrr": of.MRR, "map": of.MAP}[name]
    metric = kind.__new__(kind)
    hits = numpy.array([[y > 0 for y in case["grades"][: case["k"]]]])
    length = numpy.array([len(case["ideal"])])
    result = metric.metric_info(hits, length) if name in ("ndcg", "recall", "map") else metric.metric_info(hits)
    return float(result[0, -1])


PEERS = {
    "ranx": (ranx_peer, UTILITIES, dict(gain="linear", discount="log", precision="k", map="relevant", recall="all",
                                        rbp="grade")),
    "lenskit": (lenskit_peer, [u for u in UTILITIES if u != "f1"],
                dict(gain="binary", discount="log-clip", precision="length", map="min-length", recall="min", rbp="binary")),
    "recommenders": (recommenders_peer, ["ndcg", "precision", "recall", "map"],
                     dict(gain="binary", discount="log", precision="k", map="min", recall="all", rbp="binary")),
    "recbole": (recbole_peer, ["ndcg", "precision", "recall", "hit", "mrr", "map"],
                dict(gain="binary", discount="log", precision="k", map="min", recall="all", rbp="binary")),
}


def compare(name, peer, utilities, choices):
    rng = random.Random(7)
    worst, wrong = 0.0, 0
    for _ in range(60):
        case = random_case(rng)
        case.update(choices, k=min(case["k"], len(case["list"])))
        if name == "ranx":
            case["list"] = case["list"][: case["k"]]
            case["grades"] = case["grades"][: case["k"]]
        for metric in utilities:
            difference = abs(peer(case, metric) - utility(case, metric))
            worst = max(worst, difference)
            if difference > 1e-6:
                wrong += 1
                print(f"  {name} {metric}: {peer(case, metric)} here {utility(case, metric)}: {case}")
    print(f"{name}: {60 * len(utilities)} comparisons, largest difference {worst:.1e}, {wrong} beyond 1e-6")
    return wrong


def peers():
    wrong = 0
    for name, (peer, utilities, choices) in PEERS.items():
        try:
            wrong += compare(name, peer, utilities, choices)
        except ImportError as error:
            print(f"{name}: not installed ({error})")
    return 1 if wrong else 0


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "write":
        write(sys.argv[2])
    elif sys.argv[1:] == ["peers"]:
        sys.exit(peers())
    else:
        sys.exit("usage: lists_oracle.py write FILE | peers")
