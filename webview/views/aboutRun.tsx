import type { ComponentChildren } from 'preact';
import { HOW_TO_READ_R2 } from '../../src/report/findings/howScored.ts';
import { engineName, formatCount, list, plural, tablePlace } from '../../src/report/words.ts';
import type { RunFile } from '../../src/run/runFile.ts';

/** Features named before "and n more". */
const NAMED = 5;

/** What the numbers were made from: data, settings, machine, and whom to cite. */
export function AboutRun({ run, open }: { run: RunFile; open: boolean }) {
  return (
    <details class="about" open={open} data-view="about">
      <summary>Data, settings and how to read R²</summary>
      <div class="about-body">
        <Data run={run} />
        <Settings run={run} />
        <section>
          <h3>How to read R²</h3>
          {HOW_TO_READ_R2.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </section>
        <section>
          <h3>Cite</h3>
          <p>
            Märtens, K. and Yau, C.: Disentangling shared and private latent factors in multimodal Variational
            Autoencoders. arXiv 2403.06338 (2024). The models mvae, mmvae, mopoe and mmvae++ follow this paper.
          </p>
          <p>
            Sutter, T. M. et al.: Unity by Diversity: Improved Representation Learning in Multimodal VAEs. arXiv
            2403.05300 (2024). The models independent, avg and mmvm follow this paper; mmvae+ follows Palumbo, E. et al.
            (ICLR 2023).
          </p>
        </section>
      </div>
    </details>
  );
}

function Data({ run }: { run: RunFile }) {
  return (
    <section class="about-data">
      <h3>Data</h3>
      <div class="table-holder">
        <table class="plain">
          <thead>
            <tr>
              <th>table</th>
              <th>file</th>
              <th class="number">samples</th>
              <th class="number">features</th>
              <th class="number">missing cells</th>
              <th>values</th>
              <th>transforms</th>
              <th>likelihood</th>
              <th>SHA-256</th>
            </tr>
          </thead>
          <tbody>
            {run.modalities.map((modality, i) => (
              <tr key={modality.name}>
                <td>{modality.name}</td>
                <td>{tablePlace(modality.file, run.study.modalities[i].part)}</td>
                <td class="number">{formatCount(modality.samples)}</td>
                <td class="number">{formatCount(modality.features)}</td>
                <td class="number">{formatCount(modality.missingCells)}</td>
                <td>{modality.scale}</td>
                <td>{transformWords(run.study.modalities[i])}</td>
                <td>{likelihoodWords(run.study.modalities[i])}</td>
                <td class="hash" title={modality.sha256}>
                  {modality.sha256.slice(0, 12)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {run.modalities
        .filter(({ dropped }) => dropped.length > 0)
        .map(({ name, dropped }) => (
          <p class="muted" key={name}>
            {plural(dropped.length, `constant ${name} feature`)} left out: {dropped.slice(0, NAMED).join(', ')}
            {dropped.length > NAMED && ` and ${formatCount(dropped.length - NAMED)} more`}.
          </p>
        ))}
      {run.labels && (
        <p class="muted">
          Label: {run.labels.column} in {tablePlace(run.labels.file, undefined)}
          {run.labels.kind === 'categorical' &&
            ` (${run.labels.classes.map(({ name, samples }) => `${name} ${samples}`).join(', ')})`}
          {run.labels.missing > 0 && `, missing for ${plural(run.labels.missing, 'sample')}`}.
        </p>
      )}
    </section>
  );
}

type Modality = RunFile['study']['modalities'][number];

function transformWords({ transform, topVariance }: Modality): string {
  const steps = transform.join(', ') || 'none';
  return topVariance === undefined ? steps : `${formatCount(topVariance)} features of most variance; ${steps}`;
}

function likelihoodWords({ likelihood, noise }: Modality): string {
  return noise === undefined ? likelihood : `${likelihood}, scale ${noise}`;
}

function Settings({ run }: { run: RunFile }) {
  const { model, training, evaluation, labels } = run.study;
  const privates =
    typeof model.private === 'number'
      ? String(model.private)
      : Object.entries(model.private)
          .map(([name, size]) => `${name} ${size}`)
          .join(', ');
  const split =
    evaluation.split === 'kfold'
      ? `${evaluation.folds}-fold cross-validation`
      : `hold-out of ${Math.round(evaluation.testFraction * 100)} %`;
  return (
    <section>
      <h3>Settings</h3>
      <dl>
        <Term name="Model">
          {model.name}; {model.shared} shared and {privates} private dimensions; hidden layers of{' '}
          {list(model.hidden.map(String))} units
          {model.encoder === 'two-trunks' ? ', of their own for shared and private' : ''};{' '}
          {plural(run.parameters, 'parameter')}
        </Term>
        <Term name="Training">
          {plural(training.epochs, 'epoch')}, batches of {training.batchSize}, learning rate {training.learningRate}, KL
          weight {course(training.beta)}
          {run.objective.kl.every(({ share }) => share === '1') ? '' : `, alpha ${course(training.alpha)}`}, seed{' '}
          {training.seed}
          {labels?.supervise ? `, supervised by ${labels.column} with weight ${labels.weight}` : ''}
        </Term>
        <Term name="Evaluation">
          {split}
          {run.split.aside === 0 ? '' : `, without ${plural(run.split.aside, 'sample')} set aside`}; transforms take
          their statistics from training samples only
        </Term>
        <Term name="Engine">
          {engineName(run.engine.name)} ({run.engine.version}), {plural(run.engine.threads, 'thread')}
          {run.engine.note === '' ? '' : `; ${run.engine.note}`}
        </Term>
        <Term name="Machine">
          {run.system.cpu}, {run.system.platform}, Node {run.system.node}
        </Term>
        <Term name="Started">
          {run.startedAt.slice(0, 16).replace('T', ' ')} UTC, Crossmodal {run.crossmodal}
        </Term>
      </dl>
    </section>
  );
}

/** A number, or from where to where it goes over the epochs. */
function course(value: number | { readonly from: number; readonly to: number }): string {
  return typeof value === 'number' ? String(value) : `${value.from} to ${value.to}`;
}

function Term({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
