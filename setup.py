"""Build the compiled kernel and reader where there is a C compiler, and do without it elsewhere."""

from setuptools import Extension, setup

setup(
    ext_modules=[
        # optional: a failed build is reported and left out, the pure twin serves.
        Extension("quartzcron._kernel", ["quartzcron/_kernel.pyx"], optional=True),
        Extension("quartzcron._reader", ["quartzcron/_reader.pyx"], optional=True),
    ],
)
