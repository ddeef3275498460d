import { svgToPng } from './svgToPng';

/** An interactive figure in Plotly's JSON form. */
export interface PlotlyFigure {
  readonly data: readonly Readonly<Record<string, unknown>>[];
  readonly layout: Readonly<Record<string, unknown>>;
  readonly config?: Readonly<Record<string, unknown>>;
}

/** A picture in every form that a reader may need: the drawing, its pixels, its words and perhaps an interactive twin. */
export interface Figure {
  readonly svg: string;
  readonly png: Uint8Array;
  /** Size of the drawing in pixels. */
  readonly width: number;
  readonly height: number;
  /** What the picture shows, in a sentence, for those who do not see it. */
  readonly alt: string;
  readonly plotly?: PlotlyFigure;
  /** One pixel for each of the drawing, beside an interactive twin only: JupyterLab shows it until one points at the figure. */
  readonly preview?: Uint8Array;
}

/** How a figure is made from its drawing. */
export interface FigureOptions {
  /** The interactive twin. */
  readonly plotly?: PlotlyFigure;
  /** Pixels of the PNG for each pixel of the drawing (default 2). */
  readonly scale?: number;
}

/**
 * A figure from an SVG document: its pixels are drawn here, its size and words are the document's own.
 * @throws {RangeError} if the SVG has no width, height or aria-label.
 * @example
 * show(await figure(plotToSvg({ title: 'Two points', plot: { marks } })));
 */
export async function figure(svg: string, { plotly, scale = 2 }: FigureOptions = {}): Promise<Figure> {
  const attribute = (name: string): string => {
    const value = new RegExp(`<svg[^>]*? ${name}="([^"]*)"`).exec(svg)?.[1];
    if (value === undefined) throw new RangeError(`invalid svg: expected the attribute ${name} on its root`);
    return value;
  };
  const alt = attribute('aria-label').replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
  const size = { width: Number(attribute('width')), height: Number(attribute('height')) };
  const png = await svgToPng(svg, scale);
  return { svg, png, ...size, alt, ...(plotly && { plotly, preview: await svgToPng(svg, 1) }) };
}
