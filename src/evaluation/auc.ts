/**
 * Area under the ROC curve: the chance that a random positive scores above a random negative, ties counted half
 * (Mann-Whitney U). NaN where one of the classes is empty.
 */
export function auc(scores: ArrayLike<number>, positive: ArrayLike<boolean>): number {
  const order = Array.from({ length: scores.length }, (_, i) => i).sort((a, b) => scores[a] - scores[b]);
  let positives = 0;
  let rankSum = 0;
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && scores[order[to]] === scores[order[from]]) to++;
    const rank = (from + 1 + to) / 2; // mean rank of the ties
    for (let i = from; i < to; i++) {
      if (!positive[order[i]]) continue;
      positives++;
      rankSum += rank;
    }
    from = to;
  }
  const negatives = scores.length - positives;
  if (positives === 0 || negatives === 0) return Number.NaN;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}
