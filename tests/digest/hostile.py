"""What others may write into a title, a name or an error, and a day that is full of it."""

from dataclasses import replace

from service.digest.digest_document import DigestDocument
from service.models import (
    Coverage,
    DiffBlock,
    DiffRun,
    Edit,
    EventKind,
    Health,
    Op,
    PublishedCopy,
    SiteChange,
    UnreadLink,
    VariantText,
)

from .conftest import CLOSED, Factory

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "image in an attribute": '"><img src=x onerror=alert(1)>',
    "single quotes": "' onmouseover='alert(1)",
    "template": "{{7*7}}{% raw %}",
    "markdown link": "](javascript:alert(1))",
    "heading": "a\n# x",
    "pipes": "a | b | c",
    "backticks": "```\ncode\n```",
    "tracker": '<img src="https://tracker.example/1.gif">',
    "override": "\u202egnp.exe\u2066",
    "escape sequence": "\x1b]8;;https://evil.example\x07x\x1b[31m",
    "end of style": "</style></title><b>",
    "comment": "<!-- -->",
    "entity": "&lt;script&gt; &#60;b&#62;",
    "nul": "a\x00b",
    "cdata": "]]><b>",
}


def hostile_document(make: Factory, text: str) -> DigestDocument:
    """A day in which every field that others write holds `text`."""
    item = make.item(
        1,
        url=text,
        title=text,
        byline=text,
        language=text,
        site=text,
        lead=text,
        text=text,
        notes=(text,),
        sources=(text,),
        story=1,
    )
    copy = PublishedCopy(url="javascript:alert(1)", site=text, source=text, first_seen=CLOSED)
    variant = VariantText(item=2, url=text, title=text, site=text, differing=((text, ""), (text, text)))
    runs = tuple(DiffRun(op=op, text=text) for op in Op)
    base = make.named(url=text, title=text, site=text)
    more = {"base": base, "adds": (text,), "figures": ((text, text, text), ("", "", text))}
    updates = [
        make.update(make.item(id, url=text, title=text, site=text, story=story), **more)
        for id, story in ((3, 1), (4, 1), (5, None))
    ]
    edit = Edit(kinds=(text,), summary=text, diff=(DiffBlock(part=text, runs=runs),))
    return make.document(
        make.entry(item=item, copies=(copy,), variants=(variant, replace(variant, differing=()))),
        make.entry(item=make.item(2, title=text, url="https://a.example/" + text, story=1)),
        *updates,
        make.change(item, edit=edit),
        make.entry(EventKind.MISSING, item, detail=text),
        make.entry(EventKind.MOVED, item, detail=text),
        coverage=Coverage(
            sources=(make.source(text, Health.BLOCKED, url=text, kind=text, error=text),),
            unread=(UnreadLink(url=text, title=text, source=text, error=text, since=CLOSED),),
        ),
        late_copies=(replace(make.late(base), copies=(copy,)),),
        site_changes=(SiteChange(host=text, items=(1,), lines=(("added", text), (text, text)), at=CLOSED),),
    )
