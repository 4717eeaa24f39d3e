"""Trains what `npm run recipe` trains, with PyTorch: the same text, network, first values, batches, schedule and optimizer.

Only the arithmetic is another's, so what remains between the two is rounding. One-hot input, no dropout, cosine.

usage: python3 recipe/pytorch.py TEXT CELL LAYERS HIDDEN PASSES RATE [SEED]     (CELL: rnn, lstm or gru)

It writes the loss on the held-out tail, in nats per character, after each pass.
"""

import math
import sys

import numpy
import torch
from torch import nn

LANES, STEPS = 50, 50
HELD_OUT = 0.1
WARM_UP = 20
FINAL_SHARE = 0.05
CLIP = 5.0
INITIALISATION = 1
FORGET_WINDOWS = 50


def philox(seed, purpose, words):
    """The first 32-bit words of a stream, as src/engine/rng.ts draws them (Philox4x32-10, Salmon et al. 2011)."""
    low = numpy.uint64(0xFFFFFFFF)
    blocks = -(-words // 4)
    x = [numpy.arange(blocks, dtype=numpy.uint64)] + [numpy.zeros(blocks, numpy.uint64) for _ in range(3)]
    key = [seed, purpose]
    for _ in range(10):
        first, second = x[0] * numpy.uint64(0xD2511F53), x[2] * numpy.uint64(0xCD9E8D57)
        x = [
            (second >> numpy.uint64(32)) ^ x[1] ^ numpy.uint64(key[0]),
            second & low,
            (first >> numpy.uint64(32)) ^ x[3] ^ numpy.uint64(key[1]),
            first & low,
        ]
        key = [(key[0] + 0x9E3779B9) & 0xFFFFFFFF, (key[1] + 0xBB67AE85) & 0xFFFFFFFF]
    return numpy.stack(x, axis=1).reshape(-1)[:words]


class CharacterNetwork(nn.Module):
    """A recurrent stack over one-hot symbols, and logits over the next one."""

    def __init__(self, cell, layers, hidden, vocabulary, seed):
        super().__init__()
        recurrent = {"rnn": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}[cell]
        self.rnn = recurrent(vocabulary, hidden, layers)
        self.head = nn.Linear(hidden, vocabulary)
        self.rows = torch.eye(vocabulary)
        self.initialise(cell, hidden, seed)

    def initialise(self, cell, hidden, seed):
        """As src/engine/initialise.ts: weights uniform, biases zero but for a forget gate that begins open."""
        weights = [parameter for parameter in self.parameters() if parameter.dim() == 2]
        words = philox(seed, INITIALISATION, sum(weight.numel() for weight in weights))
        uniform = (words >> numpy.uint64(8)).astype(numpy.float64) * 2.0**-24
        values = torch.from_numpy((1 / math.sqrt(hidden)) * (2 * uniform - 1)).float()
        with torch.no_grad():
            for name, parameter in self.named_parameters():
                if parameter.dim() == 2:
                    parameter.copy_(values[: parameter.numel()].view_as(parameter))
                    values = values[parameter.numel() :]
                else:
                    parameter.zero_()
                    if cell == "lstm" and name.startswith("rnn.bias_ih"):
                        parameter[hidden : 2 * hidden] = 1

    def forward(self, symbols, state):
        output, state = self.rnn(self.rows[symbols], state)
        return self.head(output), state


def lanes_of(ids, lanes):
    """Symbols and those that follow, [time, lanes]: as many contiguous stretches of the text side by side."""
    length = (len(ids) - 1) // lanes
    return tuple(part[: length * lanes].view(lanes, length).t().contiguous() for part in (ids[:-1], ids[1:]))


def windows(ids, lanes):
    inputs, targets = lanes_of(ids, lanes)
    for at in range(0, len(inputs) - STEPS + 1, STEPS):
        yield inputs[at : at + STEPS], targets[at : at + STEPS]


def detached(state):
    return tuple(part.detach() for part in state) if isinstance(state, tuple) else state.detach()


def loss_of(logits, targets):
    return nn.functional.cross_entropy(logits.flatten(0, 1), targets.flatten())


def rate_at(step, total, rate):
    warm_up = min(WARM_UP, total // 10)
    if step < warm_up:
        return rate * (step + 1) / warm_up
    done = min(1, (step - warm_up) / max(1, total - warm_up))
    return rate * (FINAL_SHARE + (1 - FINAL_SHARE) * (1 + math.cos(math.pi * done)) / 2)


@torch.no_grad()
def forgotten(state, lane):
    """The state with one lane of it zero, as src/training/trainer.ts has each lane begin anew from time to time."""
    if lane < LANES:
        for part in state if isinstance(state, tuple) else (state,):
            part[:, lane] = 0
    return state


@torch.no_grad()
def validated(network, ids):
    lanes = min(LANES, max(1, len(ids) // (10 * STEPS)))
    state, losses = None, []
    for inputs, targets in windows(ids, lanes):
        logits, state = network(inputs, state)
        losses.append(loss_of(logits, targets).item())
    return sum(losses) / len(losses)


def main(path, cell, layers, hidden, passes, rate, seed=1):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    symbols = sorted(set(text))
    numbers = {symbol: number for number, symbol in enumerate(symbols)}
    ids = torch.tensor([numbers[symbol] for symbol in text])
    held_out = math.floor(len(ids) * HELD_OUT + 0.5)
    training, validation = ids[:-held_out], ids[-held_out:]
    network = CharacterNetwork(cell, layers, hidden, len(symbols), seed)
    optimizer = torch.optim.Adam(network.parameters(), lr=rate)
    total = passes * sum(1 for _ in windows(training, LANES))
    step = 0
    for each in range(passes):
        state = None
        for inputs, targets in windows(training, LANES):
            for group in optimizer.param_groups:
                group["lr"] = rate_at(step, total, rate)
            logits, state = network(inputs, state)
            state = detached(state)
            loss = loss_of(logits, targets)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), CLIP)
            optimizer.step()
            step += 1
            state = forgotten(state, step % FORGET_WINDOWS)
            if step <= 3 or step % 100 == 0:
                print(f"step {step} of {total}: {loss.item():.6f} learning", flush=True)
        print(f"pass {each + 1}, step {step} of {total}: {validated(network, validation):.4f} nats on unseen text", flush=True)


if __name__ == "__main__":
    path, cell, *numbers = sys.argv[1:]
    layers, hidden, passes = map(int, numbers[:3])
    main(path, cell, layers, hidden, passes, float(numbers[3]), *map(int, numbers[4:]))
