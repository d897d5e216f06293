"""From a decoded command, through the door, to the verb. Runs in the database thread."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from classrooms import access, actions, protocol
from classrooms.models import RoomFact, Seat
from lms.people.models import Person

#: The verb of each command, and the fields of the command it takes.
VERBS: dict[type[protocol.Kept], tuple[Callable[..., RoomFact], tuple[str, ...]]] = {
    protocol.RoomLock: (actions.lock_room, ("on",)),
    protocol.RoleGive: (actions.give_role, ("person", "role")),
    protocol.PersonRemove: (actions.remove_person, ("person", "ban")),
    protocol.LaneChoose: (actions.choose_lane, ("lane",)),
    protocol.SlideGo: (actions.show_slide, ("slide",)),
    protocol.BoardShow: (actions.show_board, ("on",)),
    protocol.PenGive: (actions.give_pen, ("person",)),
    protocol.InkDraw: (actions.draw_ink, ("surface", "colour", "width", "points")),
    protocol.InkUndo: (actions.undo_ink, ("surface", "stroke")),
    protocol.InkClear: (actions.clear_ink, ("surface",)),
    protocol.ChatPost: (actions.post_chat, ("text", "reply")),
    protocol.ChatLock: (actions.lock_chat, ("on",)),
    protocol.QuestionAsk: (actions.ask_question, ("text",)),
    protocol.QuestionVote: (actions.vote_question, ("question", "on")),
    protocol.QuestionSettle: (actions.settle_question, ("question", "how")),
    protocol.ChatRemove: (actions.remove_chat, ("message",)),
    protocol.HandRaise: (actions.raise_hand, ()),
    protocol.HandLower: (actions.lower_hand, ("person",)),
    protocol.HandsLower: (actions.lower_hands, ()),
    protocol.MicsMute: (actions.mute_mics, ()),
    protocol.HandCall: (actions.give_floor, ("person",)),
    protocol.FloorReturn: (actions.return_floor, ()),
    protocol.PollOpen: (actions.open_poll, ("poll",)),
    protocol.PollAsk: (actions.ask_poll, ("question", "options")),
    protocol.PollReply: (actions.answer_poll, ("poll", "option")),
    protocol.PollClose: (actions.close_poll, ("poll",)),
    protocol.PollShow: (actions.show_poll, ("poll",)),
    protocol.AttentionAsk: (actions.ask_attention, ()),
    protocol.AttentionAnswer: (actions.answer_attention, ("check",)),
    protocol.TimerStart: (actions.start_timer, ("seconds",)),
    protocol.TimerStop: (actions.stop_timer, ()),
    protocol.ReactionSend: (actions.react, ("name",)),
    protocol.MicSet: (actions.set_mic, ("on",)),
    protocol.CameraSet: (actions.set_camera, ("on",)),
}


def obey(*, command: protocol.Kept, person: Person, class_uuid: UUID, now: datetime) -> RoomFact:
    """Do what the command says, or raise the refusal."""
    if isinstance(command, protocol.ClassOpen):
        live_class = access.class_to_teach(person=person, class_uuid=class_uuid)
        return actions.open_class(live_class=live_class, actor=person, now=now, client_id=command.id)
    if isinstance(command, protocol.ClassClose):
        live_class = access.class_to_teach(person=person, class_uuid=class_uuid)
        return actions.close_class(live_class=live_class, actor=person, now=now, client_id=command.id)
    seat = access.seat_in_open_class(person=person, class_uuid=class_uuid)
    verb, names = VERBS[type(command)]
    said: dict[str, Any] = {name: getattr(command, name) for name in names}
    return verb(seat=seat, now=now, client_id=command.id, **said)


def may_send(*, person: Person, class_uuid: UUID) -> Seat:
    """Give the seat of somebody who may send voice now; refuses as the room's door, and `no_floor`."""
    seat = access.seat_in_open_class(person=person, class_uuid=class_uuid)
    actions.require_floor(seat=seat)
    return seat
