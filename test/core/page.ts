import * as core from '../../src/core';
import * as categorical from '../goldenRunner/adapters/categorical';
import * as descriptive from '../goldenRunner/adapters/descriptive';
import * as distributions from '../goldenRunner/adapters/distributions';
import * as divergences from '../goldenRunner/adapters/divergences';
import * as metrics from '../goldenRunner/adapters/metrics';
import * as model_comparison from '../goldenRunner/adapters/model_comparison';
import * as multiple_testing from '../goldenRunner/adapters/multiple_testing';
import * as streaming from '../goldenRunner/adapters/streaming';
import * as two_sample from '../goldenRunner/adapters/two_sample';
import type { GoldenFile } from '../goldenRunner/goldenCase';
import { type CaseResult, runCase } from '../goldenRunner/runCase';

/** What the page of core-test.ts runs: the golden families that `driftlab/core` answers, in a browser. */
const adapters = {
  ...{ categorical, descriptive, distributions, divergences, metrics, model_comparison },
  ...{ multiple_testing, streaming, two_sample },
};

const page = {
  core: Object.keys(core),
  families: Object.keys(adapters),
  run: ({ family, cases }: GoldenFile): Promise<CaseResult[]> =>
    Promise.all(cases.map((one) => runCase(family, one, adapters))),
};

export type Page = typeof page;

Object.assign(globalThis, { page });
