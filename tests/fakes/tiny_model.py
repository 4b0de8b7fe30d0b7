"""A llama model with random weights: real enough for a real server, small enough to make in a second.

What it says is noise; how it works is not: every token costs real matrix products, so a server that runs it
keeps a core busy for as long as it is asked to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import gguf
import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

#: Bytes are what every text can be cut into; the few tokens before them are the ones that llama models have.
_SPECIAL = ("<unk>", "<s>", "</s>")
#: Plain words, so that what is generated is text: the output layer favours them.
_WORDS = tuple(f"{consonant}{vowel}n" for consonant in "bdfgklmnprst" for vowel in "aeiou")

_SEED = 20


@dataclass(frozen=True, slots=True)
class Shape:
    """How large the model is. The default: about 13 MB, some hundred tokens a second on a slow core."""

    layers: int = 4
    width: int = 256
    heads: int = 4
    feed_forward: int = 768
    context: int = 2048


def write_tiny_model(path: Path, shape: Shape | None = None) -> Path:
    """Write a GGUF file with random weights (always the same ones) to `path`; returns the path."""
    shape = shape or Shape()
    writer = gguf.GGUFWriter(path, "llama")
    _describe(writer, shape)
    vocabulary = _add_vocabulary(writer)
    _add_weights(writer, shape, vocabulary)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _describe(writer: gguf.GGUFWriter, shape: Shape) -> None:
    writer.add_name("random weights")
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.feed_forward)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.heads)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(shape.width // shape.heads)
    writer.add_chat_template("{% for message in messages %}{{ message['content'] }} {% endfor %}")


def _add_vocabulary(writer: gguf.GGUFWriter) -> int:
    """Special tokens, all bytes, the alphabet's letters and some words; returns how many there are."""
    letters = [chr(code) for code in range(ord("!"), ord("~") + 1)]
    plain = ["\u2581", *letters, *(f"\u2581{word}" for word in _WORDS)]
    tokens = [*_SPECIAL, *(f"<0x{byte:02X}>" for byte in range(256)), *plain]
    kinds = [gguf.TokenType.UNKNOWN, gguf.TokenType.CONTROL, gguf.TokenType.CONTROL]
    kinds += [gguf.TokenType.BYTE] * 256 + [gguf.TokenType.NORMAL] * len(plain)
    writer.add_vocab_size(len(tokens))
    writer.add_tokenizer_model("llama")
    writer.add_token_list(tokens)
    writer.add_token_scores([-float(rank) for rank in range(len(tokens))])
    writer.add_token_types(kinds)
    writer.add_unk_token_id(0)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_add_bos_token(True)
    return len(tokens)


def _add_weights(writer: gguf.GGUFWriter, shape: Shape, vocabulary: int) -> None:
    random = np.random.default_rng(_SEED)

    def matrix(name: str, rows: int, columns: int, scale: float = 0.05) -> None:
        weights = random.standard_normal((rows, columns), dtype=np.float32) * np.float32(scale)
        if name == "output.weight":
            weights[: len(_SPECIAL) + 256] = 0.0  # never an end of text, never half a character
        writer.add_tensor(name, weights)

    def norm(name: str) -> None:
        writer.add_tensor(name, np.ones(shape.width, dtype=np.float32))

    matrix("token_embd.weight", vocabulary, shape.width, scale=1.0)
    norm("output_norm.weight")
    matrix("output.weight", vocabulary, shape.width)
    for layer in range(shape.layers):
        block = f"blk.{layer}"
        norm(f"{block}.attn_norm.weight")
        norm(f"{block}.ffn_norm.weight")
        for part in ("attn_q", "attn_k", "attn_v", "attn_output"):
            matrix(f"{block}.{part}.weight", shape.width, shape.width)
        matrix(f"{block}.ffn_gate.weight", shape.feed_forward, shape.width)
        matrix(f"{block}.ffn_up.weight", shape.feed_forward, shape.width)
        matrix(f"{block}.ffn_down.weight", shape.width, shape.feed_forward)
