import { expect } from 'chai';
import { DriftlabError } from '../../src/errors';

/** The error a promise fails with. */
export async function failureOf(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    return error as Error;
  }
  throw new Error('expected a failure, but it succeeded');
}

/** Expects an error about invalid data that says all of `parts`. */
export async function expectInvalid(promise: Promise<unknown>, ...parts: readonly string[]): Promise<void> {
  const error = await failureOf(promise);
  expect(error).instanceOf(DriftlabError).with.property('code', 'DRIFTLAB_INVALID_DATA');
  for (const part of parts) expect(error.message).include(part);
}
