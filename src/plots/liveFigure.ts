import type { Figure } from './figure';
import { notebookWriter } from './kernel';

/** A figure that is drawn again in its place while a cell runs. */
export interface LiveFigure {
  /** Shows the figure, in place of what was shown before; the last one stays. */
  readonly update: (figure: Figure) => void;
}

let figures = 0;

/**
 * A place for a figure below the notebook cell that runs, such as a loss curve that grows; outside a notebook nothing is shown.
 * @example
 * const live = liveFigure();
 * live.update(await lineWithBand({ title: 'Loss', xLabel: 'epoch', yLabel: 'loss', series }));
 */
export function liveFigure(): LiveFigure {
  const transient = { display_id: `driftlab-figure-${process.pid}-${figures++}` };
  let shown = false;
  return {
    update: ({ svg, png, width, height, alt }) => {
      const data = {
        'image/svg+xml': svg,
        'image/png': Buffer.from(png).toString('base64'),
        'text/plain': alt,
      };
      notebookWriter()?.({ data, metadata: { 'image/png': { width, height } }, transient }, shown);
      shown = true;
    },
  };
}
