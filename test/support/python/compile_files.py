"""Compiles every Python file of a folder; prints the errors and exits with 1 when there are some."""

import pathlib
import py_compile
import sys

errors = []
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.py")):
    try:
        py_compile.compile(str(path), cfile=str(path.with_suffix(".pyc")), doraise=True)
    except py_compile.PyCompileError as error:
        errors.append(str(error))
print("\n".join(errors))
sys.exit(1 if errors else 0)
