"""The same work in PyTorch, if that is installed beside the project's packages."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Sequence
from typing import Any

import numpy as np

from benchmarks.works import (
    LOOKED_AT,
    LOOKS,
    PICTURES,
    SIX_STEPS,
    TWO_STEPS,
    Action,
    in_a_row,
    pictures,
)
from snippets.architectures import DEEP_CONV_NET, SIMPLE_CONV_NET, Connected, Filters, Kind, Pool


def installed() -> bool:
    """Return whether PyTorch can be imported."""
    return importlib.util.find_spec("torch") is not None


def has_avx512() -> bool:
    """Return whether this processor has AVX-512; asks PyTorch, which must be installed."""
    torch: Any = importlib.import_module("torch")
    return str(torch.backends.cpu.get_cpu_capability()) == "AVX512"


def actions() -> dict[str, Action]:
    """Return for each title of `benchmarks.works` its work in PyTorch, with one thread."""
    torch: Any = importlib.import_module("torch")
    torch.set_num_threads(1)
    torch.manual_seed(0)
    return {
        "six optimizers": _six_optimizers(torch),
        "two-layer net": _two_layers(torch),
        "SimpleConvNet": _convolutional(torch, SIMPLE_CONV_NET),
        "DeepConvNet": _convolutional(torch, DEEP_CONV_NET),
    }


def _network(torch: Any, kinds: Sequence[Kind], shape: tuple[int, ...]) -> Any:
    layers: list[Any] = []
    for kind in kinds:
        if isinstance(kind, Filters):
            layers.append(torch.nn.Conv2d(shape[0], kind.count, kind.window, padding=kind.pad))
        elif isinstance(kind, Connected):
            if len(shape) > 1:
                layers.append(torch.nn.Flatten())
            layers.append(torch.nn.Linear(int(np.prod(shape)), kind.nodes))
        else:
            layers.append(torch.nn.MaxPool2d(kind.window, kind.stride))
        if not isinstance(kind, Pool) and kind is not kinds[-1]:
            layers.append(torch.nn.ReLU())
        shape = kind.output(shape)
    return torch.nn.Sequential(*layers)


def _six_optimizers(torch: Any, batch: int = 128) -> Action:
    kinds = [*(Connected(100) for _ in range(4)), Connected(10)]
    nets, optim = [_network(torch, kinds, (784,)) for _ in range(6)], torch.optim
    optimizers = [
        optim.SGD(nets[0].parameters(), 0.01),
        optim.SGD(nets[1].parameters(), 0.01, momentum=0.9),
        optim.SGD(nets[2].parameters(), 0.01, momentum=0.9, nesterov=True),
        optim.Adagrad(nets[3].parameters(), 0.01),
        optim.RMSprop(nets[4].parameters(), 0.01),
        optim.Adam(nets[5].parameters(), 0.001),
    ]
    x, t = map(torch.from_numpy, pictures())
    chosen = torch.randint(0, PICTURES, (SIX_STEPS, batch))
    loss = torch.nn.CrossEntropyLoss()

    def run() -> None:
        for some in chosen:
            for net, optimizer in zip(nets, optimizers, strict=True):
                optimizer.zero_grad()
                loss(net(x[some]), t[some]).backward()
                optimizer.step()
                with torch.no_grad():
                    loss(net(x[some]), t[some])

    return run


def _two_layers(torch: Any, batch: int = 100) -> Action:
    net, (x, t) = _network(torch, [Connected(50), Connected(10)], (784,)), pictures()
    x, t = torch.from_numpy(x), torch.from_numpy(t)
    optimizer, loss = torch.optim.SGD(net.parameters(), 0.1), torch.nn.CrossEntropyLoss()
    parts = torch.randint(0, PICTURES, (TWO_STEPS, batch)).tensor_split(LOOKS)

    def run() -> None:
        for part in parts:
            for some in part:
                optimizer.zero_grad()
                loss(net(x[some]), t[some]).backward()
                optimizer.step()
            with torch.no_grad():
                (net(x[:LOOKED_AT]).argmax(1) == t[:LOOKED_AT]).float().mean()

    return run


def _convolutional(torch: Any, kinds: Sequence[Kind], batch: int = 100) -> Action:
    """Return steps with channels last, the order that PyTorch is quickest with."""
    net = _network(torch, kinds, (1, 28, 28)).to(memory_format=torch.channels_last)
    x, t = (torch.from_numpy(array[:batch]) for array in pictures())
    x = x.reshape(batch, 1, 28, 28).to(memory_format=torch.channels_last)
    loss = torch.nn.CrossEntropyLoss()

    def step() -> None:
        net.zero_grad()
        loss(net(x), t).backward()

    return in_a_row(step)
