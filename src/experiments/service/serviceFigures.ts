import type { Figure } from '../../plots/figure';
import { smallMultiples } from '../../plots/smallMultiples';
import { median } from './median';
import type { ServiceAnswer, ServiceScenarios } from './serviceScenarios';

/** The figures of the service, by the names of their files. */
export type ServiceFigures = Readonly<Record<'p_values' | 'effects', Figure>>;

/** Smaller p values are drawn as this power of ten: one cannot read them off anyway. */
const LEAST = -4;

/** Draws what the service answers as severity grows: p values with the level marked, and effects. */
export async function serviceFigures({ ladders, alpha, count }: ServiceScenarios): Promise<ServiceFigures> {
  const panels = (lines: Readonly<Record<string, (answers: readonly ServiceAnswer[]) => number>>) =>
    ladders.map(({ model, drift, steps }) => ({
      name: `${model}: ${drift}`,
      series: Object.entries(lines).map(([name, value]) => ({
        name,
        points: steps.map(({ severity, answers }) => ({ x: severity, y: value(answers) })),
      })),
    }));
  const logs = (answers: readonly ServiceAnswer[]): number[] =>
    answers.map(({ pValue }) => Math.max(LEAST, Math.log10(pValue)));
  const effects = (answers: readonly ServiceAnswer[]): number[] => answers.map(({ effect }) => effect);
  const common = { xLabel: 'severity', columns: 3, height: 260 };
  const seeds = ladders[0].steps[0].answers.length;
  return {
    p_values: await smallMultiples({
      ...common,
      title: 'How sure the service is that something drifted',
      subtitle: `p value of both tests together, ${count} against ${count}, ${seeds} seeds at each severity`,
      yLabel: 'log₁₀ p',
      yDomain: [LEAST, 0],
      reference: Math.log10(alpha),
      panels: panels({
        'largest p': (answers) => Math.max(...logs(answers)),
        median: (answers) => median(logs(answers)),
        'smallest p': (answers) => Math.min(...logs(answers)),
      }),
      note: `Dashed: the level, ${alpha}; below it the service says drift. Values below 0.0001 are drawn there.`,
    }),
    effects: await smallMultiples({
      ...common,
      title: 'How large it says the drift is',
      subtitle: 'maximum mean discrepancy of the embeddings: 0 where both samples look alike',
      yLabel: 'MMD',
      yDomain: [0, Math.SQRT2],
      panels: panels({
        largest: (answers) => Math.max(...effects(answers)),
        median: (answers) => median(effects(answers)),
        smallest: (answers) => Math.min(...effects(answers)),
      }),
    }),
  };
}
