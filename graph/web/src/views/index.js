// The views of what is shown, besides the network; each is `create({ model, words, select }) -> { element, show(selection), destroy() }`.
// `name` is the part of the fragment and of the words `view-NAME`.
export const VIEWS = [];
