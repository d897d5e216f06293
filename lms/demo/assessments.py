"""Question banks, blueprints and practical tasks of the three trades, and a working day of assessment at Giza."""

import random
import uuid
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from assessments import actions
from assessments.actions.answers import AnswerNote
from assessments.actions.judgements import AspectNote
from assessments.models import AssessmentCase, Attempt, ExamSitting, MarkSheet, PracticalTask
from assessments.queries import fee_of
from assessments.schemes import schemes
from courses.models import Trade
from lms.demo.ministry import FOLDER, TRADES, trade_file
from lms.demo.people import named
from lms.people.models import Person, Site

IN_FORCE = date(2026, 1, 1)
START_CODE = "482913"  # of the sitting that is open today
# Least numbers of questions from the level itself, and about safety.
OWN_LEVEL = {"L1": 10, "L2": 7, "L3": 3}
SAFETY = {"L1": 2, "L2": 1, "L3": 1}
# Few enough that practice papers keep their length.
OFFICIAL_ONLY = ("Q02", "Q05")
# Which member of a key is the response that earns all marks.
KEYS = {
    "single_choice": "option",
    "multiple_response": "options",
    "true_false": "value",
    "numeric": "value",
    "ordering": "order",
    "matching": "pairs",
    "hotspot": "regions",
}


def load_assessments() -> None:
    """Banks and rules first, then the cases of a working day. All times are relative to the moment of loading."""
    for name in TRADES:
        _load_bank(trade_file(name))
    Day().load()


def _load_bank(file: Mapping[str, Any]) -> None:
    trade, author = Trade.objects.get(code=file["trade"]["code"]), named("youssef")
    for source in file["questions"]:
        use = "official" if source["id"].endswith(OFFICIAL_ONLY) else "both"
        actions.write_question(trade=trade, source=source, by=author, picture=_picture(source["id"]), use=use)
    for source in file["practical_tasks"]:
        actions.write_task(trade=trade, source=source, by=author)
    two = file["assessment_policy"]["two_assessors_required_for_levels"]
    for level in file["levels"]:
        code, test = level["id"], level["theory_test"]
        actions.set_policy(trade=trade, level=level, assessors=2 if code in two else 1, effective_from=IN_FORCE)
        asked = {source["unit"] for source in file["questions"] if source["level"] in test["from_levels"]}
        actions.set_blueprint(
            trade=trade,
            level=code,
            questions=test["questions"],
            minutes=test["minutes"],
            from_levels=test["from_levels"],
            rules={"units": dict.fromkeys(sorted(asked), 1), "levels": {code: OWN_LEVEL[code]}, "safety": SAFETY[code]},
            effective_from=IN_FORCE,
        )


def _picture(code: str) -> str:
    drawing = FOLDER / "hotspots" / f"{code}.svg"
    return drawing.read_text(encoding="utf-8") if drawing.exists() else ""


