"""Certificates under a serial that nobody can guess. Part of other verbs."""

import secrets
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from lms.certification import rules
from lms.certification.models import AwardDecision, Certificate


def certificate_with_free_serial(
    decision: AwardDecision,
    *,
    content: dict[str, Any],
    issued_on: date,
    expires_on: date | None,
    replaces: Certificate | None = None,
) -> Certificate:
    """Numbers are drawn, not counted: a serial tells nobody how many there are, and the next cannot be guessed."""
    trade, level = content["trade"]["code"], content["level"]["order"]
    while True:
        number = secrets.randbelow(10**rules.FIGURES)
        serial = rules.serial(year=issued_on.year, trade_code=trade, level_order=level, number=number)
        try:
            with transaction.atomic():
                return Certificate.objects.create(
                    serial=serial,
                    decision=decision,
                    replaces=replaces,
                    person=decision.person,
                    content=content,
                    digest=rules.certificate_digest(serial=serial, content=content, issued_on=issued_on, expires_on=expires_on),
                    issued_on=issued_on,
                    expires_on=expires_on,
                )
        except IntegrityError:
            if not Certificate.objects.filter(serial=serial).exists():
                raise  # not the serial: this decision has its certificate, or the old one its replacement
