import type { CardOptions } from './card';
import { figure, type Figure } from './figure';
import { loadPlot } from './packages';
import { plotToSvg } from './plotToSvg';
import { COLORS, FONT_SIZES } from './style';
import { textWidth, wrapText } from './text';

/** What a table of colours shows. */
export interface HeatTableOptions extends Omit<CardOptions, 'legend'> {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** A row of values for each row, one per column; null is a gap. */
  readonly values: readonly (readonly (number | null)[])[];
  /** The values of the palest and of the darkest colour (default 0 to 1). */
  readonly domain?: readonly [number, number];
  /** How the value of a row and a column, counted from 0, is written (default a percentage of 1). */
  readonly format?: (value: number, row: number, column: number) => string;
  /** Rows that stand apart below a line, such as straw men. */
  readonly apart?: readonly string[];
  /** Pixels (default 720). */
  readonly width?: number;
}

const ROW_HEIGHT = 24;
const PALE = [0xf4, 0xf8, 0xfb] as const;
const DARK = [0x00, 0x52, 0x86] as const;

/**
 * A table whose cells are coloured by their values and say them too.
 * @throws {RangeError} if names repeat, the values do not fit rows and columns, or a value is not finite.
 * @example
 * show(await heatTable({ title: 'Power', rows: ['ks', 'mmd'], columns: ['mean', 'tail'], values: [[0.9, 0.1], [0.8, 0.2]] }));
 */
export async function heatTable(options: HeatTableOptions): Promise<Figure> {
  return figure(drawTable(options));
}

interface Cell {
  readonly row: string;
  readonly column: string;
  readonly text: string;
  readonly fill: string;
  readonly ink: string;
}

function drawTable(options: HeatTableOptions): string {
  const { rows, columns, apart = [], width = 720, title, subtitle, note } = options;
  checkTable(options);
  const Plot = loadPlot();
  const cells = rows.flatMap((row, i) => columns.map((column, j) => cellOf(options, i, j, row, column)));
  const marginLeft = 16 + Math.max(...rows.map((name) => textWidth(name, FONT_SIZES.text)));
  // bold letters are wider
  const room = (width - marginLeft) / columns.length / 1.15 - 4;
  const heads = columns.map((name) => wrapText(name, FONT_SIZES.small, room));
  const marginTop = 10 + Math.max(...heads.map((lines) => lines.length)) * FONT_SIZES.small * 1.25;
  const at = { x: 'column', y: 'row' } as const;
  const firstApart = rows.find((row) => apart.includes(row));
  const plot = {
    ...{ marginTop, marginLeft, marginBottom: 4, marginRight: 1 },
    x: { domain: columns, label: null, axis: null, padding: 0.04 },
    y: { domain: rows, label: null, padding: 0.08 },
    marks: [
      Plot.axisY({ tickSize: 0, label: null }),
      Plot.text(columns, {
        ...{ x: (name: string) => name, frameAnchor: 'top', dy: -6, lineAnchor: 'bottom' },
        ...{ text: (_: string, i: number) => heads[i].join('\n'), fontSize: FONT_SIZES.small, fontWeight: 'bold' },
      }),
      Plot.cell(cells, { ...at, fill: 'fill' }),
      ...[COLORS.ink, COLORS.card].map((ink) =>
        Plot.text(
          cells.filter((cell) => cell.ink === ink),
          { ...at, text: 'text', fill: ink },
        ),
      ),
      ...(firstApart === undefined
        ? []
        : [
            Plot.ruleY([firstApart], {
              y: (row: string) => row,
              dy: -ROW_HEIGHT / 2,
              stroke: COLORS.ink,
              strokeWidth: 1,
            }),
          ]),
    ],
  };
  const height = rows.length * ROW_HEIGHT + marginTop + plot.marginBottom;
  return plotToSvg({ title, subtitle, note, plot, width, height });
}

function cellOf(options: HeatTableOptions, i: number, j: number, row: string, column: string): Cell {
  const { values, domain: [low, high] = [0, 1], format = percent } = options;
  const value = values[i][j];
  if (value === null) return { row, column, text: '–', fill: COLORS.card, ink: COLORS.ink };
  const share = Math.min(Math.max((value - low) / (high - low), 0), 1);
  const color = PALE.map((pale, k) => Math.round(pale + share * (DARK[k] - pale)));
  // where white reads better than ink
  const ink = share > 0.68 ? COLORS.card : COLORS.ink;
  return { row, column, text: format(value, i, j), fill: `rgb(${color.join(',')})`, ink };
}

const percent = (value: number): string => `${Math.round(100 * value)} %`;

function checkTable({ rows, columns, values }: HeatTableOptions): void {
  for (const [name, list] of Object.entries({ rows, columns }))
    if (list.length === 0 || new Set(list).size < list.length)
      throw new RangeError(`invalid ${name}: expected one or more different names, got [${list.join(', ')}]`);
  if (values.length !== rows.length || values.some((row) => row.length !== columns.length))
    throw new RangeError(`invalid values: expected ${rows.length} rows of ${columns.length} values`);
  const wrong = values.flat().find((value) => value !== null && !Number.isFinite(value));
  if (wrong !== undefined) throw new RangeError(`invalid values: expected finite numbers or null, got ${wrong}`);
}
