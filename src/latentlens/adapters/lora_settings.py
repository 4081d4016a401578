"""LoraSettings: the fields of PEFT's LoraConfig that a forward pass depends on; others are refused."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from typing import Any, Literal, Self

from latentlens.errors import InputError
from latentlens.inputs.shown import shown

_NOT_COMPUTED_WITH = {
    *(
        "auto_mapping",
        "base_model_name_or_path",
        "inference_mode",
        "lora_dropout",
        "peft_type",
        "peft_version",
    ),
    *("revision", "runtime_config", "task_type", "ensure_weight_tying", "loftq_config", "eva_config"),
    *("corda_config", "lora_ga_config", "megatron_core", "qalora_group_size", "init_lora_weights"),
}
"""Fields that change only how a LoRA is trained, initialised or found, and not what it computes."""

_INITIALISED_ALONE = (True, False, "gaussian", "eva", "orthogonal")
"""Values of `init_lora_weights` that leave the base weights as they are."""


@dataclasses.dataclass(frozen=True)
class LoraSettings:
    """What a LoRA computes, besides its weights; the names and meanings are those of PEFT's LoraConfig.

    Args:
        r: rank.
        lora_alpha: numerator of the factor of the low-rank product, lora_alpha / r.
        target_modules: endings of the names of the modules that are adapted, or one regular expression.
        use_rslora: whether the factor is lora_alpha / sqrt(r). Default False.
        fan_in_fan_out: whether the weights of the adapted modules are [in, out]; PEFT finds that out for
            GPT-2's. Default False.
        layers_to_transform: blocks that are adapted. Default None: all.
        layers_pattern: name of the list of blocks. Default None: the common ones.
        rank_pattern: ranks of some modules, by name or regular expression. Default: none.
        alpha_pattern: `lora_alpha` of some modules, in the same way. Default: none.
        exclude_modules: endings or an expression of the modules that are not adapted. Default None.
        lora_bias: whether the second matrix has a bias. Default False.
        bias: which biases of the base come with the adapter: "none" (default), "all" or "lora_only".
        modules_to_save: names of modules that come with the adapter as a whole. Default: none.

    Raises:
        InputError: if the rank is no positive number, or no module is named.

    Examples:
        >>> LoraSettings(r=8, lora_alpha=16, target_modules=("q_proj",)).use_rslora
        False

    Source:
        LoRA, arXiv 2106.09685; PEFT's LoraConfig.
    """

    r: int
    lora_alpha: float
    target_modules: tuple[str, ...] | str
    use_rslora: bool = False
    fan_in_fan_out: bool = False
    layers_to_transform: tuple[int, ...] | None = None
    layers_pattern: tuple[str, ...] | str | None = None
    rank_pattern: tuple[tuple[str, int], ...] = ()
    alpha_pattern: tuple[tuple[str, float], ...] = ()
    exclude_modules: tuple[str, ...] | str | None = None
    lora_bias: bool = False
    bias: Literal["none", "all", "lora_only"] = "none"
    modules_to_save: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if isinstance(self.r, bool) or not isinstance(self.r, int) or self.r < 1:
            raise InputError(f"The rank r of a LoRA is a positive whole number; got {shown(self.r)}.")
        if not isinstance(self.lora_alpha, (int, float)) or not self.lora_alpha > 0:
            raise InputError(f"lora_alpha of a LoRA is a positive number; got {shown(self.lora_alpha)}.")
        if not self.target_modules:
            raise InputError("A LoRA needs target_modules, such as ('q_proj', 'v_proj'); got none.")
        if self.bias not in ("none", "all", "lora_only"):
            raise InputError(f"bias is 'none', 'all' or 'lora_only'; got {shown(self.bias)}.")

    @property
    def text(self) -> str:
        """The settings as JSON, equal for equal settings."""
        return json.dumps(dataclasses.asdict(self), sort_keys=True)

    @classmethod
    def from_peft(cls, config: Mapping[str, Any]) -> Self:
        """Return the settings in the content of PEFT's adapter_config.json.

        Fields that change nothing that is computed are left out, and so are fields unknown here that are off.

        Args:
            config: the fields by name.

        Raises:
            InputError: if it is no LoRA, or a field is set that is not understood.
        """
        kind = config.get("peft_type")
        if kind is not None and str(kind).upper().rpartition(".")[2] != "LORA":
            raise InputError(f"The adapter is of PEFT's type {shown(kind)}; only LORA can be read.")
        how = config.get("init_lora_weights", True)
        if how not in _INITIALISED_ALONE:
            raise InputError(
                f"The LoRA was initialised with init_lora_weights={shown(how)}, which changes the base's own "
                "weights. Convert it to a plain LoRA with PEFT (path_initial_model_for_weight_conversion)."
            )
        known = {field.name for field in dataclasses.fields(cls)}
        for name, value in config.items():
            if value and name not in known | _NOT_COMPUTED_WITH:
                raise InputError(
                    f"The LoRA has {name}={shown(value)}, which is not understood here, so that it would "
                    "compute something else. Merge it with PEFT, or train it without."
                )
        if missing := [name for name in ("r", "lora_alpha", "target_modules") if not config.get(name)]:
            raise InputError(f"The LoRA's configuration has no {missing[0]}. Give the file that PEFT wrote.")
        given = {name: _frozen(config[name]) for name in known if config.get(name) is not None}
        return cls(**given)

    def to_peft(self) -> dict[str, Any]:
        """Return the content of an adapter_config.json that PEFT reads."""
        fields: dict[str, Any] = json.loads(self.text)
        patterns = {name: dict(fields[name]) for name in ("rank_pattern", "alpha_pattern")}
        saved = fields["modules_to_save"] or None
        return {**fields, **patterns, "modules_to_save": saved, "peft_type": "LORA", "task_type": "CAUSAL_LM"}

    def for_layers(self) -> dict[str, Any]:
        """Return the arguments of PEFT's LoraConfig that make the layers, without what replaces weights."""
        fields = self.to_peft()
        for name in ("bias", "modules_to_save", "peft_type", "task_type"):
            del fields[name]
        return {**fields, "lora_dropout": 0.0, "init_lora_weights": False}


def _frozen(value: Any) -> Any:
    """Return a field of PEFT's as an immutable value; the order of sets and dicts does not count."""
    if isinstance(value, Mapping):
        return tuple(sorted(value.items()))
    if isinstance(value, (set, frozenset)):
        return tuple(sorted(value))
    return tuple(value) if isinstance(value, (list, tuple)) else value
