"""What is typed when planning, marking and deciding, and when questions are written."""

from assessments.forms.planning import (
    AssignForm,
    ExemptionForm,
    JudgementForm,
    MemberForm,
    PaymentForm,
    PhotoForm,
    ReasonForm,
    SeatForm,
    SittingForm,
    StartCodeForm,
)

__all__ = [
    "AssignForm",
    "ExemptionForm",
    "JudgementForm",
    "MemberForm",
    "PaymentForm",
    "PhotoForm",
    "ReasonForm",
    "SeatForm",
    "SittingForm",
    "StartCodeForm",
]
