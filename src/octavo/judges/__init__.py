"""The judges from outside: programs that others wrote, run on finished editions and read back."""
