"""What a signed credential is, bit by bit: pure decisions on plain values."""
