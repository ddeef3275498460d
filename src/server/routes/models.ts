import type { z } from 'zod';
import type { ServerContext } from '../buildServer';
import type { DetectRequest } from '../requests';
import { cleanupReply, detectReply, modelSchemas, modelsReply, predictReply, type DetectBody } from '../schemas';
import { sentSample } from '../sentSample';
import type { ServedModel } from '../servedModel';
import { ServiceError } from '../serviceError';
import type { ApiInstance } from './apiInstance';
import { takeForms } from './forms';
import { refusals } from './refusals';

/** What is served, prediction and drift detection for each model, and clean-up. */
export function modelRoutes(app: ApiInstance, context: ServerContext): void {
  const { models, service } = context;
  app.get(
    '/models',
    { schema: { summary: 'Models that are served', tags: ['models'], response: { 200: modelsReply, ...refusals } } },
    () => ({ models: describe(models, service.loaded()) }),
  );
  app.post(
    '/cleanup',
    {
      schema: {
        summary: 'Unload all models and free their memory; they load again when they are asked',
        tags: ['models'],
        response: { 200: cleanupReply, ...refusals },
      },
    },
    async () => ({ unloaded: await service.unload() }),
  );
  for (const model of models) {
    predictRoute(app, model, context);
    detectRoute(app, model, context);
  }
}

function describe(models: readonly ServedModel[], loaded: readonly string[]): z.infer<typeof modelsReply>['models'] {
  return models.map(({ name, description, takes, classes, drifts }) => ({
    ...{ name, description, takes, classes: [...classes], drifts: [...drifts] },
    loaded: loaded.includes(name),
  }));
}

function predictRoute(app: ApiInstance, model: ServedModel, { service, limits }: ServerContext): void {
  const { name, takes } = model;
  app.post(
    `/predict/${name}`,
    {
      schema: {
        summary: `Predict with ${name}: ${model.description}`,
        tags: [name],
        body: modelSchemas(model, limits).predict,
        response: { 200: predictReply, ...refusals },
      },
      ...takeForms(takes, { lists: [takes] }, limits),
    },
    async ({ body }) => {
      const input =
        'simulate' in body
          ? { simulate: body }
          : { sample: sentSample(model, takes in body ? body[takes as never] : []) };
      return { model: name, predictions: await service.predict({ model: name, input }) };
    },
  );
}

function detectRoute(app: ApiInstance, model: ServedModel, context: ServerContext): void {
  const { name, takes } = model;
  const { service, limits } = context;
  app.post(
    `/detect-drift/${name}`,
    {
      schema: {
        summary: `Has what ${name} is asked about drifted?`,
        tags: [name],
        body: modelSchemas(model, limits).detect,
        response: { 200: detectReply, ...refusals },
      },
      ...takeForms(takes, { lists: ['reference', 'current'], texts: ['referenceId'] }, limits),
    },
    async ({ body }) => {
      const { alpha, permutations, seed } = body;
      const input = await detectInput(model, body, context);
      return service.detect({ model: name, input, alpha, permutations, seed });
    },
  );
}

async function detectInput(
  model: ServedModel,
  body: DetectBody,
  { store }: ServerContext,
): Promise<DetectRequest['input']> {
  if ('severity' in body) return { simulate: body };
  const current = sentSample(model, body.current);
  if ('reference' in body) return { reference: sentSample(model, body.reference), current };
  const kept = await store.get(model.name, body.referenceId);
  if (!kept)
    throw new ServiceError(
      'NOT_FOUND',
      `no reference ${JSON.stringify(body.referenceId)} for ${model.name}: register it first`,
      'referenceId',
    );
  return { embeddings: kept.embeddings, current };
}
