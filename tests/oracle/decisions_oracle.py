#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Numbers about decisions from other tools, for tests/unit/test_oracle_decisions.c.

Needed only to make the vectors again:

    pip install fairlearn aif360 statsmodels
    python3 tests/oracle/decisions_oracle.py > tests/oracle/decisions_vectors.csv

Each row is a table of groups (TP:FP:FN:TN, joined by '|') and what the tools say of it. A column is TOOL:METRIC[:GROUP],
METRIC as exaequo names it; against a reference it is group 1 against group 0. A cell is empty where the tool has no
number; `lo` and `hi` are the ends of a 95 % range.
"""
import math
import random
import sys
import warnings

import numpy as np

warnings.filterwarnings("ignore")

import aif360
import fairlearn
import scipy
import sklearn
import statsmodels
from aif360.sklearn import metrics as aif
from fairlearn import metrics as fair
from scipy.stats import contingency
from sklearn import metrics as learn
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

COMPAS_BY_RACE = [(1369, 805, 532, 990), (6, 2, 3, 21), (505, 349, 461, 1139), (103, 87, 129, 318),
                  (9, 3, 1, 5), (43, 36, 90, 208)]


def tables():
    """COMPAS, then tables of two to four groups, one in three with zeros: of a cell, a label or a decision."""
    rng = random.Random(20)
    yield COMPAS_BY_RACE
    for number in range(260):
        groups = []
        for _ in range(rng.choice([2, 2, 2, 3, 4])):
            cells = [rng.choice([1, 4, 9, 25, 60]) + rng.randrange(12) for _ in range(4)]
            if number % 3 == 0 and rng.random() < 0.5:
                for empty in rng.choice([(0,), (1,), (2,), (3,), (0, 2), (1, 3), (0, 1), (2, 3)]):
                    cells[empty] = 0
            groups.append(tuple(cells))
        yield groups


def rows_of(groups):
    """Label, decision and group of every person."""
    y, d, g = [], [], []
    for index, (tp, fp, fn, tn) in enumerate(groups):
        for label, decision, count in ((1, 1, tp), (0, 1, fp), (1, 0, fn), (0, 0, tn)):
            y += [label] * count
            d += [decision] * count
            g += [index] * count
    return np.array(y), np.array(d), np.array(g)


def fairlearn_columns(y, d, g):
    def of(function, **options):
        return lambda: function(y, d, sensitive_features=g, **options)

    def frame(metric):
        return fair.MetricFrame(metrics=metric, y_true=y, y_pred=d, sensitive_features=g)

    overall = {"method": "to_overall"}
    return {
        "demographic_parity_difference": of(fair.demographic_parity_difference),
        "demographic_parity_ratio": of(fair.demographic_parity_ratio),
        "selection_rate_max_to_overall": of(fair.demographic_parity_difference, **overall),
        "selection_rate_min_ratio_to_overall": of(fair.demographic_parity_ratio, **overall),
        "equal_opportunity_difference": of(fair.equal_opportunity_difference),
        "equal_opportunity_ratio": of(fair.equal_opportunity_ratio),
        "equalized_odds_difference": of(fair.equalized_odds_difference),
        "equalized_odds_ratio": of(fair.equalized_odds_ratio),
        "equalized_odds_mean_difference": of(fair.equalized_odds_difference, agg="mean"),
        "equalized_odds_mean_ratio": of(fair.equalized_odds_ratio, agg="mean"),
        "equalized_odds_max_to_overall": of(fair.equalized_odds_difference, **overall),
        "equalized_odds_min_ratio_to_overall": of(fair.equalized_odds_ratio, **overall),
        "equalized_odds_mean_to_overall": of(fair.equalized_odds_difference, agg="mean", **overall),
        "equalized_odds_mean_ratio_to_overall": of(fair.equalized_odds_ratio, agg="mean", **overall),
        "accuracy_max_difference": lambda: frame(learn.accuracy_score).difference(),
        "false_negative_rate_min_ratio": lambda: frame(fair.false_negative_rate).ratio(),
        "true_negative_rate_max_to_overall": lambda: frame(fair.true_negative_rate).difference(method="to_overall"),
    }


def aif360_columns(y, d, g):
    pair = g < 2
    y2, d2, g2 = y[pair], d[pair], g[pair]
    to = {"prot_attr": g2, "priv_group": 0}
    benefits = d - y + 1
    return {
        "selection_rate_difference:1": lambda: aif.statistical_parity_difference(y2, d2, **to),
        "selection_rate_ratio:1": lambda: aif.disparate_impact_ratio(y2, d2, **to),
        "true_positive_rate_difference:1": lambda: aif.equal_opportunity_difference(y2, d2, **to),
        "average_odds_difference:1": lambda: aif.average_odds_difference(y2, d2, **to),
        "average_abs_odds_difference:1": lambda: aif.average_odds_error(y2, d2, **to),
        "average_predictive_value_difference:1": lambda: aif.average_predictive_value_difference(y2, d2, **to),
        "class_imbalance:1": lambda: aif.class_imbalance(y2, d2, **to),
        "label_kl_divergence:1": lambda: aif.kl_divergence(y2, prot_attr=g2, priv_group=1),
        "generalized_entropy_index": lambda: aif.generalized_entropy_error(y, d, alpha=2),
        "theil_index": lambda: aif.generalized_entropy_error(y, d, alpha=1),
        "coefficient_of_variation": lambda: aif.coefficient_of_variation(benefits),
        "generalized_entropy_index_between":
            lambda: aif.between_group_generalized_entropy_error(y, d, prot_attr=g, alpha=2),
        "theil_index_between": lambda: aif.between_group_generalized_entropy_error(y, d, prot_attr=g, alpha=1),
        "label_differential_fairness": lambda: aif.smoothed_edf(y, prot_attr=g),
        "differential_fairness": lambda: aif.smoothed_edf(y, d, prot_attr=g),
        "differential_fairness_amplification": lambda: aif.df_bias_amplification(y, d, prot_attr=g),
    }


def scikit_columns(y, d, g):
    first = g == 0
    y0, d0 = y[first], d[first]
    return {
        "f1:0": lambda: learn.f1_score(y0, d0, zero_division=np.nan),
        "balanced_accuracy:0": lambda: learn.balanced_accuracy_score(y0, d0),
        "matthews_correlation:0": lambda: learn.matthews_corrcoef(y0, d0),
        "mutual_information_independence": lambda: learn.mutual_info_score(d, g),
    }


def range_columns(groups):
    """Selection rates of group 1 against group 0."""
    (k0, n0), (k1, n1) = [(tp + fp, tp + fp + fn + tn) for tp, fp, fn, tn in groups[:2]]

    def two(compare, method):
        return confint_proportions_2indep(k1, n1, k0, n0, compare=compare, method=method, correction=False)

    def katz():
        return contingency.relative_risk(k1, n1, k0, n0).confidence_interval()

    wilson = lambda: proportion_confint(k0, n0, method="wilson")
    pairs = {"wilson": wilson, "newcombe": lambda: two("diff", "newcomb"), "koopman": lambda: two("ratio", "score"),
             "katz": katz}
    columns = {}
    for name, interval in pairs.items():
        columns[name + ":lo"] = lambda interval=interval: interval()[0]
        columns[name + ":hi"] = lambda interval=interval: interval()[1]
    return columns


def cell(function):
    try:
        value = float(function())
    except Exception:  # a tool that gives up has no number
        return ""
    return repr(value) if math.isfinite(value) else ""


def main():
    versions = {"fairlearn": fairlearn.__version__, "aif360": aif360.__version__, "scikit-learn": sklearn.__version__,
                "statsmodels": statsmodels.__version__, "scipy": scipy.__version__, "numpy": np.__version__}
    print("# " + ", ".join(f"{name} {version}" for name, version in versions.items()))
    for number, groups in enumerate(tables()):
        y, d, g = rows_of(groups)
        columns = {}
        for tool, of in (("fairlearn", fairlearn_columns(y, d, g)), ("aif360", aif360_columns(y, d, g)),
                         ("scikit", scikit_columns(y, d, g)), ("range", range_columns(groups))):
            columns.update({f"{tool}:{name}": function for name, function in of.items()})
        if number == 0:
            print(",".join(["table"] + list(columns)))
        text = "|".join(":".join(map(str, group)) for group in groups)
        print(",".join([text] + [cell(function) for function in columns.values()]))
        sys.stdout.flush()


if __name__ == "__main__":
    main()
