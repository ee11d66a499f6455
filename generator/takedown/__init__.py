"""Take a name, a word or a picture out of a project: every place of it found, one whole change, and the proof after it.

Nothing is written before all of it is known to leave the data sound; what is cut short is undone."""
