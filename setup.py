"""How quartzcron is built: compiled where there is a C compiler, pure elsewhere.

The compiled modules are optional. Where they cannot be built, the pure twins
serve, and the wheel says so: `py3-none-any`. `QUARTZCRON_PURE=1` in the
environment asks for that wheel. With `SOURCE_DATE_EPOCH` set, two builds of one
source are equal byte by byte (on Linux; tried nowhere else).
"""

from __future__ import annotations

import glob
import gzip
import os
import sys
import tarfile
import time
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext
from setuptools.command.build_py import build_py
from setuptools.command.sdist import sdist

MODULES = {
    "quartzcron.arrays._encoding": "quartzcron/arrays/_encoding.pyx",
    "quartzcron.compiling._reader": "quartzcron/compiling/_reader.pyx",
    "quartzcron.kernel._kernel": "quartzcron/kernel/_kernel.pyx",
}


class BuildExt(build_ext):
    """Build the compiled modules without what only a debugger reads, if they can be built."""

    def build_extensions(self) -> None:
        """Leave out debug information, which is six times the code and names folders."""
        if self.compiler.compiler_type == "unix" and not self.debug:
            for extension in self.extensions:
                # Fields of a wall time are written one by one. Read as a vector right after, they
                # have to leave the processor first, which takes as long as all the rest.
                extension.extra_compile_args += ["-g0", "-fno-tree-slp-vectorize"]
                if sys.platform.startswith("linux"):
                    extension.extra_link_args.append("-Wl,--strip-all")
        super().build_extensions()

    def run(self) -> None:
        """Build; where nothing came of it, make what is being built a pure package."""
        super().run()
        if self.inplace or self.editable_mode or any(map(os.path.exists, self.get_outputs())):
            return
        self.distribution.ext_modules = []
        wheel = self.distribution.get_command_obj("bdist_wheel", create=False)
        if wheel is not None:
            wheel.root_is_pure = True


class BuildPy(build_py):
    """Copy the modules, and compile the catalogs of languages beside them."""

    def run(self) -> None:
        """Compile into what is being built; where that is the source itself, there."""
        super().run()
        self.catalogs = [str(path) for path in _catalogs().compile_all(self._locales())]

    def _locales(self) -> Path:
        root = "" if self.editable_mode else self.build_lib
        return Path(root, "quartzcron", "words", "locale")

    def get_outputs(self, include_bytecode: bool = True) -> list[str]:
        """Return what was built, the catalogs too."""
        return [*super().get_outputs(include_bytecode), *getattr(self, "catalogs", ())]


def _catalogs():
    """Return the module beside this file; a build does not look for modules here."""
    sys.path.insert(0, str(Path(__file__).parent))
    import catalogs

    return catalogs


class SourceArchive(sdist):
    """Pack the source so that time, user and umask leave no trace."""

    def make_archive(self, base_name, format, root_dir=None, base_dir=None, **owners):
        """Pack a folder into a .tar.gz; the other formats are setuptools' own."""
        if format != "gztar":
            return super().make_archive(base_name, format, root_dir, base_dir, **owners)
        moment = int(os.environ.get("SOURCE_DATE_EPOCH", time.time()))

        def without_traces(member: tarfile.TarInfo) -> tarfile.TarInfo:
            member.mtime, member.uid, member.gid = moment, 0, 0
            member.uname = member.gname = ""
            member.mode = 0o755 if member.mode & 0o100 else 0o644
            return member

        path = f"{base_name}.tar.gz"
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with (
            open(path, "wb") as file,
            gzip.GzipFile("", "wb", fileobj=file, mtime=moment) as packed,
            tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
        ):
            archive.add(base_dir, filter=without_traces)  # in the order of names
        return path


def modules() -> list[Extension]:
    """Return what is to be compiled; a build that fails is reported and left out."""
    if os.environ.get("QUARTZCRON_PURE", "") not in ("", "0"):
        return []
    # What they include, and each other's: a change to one builds all anew.
    parts = sorted(glob.glob("quartzcron/*/*.pxi"))
    return [
        Extension(name, [source], depends=parts, optional=True) for name, source in MODULES.items()
    ]


setup(
    ext_modules=modules(),
    cmdclass={"build_ext": BuildExt, "build_py": BuildPy, "sdist": SourceArchive},
)
