import type { Group } from '../../src/run/groups.ts';
import type { Inspection } from '../../src/run/inspection.ts';
import { mergeGroups } from '../../src/run/mergeGroups.ts';
import type { LabelColumn, Latents } from '../../src/run/runData.ts';
import type {
  About,
  Answer,
  Answers,
  Comparison,
  FigureFormat,
  FromViewer,
  ToViewer,
  ViewerAsk,
} from '../../src/run/viewerMessages.ts';
import { saveFigure } from '../plots/exportFigure.ts';
import { PageFigures } from '../plots/pageFigures.ts';
import type { Source } from '../source/source.ts';
import { askDistinction } from './asks.ts';
import { type Choice, NO_CHOICE, readChoice } from './choice.ts';
import { mergeComparison } from './compared.ts';
import { componentSamples } from './componentSamples.ts';
import { groupColumn } from './groups.ts';
import {
  moveSelection,
  NOTHING,
  packSelection,
  type SampleSelection,
  type Selection,
  type SelectMode,
  samplesKey,
  selectFeatures,
  selectSamples,
  unpackSelection,
} from './selection.ts';
import { type Asked, type Dataset, EMPTY, type State } from './state.ts';
import { begin, mapTimeline, record, redo, type Timeline, undo } from './timeline.ts';

/** Answers of a kind that are kept, the newest: of a million samples each is 4 MB. What is drawn and gone is asked again. */
const MOST_ANSWERS = 32;

/** The one store: data as the source sends it, and the user's choices. Every view reads it, no view keeps its own copy. */
export class Store {
  state: State;
  readonly source: Source;
  readonly figures = new PageFigures();
  /** as the host last told them: what it does not know of is not kept with the run */
  private keptGroups: readonly Group[] = [];
  /** the saved groups among the labels to colour by */
  private groupColumn: LabelColumn | null = null;
  /** of the samples that selections run along; empty until there are any */
  private samplesKey: string;
  private readonly listeners = new Set<() => void>();

  constructor(source: Source) {
    this.source = source;
    const choice = readChoice(source.saved);
    const selection = choice.selection ? unpackSelection(choice.selection) : NOTHING;
    this.samplesKey = choice.selection?.samples?.of ?? '';
    this.state = { ...EMPTY, choice, selections: begin(selection) };
  }

  start(): void {
    this.source.listen((message) => this.receive(message));
  }

  /** Calls `listener` after each change. Returns the function that ends it. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  choose(choice: Partial<Choice>): void {
    this.set({ choice: { ...this.state.choice, ...choice } });
    this.source.save(this.state.choice);
  }

  /** Draws another run of a report; null = all of them beside each other. */
  showRun(index: number | null): void {
    this.keptGroups = [];
    this.set({ ...EMPTY, choice: NO_CHOICE, selections: begin(NOTHING) });
    this.source.showRun(index);
  }

  stop(): void {
    this.set({ pending: 'stop' });
    this.source.stop();
  }

  /** Goes on from the last checkpoint. Whether or not that works, the host tells how the run stands then. */
  resume(): void {
    this.set({ pending: 'resume' });
    this.source.resume();
  }

  /** @param mask [samples] 1 = meant @param origin in words: "lasso in shared" */
  selectSamples(mask: Uint8Array, origin: string, mode: SelectMode): void {
    const { present } = this.state.selections;
    this.select({ ...present, samples: selectSamples(present.samples, mask, origin, mode) });
  }

  selectFeatures(modality: string, names: Iterable<string>, origin: string, mode: SelectMode): void {
    const { present } = this.state.selections;
    this.select({ ...present, features: selectFeatures(present.features, modality, names, origin, mode) });
  }

  /** Makes this the selection, as a step that can be undone. */
  select(selection: Selection): void {
    const { present } = this.state.selections;
    // Clearing what is clear is no step.
    if (selection.samples === present.samples && selection.features === present.features) return;
    this.moveTo(record(this.state.selections, selection));
  }

  undo(): void {
    this.moveTo(undo(this.state.selections));
  }

  redo(): void {
    this.moveTo(redo(this.state.selections));
  }

  private moveTo(selections: Timeline<Selection>): void {
    this.set({ selections });
    this.choose({ selection: packSelection(selections.present, this.samplesKey) });
  }

  /** Asks what distinguishes these samples from the others. */
  distinguish(samples: SampleSelection): void {
    this.set({ distinguished: samples });
    this.ask(askDistinction(samples));
  }

  /** Keeps the groups with the run. */
  saveGroups(groups: readonly Group[]): void {
    this.setGroups(groups);
    this.source.saveGroups(groups, this.keptGroups);
  }

  saveFile(file: Extract<FromViewer, { type: 'saveFile' }>): void {
    this.source.saveFile(file);
  }

  /** Asks once; the answer arrives as a message. */
  ask(ask: ViewerAsk): void {
    if (this.state.asked[ask.about].has(ask.id)) return;
    this.setAsked(ask.about, ask.id, { status: 'asked', progress: '' });
    this.source.ask(ask);
  }

  /** Asks again after a failure. */
  askAgain(ask: ViewerAsk): void {
    this.setAsked(ask.about, ask.id, { status: 'asked', progress: '' });
    this.source.ask(ask);
  }

