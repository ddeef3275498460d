/**
 * The schema, one step a version: step i takes a store from `user_version` i to i + 1. A step that has been released is never
 * changed; a new one is added.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE artifacts (
    sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, stored INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE runs (
    id TEXT PRIMARY KEY, experiment TEXT NOT NULL, dataset TEXT, status TEXT NOT NULL,
    started INTEGER NOT NULL, ended INTEGER, parameters TEXT NOT NULL
  ) STRICT;
  CREATE INDEX runs_by_time ON runs (started);
  CREATE INDEX runs_by_dataset ON runs (dataset, started);
  CREATE TABLE tags (
    run TEXT NOT NULL REFERENCES runs ON DELETE CASCADE, name TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (run, name)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX tags_by_value ON tags (name, value);
  CREATE TABLE metrics (
    run TEXT NOT NULL REFERENCES runs ON DELETE CASCADE, name TEXT NOT NULL, step INTEGER NOT NULL,
    value REAL NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (run, name, step)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE run_artifacts (
    run TEXT NOT NULL REFERENCES runs ON DELETE CASCADE, name TEXT NOT NULL, kind TEXT NOT NULL,
    sha256 TEXT NOT NULL REFERENCES artifacts, PRIMARY KEY (run, name)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX run_artifacts_by_hash ON run_artifacts (sha256);
  `,
  `
  CREATE TABLE versions (
    model TEXT NOT NULL, version INTEGER NOT NULL, created INTEGER NOT NULL, run TEXT REFERENCES runs, dataset TEXT,
    card TEXT NOT NULL, PRIMARY KEY (model, version)
  ) STRICT;
  CREATE INDEX versions_by_run ON versions (run);
  CREATE TABLE version_parents (
    model TEXT NOT NULL, version INTEGER NOT NULL, parent_model TEXT NOT NULL, parent_version INTEGER NOT NULL,
    PRIMARY KEY (model, version, parent_model, parent_version),
    FOREIGN KEY (model, version) REFERENCES versions, FOREIGN KEY (parent_model, parent_version) REFERENCES versions
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE version_artifacts (
    model TEXT NOT NULL, version INTEGER NOT NULL, name TEXT NOT NULL, sha256 TEXT NOT NULL REFERENCES artifacts,
    PRIMARY KEY (model, version, name), FOREIGN KEY (model, version) REFERENCES versions
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX version_artifacts_by_hash ON version_artifacts (sha256);
  CREATE TABLE alias_changes (
    id INTEGER PRIMARY KEY AUTOINCREMENT, model TEXT NOT NULL, alias TEXT NOT NULL, version INTEGER, action TEXT NOT NULL,
    at INTEGER NOT NULL, because TEXT NOT NULL, below INTEGER REFERENCES alias_changes,
    FOREIGN KEY (model, version) REFERENCES versions
  ) STRICT;
  CREATE INDEX alias_changes_by_name ON alias_changes (model, alias, id);
  ${['versions', 'version_parents', 'version_artifacts', 'alias_changes'].map(neverChanges).join('')}
  `,
  `
  CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE decisions (position INTEGER PRIMARY KEY, entry TEXT NOT NULL, leaf TEXT NOT NULL) STRICT;
  CREATE INDEX decisions_by_kind ON decisions (entry ->> 'kind');
  CREATE TABLE decision_contents (
    position INTEGER PRIMARY KEY REFERENCES decisions, salt TEXT NOT NULL, content TEXT NOT NULL
  ) STRICT;
  CREATE TABLE decision_subjects (
    subject TEXT NOT NULL, position INTEGER NOT NULL REFERENCES decision_contents ON DELETE CASCADE,
    PRIMARY KEY (subject, position)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX decision_subjects_by_position ON decision_subjects (position);
  CREATE TABLE checkpoints (id INTEGER PRIMARY KEY, size INTEGER NOT NULL, at INTEGER NOT NULL, note TEXT NOT NULL) STRICT;
  ${['decisions', 'checkpoints'].map(neverChanges).join('')}
  `,
];

/** Triggers that refuse to change or delete rows: against mistakes, not against someone with the file in hand. */
function neverChanges(table: string): string {
  return ['UPDATE', 'DELETE']
    .map(
      (verb) => `CREATE TRIGGER ${table}_no_${verb.toLowerCase()} BEFORE ${verb} ON ${table}
    BEGIN SELECT RAISE(ABORT, '${table} never change'); END;
  `,
    )
    .join('');
}
