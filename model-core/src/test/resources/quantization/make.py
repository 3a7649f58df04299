"""Small quantised checkpoints, each with the weights that it stands for beside it (expected.safetensors).

bitsandbytes needs a GPU build to run, so its packing is written out here by its definition (functional.py: quantize_4bit,
dequantize_4bit, quantize_blockwise, int8_vectorwise_quant); eight-bit floats are dequantised by transformers itself.
torch 2.13, transformers 5.18.  python make.py
"""

import json
import pathlib
import shutil

import torch
from safetensors.torch import save_file
from transformers.integrations.finegrained_fp8 import Fp8Dequantize

HERE = pathlib.Path(__file__).parent
NF4 = torch.tensor([-1.0, -0.6961928009986877, -0.5250730514526367, -0.39491748809814453, -0.28444138169288635,
                    -0.18477343022823334, -0.09105003625154495, 0.0, 0.07958029955625534, 0.16093020141124725,
                    0.24611230194568634, 0.33791524171829224, 0.44070982933044434, 0.5626170039176941,
                    0.7229568362236023, 1.0])
FP4 = torch.tensor([0, 0.0625, 8, 12, 4, 6, 2, 3, -0.0, -0.0625, -8, -12, -4, -6, -2, -3]) / 12
NAME = "model.layers.0.self_attn.q_proj.weight"
OTHER = "model.layers.0.mlp.down_proj.weight"
NORM = "model.norm.weight"


def weights(dtype, rows=96, columns=128):
    generator = torch.Generator().manual_seed(7)
    return {name: (torch.randn(rows, columns, generator=generator) * 0.02).to(dtype) for name in (NAME, OTHER)}


def nearest(values, numbers):
    return (values.unsqueeze(-1) - numbers).abs().argmin(-1)


def four_bit(weight, kind, numbers, double):
    blocks = weight.float().reshape(-1, 64)
    absmax = blocks.abs().amax(1)
    codes = nearest(blocks / absmax[:, None], numbers).reshape(-1)
    packed = (codes[0::2] << 4 | codes[1::2]).to(torch.uint8).reshape(-1, 1)
    state = {"quant_type": kind, "blocksize": 64, "dtype": str(weight.dtype).removeprefix("torch."),
             "shape": list(weight.shape)}
    beside = {"quant_map": numbers.clone()}
    if double:
        offset = absmax.mean()
        nested_map = torch.linspace(-1, 1, 256)
        rest = absmax - offset
        groups = torch.nn.functional.pad(rest, (0, -rest.numel() % 256)).reshape(-1, 256)
        nested = groups.abs().amax(1)
        small = nearest((groups / nested[:, None]).reshape(-1)[: rest.numel()], nested_map)
        absmax = nested_map[small] * nested.repeat_interleave(256)[: rest.numel()] + offset
        beside |= {"absmax": small.to(torch.uint8), "nested_absmax": nested, "nested_quant_map": nested_map}
        state |= {"nested_blocksize": 256, "nested_dtype": "float32", "nested_offset": offset.item()}
    else:
        beside["absmax"] = absmax
    beside["quant_state.bitsandbytes__" + kind] = torch.tensor(list(json.dumps(state).encode()), dtype=torch.uint8)
    value = (numbers[codes].reshape(-1, 64) * absmax[:, None]).reshape(weight.shape).to(weight.dtype)
    return packed, beside, value


def eight_bit(weight):
    largest = weight.float().abs().amax(1)
    codes = torch.round(weight.float() * 127 / largest[:, None]).to(torch.int8)
    value = (codes * largest[:, None] * 7.874015718698502e-3).to(weight.dtype)
    return codes, {"SCB": largest, "weight_format": torch.tensor(0, dtype=torch.uint8)}, value


def save(name, quantization, tensors, expected, dtype="bfloat16"):
    folder = HERE / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    norm = {NORM: torch.ones(128, dtype=torch.bfloat16)}
    save_file(tensors | norm, folder / "model.safetensors", {"format": "pt"})
    save_file(expected | norm, folder / "expected.safetensors")
    config = {"architectures": ["LlamaForCausalLM"], "model_type": "llama", "num_hidden_layers": 1, "dtype": dtype,
              "quantization_config": quantization}
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n")


def bitsandbytes(name, quantization, pack, dtype, module_level=False):
    tensors, expected = {}, {}
    for key, weight in weights(dtype).items():
        packed, beside, expected[key] = pack(weight)
        tensors[key] = packed
        prefix = key.removesuffix("weight") if module_level else key + "."
        tensors |= {prefix + part: value for part, value in beside.items()}
    save(name, {"quant_method": "bitsandbytes"} | quantization, tensors, expected, str(dtype).removeprefix("torch."))


def eight_bit_floats():
    rule = Fp8Dequantize(None)
    tiles, expected = {}, {}
    for key, weight in weights(torch.bfloat16, 128, 256).items():
        blocks = weight.float().reshape(1, 128, 2, 128)
        scale = blocks.abs().amax((1, 3)) / 448
        codes = (blocks / scale[:, None, :, None]).reshape(128, 256).to(torch.float8_e4m3fn)
        tiles |= {key: codes, key + "_scale_inv": scale}
        expected[key] = rule._dequantize_one(codes, scale, torch.bfloat16)
    save_tiles("fp8-tiles", {"quant_method": "fp8", "weight_block_size": [128, 128]}, tiles, expected)
    rows, expected = {}, {}
    for key, weight in weights(torch.bfloat16).items():
        scale = weight.float().abs().amax(1, keepdim=True) / 448
        codes = (weight.float() / scale).to(torch.float8_e4m3fn)
        rows |= {key: codes, key + "_scale": scale, key.replace("weight", "input_scale"): torch.tensor(1.0)}
        expected[key] = rule._dequantize_one(codes, scale, torch.bfloat16)
    save_tiles("fp8-rows", {"quant_method": "compressed-tensors", "format": "float-quantized"}, rows, expected)


def save_tiles(name, quantization, tensors, expected):
    save(name, quantization, tensors, {key: value.to(torch.bfloat16) for key, value in expected.items()})


bitsandbytes("nf4", {"load_in_4bit": True}, lambda w: four_bit(w, "nf4", NF4, False), torch.bfloat16)
bitsandbytes("nf4-double", {"load_in_4bit": True}, lambda w: four_bit(w, "nf4", NF4, True), torch.float16)
bitsandbytes("fp4", {"load_in_4bit": True}, lambda w: four_bit(w, "fp4", FP4, False), torch.float32)
bitsandbytes("int8", {"load_in_8bit": True}, eight_bit, torch.float16, module_level=True)
eight_bit_floats()
