import { sliceImages } from '../images';
import { matrix, row } from '../matrix';
import { barsWithBaselines } from '../plots/barsWithBaselines';
import { sharedBins } from '../plots/bins';
import { comparisonPlot } from '../plots/comparisonPlot';
import type { Figure } from '../plots/figure';
import { type GalleryRow, heatmapGallery } from '../plots/heatmapGallery';
import { scoreHistogram } from '../plots/scoreHistogram';
import { sweepPlot } from '../plots/sweepPlot';
import type { AnomalyRun } from './anomalyRun';
import type { DataDrift } from './dataDrift';

/** The demo's figures by the name of their files. */
export type DataDriftFigures = Readonly<
  Record<'before' | 'after' | 'comparison' | 'contamination' | 'baselines', Figure>
> & {
  /** Absent where the dataset has no masks, and so no heat maps. */
  readonly gallery?: Figure;
};

/**
 * Draws the figures of a demo. The histograms share their bins.
 * @example
 * show((await dataDriftFigures(demo)).comparison);
 */
export async function dataDriftFigures(demo: DataDrift): Promise<DataDriftFigures> {
  const { runs, settings } = demo;
  const bins = sharedBins(
    [runs.clean, runs.before, runs.after].flatMap(({ goodScores, defectScores }) => [goodScores, defectScores]),
    30,
  );
  const subtitle = `${settings.className}, colour contrast × ${settings.factor}`;
  const histogram = (title: string, run: AnomalyRun): Promise<Figure> =>
    scoreHistogram({ title, subtitle, bins, ...scoresOf(run) });
  return {
    before: await histogram('Drifted images, original memory bank', runs.before),
    after: await histogram('Drifted images, rebuilt memory bank', runs.after),
    comparison: await comparisonPlot({
      title: 'What drift does to the scores, and what rebuilding repairs',
      subtitle,
      bins,
      runs: (['clean', 'before', 'after'] as const).map((name) => ({ name, ...scoresOf(runs[name]) })),
    }),
    contamination: await contaminationFigure(demo),
    baselines: await barsWithBaselines({
      title: 'How hard the images are',
      subtitle: `${settings.className} without drift`,
      valueLabel: 'image AUROC',
      chance: 0.5,
      rows: [
        { name: settings.embedder, value: runs.clean.metrics.imageAuroc, role: 'ours' },
        ...demo.baselines.map(({ name, imageAuroc }) => ({ name, value: imageAuroc })),
      ],
    }),
    gallery: await galleryFigure(demo),
  };
}

function scoresOf({ goodScores, defectScores, metrics }: AnomalyRun): {
  good: Float64Array;
  defect: Float64Array;
  threshold?: number;
} {
  return { good: goodScores, defect: defectScores, threshold: metrics.threshold ?? undefined };
}

function contaminationFigure({ contamination, settings }: DataDrift): Promise<Figure> {
  const series = (name: string, value: (run: AnomalyRun) => number | null) => ({
    name,
    points: contamination.map(({ share, run }) => ({ x: share, y: value(run) ?? Number.NaN })),
  });
  return sweepPlot({
    title: 'A bank rebuilt from data with defects in it',
    subtitle: `${settings.className}, contrast × ${settings.factor}, tested on other images`,
    series: [
      series('image AUROC', ({ metrics }) => metrics.imageAuroc),
      series('recall at 5 % false alarms', ({ metrics }) => metrics.recallAtFpr5),
    ],
  });
}

/** The first image of each kind: input, truth, and both heat maps. */
async function galleryFigure({ drifted, runs, settings }: DataDrift): Promise<Figure | undefined> {
  const { before, after } = runs;
  const { masks, test } = drifted;
  if (!masks || !before.maps || !after.maps) return undefined;
  const maps = [before.maps, after.maps];
  const firsts = [...new Set(drifted.kinds)].map((kind) => drifted.kinds.indexOf(kind));
  const rows = firsts.map((i): GalleryRow => ({
    label: drifted.kinds[i].replaceAll('_', ' '),
    image: sliceImages(test, i, i + 1),
    truth: sliceImages(masks, i, i + 1),
    maps: maps.map((map) => matrix(row(map, i), test.height, test.width)),
  }));
  return heatmapGallery({
    title: 'Where the score comes from',
    subtitle: `${settings.className}, contrast × ${settings.factor}`,
    mapNames: ['before', 'after'],
    rows,
  });
}
