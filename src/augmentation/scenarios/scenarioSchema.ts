import { z } from 'zod';
import { imageDrifts, type ImageDriftName } from '../imageDrifts';
import { WATCHERS, type Scenario } from './scenario';

/** An object without other fields; the error lists those that there are. */
function record<Shape extends z.core.$ZodLooseShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  const known = Object.keys(shape).join(', ');
  return z.strictObject(shape, {
    error: ({ code }) => (code === 'unrecognized_keys' ? `expected no fields but ${known}` : undefined),
  });
}

const share = z.number().min(0).max(1);
const index = z.int().min(0).max(255);
const place = z.number().gt(0).lt(1).describe('part of the run, 0 its begin and 1 its end');
const span = z.number().gt(0).max(1).describe('part of the run');
const driftName = z.enum(Object.keys(imageDrifts) as [ImageDriftName, ...ImageDriftName[]]);

const when = z.discriminatedUnion('schedule', [
  record({ schedule: z.literal('sudden'), at: place }),
  record({ schedule: z.literal('gradual'), at: place, width: span }),
  record({ schedule: z.literal('incremental'), at: place, width: span }),
  record({ schedule: z.literal('recurring'), every: span }),
  record({ schedule: z.literal('seasonal'), period: span }),
  record({ schedule: z.literal('blip'), at: place, duration: span }),
]);

const change = z.discriminatedUnion('kind', [
  record({ kind: z.literal('image'), drift: driftName, severity: share, when }).describe('images look different'),
  record({ kind: z.literal('prevalence'), label: index, share, when }).describe(
    'a class becomes more or less frequent',
  ),
  record({ kind: z.literal('demographic'), group: index, share, when }).describe(
    'a group becomes more or less frequent',
  ),
  record({ kind: z.literal('labelFlip'), classes: z.tuple([index, index]), share, when }).describe(
    'this share of two classes is now called the other one',
  ),
  record({ kind: z.literal('adversary'), drifts: z.array(driftName).min(1), severity: share, when }).describe(
    'of these drifts, all of this severity, the one that hurts the model most on each batch',
  ),
]);

const labels = record({
  delay: share.optional().describe('part of the run that passes before labels come; default 0'),
  seen: z
    .union([
      record({ share }).describe('this share, at random'),
      record({ predicted: index, others: share }).describe(
        'what the model takes for this class, and a share of the others',
      ),
    ])
    .optional()
    .describe('whose labels come at all; default all'),
  treatment: record({ label: index, becomes: index, effect: share, from: share })
    .optional()
    .describe(
      'who is of this class and recognized is treated from then on, and with this chance recorded as the other',
    ),
});

const watchers = z.array(z.enum(WATCHERS));

/** What a scenario is, for validation and for editors; the types are written out beside it, for compilers that do not know zod. */
export const scenarioSchema: z.ZodType<Scenario> = record({
  name: z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'expected a lower-case letter, then up to 39 letters and digits'),
  title: z.string().min(1).max(80),
  description: z.string().min(1).max(600).describe('the story: what happens, and why'),
  changes: z.array(change).max(8),
  labels: labels.optional(),
  expect: record({
    accuracy: z.enum(['falls', 'stays', 'either']).describe('against all true labels'),
    sees: watchers.describe('who should alarm'),
    silent: watchers.describe('who should not'),
    why: z.string().min(1).max(400),
  }),
});
