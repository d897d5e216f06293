"""The cards a demonstration film is made of: drawings of tools, Arabic words, and a seam that is sewn as the film goes on."""
