// The files that what is shown can be saved as: [{ name, extension, type, write({ model, words, selection, drawing }) -> string or Blob }].
// `drawing` is { nodes: [{ id, x, y, size, color, shape }], links: [{ id, from, to, label, plan, conflict }], canvas }.
export const EXPORTS = [];
