"""Reference values of the workload `evaluate`, from unbinned scores: scikit-learn, statsmodels, DeLong's variance by its definition.

Run: python scripts/bench/statistics/evaluate.py [folder of the clinical data sets] > test/vectors/statistics/evaluate.json
and then: npx biome check --write test/vectors/statistics/evaluate.json
It writes figures and coefficients, never a data row. The made rows follow from a generator that the test has too.
"""

import json
import os
import sys

import numpy as np
import pandas as pd
import scipy
import sklearn
import statsmodels
import statsmodels.api as sm
from scipy.stats import norm
from sklearn.metrics import accuracy_score, brier_score_loss, confusion_matrix, f1_score, roc_auc_score
from statsmodels.stats.proportion import proportion_confint

ROOT = os.path.join(os.path.dirname(__file__), "..", "..", "..")
DATA = sys.argv[1] if len(sys.argv) > 1 else os.path.join(ROOT, "..", "shared", "data")
Z = norm.ppf(0.975)


def uniforms(seed):
    """Park and Miller's generator: exact in float64, so every language draws the same."""
    while True:
        seed = seed * 48271 % 2147483647
        yield seed / 2147483647


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def logits(rows, score):
    z = np.full(len(rows), float(score["intercept"]))
    for term in score["terms"]:
        z = z + term["coefficient"] * rows[term["column"]].to_numpy(float)
    return z


def made(seed, count, score, shift, shrink):
    """Rows whose outcome follows logit P = shift + shrink * score, so that the score is wrong by a known recalibration."""
    draw = uniforms(seed)
    rows = pd.DataFrame([[next(draw) for _ in range(4)] for _ in range(count)], columns=["a", "sex", "age", "y"])
    rows["a"] = 10 * rows["a"]
    rows["sex"] = (rows["sex"] < 0.5).astype(float)
    rows["age"] = 20 + 70 * rows["age"]
    rows["y"] = (rows["y"] < sigmoid(shift + shrink * logits(rows, score))).astype(int)
    return rows


def delong(y, p):
    """AUC and its variance from the placements of each row (DeLong, DeLong and Clarke-Pearson 1988)."""
    positive, negative = p[y == 1], np.sort(p[y == 0])
    below, upto = np.searchsorted(negative, positive, "left"), np.searchsorted(negative, positive, "right")
    v10 = (below + upto) / 2 / len(negative)
    ordered = np.sort(positive)
    below, upto = np.searchsorted(ordered, negative, "left"), np.searchsorted(ordered, negative, "right")
    v01 = 1 - (below + upto) / 2 / len(positive)
    return v10.mean(), v10.var(ddof=1) / len(positive) + v01.var(ddof=1) / len(negative)


def auc_figures(y, p):
    auc, variance = delong(y, p)
    assert abs(auc - roc_auc_score(y, p)) < 1e-12
    half = Z * np.sqrt(variance) / (auc * (1 - auc))
    logit = np.log(auc / (1 - auc))
    return {"value": auc, "variance": variance, "lower": sigmoid(logit - half), "upper": sigmoid(logit + half)}


def threshold_figures(y, p, threshold):
    predicted = (p >= threshold).astype(int)
    tn, fp, fn, tp = confusion_matrix(y, predicted, labels=[0, 1]).ravel()
    shares = {
        "sensitivity": (tp, tp + fn),
        "specificity": (tn, tn + fp),
        "ppv": (tp, tp + fp),
        "npv": (tn, tn + fn),
        "accuracy": (tp + tn, len(y)),
    }
    figures = {"threshold": threshold, "cells": [int(c) for c in (tn, fp, fn, tp)], "f1": f1_score(y, predicted)}
    for name, (count, of) in shares.items():
        lower, upper = proportion_confint(count, of, method="wilson") if of else (None, None)
        figures[name] = [count / of if of else None, lower, upper]
    assert abs(figures["accuracy"][0] - accuracy_score(y, predicted)) < 1e-12
    odds = threshold / (1 - threshold)
    figures["netBenefit"] = tp / len(y) - fp / len(y) * odds
    return figures


def recalibration(y, z):
    both = sm.Logit(y, sm.add_constant(z)).fit(disp=0, tol=1e-12)
    large = sm.GLM(y, np.ones(len(y)), family=sm.families.Binomial(), offset=z).fit(tol=1e-12)
    return {
        "intercept": [both.params[0], both.bse[0]],
        "slope": [both.params[1], both.bse[1]],
        "inTheLarge": [large.params[0], large.bse[0]],
        "observedToExpected": y.sum() / sigmoid(z).sum(),
    }


