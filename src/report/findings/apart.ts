import type { RunFile } from '../../run/runFile.ts';
import type { Finding } from './finding.ts';

/** True where nothing in the objective brings two tables together. */
export function isApart({ objective: { paths, kl } }: RunFile): boolean {
  return (
    paths.every(({ from, to }) => from.length === 1 && (to === from[0] || to === 'label')) &&
    kl.every(
      ({ posterior, prior, density }) => posterior.length === 1 && prior === 'standard' && density === 'posterior',
    )
  );
}

export function apart(run: RunFile): Finding[] {
  return [
    {
      kind: 'caution',
      text: `${run.study.model.name} trains each table by itself: its shared blocks do not agree, so R² across tables says nothing about what the tables share.`,
      advice: 'It is the floor to compare other models with: train mmvae++ for what is shared.',
    },
  ];
}
