// Where the graph of a page comes from: the page itself, or its server.
import { createServed } from './served.js';
import { createWhole } from './whole.js';

const OPENING = 60; // things that a page opens on, where it has room for them

/** The source of a model made of `data`; see whole.js for what a source is. Of a served one, `opening` and `most` things can be drawn unasked. */
export function createSource(model, data) {
  if (!data.parts) return createWhole(model);
  const things = model.totals.things;
  return Object.assign(createServed(model, { address: data.parts, version: data.version }), { opening: Math.min(OPENING, things), most: Math.min(data.mostRanked, things) });
}
