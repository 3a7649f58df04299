"""Whether the gguf Python package decodes a file to the bit as Graft does, and whether blocks have the bytes it would write.

    graft gguf export MODEL --type TYPE --out FILE.gguf
    graft gguf import FILE.gguf --out DIR --dtype float32
    python agrees.py FILE.gguf DIR [MODEL]
"""
import json, sys
import numpy as np
from gguf import GGMLQuantizationType as T, GGUFReader, MODEL_ARCH, get_tensor_name_map
from gguf.quants import dequantize, quantize
from safetensors import safe_open

file, folder, *model = sys.argv[1:]
config = json.load(open(folder + "/config.json"))
names = get_tensor_name_map(MODEL_ARCH.LLAMA if config["model_type"] == "llama" else MODEL_ARCH[config["model_type"].upper()],
                            config["num_hidden_layers"])
stored = {tensor.name: tensor for tensor in GGUFReader(file).tensors}


def in_ggml_order(name, array):
    heads = {"attn_q": config["num_attention_heads"], "attn_k": config["num_key_value_heads"]}.get(name.split(".")[-2])
    if config["model_type"] != "llama" or not heads:
        return array
    return array.reshape(heads, 2, array.shape[0] // heads // 2, *array.shape[1:]).swapaxes(1, 2).reshape(array.shape)


def floats(path, name):
    import torch
    with safe_open(path + "/model.safetensors", "pt") as weights:
        return weights.get_tensor(name).to(torch.float32).numpy()


counts = {}
with safe_open(folder + "/model.safetensors", "np") as weights:
    for name in weights.keys():
        place = names.get_name(name, try_suffixes=(".weight", ".bias"))
        tensor = stored[place]
        decoded = dequantize(tensor.data, tensor.tensor_type).astype(np.float32)
        own = in_ggml_order(place, weights.get_tensor(name))
        row = counts.setdefault(tensor.tensor_type.name, [0, 0, 0, 0])
        row[0] += decoded.size
        row[1] += int((decoded.view(np.uint32) == own.view(np.uint32)).sum())
        if model and tensor.tensor_type not in (T.F32, T.Q4_K):
            made = quantize(in_ggml_order(place, floats(model[0], name)), tensor.tensor_type).view(np.uint8)
            row[2] += made.size
            row[3] += int((made == tensor.data.view(np.uint8)).sum())
for kind, (elements, equal, size, same) in sorted(counts.items()):
    print(f"{kind}: {equal} of {elements} elements equal to the bit" + (f", {same} of {size} bytes equal" if size else ""))
