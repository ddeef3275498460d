import type { ImageDriftName } from '../imageDrifts';

/** When a change happens. All times are parts of the run: 0 is its begin, 1 its end. */
export type ScenarioWhen =
  | { readonly schedule: 'sudden'; readonly at: number }
  | { readonly schedule: 'gradual' | 'incremental'; readonly at: number; readonly width: number }
  | { readonly schedule: 'recurring'; readonly every: number }
  | { readonly schedule: 'seasonal'; readonly period: number }
  | { readonly schedule: 'blip'; readonly at: number; readonly duration: number };

/** One change of a scenario. Severities and shares are in [0, 1]. */
export type ScenarioChange = { readonly when: ScenarioWhen } & (
  | { readonly kind: 'image'; readonly drift: ImageDriftName; readonly severity: number }
  /** The class comes to have this share. */
  | { readonly kind: 'prevalence'; readonly label: number; readonly share: number }
  /** The group comes to have this share. */
  | { readonly kind: 'demographic'; readonly group: number; readonly share: number }
  /** This share of two classes comes to be called the other one. */
  | { readonly kind: 'labelFlip'; readonly classes: readonly [number, number]; readonly share: number }
  /** Of these drifts, all of this severity, the one that hurts the model most on each batch. */
  | { readonly kind: 'adversary'; readonly drifts: readonly ImageDriftName[]; readonly severity: number }
);

/** How labels come. */
export interface ScenarioLabels {
  /** Part of the run that passes before they do; default 0. */
  readonly delay?: number;
  /** Whose labels come at all: a share at random, or those that the model takes for a class and a share of the others; default all. */
  readonly seen?: { readonly share: number } | { readonly predicted: number; readonly others: number };
  /** Who is of the class and recognized is treated, beginning at `from`, and with the chance `effect` recorded as the other class. */
  readonly treatment?: {
    readonly label: number;
    readonly becomes: number;
    readonly effect: number;
    readonly from: number;
  };
}

/** What watches a run of the medical lab. */
export const WATCHERS = ['psi', 'ks', 'mmd', 'energy', 'confidence', 'accuracy'] as const;

/** A name in {@link WATCHERS}. */
export type Watcher = (typeof WATCHERS)[number];

/** Drifts over time, told as a story: plain data, for runs of any length. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  /** The story: what happens, and why. */
  readonly description: string;
  readonly changes: readonly ScenarioChange[];
  readonly labels?: ScenarioLabels;
  /** What one should see. */
  readonly expect: {
    /** Against all true labels. */
    readonly accuracy: 'falls' | 'stays' | 'either';
    /** Who should alarm. */
    readonly sees: readonly Watcher[];
    /** Who should not. */
    readonly silent: readonly Watcher[];
    readonly why: string;
  };
}
