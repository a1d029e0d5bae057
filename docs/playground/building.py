"""How the playground is built: the page, the library as a pure wheel, and Pyodide beside it.

Pyodide comes from npm and the wheels from pip, each by its own client; what they bring is kept
in `build/playground` and copied. The page itself loads nothing from elsewhere.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
KEPT = ROOT / "build" / "playground"
MODULES = KEPT / "node_modules"

#: What the page consists of.
PAGE = ("page.css", "page.js", "speaking.js", "worker.js", "answers.py")

#: What the page says, a file a language.
LABELS = HERE / "labels"

#: The parts of Pyodide that a browser needs, and what says whose they are.
PYODIDE = (
    "pyodide.mjs",
    "pyodide.asm.mjs",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
    "pyodide-lock.json",
    "README.md",
)

#: What the package is built from; nothing that an earlier build left is among it.
SOURCES = ("catalogs.py", "setup.py", "pyproject.toml", "README.md", "LICENSE", "MANIFEST.in")
_BUILT = ("*.so", "*.pyd", "*.mo", "*.c", "__pycache__")


def build(out: Path) -> None:
    """Build the playground into a folder; what was there is replaced."""
    fetch_modules()
    wheels = make_wheels(KEPT / "wheels")
    shutil.rmtree(out, ignore_errors=True)
    (out / "pyodide").mkdir(parents=True)
    (out / "wheels").mkdir()
    shutil.copy(HERE / "page.html", out / "index.html")
    for name in PAGE:
        shutil.copy(HERE / name, out)
    (out / "labels.js").write_text(f"export default {json.dumps(labels())};\n", encoding="utf-8")
    for name in PYODIDE:
        shutil.copy(MODULES / "pyodide" / name, out / "pyodide")
    for wheel in wheels:
        shutil.copy(wheel, out / "wheels")
    names = json.dumps([wheel.name for wheel in wheels])
    (out / "wheels" / "list.json").write_text(names + "\n", encoding="utf-8")


def labels() -> dict[str, dict[str, str]]:
    """Return what the page says, by language and key."""
    return {
        path.stem: json.loads(path.read_text("utf-8")) for path in sorted(LABELS.glob("*.json"))
    }


def fetch_modules() -> None:
    """Install what `package.json` names with npm, unless it is there."""
    wanted = json.loads((HERE / "package.json").read_text("utf-8"))["devDependencies"]
    if all(_version(name) == version for name, version in wanted.items()):
        return
    KEPT.mkdir(parents=True, exist_ok=True)
    shutil.copy(HERE / "package.json", KEPT)
    quiet = ("--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts", "--silent")
    subprocess.run([_program("npm"), "install", *quiet], cwd=KEPT, check=True)  # noqa: S603


def _version(module: str) -> str | None:
    """Return the version of a module of npm that is installed."""
    path = MODULES / module / "package.json"
    return json.loads(path.read_text("utf-8"))["version"] if path.exists() else None


def _program(name: str) -> str:
    """Return the path of a program; raises `FileNotFoundError` where it is not installed."""
    found = shutil.which(name)
    if found is None:
        raise FileNotFoundError(f"the playground needs {name}, which is not installed")
    return found


def make_wheels(folder: Path) -> list[Path]:
    """Build the pure wheel from a copy of the source, and take those that it needs from pip."""
    shutil.rmtree(folder, ignore_errors=True)
    with tempfile.TemporaryDirectory() as temporary:
        source = Path(temporary)
        for name in SOURCES:
            shutil.copy(ROOT / name, source)
        left_out = shutil.ignore_patterns(*_BUILT)
        shutil.copytree(ROOT / "quartzcron", source / "quartzcron", ignore=left_out)
        pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check"]
        subprocess.run(  # noqa: S603
            [*pip, "--wheel-dir", str(folder), str(source)],
            env={**os.environ, "QUARTZCRON_PURE": "1"},
            check=True,
        )
    return sorted(folder.glob("*-none-any.whl"))
