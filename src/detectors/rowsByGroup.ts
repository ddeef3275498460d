import type { Dependence } from './driftResult';

/** The rows of each label, in the order in which labels come first. */
export function rowsByGroup(groups: NonNullable<Dependence['groups']>): Map<number | string, number[]> {
  const rows = new Map<number | string, number[]>();
  for (let i = 0; i < groups.length; i++) {
    const own = rows.get(groups[i]);
    if (own) own.push(i);
    else rows.set(groups[i], [i]);
  }
  return rows;
}
