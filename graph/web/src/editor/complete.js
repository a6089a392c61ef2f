// What may stand where the cursor is: variables of the query, terms and things of the graph, by any of their names.

/** The word that ends at the cursor: `text` and where it begins. */
export function wordBefore(line, column) {
  const text = line.slice(0, column).match(/[?$]?[\p{L}\p{N}_:.\-/#<]*$/u)[0];
  return { text, from: column - text.length };
}

/** An IRI as it is written with the prefixes, in angle brackets where none fits. */
export function shorten(iri, prefixes) {
  let best = '';
  for (const [name, start] of Object.entries(prefixes)) {
    const rest = iri.slice(start.length);
    if (iri.startsWith(start) && /^[A-Za-z0-9_](?:[\w.-]*[\w-])?$/.test(rest) && (!best || rest.length < best.split(':')[1].length)) best = `${name}:${rest}`;
  }
  return best || `<${iri}>`;
}

/** The variables of a query that begin with a text, each once. */
export const variablesOf = (query, start) =>
  [...new Set(query.match(/[?$]\w+/g) ?? [])].filter((name) => name.startsWith(start) && name !== start);

/** The terms that a word fits, best first: those whose name begins with it before those that contain it, shugu's own first. */
export function findTerms(terms, word, prefixes, most = 12) {
  const wanted = word.replace(/^</, '').toLowerCase();
  const local = wanted.includes(':') ? wanted.split(':').at(-1) : wanted;
  const isOwn = (term) => Number(term.iri.startsWith(prefixes.sg));
  const found = [];
  for (const term of terms) {
    const text = shorten(term.iri, prefixes);
    const names = [text.toLowerCase(), text.toLowerCase().split(':').at(-1), term.label.toLowerCase(), ...term.others.map((name) => name.toLowerCase())];
    const begins = names.some((name) => name.startsWith(wanted));
    if (begins || (local && !wanted.includes(':') && names.some((name) => name.includes(local)))) found.push({ ...term, text, rank: begins ? 0 : 1 });
  }
  return found.sort((a, b) => a.rank - b.rank || isOwn(b) - isOwn(a) || b.count - a.count).slice(0, most);
}

/** The prefixes that a query uses and does not declare, of those known. */
export function missingPrefixes(query, prefixes) {
  const bare = query.replace(/#[^\n]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>\s]*>/g, ' ');
  const declared = new Set([...bare.matchAll(/\bPREFIX\s+([\w-]*):/gi)].map((match) => match[1]));
  const used = new Set([...bare.matchAll(/(?<![\w:?$])([A-Za-z][\w-]*):(?=[\w])/g)].map((match) => match[1]));
  return Object.fromEntries(Object.entries(prefixes).filter(([name]) => used.has(name) && !declared.has(name)));
}
