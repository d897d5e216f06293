"""The two front doors: the public home, and "what do I do now?" after signing in."""
