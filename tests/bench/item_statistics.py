"""How long the figures of a bank take over 100,000 papers of ten questions, and how much memory: the worker's nightly work.

The papers are written straight into the tables of an empty SQLite file, ten of sixty questions each; people of simulated ability.
Reading the rows is most of the time. Memory is the most that the process held beyond what it held before.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

OUTCOME = Path(__file__).resolve().parents[2] / "var/bench/item_statistics.json"
PAPERS, BANK, HELD = 100_000, 60, 10


def run_apart() -> None:
    """Measure in a process of its own: the most memory a process ever held cannot be forgotten."""
    subprocess.run([sys.executable, "-m", "tests.bench.item_statistics"], check=True)


def fill() -> None:
    """A bank, and papers that were handed in."""
    import numpy as np
    from django.utils import timezone

    from assessments.models import Answer, Attempt, Blueprint, ExamSitting, Paper, PaperItem, Question, QuestionVersion
    from courses.models import Trade
    from lms.people.models import Person, Site

    now, dice = timezone.now(), np.random.default_rng(266)
    trade = Trade.objects.create(code="BEN", slug="bench", name_ar="ب", name_en="Bench")
    site = Site.objects.create(code="B", kind="centre", name_ar="ب", name_en="B", path="B/")
    person = Person.objects.create(username="bench", name="ب")
    versions = []
    for number in range(BANK):
        question = Question.objects.create(code=f"BEN-Q{number:02}", trade=trade)
        options = [{"id": letter, "ar": letter, "en": letter} for letter in "abcd"]
        fields = {"type": "single_choice", "level": "L1", "unit": "U", "marks": 1, "stem": {}, "feedback": {}}
        content, answer = {"options": options}, {"option": "a"}
        versions.append(QuestionVersion.objects.create(question=question, number=1, content=content, answer=answer, **fields))
    blueprint = Blueprint.objects.create(
        trade=trade, level="L1", effective_from=now.date(), questions=HELD, minutes=25, from_levels=["L1"]
    )
    hard, able = np.linspace(-2, 2, BANK), dice.normal(0.5, 1, PAPERS)
    for first in range(0, PAPERS, 2_000):
        papers = Paper.objects.bulk_create(Paper(blueprint=blueprint, seed="") for _ in range(2_000))
        sittings = ExamSitting.objects.bulk_create(
            ExamSitting(trade=trade, level="L1", site=site, starts_at=now, ends_at=now + timedelta(hours=1), start_code="1")
            for _ in papers
        )
        common = {"person": person, "kind": "official", "started_at": now, "deadline_at": now, "submitted_at": now}
        attempts = Attempt.objects.bulk_create(
            Attempt(paper=paper, sitting=sitting, total_marks=HELD, **common)
            for paper, sitting in zip(papers, sittings, strict=True)
        )
        drawn = [dice.permutation(BANK)[:HELD] for _ in papers]
        items = PaperItem.objects.bulk_create(
            PaperItem(paper=paper, position=place, version=versions[one])
            for paper, held in zip(papers, drawn, strict=True)
            for place, one in enumerate(held, start=1)
        )
        answers = []
        for number, (attempt, held) in enumerate(zip(attempts, drawn, strict=True)):
            right = dice.random(HELD) < 1 / (1 + np.exp(hard[held] - able[first + number]))
            for place, good in enumerate(right):
                item, value = items[number * HELD + place], "a" if good else "bcd"[place % 3]
                answers.append(Answer(attempt=attempt, item=item, position=place + 1, value=value, marks=int(good)))
        Answer.objects.bulk_create(answers)


def main() -> int:
    """Measure, print, write ``var/bench/item_statistics.json``."""
    import os

    import django

    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.test")
        django.setup()
        from django.core.management import call_command
        from django.db import connection, reset_queries
        from django.utils import timezone

        from assessments.actions import compute_statistics
        from assessments.models import QuestionStatistics
        from courses.models import Trade

        call_command("migrate", verbosity=0)
        fill()
        reset_queries()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        begun, cpu = time.perf_counter(), time.process_time()
        papers = compute_statistics(trade=Trade.objects.get(code="BEN"), now=timezone.now())
        seconds, cpu = time.perf_counter() - begun, time.process_time() - cpu
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        assert QuestionStatistics.objects.count() == BANK
        connection.close()
    outcome = {"papers": papers, "answers": papers * HELD, "seconds": seconds, "cpu_seconds": cpu, "megabytes": grown / 1024}
    OUTCOME.parent.mkdir(parents=True, exist_ok=True)
    OUTCOME.write_text(json.dumps(outcome, indent=1))
    said = f"{papers:,} papers, {papers * HELD:,} answers: {seconds:.1f} s, {cpu:.1f} s of the processor"
    sys.stdout.write(f"\nFigures of a bank (item statistics with Rasch difficulty)\n  {said}, {grown / 1024:.0f} MB more\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
