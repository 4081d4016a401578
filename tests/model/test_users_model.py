"""The user's model stays the user's: what opening and asking leave, what a change to it does."""

from __future__ import annotations

import contextlib
import copy
import gc
import pathlib
import pickle
import warnings
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import torch
from peft import LoraConfig, get_peft_model
from torch import nn
from transformers import AutoModelForCausalLM

from latentlens import Session, fit_lens
from latentlens.errors import ModelError, SelectionError, StaleTrace, UnsupportedModel
from latentlens.model.twin import twin
from plain import blocks_of
from tiny import ARCHITECTURES, tiny_model, tiny_tokenizer

PROMPT = "The capital of France is"
QUESTION = "The capital of x is"
OPTIONS = ["Paris", "Lima"]


def states(hf_model: Any, ids: list[int]) -> torch.Tensor:
    """Return the residual stream by plain hooks of torch, on a copy in evaluation mode."""
    own = copy.deepcopy(hf_model).eval()
    blocks, kept = blocks_of(own), {}
    with contextlib.ExitStack() as hooks:

        def before(_: nn.Module, args: Any, kwargs: Any) -> None:
            kept[0] = (args[0] if args else kwargs["hidden_states"]).clone()

        hooks.callback(blocks[0].register_forward_pre_hook(before, with_kwargs=True).remove)
        for k, block in enumerate(blocks, 1):

            def after(_: nn.Module, __: Any, out: Any, k: int = k) -> None:
                kept[k] = (out[0] if isinstance(out, tuple) else out).clone()

            hooks.callback(block.register_forward_hook(after).remove)
        with torch.no_grad():
            own(torch.tensor([ids]), use_cache=False)
    return torch.stack([kept[k][0] for k in range(len(blocks) + 1)])


def use(session: Session) -> None:
    """Do with a session what leaves traces in a model, if anything does."""
    trace = session.run(PROMPT)
    session.ask(trace, 2, -1, QUESTION, options=OPTIONS)
    session.ask(trace, 2, -1, "attention_knockout", controls=False)
    session.lens(trace)
    _ = session.model.bridge


def hooks_of(hf_model: nn.Module) -> int:
    """Count the hooks on all modules."""
    return sum(len(m._forward_hooks) + len(m._forward_pre_hooks) for m in hf_model.modules())


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_nothing_of_the_model_changes(architecture: str) -> None:
    """Modules, their attributes, weights, names, attention, training mode and hooks are as they were."""
    hf_model = tiny_model(architecture).train()
    modules, attributes = list(hf_model.modules()), [dict(vars(m)) for m in hf_model.modules()]
    weights = {name: tensor.clone() for name, tensor in hf_model.state_dict().items()}
    config = hf_model.config.to_dict()

    use(Session((hf_model, tiny_tokenizer())))

    assert all(one is other for one, other in zip(modules, hf_model.modules(), strict=True))
    for before, module in zip(attributes, modules, strict=True):
        assert list(before) == list(vars(module))
        assert all(vars(module)[key] is value for key, value in before.items())
    assert list(weights) == list(hf_model.state_dict())
    assert all(torch.equal(weights[name], tensor) for name, tensor in hf_model.state_dict().items())
    assert config == hf_model.config.to_dict()
    assert all(module.training for module in modules)
    assert 0 == hooks_of(hf_model)


@pytest.mark.parametrize("architecture", ["llama", "gpt2", "gpt_neox"])
def test_it_can_be_saved_loaded_and_pickled(architecture: str, tmp_path: pathlib.Path) -> None:
    """An opened model is saved and loaded as if it had never been opened."""
    hf_model = tiny_model(architecture)
    ids = torch.tensor([[5, 6, 7]])
    expected = hf_model(ids).logits
    use(Session((hf_model, tiny_tokenizer())))

    hf_model.save_pretrained(tmp_path)
    hf_model.load_state_dict(tiny_model(architecture).state_dict())

    assert torch.equal(expected, hf_model(ids).logits)
    assert torch.equal(expected, pickle.loads(pickle.dumps(hf_model))(ids).logits)
    again = AutoModelForCausalLM.from_pretrained(tmp_path, attn_implementation="eager")
    torch.testing.assert_close(expected, again(ids).logits)


