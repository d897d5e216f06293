"""Voice and picture: a conferencing server behind a small contract. Slides and chat never depend on it."""
