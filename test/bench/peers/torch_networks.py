"""The networks of networks.ts in PyTorch: channels first, contiguous."""
import torch
from torch import nn
from torch.nn import functional as F

from cells import NAS_BENCH_201_CELL, edges_of


def conv(inputs, filters, kernel, stride=1, dilation=1, groups=1):
    padding = dilation * (kernel - 1) // 2
    return nn.Conv2d(inputs, filters, kernel, stride, padding, dilation, groups, bias=False)


def conv_norm_relu(*args, **options):
    layer = conv(*args, **options)
    return nn.Sequential(layer, nn.BatchNorm2d(layer.out_channels), nn.ReLU(inplace=True))


def relu_conv_norm(inputs, filters, kernel, stride=1):
    return nn.Sequential(nn.ReLU(), conv(inputs, filters, kernel, stride), nn.BatchNorm2d(filters))


class Cell(nn.Module):
    def __init__(self, cell, channels):
        super().__init__()
        self.layers = nn.ModuleList()
        self.nodes = []
        for edges in edges_of(cell):
            terms = []
            for operation, source in edges:
                if operation == "none":
                    continue
                terms.append((len(self.layers), source))
                self.layers.append(self.edge(operation, channels))
            self.nodes.append(terms)

    @staticmethod
    def edge(operation, channels):
        if operation == "skip_connect":
            return nn.Identity()
        if operation == "avg_pool_3x3":
            return nn.AvgPool2d(3, 1, 1, count_include_pad=False)
        return relu_conv_norm(channels, channels, 3 if operation == "nor_conv_3x3" else 1)

    def forward(self, x):
        values = [x]
        for terms in self.nodes:
            value = None
            for layer, source in terms:
                term = self.layers[layer](values[source])
                value = term if value is None else value + term
            values.append(torch.zeros_like(x) if value is None else value)
        return values[-1]


class Reduction(nn.Module):
    def __init__(self, inputs, filters):
        super().__init__()
        self.body = nn.Sequential(
            relu_conv_norm(inputs, filters, 3, 2), relu_conv_norm(filters, filters, 3)
        )
        self.shortcut = nn.Sequential(nn.AvgPool2d(2), conv(inputs, filters, 1))

    def forward(self, x):
        return self.body(x) + self.shortcut(x)


def nas_bench_201(outputs, cell=NAS_BENCH_201_CELL, channels=8):
    c = channels
    return nn.Sequential(
        conv(3, c, 3),
        nn.BatchNorm2d(c),
        Cell(cell, c),
        Reduction(c, 2 * c),
        Cell(cell, 2 * c),
        Reduction(2 * c, 4 * c),
        Cell(cell, 4 * c),
        nn.BatchNorm2d(4 * c),
        nn.ReLU(inplace=True),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Linear(4 * c, outputs),
    )


def mlp(outputs):
    return nn.Sequential(
        nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 128), nn.ReLU(), nn.Linear(128, outputs)
    )


class Attention(nn.Module):
    def __init__(self, features, heads):
        super().__init__()
        self.heads = heads
        self.project = nn.Linear(features, 3 * features)
        self.output = nn.Linear(features, features)

    def forward(self, x):
        batch, positions, features = x.shape
        split = self.project(x).view(batch, positions, 3, self.heads, features // self.heads)
        query, key, value = split.permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(query, key, value)
        return self.output(mixed.transpose(1, 2).reshape(batch, positions, features))


class Transformer(nn.Module):
    def __init__(self, outputs, vocabulary=64, positions=32, features=64, heads=4, hidden=128):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, features)
        self.positions = nn.Parameter(0.02 * torch.randn(positions, features))
        self.branches = nn.ModuleList()
        for _ in range(2):
            self.branches.append(nn.Sequential(nn.LayerNorm(features), Attention(features, heads)))
            self.branches.append(
                nn.Sequential(
                    nn.LayerNorm(features),
                    nn.Linear(features, hidden),
                    nn.GELU(),
                    nn.Linear(hidden, features),
                )
            )
        self.norm = nn.LayerNorm(features)
        self.classify = nn.Linear(features, outputs)

    def forward(self, tokens):
        x = self.embedding(tokens) + self.positions
        for branch in self.branches:
            x = x + branch(x)
        return self.classify(self.norm(x).mean(1))


def depthwise(outputs):
    layers = [conv_norm_relu(3, 16, 3)]
    channels = 16
    for filters, stride in [(32, 1), (64, 2), (64, 1), (128, 2)]:
        layers.append(conv_norm_relu(channels, channels, 3, stride, groups=channels))
        layers.append(conv_norm_relu(channels, filters, 1))
        channels = filters
    return nn.Sequential(
        *layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, outputs)
    )


class PoolingCell(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.pools = nn.ModuleList(
            [nn.MaxPool2d(3, 1, 1), nn.AvgPool2d(3, 1, 1, count_include_pad=False)]
        )
        separable = [conv(c, c, 3, dilation=2, groups=c), conv(c, c, 1)]
        self.branches = nn.ModuleList(
            [
                conv_norm_relu(c, c, 1),
                conv_norm_relu(c, c, 3, dilation=2),
                conv_norm_relu(c, c, 5, dilation=2),
                nn.Sequential(*separable, nn.BatchNorm2d(c), nn.ReLU(inplace=True)),
            ]
        )

    def forward(self, x):
        pooled = x + self.pools[0](x) + self.pools[1](x)
        return torch.cat([pooled, *(branch(x) for branch in self.branches)], 1)


class Pooling(nn.Module):
    def __init__(self, outputs):
        super().__init__()
        self.body = nn.Sequential(
            conv_norm_relu(3, 8, 3),
            PoolingCell(8),
            conv_norm_relu(40, 16, 1),
            nn.MaxPool2d(2),
            PoolingCell(16),
            conv_norm_relu(80, 16, 1),
            nn.AvgPool2d(2),
        )
        self.classify = nn.Linear(32, outputs)

    def forward(self, x):
        x = self.body(x)
        return self.classify(torch.cat([x.mean((2, 3)), x.amax((2, 3))], 1))


NETWORKS = {
    "nas-bench-201": nas_bench_201,
    "mlp": mlp,
    "transformer": Transformer,
    "depthwise": depthwise,
    "pooling": Pooling,
}
