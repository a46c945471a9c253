import { useMemo } from 'preact/hooks';
import { blockName, plural } from '../../src/report/words.ts';
import type { LatentBlock, Latents } from '../../src/run/runData.ts';
import type { RunFile } from '../../src/run/runFile.ts';
import { scatterFigure } from '../plots/scatterFigure.ts';
import { Scatter } from '../scatter/scatter.tsx';
import { ScatterTools } from '../scatter/tools.tsx';
import { currentBlock } from '../state/choice.ts';
import { PAPER_INK } from '../theme/ink.ts';
import { ColourPicker } from './colourPicker.tsx';
import { whyEmpty } from './emptyStates.tsx';
import { Legend } from './legend.tsx';
import { Panel } from './panel.tsx';
import { paper } from './paper.ts';
import { SaveMenu } from './saveMenu.tsx';
import { useColouring } from './useColouring.ts';
import { useDrawn } from './useDrawn.ts';
import type { ViewProps } from './viewer.ts';

/** The samples in each latent block. */
export function LatentsView(props: ViewProps & { run: RunFile }) {
  const { latents } = props.state;
  const block = latents ? currentBlock(latents, props.state.choice) : null;
  if (latents && block) return <LatentsPanel {...props} latents={latents} block={block} />;
  return (
    <Panel view="latents" title="Latent space" ready={false}>
      <p class="empty">{whyEmpty(props.state, 'The map appears with the first evaluation.', 'latents.csv')}</p>
    </Panel>
  );
}

function LatentsPanel({
  store,
  state,
  theme,
  run,
  latents,
  block,
}: ViewProps & { run: RunFile; latents: Latents; block: LatentBlock }) {
  const { choice } = state;
  const drawn = useDrawn(['points']);
  const current = useColouring({ store, state, theme }, latents, run);
  const { colouring, onPaper, hidden } = current;
  const count = block.dimensions.length;
  const projection = choice.projection[block.name];
  const chosen = projection?.by === 'dimensions' ? projection : { x: 0, y: 1 };
  const [a, b] = [Math.min(chosen.x, count - 1), Math.min(chosen.y, count - 1)];
  const choose = (x: number, y: number) =>
    store.choose({ projection: { ...choice.projection, [block.name]: { by: 'dimensions', x, y } } });
  const flat = count === 1;
  const x = block.dimensions[a] ?? new Float32Array();
  const y = useMemo(() => (flat ? spread(x) : (block.dimensions[b] ?? x)), [flat, x, block, b]);
  const present = useMemo(() => countPresent(x, y, colouring.codes, colouring.swatches.length), [x, y, colouring]);
  const name = blockName(block.name);
  const titles = { x: `${name} ${a + 1}`, y: flat ? null : `${name} ${b + 1}` };
  const key = `${block.name}/${a}/${b}`;
  const total = latents.sampleIds.length;
  const figure = () => {
    const points = latents.sampleIds.map((id, i) => ({
      sample_id: id,
      x: x[i],
      y: y[i],
      label: colouring.describe(i),
      code: colouring.codes[i],
    }));
    const shown = points.filter(({ code }) => !hidden.has(code));
    return paper(
      run,
      `latents-${block.name}`,
      `Latent space: ${name}`,
      scatterFigure(shown, onPaper(), titles, false)(PAPER_INK),
      380,
      present.all,
    );
  };
  return (
    <Panel
      view="latents"
      title="Latent space"
      ready={drawn.all}
      controls={
        <>
          <ScatterTools tool={choice.tool} onTool={(tool) => store.choose({ tool })} />
          <ColourPicker store={store} state={state} latents={latents} run={run} waiting={current.waiting} />
          <SaveMenu store={store} plot={`Latent space: ${name}`} figure={figure} />
        </>
      }
    >
      <div class="tabs" role="tablist" aria-label="Latent block">
        {latents.blocks.map((entry) => (
          <button
            type="button"
            role="tab"
            key={entry.name}
            aria-selected={entry.name === block.name}
            onClick={() => store.choose({ block: entry.name })}
          >
            {blockName(entry.name)}
          </button>
        ))}
      </div>
      {count > 2 && (
        <div class="row">
          <DimensionSelect label="across" count={count} value={a} onChange={(value) => choose(value, b)} />
          <DimensionSelect label="up" count={count} value={b} onChange={(value) => choose(a, value)} />
        </div>
      )}
      <Scatter
        x={x}
        y={y}
        codes={colouring.codes}
        colouring={colouring}
        hidden={hidden}
        outline={theme.background}
        xTitle={titles.x}
        yTitle={titles.y}
        height={336}
        zoom={choice.zoom[key] ?? null}
        onZoom={(box) => {
          const { [key]: _, ...others } = store.state.choice.zoom;
          store.choose({ zoom: box ? { ...others, [key]: box } : others });
        }}
        selected={state.selections.present.samples?.mask ?? null}
        tool={choice.tool}
        onSelect={(points, tool, mode) => store.selectSamples(points, `${tool} in ${name}`, mode)}
        describe={(i) => ({
          title: latents.sampleIds[i],
          detail: [
            colouring.name === '' ? '' : `${colouring.name}: ${colouring.describe(i)}`,
            latents.split.classes[latents.split.codes[i] ?? -1] ?? '',
          ]
            .filter((text) => text !== '')
            .join(' · '),
        })}
        summary={`Scatter of ${plural(present.all, 'sample')} in the ${name} block${colouring.name === '' ? '' : `, coloured by ${colouring.name}`}.`}
        onDrawn={drawn.mark('points')}
      />
      <Legend current={current} counts={present.byCode} selected={null} />
      <p class="muted caption">
        n = {present.all}
        {present.all < total && ` of ${total}; the others lack ${block.name.replace(/^private_/, '')}`}
        {flat && '; one dimension, spread upwards only to separate the points'}
      </p>
    </Panel>
  );
}

function DimensionSelect({
  label,
  count,
  value,
  onChange,
}: {
  label: string;
  count: number;
  value: number;
  onChange: (value: number) => void;
}) {
  return (
    <label>
      {label}{' '}
      <select value={value} onChange={(event) => onChange(Number(event.currentTarget.value))}>
        {Array.from({ length: count }, (_, i) => (
          <option key={i} value={i}>
            {i + 1}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Heights that separate the points of a one-dimensional block: the same for a sample at every update. */
function spread(x: Float32Array): Float32Array {
  return x.map((value, i) => (Number.isNaN(value) ? value : ((i * 0.618034) % 1) - 0.5));
}

function countPresent(x: Float32Array, y: Float32Array, codes: Uint8Array, swatches: number) {
  const byCode = new Array<number>(swatches).fill(0);
  let all = 0;
  for (let i = 0; i < x.length; i++) {
    if (Number.isNaN(x[i]) || Number.isNaN(y[i])) continue;
    const code = codes[i];
    byCode[code] = byCode[code] + 1;
    all++;
  }
  return { all, byCode };
}
