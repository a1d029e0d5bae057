"""Build the compiled kernel where there is a C compiler, and do without it elsewhere."""

from setuptools import Extension, setup

setup(
    ext_modules=[
        # optional: a failed build is reported and left out, the pure kernel serves.
        Extension("quartzcron._kernel", ["quartzcron/_kernel.pyx"], optional=True),
    ],
)
