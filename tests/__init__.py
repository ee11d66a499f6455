"""The tests of the generator and of all that stands around it."""
