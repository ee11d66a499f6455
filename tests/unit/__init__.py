"""One module of the generator at a time."""
