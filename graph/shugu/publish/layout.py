"""Where the things of a network stand on its page, and which of them it opens on."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from heapq import heappop, heappush
from typing import Any

import networkx as nx
import numpy as np

from shugu.publish.network import SPEAKS_OF

__all__ = ["layout", "opening_part"]

# What a page opens on: enough to see how things hang together, few enough to read every name.
OPENING_NODES = 60
_SEED = 20170526
_STRESS_STEPS = 200
_PUSH_STEPS = 500
# Pixels at zoom 1: room for a thing of the opening part, the least distance of all others, and that of rows.
_ROOM = 15_000
_GAP = 46
_ROW = 120
_LINE = 138

_Positions = dict[str, tuple[int, int]]


def opening_part(network: nx.MultiDiGraph, size: int = OPENING_NODES) -> tuple[str, ...]:
    """The things that a page opens on, the most important first; each hangs on one before it.

    A thing counts for the more, the more neighbours it has, the more documents tie it to them, and
    the more is stated of it. Equals stand in the order of their ids. Where the largest component
    leaves room, the others follow by size.
    """
    plain = _plain(network)
    key = {node: (-_importance(network, plain, node), node) for node in plain}
    part: dict[str, None] = {}
    for component in sorted(nx.connected_components(plain), key=lambda nodes: (-len(nodes), min(nodes))):
        heap = [min(key[node] for node in component)]
        while heap and len(part) < size:
            _, node = heappop(heap)
            if node not in part:
                part[node] = None
                for neighbour in plain[node]:
                    if neighbour not in part:
                        heappush(heap, key[neighbour])
    return tuple(part)


def _plain(network: nx.MultiDiGraph) -> nx.Graph:
    """The network without directions, parallel edges and loops, in the order of ids."""
    plain = nx.Graph()
    plain.add_nodes_from(sorted(network))
    plain.add_edges_from(sorted({(min(u, v), max(u, v)) for u, v in network.edges() if u != v}))
    return plain


def _importance(network: nx.MultiDiGraph, plain: nx.Graph, node: str) -> int:
    """Neighbours, twice the documents that tie the node to them, and the statements that involve it."""
    to, of = (edges(node, data=True) for edges in (network.in_edges, network.out_edges))
    documents = {edge.get("document") for _, _, edge in (*to, *of)}
    spoken = sum(edge.get("label") == SPEAKS_OF for _, _, edge in of)
    stated = network.nodes[node].get("statements", 0)
    return int(plain.degree(node) + 2 * len(documents) + stated + len(to) + spoken)


def layout(network: nx.MultiDiGraph, *, seed: int = _SEED) -> dict[str, tuple[int, int]]:
    """Whole-number positions of all nodes, the same each time, in the pixels of a page at zoom 1.

    The opening part is spread out so that names have room; its places do not depend on the rest,
    which fills the gaps near what it hangs on. Other components stand in rows below.
    """
    plain = _plain(network)
    if not plain:
        return {}
    part = opening_part(network)
    component = nx.node_connected_component(plain, part[0])
    front = [node for node in part if node in component]
    core = nx.Graph()
    core.add_nodes_from(front)
    core.add_edges_from((u, v) for u, v in plain.edges if u in core and v in core)
    labels = [str(network.nodes[node].get("label") or node) for node in front]
    spread = _push_apart(_by_stress(core, seed), _boxes(labels))
    ground = _Ground({node: (int(x), int(y)) for node, (x, y) in zip(front, np.rint(spread), strict=True)})
    ground.fill(plain, front)
    ground.add_rows(plain)
    return {node: ground.positions[node] for node in plain}


def _by_stress(core: nx.Graph, seed: int) -> Any:
    """Positions whose distances come near to those along the edges, by stress majorisation.

    The method is Gansner, Koren and North, Graph Drawing by Stress Majorization (2004). As there,
    an edge is the longer, the fewer neighbours its ends share, which gives hubs room around them.
    """
    if len(core) == 1:
        return np.zeros((1, 2))
    for u, v in core.edges:
        ends = set(core[u]), set(core[v])
        core[u][v]["length"] = math.sqrt(max(1, len(ends[0] | ends[1]) - len(ends[0] & ends[1]) - 1))
    paths = dict(nx.all_pairs_dijkstra_path_length(core, weight="length"))
    distances = np.array([[paths[u][v] for v in core] for u in core])
    weights = np.where(distances > 0, distances, np.inf) ** -2.0
    inverse = np.linalg.pinv(np.diag(weights.sum(axis=1)) - weights)
    start = nx.spring_layout(core, seed=seed, iterations=100)
    places = np.array([start[node] for node in core])
    for _ in range(_STRESS_STEPS):
        apart = np.linalg.norm(places[:, None] - places[None], axis=2)
        pull = -weights * distances / np.where(apart > 0, apart, 1)
        np.fill_diagonal(pull, 0)
        np.fill_diagonal(pull, -pull.sum(axis=1))
        places = inverse @ (pull @ places)
    return _turned(places)


def _turned(places: Any) -> Any:
    """The positions with their longest axis level, the first node on the left, and the room that labels need."""
    places = places - places.mean(axis=0)
    (xx, xy), (_, yy) = places.T @ places
    angle = math.atan2(2 * xy, xx - yy) / 2
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    places = places @ turn * (1.35, 1)
    if places[0, 0] > 0:
        places = -places
    width, height = np.maximum(places.max(axis=0) - places.min(axis=0), 1e-3)
    return np.rint(places * math.sqrt(len(places) * _ROOM / max(width * height, width * width / 4)))


def _boxes(labels: Iterable[str]) -> Any:
    """Half the width and height of each mark with its label, which the page breaks into two lines."""
    widths = [sum(13 if char > "\u2e80" else 7 for char in label) for label in labels]
    return np.array([(min(max(w, 40), _LINE) / 2 + 6, (42 if w <= _LINE else 56) / 2 + 5) for w in widths])


def _push_apart(places: Any, boxes: Any) -> Any:
    """The positions after boxes that overlap have moved apart, each pair along the way that is shorter."""
    places = places.copy()
    order = np.sign(np.arange(len(places))[:, None] - np.arange(len(places))[None])
    for _ in range(_PUSH_STEPS):
        apart = places[:, None] - places[None]
        over = boxes[:, None] + boxes[None] - np.abs(apart)
        hit = (over > 0).all(axis=2) & (order != 0)
        if not hit.any():
            break
        along = np.where(apart != 0, np.sign(apart), order[:, :, None])
        level = over[:, :, 0] < over[:, :, 1]
        places[:, 0] += 0.3 * np.where(hit & level, over[:, :, 0] * along[:, :, 0], 0).sum(axis=1)
        places[:, 1] += 0.3 * np.where(hit & ~level, over[:, :, 1] * along[:, :, 1], 0).sum(axis=1)
        places *= 1.001  # or a crowd would pass its overlaps around for long
    return places


class _Ground:
    """Whole-number positions, none of those that it adds nearer than `_GAP` to another."""

    def __init__(self, positions: Mapping[str, tuple[int, int]]) -> None:
        self.positions: _Positions = {}
        self._cells: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
        self._tried: dict[tuple[int, int], int] = {}
        for node, place in positions.items():
            self._put(node, place)

    def _put(self, node: str, place: tuple[int, int]) -> None:
        self.positions[node] = place
        self._cells[place[0] // _GAP, place[1] // _GAP].append(place)

    def _is_free(self, x: int, y: int) -> bool:
        around = [(x // _GAP + i, y // _GAP + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
        return all((x - a) ** 2 + (y - b) ** 2 >= _GAP**2 for cell in around for a, b in self._cells.get(cell, ()))

    def fill(self, plain: nx.Graph, start: Sequence[str]) -> None:
        """Nothing, after all that hangs on `start` stands near it."""
        queue = list(start)
        for node in queue:
            for neighbour in plain[node]:
                if neighbour not in self.positions:
                    anchors = [self.positions[anchor] for anchor in plain[neighbour] if anchor in self.positions]
                    x = round(sum(x for x, _ in anchors) / len(anchors))
                    y = round(sum(y for _, y in anchors) / len(anchors))
                    self._put(neighbour, self._near(x, y))
                    queue.append(neighbour)

    def _near(self, x: int, y: int) -> tuple[int, int]:
        """The first free place on a spiral around a point, laid like the seeds of a sunflower."""
        start = step = self._tried.get((x, y), 3)
        while True:
            radius, angle = 0.62 * _GAP * math.sqrt(step), 2.399963 * step
            place = round(x + 1.2 * radius * math.cos(angle)), round(y + radius * math.sin(angle))
            # Steps grow while all is taken, or a crowd of thousands would take minutes; the next one goes on from here.
            step += 1 + (step - start) // 12
            if self._is_free(*place):
                self._tried[x, y] = step
                return place

    def add_rows(self, plain: nx.Graph) -> None:
        """Nothing, after what has no position yet stands in rows below the rest, each component by itself."""
        left, right = (side(x for x, _ in self.positions.values()) for side in (min, max))
        x, y, height = left, max(y for _, y in self.positions.values()) + _ROW, 0
        others = [nodes for nodes in nx.connected_components(plain) if not nodes & self.positions.keys()]
        for nodes in sorted(others, key=lambda nodes: (-len(nodes), min(nodes))):
            size = _ROW * math.ceil(math.sqrt(len(nodes)))
            if x + size > right + _ROW and x > left:
                x, y, height = left, y + height, 0
            height = max(height, size * 3 // 4)
            root = min(nodes, key=lambda node: (-plain.degree(node), node))
            self._put(root, (x + size // 2 - _ROW // 2, y))
            self.fill(plain, [root])
            x += size
