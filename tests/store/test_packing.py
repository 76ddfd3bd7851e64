"""Bodies packed and unpacked."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.store.packing import pack, unpack
from tests.sample_site import article, prose

PAGE = article("Flood", prose(1, 40)).encode()
EDITED = PAGE.replace(b"families", b"households", 1)


@given(body=st.binary(max_size=5_000), base=st.none() | st.binary(max_size=5_000))
def test_a_body_comes_back_as_it_was(body: bytes, base: bytes | None) -> None:
    """Byte for byte, whatever it was packed with, also nothing and the empty page."""
    assert unpack(pack(body, base), base, size=len(body)) == body


def test_a_page_beside_one_like_it_takes_next_to_nothing() -> None:
    """That is what dictionaries are for: of one edit, some dozens of bytes."""
    assert len(pack(EDITED, PAGE)) < 100 < len(pack(EDITED, None)) / 5


def test_a_page_at_the_fetch_limit_finds_its_earlier_version() -> None:
    """The window reaches over both, 15 MB each."""
    numbers = random.Random(1)
    lines = (f"<p>{numbers.randrange(10**9)} had left by {at}, said those who stayed.</p>" for at in range(260_000))
    large = "".join(lines).encode()
    assert len(large) > 14_000_000
    edited = large[:7_000_000] + b"seventeen" + large[7_000_000:]
    packed = pack(edited, large)
    assert len(packed) < 10_000
    assert unpack(packed, large, size=len(edited)) == edited


@pytest.mark.parametrize(
    ("data", "base", "size"),
    [
        pytest.param(b"no frame", PAGE, len(EDITED), id="not a frame"),
        pytest.param(b"", PAGE, len(EDITED), id="empty"),
        pytest.param(pack(EDITED, PAGE)[:-5], PAGE, len(EDITED), id="cut short"),
        pytest.param(pack(EDITED, PAGE), PAGE, 10, id="another body than the one kept"),
        pytest.param(pack(EDITED, PAGE), None, len(EDITED), id="without its dictionary"),
    ],
)
def test_what_cannot_be_read_is_one_error(data: bytes, base: bytes | None, size: int) -> None:
    """Of one type, so that one page that is lost can be told from a bug."""
    with pytest.raises(ValueError, match="frame"):
        unpack(data, base, size=size)
