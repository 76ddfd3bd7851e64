"""What is wrong with a value of the tree, in words, with its line and column."""

from typing import Any

from pydantic_core import ErrorDetails
from ruamel.yaml.comments import CommentedMap, CommentedSeq


def problem(tree: Any, name: str, detail: ErrorDetails) -> str:
    """One line, `file:line:column: what`, of one of pydantic's errors about `tree`; `name` stands for the file."""
    where, line, column = _locate(tree, detail)
    return f"{name}:{line}:{column}: {where}{_words(detail)}"


def _locate(tree: Any, detail: ErrorDetails) -> tuple[str, int, int]:
    """Where the trouble stands: its path in words, line and column from 1."""
    node, line, column = tree, 0, 0
    names: list[str] = []
    extra = detail["type"] == "extra_forbidden"
    for step in detail["loc"]:
        if isinstance(node, CommentedMap) and step in node:
            last = step == detail["loc"][-1]
            line, column = node.lc.key(step) if extra and last else node.lc.value(step)
            names.append(str(step))
        elif isinstance(node, CommentedSeq) and isinstance(step, int) and step < len(node):
            line, column = node.lc.item(step)
            names = [_entry(node[step], step)] if names == ["sources"] else [*names, str(step + 1)]
        else:
            if detail["type"] == "missing":
                names.append(str(step))
            break
        node = node[step]
    return "".join(f"{part}: " for part in [" → ".join(names)] if part), line + 1, column + 1


def _entry(node: Any, index: int) -> str:
    named = node.get("name") if isinstance(node, CommentedMap) else None
    return f"source {named}" if isinstance(named, str) else f"source {index + 1}"


def _words(detail: ErrorDetails) -> str:
    match detail["type"]:
        case "extra_forbidden":
            return "no such key here; is it misspelt or indented too far?"
        case "missing":
            return "missing"
        case "value_error":
            return str(detail.get("ctx", {}).get("error", detail["msg"]))
        case "model_type" | "dict_type" | "mapping_type":
            return "expected `key: value` lines"
        case "bool_type" | "bool_parsing":
            return "write true or false"
        case "tuple_type" | "list_type":
            return "expected a list, one `- …` a line"
        case _:
            return detail["msg"][0].lower() + detail["msg"][1:]
