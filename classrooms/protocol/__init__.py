"""The room's socket protocol, version 1: what may be said, and how the answers look.

`docs/protocol/classrooms.md` is the agreement; a test holds this package against it. Every frame is a JSON object with a
`type`. A command has exactly the fields declared here: a missing, unknown or wrongly typed field is `bad_frame`.
"""

from classrooms.protocol.base import Command, Kept, Passing
from classrooms.protocol.board import BoardShow, InkClear, InkDraw, InkTrace, InkUndo, PenGive, PointerMove, SlideGo
from classrooms.protocol.commands import COMMANDS, LARGEST_FRAME, decode
from classrooms.protocol.frames import SERVER_FRAMES, fact_frame, iso, refused_frame
from classrooms.protocol.people import (
    CameraSet,
    ClassClose,
    ClassOpen,
    FloorReturn,
    HandCall,
    HandLower,
    HandRaise,
    HandsLower,
    Hello,
    LaneChoose,
    MicSet,
    MicsMute,
    PersonRemove,
    Ping,
    ReactionSend,
    RoleGive,
    RoomLock,
)
from classrooms.protocol.polls import (
    AttentionAnswer,
    AttentionAsk,
    PollAsk,
    PollClose,
    PollOpen,
    PollReply,
    PollShow,
    TimerStart,
    TimerStop,
)
from classrooms.protocol.talk import ChatLock, ChatPost, ChatRemove, QuestionAsk, QuestionSettle, QuestionVote
from classrooms.protocol.voice import VoiceAnswer, VoiceListen, VoicePublish, VoiceQuiet, VoiceUnpublish

VERSION = 1
#: Frames a page may send in `RATE_SECONDS`; pointer moves count too (the page sends at most eight a second).
RATE_FRAMES = 120
RATE_SECONDS = 10

__all__ = [
    "COMMANDS",
    "LARGEST_FRAME",
    "RATE_FRAMES",
    "RATE_SECONDS",
    "SERVER_FRAMES",
    "VERSION",
    "AttentionAnswer",
    "AttentionAsk",
    "BoardShow",
    "CameraSet",
    "ChatLock",
    "ChatPost",
    "ChatRemove",
    "ClassClose",
    "ClassOpen",
    "Command",
    "FloorReturn",
    "HandCall",
    "HandLower",
    "HandRaise",
    "HandsLower",
    "Hello",
    "InkClear",
    "InkDraw",
    "InkTrace",
    "InkUndo",
    "Kept",
    "LaneChoose",
    "MicSet",
    "MicsMute",
    "Passing",
    "PenGive",
    "PersonRemove",
    "Ping",
    "PointerMove",
    "PollAsk",
    "PollClose",
    "PollOpen",
    "PollReply",
    "PollShow",
    "QuestionAsk",
    "QuestionSettle",
    "QuestionVote",
    "ReactionSend",
    "RoleGive",
    "RoomLock",
    "SlideGo",
    "TimerStart",
    "TimerStop",
    "VoiceAnswer",
    "VoiceListen",
    "VoicePublish",
    "VoiceQuiet",
    "VoiceUnpublish",
    "decode",
    "fact_frame",
    "iso",
    "refused_frame",
]
