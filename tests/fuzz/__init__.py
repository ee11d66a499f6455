"""Mutate what people and strangers hand us, and look for what no input may do: see `python -m tests.fuzz --help`."""
