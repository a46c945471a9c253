import { z } from 'zod';

/** Names of the models, as in the papers (contract: Words). */
export const MODEL_NAMES = ['mmvae++', 'mmvae', 'mmvae+', 'mopoe', 'mvae', 'mmvm', 'avg', 'independent'] as const;
export type ModelName = (typeof MODEL_NAMES)[number];

const fraction = z.number().gt(0).lt(1);
const count = z.int().min(1);
const dimensions = z.int().min(0);
const idColumn = z
  .string()
  .min(1)
  .describe('Header of the column that holds the sample ids. Default: the first column.');

/** What VS Code shows beside each value of a setting. */
const explained = (enumDescriptions: readonly string[]) => ({ enumDescriptions });

export const transformName = z
  .enum(['library-size', 'log1p', 'tf-idf', 'arcsinh', 'clr', 'm-values', 'standardize'])
  .meta(
    explained([
      'Counts: each sample over its sum, times the median sum of the training samples.',
      'Counts and intensities: ln(1 + value).',
      'Peaks: ln(1 + 10⁴ · frequency within the sample · inverse document frequency).',
      'Cytometry: arcsinh(value / 5).',
      'Counts of antibody tags: centred log ratio within each sample.',
      'Proportions, such as methylation: log₂(β / (1 − β)).',
      'Less the mean of each feature, over its standard deviation.',
    ]),
  );
export type TransformName = z.infer<typeof transformName>;

export const likelihoodName = z
  .enum(['gaussian', 'laplace', 'bernoulli', 'poisson', 'negative-binomial'])
  .meta(
    explained([
      'Real numbers; squared errors.',
      'Real numbers with outliers; absolute errors.',
      '0 and 1.',
      'Counts, relative to the size of each sample, as noisy as counting alone makes them.',
      'Counts, relative to the size of each sample, with a noise of each feature beyond that of counting.',
    ]),
  );
export type LikelihoodName = z.infer<typeof likelihoodName>;

/** What a cross-modal path feeds the target's decoder as its private latent. */
const targetPrivateName = z.enum(['zero', 'prior', 'auxiliary', 'encoder']);
export type TargetPrivate = z.infer<typeof targetPrivateName>;

const modality = z
  .strictObject({
    name: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9_.-]*$/, 'a name starts with a letter and holds letters, digits, "_", "." and "-"')
      .refine(
        (name) => !['all', 'label', 'shared'].includes(name),
        '"all", "label" and "shared" have a meaning of their own',
      )
      .describe('Short name used in every table and figure.'),
    file: z
      .string()
      .min(1)
      .describe(
        'A table: CSV or TSV (plain or .gz), Parquet, .h5ad, .h5mu, 10x .h5, or a 10x folder with matrix.mtx. Relative to this file.',
      ),
    part: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Which table of a file that holds several: a modality of .h5mu ("rna"), a layer or an obsm of .h5ad ("layers/counts", "obsm/protein"), a feature type of 10x ("Peaks").',
      ),
    rows: z
      .enum(['samples', 'features'])
      .optional()
      .describe('What the rows of the table are. Default: what matches the ids of the other tables.'),
    idColumn: idColumn.optional(),
    features: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe('Keep only these features, by name; "topVariance" chooses among them.'),
    transform: z
      .array(transformName)
      .optional()
      .describe(
        'At most "library-size", one that changes the scale, and "standardize", in this order; statistics come from training samples only. Default: by the likelihood where it is for counts or for 0 and 1, else by what the values look like. [] leaves them as they are.',
      ),
    topVariance: count
      .optional()
      .describe('Keep only the N features with the largest variance among training samples.'),
    likelihood: likelihoodName
      .optional()
      .describe(
        'Default: negative-binomial for counts, bernoulli for 0 and 1, else gaussian. gaussian, laplace: real numbers. bernoulli: 0 and 1. poisson, negative-binomial: counts, relative to the size of each sample (its sum).',
      ),
    noise: z
      .number()
      .positive()
      .optional()
      .describe('gaussian, laplace: a fixed scale, after the transforms. Default: one learned for each feature.'),
  })
  .describe('One table of measurements.');

const labels = z
  .strictObject({
    file: z
      .string()
      .min(1)
      .describe('Table with one row a sample, or an .h5ad or .h5mu with the column in obs. Relative to this file.'),
    column: z.string().min(1).describe('The column that colours the plots and is predicted from each latent block.'),
    idColumn: idColumn.optional(),
    supervise: z.boolean().default(false).describe('Let the shared latent learn from the label as well.'),
    weight: z.number().positive().default(100).describe('Weight of the label term when supervised.'),
  })
  .describe('A known property of the samples.');

