"""Stand-ins for other packages: their face and their habits, with this library's answers.

A program that was written for another package keeps its calls and changes an
import. Each module is imported by its own name and is a user of the library
like any other: nothing below knows that it is here.
"""