@pytest.mark.parametrize(
    ("architecture", "target"), [("llama", "q_proj"), ("gpt2", "c_attn"), ("gpt_neox", "query_key_value")]
)
def test_an_adapter_attached_after_opening_is_read(architecture: str, target: str) -> None:
    """A LoRA put on an opened model counts from the next prompt on, and trains."""
    hf_model = tiny_model(architecture)
    session = Session((hf_model, tiny_tokenizer()))
    before = session.run(PROMPT)
    held = before.resid.clone()
    config = LoraConfig(r=2, init_lora_weights=False, target_modules=[target], task_type="CAUSAL_LM")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # PEFT reads deprecated names of transformers
        peft = get_peft_model(hf_model, config)

    after = session.run(PROMPT)

    torch.testing.assert_close(states(hf_model, after.token_ids), after.resid)
    assert not torch.allclose(held, after.resid)
    peft(torch.tensor([after.token_ids])).logits.sum().backward()
    assert all(p.grad is not None for name, p in peft.named_parameters() if "lora_B" in name)


def test_more_tokens_after_opening_are_read() -> None:
    """Embeddings that were resized serve the new tokens, as options and as answers."""
    hf_model, tokenizer = tiny_model("llama"), tiny_tokenizer()
    session = Session((hf_model, tokenizer))
    session.run(PROMPT)

    hf_model.resize_token_embeddings(330)
    trace = session.run([0, 325, 7])

    torch.testing.assert_close(states(hf_model, [0, 325, 7]), trace.resid)
    assert (3, 330) == trace.logits.shape


def test_weights_that_were_replaced_are_freed() -> None:
    """What a replaced module leaves behind is held by nobody once the model was looked at again."""
    hf_model = tiny_model("llama")
    session = Session((hf_model, tiny_tokenizer()))
    use(session)
    old = weakref.ref(hf_model.lm_head.weight)

    hf_model.lm_head = nn.Linear(32, 320, bias=False)
    session.run("Paris is")
    session.lens(session.run(PROMPT), positions=[-1])
    gc.collect()

    assert old() is None


JOINT = {
    "gpt_neox": "gpt_neox.layers.1.attention.query_key_value",
    "gpt2": "transformer.h.1.attn.c_attn",
    "phi3": "model.layers.1.self_attn.qkv_proj",
}


@pytest.mark.parametrize("architecture", JOINT)
def test_an_edit_of_a_joint_projection_is_read(architecture: str) -> None:
    """A weight that holds queries, keys and values is one weight: edits and gradients are the user's own."""
    hf_model = tiny_model(architecture)
    weight = hf_model.get_submodule(JOINT[architecture]).weight
    optimizer = torch.optim.SGD([weight], lr=0.1)
    session = Session((hf_model, tiny_tokenizer()))
    session.run(PROMPT)
    _ = session.model.bridge  # its copies of the parts have to follow too

    logits = hf_model(torch.tensor([[5, 6, 7]])).logits
    logits.sum().backward()
    optimizer.step()
    trace = session.run(PROMPT)

    torch.testing.assert_close(states(hf_model, trace.token_ids), trace.resid)
    bridged = session.model.bridge(torch.tensor([trace.token_ids]))[0]
    torch.testing.assert_close(bridged, trace.logits, atol=1e-5, rtol=1e-5)
    assert (
        session.sweep(trace, QUESTION, layers=[1, 2], positions=[1, 2]).verify().max_logit_difference < 1e-4
    )


# --- what changes a forward pass is in the key, or has no effect ----------------------------------------


@contextlib.contextmanager
def hooked(hf_model: Any) -> Iterator[None]:
    """Steer by a hook on a block."""
    layer = hf_model.model.layers[1]
    handle = layer.register_forward_hook(
        lambda _, __, out: (out[0] + 5,) if isinstance(out, tuple) else out + 5
    )
    yield
    handle.remove()


@contextlib.contextmanager
def pre_hooked(hf_model: Any) -> Iterator[None]:
    """Change what a part of a block is given."""
    handle = hf_model.model.layers[2].mlp.register_forward_pre_hook(lambda _, args: (args[0] * 2,))
    yield
    handle.remove()


@contextlib.contextmanager
def rescaled(hf_model: Any) -> Iterator[None]:
    """Set a number that attention uses."""
    attention = hf_model.model.layers[1].self_attn
    attention.scaling *= 3
    yield
    attention.scaling /= 3


