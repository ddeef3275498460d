import type { JsonValue } from '../../registry/canonicalJson';
import type { AliasChange, ModelVersion, VersionName } from '../../registry/modelRegistry';
import type { Store } from '../../registry/openStore';
import type { Outcome } from '../judging/verdict';
import { recordedVerdicts, versionName, type RecordedVerdict } from './judgeVersion';

/** What a verdict said about a version. */
export interface CardVerdict {
  /** In the decision log, from which it can be judged again. */
  readonly position: number;
  readonly outcome: Outcome;
  readonly champion: string;
  /** Labelled samples. */
  readonly samples: number;
  readonly won: number;
  readonly lost: number;
  readonly because: readonly string[];
}

/** A time as champion. */
export interface CardDeployment {
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly because: string;
  /** Null: it is champion. */
  readonly until: number | null;
  /** Why it ended. */
  readonly endedBecause: string | null;
}

/** A version with what is known about it: from its registration, its lineage, its verdicts and its deployments. */
export interface ModelCard extends VersionName {
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly status: 'champion' | 'former champion' | 'never deployed';
  readonly dataset: string | null;
  readonly run: string | null;
  /** SHA-256 by file name. */
  readonly artifacts: Readonly<Record<string, string>>;
  readonly parents: readonly VersionName[];
  /** All ancestors, the nearest first. */
  readonly lineage: readonly VersionName[];
  /** The card given when it was registered, such as intended use, metrics, limits (Mitchell et al. 2019). */
  readonly about: ModelVersion['card'];
  readonly verdicts: readonly CardVerdict[];
  readonly deployments: readonly CardDeployment[];
}

/**
 * The card of a version as the store knows it now; every version has one.
 * @throws {RangeError} for a version that the store does not have.
 * @example
 * modelCard(store, 'reviews', 2).status; // 'champion'
 */
export function modelCard(store: Store, model: string, version: number): ModelCard {
  const found = store.models.get(model, version);
  const { created, dataset, run, artifacts, parents, card: about } = found;
  const deployments = deploymentsOf(store.models.history(model), version);
  const isChampion = store.models.current(model) === version;
  const verdicts = recordedVerdicts(store, model).filter(
    ({ verdict }) => verdict.evidence.challenger === versionName(version),
  );
  return {
    ...{ model, version, created },
    status: isChampion ? 'champion' : deployments.length > 0 ? 'former champion' : 'never deployed',
    ...{ dataset, run, artifacts, parents },
    lineage: store.models.lineage(model, version).map((one) => ({ model: one.model, version: one.version })),
    about,
    verdicts: verdicts.map(cardVerdict),
    deployments,
  };
}

function deploymentsOf(history: readonly AliasChange[], version: number): CardDeployment[] {
  return history.flatMap((change, i) => {
    if (change.version !== version) return [];
    const next: AliasChange | undefined = history[i + 1];
    return [{ from: change.at, because: change.because, until: next?.at ?? null, endedBecause: next?.because ?? null }];
  });
}

function cardVerdict({ position, verdict }: RecordedVerdict): CardVerdict {
  const { outcome, because, evidence, primary } = verdict;
  const { won = 0, lost = 0 } = primary ?? {};
  return { position, outcome, champion: evidence.champion, samples: evidence.samples.labelled, won, lost, because };
}

/**
 * A model card as Markdown.
 * @example
 * await writeFile('card.md', cardText(modelCard(store, 'reviews', 2)));
 */
export function cardText(card: ModelCard): string {
  const { model, version, created, status, dataset, run, artifacts, lineage, about, verdicts, deployments } = card;
  const facts: [string, string][] = [
    ['status', status],
    ['created', day(created)],
    ['data', dataset ?? 'not stated'],
    ['run', run ?? 'none'],
    ['made from', lineage.map((one) => `${one.model} ${versionName(one.version)}`).join(', ') || 'nothing'],
    ...Object.entries(artifacts).map(([name, sha256]): [string, string] => [name, `SHA-256 ${sha256}`]),
  ];
  return [
    `# ${model} ${versionName(version)}\n`,
    `${facts.map(([name, value]) => `- ${name}: ${value}`).join('\n')}\n`,
    ...Object.entries(about).map(([name, value]) => `## ${name}\n\n${spell(value)}\n`),
    section('Verdicts', verdicts.map(verdictLine)),
    section('Deployments', deployments.map(deploymentLine)),
  ].join('\n');
}

function verdictLine({ position, outcome, champion, samples, won, lost, because }: CardVerdict): string {
  const counts = `${won} won and ${lost} lost of ${samples} samples`;
  return `${outcome} against ${champion}, ${counts} (decision ${position}): ${because.join('; ')}`;
}

function deploymentLine({ from, because, until, endedBecause }: CardDeployment): string {
  const end = until === null ? '' : `; until ${day(until)}: ${endedBecause}`;
  return `from ${day(from)}: ${because}${end}`;
}

function section(title: string, lines: readonly string[]): string {
  return `## ${title}\n\n${lines.length === 0 ? 'None.' : lines.map((line) => `- ${line}`).join('\n')}\n`;
}

function spell(value: JsonValue | undefined): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(
      ([name, one]) =>
        `- ${Array.isArray(value) ? '' : `${name}: `}${typeof one === 'string' ? one : JSON.stringify(one)}`,
    )
    .join('\n');
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
