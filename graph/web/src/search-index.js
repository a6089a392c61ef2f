// Finding things by any of their names, in any language.
import { clean, fold } from './text.js';

/** All names of all things, folded; English label first, so that a hit in it counts most. */
export const createIndex = (model) => [...model.nodes.values()].flatMap((node) => [node.label, node.label_zh, ...node.aliases]
  .filter(Boolean).map((name, i) => ({ node, name: clean(name), key: fold(name), other: i > 0 })));

/** The best matches as { node, name }: the whole name, its start, the start of a word, anywhere; then the weightier thing. */
export function find(index, text, most = 12) {
  const query = fold(text), best = new Map();
  if (!query) return [];
  for (const { node, name, key, other } of index) {
    const where = key.indexOf(query);
    if (where < 0) continue;
    const score = (key === query ? 0 : where === 0 ? 1 : /[\s\-(]/.test(key[where - 1]) ? 2 : 3) + (other ? 0.4 : 0);
    if (!(best.get(node)?.score <= score)) best.set(node, { node, name, score });
  }
  return [...best.values()].sort((a, b) => a.score - b.score || b.node.weight - a.node.weight || (a.node.id < b.node.id ? -1 : 1)).slice(0, most);
}
