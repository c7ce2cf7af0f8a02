// Small groups are not shown: a group of 1–10 people is hidden, and with it as many more that nobody can work it out.

/** Groups of fewer answers than this are hidden; a group of nobody is shown as nobody. */
export const SMALLEST_GROUP = 11;

/**
 * Which groups of a whole may be shown, given their sizes, when the whole's own size is known. Null: none at all, not even
 * that a group is empty: so it is wherever every group of somebody is hidden. A hidden group could be worked out as "the whole
 * less what is shown" if it hid alone, if the hidden ones were very few people together, or if each of them had to be as large as
 * a hidden group can be; so shown groups are hidden with them, from the end of the list, until none of that holds. The place in
 * the list decides and not the size: a choice of the smallest would tell an attacker who knows the rule how small it is.
 */
export function shownGroups(sizes: readonly number[]): boolean[] | null {
  const isHidden = sizes.map((size) => size > 0 && size < SMALLEST_GROUP);
  if (!isHidden.includes(true)) return sizes.map(() => true);
  const large = sizes.flatMap((size, i) => (size >= SMALLEST_GROUP ? [i] : []));
  while (!isSafe(sizes.filter((_, i) => isHidden[i]))) {
    const next = large.pop();
    if (next === undefined) return null;
    isHidden[next] = true;
  }
  // Twenty people in two groups that are hidden because each has to be ten: told apart from 9 and 11, both would be found.
  return sizes.some((size, i) => size > 0 && !isHidden[i]) ? isHidden.map((hidden) => !hidden) : null;
}

/** Whether the hidden sizes, of which only the sum can be known, could each be something else. */
function isSafe(hidden: readonly number[]): boolean {
  const sum = hidden.reduce((total, size) => total + size, 0);
  if (hidden.length < 2 || sum < SMALLEST_GROUP) return false;
  const areAllSmall = hidden.every((size) => size < SMALLEST_GROUP);
  return !areAllSmall || sum < hidden.length * (SMALLEST_GROUP - 1);
}
