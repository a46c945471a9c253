import type { ModelName } from '../../src/run/study.ts';

/**
 * The losses once more, in double precision and plain loops, written from the equations of the papers (one sample
 * and one term at a time, no tables of paths, no stacking). The oracle that the model is held against.
 */
export interface Problem {
  readonly modalities: readonly {
    readonly name: string;
    readonly private: number;
    /** [sample][feature]; NaN = missing cell */
    readonly x: readonly (readonly number[])[];
    /** [sample] */
    readonly observed: readonly boolean[];
  }[];
  readonly shared: number;
  /** [sample] class code, −1 = not known; or null without supervision */
  readonly label: readonly number[] | null;
  readonly labelWeight: number;
  readonly beta: number;
  readonly alpha: number;
  /** what cross-modal paths take for the target's private latent, where it is not as the model's paper has it */
  readonly targetPrivate: 'zero' | 'prior' | 'auxiliary' | 'encoder' | null;
  readonly twoTrunks: boolean;
  /** standard normal draw for (set, draw, block, sample) */
  readonly noise: (from: readonly string[], draw: number, block: string, sample: number) => readonly number[];
  /** standard normal draw for the private latent that the path takes from a prior */
  readonly priorNoise: (from: readonly string[], to: string, sample: number) => readonly number[];
  /** the random subset of a sample */
  readonly subset: (sample: number) => readonly string[];
}

export type Weights = ReadonlyMap<string, { readonly shape: readonly number[]; readonly values: Float64Array }>;

interface Normal {
  readonly mean: number[];
  readonly scale: number[];
}

const softplus = (x: number): number => (x > 30 ? x : Math.log1p(Math.exp(x)));
const leaky = (x: number): number => (x > 0 ? x : 0.01 * x);
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

function affine(weights: Weights, name: string, x: readonly number[]): number[] {
  const w = weights.get(`${name}.weight`);
  const b = weights.get(`${name}.bias`);
  if (!w || !b) throw new Error(name);
  const outputs = w.shape[1];
  return Array.from(
    { length: outputs },
    (_, o) => b.values[o] + sum(x.map((value, i) => value * w.values[i * outputs + o])),
  );
}

const network = (weights: Weights, name: string, x: readonly number[]): number[] =>
  affine(weights, `${name}.1`, affine(weights, `${name}.0`, x).map(leaky));

const kl = ({ mean, scale }: Normal): number =>
  sum(mean.map((m, k) => 0.5 * (m * m + scale[k] ** 2 - 1 - 2 * Math.log(scale[k]))));

const klOf = (q: Normal, p: Normal): number =>
  sum(
    q.mean.map(
      (m, k) =>
        Math.log(p.scale[k] / q.scale[k]) + (q.scale[k] ** 2 + (m - p.mean[k]) ** 2) / (2 * p.scale[k] ** 2) - 0.5,
    ),
  );

const logDensity = (z: readonly number[], { mean, scale }: Normal): number =>
  sum(z.map((value, k) => -0.5 * ((value - mean[k]) / scale[k]) ** 2 - Math.log(scale[k] * Math.sqrt(2 * Math.PI))));

function product(experts: readonly Normal[], dimensions: number): Normal {
  const precision = Array.from(
    { length: dimensions },
    (_, k) => 1 + sum(experts.map((q) => 1 / (q.scale[k] ** 2 + 1e-8))),
  );
  return {
    mean: precision.map((t, k) => sum(experts.map((q) => q.mean[k] / (q.scale[k] ** 2 + 1e-8))) / t),
    scale: precision.map((t) => 1 / Math.sqrt(t)),
  };
}

/**
 * @param frozen weights that the shared sample of same-view terms is computed with: stop-gradient, for finite differences
 */
export function referenceLoss(model: ModelName, weights: Weights, problem: Problem, frozen: Weights = weights): number {
  const samples = problem.modalities[0].x.length;
  return sum(Array.from({ length: samples }, (_, n) => lossOfSample(model, weights, problem, n, frozen))) / samples;
}

