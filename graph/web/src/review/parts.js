// The text around a row, cut where the sentence and the evidence in it begin and end.

/** Pieces as [kind, text], in order: around, sentence, evidence, sentence, around; empty ones are left out. */
export function partsOf({ before, sentence, after, evidence }) {
  const [start, end] = evidence;
  return [
    ['around', before],
    ['sentence', sentence.slice(0, start)],
    ['evidence', sentence.slice(start, end)],
    ['sentence', sentence.slice(end)],
    ['around', after],
  ].filter(([, text]) => text);
}
