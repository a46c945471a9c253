import { z } from 'zod';
import { resolvedStudySchema } from './study.ts';

export const RUN_FORMAT = 1;

const pathSchema = z.object({
  from: z.array(z.string()).readonly().describe('modalities whose joint posterior is drawn from'),
  to: z.string().describe('the modality decoded, or "label"'),
  draw: z.int().describe('paths with equal from and draw decode the same sample'),
  shared: z.enum(['sample', 'stop-gradient']),
  private: z.enum(['own', 'zero', 'prior', 'auxiliary', 'encoder']),
  weight: z.number(),
  subset: z.enum(['all', 'random']).default('all').describe('random: of `from`, another subset for each sample'),
});

const klSchema = z.object({
  posterior: z.array(z.string()).readonly(),
  blocks: z.array(z.string()).readonly().describe('"shared" or the name of a modality (its private block)'),
  weight: z.number(),
  subset: z.enum(['all', 'random']).default('all'),
  density: z
    .enum(['posterior', 'mixture'])
    .default('posterior')
    .describe('mixture: of all experts, one-sample estimate'),
  prior: z.enum(['standard', 'mixture']).default('standard').describe('N(0, I), or the mixture of all experts'),
  share: z.enum(['1', 'alpha', '1 - alpha']).default('1').describe('further factor of the weight'),
});

const distributionSchema = z.object({
  features: z.int().describe('features with a score'),
  positive: z.int().describe('features with R² above 0'),
  median: z.number().nullable(),
  mean: z.number().nullable(),
  q25: z.number().nullable(),
  q75: z.number().nullable(),
});
export type Distribution = z.infer<typeof distributionSchema>;

export const metricsSchema = z.object({
  epoch: z.int(),
  r2: z
    .array(
      distributionSchema.extend({
        source: z.string(),
        target: z.string(),
        samples: z.int(),
        predictable: z
          .int()
          .nullable()
          .default(null)
          .describe('features with q ≤ 0.05 and R² above 0, null until the run has ended'),
        predictableMedian: z
          .number()
          .nullable()
          .default(null)
          .describe('median R² of the predictable features, null where there are none'),
        baselineMedian: z
          .number()
          .nullable()
          .default(null)
          .describe('median R² of ridge regression, null until the run has ended'),
      }),
    )
    .describe('held-out cross-modal R²; source "all" = every other modality; source = target is the self R²'),
  classification: z
    .array(
      z.object({
        block: z.string().describe('"shared", "private_<modality>" or "all"'),
        samples: z.int().describe('held-out samples scored'),
        accuracy: z.number().nullable(),
        auc: z.number().nullable().describe('area under the ROC curve; macro average for more than two classes'),
      }),
    )
    .describe('logistic regression on training latents, scored on held-out latents'),
  dimensions: z
    .array(
      z.object({
        block: z.string().describe('"shared" or "private_<modality>"'),
        dimension: z.int().describe('from 1'),
        kl: z.number().describe('nats from the posterior to N(0, I), mean over samples'),
        variance: z.number().describe('of the posterior means over samples'),
        used: z.boolean().describe('KL above 0.05 nats and variance above 0.01'),
      }),
    )
    .default([])
    .describe('empty until the run has ended'),
});
export type Metrics = z.infer<typeof metricsSchema>;

/** run.crossmodal: the file the viewer opens. One small JSON document; arrays live in the files beside it. */
export const runFileSchema = z.object({
  format: z.literal(RUN_FORMAT),
  crossmodal: z.string().describe('version of Crossmodal'),
  status: z.enum(['running', 'finished', 'stopped', 'failed']),
  study: resolvedStudySchema.describe('file paths relative to the run folder'),
  modalities: z.array(
    z.object({
      name: z.string(),
      file: z.string().describe('as the user named it'),
      sha256: z.string(),
      samples: z.int().describe('samples of the run that have this modality'),
      features: z.int().describe('features kept'),
      dropped: z.array(z.string()).describe('constant features, left out'),
      missingCells: z.int(),
      scale: z.string().describe('what the values look like: counts, intensities, binary, proportions or real'),
    }),
  ),
  labels: z
    .object({
      file: z.string(),
      sha256: z.string(),
      column: z.string(),
      kind: z.enum(['categorical', 'continuous']),
      classes: z.array(z.object({ name: z.string(), samples: z.int() })),
      missing: z.int(),
    })
    .nullable(),
  samples: z.object({ total: z.int(), complete: z.int().describe('samples that have every modality') }),
  split: z.object({
    train: z.int(),
    test: z.int().describe('held-out samples that are scored'),
    folds: z.int().nullable(),
    aside: z.int().default(0).describe('samples that the run went without, for the last word on a choice of settings'),
  }),
  objective: z.object({ paths: z.array(pathSchema).readonly(), kl: z.array(klSchema).readonly() }),
  parameters: z.int(),
  engine: z.object({
    name: z.enum(['tensorflow', 'wasm']),
    version: z.string(),
    threads: z.int(),
    note: z.string().describe('why this engine'),
    execution: z.string().default('kernel by kernel').describe('how it ran the steps'),
  }),
  system: z.object({ node: z.string(), platform: z.string(), cpu: z.string() }),
  pid: z.int().describe('the training process while status is "running"'),
  host: z.string().default('').describe('the machine of that process; earlier versions did not say'),
  job: z.string().nullable().default(null).describe('of a scheduler: "slurm 12_3"'),
  startedAt: z.iso.datetime(),
  seconds: z.number(),
  progress: z.object({
    stage: z.string().describe('"hold-out", "fold 2 of 5" or "all samples"'),
    epoch: z.int(),
    epochs: z.int(),
    share: z.number().describe('0 to 1, over all stages'),
    secondsLeft: z.number().nullable(),
  }),
  kept: z
    .object({ epoch: z.int(), reason: z.string() })
    .nullable()
    .describe('set where the weights are not those of the last epoch'),
  warnings: z.array(z.string()),
  error: z.string().nullable(),
  metrics: metricsSchema.nullable().describe('null until the first evaluation'),
});
export type RunFile = z.infer<typeof runFileSchema>;
