"""Reference fits of the glm workload: statsmodels on pooled rows; Newton's method written out for ridge and elastic net.

Writes test/vectors/statistics/glm.json, which test/unit/glm.reference.test.ts reads. The made patients come from a generator
that test/support/madePatients.ts has too, so that no row is in a file; the heart rows are read where they lie and not written.

    pip install statsmodels scikit-learn
    python scripts/bench/statistics/glm.py <folder uci-heart-disease>
    npx biome check --write test/vectors/statistics/glm.json
"""

import csv
import json
import os
import sys

import numpy as np
import scipy
import statsmodels
import statsmodels.api as sm
import sklearn
from sklearn.linear_model import ElasticNet, LogisticRegression
from scipy.stats import norm, t as student
from statsmodels.stats.outliers_influence import variance_inflation_factor

SITE_ROWS = [60, 90, 45, 105]
GROUPS = ["none", "mild", "severe", "rare"]


def made_patients():
    """One dictionary a row; the same operations in the same order as in TypeScript."""
    rows = []
    for site, count in enumerate(SITE_ROWS):
        state = 12345 + 1000 * site

        def draw():
            nonlocal state
            state = (1664525 * state + 1013904223) % 2**32
            return state / 2**32

        for _ in range(count):
            age = 20 + int(draw() * 61)
            first = draw()
            marker = first * first * 50
            smoker = 1 if draw() < 0.3 else 0
            level = draw()
            group = 0 if level < 0.5 else 1 if level < 0.8 else 2 if level < 0.97 else 3
            time = 0.25 + draw() * 4.75
            effect = [0, 0.4, 0.7, -0.5][group]
            raw = -1.2 + 0.03 * (age - 50) + 0.02 * marker + 0.5 * smoker + effect + 0.3 * (site - 1.5)
            chance = 0.5 + raw / (2 * (1 + abs(raw)))
            y = 1 if draw() < chance else 0
            events = 0
            for _ in range(8):
                events += 1 if draw() < chance * time / 10 else 0
            noise = draw() + draw() + draw() - 1.5
            score = 100 + 8 * raw + 10 * noise
            lab = float("nan") if draw() < 0.1 else marker
            sure = 1 if y == 1 and draw() < 0.4 else 0
            rows.append(
                dict(site=site, age=age, marker=marker, smoker=smoker, group=group, time=time, y=y, events=events,
                     score=score, lab=lab, sure=sure, copied=2 * age + 3, beds=10 * site, late=1 if site == 3 else y,
                     quiet=0 if group == 3 else events)
            )
    return rows


def heart_patients(folder):
    with open(os.path.join(folder, "fed_heart_disease_features13.csv")) as file:
        rows = [row for row in csv.DictReader(file) if row["split"] == "train"]
    names = "age sex trestbps chol fbs thalach exang oldpeak cp_2 cp_3 cp_4 restecg_1 restecg_2 y".split()
    return [{"site": row["hospital"], **{name: float(row[name]) for name in names}} for row in rows]


RANGES = {
    "made": {"age": (0, 110), "marker": (0, 60), "lab": (0, 60), "smoker": (0, 1), "score": (0, 200), "copied": (0, 300)},
    "heart": {"age": (0, 110), "trestbps": (0, 300), "chol": (0, 700), "thalach": (30, 250), "oldpeak": (-10, 10)},
}


def factors(name):
    if name != "group":
        return [(name, lambda row: row[name])]
    return [(f"group={GROUPS[k]}", lambda row, k=k: 1.0 if row["group"] == k else 0.0) for k in range(1, len(GROUPS))]


def design(terms, rows):
    names, columns = [], []
    for term in terms:
        parts = [factors(name) for name in term.split(":")]
        pairs = [(a,) for a in parts[0]] if len(parts) == 1 else [(a, b) for a in parts[0] for b in parts[1]]
        for pair in pairs:
            names.append(":".join(name for name, _ in pair))
            columns.append([float(np.prod([value(row) for _, value in pair])) for row in rows])
    return names, np.array(columns).T


def scaled(data, terms, names, x):
    """Columns scaled to [-1, 1] by the range of the products of their factors' declared ranges."""
    ends = []
    for name in names:
        low, high = 1.0, 1.0
        for part in name.split(":"):
            a, b = RANGES[data].get(part, (0, 1))
            products = [low * a, low * b, high * a, high * b]
            low, high = min(products), max(products)
        ends.append((low, high))
    centre = np.array([(low + high) / 2 for low, high in ends])
    half = np.array([(high - low) / 2 for low, high in ends])
    return (x - centre) / half, centre, half


