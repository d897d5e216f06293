"""What the figures of a question warn of. Codes; ``assessments/templates/assessments/bank/flag.html`` says them in words."""

from dataclasses import dataclass

from assessments.rules.statistics import Option, QuestionFigures

# Fewer answers say nothing; up to so many, figures still move.
FEWEST, STEADY, RASCH_FROM = 30, 100, 250
TOO_HARD, TOO_EASY = 20.0, 90.0
WEAK = 20.0
NOBODY = 2.0


@dataclass(frozen=True)
class Flag:
    """A warning, about one option or about the question."""

    code: str
    option: str = ""


def flags_of(figures: QuestionFigures, options: list[Option], right: list[str]) -> list[Flag]:
    """The warnings, the gravest first. ``right`` names the right options; without options both lists are empty."""
    if figures.answers < FEWEST:
        return []
    found = [Flag("strong_chose_other", one.option) for one in _preferred(options, right)]
    if figures.discrimination is not None and figures.discrimination < 0:
        found.append(Flag("weak_do_better"))
    elif figures.discrimination is not None and figures.discrimination < WEAK:
        found.append(Flag("tells_little_apart"))
    if figures.facility < TOO_HARD:
        found.append(Flag("too_hard"))
    elif figures.facility > TOO_EASY:
        found.append(Flag("too_easy"))
    if figures.answers >= STEADY:
        found += [Flag("nobody_chose", one.option) for one in options if one.share < NOBODY and one.option not in right]
    return found


def _preferred(options: list[Option], right: list[str]) -> list[Option]:
    """The wrong option that the best third chose more often than the right one, if there is such a one."""
    key = max((one.of_best for one in options if one.option in right), default=0.0)
    wrong = [one for one in options if one.option not in right and one.of_best > key]
    return sorted(wrong, key=lambda one: -one.of_best)[:1] if len(right) == 1 else []
