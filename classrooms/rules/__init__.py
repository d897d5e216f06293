"""Pure decisions of the live class: no database, no clock, no settings."""
