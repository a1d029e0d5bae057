"""Change the code of a wing in small ways, and show the changes that no test notices.

    python -m tests.mutants clock [--sample 40] [--seed 1] [--processes 2] [--timeout 300]

Each mutant is one change: a comparison turned, a number one larger, an operator or a word
exchanged, a statement dropped. It is put into a copy of the project and asked of the pure
kernel: first by the wing's own tests and examples, then by the laws. A survivor is a test that is
missing, or a change that changes nothing (the size of a cache, a short way); which of the two, only
reading tells, and a run of all tests. The exit status is 1 if any survive.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import queue
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent

#: What tests need of the project. The compiled twins stay behind.
PARTS = (
    "quartzcron",
    "tests",
    "benchmarks",
    "docs",
    "pyproject.toml",
    "README.md",
    "CONTRIBUTING.md",
)

#: What is put in place of what, by the kind of the operator.
TURNED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.LShift: ast.RShift, ast.RShift: ast.LShift,
}  # fmt: skip

_DROPPED = (ast.Assign, ast.AugAssign, ast.Expr, ast.Continue, ast.Break)


class Mutant(NamedTuple):
    """A file with one change, and how the change reads."""

    path: str
    line: int
    change: str
    source: str


# --- the changes -------------------------------------------------------------------------


def places(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes in which something may be changed: what runs when somebody asks.

    Not annotations, decorators (sizes of caches), defaults and what is made once on import.
    """
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for statement in function.body:
                yield from ast.walk(statement)


def changed(node: ast.AST) -> ast.AST | None:
    """Return a copy of a node with its one change, or None where there is none to make."""
    mutant = copy.deepcopy(node)
    match mutant:
        case ast.Compare(ops=[operator, *rest]) if type(operator) in TURNED:
            mutant.ops = [TURNED[type(operator)](), *rest]  # type: ignore[list-item]
        case ast.BoolOp() | ast.BinOp() if type(mutant.op) in TURNED:
            mutant.op = TURNED[type(mutant.op)]()  # type: ignore[assignment]
        case ast.Constant(value=int(value)) if not isinstance(value, bool):
            mutant.value = value + 1
        case ast.UnaryOp(op=ast.Not()):
            return mutant.operand
        case ast.Expr(value=ast.Constant()):
            return None  # a docstring
        case _ if isinstance(mutant, _DROPPED):
            return ast.Pass()
        case _:
            return None
    return mutant


def mutants(path: Path) -> Iterator[Mutant]:
    """Yield every mutant of a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in {id(node): node for node in places(tree)}.values():
        mutant = changed(node)
        if mutant is not None:
            before = ast.unparse(node).partition("\n")[0]
            after = ast.unparse(mutant).partition("\n")[0]
            source = ast.unparse(_Exchange(node, mutant).visit(copy_of(tree, node)))
            name = str(path.relative_to(ROOT))
            yield Mutant(name, getattr(node, "lineno", 0), f"{before}  ->  {after}", source)


def copy_of(tree: ast.AST, kept: ast.AST) -> ast.AST:
    """Return a copy of a tree in which one node is the same object as before."""
    return copy.deepcopy(tree, {id(kept): kept})


class _Exchange(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else self.generic_visit(node)


# --- the tests ---------------------------------------------------------------------------


def rounds(wing: str) -> list[list[str]]:
    """Return what is asked of a mutant, the nearest tests first: the wing's own, then the laws."""
    return [[f"tests/{wing}", f"quartzcron/{wing}"], ["tests/property"]]


def survives(mutant: Mutant, folder: Path, wing: str, timeout: float) -> bool:
    """Tell whether all tests pass in a copy of the project with the mutant in it."""
    target = folder / mutant.path
    original = target.read_bytes()
    target.write_text(mutant.source, encoding="utf-8")
    try:
        return all(_pass(paths, folder, timeout) for paths in rounds(wing))
    finally:
        target.write_bytes(original)


def _pass(paths: list[str], folder: Path, timeout: float) -> bool:
    command = [sys.executable, "-m", "pytest", "-qx", "-p", "no:cacheprovider", *paths]
    environment = {**os.environ, "QUARTZCRON_PURE": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command, cwd=folder, env=environment, timeout=timeout, capture_output=True
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def copied(folder: Path) -> Path:
    """Copy the project into a folder and return the folder."""
    ignore = shutil.ignore_patterns("*.so", "*.pyd", "__pycache__", "_build")
    for name in PARTS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=ignore)
        else:
            shutil.copy(source, folder / name)
    return folder


def run(wing: str, sample: int | None, seed: int, processes: int, timeout: float) -> int:
    """Ask about the mutants of a wing and print the survivors; return how many there are."""
    every = [
        each for path in sorted(ROOT.glob(f"quartzcron/{wing}/*.py")) for each in mutants(path)
    ]
    asked = every if sample is None else random.Random(seed).sample(every, min(sample, len(every)))
    print(f"{len(every)} mutants of {wing}, {len(asked)} asked", flush=True)
    with tempfile.TemporaryDirectory() as temporary:
        folders: queue.SimpleQueue[Path] = queue.SimpleQueue()
        for number in range(processes):
            folders.put(copied(Path(temporary) / str(number)))
        if not all(_pass(paths, Path(temporary) / "0", 3 * timeout) for paths in rounds(wing)):
            raise SystemExit("the tests fail without any change")

        def ask(mutant: Mutant) -> bool:
            folder = folders.get()
            try:
                return survives(mutant, folder, wing, timeout)
            finally:
                folders.put(folder)

        survivors = 0
        with ThreadPoolExecutor(processes) as pool:
            for mutant, alive in zip(asked, pool.map(ask, asked), strict=True):
                survivors += alive
                if alive:
                    print(f"{mutant.path}:{mutant.line}: {mutant.change}", flush=True)
    print(f"{len(asked) - survivors} noticed, {survivors} survived")
    return survivors


def main() -> int:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.mutants",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("wing", help="a folder of the package")
    parser.add_argument("--sample", type=int, help="how many mutants to ask about, drawn by chance")
    parser.add_argument("--seed", type=int, default=1, help="which ones")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument(
        "--timeout", type=float, default=300, help="seconds for each round of tests"
    )
    options = parser.parse_args()
    asked = options.wing, options.sample, options.seed, options.processes, options.timeout
    return 1 if run(*asked) else 0


if __name__ == "__main__":
    sys.exit(main())
