"""The notation of NAS-Bench-201, and twenty cells to train."""

NAS_BENCH_201_CELL = (
    "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_1x1~2|"
)


def edges_of(cell):
    """For nodes 1 to 3 the list of (operation, source)."""
    nodes = []
    for node in cell.split("+"):
        edges = [edge.split("~") for edge in node.strip("|").split("|")]
        nodes.append([(operation, int(source)) for operation, source in edges])
    return nodes