  private receive(message: ToViewer): void {
    switch (message.type) {
      case 'run': {
        const { folder, run, history, interrupted = false } = message;
        const stopping = this.state.pending === 'stop' && run.status === 'running';
        this.set({ folder, run, history, interrupted, problem: null, pending: stopping ? 'stop' : null });
        break;
      }
      case 'latents':
        this.receiveLatents(message.latents);
        break;
      case 'r2':
        // New scores come with new predictions: what was asked for before is out of date.
        this.set({ r2: message.r2, asked: { ...this.state.asked, prediction: new Map() } });
        break;
      case 'loadings':
        // They come after latents and scores.
        this.set({ loadings: message.loadings, arrived: true });
        break;
      case 'groups':
        // What could not be saved yet stays in the page.
        this.setGroups(
          message.saved ? message.groups : mergeGroups(this.keptGroups, this.state.groups, message.groups),
        );
        this.keptGroups = message.groups;
        break;
      case 'answer':
        this.receiveAnswer(message.answer);
        break;
      case 'askProgress':
        this.answerAsked(message.about, message.id, { status: 'asked', progress: message.text });
        break;
      case 'askFailed':
        this.answerAsked(message.about, message.id, { status: 'failed', message: message.message });
        break;
      case 'listFigures':
        this.source.tellFigures(this.figures.plots);
        break;
      case 'saveFigure':
        this.saveFigure(message.plot, message.format);
        break;
      case 'inspecting': {
        const { title, step, files } = message;
        this.set({ dataset: { title, step, study: this.state.dataset?.study ?? null }, problem: null });
        this.choose({ dataset: files });
        break;
      }
      case 'inspection':
        this.receiveInspection(message.inspection);
        break;
      case 'study':
        this.set({ problem: null });
        this.setDataset({ study: message });
        break;
      case 'comparison':
        this.receiveComparison(message);
        break;
      case 'problem':
        this.set({ problem: message.message, pending: null });
        this.setDataset({ step: null });
        break;
    }
  }

  private setDataset(change: Partial<Dataset>): void {
    const { dataset } = this.state;
    if (dataset) this.set({ dataset: { ...dataset, ...change } });
  }

  private saveFigure(plot: string, format: FigureFormat): void {
    const figure = this.figures.build(plot);
    // A failure reaches the page's error band as an unhandled rejection.
    if (figure) void saveFigure(this.source, figure, format, this.state.choice.dpi);
    else this.set({ problem: `There is no plot named ${plot} in the page any more.` });
  }

  private receiveLatents(latents: Latents): void {
    const { asked, distinguished } = this.state;
    const selections = this.movedSelections(this.state.latents?.sampleIds, latents.sampleIds);
    const moved = selections !== this.state.selections;
    // Maps were made of the old positions; values are of the tables, which stay, but run along the samples.
    this.set({
      latents: this.withGroups(latents, this.state.groups),
      selections,
      distinguished: moved ? null : distinguished,
      asked: { ...asked, umap: new Map(), values: moved ? new Map() : asked.values },
    });
    if (moved) this.choose({ selection: packSelection(selections.present, this.samplesKey) });
  }

  private setGroups(groups: readonly Group[]): void {
    const { latents } = this.state;
    this.set({ groups, latents: latents && this.withGroups(latents, groups) });
  }

  /** Latents that can be coloured by the saved groups as by any label. */
  private withGroups(latents: Latents, groups: readonly Group[]): Latents {
    const labels = latents.labels.filter((label) => label !== this.groupColumn);
    const column = groupColumn(groups, latents.sampleIds);
    if (!column && !this.groupColumn) return latents;
    this.groupColumn = column;
    return { ...latents, labels: column ? [...labels, column] : labels };
  }

  private receiveInspection(inspection: Inspection): void {
    const { inspection: before, dataset } = this.state;
    const idsBefore = before ? componentSamples(before).sampleIds : undefined;
    this.set({
      inspection,
      dataset: { title: '', study: null, ...dataset, step: null },
      selections: this.movedSelections(idsBefore, componentSamples(inspection).sampleIds),
      problem: null,
    });
  }

  private receiveComparison(message: Comparison): void {
    const before = this.state.compared;
    const compared = mergeComparison(before, message);
    const selections = this.movedSelections(before?.sampleIds, compared.sampleIds);
    this.set({ compared, selections, problem: null });
    this.choose({ compared: compared.folders, selection: packSelection(selections.present, this.samplesKey) });
  }

  /** Selections stay with their samples, whatever their rows become. One kept from an earlier page of other samples is void. */
  private movedSelections(before: readonly string[] | undefined, now: readonly string[]): Timeline<Selection> {
    const { selections } = this.state;
    const same = before?.length === now.length && before.every((id, i) => id === now[i]);
    if (same) return selections;
    const known = this.samplesKey;
    this.samplesKey = samplesKey(now);
    if (before) return mapTimeline(selections, (selection) => moveSelection(selection, before, now));
    if (known === '' || known === this.samplesKey) return selections;
    return mapTimeline(selections, (selection) => ({ ...selection, samples: null }));
  }

  private receiveAnswer<K extends About>({ about, id, content }: Answer<K>): void {
    this.answerAsked(about, id, { status: 'here', content });
  }

  /** What is out of date since it was asked for has left the list: what comes of it is not kept. */
  private answerAsked<K extends About>(about: K, id: string, state: Asked<Answers[K]>): void {
    if (this.state.asked[about].has(id)) this.setAsked(about, id, state);
  }

  private setAsked<K extends About>(about: K, id: string, state: Asked<Answers[K]>): void {
    const { asked } = this.state;
    const all = new Map<string, Asked<Answers[K]>>(asked[about]).set(id, state);
    for (const [other, { status }] of all) {
      if (all.size <= MOST_ANSWERS) break;
      if (status === 'here' && other !== id) all.delete(other);
    }
    this.set({ asked: { ...asked, [about]: all } });
  }

  private set(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}
