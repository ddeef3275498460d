import { DriftlabError } from '../errors';
import type { Figure } from './figure';
import { notebookWriter } from './kernel';

/**
 * Shows a figure as one output of the notebook cell: interactive where the reader's program can, else as drawing, else as
 * pixels, else in words.
 * @throws {DriftlabError} DRIFTLAB_INVALID_ARGUMENT outside a notebook, where `saveFigure` writes it to files.
 * @example
 * show(await scoreHistogram({ title: 'Before', good, defect }));
 */
export function show({ svg, png, width, height, alt, plotly }: Figure): void {
  const write = notebookWriter();
  if (!write)
    throw new DriftlabError(
      'DRIFTLAB_INVALID_ARGUMENT',
      'show() needs a notebook cell; saveFigure() writes a figure to files',
    );
  const data = {
    ...(plotly && { 'application/vnd.plotly.v1+json': plotly }),
    'image/svg+xml': svg,
    'image/png': Buffer.from(png).toString('base64'),
    'text/plain': alt,
  };
  write({ data, metadata: { 'image/png': { width, height } }, transient: {} }, false);
}
