// What `npm test` counts as good: something ran, all of it passed, nothing was skipped.
import { expect, it } from 'vitest';
import { countsOf, isGood } from '../../scripts/test.ts';

const report = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] };

it('reads the numbers of the report', () => {
  expect(countsOf({ ...report, numFailedTests: 2, numPendingTests: 1, numTodoTests: 3 })).toEqual({
    passed: 5,
    failed: 2,
    skipped: 4,
  });
});

it('counts a file that could not be loaded as a failure', () => {
  const testResults = [
    { status: 'failed', assertionResults: [] },
    { status: 'passed', assertionResults: [{}] },
  ];
  expect(countsOf({ ...report, testResults }).failed).toBe(1);
});

it.each([
  [{ passed: 5, failed: 0, skipped: 0 }, true],
  [{ passed: 0, failed: 0, skipped: 0 }, false],
  [{ passed: 5, failed: 1, skipped: 0 }, false],
  [{ passed: 5, failed: 0, skipped: 1 }, false],
])('judges %o as %s', (counts, expected) => {
  expect(isGood(counts)).toBe(expected);
});
