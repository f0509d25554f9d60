"""Reference values of the workloads `km` and `cox`: writes test/vectors/statistics/survival.json.

    python scripts/bench/statistics/survival.py && npx biome check --write test/vectors/statistics

Needs lifelines, statsmodels, scipy, pandas. The made set comes from a generator that test/support/madeSurvival.ts repeats to the bit, so no
row is stored. TCGA-BRCA is read from CONSILIUM_DATA (default ../shared/data); where it is missing, its vectors are kept as they are.
"""

import csv
import json
import math
import os
import platform
from pathlib import Path

import lifelines
import numpy as np
import pandas as pd
import scipy
import statsmodels
from lifelines import CoxPHFitter, KaplanMeierFitter
from lifelines.statistics import multivariate_logrank_test
from lifelines.utils import median_survival_times
from statsmodels.duration.hazard_regression import PHReg

ROOT = Path(__file__).resolve().parents[3]
OUT = ROOT / "test" / "vectors" / "statistics" / "survival.json"
TCGA = Path(os.environ.get("CONSILIUM_DATA") or ROOT.parent / "shared" / "data") / "flamby-tcga-brca"

SITES = [140, 90, 70, 50]
MONTHS = 24
# Declared ranges of the made set's columns; a category is expanded by hand below.
RANGES = {"age": (18, 90), "bmi": (10, 60), "sex": (0, 1), "rare": (0, 1), "twin": (0, 1), "never": (0, 1), "lab": (0, 10)}


