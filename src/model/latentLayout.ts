import type { Study } from '../run/study.ts';
import { UserError } from '../run/userError.ts';

/** Sizes of the latent blocks: one shared by all modalities, one private to each. */
export interface LatentLayout {
  readonly shared: number;
  readonly private: Readonly<Record<string, number>>;
}

/**
 * The blocks that a study asks for.
 * @throws UserError where `private` names a modality that is not there, or leaves one out
 */
export function latentLayout(model: Study['model'], modalities: readonly string[]): LatentLayout {
  const sizes = model.private;
  if (typeof sizes === 'number') {
    return { shared: model.shared, private: Object.fromEntries(modalities.map((name) => [name, sizes])) };
  }
  for (const name of Object.keys(sizes)) {
    if (!modalities.includes(name)) {
      throw new UserError(`model.private names "${name}", but the modalities are ${modalities.join(', ')}.`);
    }
  }
  const missing = modalities.filter((name) => !(name in sizes));
  if (missing.length > 0) throw new UserError(`model.private gives no size for ${missing.join(', ')}.`);
  return { shared: model.shared, private: Object.fromEntries(modalities.map((name) => [name, sizes[name]])) };
}
