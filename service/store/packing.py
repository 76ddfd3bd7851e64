"""Bodies of pages, packed: a zstd frame each, with a page much like it as the dictionary where there is one. Pure."""

import zstandard

LEVEL = 9
"""Measured by benchmarks/archive.py, of 312 kB a page: alone a page takes 46 kB, beside one of its host 28 kB (with
level 3, 36 kB), its next revision 1 kB. Of a page of 15 MB with one edit, levels below 9 do not find the rest again."""

_LEAST_WINDOW, _LARGEST_WINDOW = 17, 25
"""Powers of two. A dictionary is of use as far as the window reaches: 25 holds two bodies of the default limit."""


def pack(body: bytes, base: bytes | None) -> bytes:
    """A frame that holds `body`; `base` is the content of a page like it, which `unpack` then needs too.

    15 MB take about 0.3 s and 250 MB of memory, a page of 300 kB beside one like it some 10 ms.
    """
    reach = (len(body) + len(base or b"")).bit_length()
    parameters = zstandard.ZstdCompressionParameters.from_level(
        LEVEL, window_log=max(_LEAST_WINDOW, min(_LARGEST_WINDOW, reach))
    )
    return zstandard.ZstdCompressor(dict_data=_dictionary(base), compression_params=parameters).compress(body)


def unpack(data: bytes, base: bytes | None, *, size: int) -> bytes:
    """The body of `size` bytes in a frame that `pack` made beside this `base`.

    Raises:
        ValueError: the frame is damaged, holds another body, or was made beside another one.
    """
    try:
        declared = zstandard.frame_content_size(data)
        if declared != size:
            raise ValueError(f"its frame holds {declared:,} bytes where {size:,} were kept")
        return zstandard.ZstdDecompressor(dict_data=_dictionary(base)).decompress(data, max_output_size=size)
    except zstandard.ZstdError as error:
        raise ValueError(f"its frame is damaged: {error}") from error


def _dictionary(base: bytes | None) -> zstandard.ZstdCompressionDict | None:
    if not base:
        return None
    return zstandard.ZstdCompressionDict(base, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