def fit(case, rows):
    stage = case["stage"]
    family, outcome, terms = stage["family"], stage["outcome"], stage["terms"]
    used = [row for row in rows if all(not np.isnan(row[part]) for term in terms for part in term.split(":"))]
    by_site = stage.get("intercept") == "site"
    sites = sorted({row["site"] for row in used}, key=str)
    if by_site and family != "gaussian":
        # A site whose outcomes are all equal has no finite intercept and says nothing of the slopes.
        sites = [s for s in sites if len({row[outcome] for row in used if row["site"] == s}) > 1]
        used = [row for row in used if row["site"] in sites]
    names, x = design(terms, used)
    y = np.array([float(row[outcome]) for row in used])
    ones = np.ones((len(used), 1))
    blocks = np.array([[1.0 if row["site"] == s else 0.0 for s in sites] for row in used]) if by_site else ones
    offset = np.log([row[stage["offset"]] for row in used]) if "offset" in stage else None
    full = np.hstack([blocks, x])
    first = len(sites) if by_site else 0
    kept = (["(intercept)"] if not by_site else []) + names
    if stage.get("lasso", 0) > 0:
        return elastic_net(case, names, x, y, blocks, offset, kept, by_site)
    if stage.get("ridge", 0) > 0:
        return ridge(case, names, x, y, blocks, offset, kept, by_site)
    if family == "multinomial":
        return multinomial(y, x, names, stage)
    if family == "gaussian":
        model = sm.OLS(y, full)
        result = model.fit(cov_type="HC0", use_t=True) if stage.get("robust") else model.fit()
        null = float(sm.OLS(y, blocks).fit().ssr)
        deviance, dispersion, loglik = float(result.ssr), float(result.scale), float(result.llf)
    else:
        cov = "HC0" if stage.get("robust") else "nonrobust"
        kind = sm.families.Binomial() if family == "binomial" else sm.families.Poisson()
        result = sm.GLM(y, full, family=kind, offset=offset).fit(tol=1e-15, maxiter=200)
        # The covariance is that of the weights before the last step: hence one step more.
        result = sm.GLM(y, full, family=kind, offset=offset).fit(tol=1e-15, maxiter=200, start_params=result.params, cov_type=cov)
        null = float(sm.GLM(y, blocks, family=kind, offset=offset).fit(tol=1e-15, maxiter=200).deviance)
        deviance, dispersion, loglik = float(result.deviance), 1.0, float(result.llf)
    parameters = full.shape[1]
    expected = {
        "rows": len(used),
        "deviance": deviance,
        "nullDeviance": null,
        "dispersion": dispersion,
        "logLik": loglik,
        "aic": -2 * loglik + 2 * (parameters + (1 if family == "gaussian" else 0)),
        "degreesOfFreedom": len(used) - parameters,
        "coefficients": [
            [name, float(result.params[first + j]), float(result.bse[first + j]), float(result.pvalues[first + j])]
            for j, name in enumerate(kept)
        ],
    }
    if family == "gaussian" and not by_site:
        expected["vif"] = [[name, float(variance_inflation_factor(full, 1 + j))] for j, name in enumerate(names)]
    if not by_site:
        expected["predictors"] = [float(full[i] @ result.params + (0 if offset is None else offset[i])) for i in range(3)]
    return expected


