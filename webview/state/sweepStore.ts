import type { ToSweepPage } from '../../src/run/sweepMessages.ts';
import type { SweepPlan } from '../../src/run/sweepPlan.ts';
import { type SweepRow, waitingRow } from '../../src/run/sweepRow.ts';
import { saveFigure } from '../plots/exportFigure.ts';
import { PageFigures } from '../plots/pageFigures.ts';
import type { SweepSource } from '../source/sweepSource.ts';
import { readSweepChoice, type SweepChoice } from './sweepChoice.ts';
import { EMPTY_SWEEP, type SweepPageState, type SweepRequest } from './sweepState.ts';

/** The one store of a sweep's page: the plan, its runs as they stand, and the user's choices. */
export class SweepStore {
  state: SweepPageState;
  readonly source: SweepSource;
  readonly figures = new PageFigures();
  private readonly listeners = new Set<() => void>();
  /** place in the plan, by name of the run */
  private places = new Map<string, number>();
  /** rows that have arrived since the page was last drawn, the newest of each run */
  private news = new Map<string, SweepRow>();
  private readonly nextFrame: (draw: () => void) => void;

  /** @param nextFrame calls back before the page is drawn next: rows may arrive by the hundred in a second */
  constructor(source: SweepSource, nextFrame: (draw: () => void) => void = (draw) => requestAnimationFrame(draw)) {
    this.source = source;
    this.nextFrame = nextFrame;
    const choice = readSweepChoice(source.saved);
    this.state = { ...EMPTY_SWEEP, choice, selected: new Set(choice.selected) };
  }

  start(): void {
    this.source.listen((message) => this.receive(message));
  }

  /** Calls `listener` after each change. Returns the function that ends it. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  choose(choice: Partial<SweepChoice>): void {
    this.set({ choice: { ...this.state.choice, ...choice } });
    this.source.save(this.state.choice);
  }

  /** Keeps how far the page is scrolled, for when it opens again. Nothing is drawn anew. */
  keepScroll(scroll: Partial<SweepChoice['scroll']>): void {
    const { choice } = this.state;
    this.state = { ...this.state, choice: { ...choice, scroll: { ...choice.scroll, ...scroll } } };
    this.source.save(this.state.choice);
  }

  /** @param names of runs; none = nothing is selected */
  select(names: Iterable<string>): void {
    const selected = new Set(names);
    this.set({ selected });
    this.choose({ selected: [...selected] });
  }

  /** Asks the host for something that takes a while to show. */
  request(type: SweepRequest): void {
    this.set({ pending: type, problem: null });
    this.source.tell({ type });
  }

  private receive(message: ToSweepPage): void {
    switch (message.type) {
      case 'plan':
        this.receivePlan(message.folder, message.plan);
        break;
      case 'rows':
        this.receiveRows(message.rows);
        break;
      case 'activity':
        this.set({ activity: message.activity, pending: null });
        break;
      case 'final':
        this.set({ final: message.final });
        break;
      case 'problem':
        this.set({ problem: message.message, pending: null });
        break;
      case 'listFigures':
        this.source.tell({ type: 'figures', plots: this.figures.plots });
        break;
      case 'saveFigure': {
        const figure = this.figures.build(message.plot);
        // A failure reaches the page's error band as an unhandled rejection.
        if (figure) void saveFigure(this.source, figure, message.format, this.state.choice.dpi);
        else this.set({ problem: `There is no plot named ${message.plot} in the page any more.` });
        break;
      }
    }
  }

  /** Replaces all that was there. */
  private receivePlan(folder: string, plan: SweepPlan): void {
    this.news = new Map();
    this.places = new Map(plan.runs.map(({ name }, index) => [name, index]));
    const runs = plan.runs.map(({ name, at }, index) => ({ index, at, row: waitingRow(name) }));
    const selected = new Set([...this.state.selected].filter((name) => this.places.has(name)));
    this.set({ folder, plan, runs, selected, problem: null });
  }

  private receiveRows(rows: readonly SweepRow[]): void {
    if (this.news.size === 0 && rows.length > 0) this.nextFrame(() => this.show());
    for (const row of rows) this.news.set(row.name, row);
  }

  private show(): void {
    const runs = [...this.state.runs];
    for (const [name, row] of this.news) {
      const index = this.places.get(name);
      if (index !== undefined) runs[index] = { ...runs[index], row };
    }
    this.news = new Map();
    this.set({ runs });
  }

  private set(change: Partial<SweepPageState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}