def group_figures(y, p, levels, threshold, sites=None):
    """By level, without a site's level that has rows of one outcome only: the site does not send it."""
    figures = []
    if sites is not None:
        place = pd.Series(sites).astype(str) + " " + pd.Series(levels).astype(str)
        counts = pd.crosstab(place, y)
        kept = np.isin(place, counts.index[counts.min(axis=1) > 0])
        y, p, levels = y[kept], p[kept], levels[kept]
    for level in sorted(set(levels)):
        own, rest = levels == level, levels != level
        (auc, v), (auc_rest, v_rest) = delong(y[own], p[own]), delong(y[rest], p[rest])
        gap, half = auc - auc_rest, Z * np.sqrt(v + v_rest)
        hit = p >= threshold
        figures.append({
            "rows": int(own.sum()),
            "positives": int(y[own].sum()),
            "auc": auc,
            "gap": [gap, gap - half, gap + half],
            "sensitivity": hit[own & (y == 1)].mean(),
            "specificity": (~hit)[own & (y == 0)].mean(),
        })
    return figures


MINIMUM_CELL = 5


def withheld_sites(y, p, sites):
    """The AUC without the sites that have too few rows of either outcome to send any."""
    counts = pd.crosstab(sites, y)
    kept = np.isin(sites, counts.index[counts.min(axis=1) >= MINIMUM_CELL])
    suppressed = len(counts) - len(set(sites[kept]))
    return {"suppressedSites": suppressed, "rows": int(kept.sum()), "auc": roc_auc_score(y[kept], p[kept])}


def case(rows, score, thresholds, groups, site=None):
    y, z = rows["y"].to_numpy(int), logits(rows, score)
    kept = ~np.isnan(z)
    y, z, rows = y[kept], z[kept], rows[kept]
    p = sigmoid(z)
    prevalence = y.mean()
    brier = brier_score_loss(y, p)
    return {
        "score": score,
        "rows": len(y),
        "leftOut": int((~kept).sum()),
        "positives": int(y.sum()),
        "auc": auc_figures(y, p),
        "brier": brier,
        "scaledBrier": 1 - brier / (prevalence * (1 - prevalence)),
        "calibration": recalibration(y, z),
        "thresholds": [threshold_figures(y, p, t) for t in thresholds],
        **({"minimumCell5": withheld_sites(y, p, rows[site].to_numpy())} if site else {}),
        "groups": {
            name: group_figures(y, p, cut(rows[name]), thresholds[0], rows[site].to_numpy() if site else None)
            for name, cut in groups.items()
        },
    }


def fitted(rows, columns, outcome, digits=4):
    """A score to evaluate: logistic coefficients, rounded as a publication rounds them."""
    complete = rows[columns + [outcome]].dropna()
    x = complete[columns].to_numpy(float)
    mean, sd = x.mean(0), x.std(0)
    fit = sm.Logit(complete[outcome].to_numpy(int), sm.add_constant((x - mean) / sd)).fit(disp=0)
    slopes = fit.params[1:] / sd
    return {
        "intercept": round(float(fit.params[0] - (slopes * mean).sum()), digits),
        "terms": [{"column": c, "coefficient": round(float(b), digits)} for c, b in zip(columns, slopes)],
    }


def heart():
    rows = pd.read_csv(os.path.join(DATA, "uci-heart-disease", "fed_heart_disease_features13.csv"))
    columns = [c for c in rows.columns[rows.columns.get_loc("age"):] if c != "y"]
    score = fitted(rows[rows.split == "train"], columns, "y")
    held_out = rows[rows.split == "test"]
    return case(held_out, score, [0.5, 0.3], {"age": lambda age: np.where(age < 55, 0, 1)}, "hospital")


def icu():
    folder = os.path.join(DATA, "yaib-icu-demo")
    read = lambda kind: pd.read_csv(os.path.join(folder, f"mortality24_eicu_demo_{kind}.csv.gz"))
    last = read("dyn").sort_values(["stay_id", "time"]).groupby("stay_id").last()
    rows = last.join(read("outc").set_index("stay_id")).join(read("sta").set_index("stay_id"))
    rows["y"] = rows["label"]
    columns = ["age", "hr", "sbp", "o2sat", "temp", "bun"]
    rows["region"] = rows["region"].fillna("unknown")
    return case(rows, fitted(rows, columns, "y"), [0.05, 0.1], {}, "region")


MADE = {"intercept": -2, "terms": [{"column": "a", "coefficient": 0.5}, {"column": "sex", "coefficient": 0.8}]}
RARE = {"intercept": -7.45, "terms": [{"column": "a", "coefficient": 0.4}, {"column": "sex", "coefficient": 0.5}]}
GROUPS = {"sex": lambda sex: sex.to_numpy(int), "age": lambda age: np.where(age < 40, 0, np.where(age < 60, 1, 2))}

print(json.dumps(
    {
        "versions": {m.__name__: m.__version__ for m in (np, pd, scipy, sklearn, statsmodels)},
        "made": {"seed": 11, "count": 2000, "shift": 0.3, "shrink": 0.7,
                 **case(made(11, 2000, MADE, 0.3, 0.7), MADE, [0.5, 0.2, 0.8], GROUPS)},
        "rare": {"seed": 12, "count": 20000, "shift": 0, "shrink": 1,
                 **case(made(12, 20000, RARE, 0, 1), RARE, [0.02, 0.05], GROUPS)},
        "heart": heart(),
        "icu": icu(),
    },
    indent=1,
    default=float,
))
