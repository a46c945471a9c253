import type { ComponentChildren } from 'preact';

interface PanelProps {
  /** stable name of the view, for tests and styles */
  readonly view: string;
  readonly title: string;
  /** true once everything in it is drawn */
  readonly ready: boolean;
  /** controls beside the title */
  readonly controls?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** One section of the page. */
export function Panel({ view, title, ready, controls, children }: PanelProps) {
  return (
    <section class={`panel panel-${view}`} data-view={view} data-ready={ready} aria-label={title}>
      <header class="panel-header">
        <h2>{title}</h2>
        {controls !== undefined && <div class="panel-controls">{controls}</div>}
      </header>
      {children}
    </section>
  );
}
