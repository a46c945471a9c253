import type { PaperFigure } from './exportFigure.ts';

/** The plots in the page that can be saved, by name: what the command Export Figure… chooses from. */
export class PageFigures {
  private readonly figures = new Map<string, () => PaperFigure>();

  /** Adds a plot, until the function that comes back is called. */
  offer(plot: string, figure: () => PaperFigure): () => void {
    this.figures.set(plot, figure);
    return () => {
      // Another plot of the same name may have come since.
      if (this.figures.get(plot) === figure) this.figures.delete(plot);
    };
  }

  get plots(): string[] {
    return [...this.figures.keys()];
  }

  /** @returns undefined where the plot is not in the page */
  build(plot: string): PaperFigure | undefined {
    return this.figures.get(plot)?.();
  }
}
