"""Make a draft record of a document that was written for paper: read it, clean it, find its shape, write YAML.

Takes a Word file or text, gives a draft and what a person must decide; no sentence is lost and none invented."""
