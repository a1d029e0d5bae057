"""Build the compiled kernel and reader where there is a C compiler, and do without it elsewhere."""

from setuptools import Extension, setup

setup(
    ext_modules=[
        # optional: a failed build is reported and left out, the pure twin serves.
        Extension("quartzcron.kernel._kernel", ["quartzcron/kernel/_kernel.pyx"], optional=True),
        Extension(
            "quartzcron.compiling._reader", ["quartzcron/compiling/_reader.pyx"], optional=True
        ),
    ],
)
