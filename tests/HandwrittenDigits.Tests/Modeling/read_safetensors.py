"""Reads a safetensors file as the format's specification says, with nothing but Python's own library.

https://github.com/huggingface/safetensors, "Format". Prints what it found as JSON; fails where a rule is broken.
"""
import json
import struct
import sys

FORMATS = {"U8": "B", "I64": "q", "F32": "f"}


def no_duplicates(pairs):
    names = [name for name, _ in pairs]
    assert len(set(names)) == len(names), "a key comes twice"
    return dict(pairs)


with open(sys.argv[1], "rb") as file:
    (length,) = struct.unpack("<Q", file.read(8))
    text = file.read(length)
    data = file.read()

assert text[:1] == b"{" and (8 + length) % 8 == 0
header = json.loads(text, object_pairs_hook=no_duplicates)
metadata = header.pop("__metadata__", {})
assert all(isinstance(value, str) for value in metadata.values())
tensors, end = {}, 0
for name, entry in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
    begin, stop = entry["data_offsets"]
    assert begin == end, f"a gap or an overlap before {name}"
    count = 1
    for extent in entry["shape"]:
        count *= extent
    code = "<" + str(count) + FORMATS[entry["dtype"]]
    assert struct.calcsize(code) == stop - begin, f"{name} does not fit its bytes"
    assert begin % struct.calcsize(FORMATS[entry["dtype"]]) == 0, f"{name} is not aligned"
    tensors[name] = {"shape": entry["shape"], "values": struct.unpack(code, data[begin:stop])}
    end = stop
assert end == len(data), "bytes are left over"
print(json.dumps({"metadata": metadata, "tensors": tensors}))
