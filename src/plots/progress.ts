import { checkInteger } from '../errors';
import { notebookWriter } from './kernel';
import { escapeXml } from './text';

/** Shows how far a long work is. */
export interface Progress {
  /** Says how many of the steps are done; at the last one the bar stays as it is. */
  readonly update: (done: number) => void;
}

type Draw = (done: number) => void;

let bars = 0;

/**
 * A progress bar for `total` steps: in a notebook below its cell, in a terminal as a line on stderr, and nothing where
 * stderr is a file or a pipe. It is drawn again when the percentage changes. It says no times, so a notebook run twice stays
 * the same.
 * @throws {RangeError} if `total` is not a positive integer.
 * @example
 * const progress = progressBar('embedding images', 100);
 * for (let i = 0; i < 100; i++) progress.update(i + 1);
 */
export function progressBar(label: string, total: number): Progress {
  checkInteger('total', total, 1);
  const draw = notebookWriter()
    ? drawInNotebook(label, total)
    : process.stderr.isTTY
      ? drawInTerminal(label, total)
      : undefined;
  let shown = -1;
  draw?.(0);
  return {
    update: (done) => {
      const percent = Math.floor((100 * done) / total);
      if (percent === shown) return;
      shown = percent;
      draw?.(done);
    },
  };
}

function drawInNotebook(label: string, total: number): Draw {
  const display_id = `driftlab-progress-${process.pid}-${bars++}`;
  let started = false;
  return (done) => {
    const text = `${label}: ${done} of ${total}`;
    const html = `<div><progress value="${done}" max="${total}"></progress> ${escapeXml(text)}</div>`;
    notebookWriter()?.(
      { data: { 'text/html': html, 'text/plain': text }, metadata: {}, transient: { display_id } },
      started,
    );
    started = true;
  };
}

function drawInTerminal(label: string, total: number): Draw {
  const width = 24;
  return (done) => {
    const filled = Math.round((width * done) / total);
    const bar = '█'.repeat(filled) + '░'.repeat(width - filled);
    process.stderr.write(`\r\x1b[K${label} ${bar} ${done} of ${total}${done === total ? '\n' : ''}`);
  };
}
