"""Facts that assessments tell."""

from dataclasses import dataclass

from lms.outbox.events import Event


@dataclass(frozen=True, kw_only=True)
class JudgementConfirmed(Event):
    """The committee confirmed a case; ``site_code`` is where the person was assessed.

    Per cents are decimals written as strings, the time is ISO 8601.
    """

    case_id: int
    person_id: int
    trade_code: str
    level_code: str
    site_code: str
    theory_percent: str
    practical_percent: str
    critical_fail: bool
    confirmed_by_id: int
    confirmed_at: str


@dataclass(frozen=True, kw_only=True)
class ResultRevised(Event):
    """A confirmed case has a new result, by an appeal or because a question was faulty.

    ``result_id`` names the version; per cents are decimals written as strings, the time is ISO 8601. Of the two parts, the one
    that did not change is "". ``critical_fail`` speaks of the whole case: a task, or a missed question about safety.
    """

    case_id: int
    result_id: int
    theory_percent: str
    revised_at: str
    critical_fail: bool
    practical_percent: str = ""


@dataclass(frozen=True, kw_only=True)
class AttemptStarted(Event):
    """A person began a paper. Delivered when its time is over, so that it is closed even when nobody opens it again."""

    attempt_id: int


@dataclass(frozen=True, kw_only=True)
class StatisticsWanted(Event):
    """Somebody asked for the figures of a trade's questions now instead of tomorrow."""

    trade_code: str
