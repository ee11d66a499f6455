"""Honours from workbooks as offices keep them, and back into workbooks."""
