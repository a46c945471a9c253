/** Epochs across a chart, from its first to its last. */
export const EPOCHS = {
  field: 'epoch',
  type: 'quantitative',
  title: 'epoch',
  axis: { tickMinStep: 1, tickCount: 6, format: 'd' },
  scale: { nice: false },
} as const;
