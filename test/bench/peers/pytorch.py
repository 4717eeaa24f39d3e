"""Trains character networks with PyTorch on the CPU, for `npm run bench -- --peers`.

Reads a line of JSON for each measurement, {cell, hidden, layers, vocabulary, lanes, steps, milliseconds}, and answers
with a line, {charsPerSecond}. The first line it writes tells its version.

usage: python3 pytorch.py THREADS
"""

import json
import sys
import time

import torch
from torch import nn


class CharacterNetwork(nn.Module):
    """A recurrent stack over one-hot symbols, and logits over the next one."""

    def __init__(self, cell, hidden, layers, vocabulary):
        super().__init__()
        recurrent = {"lstm": nn.LSTM, "gru": nn.GRU, "rnn": nn.RNN}[cell]
        self.recurrent = recurrent(vocabulary, hidden, layers)
        self.head = nn.Linear(hidden, vocabulary)

    def forward(self, symbols, state):
        output, state = self.recurrent(symbols, state)
        return self.head(output), state


def detached(state):
    return tuple(part.detach() for part in state) if isinstance(state, tuple) else state.detach()


class Training:
    """One network and one batch; the state is carried from window to window."""

    def __init__(self, cell, hidden, layers, vocabulary, lanes, steps):
        torch.manual_seed(1)
        self.network = CharacterNetwork(cell, hidden, layers, vocabulary)
        self.optimizer = torch.optim.Adam(self.network.parameters(), lr=2e-3)
        self.rows = torch.eye(vocabulary)
        self.symbols = torch.randint(0, vocabulary, (steps + 1, lanes))
        self.state = None
        self.characters = lanes * steps

    def step(self):
        logits, state = self.network(self.rows[self.symbols[:-1]], self.state)
        self.state = detached(state)
        loss = nn.functional.cross_entropy(logits.flatten(0, 1), self.symbols[1:].flatten())
        self.optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), 5.0)
        self.optimizer.step()

    def measure(self, milliseconds):
        begun = time.perf_counter()
        count = 0
        while True:
            self.step()
            count += 1
            passed = time.perf_counter() - begun
            if passed * 1000 >= milliseconds:
                return count * self.characters / passed


def answer(line):
    print(json.dumps(line), flush=True)


def main():
    torch.set_num_threads(int(sys.argv[1]))
    answer({"version": torch.__version__})
    sizes, training = None, None
    for line in sys.stdin:
        asked = json.loads(line)
        milliseconds = asked.pop("milliseconds")
        if asked != sizes:
            sizes, training = asked, Training(**asked)
        answer({"charsPerSecond": training.measure(milliseconds)})


main()
