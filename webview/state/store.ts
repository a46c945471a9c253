import type { HistoryEntry } from '../../src/run/history.ts';
import type { Inspection } from '../../src/run/inspection.ts';
import type { FeatureDetail, Latents, R2Scores } from '../../src/run/runData.ts';
import type { RunFile } from '../../src/run/runFile.ts';
import type { ToViewer } from '../../src/run/viewerMessages.ts';
import type { Source } from '../source/source.ts';
import { type Choice, NO_CHOICE, readChoice } from './choice.ts';

/** What is known of a feature that was asked for. */
export type FeatureState =
  | { readonly status: 'asked' }
  | { readonly status: 'failed'; readonly message: string }
  | { readonly status: 'here'; readonly detail: FeatureDetail };

export interface State {
  readonly folder: string;
  readonly run: RunFile | null;
  readonly history: readonly HistoryEntry[];
  readonly latents: Latents | null;
  readonly r2: R2Scores | null;
  readonly features: ReadonlyMap<string, FeatureState>;
  readonly inspection: Inspection | null;
  readonly problem: string | null;
  readonly stopping: boolean;
  readonly choice: Choice;
}

export function featureKey(source: string, target: string, feature: string): string {
  return JSON.stringify([source, target, feature]);
}

/** The one store: data as the source sends it, and the user's choices. Every view reads it, no view keeps its own copy. */
export class Store {
  state: State;
  readonly source: Source;
  private readonly listeners = new Set<() => void>();

  constructor(source: Source) {
    this.source = source;
    this.state = {
      folder: '',
      run: null,
      history: [],
      latents: null,
      r2: null,
      features: new Map(),
      inspection: null,
      problem: null,
      stopping: false,
      choice: readChoice(source.saved),
    };
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

  showRun(index: number): void {
    this.set({ latents: null, r2: null, features: new Map(), choice: NO_CHOICE });
    this.source.showRun(index);
  }

  stop(): void {
    this.set({ stopping: true });
    this.source.stop();
  }

  /** Asks for a feature's samples once; the answer arrives as a message. */
  requestFeature(source: string, target: string, feature: string): void {
    const key = featureKey(source, target, feature);
    if (this.state.features.has(key)) return;
    this.setFeature(key, { status: 'asked' });
    this.source.requestFeature(source, target, feature);
  }

  private receive(message: ToViewer): void {
    switch (message.type) {
      case 'run': {
        const { folder, run, history } = message;
        this.set({ folder, run, history, problem: null, stopping: this.state.stopping && run.status === 'running' });
        break;
      }
      case 'latents':
        this.set({ latents: message.latents });
        break;
      case 'r2':
        // New scores come with new predictions: what was asked for before is out of date.
        this.set({ r2: message.r2, features: new Map() });
        break;
      case 'feature': {
        const { source, target, feature } = message.detail;
        this.setFeature(featureKey(source, target, feature), { status: 'here', detail: message.detail });
        break;
      }
      case 'featureFailed': {
        const { source, target, feature } = message;
        this.setFeature(featureKey(source, target, feature), { status: 'failed', message: message.message });
        break;
      }
      case 'inspection':
        this.set({ inspection: message.inspection, problem: null });
        break;
      case 'problem':
        this.set({ problem: message.message });
        break;
    }
  }

  private setFeature(key: string, state: FeatureState): void {
    this.set({ features: new Map(this.state.features).set(key, state) });
  }

  private set(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}