@contextlib.contextmanager
def exchanged(hf_model: Any) -> Iterator[None]:
    """Put another module in a block."""
    mlp = hf_model.model.layers[1].mlp
    hf_model.model.layers[1].mlp = nn.Identity()
    yield
    hf_model.model.layers[1].mlp = mlp


@contextlib.contextmanager
def rotated(hf_model: Any) -> Iterator[None]:
    """Write into a buffer that is not saved."""
    buffer = hf_model.model.rotary_emb.inv_freq
    buffer *= 0.5
    yield
    buffer *= 2


@contextlib.contextmanager
def numbers(hf_model: Any) -> Iterator[None]:
    """Write a weight in a way that torch does not count."""
    weight = hf_model.model.layers[1].mlp.up_proj.weight.data
    kept = weight.clone()
    weight.numpy()[:] *= 2
    yield
    weight.copy_(kept)


@contextlib.contextmanager
def epsilon(hf_model: Any) -> Iterator[None]:
    """Set a number that a norm uses."""
    norm = hf_model.model.layers[0].input_layernorm
    kept, norm.variance_epsilon = norm.variance_epsilon, 1.0
    yield
    norm.variance_epsilon = kept


CHANGES = [hooked, pre_hooked, rescaled, exchanged, rotated, numbers, epsilon]


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_read_in_one_state_is_not_served_in_another(
    change: Callable[[Any], contextlib.AbstractContextManager[None]],
) -> None:
    """Before, during and after a change, a prompt's activations are those of the model as it is then."""
    hf_model = tiny_model("llama")
    session = Session((hf_model, tiny_tokenizer()))
    before = session.run(PROMPT)
    expected = states(hf_model, before.token_ids)

    with change(hf_model):
        changed = states(hf_model, before.token_ids)
        during = session.run(PROMPT).resid
        other = session.run("Paris is")
        answer = session.ask(before, 2, -1, QUESTION, options=OPTIONS, controls=False)
        told = session.sweep(before, QUESTION, layers=[1], positions=[1]).verify().max_logit_difference
    after = session.run(PROMPT).resid

    assert not torch.allclose(expected, changed)
    torch.testing.assert_close(changed, during)
    torch.testing.assert_close(expected, before.resid)
    torch.testing.assert_close(expected, after)
    torch.testing.assert_close(states(hf_model, other.token_ids), session.run("Paris is").resid)
    again = session.ask(before, 2, -1, QUESTION, options=OPTIONS, controls=False)
    assert answer.options[0].probability != again.options[0].probability
    assert told < 1e-4
    with change(hf_model), pytest.raises(StaleTrace, match="changed since it was run"):
        _ = before.logits


def test_a_replaced_forward_is_refused_by_name_for_as_long_as_it_is_there() -> None:
    """A loose function in a forward's place goes on running the original, so no copy of it can be read."""
    hf_model = tiny_model("llama")
    session = Session((hf_model, tiny_tokenizer()))
    held = session.run(PROMPT).resid.clone()
    mlp = hf_model.model.layers[1].mlp
    own = mlp.forward
    mlp.forward = lambda x: 3 * own(x)

    with pytest.raises(UnsupportedModel, match=r"del model\.model\.layers\.1\.mlp\.forward"):
        session.run(PROMPT)
    del mlp.forward

    assert torch.equal(held, session.run(PROMPT).resid)


def test_a_hook_that_does_something_else_each_time_is_run_each_time() -> None:
    """What the user's code does cannot be known from outside, so what it gave is never served again."""
    hf_model = tiny_model("llama")
    session = Session((hf_model, tiny_tokenizer()))
    strength = [1.0]
    hf_model.model.layers[1].mlp.register_forward_hook(lambda _, __, out: out * strength[0])

    first = session.run(PROMPT)
    held = first.resid.clone()
    strength[0] = 4.0
    second = session.run(PROMPT)

    assert not torch.allclose(held, second.resid)
    assert torch.equal(held, first.resid)
    session.store.clear()
    with pytest.raises(StaleTrace, match="hooks of yours"):
        _ = first.resid