const alpha = z.number().min(0).max(1);

const beta = z.union([
  z.number().min(0),
  z.strictObject({ from: z.number().min(0), to: z.number().min(0) }).describe('Linear over the epochs.'),
]);

const model = z.strictObject({
  name: z
    .enum(MODEL_NAMES)
    .default('mmvae++')
    .describe('mmvae++: the shared latent learns only from cross-modal reconstruction.'),
  shared: count.default(2).describe('Dimensions of the shared latent block.'),
  private: z
    .union([dimensions, z.record(z.string(), dimensions)])
    .default(2)
    .describe('Dimensions of each private block: one number, or one for each modality. 0: no private block.'),
  hidden: z
    .array(count)
    .default([128])
    .describe('Units of each hidden layer, from the table inwards; decoders mirror it.'),
  encoder: z
    .enum(['one-trunk', 'two-trunks'])
    .default('one-trunk')
    .describe('two-trunks: the shared and the private latent have hidden layers of their own.'),
  targetPrivate: targetPrivateName
    .optional()
    .describe(
      "What a path from one modality to another takes for the target's private latent: zero, a draw from the prior N(0, I), a draw from an auxiliary prior of learned scale, or the target's own encoder. Default: as the model's paper.",
    ),
});

const training = z.strictObject({
  epochs: count.default(100).describe('Passes over the training samples. More passes overfit few samples.'),
  batchSize: count.default(128),
  learningRate: z.number().positive().default(1e-3),
  beta: beta.default({ from: 1e-5, to: 1 }).describe('Weight of the Kullback-Leibler terms.'),
  alpha: z
    .union([alpha, z.strictObject({ from: alpha, to: alpha }).describe('Linear over the epochs.')])
    .default(0)
    .describe(
      'mmvm: share of N(0, I) in the prior of the shared latent; 0 = the mixture of experts alone, 1 = independent.',
    ),
  seed: z.int().min(0).default(0).describe('Fixes splits, initial weights and noise.'),
});

const evaluation = z.discriminatedUnion('split', [
  z.strictObject({ split: z.literal('holdout'), testFraction: fraction.default(0.2) }),
  z.strictObject({ split: z.literal('kfold'), folds: z.int().min(2).default(5) }),
]);

const setAside = z
  .strictObject({
    fraction: fraction.default(0.2),
    seed: z.int().min(0).default(0).describe('Fixes which samples, whatever training.seed is.'),
    use: z
      .enum(['nothing', 'test'])
      .default('nothing')
      .meta(
        explained([
          'The run goes without them: they neither teach nor score, and are in no statistic and no split.',
          'They alone score, all others teach; "evaluation" has no say.',
        ]),
      ),
  })
  .describe(
    'Samples for the last word: settings are chosen by runs that go without them, and the chosen settings are scored on them. Stratified by a categorical label.',
  );

/** NAME.crossmodal.json, as users write it: only `modalities` is required. */
export const studySchema = z
  .strictObject({
    $schema: z.string().optional(),
    modalities: z
      .array(modality)
      .min(2, 'a study needs at least two modalities')
      .describe('Two or more tables of the same samples.'),
    labels: labels.optional(),
    samples: z
      .enum(['union', 'intersection'])
      .default('union')
      .describe('union: a sample may lack modalities. intersection: only samples that have every modality.'),
    model: model.prefault({}),
    training: training.prefault({}),
    evaluation: evaluation.optional().describe('Default: 5-fold below 200 samples, else a 20 % hold-out.'),
    setAside: setAside.optional(),
    engine: z
      .enum(['auto', 'tensorflow', 'wasm'])
      .default('auto')
      .describe('auto: native TensorFlow where it is installed, else WASM.'),
  })
  .describe('A Crossmodal study: which tables, which model, how to train and evaluate it.');

/** A study as written, before defaults are filled in. */
export type StudyInput = z.input<typeof studySchema>;
/** A study with the defaults of the schema. */
export type Study = z.output<typeof studySchema>;

/** A study in which nothing is left open: what a run did, and what repeats it. */
export const resolvedStudySchema = studySchema.safeExtend({
  modalities: z
    .array(
      modality.required({ transform: true }).extend({
        // Earlier versions took what was not said for these.
        likelihood: likelihoodName.default('gaussian'),
        rows: z.enum(['samples', 'features']).default('samples'),
      }),
    )
    .min(2),
  evaluation,
});
export type ResolvedStudy = z.output<typeof resolvedStudySchema>;
