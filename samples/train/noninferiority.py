"""Did a model lose what its parent could do? The paired test of Tango (1998), on the documents both were asked."""

Z = 1.6448536269514722  # one-sided 5 %
RETAINED = 0.95


def compare(before, after, chance):
    """The verdict on the hits (1 or 0 for each document) of a parent and of the model made from it.

    The margin is a twentieth of what the parent can do above chance. PASS: the loss is surely below it. FAIL: surely above.
    """
    n = len(before)
    lost = sum(b > a for b, a in zip(before, after))
    gained = sum(a > b for b, a in zip(before, after))
    margin = (1 - RETAINED) * (sum(before) / n - chance)
    low, high = bound(n, lost, gained, Z), bound(n, lost, gained, -Z)
    verdict = "PASS" if low > -margin else "FAIL" if high < -margin else "INCONCLUSIVE"
    return {
        "n": n,
        "lost": lost,
        "gained": gained,
        "difference": (gained - lost) / n,
        "low": low,
        "high": high,
        "margin": margin,
        "verdict": verdict,
    }


def bound(n, lost, gained, z):
    """The difference at which the test statistic is z, found by bisection: it falls as the assumed difference grows."""
    low, high = -1.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if statistic(n, lost, gained, middle) > z else (low, middle)
    return (low + high) / 2


def statistic(n, lost, gained, assumed):
    b = -gained - lost + (2 * n - gained + lost) * assumed
    q = ((b * b + 8 * n * lost * assumed * (1 - assumed)) ** 0.5 - b) / (4 * n)
    variance = n * (2 * q + assumed * (1 - assumed))
    distance = gained - lost - n * assumed
    return distance / variance**0.5 if variance > 0 else float("inf") * (1 if distance > 0 else -1)
