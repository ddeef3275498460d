import { alarmTimeline } from '../../plots/alarmTimeline';
import type { Figure } from '../../plots/figure';
import { heatTable } from '../../plots/heatTable';
import { lineWithBand } from '../../plots/lineWithBand';
import { RETRAININGS } from '../../retraining/deciding/decision';
import type { GainPoint } from '../../retraining/deciding/gainCurve';
import type { PolicyStudy, PolicyTimeline } from './policyStudy';

/** The figures of a comparison of policies, by the names of their files. */
export type PolicyFigures = Readonly<Record<'gains' | 'timeline' | 'accuracy' | `totals-${number}`, Figure>>;

/**
 * Draws total costs against the best fixed policy for each price, the gains that were measured, who retrained when, and accuracy over time; the
 * last two on Adult with induced drift where it is, else on the recurring stream.
 * @example
 * show((await policyFigures(study))['totals-25']);
 */
export async function policyFigures(study: PolicyStudy): Promise<PolicyFigures> {
  const stream = study.withoutReal === null ? 'Adult, induced' : 'recurring';
  const totals: Record<`totals-${number}`, Figure> = {};
  for (const price of study.prices) totals[`totals-${price}`] = await totalsFigure(study, price);
  return {
    ...totals,
    gains: await gainsFigure(study),
    timeline: await timelineFigure(study, stream),
    accuracy: await accuracyFigure(study, stream),
  };
}

function totalsFigure({ rows, runs }: PolicyStudy, price: number): Promise<Figure> {
  const own = rows.filter((row) => row.price === price);
  const names = unique(own.map(({ policy }) => policy));
  const streams = unique(own.map(({ stream }) => stream));
  // ours first, the fixed ones last
  const order = [...names].reverse().filter((name) => roleOf(name) !== 'naive prediction');
  function roleOf(name: string) {
    return own.find(({ policy }) => policy === name)!.role;
  }
  return heatTable({
    title: `Errors and retrainings together, where a full retraining costs ${price} errors`,
    subtitle: `Total cost over that of the best fixed policy in hindsight, stream by stream; synthetic ones: ${runs === 1 ? 'one run' : `means of ${runs} runs`}`,
    rows: order,
    columns: streams,
    values: order.map((name) =>
      streams.map((stream) => own.find((row) => row.policy === name && row.stream === stream)!.relative),
    ),
    apart: order.filter((name) => roleOf(name) === 'fixed'),
    domain: [0.9, 2],
    format: (value) => value.toFixed(2),
    width: 960,
    note: 'Below the line: policies that look at the clock only, the best of which is 1 on each stream. Paler is better; below 1 it is better than each of them.',
  });
}

/** Draws the gain of each retraining by severity; a curve goes on level beyond its last measurement, as the policy takes it. */
function gainsFigure({ measured }: Pick<PolicyStudy, 'measured'>): Promise<Figure> {
  const last = Math.max(...RETRAININGS.flatMap((name) => measured.gains[name].map(({ severity }) => severity)));
  const points = (own: readonly GainPoint[]) => {
    const end = own[own.length - 1];
    return [...own, ...(end.severity < last ? [{ ...end, severity: last }] : [])];
  };
  return lineWithBand({
    title: 'What a retraining wins',
    subtitle: `Means of ${measured.retrainings} retrainings on simulated streams, none of which is in the comparison`,
    xLabel: 'severity that the monitor shows (rise of the error rate)',
    yLabel: 'errors per prediction fewer than without',
    series: RETRAININGS.map((name) => ({
      name,
      points: points(measured.gains[name]).map(({ severity, gain }) => ({ x: severity, y: gain })),
    })),
    width: 640,
  });
}

function timelineFigure({ timelines, prices }: PolicyStudy, stream: string): Promise<Figure> {
  const own = timelines.filter((one) => one.stream === stream);
  return alarmTimeline({
    title: `Who retrained when: ${stream}`,
    subtitle: `One run, a full retraining costs ${prices[Math.floor(prices.length / 2)]} errors; each tick is a retraining`,
    length: own[0].length,
    tick: 'retraining',
    rows: own.map(({ policy, role, retrainings }) => ({
      name: policy,
      alarms: retrainings,
      role: role === 'fixed' ? 'straw man' : 'detector',
    })),
    changes: own[0].truth,
  });
}

function accuracyFigure({ timelines }: PolicyStudy, stream: string): Promise<Figure> {
  const shown = ['never', 'every 2000', 'rule', 'cost-aware'];
  const own = shown.map((name) => timelines.find((one) => one.stream === stream && one.policy === name)!);
  return lineWithBand({
    title: `Accuracy over time: ${stream}`,
    subtitle: 'Prequential accuracy in windows of 500 samples, one run',
    xLabel: 'sample',
    yLabel: 'accuracy',
    series: own.map(({ policy, curve }: PolicyTimeline) => ({ name: policy, points: curve })),
    width: 640,
  });
}

const unique = (names: readonly string[]): string[] => [...new Set(names)];
