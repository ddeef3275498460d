import { alarmTimeline } from '../../src/plots/alarmTimeline';
import { heatTable } from '../../src/plots/heatTable';
import { labeledScatter } from '../../src/plots/labeledScatter';
import {
  barsWithBaselines,
  comparisonPlot,
  heatmapGallery,
  lineWithBand,
  pictureGrid,
  reliabilityPlot,
  scoreHistogram,
  sweepPlot,
  type Figure,
} from '../../src/plots';
import { images } from '../../src/images';
import { matrix } from '../../src/matrix';
import { createRandom } from '../../src/random';

const normals = (seed: number, count: number, mean: number, sd: number): number[] => {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => mean + sd * random.normal());
};

export const RUNS = [
  { name: 'clean', good: normals(1, 100, 2, 0.3), defect: normals(2, 150, 3.4, 0.9), threshold: 2.5 },
  { name: 'before', good: normals(3, 100, 3, 0.3), defect: normals(4, 150, 3.6, 0.7), threshold: 2.5 },
  { name: 'after', good: normals(5, 100, 1.6, 0.25), defect: normals(6, 150, 2.6, 0.8), threshold: 2.05 },
];

const falling = (from: number, slope: number) =>
  [0, 0.02, 0.05, 0.1, 0.2].map((x) => ({
    x,
    y: from - slope * x,
    low: from - slope * x - 0.04,
    high: from - slope * x + 0.03,
  }));

function galleryRow(label: string, masked: boolean) {
  const side = 16;
  const disc = Array.from(
    { length: side * side },
    (_, i) => ((i % side) - 5) ** 2 + (Math.floor(i / side) - 9) ** 2 < 16,
  );
  const image = images(
    Uint8Array.from(disc, (inside) => (inside ? 40 : 180)),
    1,
    side,
    side,
    1,
  );
  const truth = masked ? images(Uint8Array.from(disc, Number), 1, side, side, 1) : undefined;
  const map = (level: number) =>
    matrix(
      Float32Array.from(disc, (inside) => (inside ? 2 : level)),
      side,
      side,
    );
  return { label, image, truth, maps: [map(1), map(0)] };
}

/** One example of every figure: what is listed here goes through all checks. */
export const EXAMPLES: Readonly<Record<string, () => Promise<Figure>>> = {
  scoreHistogram: () => scoreHistogram({ title: 'Before', good: RUNS[1].good, defect: RUNS[1].defect, threshold: 2.5 }),
  comparisonPlot: () =>
    comparisonPlot({
      title: 'Contrast 0.6',
      subtitle:
        'Scores of "good" & <defect> images; a text that is long enough to need more than one line on this card, so that wrapping shows.',
      runs: RUNS,
      note: 'A note.',
    }),
  lineWithBand: () =>
    lineWithBand({
      title: 'Loss',
      xLabel: 'training step',
      yLabel: 'loss (nats)',
      series: [
        {
          name: 'train',
          points: Array.from({ length: 60 }, (_, x) => ({
            x,
            y: 2 * 0.95 ** x,
            low: 1.9 * 0.95 ** x,
            high: 2.1 * 0.95 ** x,
          })),
        },
        { name: 'held out', points: Array.from({ length: 60 }, (_, x) => ({ x, y: 0.1 + 2 * 0.96 ** x })) },
      ],
    }),
  sweepPlot: () =>
    sweepPlot({
      title: 'Contamination',
      yDomain: [0, 1],
      references: [{ y: 0.5, label: 'chance' }],
      series: [
        { name: 'image AUROC', points: falling(0.93, 0.6) },
        { name: 'recall', points: falling(0.9, 0.7) },
      ],
    }),
  barsWithBaselines: () =>
    barsWithBaselines({
      title: 'Embedders',
      valueLabel: 'image AUROC',
      chance: 0.5,
      rows: [
        { name: 'ours', value: 0.912, low: 0.89, high: 0.93, role: 'ours' },
        { name: 'mean colour', value: 0.61, low: 0.56, high: 0.66 },
        { name: 'no interval', value: 0.99 },
      ],
    }),
  heatmapGallery: () =>
    heatmapGallery({
      title: 'Where',
      mapNames: ['before', 'after'],
      rows: [galleryRow('hole', true), galleryRow('cut', false)],
    }),
  heatTable: () =>
    heatTable({
      title: 'Power',
      rows: ['ks', 'mmd', 'always'],
      apart: ['always'],
      columns: ['no drift', 'one of many features', 'image corruption'],
      values: [
        [0.05, 0.95, null],
        [0.04, 0.6, 0.75],
        [1, 1, 1],
      ],
      note: 'A note.',
    }),
  alarmTimeline: () =>
    alarmTimeline({
      title: 'Alarms',
      length: 3000,
      rows: [
        { name: 'Ddm', alarms: [620, 1051, 1900] },
        { name: 'Adwin', alarms: [] },
        { name: 'always', alarms: Array.from({ length: 3000 }, (_, i) => i), role: 'straw man' },
      ],
      changes: [
        { start: 1000, end: 1000 },
        { start: 1700, end: 2200 },
        { start: 600, end: 600, annotated: false },
      ],
    }),
  labeledScatter: () =>
    labeledScatter({
      title: 'Delay against false alarms',
      xLabel: 'false alarms per 1000 values',
      yLabel: 'delay (values)',
      xScale: 'symlog',
      points: [
        { name: 'Adwin', x: 0, y: 118, role: 'ours' },
        { name: 'HddmA', x: 0.01, y: 112, role: 'ours' },
        { name: 'Ddm', x: 0.2, y: 165, role: 'ours' },
        { name: 'always', x: 1000, y: 0 },
      ],
    }),
  reliabilityPlot: () =>
    reliabilityPlot({
      title: 'Calibration',
      series: [
        {
          name: 'as trained',
          points: [0.5, 0.7, 0.9].map((x) => ({ confidence: x, accuracy: x - 0.1, low: x - 0.25, high: x + 0.02 })),
        },
        {
          name: 'at temperature 1.4',
          points: [0.5, 0.7, 0.9].map((x) => ({ confidence: x, accuracy: x, low: x - 0.15, high: x + 0.1 })),
        },
      ],
      start: 0.2,
    }),
  pictureGrid: () =>
    pictureGrid({
      title: 'Pictures',
      images: images(
        Uint8Array.from({ length: 3 * 16 }, (_, i) => (i * 37) % 256),
        3,
        4,
        4,
        1,
      ),
      captions: [['4, not 9', '98 % sure'], ['7'], ['1, not 7', '90 % sure']],
      columns: 2,
    }),
};