class Day:
    """A working day of assessment, built from what happened on the days before."""

    def __init__(self) -> None:
        self.now = timezone.now().replace(second=0, microsecond=0)
        self.now -= timedelta(minutes=self.now.minute % 15)  # hours as people write them on a plan
        self.giza, self.asyut = Site.objects.get(code="GZ-C1"), Site.objects.get(code="AS-C1")
        self.samir, self.dalia, self.tarek, self.hoda = (named(name) for name in ("samir", "dalia", "tarek", "hoda"))
        self.trades = {trade.code: trade for trade in Trade.objects.all()}
        self.dice = random.Random(266)

    def load(self) -> None:
        self.quality()
        self.committee()
        self.amina()
        self.finished_group()
        self.desk_of_the_assessors()
        self.sittings_to_come()

    def quality(self) -> None:
        """The plan by which sheets are looked at again, and a clip that new assessors judge first."""
        magdy = named("magdy")
        rule = {"new_sheets": 2, "near": 3, "critical": True, "share": 15}
        actions.set_sampling(rule=rule, first_day=IN_FORCE, by=magdy, now=self.now)
        task = PracticalTask.objects.select_related("current").get(code="RAC-P1")
        assert task.current is not None
        actions.set_anchor(
            task=task,
            title="فلير ماسورتين، متدرب في أول شهر",
            shows="الطول 998 مم، والزاوية 93 درجة. سها عن النظارة مرة ولبسها وحده. فلير منهما أوسع قليلًا، ولم يظهر تسريب.",
            marks={line["id"]: Decimal(line["bands"][index % 2]["marks"]) for index, line in enumerate(task.current.rubric)},
            within=8,
            clip=None,
            by=magdy,
            now=self.now,
        )

    def committee(self) -> None:
        """Who sits beside Tarek at Giza: one from the directorate, one from the employers."""
        directorate = Site.objects.get(code="D-GZ")
        seats = {role.code: role for role in schemes().roles(on=IN_FORCE)}
        for code, name, body in [
            ("labour-directorate", "سامية عبد الرازق حجازي", "مديرية العمل بالجيزة"),
            ("employers", "فؤاد ميخائيل سعد", "الغرفة التجارية بالجيزة"),
        ]:
            actions.name_member(
                site=directorate, role=seats[code], name=name, body=body, first_day=IN_FORCE, last_day=None, by=self.tarek
            )

    def amina(self) -> None:
        """A practice paper, the official paper passed, and the practical task waiting for Samir."""
        amina = named("amina")
        practice = actions.start_practice(person=amina, trade=self.trades["TLR"], level="L1", now=self.ago(days=6))
        self.answer(practice, right=8, minutes=14)
        case = self.case(amina, "TLR", "L1", days=5)
        self.theory(case, days=3, right=8)
        self.practical(case, "TLR-P1", at=self.now + timedelta(minutes=40), assessors=[self.samir])

    def finished_group(self) -> None:
        """The air-conditioning group: two competent, one not yet, one stopped for safety, one for Tarek to confirm."""
        for number, right, bands, critical, confirmed in [
            (24, 9, "000000", "", True),
            (25, 8, "010010", "", True),
            (26, 7, "112121", "", True),
            (27, 8, "01", "RAC-P1-F1", True),
            (28, 7, "001010", "", False),
        ]:
            case = self.case(named(f"trainee{number}"), "RAC", "L1", days=12)
            self.theory(case, days=9, right=right)
            sheet = self.practical(case, "RAC-P1", at=self.ago(days=7), assessors=[self.dalia])[0]
            self.judge(sheet, bands, critical=critical, at=self.ago(days=7))
            actions.seal_sheet(sheet=sheet, now=self.ago(days=7) + timedelta(hours=2))
            self.settle_fee(case, number)
            if confirmed:
                actions.confirm_case(case=case, by=self.tarek, now=self.ago(days=5))

    def settle_fee(self, case: AssessmentCase, number: int) -> None:
        """Paid at the directorate's window; one is exempt."""
        noted: dict[str, Any] = {"case": case, "by": self.hoda, "now": self.ago(days=9)}
        if number == 25:
            actions.note_exemption(exemption=fee_of(case).exemptions[0], reason="بطاقة الخدمات المتكاملة 40517", **noted)
        else:
            actions.note_payment(receipt=f"{118200 + number}", **noted)

    def desk_of_the_assessors(self) -> None:
        """A second case for Tarek, a task half judged, one for Dalia, a level with two assessors, and two requests."""
        waiting = self.case(named("trainee03"), "TLR", "L1", days=8)
        self.theory(waiting, days=6, right=6)
        sheet = self.practical(waiting, "TLR-P1", at=self.ago(days=2), assessors=[self.samir])[0]
        self.judge(sheet, "010100", at=self.ago(days=2))
        actions.seal_sheet(sheet=sheet, now=self.ago(days=2) + timedelta(hours=2))
        half = self.case(named("trainee05"), "TLR", "L1", days=8)
        self.theory(half, days=3, right=7)
        begun = self.now - timedelta(minutes=45)
        self.judge(self.practical(half, "TLR-P1", at=begun, assessors=[self.samir])[0], "010", at=begun)
        self.practical(self.case(named("trainee16"), "MOB", "L1", days=4), "MOB-P1", at=self.ago(days=-2), assessors=[self.dalia])
        both = self.case(named("trainee12"), "TLR", "L3", days=10)
        first, _second = self.practical(both, "TLR-P4", at=self.ago(days=1), assessors=[self.samir, self.dalia])
        self.judge(first, "01000010", at=self.ago(days=1))
        actions.seal_sheet(sheet=first, now=self.ago(days=1) + timedelta(hours=6))
        self.case(named("trainee07"), "TLR", "L1", days=1)
        self.case(named("karim"), "TLR", "L1", days=2)

    def sittings_to_come(self) -> None:
        """One open now for Hassan and his group, one next week."""
        today = self.sitting("MOB", starts_at=self.now - timedelta(minutes=30), hours=10, start_code=START_CODE)
        actions.accommodate(
            person=named("trainee16"),
            extra_percent=25,
            larger_text=True,
            audio=True,
            reader=False,
            basis="بطاقة الخدمات المتكاملة 51822",
            first_day=IN_FORCE,
            last_day=None,
            by=self.hoda,
            now=self.ago(days=4),
        )
        for login, extra in (("hassan", 0), ("trainee15", 0), ("trainee16", 0), ("trainee17", 12)):
            case = self.case(named(login), "MOB", "L1", days=4)
            actions.seat_candidate(case=case, sitting=today, by=self.hoda, extra_minutes=extra)
        actions.name_invigilators(sitting=today, people=[self.dalia], by=self.hoda)
        actions.give_chairs(sitting=today, capacity=12, by=self.hoda)
        hassan = today.candidates.get(person__username="hassan")
        actions.check_identity(candidate=hassan, document="national_id", by=self.hoda, now=self.now)
        next_week = self.sitting("TLR", starts_at=_morning(self.now + timedelta(days=7)), hours=3)
        for login in ("trainee01", "trainee02"):
            actions.seat_candidate(case=self.case(named(login), "TLR", "L1", days=2), sitting=next_week, by=self.hoda)

    def ago(self, *, days: int) -> datetime:
        """Ten in the morning, so many days ago."""
        return _morning(self.now - timedelta(days=days))

    def case(self, person: Person, trade: str, level: str, *, days: int) -> AssessmentCase:
        return actions.open_case(person=person, trade=self.trades[trade], level=level, by=person, now=self.ago(days=days))

    def sitting(self, trade: str, *, starts_at: datetime, hours: int, start_code: str = "") -> ExamSitting:
        return actions.open_sitting(
            trade=self.trades[trade],
            level="L1",
            site=self.giza,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=hours),
            by=self.hoda,
            start_code=start_code,
        )

    def theory(self, case: AssessmentCase, *, days: int, right: int) -> None:
        """A sitting in the past, with ``right`` of ten questions answered rightly, and its results released."""
        begun = self.ago(days=days)
        trade = case.policy.trade.code
        found = ExamSitting.objects.filter(trade=case.policy.trade, starts_at=begun, site=self.giza).first()
        sitting = found or self.sitting(trade, starts_at=begun, hours=3)
        seat = actions.seat_candidate(case=case, sitting=sitting, by=self.hoda)
        attempt = actions.begin_official(seat=seat, start_code=sitting.start_code, now=begun + timedelta(minutes=5))
        self.answer(attempt, right=right, minutes=18)
        actions.release_results(sitting=sitting, by=self.tarek, now=begun + timedelta(hours=4))

    def answer(self, attempt: Attempt, *, right: int, minutes: int) -> None:
        """Answer every question, ``right`` of them rightly, and hand in after so many minutes."""
        answers = list(attempt.answers.select_related("item__version").order_by("position"))
        correct = set(self.dice.sample(range(len(answers)), right))
        for index, answer in enumerate(answers):
            version = answer.item.version
            at = attempt.started_at + timedelta(seconds=60 * minutes * (index + 1) // (len(answers) + 1))
            value = (
                version.answer[KEYS[version.type]] if index in correct else _wrong(version.type, version.content, version.answer)
            )
            note = AnswerNote(uuid=uuid.uuid5(attempt.uuid, str(index)), sequence=index + 1, device_at=at, value=value)
            actions.save_answer(person=attempt.person, attempt_uuid=attempt.uuid, position=answer.position, note=note, now=at)
        actions.submit_attempt(attempt=attempt, now=attempt.started_at + timedelta(minutes=minutes))

    def practical(self, case: AssessmentCase, task: str, *, at: datetime, assessors: list[Person]) -> list[MarkSheet]:
        assignment = actions.assign_practical(
            case=case, task=PracticalTask.objects.get(code=task), site=self.giza, at=at, assessors=assessors, by=self.hoda
        )
        return list(assignment.sheets.order_by("pk"))

    def judge(self, sheet: MarkSheet, bands: str, *, at: datetime, critical: str = "") -> None:
        """One figure of ``bands`` for each aspect: which description fits, from full (0) to none (2)."""
        rubric = sheet.assignment.task_version.rubric
        notes = [
            ("marked", line["id"], Decimal(line["bands"][int(band)]["marks"])) for line, band in zip(rubric, bands, strict=False)
        ]
        seen = [("critical_seen", critical, None)] if critical else []
        for index, (kind, aspect, marks) in enumerate([*notes, *seen], start=1):
            note = AspectNote(
                uuid=uuid.uuid5(sheet.uuid, f"{index}"),
                kind=kind,
                aspect=aspect,
                sequence=index,
                device_at=at + timedelta(minutes=8 * index),
                marks=marks,
            )
            actions.note_aspect(sheet=sheet, note=note, now=at + timedelta(minutes=8 * index))


def _wrong(kind: str, content: Mapping[str, Any], answer: Mapping[str, Any]) -> Any:
    """A response as somebody gives who has not understood."""
    key: Any = answer[KEYS[kind]]
    if kind in ("true_false", "numeric"):
        return not key if kind == "true_false" else str(Decimal(key) * 2 + 1)
    if kind == "ordering":
        return [*key[1:], key[0]]
    if kind == "matching":
        return dict(zip(key, [*list(key.values())[1:], next(iter(key.values()))], strict=True))
    right = [key] if kind == "single_choice" else key
    other = next(part["id"] for part in content.get("options") or content["regions"] if part["id"] not in right)
    return other if kind == "single_choice" else [other]


def _morning(moment: datetime) -> datetime:
    return timezone.localtime(moment).replace(hour=10, minute=0, second=0, microsecond=0)
