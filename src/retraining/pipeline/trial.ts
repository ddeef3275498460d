import type { ShadowedSamples } from '../judging/shadowEvidence';
import { sha256Of } from '../../data/sha256Of';
import { versionName } from '../deployment/judgeVersion';

/** A challenger that is being judged, and what all models have answered so far; plain data. */
export interface Trial {
  readonly cycle: string;
  readonly version: number;
  readonly champion: number;
  /** Versions that answer: champion, challenger and all that were approved before. */
  readonly versions: readonly number[];
  /** The challenger has learnt from samples before this position. */
  readonly learntTo: number;
  /** Samples from this position on are judged. */
  readonly from: number;
  /** Labelled samples after which it is decided. */
  readonly wanted: number;
  /** It is decided at this position at the latest, with the labels that have come. */
  readonly until: number;
  readonly positions: number[];
  readonly labels: number[];
  /** One list for each of `versions`, by name. */
  readonly answers: Readonly<Record<string, (number | null)[]>>;
  /** It has passed, and waits for a person to sign this. */
  awaiting: { readonly position: number; readonly hash: string } | null;
}

/** What all models of a trial said of one sample. */
export interface AnsweredSample {
  readonly position: number;
  readonly label: number;
  readonly answers: Readonly<Record<string, number | null>>;
}

/** Adds a sample to a trial that still takes some. */
export function addToTrial(trial: Trial, { position, label, answers }: AnsweredSample): void {
  if (position < trial.from || isFull(trial)) return;
  trial.positions.push(position);
  trial.labels.push(label);
  for (const version of trial.versions) trial.answers[versionName(version)].push(answers[versionName(version)] ?? null);
}

export function isFull({ positions, wanted, awaiting }: Trial): boolean {
  return awaiting !== null || positions.length >= wanted;
}

/** The samples of a trial for the judge, named by what they are and not by their labels alone. */
export function trialSamples({ cycle, positions, labels, answers }: Trial): ShadowedSamples {
  return { labels, answers, digest: sha256Of(JSON.stringify([cycle, positions])) };
}
