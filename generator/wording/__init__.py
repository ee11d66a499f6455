"""Look at how data and hand-written pages are worded: terms, punctuation, numerals. All of it advice.

Takes records and texts, gives 提醒 with the text as it should be; changes nothing."""

from generator.wording.checking import Wordings

__all__ = ["Wordings"]
