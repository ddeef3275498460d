import type { Random } from '../../random';

/** One of a list, each as likely. */
export const pick = <T>(list: readonly T[], random: Random): T => list[random.integer(list.length)];

/** A template with every (a|b|c) replaced by one of its alternatives, the innermost first. */
export function expand(template: string, random: Random): string {
  let text = template;
  for (let inner = /\(([^()]*)\)/; inner.test(text);)
    text = text.replace(inner, (_, options: string) => pick(options.split('|'), random));
  return text;
}
