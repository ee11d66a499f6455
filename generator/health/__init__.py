"""How healthy the whole showcase is: fresh, complete, without dead ends; and a report of all that was found.

Looks from outside: at dates against a day that it is given, at links, at the footer. All of it is advice."""
