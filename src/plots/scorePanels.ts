import type { CardOptions, LegendEntry } from './card';
import { countInBins, sharedBins } from './bins';
import { loadPlot } from './packages';
import { plotToSvg } from './plotToSvg';
import { COLORS, FONT_SIZES } from './style';

/** The anomaly scores of one run, good and defect images apart. */
export interface ScoreRun {
  readonly name: string;
  readonly good: ArrayLike<number>;
  readonly defect: ArrayLike<number>;
  /** Scores above it raise an alarm; undefined where no threshold is given. */
  readonly threshold?: number;
}

/** Several runs to be drawn beside each other over the same bins. */
export interface ScorePanels {
  readonly runs: readonly ScoreRun[];
  readonly edges: readonly number[];
  readonly scoreLabel: string;
}

/** One histogram of the picture: the good or the defect images of one run. */
export interface Panel {
  readonly run: string;
  readonly kind: 'good' | 'defect';
  readonly counts: readonly number[];
  /** What is said in its corner, such as `3 of 100 above`. */
  readonly finding: string;
}

export const KINDS = ['good', 'defect'] as const;

/** The panels' records; bins are edges, or how many are wanted over all scores. */
export function scorePanels(
  runs: readonly ScoreRun[],
  bins: number | readonly number[],
  scoreLabel: string,
): ScorePanels {
  const names = runs.map(({ name }) => name);
  if (names.length === 0 || new Set(names).size < names.length)
    throw new RangeError(`invalid runs: expected one or more with different names, got [${names.join(', ')}]`);
  const edges =
    typeof bins === 'number'
      ? sharedBins(
          runs.flatMap(({ good, defect }) => [good, defect]),
          bins,
        )
      : bins;
  return { runs, edges, scoreLabel };
}

export function panelsOf({ runs, edges }: ScorePanels): Panel[] {
  return runs.flatMap((run) =>
    KINDS.map((kind) => ({
      run: run.name,
      kind,
      counts: countInBins(run[kind], edges),
      finding: finding(kind, run[kind], run.threshold),
    })),
  );
}

function finding(kind: string, scores: ArrayLike<number>, threshold?: number): string {
  if (threshold === undefined) return `${scores.length} ${kind}`;
  let above = 0;
  for (let i = 0; i < scores.length; i++) if (scores[i] > threshold) above++;
  return `${above} of ${scores.length} ${kind} above`;
}

const LEGEND: readonly LegendEntry[] = [
  { label: 'good images', color: COLORS.good },
  { label: 'defect images', color: COLORS.defect },
];
const THRESHOLD: LegendEntry = { label: 'alarm threshold', color: COLORS.threshold, mark: 'dashes' };

/** Histograms in two rows (good, defect) and a column for each run; scale and bins are the same in all of them. */
export function drawScorePanels(panels: ScorePanels, around: CardOptions, width: number, height: number): string {
  const Plot = loadPlot();
  const { runs, edges, scoreLabel } = panels;
  const drawn = panelsOf(panels);
  const bars = drawn.flatMap(({ run, kind, counts }) =>
    counts.map((count, i) => ({ run, kind, x1: edges[i], x2: edges[i + 1], count })),
  );
  const thresholds = runs.flatMap(({ name, threshold }) => (threshold === undefined ? [] : [{ run: name, threshold }]));
  const highest = Math.max(1, ...bars.map(({ count }) => count));
  const ends = [...edges, ...thresholds.map(({ threshold }) => threshold)];
  const several = runs.length > 1;
  const plot = {
    marginTop: 26,
    marginBottom: 40,
    marginLeft: 40,
    marginRight: 8,
    x: {
      domain: [Math.min(...ends), Math.max(...ends)],
      label: scoreLabel,
      labelAnchor: 'center',
      labelArrow: 'none',
      ticks: 5,
    },
    // head room for the finding, which stands in a corner
    y: { domain: [0, 1.25 * highest], label: 'images', ticks: countTicks(highest), tickFormat: 'd' },
    fx: { domain: runs.map(({ name }) => name), axis: null, padding: several ? 0.06 : 0 },
    fy: { domain: KINDS, axis: null, padding: 0.08 },
    marks: [
      Plot.gridY(countTicks(highest), { stroke: COLORS.grid, strokeOpacity: 1 }),
      Plot.rectY(bars, {
        ...{ x1: 'x1', x2: 'x2', y: 'count', fx: 'run', fy: 'kind', insetLeft: 0.5, insetRight: 0.5 },
        fill: (bar: Panel) => COLORS[bar.kind],
      }),
      Plot.ruleY([0], { stroke: COLORS.muted }),
      Plot.ruleX(thresholds, {
        ...{ x: 'threshold', y1: 0, y2: 1.06 * highest, fx: 'run' },
        ...{ stroke: COLORS.threshold, strokeWidth: 1.5, strokeDasharray: '5,3' },
      }),
      Plot.text(drawn, {
        ...{ text: 'finding', fx: 'run', fy: 'kind', frameAnchor: 'top-right', dx: -3, dy: 3 },
        fontSize: FONT_SIZES.small,
      }),
      several
        ? Plot.axisFx({ anchor: 'top', fontSize: FONT_SIZES.heading, fontWeight: 'bold', label: null, tickSize: 0 })
        : null,
    ],
  };
  const legend = thresholds.length > 0 ? [...LEGEND, THRESHOLD] : LEGEND;
  return plotToSvg({ legend, ...around, plot, width, height });
}

/** About four round whole numbers from 0 up. */
function countTicks(highest: number): number[] {
  const wanted = highest / 4;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = Math.max(1, power * [1, 2, 5, 10].find((factor) => factor * power >= wanted)!);
  return Array.from({ length: Math.floor(highest / step) + 1 }, (_, i) => i * step);
}