def elastic_net(case, names, x, y, blocks, offset, kept, by_site):
    """max logLik - λ₁ Σ|b| - λ/2 Σb² by proximal Newton; checked against scikit-learn where it has the family."""
    stage = case["stage"]
    family, lasso, l2 = stage["family"], stage["lasso"], stage.get("ridge", 0)
    u, centre, half = scaled(case["data"], stage["terms"], names, x)
    low, high = RANGES[case["data"]].get(stage["outcome"], (0, 1)) if family == "gaussian" else (-1, 1)
    middle, width = ((low + high) / 2, (high - low) / 2) if family == "gaussian" else (0.0, 1.0)
    v = (y - middle) / width
    z = np.hstack([blocks, u])
    q, p = blocks.shape[1], u.shape[1]
    b = np.zeros(q + p)
    if family == "poisson":
        b[:q] = np.log(np.mean(y))
    for _ in range(200):
        eta = z @ b + (0 if offset is None else offset)
        mean = {"gaussian": eta, "binomial": 1 / (1 + np.exp(-eta)), "poisson": np.exp(eta)}[family]
        weight = {"gaussian": np.ones_like(eta), "binomial": mean * (1 - mean), "poisson": mean}[family]
        h = z.T @ (z * weight[:, None]) + np.diag([0.0] * q + [l2] * p)
        left = z.T @ (v - mean) - np.r_[np.zeros(q), l2 * b[q:]]
        before = b.copy()
        for _ in range(20000):
            largest = 0.0
            for j in range(q + p):
                value, cut = h[j, j] * b[j] + left[j], lasso if j >= q else 0.0
                new = np.sign(value) * max(abs(value) - cut, 0) / h[j, j]
                left -= (new - b[j]) * h[:, j]
                largest = max(largest, abs(new - b[j]))
                b[j] = new
            if largest < 1e-16:
                break
        if np.max(np.abs(b - before)) < 1e-13:
            break
    if not by_site and family != "poisson":
        total = lasso + l2
        if family == "gaussian":
            other = ElasticNet(alpha=total / len(v), l1_ratio=lasso / total, tol=1e-14, max_iter=10**6).fit(u, v)
        else:
            exact = dict(solver="saga", tol=1e-12, max_iter=10**6)
            other = LogisticRegression(C=1 / total, l1_ratio=lasso / total, penalty="elasticnet", **exact).fit(u, y)
        assert np.max(np.abs(np.ravel(other.coef_) - b[q:])) < 1e-8, case["name"]
    estimate = np.r_[width * b[:q] - width * np.sum(b[q:] * centre / half) + middle, width * b[q:] / half]
    first = q if by_site else 0
    return {
        "rows": len(y),
        "parameters": q + int(np.sum(b[q:] != 0)),
        "coefficients": [[name, float(estimate[first + j]), None, None] for j, name in enumerate(kept)],
    }


def multinomial(y, x, names, stage):
    """statsmodels' MNLogit; by Newton's method, its covariance taken where it ended."""
    full = np.hstack([np.ones((len(y), 1)), x])
    cov = "HC0" if stage.get("robust") else "nonrobust"
    exact = dict(method="newton", maxiter=100, tol=1e-15, disp=False)
    result = sm.MNLogit(y, full).fit(**exact)
    result = sm.MNLogit(y, full).fit(**exact, start_params=result.params.T.ravel(), cov_type=cov)
    levels = [GROUPS[k] for k in range(1, len(GROUPS))]
    parameters = len(levels) * full.shape[1]
    null = -2 * sum(np.sum(y == k) * np.log(np.mean(y == k)) for k in range(len(GROUPS)))
    kept = ["(intercept)"] + names
    return {
        "rows": len(y),
        "deviance": float(-2 * result.llf),
        "nullDeviance": float(null),
        "logLik": float(result.llf),
        "aic": float(-2 * result.llf + 2 * parameters),
        "degreesOfFreedom": len(y) - parameters,
        "coefficients": [
            [f"{level}: {name}", float(result.params[j, k]), float(result.bse[j, k]), float(result.pvalues[j, k])]
            for k, level in enumerate(levels)
            for j, name in enumerate(kept)
        ],
    }


def ridge(case, names, x, y, blocks, offset, kept, by_site):
    """max logLik - λ/2 |b|², b of the scaled columns; covariance P⁻¹HP⁻¹ times the dispersion, effective degrees of freedom."""
    stage = case["stage"]
    family = stage["family"]
    u, centre, half = scaled(case["data"], stage["terms"], names, x)
    low, high = RANGES[case["data"]].get(stage["outcome"], (0, 1)) if family == "gaussian" else (-1, 1)
    middle, width = ((low + high) / 2, (high - low) / 2) if family == "gaussian" else (0.0, 1.0)
    v = (y - middle) / width
    z = np.hstack([blocks, u])
    q = blocks.shape[1]
    penalty = np.diag([0.0] * q + [stage["ridge"]] * u.shape[1])
    b = np.zeros(z.shape[1])
    if family == "poisson":
        b[:q] = np.log(np.mean(y))
    for _ in range(60):
        eta = z @ b + (0 if offset is None else offset)
        mean = {"gaussian": eta, "binomial": 1 / (1 + np.exp(-eta)), "poisson": np.exp(eta)}[family]
        weight = {"gaussian": np.ones_like(eta), "binomial": mean * (1 - mean), "poisson": mean}[family]
        h = z.T @ (z * weight[:, None])
        step = np.linalg.solve(h + penalty, z.T @ (v - mean) - penalty @ b)
        b = b + step
        if np.max(np.abs(step)) < 1e-14:
            break
    p = np.linalg.inv(h + penalty)
    effective = float(np.trace(p @ h))
    left = len(y) - effective
    dispersion = float(np.sum((v - mean) ** 2) / left) if family == "gaussian" else 1.0
    own = np.zeros_like(p)
    own[:q, :q] = width * np.eye(q)
    for j in range(u.shape[1]):
        own[q + j, q + j] = width / half[j]
        own[:q, q + j] = -width * centre[j] / half[j]
    estimate = own @ b
    estimate[:q] += middle
    error = np.sqrt(np.diag(own @ (p @ h @ p) @ own.T) * dispersion)
    statistic = estimate / error
    tail = 2 * (student.sf(abs(statistic), left) if family == "gaussian" else norm.sf(abs(statistic)))
    first = q if by_site else 0
    return {
        "rows": len(y),
        "degreesOfFreedom": left,
        "dispersion": dispersion * width * width,
        "coefficients": [
            [name, float(estimate[first + j]), float(error[first + j]), float(tail[first + j])] for j, name in enumerate(kept)
        ],
    }


