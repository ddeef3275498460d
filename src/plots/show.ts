import { DriftlabError } from '../errors';
import type { Figure } from './figure';
import { notebookWriter } from './kernel';

/**
 * Shows a figure as one output of the notebook cell: as drawing, where the reader's program takes none as pixels, else in
 * words. In JupyterLab a figure with an interactive twin turns into it when one points at it.
 * @throws {DriftlabError} DRIFTLAB_INVALID_ARGUMENT outside a notebook, where `saveFigure` writes it to files.
 * @example
 * show(await scoreHistogram({ title: 'Before', good, defect }));
 */
export function show({ svg, png, width, height, alt, plotly, preview = png }: Figure): void {
  const write = notebookWriter();
  if (!write)
    throw new DriftlabError(
      'DRIFTLAB_INVALID_ARGUMENT',
      'show() needs a notebook cell; saveFigure() writes a figure to files',
    );
  const data = {
    ...(plotly && { 'application/vnd.plotly.v1+json': plotly }),
    'image/svg+xml': svg,
    'image/png': Buffer.from(preview).toString('base64'),
    'text/plain': alt,
  };
  write({ data, metadata: { 'image/png': { width, height } }, transient: {} }, false);
}
