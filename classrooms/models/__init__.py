"""What is kept of live classes."""

from classrooms.models.fact import RoomFact, Seat
from classrooms.models.live_class import LiveClass, Slide
from classrooms.models.poll import Poll, PollAnswer
from classrooms.models.register import Attendance, AttendanceCorrection, AttendanceStatus, Register

__all__ = [
    "Attendance",
    "AttendanceCorrection",
    "AttendanceStatus",
    "LiveClass",
    "Poll",
    "PollAnswer",
    "Register",
    "RoomFact",
    "Seat",
    "Slide",
]
