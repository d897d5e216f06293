"""How hard questions are on one scale, whatever papers they were in: the Rasch model, estimated by pairs.

Of the people who answered exactly one of two questions right, the share that failed the first depends on the two difficulties
alone, not on the people: P = e^a / (e^a + e^b). So counts of such pairs give the difficulties without estimating anybody's
ability, also where each paper held different questions (B. Choppin, "A fully conditional estimation procedure for Rasch model
parameters", 1983; A. Zwinderman, "Pairwise parameter estimation in Rasch models", 1995). The likelihood of the pairs is that of
Bradley and Terry and is climbed by D. Hunter's steps ("MM algorithms for generalized Bradley-Terry models", 2004), which never
overshoot.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
CHUNK = 20_000
STEPS, CLOSE = 2_000, 1e-7


def difficulties(who: Whole, question: Whole, right: NDArray[np.bool_], *, questions: int) -> list[float | None]:
    """The difficulty of each question in logits, 0 on average: above 0 is harder. None where pairs say nothing about it.

    ``who`` must be sorted. A question that everybody answers alike, or that no pair ties to the others, has no difficulty.
    """
    failed_more = pair_counts(who, question, right, questions=questions)
    tied = _tied(failed_more)
    found: list[float | None] = [None] * questions
    if len(tied) < 2:
        return found
    for place, value in zip(tied, _climbed(failed_more[np.ix_(tied, tied)]), strict=True):
        found[int(place)] = float(value)
    return found


def pair_counts(who: Whole, question: Whole, right: NDArray[np.bool_], *, questions: int) -> Floats:
    """``[a, b]``: how many people failed ``a`` and answered ``b`` right."""
    counts = np.zeros((questions, questions))
    people = int(who.max()) + 1 if len(who) else 0
    for first in range(0, people, CHUNK):
        begin, end = np.searchsorted(who, [first, first + CHUNK])
        rows, columns, good = who[begin:end] - first, question[begin:end], right[begin:end]
        passed = np.zeros((min(CHUNK, people - first), questions), dtype=np.float32)
        failed = passed.copy()
        passed[rows[good], columns[good]] = 1
        failed[rows[~good], columns[~good]] = 1
        counts += failed.T @ passed
    return counts


def _tied(failed_more: Floats) -> Whole:
    """The largest set of questions each of which is tied to the others both ways; only there are difficulties finite."""
    reach = failed_more > 0
    for _ in range(max(1, int(np.ceil(np.log2(max(2, len(reach))))))):
        reach = reach | ((reach.astype(np.float32) @ reach.astype(np.float32)) > 0)
    both = reach & reach.T
    sizes = both.sum(axis=1)
    return np.flatnonzero(both[int(np.argmax(sizes))]) if len(sizes) and sizes.max() > 1 else np.array([], dtype=np.int64)


def _climbed(failed_more: Floats) -> Floats:
    """Difficulties in logits from counts of pairs."""
    wins, meetings = failed_more.sum(axis=1), failed_more + failed_more.T
    np.fill_diagonal(meetings, 0)
    strength = np.ones(len(wins))
    for _ in range(STEPS):
        stepped = wins / (meetings / (strength[:, None] + strength[None, :])).sum(axis=1)
        stepped /= np.exp(np.log(stepped).mean())
        moved = float(np.abs(np.log(stepped / strength)).max())
        strength = stepped
        if moved < CLOSE:
            break
    logits: Floats = np.log(strength)
    return logits - logits.mean()
