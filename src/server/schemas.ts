import { z } from 'zod';
import type { Limits } from './limits';
import type { ServedModel } from './servedModel';

/** The records that go in and out of the service; OpenAPI, validation and the client's types all come from here. */

const seed = z
  .int()
  .min(0)
  .max(2 ** 32 - 1)
  .describe('decides about all that is random: the same seed gives the same answer');

export const errorReply = z
  .object({
    error: z.object({
      code: z.string().describe('for programs'),
      message: z.string().describe('for people: what was wrong and what to do'),
      field: z.string().optional().describe('the part of the request it is about'),
      requestId: z.string(),
    }),
  })
  .describe('what every error looks like');

export const modelReply = z.object({
  name: z.string(),
  description: z.string(),
  takes: z.enum(['images', 'texts']),
  classes: z.array(z.string()),
  drifts: z.array(z.string()).describe('what can be simulated'),
  loaded: z.boolean().describe('whether it is in memory'),
});

export const modelsReply = z.object({ models: z.array(modelReply) });

const probability = z.number().min(0).max(1);

export const predictReply = z.object({
  model: z.string(),
  predictions: z.array(
    z.object({
      label: z.string(),
      confidence: probability.describe('probability of the label'),
      probabilities: z.array(probability).describe('in the order of the classes'),
      truth: z.string().optional().describe('the true label of simulated data'),
    }),
  ),
});

export const detectReply = z.object({
  model: z.string(),
  drift: z.boolean().describe('pValue ≤ alpha; without drift true in at most alpha of the samples'),
  alpha: probability,
  pValue: probability.describe('of both tests together: twice the smaller one, at most 1'),
  tests: z.object({
    ks: z
      .object({
        pValue: probability,
        dimensions: z.int(),
        drifted: z.int().describe('dimensions whose adjusted p value is at most alpha'),
        strongest: z
          .array(
            z.object({ dimension: z.int(), distance: probability, pValue: probability, adjustedPValue: probability }),
          )
          .describe('the ten dimensions that moved most'),
      })
      .describe('Kolmogorov–Smirnov on each dimension of the embedding, corrected by Holm'),
    mmd: z.object({ pValue: probability, permutations: z.int() }).describe('maximum mean discrepancy by permutation'),
  }),
  effect: z
    .object({ name: z.string(), value: z.number(), low: z.number().optional(), high: z.number().optional() })
    .optional()
    .describe('how large the drift is; left out where the samples are too small to tell'),
  mostUnusual: z.array(z.int()).describe('places in the sample of what is least like the reference'),
  sizes: z.object({ reference: z.int(), sample: z.int() }),
  seed,
  simulated: z.object({ drift: z.string(), severity: probability }).optional(),
  notes: z.array(z.string()),
});

export const cleanupReply = z.object({ unloaded: z.array(z.string()).describe('models that were in memory') });

export const referenceReply = z.object({
  id: z.string(),
  model: z.string(),
  count: z.int().describe('images or texts'),
  registered: z.iso.datetime(),
});

export const referencesReply = z.object({ references: z.array(referenceReply) });

export const referenceId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)
  .describe('letters, digits, dot, dash and underscore');

export const statusReply = z.object({ status: z.enum(['ok', 'closing']) });

/** The bodies that a model takes: they differ by what it is asked about. */
export function modelSchemas(model: ServedModel, limits: Limits): ModelSchemas {
  const one =
    model.takes === 'texts'
      ? z.string().max(limits.textLength)
      : z
          .base64()
          .min(4)
          .max(4 * Math.ceil(limits.imageBytes / 3))
          .describe('a PNG or JPEG file in base64');
  const sample = z.array(one).min(1).max(limits.count);
  // two values are the least that can be compared
  const compared = z.array(one).min(2).max(limits.count);
  const simulation = {
    severity: probability.default(0).describe('0 is no drift'),
    drift: z.enum(model.drifts as [string, ...string[]]).default(model.drifts[0]),
    seed: seed.default(0),
  };
  const test = {
    alpha: z.number().gt(0).lt(1).default(0.05).describe('how often it may alarm without drift'),
    permutations: z.int().min(39).max(limits.permutations).default(199),
    seed: seed.default(0),
  };
  const input = { [model.takes]: sample };
  return {
    predict: z.union([
      z.strictObject({ simulate: z.literal(true), count: z.int().min(1).max(limits.count).default(10), ...simulation }),
      z.strictObject(input),
    ]),
    detect: z.union([
      z.strictObject({
        ...simulation,
        ...test,
        severity: probability.describe('0 is no drift'),
        count: z.int().min(2).max(limits.count).default(100),
      }),
      z.strictObject({ reference: compared, current: compared, ...test }),
      z.strictObject({ referenceId, current: compared, ...test }),
    ]),
    reference: z.strictObject({ [model.takes]: compared }),
  } as unknown as ModelSchemas;
}

interface TestFields {
  readonly alpha: number;
  readonly permutations: number;
  readonly seed: number;
}

interface SimulationFields {
  readonly severity: number;
  readonly drift: string;
  readonly seed: number;
}

/** Images in base64, or texts. */
type Sent = readonly string[];

export type PredictBody =
  | ({ readonly simulate: true; readonly count: number } & SimulationFields)
  | { readonly images: Sent }
  | { readonly texts: Sent };

export type DetectBody = TestFields &
  (
    | (SimulationFields & { readonly count: number })
    | { readonly reference: Sent; readonly current: Sent }
    | { readonly referenceId: string; readonly current: Sent }
  );

export type ReferenceBody = { readonly images: Sent } | { readonly texts: Sent };

export interface ModelSchemas {
  readonly predict: z.ZodType<PredictBody>;
  readonly detect: z.ZodType<DetectBody>;
  readonly reference: z.ZodType<ReferenceBody>;
}
