import type { PlotOptions } from '@observablehq/plot';
import { card, type CardOptions, type Drawing } from './card';
import { createDocument, loadPlot } from './packages';
import { COLORS, FONT_SIZES } from './style';

/** A figure drawn by Observable Plot: what stands around it, and the options of its `plot` function. */
export interface PlotToSvgOptions extends CardOptions {
  /** Marks and scales, as Observable Plot's `plot` takes them (its own title, caption and legends excepted). */
  readonly plot: Readonly<Record<string, unknown>>;
  /** Size of the drawing in pixels, the card's padding and texts apart (default 640 × 280). */
  readonly width?: number;
  readonly height?: number;
}

/**
 * A plot as an SVG document on the house's card: title, subtitle and legend are part of the picture.
 * The same input gives the same bytes.
 * @throws {DriftlabError} DRIFTLAB_MISSING_PACKAGE if Plot or linkedom is not installed.
 * @throws {RangeError} if the options make Plot return more than one SVG element (a title, caption or legend of its own).
 * @example
 * const svg = plotToSvg({ title: 'Two points', plot: { marks: [Plot.dot([[1, 2], [3, 4]])] } });
 */
export function plotToSvg({ plot, width = 640, height = 280, ...around }: PlotToSvgOptions): string {
  return card(draw(plot, width, height), around);
}

function draw(plot: Readonly<Record<string, unknown>>, width: number, height: number): Drawing {
  const options = { ...plot, width, height, document: createDocument() } as PlotOptions;
  const element = loadPlot().plot(options);
  if (element.tagName.toLowerCase() !== 'svg')
    throw new RangeError('invalid plot: title, subtitle, caption and legend belong beside it, not into it');
  element.querySelector('style')?.remove();
  // the style sheet that names currentColor's value stays behind with Plot's own svg element
  const content = element.innerHTML
    .replaceAll('currentColor', COLORS.ink)
    .replaceAll('var(--plot-background)', COLORS.card);
  return { content: `<g text-anchor="middle" font-size="${FONT_SIZES.text}">${content}</g>`, width, height };
}
