"""docs/how-to/configure.md names every variable of the environment, and no other."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = ROOT / "lms/settings/environment.py"
ROW = re.compile(r"^\| `([A-Z_]+)` \| (yes|no) \|", re.MULTILINE)


def documented() -> dict[str, bool]:
    """Each variable of the table, and whether production needs it."""
    rows = ROW.findall((ROOT / "docs/how-to/configure.md").read_text(encoding="utf-8"))
    return {name: needed == "yes" for name, needed in rows}


def names_read(path: Path) -> set[str]:
    """The names a module asks the environment for: the first argument of ``env.…("NAME")``."""
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    return {
        str(call.args[0].value)
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "env"
        and isinstance(call.args[0], ast.Constant)
    }


def names_production_needs() -> set[str]:
    """The tuple that production loops over before it starts."""
    tree = ast.parse((ROOT / "lms/settings/production.py").read_text(encoding="utf-8"))
    loop = next(node for node in tree.body if isinstance(node, ast.For))
    return set(ast.literal_eval(loop.iter))


def test_every_variable_is_documented_and_nothing_else() -> None:
    assert set(documented()) == names_read(ENVIRONMENT)


def test_what_production_needs_is_as_documented() -> None:
    assert {name for name, needed in documented().items() if needed} == names_production_needs()


def test_only_one_module_reads_the_environment() -> None:
    """``os.environ`` elsewhere may only choose the settings module or hand a clean environment to a program."""
    readers = [
        str(path.relative_to(ROOT))
        for folder in ("lms", "media", "courses", "content_studio", "assessments", "classrooms")
        for path in (ROOT / folder).rglob("*.py")
        if re.search(r"os\.(environ\[|environ\.get|getenv)", path.read_text(encoding="utf-8"))
    ]
    assert set(readers) <= {"media/pipeline/cage.py"}
