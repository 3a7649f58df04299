"""What the gguf Python package (0.19) writes and decodes: the files of this folder. Run in this folder: python fixtures.py"""
import numpy as np
from gguf import GGUFWriter, GGUFValueType, GGMLQuantizationType as T, GGML_QUANT_SIZES
from gguf.quants import dequantize, quantize

random = np.random.default_rng(7)
HALVES = {T.F16: [], T.BF16: [], T.Q8_0: [0], T.Q4_0: [0], T.Q4_1: [0, 2], T.Q5_0: [0], T.Q5_1: [0, 2], T.Q2_K: [80, 82],
          T.Q3_K: [108], T.Q4_K: [0, 2], T.Q5_K: [0, 2], T.Q6_K: [208]}


def write(path, tensors, more=lambda writer: None):
    writer = GGUFWriter(path, "llama")
    more(writer)
    for name, (data, kind) in tensors.items():
        writer.add_tensor(name, data, raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def blocks(kind):
    """Random bytes, with halves that are finite numbers where scales are."""
    elements, size = GGML_QUANT_SIZES[kind]
    if elements == 1:
        rows = np.concatenate([random.normal(size=60), [0, -0.0, 1e-7, 6e4]]).reshape(4, 16).astype(np.float32)
        return quantize(rows, kind)
    rows = random.integers(0, 256, size=(3, 2, size), dtype=np.uint8)
    for at in HALVES[kind]:
        scales = (random.normal(size=(3, 2)) * 0.1).astype(np.float16)
        rows[..., at : at + 2] = scales[..., None].view(np.uint8)
    return rows.reshape(3, 2 * size)


for kind in HALVES:
    data = blocks(kind)
    write(kind.name.lower() + ".gguf", {"blocks": (data, kind)})
    dequantize(data, kind).astype("<f4").tofile(kind.name.lower() + ".f32")

source = (random.normal(size=(16, 256)) * random.lognormal(size=(16, 1))).astype(np.float32)
source[3] = 0
source[4, :32] = 1.5
source[5, ::3] = 0
source.astype("<f4").tofile("source.f32")
for kind in (T.Q8_0, T.Q4_0, T.F16, T.BF16):
    write("quantised-" + kind.name.lower() + ".gguf", {"source": (quantize(source, kind), kind)})


def every_type(writer):
    writer.add_uint8("a.uint8", 200)
    writer.add_int8("a.int8", -100)
    writer.add_uint16("a.uint16", 60000)
    writer.add_int16("a.int16", -30000)
    writer.add_uint32("a.uint32", 4000000000)
    writer.add_int32("a.int32", -2000000000)
    writer.add_uint64("a.uint64", 2**64 - 1)
    writer.add_int64("a.int64", -(2**63))
    writer.add_float32("a.float32", 0.1)
    writer.add_float64("a.float64", 0.1)
    writer.add_bool("a.bool", True)
    writer.add_string("a.string", "Äpfel 🍏")
    writer.add_array("a.strings", ["one", "", "drei"])
    writer.add_array("a.numbers", [1, -2, 3])
    writer.add_array("a.floats", [0.5, -1.5])
    writer.add_array("a.bools", [True, False])


write("metadata.gguf", {"x": (np.arange(6, dtype=np.float32).reshape(2, 3), T.F32)}, every_type)
