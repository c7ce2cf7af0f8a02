// The default funnel as a number beside each stage: stages with the same number are one step ("booked or contacted").

/** Step number of each stage, from 1. */
export const stepNumbers = (funnel: readonly (readonly number[])[]): Map<number, number> =>
  new Map(funnel.flatMap((step, i) => step.map((stage) => [stage, i + 1] as const)));

/** The funnel of these numbers; 0 is no step, and gaps close. */
export function stepsFromNumbers(numbers: ReadonlyMap<number, number>): number[][] {
  const steps = new Map<number, number[]>();
  for (const [stage, step] of numbers) if (step > 0) steps.set(step, [...(steps.get(step) ?? []), stage]);
  return [...steps].sort(([a], [b]) => a - b).map(([, stages]) => stages);
}
