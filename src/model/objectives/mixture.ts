import { klTerm, labelPaths, type Objective, type Path, path } from './objective.ts';

/** The mixture-of-experts family: models differ in what the same-view path may teach the shared latent. */
export function mixture(
  model: Pick<Objective, 'name' | 'title' | 'sentence' | 'source'> & { readonly sameView: Path['shared'] },
): Objective {
  const { sameView, ...words } = model;
  return {
    ...words,
    posterior: 'mixture',
    paths: (modalities, labelWeight) =>
      modalities.flatMap((source): Path[] => [
        ...modalities.map((to) =>
          to === source
            ? path({ from: [source], to, private: 'own', shared: sameView })
            : path({ from: [source], to, private: 'zero' }),
        ),
        ...labelPaths({ from: [source] }, labelWeight),
      ]),
    kl: (modalities) => modalities.map((name) => klTerm({ posterior: [name], blocks: ['shared', name] })),
  };
}