ALL = ["age", "marker", "smoker", "group"]
HEART = "age sex trestbps chol fbs thalach exang oldpeak cp_2 cp_3 cp_4 restecg_1 restecg_2".split()


def cases():
    out = []

    def add(name, data="made", **stage):
        out.append({"name": name, "data": data, "stage": stage})

    for intercept in ["common", "site"]:
        add(f"gaussian {intercept}", family="gaussian", outcome="score", terms=ALL, intercept=intercept)
        add(f"binomial {intercept}", family="binomial", outcome="y", terms=ALL, intercept=intercept)
        add(f"poisson {intercept}", family="poisson", outcome="events", terms=ALL, intercept=intercept)
        add(f"poisson with offset {intercept}", family="poisson", outcome="events", terms=ALL, intercept=intercept, offset="time")
        for family, outcome in [("gaussian", "score"), ("binomial", "y"), ("poisson", "events")]:
            add(f"{family} ridge {intercept}", family=family, outcome=outcome, terms=ALL, intercept=intercept, ridge=2.5)
            lasso = 3 if family == "binomial" else 1.5
            add(f"{family} elastic net {intercept}", family=family, outcome=outcome, terms=ALL, intercept=intercept,
                ridge=0.5, lasso=lasso)
            add(f"{family} interactions {intercept}", family=family, outcome=outcome, intercept=intercept,
                terms=["age", "marker", "smoker", "group", "age:smoker", "marker:group", "age:age"])
            add(f"{family} missing {intercept}", family=family, outcome=outcome, intercept=intercept,
                terms=["age", "lab", "smoker"])
        for family, outcome in [("gaussian", "score"), ("binomial", "y"), ("poisson", "events")]:
            add(f"{family} robust {intercept}", family=family, outcome=outcome, terms=ALL, intercept=intercept, robust=True)
    add("multinomial", family="multinomial", outcome="group", terms=["age", "marker", "smoker"])
    add("multinomial robust", family="multinomial", outcome="group", terms=["age", "marker", "smoker"], robust=True)
    add("binomial with a silent site", family="binomial", outcome="late", terms=["age", "marker", "smoker"], intercept="site")
    for intercept in ["common", "site"]:
        add(f"heart gaussian {intercept}", data="heart", family="gaussian", outcome="thalach", intercept=intercept,
            terms=[name for name in HEART if name != "thalach"])
        add(f"heart binomial {intercept}", data="heart", family="binomial", outcome="y", intercept=intercept, terms=HEART)
        add(f"heart poisson {intercept}", data="heart", family="poisson", outcome="age", intercept=intercept,
            terms=[name for name in HEART if name != "age"])
        add(f"heart binomial ridge {intercept}", data="heart", family="binomial", outcome="y", intercept=intercept,
            terms=HEART, ridge=3)
    return out


def main():
    data = {"made": made_patients(), "heart": heart_patients(sys.argv[1])}
    done = [{**case, "expected": fit(case, data[case["data"]])} for case in cases()]
    versions = {
        "python": sys.version.split()[0],
        **{each.__name__: each.__version__ for each in [np, scipy, sklearn, statsmodels]},
    }
    first = {name: value for name, value in data["made"][0].items()}
    target = os.path.join(os.path.dirname(__file__), "../../../test/vectors/statistics/glm.json")
    with open(target, "w") as file:
        document = {"made": "scripts/bench/statistics/glm.py", "versions": versions, "firstPatient": first, "cases": done}
        json.dump(document, file, indent=1, allow_nan=False)
        file.write("\n")
    print(f"{len(done)} fits with {versions}")


main()
