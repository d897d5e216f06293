"""Words of days of practical tests."""