def test_training_mode_and_autocast_have_no_effect() -> None:
    """Readings are in evaluation mode and in the weights' own precision, whatever the caller's context."""
    hf_model = tiny_model("llama", attention_dropout=0.5)
    session = Session((hf_model, tiny_tokenizer()))
    expected = states(hf_model, session.run(PROMPT).token_ids)
    answer = session.ask(session.run(PROMPT), 2, -1, QUESTION, options=OPTIONS)
    session.store.clear()
    hf_model.train()

    with torch.autocast("cpu", dtype=torch.bfloat16), torch.inference_mode():
        trace = session.run(PROMPT)
        again = session.ask(trace, 2, -1, QUESTION, options=OPTIONS)

    torch.testing.assert_close(expected, trace.resid)
    assert not trace.resid.is_inference()
    assert [o.probability for o in answer.options] == [o.probability for o in again.options]
    assert hf_model.training


def test_a_twin_shares_every_tensor_and_nothing_else() -> None:
    """Parameters and buffers are the same objects, tied ones too; modules, settings and hooks are not."""
    hf_model = tiny_model("gpt2")
    hf_model.register_buffer("mine", torch.ones(2), persistent=False)
    hf_model.transformer.h[0].register_forward_hook(lambda *_: None)

    copied = twin(hf_model)

    own, other = dict(hf_model.named_parameters()), dict(copied.named_parameters())
    assert list(own) == list(other)
    assert all(own[name] is other[name] for name in own)
    assert copied.mine is hf_model.mine
    assert copied.lm_head.weight is copied.transformer.wte.weight
    assert not {id(m) for m in hf_model.modules()} & {id(m) for m in copied.modules()}
    assert copied.config is not hf_model.config
    copied.transformer.h[0].register_forward_hook(lambda *_: None)
    assert 1 == hooks_of(hf_model)


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_the_bridge_carries_the_same_stream(architecture: str) -> None:
    """TransformerLens' names and the unwrapped model's hooks read the same residual stream."""
    session = Session((tiny_model(architecture), tiny_tokenizer()))
    trace = session.run(PROMPT)
    model = session.model

    _, cache = model.bridge.run_with_cache(torch.tensor([trace.token_ids]))

    stream = [cache[f"blocks.{k}.hook_resid_pre"][0] for k in range(model.n_layers)]
    stream.append(cache[f"blocks.{model.n_layers - 1}.hook_resid_post"][0])
    torch.testing.assert_close(torch.stack(stream), trace.resid, atol=1e-4, rtol=1e-4)


def test_named_activations_are_kept_beside_the_stream() -> None:
    """Any of TransformerLens' activations can be had with a trace, and a wrong name finds its neighbours."""
    hf_model = tiny_model("llama")
    session = Session((hf_model, tiny_tokenizer()))
    name, kept = "blocks.1.attn.hook_pattern", []
    hook = hf_model.model.layers[1].self_attn.register_forward_hook(lambda _, __, out: kept.append(out[1]))
    ids = session.model.tokenizer.encode(PROMPT)
    hf_model(torch.tensor([ids]))
    hook.remove()

    trace = session.run(PROMPT, hooks=[name, "blocks.2.hook_resid_pre"])

    torch.testing.assert_close(kept[0][0], trace.activations[name])
    torch.testing.assert_close(trace.resid[2], trace.activations["blocks.2.hook_resid_pre"])
    assert {} == session.run(PROMPT).activations
    with pytest.raises(SelectionError, match=r"no activation 'blocks.1.attn.hook_patern'.*hook_pattern"):
        session.run(PROMPT, hooks=["blocks.1.attn.hook_patern"])


def test_weights_made_in_inference_mode_are_read_and_not_fitted_through() -> None:
    """A model built under inference mode is read exactly; what needs gradients says why it cannot be had."""
    with torch.inference_mode():
        hf_model = tiny_model("llama")
    session = Session((hf_model, tiny_tokenizer()))
    trace = session.run(PROMPT)

    torch.testing.assert_close(states(tiny_model("llama"), trace.token_ids), trace.resid)
    texts = [f"{first} and {second} met" for first in ("Ada", "Ben", "Cleo") for second in ("Dan", "Eve")]
    with pytest.raises(ModelError, match=r"made under torch\.inference_mode"):
        fit_lens(session, texts, "kl", steps=1, layers=[1])
