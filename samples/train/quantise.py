"""Packs the linear layers of the sample base into NF4 as bitsandbytes does (functional.py: quantize_4bit), without needing a GPU.

    python quantise.py ..
"""

import json
import shutil
import sys
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

BLOCK = 64
NUMBERS = torch.tensor([-1.0, -0.6961928009986877, -0.5250730514526367, -0.39491748809814453, -0.28444138169288635,
                        -0.18477343022823334, -0.09105003625154495, 0.0, 0.07958029955625534, 0.16093020141124725,
                        0.24611230194568634, 0.33791524171829224, 0.44070982933044434, 0.5626170039176941,
                        0.7229568362236023, 1.0])


def main(folder):
    source, target = folder / "base", folder / "base-nf4"
    shutil.copytree(source, target, dirs_exist_ok=True)
    tensors = {}
    for name, weight in load_file(source / "model.safetensors").items():
        tensors |= packed(name, weight)[0] if is_linear(name) else {name: weight}
    save_file(tensors, target / "model.safetensors", {"format": "pt"})
    config = json.loads((source / "config.json").read_text())
    config["quantization_config"] = {
        "quant_method": "bitsandbytes",
        "load_in_4bit": True,
        "load_in_8bit": False,
        "bnb_4bit_quant_type": "nf4",
        "bnb_4bit_compute_dtype": "bfloat16",
        "bnb_4bit_use_double_quant": False,
    }
    (target / "config.json").write_text(json.dumps(config, indent=2) + "\n")


def is_linear(name):
    return name.endswith("_proj.weight")


def packed(name, weight):
    """The tensors that stand for a weight, and the weight that they stand for."""
    blocks = weight.float().reshape(-1, BLOCK)
    largest = blocks.abs().amax(1, keepdim=True)
    codes = ((blocks / largest).unsqueeze(-1) - NUMBERS).abs().argmin(-1)
    pairs = codes.reshape(-1, 2)
    state = {"quant_type": "nf4", "blocksize": BLOCK, "dtype": "bfloat16", "shape": list(weight.shape)}
    return {
        name: (pairs[:, :1] << 4 | pairs[:, 1:]).to(torch.uint8),
        name + ".absmax": largest.reshape(-1),
        name + ".quant_map": NUMBERS.clone(),
        name + ".quant_state.bitsandbytes__nf4": torch.tensor(list(json.dumps(state).encode()), dtype=torch.uint8),
    }, (NUMBERS[codes] * largest).reshape(weight.shape).to(weight.dtype)


def dequantise(model):
    """Gives a model in memory the weights that its packed ones stand for."""
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if is_linear(name):
                parameter.copy_(packed(name, parameter.to(torch.bfloat16))[1])
    return model


if __name__ == "__main__":
    main(Path(sys.argv[1]))
