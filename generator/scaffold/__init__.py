"""Start a new record: what to ask, what the data already offers, a commented file with its gaps marked 待补.

Gives texts and Problems; the command asks and shows, and knows no keys."""

from generator.scaffold.known import Known, read_known
from generator.scaffold.making import Draft, NewFile, Plan, plan_files, write_plan
from generator.scaffold.questions import QUESTIONS, Question

__all__ = [
    "QUESTIONS",
    "Draft",
    "Known",
    "NewFile",
    "Plan",
    "Question",
    "plan_files",
    "read_known",
    "write_plan",
]
