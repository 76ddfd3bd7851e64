"""The JSON that a page's scripts start with."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.extract.embedded.hydration import json_values

STATE = {"article": {"title": "Weir closed", "body": 'The weir "at Tannow" is closed. It’s cracked. ' * 6}}
TEXT = json.dumps(STATE)
QUOTED = "'" + TEXT.replace("\\", "\\\\").replace("'", "\\'") + "'"

FORMS = {
    "island": f'<script id="__NEXT_DATA__" type="application/json">{TEXT}</script>',
    "settings": f"<script type='application/json' data-drupal-selector=drupal-settings-json>{TEXT}</script>",
    "assigned": f"<script>window.__INITIAL_STATE__ = {TEXT};(function(){{}})()</script>",
    "by key": f'<script>window["__PRELOADED_STATE__"]={TEXT};</script>',
    "of an object": f"<script>var Fusion={{}};Fusion.globalContent={TEXT};Fusion.x=1</script>",
    "parsed": f"<script>window.__APOLLO_STATE__ = JSON.parse({json.dumps(TEXT)})</script>",
    "parsed, single quotes": f"<script>window.__DATA__=JSON.parse({QUOTED});</script>",
}


@pytest.mark.parametrize("html", FORMS.values(), ids=FORMS)
def test_value_is_read(html: str) -> None:
    """Each form of starting data is cut out and read."""
    assert json_values(f"<p>x</p>{html}<p>y</p>") == [STATE]


OTHERS = {
    "JavaScript": "<script>window.__NUXT__=(function(a,b){return {data:[a,b]}}(1,2))" + " " * 300 + "</script>",
    "schema.org": f'<script type="application/ld+json">{TEXT}</script>',
    "cut": f"<script>window.__INITIAL_STATE__ = {TEXT[:-9]}</script>",
    "deep": "<script type=application/json>" + "[" * 100_000 + "</script>",
    "unclosed": f"<script>window.__INITIAL_STATE__ = {TEXT}",
    "many starts": "<script>" + "state={" * 20_000 + "</script>",
    "long name": "<script>" + "state" * 10_000 + "</script>",
}


@pytest.mark.parametrize("html", OTHERS.values(), ids=OTHERS)
def test_what_is_no_json_is_left_alone(html: str) -> None:
    """Nothing is run, nothing raises."""
    assert json_values(html) == []


def test_stream_of_components_is_put_together() -> None:
    """React's rows are joined across pushes; a reference to a row of text gets the text, counted in bytes."""
    text = "Das Wehr ist geschlossen – für lange. " * 8
    rows = f'1:I["a"]\n2:T{len(text.encode()):x},{text}3:["$","p",null,{{"children":"$2"}}]\n'
    parts = [rows[:60], rows[60:]]
    html = "".join(f"<script>self.__next_f.push({json.dumps([1, part])})" + " " * 200 + "</script>" for part in parts)
    assert ["$", "p", None, {"children": text}] in json_values(html)


def test_flat_list_is_unfolded() -> None:
    """Nuxt's list names members by place, in wrappers and in circles too."""
    flat = [
        ["ShallowReactive", 1],
        {"data": 2, "self": 1},
        {"title": 3, "body": 4},
        "Weir closed",
        ["Ref", 5],
        "x" * 200,
    ]
    (root,) = json_values(f"<script type='application/json' id=__NUXT_DATA__>{json.dumps(flat)}</script>")
    assert root["data"] == {"title": "Weir closed", "body": "x" * 200}
    assert root["self"] is root


@given(st.text(alphabet="{}[]\"'\\:,=<>/scriptdaj.JSONP(1$T\n", max_size=120))
def test_any_script_gives_values(code: str) -> None:
    """No script raises."""
    for head in ("window.__DATA__=", "self.__next_f.push(", ""):
        assert isinstance(json_values(f"<script>{head}{code}{' ' * 200}</script>"), list)
