import type { Figure } from '../../plots/figure';
import { heatTable } from '../../plots/heatTable';
import { lineWithBand } from '../../plots/lineWithBand';
import { smallMultiples } from '../../plots/smallMultiples';
import type { RealArrivals } from './realArrivals';
import type { TextArrivals } from './textArrivals';
import type { SweepPoint, TextDriftSweep } from './textDriftSweep';

/** What arrives at one assistant, in two figures. */
export type ArrivalFigures = Readonly<Record<'answers' | 'tests', Figure>>;

/** Draws what each drift does to the model and to the detectors, a small plot for each drift. */
export function sweepFigure({ model, texts, size, calm, points }: TextDriftSweep): Promise<Figure> {
  const drifts = [...new Set(points.map(({ drift }) => drift))];
  const lines: Readonly<Record<string, (point: Omit<SweepPoint, 'drift'>) => number>> = {
    accuracy: ({ accuracy }) => accuracy,
    confidence: ({ confidence }) => confidence,
    'MMD alarms': ({ alarms }) => alarms.MMD.estimate,
    'corrected KS alarms': ({ alarms }) => alarms['KS, corrected'].estimate,
    'words alarm': ({ alarms }) => alarms.words.estimate,
  };
  return smallMultiples({
    title: 'What each drift does, and who sees it',
    subtitle: `${model}: accuracy and mean confidence on the topics of ${texts} sentences; share of alarms of ${size} texts against ${size}`,
    xLabel: 'severity',
    yLabel: 'share',
    panels: drifts.map((drift) => ({
      name: drift,
      series: Object.entries(lines).map(([name, value]) => ({
        name,
        points: [calm, ...points.filter((point) => point.drift === drift)].map((point) => ({
          x: point.severity,
          y: value(point),
        })),
      })),
    })),
    reference: 0.05,
    note: 'Dashed: 5 %, the share of alarms that is allowed where nothing drifts.',
  });
}

/** Draws both assistants' figures; none without the data sets. */
export async function arrivalFigures(
  real: RealArrivals,
): Promise<Readonly<Record<'clinc' | 'banking', ArrivalFigures>> | undefined> {
  if (real.kind === 'none') return undefined;
  return {
    clinc: await figuresOf(real.clinc, 'Questions out of scope arrive', 'out of scope'),
    banking: await figuresOf(real.banking, 'SMS messages arrive at a bank', 'SMS messages'),
  };
}

async function figuresOf(
  { classes, trainedOn, reference, batches }: TextArrivals,
  title: string,
  strange: string,
): Promise<ArrivalFigures> {
  const line = (name: string, value: (batch: TextArrivals['batches'][number]) => number) => ({
    name,
    points: batches.map((batch, i) => ({ x: i + 1, y: value(batch) })),
  });
  return {
    answers: await lineWithBand({
      title,
      subtitle: `Batches of ${batches[0].texts.length}; a head for ${classes} classes on embeddings, trained on ${trainedOn} texts`,
      xLabel: 'batch',
      yLabel: 'share',
      yDomain: [0, 1],
      series: [
        line('mean confidence', ({ confidence }) => confidence),
        line('right answers', ({ accuracy }) => accuracy),
        line(strange, ({ share }) => share),
      ],
    }),
    tests: await heatTable({
      title: `${title}: who sees it`,
      subtitle: `p value of each test against ${reference} texts of the reference, corrected for five tests; columns: share ${strange}`,
      rows: batches[0].report.tests.map(({ name }) => TEST_NAMES[name]),
      columns: batches.map(({ share }, i) => `${i + 1}: ${Math.round(100 * share)} %`),
      values: batches[0].report.tests.map((_, t) => batches.map(({ report }) => report.tests[t].adjustedPValue)),
      domain: [0.1, 0],
      format: (value) => value.toFixed(3),
    }),
  };
}

const TEST_NAMES = {
  mmd: 'MMD of embeddings',
  ks: 'corrected KS of embeddings',
  tokens: 'words',
  outOfVocabulary: 'new words',
  length: 'length',
} as const;