class ParkMiller:
    """Park and Miller, CACM 31, 1988, with the multiplier 48271: every product is below 2^53, so doubles repeat it."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = self.state * 48271 % 2147483647
        return self.state / 2147483647

    def below(self, limit):
        return math.floor(self.next() * limit)


def made():
    random = ParkMiller(20260)
    rows = []
    for site, size in enumerate(SITES):
        for _ in range(size):
            age = 20 + random.below(701) / 10
            bmi = 15 + random.below(301) / 10
            sex = random.below(2)
            stage = random.below(3)
            rare = 1 if random.below(25) == 0 else 0
            lab = random.below(101) / 10
            lab = math.nan if random.below(12) == 0 else lab
            hazard = (0.004 + 0.0004 * (age - 20) + 0.015 * stage + 0.01 * sex + 0.02 * rare) * (1 + 0.2 * site)
            time, event = MONTHS, 0
            for month in range(1, MONTHS + 1):
                if random.next() < hazard:
                    time, event = month, 1
                    break
                if random.next() < 0.02:
                    time = month
                    break
            never = 1 if event == 0 and random.below(4) == 0 else 0
            rows.append(dict(site=site, age=age, bmi=bmi, sex=sex, stage=stage, rare=rare, lab=lab, twin=1 - sex, never=never, time=time, event=event))
    return pd.DataFrame(rows)


def number(value):
    value = float(value)
    return value if math.isfinite(value) else None


def survival_curve(time, event):
    fit = KaplanMeierFitter().fit(time, event)
    steps = fit.event_table.drop(index=0, errors="ignore") if (np.asarray(time) > 0).all() else fit.event_table
    limits = fit.confidence_interval_
    median_limits = median_survival_times(limits).iloc[0]
    return {
        "time": [float(t) for t in steps.index],
        "atRisk": [int(n) for n in steps["at_risk"]],
        "events": [int(n) for n in steps["observed"]],
        "censored": [int(n) for n in steps["censored"]],
        "survival": [number(s) for s in fit.survival_function_.loc[steps.index].iloc[:, 0]],
        "lower": [number(s) for s in limits.loc[steps.index].iloc[:, 0]],
        "upper": [number(s) for s in limits.loc[steps.index].iloc[:, 1]],
        "median": number(fit.median_survival_time_),
        "medianLower": number(median_limits.iloc[0]),
        "medianUpper": number(median_limits.iloc[1]),
    }


def curves(time, event, group):
    test = multivariate_logrank_test(time, group, event)
    return {
        "all": survival_curve(time, event),
        "groups": [survival_curve(time[group == g], event[group == g]) for g in sorted(set(group))],
        "logRank": {"statistic": float(test.test_statistic), "degreesOfFreedom": int(test.degrees_of_freedom), "pValue": float(test.p_value)},
    }


def partial_likelihood(x, time, event, site, beta, ties):
    """Log-likelihood, score and information, written out stratum by stratum and death by death."""
    p = x.shape[1]
    value, score, information = 0.0, np.zeros(p), np.zeros((p, p))
    eta = x @ beta
    for stratum in np.unique(site):
        own = site == stratum
        for t in np.unique(time[own & (event == 1)]):
            risk = own & (time >= t)
            dead = own & (time == t) & (event == 1)
            d = int(dead.sum())
            value += eta[dead].sum()
            score += x[dead].sum(0)
            for k in range(d):
                w = np.where(risk, np.exp(eta), 0.0)
                if ties == "efron":
                    w = np.where(dead, w * (1 - k / d), w)
                total = w.sum()
                mean = w @ x / total
                value -= math.log(total)
                score -= mean
                information += (x - mean).T @ ((x - mean) * w[:, None]) / total
    return value, score, information


def proportionality_test(x, time, event, site, beta, ties, transform):
    """Score test of theta in exp((beta + theta g(t)) x) by the 2 p covariates x and g(t) x: of each theta alone, and of all."""
    p = x.shape[1]
    score, information = np.zeros(2 * p), np.zeros((2 * p, 2 * p))
    for t in np.unique(time[event == 1]):
        z = np.hstack([x, transform(t) * x])
        # Only the deaths at t, each stratum with those at risk then.
        at_risk = time >= t
        own = partial_likelihood(z[at_risk], time[at_risk], (event * (time == t))[at_risk], site[at_risk], np.r_[beta, 0 * beta], ties)
        score += own[1]
        information += own[2]
    statistics = []
    for chosen in [[p + j] for j in range(p)] + [list(range(p, 2 * p))]:
        kept = list(range(p)) + chosen
        u, i = np.where(np.isin(kept, chosen), score[kept], 0), information[np.ix_(kept, kept)]
        statistics.append(float(u @ np.linalg.solve(i, u)))
    return {"each": statistics[:-1], "all": statistics[-1]}


def direct_newton(x, time, event, site, ties, ridge, half_width):
    """Newton's method to the last bit; the penalty is on coefficients per half of a column's declared range."""
    u = x / half_width
    u = u - u.mean(0)
    beta = np.zeros(u.shape[1])
    for _ in range(60):
        value, score, information = partial_likelihood(u, time, event, site, beta, ties)
        step = np.linalg.solve(information + ridge * np.eye(len(beta)), score - ridge * beta)
        beta = beta + step
        if np.abs(step).max() < 1e-14:
            break
    value, score, information = partial_likelihood(u, time, event, site, beta, ties)
    zero, score0, information0 = partial_likelihood(u, time, event, site, 0 * beta, ties)
    covariance = np.linalg.inv(information + ridge * np.eye(len(beta)))
    estimate, error = beta / half_width, np.sqrt(np.diag(covariance)) / half_width
    out = lines(estimate, error)
    out["vcovFirstRow"] = [float(v) for v in covariance[0] / half_width / half_width[0]]
    out["logLikelihood"], out["nullLogLikelihood"] = float(value), float(zero)
    if ridge == 0:
        out["likelihoodRatio"] = 2 * float(value - zero)
        out["wald"] = float(beta @ information @ beta)
        out["score"] = float(score0 @ np.linalg.solve(information0, score0))
        transforms = {"identity": lambda t: t, "log1p": math.log1p}
        out["proportionality"] = {name: proportionality_test(u, time, event, site, beta, ties, g) for name, g in transforms.items()}
    return out


def lines(estimate, error):
    z = np.asarray(estimate) / np.asarray(error)
    return {
        "estimate": [float(b) for b in estimate],
        "standardError": [float(s) for s in error],
        "pValue": [float(p) for p in 2 * scipy.stats.norm.sf(np.abs(z))],
    }


def by_lifelines(frame, names):
    fit = CoxPHFitter().fit(
        frame[names + ["time", "event", "site"]], "time", "event", strata=["site"], fit_options={"precision": 1e-14, "r_precision": 1e-14, "max_steps": 100}
    )
    return {"by": "lifelines CoxPHFitter", **lines(fit.params_[names], fit.standard_errors_[names]), "logLikelihood": float(fit.log_likelihood_)}


def by_statsmodels(frame, names, ties):
    model = PHReg(frame["time"], frame[names], status=frame["event"], strata=frame["site"], ties=ties)
    fit = model.fit(method="newton", maxiter=200, tol=1e-14, disp=0)
    return {"by": "statsmodels PHReg", **lines(fit.params, fit.bse), "logLikelihood": float(fit.llf)}


def fit_all(frame, names, half_width, ties, ridge=0):
    out = {"terms": names, "ties": ties, "ridge": ridge, "rows": len(frame), "events": int(frame["event"].sum())}
    arrays = frame[names].to_numpy(float), frame["time"].to_numpy(float), frame["event"].to_numpy(), frame["site"].to_numpy()
    out["direct"] = direct_newton(*arrays, ties, ridge, np.asarray(half_width, float))
    references = [] if ridge > 0 else [by_statsmodels(frame, names, ties)]
    if ridge == 0 and ties == "efron":
        references.append(by_lifelines(frame, names))
    out["references"] = references
    for reference in references:
        print(f"  {reference['by']}: |estimate - direct| up to", np.abs(np.subtract(reference["estimate"], out["direct"]["estimate"])).max())
    return out


def made_vectors():
    frame = made()
    frame["stage=II"], frame["stage=III"] = (frame["stage"] == 1) * 1.0, (frame["stage"] == 2) * 1.0
    frame["age:sex"], frame["age:stage=II"], frame["age:stage=III"] = frame["age"] * frame["sex"], frame["stage=II"] * frame["age"], frame["stage=III"] * frame["age"]
    half = lambda name: {"age:sex": 45, "age:stage=II": 45, "age:stage=III": 45, "stage=II": 0.5, "stage=III": 0.5}.get(name) or (
        (RANGES[name][1] - RANGES[name][0]) / 2
    )
    cases = {}
    main = ["age", "bmi", "sex", "stage=II", "stage=III"]
    for name, terms, ties, ridge in [
        ("efron", main, "efron", 0),
        ("breslow", main, "breslow", 0),
        ("rareLevel", ["age", "sex", "rare"], "efron", 0),
        ("interactions", ["age", "sex", "stage=II", "stage=III", "age:sex", "age:stage=II", "age:stage=III"], "efron", 0),
        ("missing", ["age", "lab"], "efron", 0),
        ("ridgeEfron", main + ["twin", "never"], "efron", 7.5),
        ("ridgeBreslow", main + ["twin", "never"], "breslow", 7.5),
    ]:
        print("made", name)
        cases[name] = fit_all(frame.dropna(subset=[t for t in terms if t in frame]), terms, [half(t) for t in terms], ties, ridge)
    digest = [float(frame[name].sum()) for name in ["age", "bmi", "sex", "stage", "rare", "lab", "never", "time", "event"]]
    return {"columnSums": digest, "km": curves(frame["time"], frame["event"], frame["stage"]), "cox": cases}


def tcga_frame():
    rows = list(csv.DictReader(open(TCGA / "brca.csv")))
    centre = {row["pid"]: int(row["fold2"].split("_")[1]) for row in csv.DictReader(open(TCGA / "train_test_split.csv"))}
    names = [name for name in rows[0] if name not in ("pid", "E", "T")]
    used = [row for row in rows if row["pid"] in centre]
    frame = pd.DataFrame([[float(row[name]) for name in names] for row in used], columns=[f"x{j}" for j in range(len(names))])
    frame["site"] = [centre[row["pid"]] for row in used]
    frame["time"], frame["event"] = [float(row["T"]) for row in used], [int(float(row["E"])) for row in used]
    return frame


def tcga_vectors():
    frame = tcga_frame()
    names = [name for name in frame if name.startswith("x")]
    half = lambda chosen: [32.0 if name == "x0" else 0.5 for name in chosen]
    # Seven columns repeat others under a second name. Without x6 and x30 no coefficient runs away; with them x3 to x6, x29 and x30 do.
    distinct = [name for name in names if name not in ("x27", "x28", "x34", "x35", "x36", "x37", "x38", "x6", "x30")]
    cases = {}
    for name, frame_, terms, ties, ridge in [
        ("efron", frame, distinct, "efron", 0),
        ("breslow", frame, distinct, "breslow", 0),
        ("withoutSmallSite", frame[frame["site"] != 5], distinct[:7], "efron", 0),
        ("ridge", frame, names, "efron", 2.0),
    ]:
        print("tcga", name)
        cases[name] = fit_all(frame_, terms, half(terms), ties, ridge)
    months = np.ceil(frame["time"] / 30) * 30
    return {"km": curves(months, frame["event"], frame["x6"]), "cox": cases}


def main():
    before = json.loads(OUT.read_text()) if OUT.exists() else {}
    out = {
        "source": "scripts/bench/statistics/survival.py",
        "versions": {
            "python": platform.python_version(),
            "numpy": np.__version__,
            "scipy": scipy.__version__,
            "pandas": pd.__version__,
            "lifelines": lifelines.__version__,
            "statsmodels": statsmodels.__version__,
        },
        "made": made_vectors(),
        "tcga": tcga_vectors() if TCGA.exists() else before.get("tcga"),
    }
    OUT.write_text(json.dumps(out, indent=1) + "\n")


if __name__ == "__main__":
    main()
