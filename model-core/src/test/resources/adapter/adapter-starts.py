"""What PEFT 0.21 makes of a small layer at the start of PiSSA and OLoRA training: what adapter-starts.json holds."""
import json, torch
from peft import LoraConfig, get_peft_model
torch.manual_seed(7)
class Model(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = torch.nn.Linear(9, 6, bias=False)
        self.config = {"model_type": "custom"}
    def forward(self, x):
        return self.layer(x)
weight = torch.round(torch.randn(6, 9) * 64) / 64
out = {"weight": weight.tolist(), "rank": 2, "scale": 4.0}
for kind in ("pissa", "olora"):
    model = Model(); model.layer.weight.data = weight.clone()
    peft = get_peft_model(model, LoraConfig(r=2, lora_alpha=8, target_modules=["layer"], init_lora_weights=kind))
    layer = peft.base_model.model.layer
    out[kind] = {"a": layer.lora_A["default"].weight.tolist(), "b": layer.lora_B["default"].weight.tolist(),
                 "residual": layer.base_layer.weight.tolist()}
print(json.dumps(out, separators=(",", ":")))
