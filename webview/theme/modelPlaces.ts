/** Which of the colours of categories each model has: the one that it has in the papers' figures as we draw them. */
export const MODEL_PLACES: ReadonlyMap<unknown, number> = new Map([
  ['mmvae++', 4],
  ['mmvae', 5],
  ['mopoe', 2],
  ['mvae', 0],
  ['mmvae+', 6],
  ['mmvm', 1],
  ['avg', 3],
]);
