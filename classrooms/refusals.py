"""Every "no" of the live class, with the code the protocol promises and the sentence a person reads."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lms.refusals import Refusal

REFUSALS: dict[str, tuple[int, str | Promise]] = {
    "not_signed_in": (401, _("Sign in first, then come back to the class.")),
    "not_in_this_class": (403, _("This class is for another group. Your classes are on the classes page.")),
    "not_allowed": (403, _("Only the instructor can do this.")),
    "removed": (403, _("The instructor ended your stay in this class. Speak with your centre about it.")),
    "room_locked": (409, _("The instructor has closed the door of this class. Speak with your instructor afterwards.")),
    "class_not_open": (409, _("The class has not started yet. You will enter as soon as the instructor opens it.")),
    "class_closed": (409, _("The class has ended. Your attendance is kept.")),
    "too_early": (409, _("You can open the class from half an hour before it starts until it ends.")),
    "class_is_live": (409, _("This class runs as a live class. Its register comes from the room.")),
    "class_clash": (409, _("There is another class at this time for the group or the instructor. Choose another time.")),
    "in_the_past": (409, _("This time has passed. Choose a time to come.")),
    "bad_frame": (400, _("The room did not understand the message. Reload the page.")),
    "frame_too_large": (413, _("The message is too long. Shorten it and send it again.")),
    "too_many": (429, _("Too many messages at once. Wait a few seconds and try again.")),
    "wrong_version": (400, _("The room has been renewed. Reload the page.")),
    "unknown_slide": (404, _("There is no such slide in this class.")),
    "unknown_message": (404, _("There is no such message in this class.")),
    "unknown_person": (404, _("This person is not in the class.")),
    "unknown_poll": (404, _("There is no such poll in this class.")),
    "poll_not_open": (409, _("This poll is not open.")),
    "poll_already_open": (409, _("Another poll is open. Close it first.")),
    "already_answered": (409, _("Your answer is kept. Each person answers once.")),
    "unknown_option": (404, _("There is no such answer in this poll.")),
    "unknown_question": (404, _("There is no such question in this class.")),
    "already_voted": (409, _("Your vote is counted. Each person votes once for a question.")),
    "unknown_stroke": (404, _("There is no such stroke of yours on the board.")),
    "no_pen": (403, _("You can draw when the instructor hands you the pen.")),
    "chat_locked": (403, _("The instructor has closed the chat for now. Raise your hand instead.")),
    "unknown_check": (404, _("Nobody asked this.")),
    "check_over": (409, _("The time for this answer is over. You are still in the class.")),
    "no_floor": (403, _("Raise your hand. You can speak when the instructor calls you.")),
    "voice_off": (503, _("Voice is off. Slides and chat go on.")),
    "voice_failed": (502, _("Voice did not connect. The room tries again by itself.")),
    "too_slow": (408, _("The connection fell behind. The room reconnects by itself.")),
    "fault": (500, _("Something went wrong on our side. What you sent is kept here and will be sent again.")),
    "register_not_ready": (409, _("The register is ready when the class has ended.")),
}


def refuse(code: str) -> Refusal:
    """Make the refusal of this code. The code is part of the protocol and never changes."""
    status, sentence = REFUSALS[code]
    return Refusal(code, sentence, status=status)