function lossOfSample(model: ModelName, weights: Weights, problem: Problem, n: number, frozen: Weights): number {
  const { modalities, shared, beta, noise } = problem;
  const present = modalities.filter(({ observed }) => observed[n]);

  const expert = (name: string, using: Weights): { shared: Normal; own: Normal } => {
    const modality = modalities.find((m) => m.name === name);
    if (!modality) throw new Error(name);
    const x = modality.x[n].map((value) => (Number.isNaN(value) ? 0 : value));
    const normal = (network_: string, size: number): Normal => {
      const out = network(using, network_, x);
      return { mean: out.slice(0, size), scale: out.slice(size).map((raw) => softplus(raw) + 1e-6) };
    };
    if (problem.twoTrunks) {
      return {
        shared: normal(`sharedEncoder.${name}`, shared),
        own: normal(`privateEncoder.${name}`, modality.private),
      };
    }
    const { mean, scale } = normal(`encoder.${name}`, shared + modality.private);
    return {
      shared: { mean: mean.slice(0, shared), scale: scale.slice(0, shared) },
      own: { mean: mean.slice(shared), scale: scale.slice(shared) },
    };
  };
  const draw = (q: Normal, from: readonly string[], index: number, block: string): number[] => {
    const e = noise(from, index, block, n);
    return q.mean.map((m, k) => m + q.scale[k] * e[k]);
  };
  const nll = (name: string, own: readonly number[], z: readonly number[]): number => {
    const modality = modalities.find((m) => m.name === name);
    const raw = weights.get(`noise.${name}`);
    if (!modality || !raw) throw new Error(name);
    const f = network(weights, `decoder.${name}`, [...own, ...z]);
    return sum(
      modality.x[n].map((x, d) => {
        if (Number.isNaN(x)) return 0;
        const tau = softplus(raw.values[d]);
        return 0.5 * Math.log(2 * Math.PI) + Math.log(tau) + (x - f[d]) ** 2 / (2 * tau * tau);
      }),
    );
  };
  const labelNll = (z: readonly number[]): number => {
    const y = problem.label?.[n] ?? -1;
    if (y < 0) return 0;
    const logits = affine(weights, 'label', z);
    if (logits.length === 1)
      return problem.labelWeight * -Math.log(1 / (1 + Math.exp(y === 1 ? -logits[0] : logits[0])));
    return problem.labelWeight * (Math.log(sum(logits.map(Math.exp))) - logits[y]);
  };
  const zeros = (name: string): number[] =>
    new Array<number>(modalities.find((m) => m.name === name)?.private ?? 0).fill(0);

  const targetPrivate = (from: readonly string[], to: string): readonly number[] => {
    const kind = problem.targetPrivate ?? (model === 'mmvae+' ? 'auxiliary' : 'zero');
    if (kind === 'zero' || zeros(to).length === 0) return zeros(to);
    if (kind === 'encoder') {
      const { own } = expert(to, weights);
      return draw(model === 'mopoe' ? product([own], own.mean.length) : own, [to], 0, to);
    }
    const e = problem.priorNoise(from, to, n);
    if (kind === 'prior') return e;
    const raw = weights.get(`auxiliary.${to}`)?.values ?? [];
    return e.map((value, k) => value * softplus(raw[k]));
  };

  if (model === 'independent' || model === 'mmvm') {
    let loss = 0;
    const experts = present.map(({ name }) => expert(name, weights));
    for (const [i, { name }] of present.entries()) {
      const q = experts[i];
      const z = draw(q.shared, [name], 0, 'shared');
      loss += nll(name, draw(q.own, [name], 0, name), z) + labelNll(z) + beta * kl(q.own);
      const apart = kl(q.shared);
      const together = sum(experts.map((other) => klOf(q.shared, other.shared))) / experts.length;
      loss += beta * (model === 'independent' ? apart : problem.alpha * apart + (1 - problem.alpha) * together);
    }
    return loss;
  }

  if (model === 'avg') {
    const experts = present.map(({ name }) => expert(name, weights));
    const average = (of: keyof Normal): number[] =>
      Array.from({ length: shared }, (_, k) => sum(experts.map((e) => e.shared[of][k])) / experts.length);
    const q = { mean: average('mean'), scale: average('scale') };
    const set = modalities.map(({ name }) => name);
    const z = draw(q, set, 0, 'shared');
    return sum([
      beta * kl(q) + labelNll(z),
      ...present.map(({ name }, i) => nll(name, draw(experts[i].own, set, 0, name), z) + beta * kl(experts[i].own)),
      // The private block of a modality that is not there stays at the prior, N(0, I).
    ]);
  }

  if (model === 'mmvae+') {
    let loss = 0;
    const experts = present.map(({ name }) => expert(name, weights));
    for (const [i, { name }] of present.entries()) {
      const q = experts[i];
      const z = draw(q.shared, [name], 0, 'shared');
      loss += nll(name, draw(q.own, [name], 0, name), z) + labelNll(z);
      for (const target of present) {
        if (target.name !== name) loss += nll(target.name, targetPrivate([name], target.name), z);
      }
      const mixture = sum(experts.map((e) => Math.exp(logDensity(z, e.shared)))) / experts.length;
      const prior = { mean: z.map(() => 0), scale: z.map(() => 1) };
      loss += beta * (Math.log(mixture) - logDensity(z, prior) + kl(q.own));
    }
    return loss / modalities.length;
  }

  if (model === 'mmvae' || model === 'mmvae++') {
    let loss = 0;
    for (const { name } of present) {
      const q = expert(name, weights);
      const z = draw(q.shared, [name], 0, 'shared');
      const detached = model === 'mmvae++' ? draw(expert(name, frozen).shared, [name], 0, 'shared') : z;
      loss += nll(name, draw(q.own, [name], 0, name), detached);
      for (const target of present)
        if (target.name !== name) loss += nll(target.name, targetPrivate([name], target.name), z);
      loss += labelNll(z) + beta * (kl(q.shared) + kl(q.own));
    }
    return loss;
  }

  // Products of experts. The joint of everything makes do with what is there; smaller sets must be complete.
  const everything = modalities.map(({ name }) => name);
  const sets = [everything, ...(model === 'mvae' ? everything.map((name) => [name]) : properSubsets(everything))];
  let loss = 0;
  for (const set of sets) {
    const here = set.filter((name) => present.some((modality) => modality.name === name));
    if (set.length < everything.length && here.length < set.length) continue;
    const experts = new Map(here.map((name) => [name, expert(name, weights)]));
    const q = product(
      [...experts.values()].map((e) => e.shared),
      shared,
    );
    const z = draw(q, set, 0, 'shared');
    loss += beta * kl(q) + labelNll(z);
    for (const name of here) {
      const own = product([experts.get(name)?.own ?? { mean: [], scale: [] }], zeros(name).length);
      loss += nll(name, draw(own, set, 0, name), z) + beta * kl(own);
    }
    if (model === 'mopoe' && set.length < everything.length) {
      const again = draw(q, set, 1, 'shared');
      loss += beta * kl(q) + labelNll(again);
      for (const { name } of present) if (!set.includes(name)) loss += nll(name, targetPrivate(set, name), again);
    }
  }
  if (model === 'mvae' && everything.length > 2) {
    const here = problem.subset(n).filter((name) => present.some((modality) => modality.name === name));
    if (here.length === 0) return loss;
    const experts = here.map((name) => expert(name, weights));
    const q = product(
      experts.map((e) => e.shared),
      shared,
    );
    const z = draw(q, ['random', ...everything], 0, 'shared');
    loss += beta * kl(q) + labelNll(z);
    for (const [i, name] of here.entries()) {
      const own = product([experts[i].own], zeros(name).length);
      loss += nll(name, draw(own, ['random', ...everything], 0, name), z) + beta * kl(own);
    }
  }
  return loss;
}

function properSubsets(names: readonly string[]): string[][] {
  const all: string[][] = [];
  for (let bits = 1; bits < 2 ** names.length - 1; bits++) all.push(names.filter((_, m) => bits & (1 << m)));
  return all;
}
