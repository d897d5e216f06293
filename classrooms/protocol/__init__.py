"""The room's socket protocol, version 1: what may be said, and how the answers look.

`docs/protocol/classrooms.md` is the agreement; a test holds this package against it. Every frame is a JSON object with a
`type`. A command has exactly the fields declared here: a missing, unknown or wrongly typed field is `bad_frame`.
"""

from classrooms.protocol.commands import (
    COMMANDS,
    LARGEST_FRAME,
    CameraSet,
    ChatPost,
    ChatRemove,
    ClassClose,
    ClassOpen,
    Command,
    FloorReturn,
    HandCall,
    HandLower,
    HandRaise,
    Hello,
    Kept,
    LaneChoose,
    MicSet,
    Passing,
    Ping,
    PointerMove,
    PollAsk,
    PollClose,
    PollOpen,
    PollReply,
    PollShow,
    ReactionSend,
    SlideGo,
    VoiceAnswer,
    VoiceListen,
    VoicePublish,
    VoiceQuiet,
    VoiceUnpublish,
    decode,
)
from classrooms.protocol.frames import SERVER_FRAMES, fact_frame, iso, refused_frame

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
    "CameraSet",
    "ChatPost",
    "ChatRemove",
    "ClassClose",
    "ClassOpen",
    "Command",
    "FloorReturn",
    "HandCall",
    "HandLower",
    "HandRaise",
    "Hello",
    "Kept",
    "LaneChoose",
    "MicSet",
    "Passing",
    "Ping",
    "PointerMove",
    "PollAsk",
    "PollClose",
    "PollOpen",
    "PollReply",
    "PollShow",
    "ReactionSend",
    "SlideGo",
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
