/**
 * What a topic gives to generated sentences, as templates of `expand`. Some words belong to several topics on purpose: a coach
 * trains a team or drives to the airport.
 */
export interface Topic {
  /** Nouns that can be judged, singular. */
  readonly things: readonly string[];
  /** Clauses that only a pleased writer writes. */
  readonly good: readonly string[];
  /** Clauses that only a displeased writer writes. */
  readonly bad: readonly string[];
  /** Clauses that say how things are. */
  readonly facts: readonly string[];
  /** What a writer may want to do, after 'to'. */
  readonly tasks: readonly string[];
  /** Occasions, after 'after' or 'during': texts of other topics mention them in passing. */
  readonly occasions: readonly string[];
}
