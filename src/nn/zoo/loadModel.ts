import { join } from 'node:path';
import { checkOneOf } from '../../errors';
import type { Model } from '../model';
import { openModel } from '../modelFiles';
import { modelNames, readCard } from './listModels';
import type { ZooCard } from './zooCard';
import { zooFolder } from './zooFolder';

/** A model of the zoo and its card. */
export interface ZooModel extends Model {
  readonly card: ZooCard;
}

/**
 * A trained model by name; its card says how images become inputs.
 * @throws {RangeError} for an unknown name, with those that are there; {DriftlabError} DRIFTLAB_INVALID_DATA if the file does not have
 * the SHA-256 of its card, DRIFTLAB_MISSING_PACKAGE if the package `driftlab-zoo` is not installed.
 * @example
 * const model = await loadModel('octmnist-synthetic-simpleCnn');
 * const predictor = await openPredictor(model);
 * const logits = await predictor.predict(imageRows(images, model.card.inputs));
 */
export async function loadModel(name: string, { folder }: { readonly folder?: string } = {}): Promise<ZooModel> {
  const home = folder ?? zooFolder();
  checkOneOf('name', name, await modelNames(home));
  const card = await readCard(home, name);
  const path = join(home, 'weights', `${name}.safetensors`);
  return { ...(await openModel(path, card)), card };
}
