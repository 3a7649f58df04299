"""Merges of three small adapters by the formulas of the papers, on full matrices: what factor-merges.json holds."""
import json
import numpy as np

OUT, IN, RANKS = 9, 7, (2, 1, 3)
rng = np.random.default_rng(20261125)
adapters = [
    dict(b=rng.integers(-64, 65, (OUT, r)) / 64, a=rng.integers(-64, 65, (r, IN)) / 64, scale=s, weight=w)
    for r, s, w in zip(RANKS, (2.0, 0.5, 1.0), (1.0, 0.75, 0.5))
]
deltas = [x["scale"] * x["b"] @ x["a"] for x in adapters]
weights = [x["weight"] for x in adapters]
svd = lambda m: np.linalg.svd(m, full_matrices=False)


def polar(m):
    u, _, vt = svd(m)
    return u @ vt


def tsvm():
    share = min(OUT, IN) // len(adapters)
    parts = [svd(w * d) for w, d in zip(weights, deltas)]
    keep = [min(share, x["b"].shape[1]) for x in adapters]
    u = np.hstack([p[0][:, :k] for p, k in zip(parts, keep)])
    s = np.concatenate([p[1][:k] for p, k in zip(parts, keep)])
    v = np.hstack([p[2][:k].T for p, k in zip(parts, keep)])
    return polar(u) @ np.diag(s) @ polar(v).T


def isoc():
    u, s, vt = svd(sum(w * d for w, d in zip(weights, deltas)))
    rank = sum(RANKS)
    return s[:rank].mean() * u[:, :rank] @ vt[:rank]


def ties(blocks, density):
    trimmed = []
    for m in blocks:
        order = np.argsort(-np.abs(m), axis=None, kind="stable")[: max(1, int(density * m.size))]
        kept = np.zeros(m.size)
        kept[order] = m.ravel()[order]
        trimmed.append(kept.reshape(m.shape))
    weighted = np.stack([w * t for w, t in zip(weights, trimmed)])
    sign = np.where(weighted.sum(0) >= 0, 1, -1)
    agree = np.sign(weighted) == sign
    divisor = sum(w * m for w, m in zip(weights, agree))
    return (weighted * agree).sum(0) / np.where(divisor == 0, 1, divisor)


def knots(rule):
    u, s, vt = svd(np.hstack(deltas))
    k = int((s > 1e-9).sum())
    blocks = np.split(vt[:k], len(deltas), axis=1)
    return u[:, :k] @ np.diag(s[:k]) @ rule(blocks)


def core(rule):
    u = svd(np.hstack([x["b"] for x in adapters]))[0]
    v = svd(np.vstack([x["a"] for x in adapters]))[2].T
    return u @ rule([u.T @ d @ v for d in deltas]) @ v.T


mean = lambda blocks: sum(w * m for w, m in zip(weights, blocks)) / len(blocks)
half = lambda blocks: ties(blocks, 0.5)
merges = {
    "tsv-m": tsvm(), "iso-c": isoc(), "knots-mean": knots(mean), "knots-ties": knots(half),
    "core-mean": core(mean), "core-ties": core(half),
}
rows = lambda m: [[float(x) for x in row] for row in m]
print(json.dumps({
    "adapters": [{**x, "b": rows(x["b"]), "a": rows(x["a"])} for x in adapters],
    "merges": {k: rows(m) for k, m in merges.items()},
}, separators=(",", ":")))
