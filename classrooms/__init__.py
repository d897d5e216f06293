"""Live classes: the room, its protocol, presence and register, polls, and the conferencing server behind it."""
