"""The house: who may import whom. The table is the design; this test reads the imports of every file."""

import ast
from pathlib import Path

import pytest

import claimgraph

PACKAGE = Path(claimgraph.__file__).parent
GROUND = {"records", "errors"}
STAGES = {"annotate", "resolve", "link", "ingest"}

# room -> rooms of claimgraph it may import, besides its own files
MAY_IMPORT = {
    "errors": set(),
    "records": {"errors"},
    "lang": {"records"},
    "encoder": GROUND,
    "outlets": GROUND | {"data"},
    "ingest": GROUND | {"outlets"},
    "annotate": GROUND | {"lang", "outlets"},
    "resolve": GROUND | {"lang", "outlets"},
    "link": GROUND | {"lang", "outlets"},
    "graph": GROUND | {"link"},
    "export": GROUND,
    "correct": GROUND,
    "store": GROUND | {"correct"},
    "review": GROUND | {"correct", "store", "graph", "outlets", "report"},
    "evaluate": GROUND,
    "train": GROUND | {"annotate", "encoder", "evaluate", "lang", "link", "outlets", "resolve"},
    "report": GROUND | {"lang", "link", "store"},
    "pipeline": GROUND | STAGES | {"lang", "encoder", "outlets", "graph", "export", "store"},
    "web": {"", "errors", "export", "records"},
    "cli": {"", "errors", "web"},
    "": GROUND | STAGES | {"outlets", "pipeline", "graph", "export", "store", "evaluate", "report", "review"},
    "__main__": {"cli"},
}
# third-party library -> the only rooms that use it
LIBRARIES = {
    "onnxruntime": {"encoder"},
    "tokenizers": {"encoder"},
    "torch": {"train"},
    "onnx": {"train"},
    "safetensors": {"train"},
    "sqlalchemy": {"store"},
    "networkx": {"graph", "export", "records"},
    "trafilatura": {"ingest"},
    "jinja2": {"export", "review", "web"},
    "starlette": {"web"},
    "uvicorn": {"web"},
    "lxml": {"ingest"},
    "protego": {"ingest"},
    "py3langid": {"ingest"},
    "pypdf": {"ingest"},
    "docx": {"ingest"},
    "pyarrow": {"ingest"},
    "xlsxwriter": {"export"},
    "typer": {"cli"},
    "rich": {"cli"},
}


def files():
    return sorted(p for p in PACKAGE.rglob("*.py"))


def room_of(path):
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return "" if parts == ("__init__",) else parts[0]


def imports(path):
    """Every absolute module that a file names in an import statement, at any depth."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, ()
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module, tuple(alias.name for alias in node.names)


def rooms_imported(path):
    for module, names in imports(path):
        parts = module.split(".")
        if parts[0] != "claimgraph":
            continue
        if len(parts) > 1:
            yield parts[1]
        else:
            yield from (name if name in MAY_IMPORT else "" for name in names or ("",))


@pytest.mark.parametrize("path", files(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_file_imports_only_the_rooms_below_its_own(path):
    room = room_of(path)
    assert room in MAY_IMPORT, f"{room} is a room the table does not know"
    strangers = set(rooms_imported(path)) - MAY_IMPORT[room] - {room}
    assert not strangers, f"{room} must not import {sorted(strangers)}"


@pytest.mark.parametrize("path", files(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_library_lives_in_one_kind_of_room(path):
    for module, _ in imports(path):
        library = module.split(".")[0]
        assert room_of(path) in LIBRARIES.get(library, {room_of(path)}), f"{library} belongs to {LIBRARIES[library]}"


@pytest.mark.parametrize("room", ["annotate", "resolve", "link", "ingest", "export"])
def test_a_file_never_imports_the_registry_above_it(room):
    for path in (PACKAGE / room).glob("*.py"):
        if path.name != "__init__.py":
            assert f"claimgraph.{room}" not in {module for module, _ in imports(path)}, path


def test_files_of_the_stages_are_handed_their_language_and_never_import_it():
    for room in ("annotate", "resolve", "link"):
        for path in (PACKAGE / room).glob("*.py"):
            if path.name != "__init__.py":
                assert "lang" not in set(rooms_imported(path)), path


def test_every_public_name_is_there_and_none_is_missing():
    assert sorted(set(claimgraph.__all__)) == sorted(claimgraph.__all__)
    for name in claimgraph.__all__:
        assert getattr(claimgraph, name) is not None
    with pytest.raises(AttributeError, match="nothing"):
        _ = claimgraph.nothing


@pytest.mark.parametrize("path", files(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_declared_public_name_exists(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    defined = {n.name for n in tree.body if isinstance(n, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom | ast.Import):
            defined |= {(a.asname or a.name).split(".")[0] for a in node.names}
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            defined.add(node.id)
    for node in tree.body:
        if (
            isinstance(node, ast.Assign)
            and getattr(node.targets[0], "id", "") == "__all__"
            and isinstance(node.value, ast.List)
        ):
            names = [e.value for e in node.value.elts if isinstance(e, ast.Constant)]
            assert set(names) <= defined | {"Case"}, path


def test_files_stay_small():
    long = {
        str(p.relative_to(PACKAGE)): n for p in files() if (n := len(p.read_text(encoding="utf-8").splitlines())) > 500
    }
    assert not long
