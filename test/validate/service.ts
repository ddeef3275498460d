import type { Random } from '../../src/random';
import { models } from '../../src/server/defaultModels';
import { driftService } from '../../src/server/driftService';
import type { Detection } from '../../src/server/requests';
import { LEVELS, type Cell, type Promised, type ValidationTable } from './cell';

const COUNT = 100;
const CALM_RUNS = 500;
const RUNS = 60;
const LADDERS = [
  { model: 'cnn', drift: 'gaussianNoise', severities: [0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 1] },
  { model: 'bert', drift: 'typos', severities: [0.3, 0.4, 0.5, 0.6, 0.7, 1] },
  { model: 'bert', drift: 'vocabularyShift', severities: [0.4, 0.5, 0.6, 0.7, 0.8, 1] },
] as const;

const service = driftService(models);

/** As `POST /api/v1/detect-drift/{model}` answers with a seed of its own: reference and sample are new for each. */
function ask(model: string, drift: string, severity: number, random: Random): Promise<Detection> {
  const seed = random.integer(2 ** 32);
  const simulate = { count: COUNT, seed, severity, drift };
  return service.detect({ model, input: { simulate }, alpha: 0.05, permutations: 199, seed });
}

function calmCell(model: string, drift: string): Cell {
  return {
    name: `${model}, no drift`,
    runs: CALM_RUNS,
    promises: LEVELS.map((alpha) => ({ event: `p ≤ ${alpha}`, kind: 'at most', probability: alpha })),
    run: async (random) => {
      const { pValue } = await ask(model, drift, 0, random);
      return { hits: LEVELS.map((alpha) => pValue <= alpha) };
    },
  };
}

function driftCell(model: string, drift: string, severity: number): Cell {
  const event = 'the service says drift';
  const promised: Promised =
    severity === 1 ? { event, kind: 'at least', probability: 0.9 } : { event, kind: 'nothing', probability: 0 };
  return {
    name: `${model}, ${drift}, severity ${severity}`,
    runs: RUNS,
    promises: [promised],
    run: async (random) => ({ hits: [(await ask(model, drift, severity, random)).drift] }),
  };
}

/** Answers of the drift service without drift, and over the severity of three. */
export const serviceAnswers: ValidationTable = {
  name: 'service',
  title: 'Answers of the drift service',
  text: `${COUNT} made-up images or texts against ${COUNT} others at a level of 0.05, 199 permutations, with the models that ship; reference and sample are new in
each run. Without drift the share of "drift" is bounded; severity 1 has to be seen nine times in ten. Between them the lines only tell from which severity
on that is so.`,
  cells: [
    calmCell('cnn', 'gaussianNoise'),
    calmCell('bert', 'typos'),
    ...LADDERS.flatMap(({ model, drift, severities }) => severities.map((one) => driftCell(model, drift, one))),
  ],
};
